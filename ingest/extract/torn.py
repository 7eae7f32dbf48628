"""Figures with a remark that wraps, 237（其 over 中新增2 over 件）, where no line parts the rows.

The pieces stand in one column on lines of their own; put together they belong to the line that holds the row. What
cannot be put together leaves its place undecided: it is not blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.rows import begins_as_figure, is_open
from ingest.extract.strips import Kind, Piece, Strip, with_pieces

_MOST = 4  # lines of one box


def mend_torn(strips: Sequence[Strip]) -> list[Strip]:
    """The rows of one table without ruling lines, its torn figures put together."""
    rows = list(strips)
    for at, strip in enumerate(strips):
        for piece in strip.pieces:
            last = piece.text.split("\n")[-1]
            if piece.column < 0 or not is_open(last) or not begins_as_figure(last):
                continue
            if last == piece.text:
                _mend(rows, at, piece.column)
            else:  # the figure of the row above stands in the same box
                _leave_open(rows, at, piece.column)
    return rows


def _mend(rows: list[Strip], at: int, column: int) -> None:
    text = ""
    end, gaps = at, 0
    while end < min(at + _MOST, len(rows)) and (not text or is_open(text)):
        part = _piece(rows[end], column)
        if part is None or (text and part.text and (part.kind is not Kind.WORDS or begins_as_figure(part.text))):
            break
        gaps += not part.text
        if gaps > 1:  # of two lines, one stands above the row's own line and one below
            break
        text += part.text
        end += 1
    lines = range(at, end)
    if not text or is_open(text):
        _leave_open(rows, at, column)
        return
    home = max(lines, key=lambda line: _weight(rows[line], column))
    for line in lines:
        rows[line] = _with(rows[line], column, text if line == home else "")


def _leave_open(rows: list[Strip], at: int, column: int) -> None:
    """What is empty in this column around a line, and anywhere on the line itself, is not blank for certain."""
    for line in range(max(0, at - 1), min(len(rows), at + 2)):
        rows[line] = replace(rows[line], covered=rows[line].covered | {column})
    width = max((piece.column + piece.width for piece in rows[at].pieces), default=0)
    rows[at] = replace(rows[at], covered=frozenset(range(width)))


def _piece(strip: Strip, column: int) -> Piece | None:
    return next((piece for piece in strip.pieces if piece.column == column), None)


def _weight(strip: Strip, column: int) -> int:
    """How many values a line holds beside the column."""
    return sum(piece.kind in (Kind.FIGURE, Kind.MARK) for piece in strip.pieces if piece.column != column)


def _with(strip: Strip, column: int, text: str) -> Strip:
    return with_pieces(strip, [replace(p, text=text) if p.column == column else p for p in strip.pieces])
