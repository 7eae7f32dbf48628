"""The net under the reading: figures that the form's own arithmetic speaks against are unread, and never wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from ingest.document import Box, Document, Table, Text
from ingest.extract.doubts import doubt_guesses, doubt_misreads
from ingest.extract.readings import Reading
from ingest.extract.tables import read_tables
from report.facts import Status
from report.form import APPLICANTS, Cell, form
from tests.maker.bodies import CITY_EDUCATION
from tests.maker.made import make
from tests.maker.pages import make_document

FORM = form("2021")


def readings(*, exact: bool = True) -> dict[Cell, Reading]:
    """A filled form as it was read, every sum holding."""
    made = make(CITY_EDUCATION, 2023, 5)
    return {
        cell: Reading(cell, made.figures[cell], made.printed[cell], Status.READ, exact=exact)
        for cell in made.form.cells
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_recognised_figure_that_breaks_its_row_and_its_column_is_unread(seed: int) -> None:
    read = readings()
    cell = Random(seed).choice([c for c in read if c.table == "applications" and c.column in APPLICANTS])
    value = read[cell].value
    assert value is not None
    doubted = doubt_misreads(read | {cell: replace(read[cell], value=value + 6)}, FORM)
    assert (doubted[cell].value, doubted[cell].status) == (None, Status.UNREAD)
    assert [c for c in read if c != cell and doubted[c] != read[c]] == []


def test_what_the_sums_bear_out_is_left_alone() -> None:
    read = readings()
    assert doubt_misreads(read, FORM) == read
    assert doubt_guesses(read, {}, FORM) == read


def shifted(read: dict[Cell, Reading]) -> dict[Cell, Reading]:
    """Every row of section 三 one column to the left, as columns guessed wrongly have it."""
    columns = (*APPLICANTS, "total")
    return {
        cell: replace(read[Cell(cell.table, cell.item, columns[(columns.index(cell.column) + 1) % 7])], cell=cell)
        if cell.table == "applications"
        else reading
        for cell, reading in read.items()
    }


def test_a_table_whose_columns_were_guessed_and_whose_sums_break_is_unread() -> None:
    doubted = doubt_guesses(shifted(readings(exact=False)), {}, FORM)
    assert {r.status for cell, r in doubted.items() if cell.table == "applications"} == {Status.UNREAD}
    assert {r.status for cell, r in doubted.items() if cell.table == "disclosure"} == {Status.READ}


def test_a_ruled_table_or_a_second_reading_that_agrees_stands_against_the_sums() -> None:
    ruled, guessed = shifted(readings()), shifted(readings(exact=False))
    assert doubt_guesses(ruled, {}, FORM) == ruled  # a report that breaks its own sums
    assert doubt_guesses(guessed, ruled, FORM) == guessed


@pytest.mark.parametrize("digit", ["8", "O", "l"])
def test_a_recognised_document_whose_figure_misreads_is_unread_not_wrong(digit: str) -> None:
    made = make(CITY_EDUCATION, 2023, 5)
    meant = Cell("applications", "granted", "natural_person")
    document = make_document(made)
    blocks = tuple(
        replace(block, exact=False, boxes=tuple(_misread(box, made.printed[meant], digit) for box in block.boxes))
        if isinstance(block, Table) and block.number == 2
        else block
        for block in document.blocks
    )
    tables = read_tables(Document("scan.png", "image", blocks, recognised=True))
    reading = tables.readings[meant]
    assert reading.value is None or reading.value == made.figures[meant]
    assert reading.status is Status.UNREAD
    wrong = [c for c, r in tables.readings.items() if r.value is not None and r.value != made.value(c)]
    assert wrong == []


def _misread(box: Box, printed: str, digit: str) -> Box:
    """The figure of 予以公开 by natural persons with its first digit recognised as another."""
    return replace(box, text=digit + printed[1:]) if (box.row, box.column) == (5, 3) else box


def test_two_readings_of_one_page_and_only_one_of_them_blank() -> None:
    head = Text("三、收到和处理政府信息公开申请情况")
    texts = ["（七）总计", *[""] * 7]
    first = Table(tuple(Box(text, 0, at) for at, text in enumerate(texts)), 1)
    second = Text("（七）总计 0 0 0 0 0 0 0")
    tables = read_tables(Document("a.pdf", "pdf", (head, first), alternative=(head, second)))
    assert tables.readings[Cell("applications", "concluded", "total")].value is None  # zeros keep any sum


def test_the_figure_meant_is_the_one_that_was_made() -> None:
    made = make(CITY_EDUCATION, 2023, 5)
    table = next(block for block in make_document(made).blocks if isinstance(block, Table) and block.number == 2)
    box = next(box for box in table.boxes if (box.row, box.column) == (5, 3))
    assert Decimal(box.text) == made.figures[Cell("applications", "granted", "natural_person")]
