"""Labels that run over several lines of a page, each put together and given to the row that it names.

A label stands at the height of its figures. One at whose height none stand names a row that is left blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.readers.lines import Word, is_numbered

if TYPE_CHECKING:
    from ingest.readers.columns import Row


@dataclass(slots=True)
class _Chunk:
    """A label put together from its lines."""

    column: int
    lines: list[int]
    words: list[Word]
    x0: float
    x1: float

    def reaches(self, word: Word) -> bool:
        """Whether a word stands below or above the label's own."""
        return min(word.x1, self.x1) - max(word.x0, self.x0) > 1

    @property
    def kind(self) -> str:
        """How the label is numbered: those numbered 1. 2. 3. have a row each, in whatever column they begin."""
        return "digit" if re.match(r"\s*\d{1,2}\s*[.．、]\D", self.words[0].text) else "other" + str(self.column)


def label_chunks(
    rows: Sequence[Row], loose: Sequence[tuple[int, int, Word]], owners: Sequence[int]
) -> list[tuple[int, list[Word], int]]:
    """Labels put together from their lines, each with the row that it belongs to: (column, words, row).

    A label at whose height no figures stand is a row of its own, left blank, where the row nearest has a label.
    """
    pitch, farthest = _distances(rows, loose, owners)
    chunks: list[_Chunk] = []
    for column, at, word in sorted(loose, key=lambda each: (each[1], each[2].x0)):
        far = farthest or 1.9 * rows[at].line.size
        above = [chunk for chunk in chunks if chunk.lines[-1] != at and chunk.reaches(word)]
        chunk = max(above, key=lambda each: (each.lines[-1], each.column == column), default=None)
        if (
            chunk is None
            or rows[at].line.y - rows[chunk.lines[-1]].line.y > far
            or is_numbered(word.text)
            or _complete(chunk.lines, at, owners, rows)
        ):
            chunks.append(_Chunk(column, [at], [word], word.x0, word.x1))
        else:
            chunk.lines.append(at)
            chunk.words.append(word)
            chunk.x0, chunk.x1 = min(chunk.x0, word.x0), max(chunk.x1, word.x1)
    homes = [_nearest(rows, chunk.lines, owners) for chunk in chunks]
    _give_rows(rows, chunks, homes, pitch, farthest)
    return [(chunk.column, chunk.words, home) for chunk, home in zip(chunks, homes, strict=True)]


def _give_rows(rows: Sequence[Row], chunks: Sequence[_Chunk], homes: list[int], pitch: float, farthest: float) -> None:
    """Rows of their own for labels that stand beside no figures, while their home has another label of the kind."""
    inside = [chunk.lines[0] <= home <= chunk.lines[-1] for chunk, home in zip(chunks, homes, strict=True)]
    settled: set[tuple[str | int, int]] = {
        (chunk.kind, home) for chunk, home, own in zip(chunks, homes, inside, strict=True) if own
    }
    settled |= {(chunk.column, home) for chunk, home, own in zip(chunks, homes, inside, strict=True) if own}
    levels = sorted(rows[at].line.y for chunk in chunks for at in chunk.lines)
    for at, (chunk, home) in enumerate(zip(chunks, homes, strict=True)):
        if inside[at] or abs(rows[home].line.y - _middle(rows, chunk.lines)) <= 0.6 * pitch:
            continue
        if not settled & {(chunk.kind, home), (chunk.column, home)}:
            continue
        top = rows[chunk.lines[0]].line.y
        above = max((level for level in levels if level < top - 1), default=-1e9)
        if is_numbered(chunk.words[0].text) or (farthest and top - above > farthest):
            homes[at] = chunk.lines[len(chunk.lines) // 2]


def _distances(
    rows: Sequence[Row], loose: Sequence[tuple[int, int, Word]], owners: Sequence[int]
) -> tuple[float, float]:
    """How far the rows stand apart, and how far at most the lines of one label; 0 where that does not show."""
    steps = sorted(rows[two].line.y - rows[one].line.y for one, two in pairwise(owners))
    pitch = steps[len(steps) // 5] if steps else 0.0
    levels = [[rows[at].line.y for low, at, _ in loose if low == column] for column in {low for low, _, _ in loose}]
    tight = sorted(gap for ys in levels for one, two in pairwise(ys) if 0 < (gap := two - one) < 0.8 * pitch)
    return pitch, (tight[len(tight) // 2] + pitch) / 2 if tight else 0.0


def _complete(lines: Sequence[int], at: int, owners: Sequence[int], rows: Sequence[Row]) -> bool:
    """Whether a label has its figures, or its heads, already and the next line has figures: then a new label begins."""
    return at in owners and any(line in owners for line in lines) and bool(rows[at].figures)


def _middle(rows: Sequence[Row], lines: Sequence[int]) -> float:
    return (rows[lines[0]].line.y + rows[lines[-1]].line.y) / 2


def _nearest(rows: Sequence[Row], lines: Sequence[int], owners: Sequence[int]) -> int:
    """The row at whose height a label stands."""
    inside = [at for at in owners if lines[0] <= at <= lines[-1]]
    middle = _middle(rows, lines)
    return min(inside or owners or [lines[0]], key=lambda at: abs(rows[at].line.y - middle))
