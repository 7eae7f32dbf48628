"""What the carried model learns from: pairs of texts that mean the same, all written for this repository.

A pair is a question and what answers it: a way of asking for a row and the row as passages tell it, a way of asking for
a topic and a sentence that a report might write on it, in Chinese and in English. Questions are also put as people put
them, with a body, a year and a few polite words around, so that those words come to mean nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from report.form import APPLICANTS, Cell, all_rows, column_label, describe, section_title
from report.form import SECTION_OF as SECTIONS
from retrieval.glossary import glossary

PHRASINGS = Path(__file__).parent / "phrasings.toml"
WORDS = Path(__file__).parent / "words.toml"
_NUMBERED = (
    "· 自然人 = {0}，商业企业 = {1}，科研机构 = {2}，社会公益组织 = {3}，法律服务机构 = {4}，其他 = {5}，总计 = {6}"
)
_REVIEWED = "· 结果维持 = {0}，结果纠正 = {1}，其他结果 = {2}，尚未审结 = {3}，总计 = {4}"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be asked for: what reports print of it, and how it is asked for."""

    key: str
    texts: tuple[str, ...]  # as passages tell it
    zh: tuple[str, ...]
    en: tuple[str, ...]


@cache
def phrasings() -> dict[str, Any]:
    """The file of phrasings."""
    return tomllib.loads(PHRASINGS.read_text(encoding="utf-8")) if PHRASINGS.exists() else {}


@cache
def meanings() -> tuple[tuple[str, ...], ...]:
    """Words that mean nearly the same, a meaning each."""
    groups = tomllib.loads(WORDS.read_text(encoding="utf-8"))["groups"]
    return tuple(tuple(word.replace("-", " ") for word in group.split()) for group in groups)


@cache
def items() -> tuple[Item, ...]:
    """Every row and topic, with the ways of asking that the file has."""
    asked = {row["key"]: row for row in phrasings().get("rows", ())}
    found = []
    for row in all_rows():
        key = f"{row.table}/{row.item}"
        own = asked.get(key, {})
        found.append(
            Item(
                key,
                tuple(dict.fromkeys(row_text(row.table, row.item, edition) for edition in row.columns)),
                (describe(Cell(row.table, row.item, "total")) if row.table == "applications" else row.label,
                 *own.get("zh", ())),
                (row.en, *own.get("en", ())),
            )
        )  # fmt: skip
    for topic in phrasings().get("topics", ()):
        found.append(Item(topic["key"], tuple(topic["says"]), tuple(topic["zh"]), tuple(topic["en"])))
    return tuple(found)


def row_text(table: str, item: str, edition: str = "2021", figures: Sequence[int] = (0,) * 9) -> str:
    """A row as a passage tells it."""
    row = next(row for row in all_rows() if (row.table, row.item) == (table, item))
    head = f"{section_title(SECTIONS[table])} · "
    group = {
        "denied": "不予公开 · ",
        "unavailable": "无法提供 · ",
        "not_processed": "不予处理 · ",
        "other": "其他处理 · ",
    }
    if table == "disclosure":
        columns = [f"{column_label(Cell(table, item, c), edition)} = {figures[n]}"
                   for n, c in enumerate(row.columns[edition])]  # fmt: skip
        return f"{head}{row.printed(edition)} · {'，'.join(columns)}"
    told = _REVIEWED if table == "review_litigation" else _NUMBERED
    label = describe(Cell(table, item, "total")) if table == "applications" else row.label
    return f"{head}{group.get(row.group, '')}{label} {told.format(*figures)}"


def pairs(random: Random) -> list[tuple[str, str, str]]:
    """One epoch of (key, question, text); no two of one batch should share a key."""
    found: list[tuple[str, str, str]] = []
    for item in items():
        for question in (*item.zh, *item.en):
            found.append((item.key, _put(question, random), random.choice(item.texts)))
        if item.zh and item.en:  # the two languages of one question lie together
            found += [(item.key, _put(question, random), _put(random.choice(item.zh), random)) for question in item.en]
    for entry in glossary():
        names = [name for name in entry.names if " + " not in name and "|" not in name]
        for name in names:
            found.append((entry.key, _put(name, random), entry.zh if random.random() < 0.6 else entry.en))
        if names:
            found.append((entry.key, random.choice(names), random.choice(names)))
    for number, words in enumerate(meanings()):
        for word in words:
            found.append((f"word-{number}", word, " ".join(random.sample(words, min(4, len(words))))))
    for number, text in enumerate(prose()):
        found.append((f"prose-{number}", _crop(text, random), text))
    return found


@cache
def prose() -> tuple[str, ...]:
    """Sentences to learn characters from: of topics, of the glossary, of the prose file."""
    texts = [text for item in items() for text in item.texts]
    texts += [text for entry in glossary() for text in (entry.zh, entry.en)]
    return tuple(dict.fromkeys(texts))


def _crop(text: str, random: Random) -> str:
    """A stretch of a text, for which the whole must be found."""
    length = max(6, min(len(text), random.randint(8, 30)))
    start = random.randint(0, max(0, len(text) - length))
    return text[start : start + length]


def _put(question: str, random: Random) -> str:
    """A question as people put it."""
    frames = phrasings().get("frames", {"zh": ["{q}"], "en": ["{q}"], "bodies": [""], "bodies_en": [""]})
    english = question.isascii()
    frame = random.choice(frames["en" if english else "zh"]) if random.random() < 0.6 else "{q}"
    body = random.choice(frames["bodies_en" if english else "bodies"])
    return str(frame).format(q=question, b=body, y=random.randint(2019, 2026))


APPLICANT_LABELS = tuple(column_label(Cell("applications", "new", column)) for column in APPLICANTS)
