"""Section 四: fifteen figures, in one row, in three rows of five, or turned on their side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ingest.extract.applications import _trim, _value  # noqa: F401
from ingest.extract.labels import bare, columns, find_exact
from ingest.extract.readings import Reading, piece_to_reading, unread
from ingest.extract.regions import Region
from ingest.extract.rows import Row, strips_to_rows
from ingest.extract.strips import Kind, Piece, Shape
from report.form import OUTCOMES, Cell

TABLE = "review_litigation"
COLUMNS = (*OUTCOMES, "total")
ITEMS = ("reconsideration", "litigation_direct", "litigation_after_review")
CELLS = tuple(Cell(TABLE, item, column) for item in ITEMS for column in COLUMNS)


def read_litigation(region: Region) -> dict[Cell, Reading]:
    """The reading of each of the fifteen cells, as far as the document prints them."""
    rows = strips_to_rows(region.strips, TABLE)
    data = [row for row in rows if row.figures]
    if not data:
        return _blank_row(rows)
    figures = [(row, piece) for row in data for piece in row.figures]
    if len(figures) == len(CELLS) and not _is_turned(data):
        return {cell: piece_to_reading(cell, piece, row) for cell, (row, piece) in zip(CELLS, figures, strict=True)}
    if len(data) == 1:
        values = data[0].values
        if data[0].shape is not Shape.LINE and len(values) == len(CELLS):
            return {cell: piece_to_reading(cell, piece, data[0]) for cell, piece in zip(CELLS, values, strict=True)}
    if _is_turned(data):
        return _read_turned(data)
    if len(data) <= 3:
        return _read_items(data)
    return {cell: unread(cell, data[0], "列位无法确定") for cell in CELLS}


def _blank_row(rows: Sequence[Row]) -> dict[Cell, Reading]:
    """A row printed with fifteen empty cells."""
    for row in rows:
        if not row.labels and len(row.values) >= len(CELLS):
            return {cell: piece_to_reading(cell, None, row) for cell in CELLS}
    return {}


def _is_turned(data: Sequence[Row]) -> bool:
    """Whether the outcomes are the rows."""
    named = [columns(TABLE).get(bare(row.label), "") for row in data if row.labels]
    return len({name for name in named if name}) >= 4 and all(len(row.figures) <= 3 for row in data)


def _read_turned(data: Sequence[Row]) -> dict[Cell, Reading]:
    found: dict[Cell, Reading] = {}
    seen: dict[str, int] = {}
    for row in data:
        column = columns(TABLE).get(bare(row.label), "")
        if not column:
            continue
        if len(row.figures) == 1:
            item = ITEMS[min(seen.get(column, 0), 2)]
            seen[column] = seen.get(column, 0) + 1
            cell = Cell(TABLE, item, column)
            found[cell] = piece_to_reading(cell, row.figures[0], row)
            continue
        for item, piece in zip(ITEMS, row.values, strict=False):
            cell = Cell(TABLE, item, column)
            if len(row.values) >= 3 and (row.shape is not Shape.LINE or len(row.figures) == 3):
                found[cell] = piece_to_reading(cell, piece, row)
            else:
                found[cell] = unread(cell, row, "列位无法确定")
    return found


def _read_items(data: Sequence[Row]) -> dict[Cell, Reading]:
    """One row an item."""
    found: dict[Cell, Reading] = {}
    for at, row in enumerate(data):
        named = [item for label in row.labels if (item := find_exact(label, TABLE))]
        item = named[-1] if named else (ITEMS[at] if len(data) == 3 else "")
        if not item:
            continue
        values = row.figures if len(row.figures) == len(COLUMNS) else row.values
        for column, piece in zip(COLUMNS, _five(row, values), strict=False):
            cell = Cell(TABLE, item, column)
            found[cell] = piece_to_reading(cell, piece, row)
        for column in COLUMNS:
            found.setdefault(Cell(TABLE, item, column), unread(Cell(TABLE, item, column), row, "列位无法确定"))
    return found


def _five(row: Row, values: Sequence[Piece]) -> Sequence[Piece]:
    if len(values) == len(COLUMNS) and (row.shape is not Shape.LINE or len(row.figures) == len(COLUMNS)):
        return values
    return ()


__all__ = ["CELLS", "Kind", "combinations", "read_litigation"]
