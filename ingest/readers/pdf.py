"""PDF with a text layer: read twice, by its ruling lines and by where its words stand.

The first reading trusts the lines; the second does not look at them. Where both find the same figure in the same
cell, it is there. A page without lines is read by position first, and by its bare lines second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.document import Block, Document
from ingest.readers.pages import Piece, pieces_to_blocks
from ingest.readers.pdf_layout import read_by_lines, read_by_position, read_by_rules
from ingest.readers.pdf_page import Page, PdfFile
from report.errors import NoText, UnreadableFile


def read(data: bytes, name: str) -> Document:
    """Both readings of a PDF."""
    with PdfFile(data, name) as file:
        metadata = file.metadata()
        pages = list(file.pages())
        _require_text(pages, name)
        blocks, alternative = pages_to_blocks(pages)
    return Document(
        name=name,
        format="pdf",
        blocks=blocks,
        title=metadata.get("Title", ""),
        metadata=tuple(metadata.items()),
        alternative=alternative,
    )


def pages_to_blocks(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks as the rules give them, and as the positions do."""
    first = [list(read_by_rules(page)) for page in pages]
    second = [list(_second(page, pieces)) for page, pieces in zip(pages, first, strict=True)]
    return tuple(pieces_to_blocks(first, pages)), tuple(pieces_to_blocks(second, pages))


def _second(page: Page, first: Sequence[Piece]) -> Iterator[Piece]:
    if any(piece.exact for piece in first if piece.boxes) or not any(piece.boxes for piece in first):
        return read_by_position(page)
    return read_by_lines(page)


def _require_text(pages: Sequence[Page], name: str) -> None:
    glyphs = sum(len(page.glyphs) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if glyphs < 20:
        raise NoText(name=name)
    if unmapped > 0.3 * glyphs:
        raise UnreadableFile(
            name=name,
            why="它的字体没有注明字符，文字无法取出",
            why_en="its fonts do not say which characters they print",
        )
