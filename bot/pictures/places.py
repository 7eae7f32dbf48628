"""Where on a page a citation stands: as it was kept when the report was read, else found in the file anew.

What earlier versions stored has no places on the page. A PDF with text is then read again, which takes a moment; what
would have to be recognised anew is not. A sentence is found by its characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.facts import Area, Report
from report.form import Cell
from report.numbers import normalise

if TYPE_CHECKING:
    from ingest.readers.pdf_page import Page

_ENOUGH = 16  # characters of a sentence that goes on behind a page break
_GAP = 0.42  # of a character's height, by which the words of a row stand apart
_IMAGES = (b"\x89PNG", b"\xff\xd8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF", b"GIF8")


@dataclass(frozen=True, slots=True)
class Spot:
    """What is to be boxed on a page: a row, or the lines of a sentence, and the cell in it."""

    lines: tuple[Area, ...]
    cell: Area | None = None
    first: Area | None = None  # the first row of the table, under its head; perhaps on a page before

    @property
    def page(self) -> int:
        """The page that all of it is on."""
        return self.lines[0].page


def find_spot(
    path: Path, stored: Report | None, citation: Mapping[str, Any], column: int | None, cell: Cell | None = None
) -> Spot | None:
    """The place that a citation names; None where the file has no pages, or its place cannot be told."""
    told = citation.get("locator") or {}
    if not told.get("page"):
        return None
    kept = _in_report(stored, citation, column, cell) if stored is not None else None
    if is_picture(path, told["page"]) or not _is_pdf(path):
        return kept
    if not told.get("row"):
        return _in_text(path, citation, column, _printed(stored, cell)) or kept
    return kept or _in_report(_read_again(path, citation["file"]), citation, column, cell)


def _read_again(path: Path, name: str) -> Report:
    from ingest.load import read_report

    return read_report(path, name)


def _in_report(report: Report, citation: Mapping[str, Any], column: int | None, cell: Cell | None) -> Spot | None:
    told = citation.get("locator") or {}
    if not told.get("row"):
        paragraphs = [paragraph.place for section in report.sections for paragraph in section.paragraphs]
        areas = [p.area for p in paragraphs if p.area and (p.page, p.text) == (told["page"], told.get("text"))]
        return Spot((areas[0],)) if areas else None
    places = [
        (fact.cell, fact.citation.place)
        for fact in report.facts
        if fact.citation.place.table == told.get("table") and fact.citation.place.row_area
    ]
    at = told["row"], told.get("text")
    own = {each: place for each, place in places if (place.row, place.text) == at}
    in_column = next((place for place in own.values() if column and place.column == column), None)
    named = own.get(cell) if cell is not None else None
    chosen = named or in_column
    row = chosen.row_area if chosen else next((place.row_area for place in own.values()), None)
    if row is None:
        return None
    _, first = min(places, key=lambda each: each[1].row or 0)
    return Spot((row,), chosen.area if chosen else None, first.row_area)


def _printed(report: Report | None, cell: Cell | None) -> str:
    facts = report.facts if report is not None else ()
    return next((normalise(fact.printed or "") for fact in facts if fact.cell == cell), "")


def _in_text(path: Path, citation: Mapping[str, Any], column: int | None, printed: str) -> Spot | None:
    """The lines of a quoted sentence on its page, or on the next where the paragraph began before a break.

    A row of the form may have been read as a line too, with its figure in it.
    """
    from ingest.readers.pdf_page import PdfFile

    quote = normalise(citation.get("quote") or "")
    number = citation["locator"]["page"]
    with PdfFile(path.read_bytes(), path.name) as file:
        pages = [file.page(at - 1) for at in (number, number + 1) if at <= len(file.document)]
    for words in dict.fromkeys((quote, quote[:_ENOUGH])):
        for page in pages:
            if len(words) > 3 and (areas := _find_words(page, words)):
                return Spot(areas, _find_figure(page, areas, column, printed) if printed else None)
    return None


def _find_words(page: Page, words: str) -> tuple[Area, ...]:
    """The areas of the lines, or parts of lines, that a stretch of text takes up."""
    from ingest.readers.lines import glyphs_to_lines

    lines = glyphs_to_lines(glyph for glyph in page.glyphs if glyph.text.strip())
    glyphs = [
        (number, glyph, sign)
        for number, line in enumerate(lines)
        for glyph in line.glyphs
        for sign in normalise(glyph.text)
    ]
    start = "".join(sign for _, _, sign in glyphs).find(words)
    if start < 0:
        return ()
    found = glyphs[start : start + len(words)]
    areas = []
    for number in dict.fromkeys(number for number, _, _ in found):
        own = [glyph for at, glyph, _ in found if at == number]
        line = lines[number]
        areas.append(page.frame.area(min(g.x0 for g in own), line.top, max(g.x1 for g in own), line.bottom))
    return tuple(areas)


def _find_figure(page: Page, row: tuple[Area, ...], column: int | None, printed: str) -> Area | None:
    """The word of a row that prints a figure: that in its column, or the only one that prints it."""
    from ingest.readers.lines import bounds_of, glyphs_to_lines

    found = []
    for line in glyphs_to_lines(glyph for glyph in page.glyphs if glyph.text.strip()):
        for number, word in enumerate(line.words(_GAP), start=1):
            area = page.frame.area(*bounds_of([word]))
            if normalise(word.text) == printed and any(_holds(each, area) for each in row):
                found.append((number, area))
    in_column = [area for number, area in found if number == column]
    return in_column[0] if in_column else found[0][1] if len(found) == 1 else None


def _holds(row: Area, word: Area) -> bool:
    x, y = sum(word.corners[::2]) / 4, sum(word.corners[1::2]) / 4
    return min(row.corners[::2]) <= x <= max(row.corners[::2]) and min(row.corners[1::2]) <= y <= max(row.corners[1::2])


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def is_picture(path: Path, number: int | None) -> bool:
    """Whether a place is in a picture, or on a page of a PDF that has no text."""
    if not _is_pdf(path):
        with path.open("rb") as file:
            return file.read(8).startswith(_IMAGES)
    if not number:
        return False
    from ingest.readers.pdf import needs_recognition
    from ingest.readers.pdf_page import PdfFile

    with PdfFile(path.read_bytes(), path.name) as file:
        return needs_recognition(file.page(number - 1))
