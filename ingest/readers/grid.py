"""Rows of cells become tables, or the blocks that a layout table holds.

Markup and Word describe a table in the same way: rows of cells that span, each with paragraphs and perhaps further
tables inside. A table that only arranges a page is unfolded in reading order; a table inside one cell of a real table
is spliced into the outer grid, as the eye sees it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.document import Block, Box, Table, Text
from ingest.readers.struck import STROKE, left_of_prose, without_struck

_MAX_PLACES = 200_000  # of one grid: no form has so many, a hostile span has
_MAX_SPAN = 1000
_LONG = 120  # characters: no cell of the form has so many, a paragraph has


@dataclass(slots=True)
class Cell:
    """A cell before the grid is known."""

    content: list[Text | Rows] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    column: int | None = None  # where the format says it

    @property
    def text(self) -> str:
        """The paragraphs of the cell, one a line."""
        return without_struck("\n".join(part.text for part in self.content if isinstance(part, Text)).strip())

    def tables(self) -> list[Rows]:
        """The tables inside the cell."""
        return [part for part in self.content if isinstance(part, Rows)]


@dataclass(slots=True)
class Rows:
    """A table before its grid is known."""

    rows: list[list[Cell]] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        return (cell for row in self.rows for cell in row)


class Numbering:
    """Counts the tables of a document."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """The number of the next table."""
        self.last += 1
        return self.last


def rows_to_blocks(table: Rows, numbering: Numbering, page: int | None = None) -> Iterator[Block]:
    """A data table as one `Table`, a layout table as what it holds."""
    for part in unfold(table):
        if isinstance(part, Text):
            yield part
        else:
            boxes = place(part)
            if any(box.text for box in boxes):
                yield Table(boxes, numbering.next(), page)


def unfold(table: Rows) -> Iterator[Text | Rows]:
    """The data tables in a table that may be layout, and the words beside them, in reading order.

    Works on a list of its own instead of calling itself: a page may nest its tables as deep as it likes.
    """
    waiting: list[Text | Rows] = [table]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Text):
            if STROKE in part.text:
                part = replace(part, text=left_of_prose(part.text))
            if part.text.strip():
                yield part
        elif is_layout(part):
            waiting.extend(piece for cell in reversed(list(part.cells())) for piece in reversed(cell.content))
        else:
            yield part


def placed_cells(table: Rows) -> Iterator[Cell]:
    """The cell behind each box of `place(table)`, in the same order."""
    for cell in table.cells():
        if inner := cell.tables():
            yield from inner[0].cells()
        else:
            yield cell


def is_layout(table: Rows) -> bool:
    """Whether a table only arranges a page.

    So does one with a single column, one whose cell holds a stretch of prose, and one where a table stands beside
    prose in a cell, or alone.
    """
    filled = [cell for cell in table.cells() if cell.content]
    if len(filled) <= 1 or max((_columns(row) for row in table.rows), default=0) <= 1:
        return True
    for cell in filled:
        if len(cell.content) == 1 and isinstance(cell.content[0], Text):
            continue
        texts = [part.text for part in cell.content if isinstance(part, Text) and part.text.strip()]
        inner = cell.tables()
        if inner and (len(inner) > 1 or sum(map(len, texts)) > 20):
            return True
        if len(texts) > 1 and sum(map(len, texts)) > 2 * _LONG and max(map(len, texts)) > _LONG // 2:
            return True
    return False


def _columns(row: list[Cell]) -> int:
    return sum(min(cell.colspan, _MAX_SPAN) for cell in row)


def place(table: Rows) -> tuple[Box, ...]:
    """The cells on their grid, by the rules of HTML; tables inside cells are spliced in."""
    return _spliced(_placed(table), table) if any(cell.tables() for cell in table.cells()) else _placed(table)


def _placed(table: Rows) -> tuple[Box, ...]:
    boxes: list[Box] = []
    taken: dict[int, set[int]] = {}
    budget = _MAX_PLACES
    for row, cells in enumerate(table.rows):
        column = 0
        here = taken.pop(row, set())
        for cell in cells:
            column = max(column, cell.column or 0)
            while column in here:
                column += 1
            rowspan = cell.rowspan if cell.rowspan > 0 else len(table.rows) - row
            rowspan = max(1, min(rowspan, len(table.rows) - row))
            colspan = max(1, min(cell.colspan, _MAX_SPAN))
            budget -= rowspan * colspan
            if budget < 0:
                return tuple(boxes)
            for below in range(row + 1, row + rowspan):
                taken.setdefault(below, set()).update(range(column, column + colspan))
            boxes.append(Box(cell.text, row, column, rowspan, colspan))
            column += colspan
    return trimmed(tuple(boxes))


def trimmed(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """Spans that no row or column of its own asks for are drawn in: a grid of ten is not told as one of forty."""
    lefts = sorted({box.column for box in boxes})
    tops = sorted({box.row for box in boxes})
    column_at, row_at = {left: i for i, left in enumerate(lefts)}, {top: i for i, top in enumerate(tops)}
    return tuple(
        Box(
            box.text,
            row_at[box.row],
            column_at[box.column],
            max(1, bisect_left(tops, box.row + box.rowspan) - row_at[box.row]),
            max(1, bisect_left(lefts, box.column + box.colspan) - column_at[box.column]),
        )
        for box in boxes
    )


def _spliced(boxes: tuple[Box, ...], table: Rows) -> tuple[Box, ...]:
    """The outer grid with the rows and columns of inner tables worked in.

    `_placed` keeps the order of the cells, so boxes and cells run side by side. A place of the outer grid becomes as
    many rows and columns as the largest inner table in it asks for.
    """
    inner: dict[int, tuple[Box, ...]] = {}
    height: dict[int, int] = {}
    width: dict[int, int] = {}
    for index, (box, cell) in enumerate(zip(boxes, table.cells(), strict=False)):
        if found := cell.tables():
            parts = _placed(found[0])  # a third level is told by its text
            inner[index] = parts
            rows = max((part.row + part.rowspan for part in parts), default=1)
            columns = max((part.column + part.colspan for part in parts), default=1)
            height[box.row] = max(height.get(box.row, 1), rows - (box.rowspan - 1))
            width[box.column] = max(width.get(box.column, 1), columns - (box.colspan - 1))
    tops = _starts(max(box.row + box.rowspan for box in boxes), height)
    lefts = _starts(max(box.column + box.colspan for box in boxes), width)
    result: list[Box] = []
    for index, box in enumerate(boxes):
        top, left = tops[box.row], lefts[box.column]
        bottom, right = tops[box.row + box.rowspan], lefts[box.column + box.colspan]
        if index not in inner:
            result.append(Box(box.text, top, left, bottom - top, right - left))
            continue
        result.extend(
            Box(part.text, top + part.row, left + part.column, part.rowspan, part.colspan) for part in inner[index]
        )
    return tuple(result)


def _starts(count: int, sizes: dict[int, int]) -> list[int]:
    """Where each row or column starts once some have grown."""
    starts = [0]
    for place_ in range(count):
        starts.append(starts[-1] + max(1, sizes.get(place_, 1)))
    return starts


def printed_rows(table: Table) -> Iterator[list[str]]:
    """The texts of a grid, row by row, for a person to look at; a span is told once."""
    for y, row in enumerate(table.grid()):
        yield [box.text if box and (box.row, box.column) == (y, x) else "" for x, box in enumerate(row)]
