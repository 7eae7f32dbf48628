"""Word's DOCX, straight from its XML.

What counts is what Word shows: an insertion that is tracked is there, a deletion is not, hidden text is not, a number
that Word prints by itself is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.document import Block, Document, Text
from ingest.readers.grid import Cell, Numbering, Rows, rows_to_blocks
from ingest.readers.package import Parts, child, children, tag, value
from ingest.readers.raised import lower_alone, raise_signs
from ingest.readers.struck import left_of_prose, strike
from ingest.readers.unseen import WHITE
from ingest.readers.word_looks import PLAIN, Look, Looks, is_on, read_ground, read_styles
from ingest.readers.word_numbers import ListNumbers
from report.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "rPr",
        "sectPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "footnoteReference",
        "endnoteReference",
        "commentRangeStart",
        "commentReference",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "sdtPr",
        "sdtEndPr",
        "lastRenderedPageBreak",
    ]
)
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}


def read(data: bytes, name: str) -> Document:
    """The paragraphs and tables of the main text."""
    parts = Parts(data, name)
    body = parts.xml(parts.find(r"word/document\d*\.xml"))
    if body is None:
        raise UnreadableFile(name=name, why="Word文件里没有正文", why_en="the Word file has no main text")
    styles = read_styles(parts)
    walk = Walk(ListNumbers(styles, parts.xml("word/numbering.xml")), Looks(styles))
    numbering = Numbering()
    blocks: list[Block] = []
    for part in walk.container(body, depth=0):
        if isinstance(part, Text):
            blocks.append(part)
        else:
            blocks.extend(rows_to_blocks(part, numbering))
    properties = dict(_properties(parts.xml("docProps/core.xml")))
    blocks.extend(_notes(parts.xml("word/footnotes.xml"), walk))
    return Document(name, "docx", tuple(blocks), properties.get("title", ""), tuple(properties.items()))


class Walk:
    """Reads containers, paragraphs and tables, and keeps what runs across them: list numbers, joined paragraphs."""

    def __init__(self, numbers: ListNumbers, looks: Looks) -> None:
        self.numbers, self.looks = numbers, looks
        self.ground = WHITE  # of the open cell
        self.open_cells = 0

    def container(self, element: _Element, depth: int) -> Iterator[Text | Rows]:
        """The content of a body, a cell or a text box."""
        joined = ""  # a paragraph whose end was deleted runs on in the next
        for item in self._items(element):
            if tag(item) == "tbl":
                if joined.strip():
                    yield Text(joined.strip())
                joined = ""
                if depth < 30:
                    yield self.table(item, depth + 1)
                continue
            run = _Run()
            properties = children(child(item, "pPr"))
            style = value(properties.get("pStyle"))
            self.inline(item, run, self.looks.of_style(style) if style else PLAIN)
            text = joined + (run.text() if self.open_cells else left_of_prose(run.text()))
            joined = ""
            if child(properties.get("rPr"), "del") is not None:
                joined = text
            else:
                label = self.numbers.label(properties) if text.strip() else ""
                heading = self.numbers.is_heading(properties)
                lines = (label + text.strip()).split("\n")
                if heading:
                    lines = ["\n".join(lines)]
                yield from (Text(line.rstrip(), heading=heading) for line in lines if line.strip())
            for box in run.boxes:
                if depth < 30:
                    yield from self.container(box, depth + 1)
        if joined.strip():
            yield Text(joined.strip())

    def _items(self, element: _Element) -> Iterator[_Element]:
        """The paragraphs and tables of a container, through the wrappers around them."""
        waiting = list(reversed(element))
        while waiting:
            item = waiting.pop()
            name = tag(item)
            if name in ("p", "tbl"):
                yield item
            elif name == "AlternateContent":
                waiting.extend(reversed(_chosen(item)))
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"):
                waiting.extend(reversed(item))

    def inline(self, element: _Element, run: _Run, look: Look) -> None:
        """Adds what a paragraph prints."""
        for item in element:
            name = tag(item)
            if name == "t":
                run.add(raise_signs(item.text or "") if run.is_raised else item.text or "", struck=look.struck)
            elif name in _SKIPPED:
                continue
            elif name in _CHARACTERS:
                run.add(_CHARACTERS[name])
            elif name in ("br", "cr"):
                run.add("\n" if value(item, "type") not in ("page", "column") else "")
            elif name == "sym":
                run.add(_symbol(value(item, "char")), struck=look.struck)
            elif name == "txbxContent":
                run.boxes.append(item)
            elif name == "fldChar":
                run.field(value(item, "fldCharType"))
            elif name == "AlternateContent":
                self.inline(_chosen(item), run, look)
            elif name == "r":
                self._run(item, run, look)
            elif name != "pPr":
                self.inline(item, run, look)

    def _run(self, item: _Element, run: _Run, look: Look) -> None:
        properties = child(item, "rPr")
        own = self.looks.changed(look, properties)
        if own.hidden:
            return
        if own.is_faint(self.ground):
            words = "".join(part.text or "" for part in item if tag(part) == "t")
            own = replace(own, struck=own.struck or words.strip().isdigit())
        run.is_raised = value(child(properties, "vertAlign")) in ("superscript", "subscript")
        self.inline(item, run, own)
        run.is_raised = False

    def table(self, element: _Element, depth: int) -> Rows:
        """The rows of a table; merged cells become spans."""
        rows = Rows()
        open_cells: dict[int, Cell] = {}  # by column, the cell that a vertical merge goes on with
        for row in self._parts(element, "tr"):
            properties = children(child(row, "trPr"))
            if "del" in properties or is_on(properties.get("hidden")):
                continue
            cells: list[Cell] = []
            column = int(value(properties.get("gridBefore")) or 0)
            for item in self._parts(row, "tc"):
                column = self.cell(item, column, cells, open_cells, depth)
            rows.rows.append(cells)
        return rows

    def cell(self, item: _Element, column: int, cells: list[Cell], open_cells: dict[int, Cell], depth: int) -> int:
        """Adds one cell, or lengthens the one that it continues; the column after it."""
        properties = children(child(item, "tcPr"))
        if "cellDel" in properties:
            return column
        span = _number(value(properties.get("gridSpan")))
        merge, across = properties.get("vMerge"), properties.get("hMerge")
        if across is not None and value(across) != "restart" and cells:
            cells[-1].colspan += span
            return column + span
        above = open_cells.get(column)
        if merge is not None and value(merge) != "restart" and above is not None:
            above.rowspan += 1
            return column + max(span, above.colspan)
        ground, self.ground = self.ground, read_ground(properties.get("shd")) or WHITE
        self.open_cells += 1
        cell = Cell(list(self.container(item, depth)), span, 1, column)
        self.open_cells -= 1
        self.ground = ground
        for covered in range(column, column + span):
            open_cells.pop(covered, None)
        if merge is not None:
            open_cells[column] = cell
        cells.append(cell)
        return column + span

    def _parts(self, element: _Element, name: str) -> Iterator[_Element]:
        waiting = list(reversed(element))
        while waiting:
            item = waiting.pop()
            found = tag(item)
            if found == name:
                yield item
            elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                waiting.extend(reversed(item))
            elif found == "AlternateContent":
                waiting.extend(reversed(_chosen(item)))


class _Run:
    """The text of a paragraph as it is put together."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.boxes: list[_Element] = []
        self.is_raised = False  # the number of a note, unless the paragraph is nothing else
        self.fields: list[bool] = []  # for each open field, whether its result has begun

    def add(self, text: str, *, struck: bool = False) -> None:
        """Words, unless they are the code of a field."""
        if all(self.fields):
            self.pieces.append(strike(text) if struck else text)

    def field(self, kind: str | None) -> None:
        """A field begins, shows its result, or ends."""
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def text(self) -> str:
        """What is printed, struck words with their strokes."""
        return lower_alone("".join(self.pieces).replace("\xa0", " "))


def _chosen(element: _Element) -> _Element:
    """One of the alternatives that an office program offers: all hold the same words."""
    found = (child(element, name) for name in ("Choice", "Fallback"))
    return next((one for one in found if one is not None and len(one)), element)


def _number(text: str | None) -> int:
    return max(1, min(int(text), 1000)) if text and text.isdigit() else 1


def _symbol(code: str | None) -> str:
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    return chr(point - 0xF000) if 0xF020 <= point <= 0xF07E else chr(point) if point < 0x110000 else ""


def _properties(root: _Element | None) -> Iterator[tuple[str, str]]:
    for item in root if root is not None else ():
        if item.text and item.text.strip():
            yield tag(item), item.text.strip()


def _notes(root: _Element | None, walk: Walk) -> Iterator[Text]:
    """Footnotes, after the text."""
    for note in root if root is not None else ():
        if value(note, "type") in (None, "normal"):
            yield from (part for part in walk.container(note, depth=1) if isinstance(part, Text))
