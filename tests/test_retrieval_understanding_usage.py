"""Words of Taiwan and Hong Kong lead to the boxes of the form."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.understanding import understand
from retrieval.understanding.years import find_years
from tests.test_retrieval_understanding_questions import AGENCIES

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("汐原市教育局2023年訴願案件總數", "review_litigation/reconsideration/total"),
        ("汐原市教育局2023年裁罰件數", "disclosure/penalties/decisions"),
        ("汐原市教育局2023年有多少申請遭否准", "applications/denied/total"),
        ("汐原市教育局2023年新收資訊公開申請件數為何？", "applications/new/total"),
        ("汐原市教育局2023年核准公開的申請若干", "applications/granted/total"),
        ("汐原市教育局2023年收咗幾多單申請", "applications/new/total"),
        ("汐原市教育局2023年冇公開嘅申請有幾多宗", "applications/denied/total"),
        ("汐原市教育局2023年有幾多申請係自然人遞交嘅", "applications/new/natural_person"),
    ],
)
def test_words_of_other_places(text: str, measure: str) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert question.measures == (measure,)
    assert question.language == "zh-Hant"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("民國112年新收申請", (2023,)),
        ("民國一一三年度的件數", (2024,)),
        ("112年度收了多少申請案", (2023,)),
        ("民國一百一十二年", (2023,)),
        ("112、113年申請件數", (2023, 2024)),
        ("111至113年度申請件數", (2022, 2023, 2024)),
        ("收到112件申请", ()),
        ("112年前的事", ()),
    ],
)
def test_years_of_the_republic(text: str, years: tuple[int, ...]) -> None:
    assert find_years(text.replace("國", "国"), TODAY).years == years
