"""Where in the words of a document each cell is printed, for a person to be shown.

A document without pages has no places but its own lines. What was read for a cell is a piece of a printed row; the
pieces of the rows stand in the text in the order in which they were read, so each is found behind the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Block, Document, Text
from ingest.extract.readings import Reading
from ingest.extract.strips import Strip, blocks_to_strips
from ingest.extract.tables import read_strips
from report.form import Cell


@dataclass(frozen=True, slots=True)
class Printed:
    """What was read for a cell, and the characters that print it."""

    reading: Reading
    start: int
    end: int


def document_text(document: Document) -> str:
    """All words of a document, a row of a table as one line with tabs."""
    return "\n".join(_text(block) for block in document.blocks)


def find_printed(document: Document) -> Mapping[Cell, Printed]:
    """Every cell whose figure can be pointed at in `document_text`."""
    strips = blocks_to_strips(document.blocks)
    spans = _piece_spans(document, strips)
    found: dict[Cell, Printed] = {}
    for cell, reading in read_strips(strips).readings.items():
        if reading.piece is not None and (span := spans.get(id(reading.piece))):
            found[cell] = Printed(reading, *span)
    return found


def _text(block: Block) -> str:
    if isinstance(block, Text):
        return block.text
    return "\n".join("\t".join(box.text.replace("\n", " ") if box else "" for box in row) for row in block.grid())


def _piece_spans(document: Document, strips: Sequence[Strip]) -> dict[int, tuple[int, int]]:
    """The characters of each piece, by its identity."""
    text = document_text(document)
    starts = [0]
    for block in document.blocks:
        starts.append(starts[-1] + len(_text(block)) + 1)
    spans: dict[int, tuple[int, int]] = {}
    at = 0
    for strip, limit in zip(strips, _limits(strips, starts), strict=True):
        at = max(at, starts[strip.block])
        for piece in strip.pieces:
            if piece.text and (match := _find(piece.text, text, at, limit)):
                spans[id(piece)] = match.span()
                at = match.end()
    return spans


def _limits(strips: Sequence[Strip], starts: Sequence[int]) -> Iterator[int]:
    """Where the text of each strip ends at the latest: a row of cells one a line goes on over several blocks."""
    limits: list[int] = []
    after, limit = len(starts), starts[-1]
    for strip in reversed(strips):
        if strip.block < after:
            limit, after = starts[after] if after < len(starts) else starts[-1], strip.block
        limits.append(limit)
    return reversed(limits)


def _find(words: str, text: str, start: int, end: int) -> re.Match[str] | None:
    """A piece as it stands, its blanks and line breaks as they may; a figure never inside another."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\d){pattern}(?!\d)" if words[-1].isdigit() else pattern).search(text, start, end)
