"""Questions of our own over invented bodies, each with what it asks; conversations included.

A line of tests/questions/*.jsonl names only what matters about its question; what is not named is not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from report.agencies import read_agency
from retrieval.question import Question, StoredAgency
from retrieval.understanding import understand

HERE = Path(__file__).parent / "questions"
TODAY = date(2026, 11, 20)
YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def stored() -> tuple[StoredAgency, ...]:
    bodies = read_lines("understanding_bodies.jsonl")
    return tuple(
        StoredAgency(i, read_agency(b["names"][0], tuple(b["region"])), tuple(b["names"]), (), YEARS)
        for i, b in enumerate(bodies, 1)
    )


AGENCIES = stored()
NAMES = {agency.id: agency.agency.name for agency in AGENCIES}


def conversations() -> Iterator[list[dict[str, Any]]]:
    for name in (
        "understanding.jsonl",
        "understanding_more.jsonl",
        "understanding_third.jsonl",
        "understanding_fourth.jsonl",
        "understanding_talks.jsonl",
    ):
        turns: list[dict[str, Any]] = []
        for line in read_lines(name):
            if turns and line["session"] != turns[-1]["session"]:
                yield turns
                turns = []
            turns.append(line)
        yield turns


def differences(question: Question, expect: dict[str, Any]) -> list[str]:
    """What a question says otherwise than expected."""
    names = sorted(NAMES[i] for i in question.agencies)
    offered = {NAMES[i] for _, ids in question.candidates for i in ids}
    region = question.scope.region if question.scope else ()
    kinds = question.scope.kinds if question.scope else ()
    conditions = [[c.measure, c.relation, int(c.value)] for c in question.conditions]
    measures = [m.replace("any-", "") for m in expect.get("measures", [])]
    either = measures != expect.get("measures", [])
    wrong = {
        "operation": expect["operation"] not in ("any", question.operation.value),
        "agencies": "agencies" in expect and names != sorted(expect["agencies"]),
        "candidates": not set(expect.get("candidates", [])) <= offered,
        "unknown": "unknown" in expect and (not question.unknown or bool(question.agencies)),
        "never": bool(set(expect.get("never", [])) & set(names)),
        "years": "years" in expect and list(question.years) != expect["years"],
        "measures": bool(measures)
        and (not set(measures) & set(question.measures) if either else list(question.measures) != measures),
        "scope": "scope" in expect and (question.scope is None or not set(expect["scope"]) <= set(region)),
        "kind": "kind" in expect and not any(kind.startswith(expect["kind"]) for kind in kinds),
        "count": "count" in expect and question.count != expect["count"],
        "ascending": expect.get("ascending", False) and question.descending,
        "difference": expect.get("difference", False) and not question.difference,
        "section": "section" in expect and question.section != expect["section"],
        "outside": expect.get("outside", False) and not question.outside,
        "claim": "claim" in expect and (question.claim is None or question.claim.value != expect["claim"]),
        "conditions": "conditions" in expect and conditions != expect["conditions"],
        "language": question.language != expect.get("language", "zh"),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


@pytest.mark.parametrize("turns", conversations(), ids=lambda turns: str(turns[0]["question"])[:40])
def test_a_question_asks_what_it_asks(turns: list[dict[str, Any]]) -> None:
    previous: Question | None = None
    for turn in turns:
        previous = understand(turn["question"], AGENCIES, TODAY, previous)
        assert differences(previous, turn["expect"]) == [], (turn["question"], previous)


def test_the_questions_are_many() -> None:
    assert sum(len(turns) for turns in conversations()) >= 500
