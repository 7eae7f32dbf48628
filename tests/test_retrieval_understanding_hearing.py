"""Words typed by their sound are heard as the boxes they name; words that narrow a figure are not heard away."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.understanding import understand
from tests.test_retrieval_understanding_questions import AGENCIES

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("补正候仍不明确", "applications/unavailable.unclear/total"),
        ("法律明令金止公开", "applications/denied.law_forbids/total"),
        ("务现成信息", "applications/unavailable.no_existing/total"),
        ("权部公开的", "applications/granted/total"),
        ("过成性信息", "applications/denied.process/total"),
        ("保互第三方合法权益", "applications/denied.third_party/total"),
        ("商年遗留的申请", "applications/carried_in/total"),
        ("备告上法院", "review_litigation/litigation/total"),
    ],
)
def test_a_character_heard_anew(said: str, measure: str) -> None:
    question = understand(f"浔川市教育局2023年{said}有多少件", AGENCIES, TODAY)
    assert question.measures == (measure,)
    assert not question.outside


@pytest.mark.parametrize(
    "said", ["急件", "农民的申请", "女性申请人", "线上申请", "车辆购置情况", "公告栏数量", "网络申请"]
)
def test_what_no_box_tells_is_not_heard_as_one(said: str) -> None:
    question = understand(f"浔川市教育局2023年{said}有多少", AGENCIES, TODAY)
    assert question.measures == () or question.outside
