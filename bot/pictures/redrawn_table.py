"""Some rows of a table as a file has them, under the table's head; cells that span are drawn as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_font, wrap
from ingest.document import Box, Table
from report.numbers import NotAFigure, normalise, read_figure

if TYPE_CHECKING:
    from PIL.Image import Image

ROWS_AROUND, COLUMNS_AROUND = 4, 3
HEAD_ROWS = 4  # at most
MOST_ROWS = 20  # of a table that is drawn whole
SIZE, LINE, SIDE = 22, 30, 8  # of the characters; of their lines; the margin in a cell
WIDEST = 300  # of a column
SHORT = 12  # characters: as short is a figure or the head of a column
RED, BLUE, GREY, INK = (204, 51, 34), (47, 111, 171), (190, 197, 204), (31, 41, 51)
Grid = Sequence[Sequence[Any]]


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


def draw_rows(table: Table, row: int, column: int | None) -> Image:
    """The rows around the one asked for, each box with its text; row and cell boxed."""
    grid = table.grid()
    picture, draw, plan = _draw_runs(table, grid, _runs(grid, row), chinese_font(SIZE))
    top, bottom = plan.spans[row]
    own = min((box.column for box in _boxes(grid, range(row, row + 1)) if box.rowspan == 1), default=0)
    draw.rectangle((plan.lefts[own], top, plan.lefts[-1], bottom), outline=BLUE, width=3)
    if column and 0 < column <= table.width:
        cell = grid[row][column - 1] or Box("", row, column - 1)
        left, _, right, _ = plan.area(cell, plan.runs[-1])
        draw.rectangle((left, top, right, bottom), outline=RED, width=4)
    return picture


def _draw_runs(table: Table, grid: Grid, runs: tuple[range, ...], font: Any) -> tuple[Image, Any, _Plan]:
    """Some rows of a table without any mark, and where they stand."""
    from PIL import Image, ImageDraw

    plan = _plan(table, grid, runs, font)
    end = max(bottom for _, bottom in plan.spans.values())
    picture = Image.new("RGB", (plan.lefts[-1] + 10, end + 10), "white")
    draw = ImageDraw.Draw(picture)
    for run in plan.runs:
        for box in _boxes(grid, run):
            _draw_box(draw, plan.area(box, run), box.text, font)
    for above, below in pairwise(plan.runs):
        gap = (plan.spans[above[-1]][1] + plan.spans[below[0]][0]) / 2
        draw.text((plan.lefts[-1] / 2, gap), "⋮", font=font, fill=INK, anchor="mm")
    return picture, draw, plan


def draw_column(table: Table, label: str) -> Image | None:
    """A table that stands on its side, the column under a label boxed; None where no head has the label."""
    grid = table.grid()
    heads = [box for box in table.boxes if label and normalise(box.text) == normalise(label)]
    if len(heads) != 1 or table.height > MOST_ROWS:
        return None
    picture, draw, plan = _draw_runs(table, grid, (range(table.height),), chinese_font(SIZE))
    left, top, right, _ = plan.area(heads[0], plan.runs[0])
    draw.rectangle((left, top, right, plan.spans[table.height - 1][1]), outline=BLUE, width=3)
    return _beside(picture, plan, heads[0].column)


def _beside(picture: Image, plan: _Plan, column: int) -> Image:
    """The first column of a picture and those around one of its columns: such a table is too wide for a phone."""
    from PIL import Image

    start = max(column - COLUMNS_AROUND, 1)
    end = min(column + COLUMNS_AROUND + 1, len(plan.lefts) - 1)
    label, gap = plan.lefts[1] + 1, LINE if start > 1 else 0
    shown = picture.crop((plan.lefts[start], 0, plan.lefts[end] + 10, picture.height))
    whole = Image.new("RGB", (label + gap + shown.width, picture.height), "white")
    whole.paste(picture.crop((0, 0, label, picture.height)), (0, 0))
    whole.paste(shown, (label + gap, 0))
    return whole


def _draw_box(draw: Any, area: tuple[int, int, int, int], text: str, font: Any) -> None:
    left, top, right, bottom = area
    draw.rectangle(area, outline=GREY, width=1)
    wrapped = wrap(text, right - left - 2 * SIDE, font)
    short = len(text) <= SHORT
    x, anchor, align = ((left + right) / 2, "ma", "center") if short else (left + SIDE, "la", "left")
    y = (top + bottom - LINE * (wrapped.count("\n") + 1)) / 2
    for number, line in enumerate(wrapped.split("\n")):
        draw.text((x, y + LINE * number), line, font=font, fill=INK, anchor=anchor, align=align)


def _runs(grid: Grid, row: int) -> tuple[range, ...]:
    """The head of a table and the rows around one of them."""
    first, last = max(row - ROWS_AROUND, 0), min(row + ROWS_AROUND + 1, len(grid))
    head = _head_rows(grid)
    return (range(head), range(first, last)) if 0 < head < first else (range(0 if head else first, last),)


def _plan(table: Table, grid: Grid, runs: tuple[range, ...], font: Any) -> _Plan:
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
        needed = LINE * (wrap(box.text, room, font).count("\n") + 1) + 10
        first, last = max(box.row, run.start) - run.start, min(box.row + box.rowspan, run.stop) - 1 - run.start
        heights[last] += max(0, needed - sum(heights[first : last + 1]))
    return heights
