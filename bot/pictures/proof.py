"""The place where a figure is printed, as a picture: the page itself, or the table redrawn and marked as such.

For a PDF the page is cropped around the row, row and cell boxed. For other formats the table, or the lines, are drawn
as the file has them. File, page, section, row, time of capture and hash stand in the caption.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_font_file
from ingest.document import Document, Table, Text
from report.errors import ReportError
from report.numbers import normalise

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.readers.pdf_page import Glyph, Page
    from retrieval.store import Store
    from retrieval.store.reading import StoredReport

SCALE = 2.0  # pixels a point: a phone shows the page sharply
AROUND = 90.0  # points of the page above and below the row
ROWS_AROUND = 4
LINES_AROUND = 5
LONGEST_SIDE = 2_400  # pixels of a scan
RED, BLUE, GREY, INK = (204, 51, 34), (47, 111, 171), (190, 197, 204), (31, 41, 51)
Box = tuple[float, float, float, float]


class NoOriginal(ReportError):
    """The file that a figure was read from is not kept any more."""

    zh = "《{file}》的原文件已经不在了，没法画出印着它的地方。"
    en = "The original of {file} is gone, so the place cannot be shown."


@dataclass(frozen=True, slots=True)
class Proof:
    """A PNG and what stands under it."""

    picture: bytes
    caption: str


def draw_proof(
    citation: Mapping[str, Any], store: Store, language: str | None, column: int | None = None, printed: str = ""
) -> Proof:
    """The place that a citation, as `ask --json` writes it, names; raises `ReportError` where it cannot be drawn.

    The cell is boxed by its column in a table that is redrawn, by the figure printed in it on a page.
    """
    stored = _stored(citation, store)
    path = store.data / stored.original
    if not stored.original or not path.is_file():
        raise NoOriginal(file=citation["file"])
    place = citation.get("locator") or {}
    head = path.read_bytes()[:8]
    drawn, how = None, "page"
    if place.get("page") and head.startswith(b"%PDF-"):
        drawn = _draw_page(path, citation, int(place["page"]), column, printed)
    if drawn is None and is_scanned(path, head, place.get("page")):
        drawn, how = _whole_page(path, head, place.get("page")), "scan"
    if drawn is None:
        drawn, how = _redraw(path, citation, column), "redrawn"
    out = io.BytesIO()
    drawn.save(out, format="PNG", optimize=True)
    return Proof(out.getvalue(), _caption(citation, stored, how, english=(language or "zh")[:2] != "zh"))


def original_of(citation: Mapping[str, Any], store: Store) -> Path | None:
    """The file that a citation was read from, where it is still kept."""
    try:
        stored = _stored(citation, store)
    except NoOriginal:
        return None
    path = store.data / stored.original
    return path if stored.original and path.is_file() else None


def _stored(citation: Mapping[str, Any], store: Store) -> StoredReport:
    found = [report for report in store.matching(file=citation["file"]) if report.year == citation["year"]]
    if not found:
        raise NoOriginal(file=citation["file"])
    return found[0]


HOW = {
    "page": ("原页截图", "The page itself"),
    "scan": ("原页图像（扫描件，没有可定位的文字，请在图中查看）", "The scanned page itself; it has no text to box"),
    "redrawn": ("按文件内容重绘", "Redrawn from the file"),
}


def _caption(citation: Mapping[str, Any], stored: StoredReport, how: str, *, english: bool) -> str:
    place = citation.get("locator") or {}
    page = place.get("page")
    when = stored.read_at.strftime("%Y-%m-%d %H:%M")
    if english:
        parts = [
            HOW[how][1],
            citation["file"],
            f"page {page}" if page else "",
            citation["section"],
            place.get("text") or "",
            f"read {when} UTC, SHA-256 {stored.sha256[:16]}",
        ]
    else:
        parts = [
            HOW[how][0],
            citation["file"],
            f"第{page}页" if page else "",
            citation["section"],
            place.get("text") or "",
            f"读入于 {when} UTC，SHA-256 {stored.sha256[:16]}",
        ]
    if stored.url:
        parts.append(stored.url)
    return "\n".join(part for part in parts if part)


# -- the page itself


def _draw_page(path: Path, citation: Mapping[str, Any], number: int, column: int | None, printed: str) -> Image | None:
    """The page cropped around the row; None where the row's label is not found in the page's text."""
    from PIL import Image, ImageDraw

    from ingest.readers.pdf_page import PdfFile

    with PdfFile(path.read_bytes(), path.name) as file:
        page = file.page(number - 1)
        label = find_label(page, citation)
        if label is None:
            return None
        picture = Image.fromarray(file.picture(number - 1, SCALE).squeeze()).convert("RGB")
    row = [g for g in page.glyphs if g.y0 < label[3] and g.y1 > label[1]]
    left, right = min(g.x0 for g in row) - 4, max(g.x1 for g in row) + 4
    draw = ImageDraw.Draw(picture)
    draw.rectangle(_pixels((left, label[1] - 3, right, label[3] + 3)), outline=BLUE, width=3)
    figure = _figure_box(row, label, printed, lambda: _boxes_after(path, citation, column))
    if figure is not None:
        draw.rectangle(_pixels((figure[0] - 4, figure[1] - 3, figure[2] + 4, figure[3] + 3)), outline=RED, width=4)
    top, bottom = max(label[1] - AROUND, 0), min(label[3] + AROUND, page.height)
    return picture.crop((0, int(top * SCALE), picture.width, int(bottom * SCALE)))


def find_label(page: Page, citation: Mapping[str, Any]) -> Box | None:
    """Where the row's label stands on a page: of several, the one whose line holds the row's other text too."""
    wanted = normalise((citation.get("locator") or {}).get("text") or "")[:40]
    glyphs = [g for g in page.glyphs if g.text.strip()]
    letters = "".join(normalise(g.text)[:1] or " " for g in glyphs)
    best: tuple[int, Box] | None = None
    for length in dict.fromkeys((len(wanted), 12, 6)):
        part = wanted[:length]
        start = letters.find(part) if part else -1
        while start >= 0:
            box = _around(glyphs[start : start + len(part)])
            line = normalise("".join(g.text for g in glyphs if g.y0 < box[3] and g.y1 > box[1]))
            score = sum(piece in line for piece in normalise_pieces(citation.get("quote") or ""))
            if best is None or score > best[0]:
                best = (score, box)
            start = letters.find(part, start + 1)
        if best is not None:
            return best[1]
    return None


def normalise_pieces(quote: str) -> list[str]:
    """The parts of a quoted row, white space between them."""
    return [normalise(piece) for piece in quote.split() if piece.strip()]


def _around(glyphs: Iterable[Glyph]) -> Box:
    boxes = list(glyphs)
    return (
        min(g.x0 for g in boxes),
        min(g.y0 for g in boxes),
        max(g.x1 for g in boxes),
        max(g.y1 for g in boxes),
    )


def _figure_box(row: Sequence[Glyph], label: Box, printed: str, after: Callable[[], int | None]) -> Box | None:
    """The figure of the row that is asked for: of equal ones, that which as many others follow as in the table."""
    if not printed:
        return None
    words: list[list[Glyph]] = []
    for glyph in sorted((g for g in row if g.x0 >= label[2] - 1 and g.text.strip()), key=lambda g: g.x0):
        if words and glyph.x0 - words[-1][-1].x1 < 3:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    told = re.compile(re.escape(normalise(printed)) + r"(?![\d.,])\D*")
    fitting = [word for word in words if told.fullmatch(normalise("".join(g.text for g in word)))]
    if len(fitting) > 1:
        following = after()
        at = len(words) - 1 - following if following is not None else -1
        fitting = [word for word in fitting if 0 <= at < len(words) and words[at] is word]
    return _around(fitting[0]) if len(fitting) == 1 else None


def _boxes_after(path: Path, citation: Mapping[str, Any], column: int | None) -> int | None:
    """How many boxes with text follow the one asked for in its row, as the file is read."""
    from ingest.readers.guard import read_guarded

    place = citation.get("locator") or {}
    if not column or not place.get("row"):
        return None
    document = read_guarded(path, citation["file"])
    table = next((table for table in document.tables() if table.number == place.get("table")), None)
    if table is None or place["row"] > table.height:
        return None
    boxes = {id(box): box for box in table.grid()[place["row"] - 1][column:] if box is not None and box.text.strip()}
    return len(boxes)


# -- a scan: the page as it is


def is_scanned(path: Path, head: bytes, number: int | None) -> bool:
    """Whether a place is in a picture, or on a page of a PDF that has no text."""
    if head.startswith((b"\x89PNG", b"\xff\xd8")):
        return True
    if not head.startswith(b"%PDF-") or not number:
        return False
    from ingest.readers.pdf_page import PdfFile

    with PdfFile(path.read_bytes(), path.name) as file:
        return not any(glyph.text.strip() for glyph in file.page(number - 1).glyphs)


def _whole_page(path: Path, head: bytes, number: int | None) -> Image:
    from PIL import Image

    from ingest.readers.pdf_page import PdfFile

    if not head.startswith(b"%PDF-"):
        picture = Image.open(path).convert("RGB")
    else:
        with PdfFile(path.read_bytes(), path.name) as file:
            picture = Image.fromarray(file.picture((number or 1) - 1, SCALE).squeeze()).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _pixels(box: Box) -> tuple[int, int, int, int]:
    return int(box[0] * SCALE), int(box[1] * SCALE), int(box[2] * SCALE), int(box[3] * SCALE)


# -- redrawn


def _redraw(path: Path, citation: Mapping[str, Any], column: int | None) -> Image:
    from ingest.readers.guard import read_guarded

    document = read_guarded(path, citation["file"])
    place = citation.get("locator") or {}
    table = next((table for table in document.tables() if table.number == place.get("table")), None)
    if table is not None and place.get("row") and place["row"] <= table.height:
        return _draw_table(table, int(place["row"]) - 1, column)
    return _draw_lines(document, citation, column)


def _draw_table(table: Table, row: int, column: int | None) -> Image:
    """The rows around the one asked for, each box with its text."""
    from PIL import Image, ImageDraw

    font = _font(22)
    grid = table.grid()
    first, last = max(row - ROWS_AROUND, 0), min(row + ROWS_AROUND + 1, table.height)
    head = list(range(min(3, first)))
    shown = [*head, *range(first, last)]
    widths = [_width(grid, n, font) for n in range(table.width)]
    lefts = [sum(widths[:n]) + 10 for n in range(table.width + 1)]
    heights = [_height(grid[n], widths, font) for n in shown]
    tops = [sum(heights[:n]) + 10 for n in range(len(shown) + 1)]
    picture = Image.new("RGB", (lefts[-1] + 10, tops[-1] + 10), "white")
    draw = ImageDraw.Draw(picture)
    for n, number in enumerate(shown):
        done: set[int] = set()
        for at, box in enumerate(grid[number]):
            if box is None or id(box) in done:
                continue
            done.add(id(box))
            right = lefts[min(box.column + box.colspan, table.width)]
            area = (lefts[at], tops[n], right, tops[n + 1])
            draw.rectangle(area, outline=GREY, width=1)
            text = _wrapped(box.text, right - lefts[at] - 12, font)
            draw.multiline_text((area[0] + 6, area[1] + 4), text, font=font, fill=INK, spacing=4)
    at_row = shown.index(row)
    draw.rectangle((lefts[0], tops[at_row], lefts[-1], tops[at_row + 1]), outline=BLUE, width=3)
    if column is not None and 0 < column <= table.width:
        draw.rectangle((lefts[column - 1], tops[at_row], lefts[column], tops[at_row + 1]), outline=RED, width=4)
    return picture


def _draw_lines(document: Document, citation: Mapping[str, Any], column: int | None) -> Image:
    """The lines around the quoted one, as the file has them."""
    from PIL import Image, ImageDraw

    font = _font(24)
    lines = [line for block in document.blocks for line in _lines(block)]
    at = _quoted_line(lines, citation)
    shown = range(max(at - LINES_AROUND, 0), min(at + LINES_AROUND + 1, len(lines)))
    texts = [_wrapped(lines[n].expandtabs(4), 1040, font) for n in shown]
    heights = [(text.count("\n") + 1) * 34 + 8 for text in texts]
    picture = Image.new("RGB", (1080, sum(heights) + 20), "white")
    draw = ImageDraw.Draw(picture)
    top = 10
    for n, text, height in zip(shown, texts, heights, strict=True):
        draw.multiline_text((20, top + 2), text, font=font, fill=INK, spacing=8)
        if n == at:
            draw.rectangle((8, top - 2, 1072, top + height - 4), outline=BLUE, width=3)
            span = _figure_span(lines[n], citation, column)
            if span is not None:
                left, line, right = _where(text, span, font)
                draw.rectangle((14 + left, top + 34 * line, 26 + right, top + 34 * line + 36), outline=RED, width=4)
        top += height
    return picture


def _figure_span(line: str, citation: Mapping[str, Any], column: int | None) -> tuple[int, int] | None:
    """Where in its line, tabs widened, the figure stands: in its column, or as far from the end as in the quote."""
    quoted = (citation.get("quote") or "").split()
    boxes = line.split("\t")
    if column and 1 < column <= len(boxes) and boxes[column - 1].strip() in quoted[1:]:
        start = len(("\t".join(boxes[: column - 1]) + "\t").expandtabs(4))
        return start, start + len(boxes[column - 1])
    line = line.expandtabs(4)
    words = list(re.finditer(r"[^\s|]+", line))
    if not column or column > len(quoted) or len(quoted) - column >= len(words):
        return None
    word = words[-1 - (len(quoted) - column)]
    return word.span() if normalise(word[0]) == normalise(quoted[column - 1]) else None


def _where(wrapped: str, span: tuple[int, int], font: Any) -> tuple[float, int, float]:
    """Left end, line and right end of a stretch of text, once it is wrapped."""
    start, end = span
    for number, line in enumerate(wrapped.split("\n")):
        if start < len(line):
            return font.getlength(line[:start]), number, font.getlength(line[:end])
        start, end = start - len(line), end - len(line)
    return 0.0, 0, 0.0


def _lines(block: Text | Table) -> list[str]:
    if isinstance(block, Text):
        return block.text.splitlines() or [""]
    return ["\t".join(box.text if box else "" for box in row) for row in block.grid()]


def _quoted_line(lines: Sequence[str], citation: Mapping[str, Any]) -> int:
    pieces = normalise_pieces(citation.get("quote") or "")
    label = normalise((citation.get("locator") or {}).get("text") or "")[:20]
    scores = [
        sum(p in normalise(line) for p in pieces) + 3 * (label != "" and label in normalise(line)) for line in lines
    ]
    return scores.index(max(scores)) if scores else 0


def _font(size: int) -> Any:
    from PIL import ImageFont

    file, face = chinese_font_file()
    return ImageFont.truetype(file, size, index=face)


def _width(grid: Sequence[Sequence[Any]], column: int, font: Any) -> int:
    texts = [row[column].text for row in grid if row[column] is not None and row[column].colspan == 1]
    longest = max((font.getlength(line) for text in texts for line in text.split("\n")), default=40)
    return int(min(max(longest, 40), 300)) + 14


def _height(row: Sequence[Any], widths: Sequence[int], font: Any) -> int:
    lines = 1
    for box in row:
        if box is not None:
            room = sum(widths[box.column : box.column + box.colspan]) - 12
            lines = max(lines, _wrapped(box.text, room, font).count("\n") + 1)
    return lines * 30 + 10


def _wrapped(text: str, room: float, font: Any) -> str:
    out, line = [], ""
    for character in text.replace("\n", " "):
        if font.getlength(line + character) > room and line:
            out.append(line)
            line = ""
        line += character
    return "\n".join([*out, line][:8])
