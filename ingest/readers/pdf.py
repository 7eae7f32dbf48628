"""PDF: read twice, by its ruling lines and by where its words stand.

The first reading trusts the lines; the second does not look at them. Where both find the same figure in the same
cell, it is there. A page without lines is read by position first, and by its bare lines second. A page without text is
a picture and is recognised, where recognition is installed; then the second reading is a second look at each cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import UNREAD_PAGES, Block, Document, Table
from ingest.readers import recognition, scan
from ingest.readers.pages import Piece, pieces_to_blocks
from ingest.readers.pdf_layout import read_by_lines, read_by_position, read_by_rules
from ingest.readers.pdf_page import Page, PdfFile
from ingest.readers.raster import DPI
from ingest.readers.struck import STROKE, without_struck, without_struck_beside
from report.errors import NoText, UnreadableFile

_FEW = 12  # characters: a page with no more, under a picture, is a scan with a stamp or a page number


def read(data: bytes, name: str) -> Document:
    """Both readings of a PDF."""
    with PdfFile(data, name) as file:
        metadata = file.metadata()
        first = list(file.pages())
        second: dict[int, Page] = {}
        scanned = [at for at, page in enumerate(first) if needs_recognition(page)]
        unread = scanned
        if scanned and recognition.is_installed():
            scan.require_recognition(len(scanned))
            for at in scanned:
                picture = file.picture(at, DPI / 72.0)
                first[at], second[at] = scan.sheet_to_pages(scan.Sheet(picture), at + 1)
            unread = []
        _require_text(first, name)
    blocks, alternative = pages_to_blocks(first, second)
    if unread:
        metadata[UNREAD_PAGES] = ",".join(str(at + 1) for at in unread)
    return Document(
        name, "pdf", blocks, metadata.get("Title", ""), tuple(metadata.items()), alternative, recognised=bool(second)
    )


def pages_of_pictures(pages: Sequence[tuple[Page, Page]], name: str) -> Document:
    """The document in recognised pages, each read twice."""
    first = [one for one, _ in pages]
    if sum(len(page.glyphs) for page in first) < _FEW:
        raise NoText(name=name)
    blocks, alternative = pages_to_blocks(first, {at: two for at, (_, two) in enumerate(pages)})
    return Document(name, "image", blocks, alternative=alternative, recognised=True)


def needs_recognition(page: Page) -> bool:
    """Whether what a page says is in a picture, or its characters cannot be known."""
    if len(page.glyphs) <= _FEW:
        return page.pictured > 0.3
    return page.unmapped > 0.03 * len(page.glyphs) and page.unmapped > 8  # the digits may be of one such font


def pages_to_blocks(first: Sequence[Page], second: dict[int, Page]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks as the rules give them, and as the positions do; or a page's second look, where it had one."""
    ruled = [list(read_by_rules(page)) for page in first]
    other = [
        list(read_by_rules(second[at]) if at in second else _second(page, pieces))
        for at, (page, pieces) in enumerate(zip(first, ruled, strict=True))
    ]
    pictures = {first[at].number for at in second}
    blocks, alternative = (_doubted(pieces_to_blocks(pieces, first), pictures) for pieces in (ruled, other))
    if any(STROKE in glyph.text for page in first for glyph in page.glyphs):
        return _unstruck(blocks), _unstruck(alternative)
    return blocks, alternative


def _doubted(blocks: Iterable[Block], pictures: set[int]) -> tuple[Block, ...]:
    """The blocks, those tables marked as inexact whose lines were only seen in a picture."""
    return tuple(
        replace(block, exact=False) if isinstance(block, Table) and block.page in pictures else block
        for block in blocks
    )


def _unstruck(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks less what a line is drawn through."""
    return tuple(
        replace(block, boxes=tuple(replace(box, text=without_struck(box.text)) for box in block.boxes))
        if isinstance(block, Table)
        else replace(block, text=without_struck_beside(block.text))
        for block in blocks
    )


def _second(page: Page, first: Sequence[Piece]) -> Iterator[Piece]:
    if any(piece.exact for piece in first if piece.boxes):
        return read_by_position(page)
    # Without a table both would be the same prose.
    return read_by_lines(page) if any(piece.boxes for piece in first) else iter(first)


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
