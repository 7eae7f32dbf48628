"""Plain text: one `Text` a line, its tabs and blanks as they are.

What is a table in it is for the extractor to find; a form feed is a page break, as programs that print PDF as text
leave it.
"""

from __future__ import annotations

import re

from ingest.document import Block, Document, Text
from ingest.readers.decoding import decode
from ingest.readers.folded import unfold
from ingest.readers.separators import open_cells
from ingest.readers.struck import without_struck_beside

_QUOTE = re.compile(r"(?:> ?)+")
_HEAD = 60  # lines, the head of a message among them
_MAX_LINE = 100_000  # characters; a longer line is cut, so that no pattern runs over megabytes


def read(data: bytes, name: str) -> Document:
    """The lines of a text file, empty ones too: they part rows in files of one cell a line."""
    text = decode(data, name)
    pages = text.split("\f")
    paged = len(pages) > 1
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        lines = [without_struck_beside(line) for line in open_cells(unfold(_without_quotes(page.split("\n"))))]
        if lines and not lines[-1].strip():
            lines.pop()
        blocks.extend(
            Text(line[start : start + _MAX_LINE].rstrip("\r"), page=number if paged else None)
            for line in lines
            for start in range(0, max(len(line), 1), _MAX_LINE)
        )
    return Document(name=name, format="text", blocks=tuple(blocks))


def _without_quotes(lines: list[str]) -> list[str]:
    """The lines without the > that a mail program puts before what it passes on, where most lines have one."""
    if not any(line.startswith(">") for line in lines[:_HEAD]):
        return lines
    filled = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in filled) * 2 <= len(filled):
        return lines
    return [_QUOTE.sub("", line) for line in lines]
