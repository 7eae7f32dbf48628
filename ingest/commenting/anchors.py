"""Where in a Word file a remark belongs: the box of a table, or the paragraph with certain words.

The file is walked as the reader of Word files walks it, so that table 2, row 7 means the same here as in a citation;
each box and each paragraph is kept together with the element that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.document import Text
from ingest.readers.grid import Cell, Numbering, Rows, place, placed_cells, unfold
from ingest.readers.package import Parts, tag
from ingest.readers.word import Walk
from ingest.readers.word_looks import Look, Looks, read_styles
from ingest.readers.word_numbers import ListNumbers
from report.errors import UnreadableFile
from report.facts import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOWHERE = Place()
_LEAST = 4  # characters of a sentence that are enough to know it by


@dataclass(frozen=True, slots=True)
class Note:
    """A remark, and where it belongs: at a place in a table, else at the first of some words that the text has."""

    text: str
    place: Place = _NOWHERE
    words: tuple[str, ...] = ()


class _Traced(Walk):
    """The reader's walk, which remembers the element behind each paragraph and each cell."""

    def __init__(self, numbers: ListNumbers, looks: Looks) -> None:
        super().__init__(numbers, looks)
        self.paragraphs: list[tuple[Text, _Element]] = []
        self.cells: dict[int, tuple[Cell, _Element]] = {}  # by identity; the cell is kept so that it stays unique
        self._at: _Element | None = None

    def inline(self, element: _Element, run: Any, look: Look) -> None:
        if tag(element) == "p":
            self._at = element
        super().inline(element, run, look)

    def container(self, element: _Element, depth: int) -> Iterator[Text | Rows]:
        for part in super().container(element, depth):
            if isinstance(part, Text) and self._at is not None:
                self.paragraphs.append((part, self._at))
            yield part

    def cell(self, item: _Element, column: int, cells: list[Cell], open_cells: dict[int, Cell], depth: int) -> int:
        before = len(cells)
        after = super().cell(item, column, cells, open_cells, depth)
        if len(cells) > before:
            self.cells[id(cells[-1])] = (cells[-1], item)
        return after


def find_anchors(parts: Parts, main: str, notes: Sequence[Note]) -> list[tuple[int, int]]:
    """For each note the first and the last paragraph that it is about, counted over all elements of the main text."""
    root = parts.xml(main)
    if root is None:
        raise UnreadableFile(name=parts.name, why="Word文件里没有正文", why_en="the Word file has no main text")
    styles = read_styles(parts)
    walk = _Traced(ListNumbers(styles, parts.xml("word/numbering.xml")), Looks(styles))
    boxes: dict[tuple[int, int, int], _Element] = {}
    numbering = Numbering()
    for part in walk.container(root, depth=0):
        if isinstance(part, Rows):
            for table in unfold(part):
                if isinstance(table, Rows):
                    _keep(table, walk, numbering, boxes)
    number = {element: at for at, element in enumerate(e for e in root.iter() if isinstance(e.tag, str))}
    texts = [(_bare(text.text), paragraph) for text, paragraph in walk.paragraphs]
    found = []
    for note in notes:
        first, last = _paragraphs(_find(note, boxes, texts), root)
        found.append((number[first], number[last]))
    return found


def _keep(table: Rows, walk: _Traced, numbering: Numbering, boxes: dict[tuple[int, int, int], _Element]) -> None:
    placed = place(table)
    if not any(box.text for box in placed):
        return
    number = numbering.next()
    for box, cell in zip(placed, placed_cells(table), strict=False):
        if id(cell) in walk.cells:
            boxes[number, box.row + 1, box.column + 1] = walk.cells[id(cell)][1]


def _find(
    note: Note, boxes: dict[tuple[int, int, int], _Element], texts: Sequence[tuple[str, _Element]]
) -> _Element | None:
    at = note.place
    if at.table is not None and at.row is not None:
        inside = boxes.get((at.table, at.row, at.column or 1))
        if inside is None:  # the box hangs down from a row above, or the column is not known
            columns = sorted(column for table, row, column in boxes if (table, row) == (at.table, at.row))
            inside = boxes[at.table, at.row, columns[0]] if columns else None
        if inside is not None:
            return inside
    for words in (*note.words, at.text):
        bare = _bare(words)
        whole = next((paragraph for text, paragraph in texts if bare and bare == text), None)
        if whole is not None:
            return whole
        for size in dict.fromkeys((len(bare), min(len(bare), 16), min(len(bare), 8))):
            if size >= _LEAST:
                found = next((paragraph for text, paragraph in texts if bare[:size] in text), None)
                if found is not None:
                    return found
    return texts[0][1] if texts else None


def _paragraphs(element: _Element | None, root: _Element) -> tuple[_Element, _Element]:
    """The first and the last paragraph of a cell, or a paragraph twice."""
    within = root if element is None else _outside_boxes(element)
    if tag(within) == "p":
        return within, within
    inner = [p for p in within.iter() if isinstance(p.tag, str) and tag(p) == "p" and _outside_boxes(p) is p]
    if not inner:
        raise UnreadableFile(name="Word", why="没有段落", why_en="it has no paragraph")
    return (inner[0], inner[-1]) if element is not None else (inner[0], inner[0])


def _outside_boxes(element: _Element) -> _Element:
    """The element itself, or the paragraph outside of all text boxes that holds it: Word allows no comments inside."""
    above = element
    box = None
    for ancestor in element.iterancestors():
        if tag(ancestor) == "txbxContent":
            box = ancestor
    if box is not None:
        above = next((a for a in box.iterancestors() if tag(a) == "p"), element)
    return above


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
