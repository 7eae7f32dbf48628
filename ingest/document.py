"""What every reader returns: text and tables in reading order, nothing understood yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.facts import Area

UNREAD_PAGES = "unread_pages"  # in the metadata: the numbers of pages that hold pictures nobody could recognise


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or one line of a text file with its tabs and spaces as they are."""

    text: str
    page: int | None = None
    heading: bool = False  # the format marks it as a heading
    area: Area | None = None  # where its page prints it


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell of a table; row and column count from 0 on the expanded grid."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    area: Area | None = None  # where its page prints it


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of boxes; a box that spans covers several places of the grid."""

    boxes: tuple[Box, ...]
    number: int  # the how-manieth table of the document, from 1
    page: int | None = None
    exact: bool = True  # False where columns were found by position only, not by rules or markup

    @property
    def height(self) -> int:
        """Rows of the grid."""
        return max((box.row + box.rowspan for box in self.boxes), default=0)

    @property
    def width(self) -> int:
        """Columns of the grid."""
        return max((box.column + box.colspan for box in self.boxes), default=0)

    def grid(self) -> list[list[Box | None]]:
        """The box at each place; a spanning box stands at every place that it covers."""
        places: list[list[Box | None]] = [[None] * self.width for _ in range(self.height)]
        for box in self.boxes:
            for row in range(box.row, box.row + box.rowspan):
                for column in range(box.column, box.column + box.colspan):
                    if places[row][column] is None:
                        places[row][column] = box
        return places


Block = Text | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reader found it."""

    name: str  # the file's path relative to the folder that was named
    format: str  # text, markdown, html, docx, pdf, …
    blocks: tuple[Block, ...]
    title: str = ""  # what the file's metadata calls it: <title>, document properties
    metadata: tuple[tuple[str, str], ...] = ()  # meta tags and properties, as printed
    alternative: tuple[Block, ...] = ()  # a second, independent reading of the same pages, where there is one
    recognised: bool = False  # characters were recognised in pictures, so that any of them may be misread

    def texts(self) -> Iterator[Text]:
        """The text blocks in order."""
        return (block for block in self.blocks if isinstance(block, Text))

    def tables(self) -> Iterator[Table]:
        """The tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))
