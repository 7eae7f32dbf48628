"""The cells of a spreadsheet become text and tables.

A sheet has no paragraphs: a title, a heading and a stretch of prose each sit in a cell of their own row. Such rows are
told as text, the others as tables; a row with a label and nothing else stays in its table, since it may be blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.document import Block, Box, Table, Text
from ingest.readers.grid import Numbering, trimmed

_HEADING = re.compile(r"^[一二三四五六]\s*[、．.].{2,}(?:情况|事项|措施|问题|建议|工作|概况)$")
_CAPTION = re.compile(r"20\d\d|二[〇○零]|上年|去年|往年|本年|对照|下属|样表|示例")
_PROSE = 45  # characters: no label of the form has as many
_MAX_CELLS = 300_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a sheet: texts by (row, column), and the merged areas as (row, column, rows, columns)."""

    texts: dict[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def sheet_to_blocks(sheet: Sheet, numbering: Numbering, page: int) -> Iterator[Block]:
    """The text and the tables of a sheet, from top to bottom; the sheet's number is told as the page."""
    spans = {(row, column): (rows, columns) for row, column, rows, columns in sheet.merged}
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(sheet.texts.items())[:_MAX_CELLS]:
        if text.strip():
            rows.setdefault(row, []).append((column, text.strip()))
    table: list[int] = []
    last = -1
    for row in sorted(rows):
        joined = any(top <= last and row < top + span for top, _, span, _ in sheet.merged)
        if _is_text(rows[row], rows, row) or (row - last > 2 and not joined):
            yield from _table(table, rows, spans, numbering, page)
            table = []
        if _is_text(rows[row], rows, row):
            yield from (Text(line.strip(), page) for line in rows[row][0][1].split("\n") if line.strip())
        else:
            table.append(row)
        last = row
    yield from _table(table, rows, spans, numbering, page)


def _is_text(cells: Sequence[tuple[int, str]], rows: dict[int, list[tuple[int, str]]], row: int) -> bool:
    """Whether a row is a line of text: one cell, and it is a heading, prose, or stands before any table."""
    if len(cells) != 1:
        return False
    text = re.sub(r"\s", "", cells[0][1])
    before_all = all(len(rows[other]) == 1 for other in rows if other < row)
    return (
        len(text) > _PROSE
        or text.endswith(("。", "；", "："))
        or bool(_HEADING.match(text))
        or (before_all and not re.match(r"第二十条", text))
    )


def _table(
    lines: list[int],
    rows: dict[int, list[tuple[int, str]]],
    spans: dict[tuple[int, int], tuple[int, int]],
    numbering: Numbering,
    page: int,
) -> Iterator[Block]:
    if lines and all(len(rows[row]) == 1 for row in lines):
        yield from (Text(rows[row][0][1], page) for row in lines)
        return
    if not lines:
        return
    first, end = lines[0], lines[-1] + 1
    boxes = []
    for row in lines:
        for column, text in rows[row]:
            height, width = spans.get((row, column), (1, 1))
            boxes.append(Box(text, row - first, column, min(height, end - row), min(width, 200)))
    # A merged area without text, and cells left blank, still take their places in the grid.
    filled = {(box.row, box.column) for box in boxes}
    widest = max(box.column + box.colspan for box in boxes)
    covered = {
        (y, x)
        for box in boxes
        for y in range(box.row, box.row + box.rowspan)
        for x in range(box.column, box.column + box.colspan)
    }
    left = min(box.column for box in boxes)
    for row in lines:
        for column in range(left, widest):
            place = row - first, column
            if place not in covered and place not in filled:
                boxes.append(Box("", *place))
    yield Table(trimmed(tuple(sorted(boxes, key=lambda box: (box.row, box.column)))), numbering.next(), page)


def name_captions(names: Iterable[str]) -> frozenset[str]:
    """The names of several sheets that say whose tables they hold, or of which year."""
    named = list(names)
    return frozenset(name for name in named if _CAPTION.search(name)) if len(named) > 1 else frozenset()


def print_number(value: float, form: str = "") -> str:
    """A number as its cell shows it: whole where it is whole, a percentage or a date where the format says so."""
    if form.startswith(";") and value > 0:  # a format with nothing for what is above zero
        return ""
    if form.endswith("%"):
        return f"{value * 100:.10g}%"
    if is_date_format(form) and 20_000 < value < 80_000:
        day = datetime(1899, 12, 30) + timedelta(days=value)
        return f"{day.year}年{day.month}月{day.day}日"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def is_date_format(form: str) -> bool:
    """Whether a number format prints a date."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form.lower())
    return "yy" in bare or ("m" in bare and "d" in bare)
