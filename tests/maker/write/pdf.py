"""PDF pages with a text layer, drawn with a CJK font of this machine; only the characters used are embedded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from fpdf import FPDF

from ingest.document import Block, Box, Table, Text
from tests.maker.made import Made

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)
_MARGIN, _PADDING = 18.0, 1.2  # mm


@cache
def find_font() -> Path | None:
    """A font that can write the reports; none where no such font is installed."""
    return next((font for font in FONTS if font.exists()), None)


def write_pdf(
    made: Made,
    blocks: Iterable[Block],
    path: Path,
    look: str,
    orientation: str = "portrait",
    font: Path | None = None,
) -> None:
    """`ruled`: tables with lines · `unruled`: columns kept by position only · `rows`: lines between rows only ·
    `narrow`: ruled, with columns too narrow for long figures · `shaded`: every other row on grey, no lines ·
    `spread`: ruled, short labels spread over their box, long ones to the left, figures to the right.

    `stamped`: ruled, a slanting grey watermark with digits across every page, drawn before the rest.
    `barred`: ruled with thin filled bars, written sign by sign, as a word processor exports it · `three_line`: rules
    above, below the heads and below only · `headed`: ruled, a running head and 第 3 页 on every page.
    `printed`: shaded, each page with the head and foot that a browser prints on it. `sideways`: ruled, drawn sideways
    on upright paper with the mark that turns the page for the reader.
    """
    page = _Page(made, look, orientation, font)
    for number, block in enumerate(blocks):
        if isinstance(block, Text):
            page.write(block.text, 14 if number == 0 else 10.5, centred=number == 0)
        else:
            page.draw(block)
    page.pdf.output(str(path))
    if look == "sideways":
        turn_pages(path)


def turn_pages(path: Path) -> None:
    """Every page's content turned a quarter one way, and the page marked to be shown turned back."""
    import pypdfium2 as pdfium

    drawn = pdfium.PdfDocument(path)
    turned = pdfium.PdfDocument.new()
    for number, page in enumerate(drawn):
        width, height = page.get_size()
        upright = turned.new_page(height, width)
        piece = drawn.page_as_xobject(number, turned).as_pageobject()
        piece.set_matrix(pdfium.PdfMatrix().rotate(90).translate(0, width))
        upright.insert_obj(piece)
        upright.gen_content()
        upright.set_rotation(270)
    turned.save(path)


class _Page:
    """Where the pen is, and the drawing of blocks one below the other."""

    def __init__(self, made: Made, look: str, orientation: str, font: Path | None = None) -> None:
        font = font or find_font()
        if font is None:
            raise RuntimeError("no CJK font: apt-get install fonts-noto-cjk")
        self.pdf = FPDF(orientation=orientation)
        self.pdf.set_creation_date(datetime.combine(made.published, time(9, 0), UTC))
        self.pdf.set_title(made.title)
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("cjk", fname=font, collection_font_number=2 if "Noto" in font.name else 0)
        self.pdf.set_font("cjk", size=10.5)
        self.made, self.look, self.pages = made, look, 0
        self.pdf.add_page()
        if look == "printed":
            self.sign()
        elif look == "headed":
            self.head()
        self.stamp()
        self.y = _MARGIN

    @property
    def width(self) -> float:
        return float(self.pdf.w) - 2 * _MARGIN

    @property
    def bottom(self) -> float:
        return float(self.pdf.h) - _MARGIN

    def sign(self) -> None:
        """What a browser prints above and below a page: the time, the title, the address, the page."""
        stamp, self.pages = self.made.published, self.pages + 1
        self.pdf.set_font_size(7)
        self.pdf.text(8, 7, f"{stamp.year}/{stamp.month}/{stamp.day} 16:40")
        self.pdf.text(70, 7, self.made.title)
        self.pdf.text(8, float(self.pdf.h) - 5, "http://www.xiyuan.example/zfxxgk/nb/art/2024/1/15/art_218_76213.html")
        self.pdf.text(float(self.pdf.w) - 16, float(self.pdf.h) - 5, f"{self.pages}/7")

    def head(self) -> None:
        """A running head with a rule below it, and the number of the page in words."""
        self.pages += 1
        self.pdf.set_font_size(8)
        self.pdf.text(_MARGIN, 10, f"{self.made.body.government}　信息公开　第{self.made.year + 1}-03号")
        self.pdf.text(float(self.pdf.w) - 40, 10, f"{self.made.year + 1}年1月")
        self.pdf.line(_MARGIN, 12, float(self.pdf.w) - _MARGIN, 12)
        self.pdf.text(_MARGIN, float(self.pdf.h) - 8, self.made.title)
        self.pdf.text(float(self.pdf.w) - 34, float(self.pdf.h) - 8, f"第 {self.pages} 页")

    def stamp(self) -> None:
        """A slanting watermark."""
        if self.look != "stamped":
            return
        self.pdf.set_text_color(205, 205, 205)
        self.pdf.set_font_size(30)
        for x, y in ((40, 110), (60, 200), (90, 270)):
            with self.pdf.rotation(30, x, y):
                self.pdf.text(x, y, f"{self.made.body.short} 2026 0317")
        self.pdf.set_text_color(0, 0, 0)

    def turn(self) -> None:
        if self.look in ("printed", "headed"):
            self.pdf.add_page()
            (self.sign if self.look == "printed" else self.head)()
            self.y = _MARGIN
            return
        self.pdf.set_font_size(9)
        number = f"- {self.pdf.page_no()} -"
        self.pdf.text((self.pdf.w - self.pdf.get_string_width(number)) / 2, self.pdf.h - 10, number)
        self.pdf.add_page()
        self.stamp()
        self.y = _MARGIN

    def write(self, text: str, size: float, centred: bool = False) -> None:
        self.pdf.set_font_size(size)
        height = size * 0.55
        for line in self.wrap(text if centred else "　　" + text, self.width):
            if self.y + height > self.bottom:
                self.turn()
                self.pdf.set_font_size(size)
            x = (self.pdf.w - self.pdf.get_string_width(line)) / 2 if centred else _MARGIN
            self.pdf.text(x, self.y + size * 0.35, line)
            self.y += height
        self.y += 1.5

    def wrap(self, text: str, width: float) -> list[str]:
        lines, line = [], ""
        for character in text:
            if line and self.pdf.get_string_width(line + character) > width:
                lines.append(line)
                line = ""
            line += character
        return [*lines, line]

    def draw(self, table: Table) -> None:
        size = 8.0 if table.width < 12 else 7.0
        self.pdf.set_font_size(size)
        sheet = _Sheet(table, self, size)
        start = 0
        while start < table.height:
            end = sheet.fits(start, self.bottom - self.y)
            if end == start:
                self.turn()
                self.pdf.set_font_size(size)
                end = max(sheet.fits(start, self.bottom - self.y), start + 1)
            sheet.draw(start, end)
            start = end
        self.y += 3


