"""An answer on its way out: plain text in parts, buttons under the last, a chart where figures are drawn best."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from telegram import Chat, InlineKeyboardMarkup, Message
from telegram.constants import ChatAction, MessageLimit
from telegram.error import BadRequest, TelegramError

from bot.reply import render_answer
from report.errors import ReportError
from retrieval.question import Answer

log = logging.getLogger(__name__)
DRAWN = ("trend", "ranking", "comparison")  # kinds that come with a chart
FEWEST_DRAWN = 3  # two figures are read faster than a picture of them


async def show_typing(at: Message) -> None:
    """Typing, shown at once and again every four seconds until cancelled; that it fails is nobody's business."""
    with suppress(TelegramError):
        while True:
            await at.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(4)


async def send_parts(at: Message, text: str, keyboard: InlineKeyboardMarkup | None = None) -> list[int]:
    """The text as an answer to a message; the numbers of the messages that it became."""
    parts = numbered_parts(text)
    sent: list[int] = []
    for n, part in enumerate(parts, 1):
        markup = keyboard if n == len(parts) else None
        in_group = at.chat.type != Chat.PRIVATE
        try:
            message = await at.reply_text(part, reply_markup=markup, do_quote=in_group and n == 1)
        except BadRequest:  # the question was deleted meanwhile: the answer stands without quoting it
            message = await at.chat.send_message(part, reply_markup=markup)
        sent.append(message.message_id)
    return sent


async def edit_parts(
    at: Message, told: Sequence[int], text: str, keyboard: InlineKeyboardMarkup | None = None
) -> list[int]:
    """The text in place of an earlier answer, which may have had more parts or fewer."""
    parts = numbered_parts(text)
    bot = at.get_bot()
    numbers: list[int] = []
    for n, part in enumerate(parts):
        markup = keyboard if n == len(parts) - 1 else None
        if n < len(told):
            with suppress(BadRequest):  # the same text as before is an error to Telegram
                await bot.edit_message_text(part, at.chat.id, told[n], reply_markup=markup)
            numbers.append(told[n])
        else:
            numbers.append((await at.chat.send_message(part, reply_markup=markup)).message_id)
    for extra in told[len(parts) :]:
        with suppress(BadRequest):
            await bot.delete_message(at.chat.id, extra)
    return numbers


async def send_chart(at: Message, answer: Answer) -> None:
    """The chart of an answer that is read best as a picture; that there is none is no error."""
    if answer.kind not in DRAWN or len(answer.figures) < FEWEST_DRAWN:
        return
    from bot.pictures.charts import draw_chart

    try:
        picture = await asyncio.to_thread(draw_chart, answer)
    except ReportError as error:  # no font: the text has said it all
        log.warning("%s", error.render("en"))
        return
    if picture is not None:
        await at.chat.send_photo(picture)


def render_for_chat(answer: Answer) -> str:
    """The text and its sources; choices are buttons here."""
    return render_answer(replace(answer, choices=()))


def numbered_parts(text: str, longest: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """The text in parts of Telegram's length, cut at line ends, numbered (1/3) where there are several.

    Telegram counts UTF-16 units; so do we.
    """
    if _units(text) <= longest:
        return [text]
    room = longest - 12
    parts: list[str] = []
    part = ""
    for line in text.splitlines(keepends=True):
        rest = line
        while _units(rest) > room:
            parts += [part, rest[: room // 2]] if part else [rest[: room // 2]]
            part, rest = "", rest[room // 2 :]
        if _units(part) + _units(rest) > room:
            parts.append(part)
            part = ""
        part += rest
    parts = [part.rstrip("\n") for part in [*parts, part] if part.strip()]
    return [f"({n}/{len(parts)}) {part}" for n, part in enumerate(parts, 1)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
