"""What a layout may do to a report before it is laid out: other labels and marks, other years and bodies beside it.

The made report stays what it is: its figures remain what a reader should find, and only a copy is printed otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from ingest.document import Block, Box, Table, Text
from report.form import Cell, Row, column_label
from report.numbers import render
from tests.maker.bodies import XIYUAN, Body
from tests.maker.made import BLANKS, Made, make
from tests.maker.pages import lay_out
from tests.maker.write.text import rows_of

CENTRE = Body(XIYUAN, "技术转移中心", "science", "中心", "市技术转移中心", "small")


def is_figure_row(table: Table, row: int) -> bool:
    """Whether a row of one of the form's three tables holds figures."""
    if table.width == 10:
        return row >= 3
    if table.width == 15:
        return row == 3
    first = next(box.text for box in table.boxes if (box.row, box.column) == (row, 0))
    return first != "信息内容" and not first.startswith("第二十条")


def is_figure(table: Table, box: Box) -> bool:
    """Whether a box of one of the form's three tables is one for a figure, be it blank."""
    labels = {10: 3, 15: 0}.get(table.width, 1)
    return box.column >= labels and is_figure_row(table, box.row)


def relabelled(table: Table, change: Callable[[str], str]) -> Table:
    """The table with its labels changed and its figures as they are."""
    boxes = (box if is_figure(table, box) else replace(box, text=change(box.text)) for box in table.boxes)
    return Table(tuple(boxes), table.number)


def refigured(table: Table, change: Callable[[str], str]) -> Table:
    """The table with its figures printed otherwise and its labels as they are."""
    boxes = (replace(box, text=change(box.text)) if is_figure(table, box) else box for box in table.boxes)
    return Table(tuple(boxes), table.number)


def marked(made: Made, blank: str, zero: str = "0") -> Made:
    """The report with other marks where it prints a blank's mark, and another sign for 0."""
    printed = {
        cell: text if text == "" else blank if text in BLANKS else zero if text == "0" else text
        for cell, text in made.printed.items()
    }
    return replace(made, printed=printed)


def last_year(made: Made) -> Made:
    """The same body's report of the year before, in the same edition, with other figures."""
    return make(
        made.body,
        made.year - 1,
        4_000 + made.year,
        edition=made.edition,
        applications_edition=made.applications_edition,
    )


def other_body(made: Made) -> Made:
    """Another body's report for the same year and in the same edition."""
    return make(
        CENTRE, made.year, 5_000 + made.year, edition=made.edition, applications_edition=made.applications_edition
    )


def tables_of(made: Made) -> list[Table]:
    """The three tables."""
    return [block for block in lay_out(made) if isinstance(block, Table)]


def swap_tables(made: Made, swap: Callable[[Table], Iterable[Block]]) -> list[Block]:
    """The report's blocks with other blocks in the place of each table."""
    blocks: list[Block] = []
    for block in lay_out(made):
        blocks += [block] if isinstance(block, Text) else swap(block)
    return blocks


def short_label(row: list[str]) -> str:
    """The innermost label of a row of section 三."""
    return next((text for text in reversed(row[:3]) if text), "")


def labelled_rows(table: Table) -> list[tuple[tuple[str, ...], list[str]]]:
    """The rows of section 三: labels from the outermost inward, those that hang down included, and the figures."""
    rows = []
    for y, places in enumerate(table.grid()[3:], 3):
        labels: list[str] = []
        for box in places[:3]:
            if box is not None and box.text not in labels:
                labels.append(box.text)
        rows.append((tuple(labels), rows_of(table)[y][3:]))
    return rows


REVIEW_NAMES = {
    "reconsideration": "行政复议",
    "litigation_direct": "行政诉讼（未经复议直接起诉）",
    "litigation_after_review": "行政诉讼（复议后起诉）",
}


def review_rows(made: Made) -> list[tuple[str, list[tuple[str, str]]]]:
    """Section 四 as three rows: name, and (heading, figure) for each column."""
    return [(REVIEW_NAMES[row.item], headed(made, row)) for row in made.form.table_rows("review_litigation")]


def headed(made: Made, row: Row) -> list[tuple[str, str]]:
    """(heading, figure) for each cell of a row."""
    edition = made.form.edition_of(row.table)
    return [(column_label(cell, edition), made.printed[cell]) for cell in made.form.row_cells(row)]


def group_sum(made: Made, group: str, column: str) -> str:
    """What a group's own row would print in a column: the sum of its rows."""
    rows = (row for row in made.form.table_rows("applications") if row.group == group)
    return render(sum((made.figures[Cell(row.table, row.item, column)] for row in rows), Decimal(0)))
