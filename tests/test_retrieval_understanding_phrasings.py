"""Every way of naming a figure leads to that figure, wherever in the sentence it stands."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from retrieval.question import Operation
from retrieval.understanding import understand
from tests.test_retrieval_understanding_questions import AGENCIES

TODAY = date(2026, 11, 20)
CHINESE = (
    "{body}{year}年{named}",
    "{body}{year}年{named}是多少",
    "{year}年{body}{named}有多少",
    "{named}，{body}，{year}",
)
ENGLISH = (
    "{body} {year} {named}",
    "How many {named} at {body} in {year}?",
    "What was the number of {named} for {body} in {year}?",
)
PHRASINGS = tomllib.loads((Path(__file__).parent / "questions" / "phrasings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("measure", "named", "year"),
    [
        (measure, named, year)
        for edition, year in (("form_2021", 2023), ("form_2019", 2019))
        for measure, phrases in PHRASINGS[edition].items()
        for named in phrases
    ],
)
def test_a_figure_by_every_name(measure: str, named: str, year: int) -> None:
    chinese = re.search("[\u4e00-\u9fff]", named)
    for frame in CHINESE if chinese else ENGLISH:
        body = "浔川市教育局" if chinese else "the Education Bureau of Xunchuan City"
        question = understand(frame.format(body=body, year=year, named=named), AGENCIES, TODAY)
        assert question.operation in (Operation.FIGURE, Operation.SHARE), question
        assert question.measures[0] == measure, question
        assert question.years == (year,)
        assert not question.outside
