"""One printed row as it stands, whatever the format: its pieces from left to right, and what their places are worth.

A grid knows the column of every piece, a ragged row knows how many cells it has, a line of text knows only the order
of its words and how far to the right they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property, lru_cache

from ingest.document import Block, Box, Table, Text
from ingest.readers.frames import around
from ingest.readers.struck import STROKE
from report.facts import Area
from report.numbers import NotAFigure, is_blank, read_figure

UNSURE = "\u20e0"  # behind a figure that is printed and may be another's: it keeps its place and is not read


class Kind(IntEnum):
    """What a piece can be."""

    EMPTY = 0
    FIGURE = 1
    MARK = 2  # /, —, 无: printed, and blank
    WORDS = 3


class Shape(IntEnum):
    """What the places of a row's pieces are worth."""

    LINE = 0  # the order alone; blanks have left no trace
    RAGGED = 1  # the number of cells: blanks are there, merged cells may be missing
    GRID = 2  # the column of each piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell, or a word of a line."""

    text: str
    column: int = -1
    width: int = 1
    left: int = -1  # characters from the beginning of the line
    right: int = -1
    shift: int = 0  # wide characters before it, which take two places each where they are printed so
    area: Area | None = None  # where its page prints it
    kind: Kind = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", kind_of(self.text))  # asked for a dozen times of each piece


@dataclass(frozen=True)
class Strip:
    """A printed row."""

    pieces: tuple[Piece, ...]
    shape: Shape
    page: int | None = None
    table: int | None = None
    row: int | None = None
    block: int = 0  # how-manieth block of the document
    exact: bool = True
    closed: bool = False  # nothing of the row can stand on the next line
    kinds: tuple[Kind, ...] = field(default=(), compare=False)
    areas: tuple[Area, ...] = ()  # of the row: one, or two where a page break cuts through it
    covered: frozenset[int] = frozenset()  # columns of the grid that a box of another row or column takes up

    @property
    def text(self) -> str:
        """The pieces in their printed order."""
        return " ".join(piece.text for piece in self.pieces if piece.text)

    @property
    def words(self) -> list[str]:
        """The pieces that are words."""
        return [p.text for p in self.pieces if p.kind is Kind.WORDS]

    @cached_property
    def has_figures(self) -> bool:
        return any(p.kind in (Kind.FIGURE, Kind.MARK) for p in self.pieces)


@lru_cache(maxsize=65536)
def kind_of(text: str) -> Kind:
    """Empty, a figure, a blank mark, or words."""
    if not text or text.isspace():
        return Kind.EMPTY
    if text in ("0", "1", "2", "3"):
        return Kind.FIGURE
    if is_blank(text):
        return Kind.MARK
    try:
        return Kind.FIGURE if read_figure(text) is not None else Kind.MARK
    except NotAFigure:
        return Kind.FIGURE if STROKE in text or UNSURE in text else Kind.WORDS  # what is not to be read keeps its place


def blocks_to_strips(blocks: Sequence[Block]) -> list[Strip]:
    """Every printed row of a document, in reading order."""
    from ingest.extract.box_lines import boxes_by_line
    from ingest.extract.lines import lines_to_strips
    from ingest.extract.torn import mend_torn

    strips: list[Strip] = []
    lines: list[tuple[int, Text]] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Text):
            lines.append((number, block))
            continue
        strips.extend(lines_to_strips(lines))
        lines = []
        rows = _table_to_strips(number, block)
        strips.extend(rows if block.exact else mend_torn(list(rows)))
    strips.extend(lines_to_strips(lines))
    return boxes_by_line(strips, blocks)


def _table_to_strips(number: int, table: Table) -> Iterator[Strip]:
    from ingest.extract.lines import lines_to_strips
    from ingest.extract.stacked import split_stacked

    rows: list[list[Box]] = [[] for _ in range(table.height)]
    for box in table.boxes:
        rows[box.row].append(box)
    shape, covered = _shape(rows), _covered(table)
    for at, boxes in enumerate(rows):
        boxes.sort(key=lambda box: box.column)
        # A layout cell may hold the whole article: its lines are lines of text.
        if any(len(box.text) > 600 and "\n" in box.text for box in boxes):
            for box in boxes:
                texts = [(number, Text(line, table.page)) for line in box.text.split("\n")]
                yield from lines_to_strips(texts)
            continue
        areas = _row_areas(boxes)
        pieces = [Piece(_tidy(box.text), box.column, box.colspan, area=box.area) for box in boxes]
        for parted in split_stacked(pieces):
            yield Strip(
                pieces=parted,
                shape=shape,
                page=areas[0].page if areas and table.page else table.page,
                table=table.number,
                row=at + 1,
                block=number,
                exact=table.exact,
                closed=True,
                areas=areas,
                covered=covered.get(at, frozenset()),
            )


def _covered(table: Table) -> dict[int, frozenset[int]]:
    """By row, the columns into which a filled box spans that begins elsewhere: nothing says that they are blank."""
    found: dict[int, set[int]] = {}
    for box in table.boxes:
        if box.rowspan == box.colspan == 1 or not box.text.strip():
            continue
        for row in range(box.row, box.row + box.rowspan):
            columns = range(box.column + (row == box.row), box.column + box.colspan)
            found.setdefault(row, set()).update(columns)
    return {row: frozenset(columns) for row, columns in found.items()}


def _row_areas(boxes: Sequence[Box]) -> tuple[Area, ...]:
    """Where a row stands on each page that it is printed on; cells of several rows say nothing of one."""
    areas = [box.area for box in boxes if box.area is not None and box.rowspan == 1]
    pages = sorted({area.page for area in areas})
    found = (around(area for area in areas if area.page == page) for page in pages)
    return tuple(area for area in found if area is not None)


def _shape(rows: Sequence[Sequence[Box]]) -> Shape:
    """A grid where most rows reach the same edge; else cells without their columns, merged ones missing."""
    edges = [max(box.column + box.colspan for box in boxes) for boxes in rows if len(boxes) > 1]
    usual = max((edges.count(edge) for edge in set(edges)), default=0)
    return Shape.GRID if usual * 10 >= len(edges) * 8 else Shape.RAGGED


def _tidy(text: str) -> str:
    if not text or text.isspace():
        return ""
    text = text.replace("\u3000", " ").strip()
    return re.sub(r"\[bookmark:[^\]]*\]", "", text).strip() if "[bookmark:" in text else text


def with_pieces(strip: Strip, pieces: Sequence[Piece]) -> Strip:
    """The same row with other pieces."""
    return replace(strip, pieces=tuple(pieces))
