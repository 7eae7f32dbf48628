"""Stretches of a text that name a row, a column or a rate, by the patterns of `cells.toml`.

The longest phrase wins where two overlap; what longer phrases leave over is searched for columns once more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of text that names a row, a column or a rate."""

    start: int
    end: int
    kind: str  # row | column | rate
    table: str
    name: str  # the item, the column, or the rate
    words: str
    weak: bool = False

    @property
    def size(self) -> int:
        return self.end - self.start


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "cells.toml").read_text(encoding="utf-8"))


def _compile(patterns: Iterable[str], english: bool) -> re.Pattern[str] | None:
    filled = []
    for pattern in patterns:
        for _ in range(2):
            for name, body in _data()["macros"].items():
                pattern = pattern.replace("{" + name + "}", body)
        filled.append(pattern)
    if not filled:
        return None
    joined = "|".join(f"(?:{pattern})" for pattern in filled)
    return re.compile(rf"\b(?:{joined})(?![a-z])" if english else joined)


@dataclass(frozen=True, slots=True)
class _Namer:
    kind: str
    table: str
    name: str
    weak: bool
    patterns: tuple[re.Pattern[str], ...]


@cache
def _namers(english: bool) -> tuple[_Namer, ...]:
    language = "en" if english else "zh"
    found: list[_Namer] = []

    def add(kind: str, table: str, name: str, entry: dict[str, list[str]]) -> None:
        for weak in (False, True):
            listed = entry.get(f"weak_{language}" if weak else language, [])
            compiled = tuple(p for one in listed if (p := _compile([one], english)))
            if compiled:
                found.append(_Namer(kind, table, name, weak, compiled))

    for key, entry in _data()["rows"].items():
        table, item = key.split("/")
        add("row", table, item, entry)
    for table, columns in _data()["columns"].items():
        for column, entry in columns.items():
            add("column", table, column, entry)
    for rate, entry in _data()["rates"].items():
        add("rate", "", rate, entry)
    return tuple(found)


def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Every phrase that holds its ground: no two of the same kind overlap, the longest stays."""
    found: list[Phrase] = []
    lowered = text.lower()
    has_latin = re.search("[a-z]{3}", lowered) is not None
    has_han = re.search("[\u4e00-\u9fff]", lowered) is not None
    for english in (False, True):
        if (english and not has_latin) or (not english and not has_han):
            continue
        for namer in _namers(english):
            for pattern in namer.patterns:
                for match in pattern.finditer(lowered):
                    start, end = _trimmed(lowered, match.start(), match.end())
                    if end > start:
                        found.append(
                            Phrase(
                                start,
                                end,
                                namer.kind,
                                namer.table,
                                namer.name,
                                lowered[start:end],
                                namer.weak,
                            )
                        )
    kept = _strongest(found)
    return tuple(sorted((*kept, *_columns_in_rest(lowered, kept, has_latin, has_han)), key=lambda p: (p.start, p.end)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span less the little words at its ends: 的复议 and 没审结的 do not overlap in 没审结的复议."""
    while start < end and text[start] in "的了 ":
        start += 1
    while end > start and text[end - 1] in "的 ":
        end -= 1
    return start, end


def _columns_in_rest(text: str, kept: tuple[Phrase, ...], has_latin: bool, has_han: bool) -> list[Phrase]:
    """Columns that the longer phrases left over: 公民 in 公民申请的件数."""
    rest = text
    for phrase in kept:
        if not phrase.weak:
            rest = rest[: phrase.start] + "\ue0fc" * phrase.size + rest[phrase.end :]
    found: list[Phrase] = []
    for english in (False, True):
        if (english and not has_latin) or (not english and not has_han):
            continue
        for namer in _namers(english):
            if namer.kind == "column":
                for match in (m for pattern in namer.patterns for m in pattern.finditer(rest) if m.group().strip()):
                    found.append(Phrase(match.start(), match.end(), "column", namer.table, namer.name, match.group()))
    return list(_strongest(found))


_PLAIN_INTAKE = re.compile(r"(?:applications?|requests?|cases?)\b")


def _is_plain_intake(phrase: Phrase) -> bool:
    """`requests did it receive` says no more than requests: in `repeat requests did it receive` the row goes before."""
    return phrase.name == "new" and phrase.kind == "row" and _PLAIN_INTAKE.match(phrase.words) is not None


def _strongest(found: list[Phrase]) -> tuple[Phrase, ...]:
    order = {"rate": 0, "row": 1, "column": 2}
    found = sorted(found, key=lambda p: (p.weak, _is_plain_intake(p), -p.size, order[p.kind], p.start))
    kept: list[Phrase] = []
    for phrase in found:
        rivals = [k for k in kept if k.start < phrase.end and phrase.start < k.end]
        if not rivals:
            kept.append(phrase)
            continue
        if phrase.kind == "column" and all(_may_share(phrase, rival) for rival in rivals):
            kept.append(phrase)
    return tuple(sorted(kept, key=lambda p: (p.start, p.end)))


def _may_share(column: Phrase, rival: Phrase) -> bool:
    """A column may be heard in another table's column, 总计 in two tables; never inside a longer row phrase."""
    return (
        rival.kind == "column"
        and rival.table != column.table
        and (rival.start, rival.end) == (column.start, column.end)
    )
