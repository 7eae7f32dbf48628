"""Buttons under an answer: each names the kept answer, so that it works after a restart, for old messages, by anyone.

`ask:12:0` is the first choice of answer 12, `go:12:trend` an offer, `do:12:export` something done with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.telegram.messages import message
from bot.telegram.rendering import site
from retrieval.offers import Offer
from retrieval.question import Answer

LONGEST_LABEL = 60  # more does not show on a phone
VERBS = ("ask", "go", "do")
ACTIONS = ("proof", "original", "export", "wrong")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button stands for."""

    verb: str
    answer: int
    what: str


def answer_keyboard(
    number: int, answer: Answer, offers: Sequence[Offer], language: str | None
) -> InlineKeyboardMarkup | None:
    """Choices a row each; then what to ask next, then what can be done with the answer."""
    rows = [
        [InlineKeyboardButton(choice.label[:LONGEST_LABEL], callback_data=f"ask:{number}:{n}")]
        for n, choice in enumerate(answer.choices)
    ]
    language = answer.language if answer.language == "en" else language
    next_row = [_button(f"go:{number}:{offer.key}", offer.key, language) for offer in offers]
    pages = set(map(site, answer.citations)) - {""}
    if len(pages) == len({citation.file for citation in answer.citations}) == 1:  # of several each lies under its name
        next_row.append(InlineKeyboardButton(message("button_page", language), url=pages.pop()))
    actions = ACTIONS if answer.citations else ()
    rows += [row for row in (next_row, [_button(f"do:{number}:{key}", key, language) for key in actions]) if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(data: str, key: str, language: str | None) -> InlineKeyboardButton:
    return InlineKeyboardButton(message(f"button_{key}", language), callback_data=data)


def answer_replied_to(incoming: Message, bot_id: int) -> int | None:
    """The number of the answer that a message replies to, as the buttons under that answer name it."""
    answered = incoming.reply_to_message
    if answered is None or answered.from_user is None or answered.from_user.id != bot_id or not answered.reply_markup:
        return None
    for row in answered.reply_markup.inline_keyboard:
        for button in row:
            pressed = read_button(button.callback_data) if isinstance(button.callback_data, str) else None
            if pressed is not None:
                return pressed.answer
    return None


def read_button(data: str) -> Pressed | None:
    """What callback data names; None for what we did not write."""
    verb, _, rest = data.partition(":")
    answer, _, what = rest.partition(":")
    return Pressed(verb, int(answer), what) if verb in VERBS and answer.isdecimal() and what else None
