"""Buttons under an answer: each names the answer and the choice, so that it works after a restart, by anyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from retrieval.question import Choice

LONGEST_LABEL = 60  # more does not show on a phone
PREFIX = "ask:"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button stands for: the kept answer, and which of its choices."""

    answer: int
    choice: int


def choice_keyboard(number: int, choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """One button a row for the choices of the answer kept under this number; None without choices."""
    if not choices:
        return None
    rows = [
        [InlineKeyboardButton(choice.label[:LONGEST_LABEL], callback_data=f"{PREFIX}{number}:{n}")]
        for n, choice in enumerate(choices)
    ]
    return InlineKeyboardMarkup(rows)


def read_button(data: str) -> Pressed | None:
    """What callback data names; None for what we did not write."""
    answer, _, choice = data.removeprefix(PREFIX).partition(":")
    return Pressed(int(answer), int(choice)) if answer.isdecimal() and choice.isdecimal() else None
