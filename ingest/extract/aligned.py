"""Columns of aligned text: which column a figure stands in, by the heads above it and the whole rows around it.

Text is set to the left, to the right or to the middle of its columns, and wide characters count one or two, as the
program had it that laid it out. The one manner in which all figures of a table fit is taken; where two manners fit and
say different things, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from unicodedata import east_asian_width

from ingest.extract.strips import Kind, Piece

_TOLERANCE = 0.36  # of the distance of two columns


@dataclass(frozen=True, slots=True)
class Manner:
    """How text is laid out: the edge that columns keep, and whether wide characters take two places."""

    edge: int  # 0 left, 1 right, 2 middle
    wide: bool

    def at(self, piece: Piece) -> float:
        """Where a piece stands."""
        left, right = self.span(piece)
        return (left, right, (left + right) / 2)[self.edge]

    def span(self, piece: Piece) -> tuple[float, float]:
        """Where a piece begins and ends."""
        left, right = float(piece.left), float(piece.right)
        if self.wide:
            own = sum(east_asian_width(char) in "WF" for char in piece.text)
            left, right = left + piece.shift, right + piece.shift + own
        return left, right

    def covers(self, piece: Piece, places: Iterable[float]) -> bool:
        """Whether a piece reaches over the place of another column: two figures may have run together."""
        left, right = self.span(piece)
        return sum(left + 1 < place < right - 1 for place in places) > (self.edge == 2)


MANNERS = tuple(Manner(edge, wide) for wide, edge in product((True, False), (1, 0, 2)))


def is_lined(pieces: Iterable[Piece]) -> bool:
    """Whether a line sets its values apart by two blanks or more, as columns are."""
    values = [piece for piece in pieces if piece.kind in (Kind.FIGURE, Kind.MARK)]
    return all(piece.left >= 0 for piece in values) and all(b.left - a.right >= 2 for a, b in pairwise(values))


def is_separated(lines: Iterable[Sequence[Piece]]) -> bool:
    """Whether a constant number of blanks parts the words of all lines: places then say nothing of columns."""
    gaps: set[int] = set()
    lengths: set[int] = set()
    for pieces in lines:
        words = [piece for piece in pieces if piece.left >= 0]
        behind = next((at for at, p in enumerate(words) if at and p.kind in (Kind.FIGURE, Kind.MARK)), 1)
        if len(words) > behind:
            gaps.add(words[behind].left - words[behind - 1].right)
            lengths.add(words[behind - 1].right)
    step = min(gaps, default=0)  # an empty box between two runs of so many blanks may hold a blank itself
    return len(lengths) > 1 and (len(gaps) == 1 or (step > 1 and all((gap - step) % (step + 1) == 0 for gap in gaps)))


def place_under(
    heads: Sequence[Piece], rows: Sequence[Sequence[Piece]], mine: Sequence[Piece]
) -> tuple[Piece | None, ...] | None:
    """The figures `mine` under their heads, as all rows of the table stand; None where that decides nothing."""
    found: dict[tuple[Piece | None, ...], float] = {}
    for manner in MANNERS:
        places = [manner.at(head) for head in heads]
        off = [_lay(places, [manner.at(piece) for piece in row]) for row in rows]
        own = _lay(places, [manner.at(piece) for piece in mine])
        if own is None or None in off or any(manner.covers(piece, places) for piece in mine):
            continue
        worst = max([own[1], *(each[1] for each in off if each)])
        filled: list[Piece | None] = [None] * len(heads)
        for piece, column in zip(mine, own[0], strict=True):
            filled[column] = piece
        key = tuple(filled)
        found[key] = min(worst, found.get(key, worst))
    if not found:
        return None
    best = min(found, key=lambda key: found[key])
    others = [worst for key, worst in found.items() if key != best]
    return best if not others or found[best] + 0.15 < min(others) else None


def place_among(rows: Sequence[Sequence[Piece]], mine: Sequence[Piece], width: int) -> tuple[Piece | None, ...] | None:
    """The figures `mine` in the columns that all rows make together, where these are as many as the form has.

    What overlaps from row to row stands in one column; no row has two figures in one.
    """
    found: set[tuple[Piece | None, ...]] = set()
    for wide in (False, True):
        spans: list[list[float]] = []
        ends = Manner(0, wide), Manner(1, wide)
        for left, right in sorted((ends[0].at(p), ends[1].at(p)) for row in rows for p in row):
            if spans and left < spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], right)
            else:
                spans.append([left, right])
        if len(spans) != width:
            continue
        columns = [[_column(spans, ends[0].at(piece)) for piece in row] for row in (*rows, mine)]
        if any(len(set(row)) < len(row) or -1 in row for row in columns):
            continue
        if not all(any({at, at + 1} <= set(row) for row in columns) for at in range(width - 1)):
            continue  # two places that no row has figures in both of may be one
        filled: list[Piece | None] = [None] * width
        for piece, column in zip(mine, columns[-1], strict=True):
            filled[column] = piece
        found.add(tuple(filled))
    return found.pop() if len(found) == 1 else None


def _column(spans: Sequence[Sequence[float]], at: float) -> int:
    return next((column for column, (left, right) in enumerate(spans) if left <= at < right), -1)


def _lay(places: Sequence[float], mine: Sequence[float]) -> tuple[list[int], float] | None:
    """The columns of some figures, and how far off the worst stands; None where they do not fit."""
    steps = [b - a for a, b in pairwise(places)]
    if not steps or min(steps) <= 1:
        return None
    columns: list[int] = []
    worst = 0.0
    for at in mine:
        column = min(range(len(places)), key=lambda each: abs(places[each] - at))
        gap = min(steps[max(0, column - 1) : column + 1])
        off = abs(places[column] - at) / gap
        if off > _TOLERANCE or (columns and column <= columns[-1]):
            return None
        columns.append(column)
        worst = max(worst, off)
    return columns, worst
