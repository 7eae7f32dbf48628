"""A table or some lines drawn as a file has them, where the format has no pages; marked as redrawn.

Rows around the one asked for are shown under the head of their table, cells that span as one, and what was left out
between them is told by a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_font
from ingest.document import Box, Document, Table, Text
from report.numbers import NotAFigure, normalise, read_figure

if TYPE_CHECKING:
    from PIL.Image import Image

ROWS_AROUND, LINES_AROUND = 4, 5
MOST_LINES = 40  # of one paragraph
HEAD_ROWS = 4  # at most
SIZE, LINE, SIDE = 22, 30, 8  # of the characters of a table; its lines; the margin in a cell
WIDEST = 300  # of a column
SHORT = 12  # characters: as short is a figure or the head of a column
MARKED = {
    "zh": "按文件内容重绘，不是原版面",
    "zh-Hant": "按檔案內容重繪，並非原版面",
    "en": "Redrawn from the file, not its own layout",
}
Grid = Sequence[Sequence[Any]]
RED, BLUE, GREY, PALE, INK = (204, 51, 34), (47, 111, 171), (190, 197, 204), (238, 242, 246), (31, 41, 51)


def redraw(document: Document, citation: Mapping[str, Any], column: int | None, language: str) -> Image:
    """The table that a citation names around its row, or the lines around what it quotes."""
    place = citation.get("locator") or {}
    table = next((table for table in document.tables() if table.number == place.get("table")), None)
    if table is not None and place.get("row") and place["row"] <= table.height:
        drawn = _draw_table(table, int(place["row"]) - 1, column)
    else:
        drawn = _draw_lines(document, citation, column)
    return _marked(drawn, f"{MARKED.get(language, MARKED['zh'])} · {citation['file']}")


def _marked(drawn: Image, words: str) -> Image:
    """The picture under a line that says that it is redrawn."""
    from PIL import Image, ImageDraw

    font = chinese_font(SIZE)
    lines = _wrapped(words, max(drawn.width, 600) - 24, font).split("\n")
    high = LINE * len(lines) + 16
    picture = Image.new("RGB", (max(drawn.width, 600), drawn.height + high), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, picture.width, high - 4), fill=PALE)
    draw.multiline_text((12, 6), "\n".join(lines), font=font, fill=BLUE, spacing=LINE - SIZE)
    picture.paste(drawn, (0, high))
    return picture


# -- a table


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which rows are shown, and where rows and columns stand, in pixels."""

    runs: tuple[range, ...]  # rows that follow each other: the head, and those around the one asked for
    lefts: list[int]
    spans: dict[int, tuple[int, int]]  # top and bottom of each row

    def area(self, box: Box, run: range) -> tuple[int, int, int, int]:
        """What a box takes up among the rows of a run."""
        first, last = max(box.row, run.start), min(box.row + box.rowspan, run.stop) - 1
        right = self.lefts[min(box.column + box.colspan, len(self.lefts) - 1)]
        return self.lefts[box.column], self.spans[first][0], right, self.spans[last][1]


def _draw_table(table: Table, row: int, column: int | None) -> Image:
    """The rows around the one asked for, each box with its text."""
    from PIL import Image, ImageDraw

    font = chinese_font(SIZE)
    grid = table.grid()
    plan = _plan(table, row, font)
    end = max(bottom for _, bottom in plan.spans.values())
    picture = Image.new("RGB", (plan.lefts[-1] + 10, end + 10), "white")
    draw = ImageDraw.Draw(picture)
    for run in plan.runs:
        for box in _boxes(grid, run):
            _draw_box(draw, plan.area(box, run), box.text, font)
    for above, below in pairwise(plan.runs):
        gap = (plan.spans[above[-1]][1] + plan.spans[below[0]][0]) / 2
        draw.text((plan.lefts[-1] / 2, gap), "⋮", font=font, fill=INK, anchor="mm")
    top, bottom = plan.spans[row]
    own = min((box.column for box in _boxes(grid, range(row, row + 1)) if box.rowspan == 1), default=0)
    draw.rectangle((plan.lefts[own], top, plan.lefts[-1], bottom), outline=BLUE, width=3)
    if column and 0 < column <= table.width:
        cell = grid[row][column - 1] or Box("", row, column - 1)
        left, _, right, _ = plan.area(cell, plan.runs[-1])
        draw.rectangle((left, top, right, bottom), outline=RED, width=4)
    return picture


def _draw_box(draw: Any, area: tuple[int, int, int, int], text: str, font: Any) -> None:
    left, top, right, bottom = area
    draw.rectangle(area, outline=GREY, width=1)
    wrapped = _wrapped(text, right - left - 2 * SIDE, font)
    short = len(text) <= SHORT
    x, anchor, align = ((left + right) / 2, "ma", "center") if short else (left + SIDE, "la", "left")
    y = (top + bottom - LINE * (wrapped.count("\n") + 1)) / 2
    for number, line in enumerate(wrapped.split("\n")):
        draw.text((x, y + LINE * number), line, font=font, fill=INK, anchor=anchor, align=align)


