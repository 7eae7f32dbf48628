"""A place of an order is one place: not the first so many, not a part of the report."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.question import Operation
from retrieval.understanding import understand
from retrieval.understanding.nth import find_nth
from tests.test_retrieval_understanding_questions import AGENCIES


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第二多的单位", (2, True)),
        ("排第三的是谁", (3, True)),
        ("倒数第二的单位", (2, False)),
        ("第二少的是哪家", (2, False)),
        ("仅次于第一名的是谁", (2, True)),
        ("the second highest", (2, True)),
        ("who came third", (3, True)),
        ("the third fewest", (3, False)),
        ("second to last", (2, False)),
        ("前三名", None),
        ("第二部分写了什么", None),
        ("第三方合法权益", None),
        ("第二季度", None),
        ("第二名和第三名差多少", None),
        ("the second half", None),
    ],
)
def test_a_place_of_an_order(text: str, place: tuple[int, bool] | None) -> None:
    assert find_nth(text) == place


def test_only_what_stands_there_is_asked_for() -> None:
    question = understand("2023年新收申请第二多的是哪个单位", AGENCIES, date(2026, 11, 20))
    assert (question.operation, question.place, question.count) == (Operation.RANK, 2, None)


@pytest.mark.parametrize(
    ("way", "most_first"),
    [("上升", True), ("提高", True), ("增加", True), ("下降", False), ("减少", False), ("回落", False)],
)
def test_which_bodies_rose_and_which_fell(way: str, most_first: bool) -> None:
    question = understand(f"2023年哪些单位的新收申请同比{way}了", AGENCIES, date(2026, 11, 20))
    assert (question.operation, question.growth, question.descending) == (Operation.RANK, "difference", most_first)
