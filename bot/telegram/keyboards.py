"""Buttons under an answer: each carries a key to its full question, so that it works after a restart, by anyone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from retrieval.question import Choice

LONGEST_LABEL = 60  # more does not show on a phone
PREFIX = "ask:"


def button_key(question: str) -> str:
    """The callback data of a question: well under Telegram's 64 bytes."""
    return PREFIX + hashlib.sha256(question.encode()).hexdigest()[:24]


def choice_keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """One button a row; None without choices."""
    if not choices:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(choice.label[:LONGEST_LABEL], callback_data=button_key(choice.question))]
            for choice in choices
        ]
    )
