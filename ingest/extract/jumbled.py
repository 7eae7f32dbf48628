"""Text that gives a table's boxes in another order than the table's rows.

A program that takes text out of a page may print the labels of several rows first and their figures behind, or before.
Where every box holds a figure, counting by sevens puts them right. Where blanks have left no trace, a row is believed
only if it and its neighbours are whole; a label without figures is a blank row only if the rows around it keep their
sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.extract.labels import bare, columns, find_exact
from ingest.extract.rows import Row
from ingest.extract.strips import Shape
from report.form import APPLICANTS
from report.numbers import NotAFigure, read_figure

TABLE = "applications"
_WIDTH = len(APPLICANTS) + 1
_ROWS = (23, 25)
_HEADS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构")
REASON = "文字的次序与表格不一致，且空格没有痕迹，无法确定"


def find_sure(rows: Sequence[Row]) -> list[bool]:
    """For each row, whether the figures behind its label are its own, as far as the order of the text can tell."""
    loose = [_is_loose(row) for row in rows]
    counts = [len(row.figures) for row in rows]
    if not any(loose) or sum(counts) in [_WIDTH * number for number in _ROWS]:
        return [True] * len(rows)
    if _is_jumbled(rows, loose):
        whole = [count == _WIDTH and len(_named(row)) <= 1 for row, count in zip(rows, counts, strict=True)]
        return [not loose[at] or all(whole[max(0, at - 1) : at + 2]) for at in range(len(rows))]
    return [not loose[at] or not _is_stacked(rows, at) for at in range(len(rows))]


def _is_loose(row: Row) -> bool:
    """Whether every box is a line of its own, blank ones without a trace."""
    return row.shape is Shape.LINE and all(len(strip.pieces) == 1 for strip in row.strips)


def _named(row: Row) -> list[str]:
    return [item for label in row.labels if bare(label) not in columns(TABLE) and (item := find_exact(label, TABLE))]


def _is_jumbled(rows: Sequence[Row], loose: Sequence[bool]) -> bool:
    """Whether more figures than columns follow each other, or heads of columns stand behind a row's label."""
    if any(is_loose and len(row.figures) > _WIDTH + 1 for row, is_loose in zip(rows, loose, strict=True)):
        return True
    seen = False
    for row in rows:
        for at, label in enumerate(row.labels):
            behind = bare("".join(row.labels[at + 1 :]))
            seen = seen or (bare(label) not in columns(TABLE) and bool(find_exact(label, TABLE)))
            if seen and 0 < sum(head in behind for head in _HEADS) < len(_HEADS):  # all are the heads of a next page
                return True
    return False


def _is_stacked(rows: Sequence[Row], at: int) -> bool:
    """Whether labels of several rows stand over each other here, and the figures around do not prove their rows."""
    around = [row for row in rows[max(0, at - 1) : at + 2] if row.figures]
    stacked = any(len(_named(row)) > 1 or (_named(row) and not row.figures) for row in rows[max(0, at - 1) : at + 2])
    return stacked and not all(_is_proven(row) for row in around)


def _is_proven(row: Row) -> bool:
    """Whether the figures of a row are its own: seven, or so many that the last is the sum of the others."""
    values = [_value(piece.text) for piece in row.figures]
    if len(values) == _WIDTH:
        return True
    return len(values) > 1 and values[-1] == sum(values[:-1]) != 0


def _value(text: str) -> Decimal:
    try:
        return read_figure(text) or Decimal(0)
    except NotAFigure:
        return Decimal(0)