@dataclass
class _Sheet:
    """A table with its columns and rows measured."""

    table: Table
    page: _Page
    size: float

    def __post_init__(self) -> None:
        self.lefts = self._columns()
        self.line = self.size * 0.45
        self.heights = [self.line + 2 * _PADDING] * self.table.height
        for box in self.table.boxes:
            if box.rowspan == 1:
                needed = len(self._lines(box)) * self.line + 2 * _PADDING
                self.heights[box.row] = max(self.heights[box.row], needed)

    def _columns(self) -> list[float]:
        shares = [1.0] * self.table.width
        if self.table.width == 10:
            shares[:3] = [2.0, 3.0, 11.0] if self.page.look == "narrow" else [1.1, 1.5, 3.6]
        elif self.table.width == 4:
            shares[0] = 1.4
        edges = [_MARGIN]
        for share in shares:
            edges.append(edges[-1] + self.page.width * share / sum(shares))
        return edges

    def _lines(self, box: Box) -> list[str]:
        width = self.lefts[box.column + box.colspan] - self.lefts[box.column] - 2 * _PADDING
        return self.page.wrap(box.text, width)

    def fits(self, start: int, room: float) -> int:
        """The row after the last one for which there is room."""
        end = start
        while end < self.table.height and sum(self.heights[start : end + 1]) <= room:
            end += 1
        return end

    def draw(self, start: int, end: int) -> None:
        """Rows from start up to end; a box that hangs over the page break is drawn on both pages."""
        pdf, top = self.page.pdf, self.page.y
        for box in self.table.boxes:
            first, last = max(box.row, start), min(box.row + box.rowspan, end)
            if first >= last:
                continue
            x, y = self.lefts[box.column], top + sum(self.heights[start:first])
            width, height = self.lefts[box.column + box.colspan] - x, sum(self.heights[first:last])
            if self.page.look in ("ruled", "sideways", "narrow", "spread", "stamped", "headed"):
                pdf.rect(x, y, width, height)
            elif self.page.look == "barred":
                self._bars(x, y, width, height)
            elif self.page.look in ("shaded", "printed") and box.row % 2:
                pdf.set_fill_color(235, 235, 235)
                pdf.rect(x, y, width, height, style="F")
            elif self.page.look == "rows":
                pdf.line(x, y + height, x + width, y + height)
            if box.row >= start:
                self._write(box, x, y, width, height)
        if self.page.look == "three_line":
            self._rules(start, end, top)
        self.page.y = top + sum(self.heights[start:end])

    def _bars(self, x: float, y: float, width: float, height: float) -> None:
        """A box's four sides as thin filled bars."""
        pdf = self.page.pdf
        pdf.set_fill_color(0, 0, 0)
        for left, above in ((x, y), (x, y + height)):
            pdf.rect(left, above, width, 0.17, style="F")
        for left, above in ((x, y), (x + width, y)):
            pdf.rect(left, above, 0.17, height, style="F")

    def _rules(self, start: int, end: int, top: float) -> None:
        """Rules above the table, above each first row of figures, and below the table."""
        from tests.maker.variants import is_figure  # it lays reports out, and so imports this package

        figures = {box.row for box in self.table.boxes if is_figure(self.table, box)}
        for y in range(start, end + 1):
            if y in (0, self.table.height) or (y in figures and y - 1 not in figures and y < end):
                level = top + sum(self.heights[start:y])
                self.page.pdf.line(_MARGIN, level, _MARGIN + self.page.width, level)

    def _write(self, box: Box, x: float, y: float, width: float, height: float) -> None:
        lines = self._lines(box)
        y += max(_PADDING, (height - len(lines) * self.line) / 2)
        for line in lines:
            self._line(line, x, y + self.line * 0.8, width, alone=len(lines) == 1)
            y += self.line

    def _line(self, line: str, x: float, y: float, width: float, alone: bool) -> None:
        pdf = self.page.pdf
        room = width - pdf.get_string_width(line)
        if self.page.look == "barred":
            left = x + room / 2
            for sign in line:
                pdf.text(left, y, sign)
                left += pdf.get_string_width(sign)
        elif self.page.look != "spread":
            pdf.text(x + room / 2, y, line)
        elif line[:1].isascii() or not alone:
            pdf.text(x + (room - _PADDING if line.replace(",", "").isdigit() else _PADDING), y, line)
        else:
            step = (width - 2 * _PADDING - pdf.get_string_width(line[-1])) / max(1, len(line) - 1)
            for at, sign in enumerate(line):
                pdf.text(x + _PADDING + at * step, y, sign)
