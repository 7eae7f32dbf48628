"""What is told as blank, and what is not: no figure near an empty row may be left over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Block, Box, Document, Table, Text
from ingest.extract import document_to_report
from ingest.extract.emptiness import holds_figure
from ingest.readers import bytes_to_document
from report.facts import Fact, Status
from report.form import Cell
from tests.maker import bodies
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.variants import headed, is_figure_row
from tests.maker.write.text import rows_of

MADE = make(bodies.CITY_EDUCATION, 2024, 11)
Rows = list[list[str]]
Swap = Callable[[Made, Table], Rows]


def table_of(rows: Rows) -> Table:
    return Table(tuple(Box(text, y, x) for y, row in enumerate(rows) for x, text in enumerate(row)), 1)


def facts_of(made: Made, swap: Swap, width: int) -> dict[Cell, Fact]:
    """What is read where the table of that width is printed otherwise."""
    blocks: list[Block] = [
        table_of(swap(made, block)) if isinstance(block, Table) and block.width == width else block
        for block in lay_out(made)
    ]
    return {fact.cell: fact for fact in document_to_report(Document("made.html", "html", tuple(blocks))).facts}


def labels(table: Table, row: list[str]) -> str:
    return next((text for text in reversed(row[: {10: 3, 4: 1}[table.width]]) if text), "")


def over_each_other(made: Made, table: Table) -> Rows:
    """A label in a row of boxes of its own, its figures in the next."""
    start = {10: 3, 4: 1}[table.width]
    found: Rows = []
    for at, row in enumerate(rows_of(table)):
        if is_figure_row(table, at):
            found += [[labels(table, row), *[""] * (table.width - start - 1)], row[start:]]
        else:
            found.append(row)
    return found


def numbered(made: Made, table: Table) -> Rows:
    """The number of each row behind its label, and of each column under its head."""
    if table.width == 15:
        rows = rows_of(table)
        return [*rows[:3], [str(at + 1) for at in range(15)], *rows[3:]]
    start, number, found = {10: 3, 4: 1}[table.width], 0, []
    for at, row in enumerate(rows_of(table)):
        number += is_figure_row(table, at)
        found.append([labels(table, row), str(number) if is_figure_row(table, at) else "行次", *row[start:]])
    return found


def run_together(made: Made, table: Table) -> Rows:
    """All rows of section 三 below the heads in one row, a line of each box for each."""
    rows = rows_of(table)
    filled = [[labels(table, row), *row[3:]] for row in rows[3:]]
    return [*([row[2], *row[3:]] for row in rows[:3]), ["\n".join(column) for column in zip(*filled, strict=True)]]


@pytest.mark.parametrize(
    ("swap", "width"),
    [(over_each_other, 4), (over_each_other, 10), (numbered, 4), (numbered, 10), (numbered, 15), (run_together, 10)],
)
def test_what_a_person_can_read_is_read(swap: Swap, width: int) -> None:
    facts = facts_of(MADE, swap, width)
    assert {cell: facts[cell].value for cell in MADE.printed} == {cell: MADE.value(cell) for cell in MADE.printed}


def in_words(made: Made, table: Table) -> Rows:
    return [
        [row.printed(made.edition) + "如下", *(f"{head}共{text}件（不含转办）" for head, text in headed(made, row))]
        for row in made.form.table_rows("disclosure")
    ]


def on_its_side(made: Made, table: Table) -> Rows:
    """Section 二 with its rows as columns."""
    rows = made.form.table_rows("disclosure")
    heads = dict.fromkeys(head for row in rows for head, _ in headed(made, row))
    first = ["信息内容", *(row.printed(made.edition) for row in rows)]
    return [first, *([head, *(dict(headed(made, row)).get(head, "") for row in rows)] for head in heads)]


@pytest.mark.parametrize("swap", [in_words, on_its_side])
def test_a_printed_figure_is_never_told_as_blank(swap: Swap) -> None:
    facts = facts_of(MADE, swap, 4)
    told = [facts[cell] for cell in MADE.printed if cell.table == "disclosure" and cell in facts]
    assert not [fact for fact in told if fact.status is Status.BLANK and MADE.value(fact.cell) is not None]
    assert all(fact.value in (None, MADE.value(fact.cell)) for fact in told)


def test_two_rows_of_section_four_without_a_year_are_unread() -> None:
    def twice(made: Made, table: Table) -> Rows:
        rows = rows_of(table)
        return [*rows, [str(int(text or 0) + 1) if text.isdigit() else text for text in rows[3]]]

    facts = facts_of(MADE, twice, 15)
    assert {facts[cell].status for cell in MADE.printed if cell.table == "review_litigation"} == {Status.UNREAD}


@pytest.mark.parametrize(
    ("label", "holds"),
    [
        ("1.属于国家秘密", False),
        ("2024年", False),
        ("第二十条第（5）项", False),
        ("3 重复申请", False),
        ("1.", False),
        ("行政许可：5", True),
        ("本年制发件数12件", True),
        ("20，本年增/减", True),
    ],
)
def test_holds_figure(label: str, holds: bool) -> None:
    assert holds_figure(label) is holds


@pytest.mark.parametrize("width", [40, 60])
def test_a_text_cut_at_one_width_is_read_as_it_was(width: int) -> None:
    lines: list[str] = []
    for block in lay_out(MADE):
        rows = [block.text] if isinstance(block, Text) else ["\t".join(row) for row in rows_of(block)]
        lines += [row[at : at + width] for row in rows for at in range(0, len(row), width)]
    document = bytes_to_document("\n".join(lines).encode(), "cut.txt", ".txt")
    facts = {fact.cell: fact for fact in document_to_report(document).facts}
    wrong = [cell for cell in MADE.printed if facts[cell].value not in (None, MADE.value(cell))]
    assert not wrong
    assert sum(facts[cell].value == MADE.value(cell) for cell in MADE.printed) >= 0.9 * len(MADE.printed)


def in_numbered_boxes(made: Made, table: Table) -> Rows:
    """Each figure behind the number of its box."""
    start, number, found = {10: 3, 4: 1}[table.width], 0, []
    for at, row in enumerate(rows_of(table)):
        if not is_figure_row(table, at):
            found.append(row)
            continue
        cells = [f"{number + place} {text}" for place, text in enumerate(row[start:], 1)]
        number += len(cells)
        found.append([*[""] * (start - 1), labels(table, row), *cells])
    return found


def by_article_on_its_side(made: Made, table: Table) -> Rows:
    """A small table for each article of section 二, its rows as columns."""
    found: Rows = []
    for article in dict.fromkeys(row.article for row in made.form.table_rows("disclosure")):
        rows = [row for row in made.form.table_rows("disclosure") if row.article == article]
        columns = [headed(made, row) for row in rows]
        found.append(["信息内容", *(row.printed(made.edition) for row in rows)])
        found += [[columns[0][at][0], *(each[at][1] for each in columns)] for at in range(len(columns[0]))]
    return [[*row, *[""] * (4 - len(row))] for row in found]


@pytest.mark.parametrize(("swap", "width"), [(in_numbered_boxes, 10), (by_article_on_its_side, 4), (on_its_side, 4)])
def test_what_is_numbered_or_on_its_side_is_read(swap: Swap, width: int) -> None:
    facts = facts_of(MADE, swap, width)
    assert {cell: facts[cell].value for cell in MADE.printed} == {cell: MADE.value(cell) for cell in MADE.printed}
