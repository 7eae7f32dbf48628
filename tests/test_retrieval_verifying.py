"""A text's numbers against the reports: right, wrong, or not to be told; a doubt is never a verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.conversation import Conversation
from retrieval.store import Store
from tests.stored import store_samples

BODY = "汐原市科学技术局"  # 2 applications in 2023, 1 granted; 1 in 2024


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened, _ = store_samples(tmp_path_factory.mktemp("verifying"))
    with opened:
        yield opened


def marks(store: Store, text: str) -> list[str]:
    answer = Conversation(store, lambda: None, date(2026, 11, 20)).verify(text)
    assert answer.kind == "check"
    return [line.partition("：")[0] for line in answer.text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY}2023年共收到申请2件。", ["相符"]),
        (f"{BODY}2023年共收到申请12件。", ["不符"]),
        (f"2023年，{BODY}收到申请2件，其中予以公开1件，不予公开3件。", ["相符", "相符", "不符"]),
        (f"{BODY}2023年新收申请2件（其中自然人2件、法人0件），予以公开1件。", ["相符"] * 4),
        (f"{BODY}2023年收到申请2件。2024年，该局收到申请1件，同比下降50%。", ["相符", "相符", "相符"]),
        (f"{BODY}收到申请2件。", ["无法核实"]),  # no year
        ("某某省财政厅2023年收到申请2件。", ["无法核实"]),
        (f"{BODY}2023年收到申请2件，市税务局收到申请9件。", ["相符", "无法核实"]),
        (f"{BODY}2023年收到申请约2件。", ["无法核实"]),
        (f"{BODY}2023年收到申请2件，其中5件是通过网络提交的。", ["相符", "无法核实"]),
        (f"{BODY}2023年收到申请2件，主动公开信息321条，同比增长7%。", ["相符", "无法核实", "无法核实"]),
        (f"{BODY}2023年粉丝5000人。", ["无法核实"]),
    ],
)
def test_each_claim_gets_its_mark(store: Store, text: str, expected: list[str]) -> None:
    assert marks(store, text) == expected


FORWARDED = [
    json.loads(line)
    for line in (Path(__file__).parent / "questions" / "forwarded.jsonl").read_text(encoding="utf-8").splitlines()
]
MARKS = {
    "相符": "right",
    "不符": "wrong",
    "无法核实": "open",
    "Agrees": "right",
    "Does not agree": "wrong",
    "Cannot be verified": "open",
}


def test_texts_as_they_are_forwarded(store: Store) -> None:
    """News, notices, posts: several bodies and years, numbers in words, shares, sums; each mark is the one expected."""
    otherwise = []
    for forwarded in FORWARDED:
        answer = Conversation(store, lambda: None, date(2026, 11, 20)).verify(forwarded["text"])
        lines = answer.text.splitlines()[1:] if answer.kind == "check" else []
        got = [MARKS[re.split("[：:]", line)[0]] for line in lines]
        if got != forwarded["marks"]:
            otherwise.append((forwarded, answer.text))
    assert not otherwise


def test_what_was_reckoned_is_shown_with_its_figures_and_their_sources(store: Store) -> None:
    text = "汐原市教育局2023年收到申请134件，同比下降45%。"
    answer = Conversation(store, lambda: None, date(2026, 11, 20)).verify(text)
    assert "报告上是-41.48%（汐原市教育局 新收政府信息公开申请：2022年 229件，2023年 134件）" in answer.text
    assert {(figure.year, figure.value) for figure in answer.figures} == {(2022, Decimal(229)), (2023, Decimal(134))}
    assert all(figure.citations for figure in answer.figures)


def test_a_wrong_figure_is_told_with_the_printed_one_and_its_source(store: Store) -> None:
    answer = Conversation(store, lambda: None, date(2026, 11, 20)).verify(f"{BODY}2023年共收到申请12件。")
    assert "报告上是2件" in answer.text
    assert [figure.value for figure in answer.figures] == [Decimal(2)]
    assert [answer.citations[n].file for n in answer.figures[0].citations] == ["xiyuan_science_2023.pdf"]


def test_english_is_read_too(store: Store) -> None:
    text = "In 2023 the Xiyuan Science and Technology Bureau received 2 applications and denied 4 applications."
    answer = Conversation(store, lambda: None, date(2026, 11, 20)).verify(text)
    assert answer.text.startswith("2 figures checked: 1 agree, 1 do not")


def test_plain_text_asks_for_it_as_well(store: Store) -> None:
    answer = Conversation(store, lambda: None, date(2026, 11, 20)).reply(f"核实：{BODY}2023年收到申请3件")
    assert answer.kind == "check"
    assert "不符" in answer.text


def test_a_text_without_numbers_is_a_question(store: Store) -> None:
    answer = Conversation(store, lambda: None, date(2026, 11, 20)).verify(f"{BODY}2023年收到多少件申请")
    assert [figure.value for figure in answer.figures] == [Decimal(2)]


@settings(max_examples=40, deadline=None)
@given(value=st.integers(0, 2_000_000))
def test_one_number_is_right_and_every_other_wrong(store: Store, value: int) -> None:
    assert marks(store, f"{BODY}2023年收到申请{value:,}件") == ["相符" if value == 2 else "不符"]
