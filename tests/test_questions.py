"""The project's own questions are those that the samples answer."""

from __future__ import annotations

import json
from pathlib import Path

from tests.questions.turns import write_turns
from tests.questions.write import write_questions

FILE = Path(__file__).parent / "questions" / "samples.jsonl"


def test_questions_follow_the_samples(tmp_path: Path) -> None:
    write_questions(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8")


def test_turns_follow_the_samples(tmp_path: Path) -> None:
    write_turns(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == FILE.with_name("turns.jsonl").read_text(
        encoding="utf-8"
    )


def test_there_are_questions_of_every_kind() -> None:
    lines = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 400
    assert len({line["id"] for line in lines}) == len(lines)
    assert {line["language"] for line in lines} == {"zh", "zh-Hant", "en"}
    assert len({line["category"] for line in lines}) >= 15


def test_talks_hold_conversations_and_the_form() -> None:
    lines = [json.loads(line) for line in FILE.with_name("talks.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines) >= 400
    assert all(line["expect"]["kind"] for line in lines)
    assert sum(line["category"] == "the form" for line in lines) >= 200
    assert len({line["session"] for line in lines if line["category"] == "talks"}) >= 20
