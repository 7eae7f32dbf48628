"""Answers over the stored samples, and what must hold for each of their figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from report.facts import Report
from retrieval.answer import compose
from retrieval.answering.wording import number
from retrieval.question import Answer, Operation, Question
from retrieval.store import Store

NEW, CONCLUDED = "applications/new/total", "applications/concluded/total"
TODAY = date(2026, 11, 20)
CITY = "汐原市科学技术局"
Stored = tuple[Store, dict[tuple[str, int], Report]]
Ask = Callable[..., Answer]


def value_of(stored: Stored, name: str, year: int, key: str) -> Decimal | None:
    return next(fact.value for fact in stored[1][name, year].facts if fact.cell.key == key)


def assert_bound(answer: Answer) -> None:
    """Every figure stands in the text and is bound to a place."""
    for figure in answer.figures:
        assert re.search(rf"(?<![\d.]){re.escape(number(abs(figure.value), figure.unit))}(?!\d)", answer.text)
        assert figure.citations
        assert all(0 <= place < len(answer.citations) for place in figure.citations)


def asking(stored: Stored) -> Ask:
    """Asks with bodies by name: `ask(Operation.TREND, CITY, years=…, measures=…)`."""
    ids = {name: agency.id for agency in stored[0].agencies() for name in agency.names}

    def asked(operation: Operation = Operation.FIGURE, *bodies: str, text: str = "问", **slots: Any) -> Answer:
        question = Question(text, operation=operation, agencies=tuple(ids[body] for body in bodies), **slots)
        return compose(question, stored[0], None, TODAY)

    return asked