def _plan(table: Table, row: int, font: Any) -> _Plan:
    grid = table.grid()
    first, last = max(row - ROWS_AROUND, 0), min(row + ROWS_AROUND + 1, table.height)
    head = _head_rows(grid)
    runs = (range(head), range(first, last)) if head < first else (range(min(first, 0 if head else first), last),)
    widths = [_width(grid, n, font) for n in range(table.width)]
    lefts = [sum(widths[:n]) + 10 for n in range(table.width + 1)]
    spans: dict[int, tuple[int, int]] = {}
    top = 10
    for run in runs:
        top += LINE + 6 if spans else 0
        for number, high in zip(run, _heights(grid, run, widths, font), strict=True):
            spans[number] = top, top + high
            top += high
    return _Plan(runs, lefts, spans)


def _head_rows(grid: Grid) -> int:
    """How many rows stand before the first figure; 0 where too many for a head do."""
    bare = [not any(box is not None and _is_figure(box.text) for box in row) for row in grid[: HEAD_ROWS + 1]]
    head = bare.index(False) if False in bare else 0
    return head if head <= HEAD_ROWS else 0


def _is_figure(text: str) -> bool:
    try:
        return len(text) < SHORT and read_figure(text) is not None
    except NotAFigure:
        return False


def _boxes(grid: Grid, run: range) -> list[Box]:
    """The boxes of some rows, each once."""
    return list({id(box): box for row in run for box in grid[row] if box is not None}.values())


def _width(grid: Grid, column: int, font: Any) -> int:
    texts = [row[column].text for row in grid if row[column] is not None and row[column].colspan == 1]
    longest = max((font.getlength(line) for text in texts for line in text.split("\n")), default=40)
    return int(min(max(longest, 40), WIDEST)) + 2 * SIDE


def _heights(grid: Grid, run: range, widths: Sequence[int], font: Any) -> list[int]:
    """The height of each row of a run: what its own boxes need, and those that end in it together with rows above."""
    heights = [LINE + 10] * len(run)
    for box in sorted(_boxes(grid, run), key=lambda each: each.row + each.rowspan):
        room = sum(widths[box.column : box.column + box.colspan]) - 2 * SIDE
        needed = LINE * (_wrapped(box.text, room, font).count("\n") + 1) + 10
        first, last = max(box.row, run.start) - run.start, min(box.row + box.rowspan, run.stop) - 1 - run.start
        heights[last] += max(0, needed - sum(heights[first : last + 1]))
    return heights


# -- lines


def _draw_lines(document: Document, citation: Mapping[str, Any], column: int | None) -> Image:
    """The lines around the quoted one, as the file has them."""
    from PIL import Image, ImageDraw

    font = chinese_font(24)
    lines = [line for block in document.blocks for line in _lines(block)]
    at = _quoted_line(lines, citation)
    shown = range(max(at - LINES_AROUND, 0), min(at + LINES_AROUND + 1, len(lines)))
    texts = [_wrapped(lines[n].expandtabs(4), 1040, font, MOST_LINES if n == at else 8) for n in shown]
    heights = [(text.count("\n") + 1) * 34 + 8 for text in texts]
    picture = Image.new("RGB", (1080, sum(heights) + 20), "white")
    draw = ImageDraw.Draw(picture)
    top = 10
    for n, text, height in zip(shown, texts, heights, strict=True):
        draw.multiline_text((20, top + 2), text, font=font, fill=INK, spacing=8)
        if n == at:
            draw.rectangle((8, top - 2, 1072, top + height - 4), outline=BLUE, width=3)
            for line, left, right in _quoted(text, citation, font) if column is None else ():
                draw.line((20 + left, top + 34 * line + 33, 20 + right, top + 34 * line + 33), fill=RED, width=3)
            span = _figure_span(lines[n], citation, column)
            if span is not None:
                left, line, right = _where(text, span, font)
                draw.rectangle((14 + left, top + 34 * line, 26 + right, top + 34 * line + 36), outline=RED, width=4)
        top += height
    return picture


def _quoted(wrapped: str, citation: Mapping[str, Any], font: Any) -> Iterator[tuple[int, float, float]]:
    """Line, left and right end of each part of a quoted sentence in a paragraph, once it is wrapped."""
    signs = [
        (n, at) for n, line in enumerate(wrapped.split("\n")) for at, sign in enumerate(line) for _ in normalise(sign)
    ]
    quote = normalise(citation.get("quote") or "")
    start = normalise(wrapped).find(quote) if quote else -1
    found = signs[start : start + len(quote)] if start >= 0 else []
    for number, line in enumerate(wrapped.split("\n")):
        own = [at for n, at in found if n == number]
        if own and len(found) < len(signs):  # a paragraph quoted as a whole is boxed
            yield number, font.getlength(line[: own[0]]), font.getlength(line[: own[-1] + 1])


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
    pieces = _pieces(citation.get("quote") or "")
    label = normalise((citation.get("locator") or {}).get("text") or "")[:20]
    scores = [
        sum(p in normalise(line) for p in pieces) + 3 * (label != "" and label in normalise(line)) for line in lines
    ]
    return scores.index(max(scores)) if scores else 0


def _wrapped(text: str, room: float, font: Any, most: int = 8) -> str:
    out, line = [], ""
    for character in text.replace("\n", " "):
        if font.getlength(line + character) > room and line:
            out.append(line)
            line = ""
        line += character
    return "\n".join([*out, line][:most])


def _pieces(quote: str) -> list[str]:
    """The parts of a quoted row, white space between them."""
    return [normalise(piece) for piece in quote.split() if piece.strip()]
