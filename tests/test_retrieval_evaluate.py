"""Answers judged: a wrong figure is worse than none, and a right one needs its words and its source."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from report.facts import Citation
from retrieval.evaluate import evaluate, judge, render_verdicts
from retrieval.question import Answer, Choice, Figure

NAME, FILE = "汐原市教育局", "a.md"
WANT = {"agency": NAME, "year": 2023, "measure": "applications/new/total", "value": 12, "unit": "件", "file": FILE}
EXPECT: dict[str, Any] = {"kind": ["figure"], "figures": [WANT]}


def answer(value: int, text: str = "", agency: str | None = NAME, kind: str = "figure", file: str = FILE) -> Answer:
    figure = Figure(agency, 2023, "applications/new/total", Decimal(value), "件", (0,))
    return Answer(kind, text or f"{value}件", figures=(figure,), citations=(Citation(NAME, 2023, file),))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (answer(12), "right"),
        (answer(13), "wrong"),
        (answer(12, agency="砚浦市教育局"), "wrong"),
        (answer(12, text="见下表"), "incomplete"),
        (answer(12, text="共 1,212 件"), "incomplete"),
        (answer(12, file="b.md"), "incomplete"),
        (answer(12, kind="trend"), "right"),
        (Answer("not_found", "没有", reason="not_stored"), "unanswered"),
    ],
)
def test_judge_a_figure(given: Answer, outcome: str) -> None:
    verdict, why = judge(EXPECT, given)
    assert verdict == outcome, why


def test_order_of_a_ranking_counts() -> None:
    two = WANT | {"value": 9, "agency": "砚浦市教育局", "file": None}
    figures = (
        Figure("砚浦市教育局", 2023, "applications/new/total", Decimal(9), "件"),
        Figure(NAME, 2023, "applications/new/total", Decimal(12), "件"),
    )
    ranked = Answer("ranking", "9件，12件", figures=figures, citations=(Citation(NAME, 2023, FILE),))
    expect = {"kind": ["ranking"], "figures": [WANT, two]}
    assert judge(expect, ranked)[0] == "right"
    assert judge(expect | {"ordered": True}, ranked)[0] == "wrong"


def test_clarifying_offers_both_bodies() -> None:
    expect = {"kind": ["clarify"], "choices": ["甲市教育局", "乙市教育局"]}
    one = Choice("甲市教育局", "甲市教育局2023年收到多少件")
    assert judge(expect, Answer("clarify", "哪一个？", choices=(one,)))[0] == "incomplete"
    both = (one, Choice("乙市教育局", "乙市教育局2023年收到多少件"))
    assert judge(expect, Answer("clarify", "哪一个？", choices=both))[0] == "right"


def test_reason_of_not_found() -> None:
    expect = {"kind": ["not_found"], "reason": ["blank"]}
    assert judge(expect, Answer("not_found", "空白", reason="blank"))[0] == "right"
    assert judge(expect, Answer("not_found", "没有", reason="not_stored"))[0] == "incomplete"


def test_a_session_is_one_conversation(tmp_path: Path) -> None:
    lines = [
        {"id": str(n), "session": session, "category": "figures", "question": "多少", "expect": EXPECT}
        for n, session in enumerate(["a", "b", "a"])
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    opened: list[int] = []

    def converse() -> Any:
        opened.append(1)
        return lambda text: answer(12)

    verdicts = list(evaluate(path, converse))
    assert len(opened) == 2
    assert [verdict.outcome for verdict in verdicts] == ["right"] * 3
    assert "3/3" in render_verdicts(verdicts)
