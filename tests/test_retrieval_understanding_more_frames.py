"""More ways of asking about many bodies or years: one place, the least, bounds, the peak year, what rose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from retrieval.question import Operation
from retrieval.understanding import understand
from tests.test_retrieval_understanding_questions import AGENCIES

TODAY = date(2026, 11, 20)
NAMED = {"applications/new/total": "新收申请", "disclosure/penalties/decisions": "行政处罚"}
SECOND = "2023年{m}排第二的是哪个单位|2023年{m}第二多的单位|2023年谁的{m}仅次于第一名|2023年{m}亚军是谁"
LEAST = "2023年{m}最少的单位|2023年哪家{m}最低|2023年{m}倒数第一|2023年谁的{m}垫底|2023年{m}排名末位是谁"
BOUNDED = "2023年{m}超过8件的单位有哪些|2023年{m}大于8的都有谁|列出2023年{m}多于8件的单位|2023年都有哪几家{m}突破了8件"
ROSE = "2023年{m}比上年增加的单位有哪些|2023年哪些单位的{m}同比上升了|2023年有哪几家{m}比前一年多"
FELL = "2023年{m}比上年减少的单位有哪些|2023年哪些单位的{m}同比下降了|2023年有哪几家{m}比前一年少"


def asked(frames: str) -> list[tuple[str, str]]:
    return [(frame.format(m=words), measure) for frame in frames.split("|") for measure, words in NAMED.items()]


@pytest.mark.parametrize(("text", "measure"), asked(SECOND))
def test_one_place(text: str, measure: str) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert (question.operation, question.place, question.measures) == (Operation.RANK, 2, (measure,))
    assert question.descending


@pytest.mark.parametrize(("text", "measure"), asked(LEAST))
def test_the_least(text: str, measure: str) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert (question.operation, question.descending, question.measures) == (Operation.RANK, False, (measure,))


@pytest.mark.parametrize(("text", "measure"), asked(BOUNDED))
def test_a_bound(text: str, measure: str) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert question.operation is Operation.LIST
    assert [(c.measure, c.relation, c.value) for c in question.conditions] == [(measure, ">", Decimal(8))]


@pytest.mark.parametrize(
    ("text", "measure", "rose"), [(*a, True) for a in asked(ROSE)] + [(*a, False) for a in asked(FELL)]
)
def test_what_rose_and_what_fell(text: str, measure: str, *, rose: bool) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert (question.growth, question.descending, question.measures) == ("difference", rose, (measure,))


@pytest.mark.parametrize(
    "text",
    [
        "2023年哪些单位既收到6件以上申请又有20件以上处罚",
        "2023年收到6件以上申请、20件以上处罚的单位有哪些",
        "列出2023年新收申请不少于6件、处罚不少于20件的单位",
    ],
)
def test_each_bound_is_of_its_own_box(text: str) -> None:
    bounds = {(c.measure, c.relation, c.value) for c in understand(text, AGENCIES, TODAY).conditions}
    assert bounds == {
        ("applications/new/total", ">=", Decimal(6)),
        ("disclosure/penalties/decisions", ">=", Decimal(20)),
    }
