"""Several rows of the form in one row of boxes: as many lines in each box of figures as labels in the label's box.

A program that takes tables out of pages runs rows together so. The lines are parted again where every box has as many;
a box that has another number of lines says nothing of any of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.extract.labels import find_exact
from ingest.extract.strips import Kind, Piece, kind_of
from report.form import TABLES

_MOST = 30  # rows of the form in one row of boxes
_UNDECIDED = "…"  # behind what stands in a box whose lines cannot be parted


def split_stacked(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The rows that stand in one row of boxes; the row itself where there is one only."""
    if not any("\n" in piece.text for piece in pieces):
        return [tuple(pieces)]
    first = next((at for at, piece in enumerate(pieces) if _values(piece.text)), len(pieces))
    for at in range(first - 1, -1, -1):
        if (labels := _labels(pieces[at].text)) and _have_lines(pieces[first:], len(labels)):
            return _parted(pieces, at, labels)
    return [_undecided(pieces, first) if _may_be_several(pieces, first) else tuple(pieces)]


def _have_lines(pieces: Sequence[Piece], count: int) -> bool:
    """Whether most boxes behind the labels have as many lines; else a label has run into the one above it."""
    filled = [piece for piece in pieces if piece.text.strip()]
    return sum(len(piece.text.split("\n")) == count for piece in filled) * 2 > len(filled)


def _may_be_several(pieces: Sequence[Piece], first: int) -> bool:
    """Whether all figures stand in as many lines behind words that are no label: rows whose labels cannot be parted."""
    label = next((piece.text for piece in reversed(pieces[:first]) if piece.text.strip()), "")
    counts = {len(piece.text.split("\n")) for piece in pieces[first:] if piece.text.strip()}
    named = any(find_exact(label, table) for table in TABLES)
    return len(counts) == 1 and counts != {1} and "\n" in label and not named


def _undecided(pieces: Sequence[Piece], first: int) -> tuple[Piece, ...]:
    behind = (replace(p, text=" ".join(p.text.split()) + _UNDECIDED) if p.text.strip() else p for p in pieces[first:])
    return (*pieces[:first], *behind)


def _parted(pieces: Sequence[Piece], at: int, labels: Sequence[str]) -> list[tuple[Piece, ...]]:
    count = len(labels)
    columns: list[list[str]] = []
    for place, piece in enumerate(pieces):
        lines = [line.strip() for line in piece.text.split("\n")]
        if place < at:  # a group's label stands over all of them
            columns.append([piece.text] * count)
        elif place == at:
            columns.append(list(labels))
        elif not piece.text.strip():
            columns.append([""] * count)
        elif len(lines) == count:
            columns.append(lines)
        else:
            columns.append([" ".join(lines) + _UNDECIDED] * count)
    return [
        tuple(replace(piece, text=texts[row]) for piece, texts in zip(pieces, columns, strict=True))
        for row in range(count)
    ]


def _values(text: str) -> bool:
    """Whether every line of a box is a figure or a mark for none."""
    return bool(text) and all(kind_of(line.strip()) in (Kind.FIGURE, Kind.MARK) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _labels(text: str) -> tuple[str, ...]:
    """The labels that the lines of a box print, two or more, each whole: some wrap over lines. Empty for any other."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not 2 <= len(lines) <= _MOST:
        return ()
    for table in TABLES:
        if len(found := _whole(lines, table)) > 1:
            return tuple(found)
    return ()


def _whole(lines: Sequence[str], table: str) -> list[str]:
    """The lines put together so that each is a row's label, every row another; empty where they cannot be."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        ends = [end for end in range(at + 1, len(lines) + 1) if find_exact("".join(lines[at:end]), table)]
        if not ends:
            return []
        end = max(ends) if len(ends) == 1 else ends[0]
        rest = "".join(lines[end : end + 1])
        if rest and not find_exact(rest, table) and len(ends) > 1:
            end = ends[-1]
        found.append("".join(lines[at:end]))
        at = end
    items = [find_exact(label, table) for label in found]
    return found if len(set(items)) == len(items) else []
