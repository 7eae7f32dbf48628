"""Cells out of tables, however they are printed: right, or honestly missing."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Box, Document, Table, Text
from ingest.extract.tables import Tables, read_tables
from report.facts import Status
from report.form import Cell
from report.numbers import read_figure
from tests.printed_forms import WAYS, Filled, Way, print_form

# Ways of printing in which blanks leave no trace: there a cell may stay unread.
LOSING = {"bare_lines", "bare_lines_pages", "words", "one_paragraph", "aligned"}


def wrong_cells(tables: Tables, filled: Filled) -> list[str]:
    """Cells whose figure is not the printed one."""
    wrong = []
    for cell, reading in tables.readings.items():
        if reading.value is not None and reading.value != read_figure(filled.get(cell, "")):
            wrong.append(f"{cell}: {reading.value} for {filled.get(cell)!r}")
    return wrong


def missing_cells(tables: Tables, filled: Filled) -> list[str]:
    """Cells whose printed figure was not read."""
    return [
        f"{cell} {text}"
        for cell, text in filled.items()
        if read_figure(text) is not None and (cell not in tables.readings or tables.readings[cell].value is None)
    ]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10**6), broken=st.booleans(), scale=st.sampled_from([3, 30, 400]))
def test_every_figure_of_a_filled_form(way: Way, seed: int, broken: bool, scale: int) -> None:
    document, filled, edition, applications = print_form(way, Random(seed), broken=broken, scale=scale)
    tables = read_tables(document)
    assert (tables.edition, tables.applications_edition) == (edition, applications)
    assert not wrong_cells(tables, filled)
    allowed = 25 if way.__name__ in {"bare_lines_pages", "torn_rows", "lost_labels"} else 0
    assert len(missing_cells(tables, filled)) <= allowed


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10**6), zero=st.sampled_from(["", "/", "—", "无"]), damage=st.sampled_from([0.0, 0.06]))
def test_blanks_and_damaged_labels_make_no_figure_wrong(way: Way, seed: int, zero: str, damage: float) -> None:
    document, filled, _, _ = print_form(way, Random(seed), zero=zero, damage=damage)
    assert not wrong_cells(read_tables(document), filled)


def lines(*texts: str) -> Document:
    return Document("a.txt", "text", tuple(Text(text) for text in texts))


def test_a_blank_is_not_a_zero_and_keeps_its_mark() -> None:
    tables = read_tables(
        lines("二、主动公开政府信息情况", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t/\t\t0")
    )
    issued, repealed, in_force = (
        tables.readings[Cell("disclosure", "regulations", c)] for c in ("issued", "repealed", "in_force")
    )
    assert (issued.value, issued.status, issued.printed) == (None, Status.BLANK, "/")
    assert (repealed.value, repealed.status, repealed.printed) == (None, Status.BLANK, "")
    assert (in_force.value, in_force.status) == (0, Status.READ)


def test_units_and_remarks_stand_beside_the_figure() -> None:
    tables = read_tables(
        lines(
            "二、主动公开政府信息情况",
            "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量",
            "规范性文件\t22（其中修订16件）\t3件\t55",
            "信息内容\t采购项目数量\t采购总金额",
            "政府集中采购\t4\t251000元",
        )
    )
    assert tables.readings[Cell("disclosure", "normative_documents", "made")].value == 22
    assert tables.readings[Cell("disclosure", "normative_documents", "published")].value == 3
    assert tables.readings[Cell("disclosure", "procurement", "amount")].value == Decimal("25.1")


@pytest.mark.parametrize(("head", "value"), [("（单位：元）", "22.04"), ("（万元）", "220400"), ("", "220400")])
def test_procurement_takes_its_unit_from_the_header(head: str, value: str) -> None:
    document = lines("信息内容\t采购项目数量\t采购总金额" + head, "政府集中采购\t4\t220400")
    reading = read_tables(document).readings[Cell("disclosure", "procurement", "amount")]
    assert reading.value == Decimal(value)
    assert bool(reading.reason) == (not head)


def test_two_figures_for_three_columns_are_not_guessed() -> None:
    tables = read_tables(
        lines(
            "二、主动公开政府信息情况", "信息内容 本年新制作数量 本年新公开数量 对外公开总数量", "规范性文件 106 2939"
        )
    )
    readings = [r for cell, r in tables.readings.items() if cell.item == "normative_documents"]
    assert [r.status for r in readings] == [Status.UNREAD] * 3
    assert all(r.reason for r in readings)


def test_other_handling_is_a_row_or_a_group() -> None:
    whole = lines("三、收到和处理政府信息公开申请情况", "（六）其他处理 2 0 0 0 0 0 2", "（七）总计 2 0 0 0 0 0 2")
    assert read_tables(whole).readings[Cell("applications", "other", "total")].value == 2
    parts = lines(
        "三、收到和处理政府信息公开申请情况",
        "（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 2 0 0 0 0 0 2",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 0 0 0 0 0 0 0",
        "3.其他 1 0 0 0 0 0 1",
        "（七）总计 3 0 0 0 0 0 3",
    )
    tables = read_tables(parts)
    assert Cell("applications", "other", "total") not in tables.readings
    assert tables.readings[Cell("applications", "other.uncorrected", "total")].value == 2
    assert tables.readings[Cell("applications", "other.other", "total")].value == 1
    assert tables.readings[Cell("applications", "concluded", "total")].value == 3


def test_a_label_in_the_place_of_a_figure_is_unread() -> None:
    boxes = [Box("信息内容", 0, 0), Box("本年处理决定数量", 0, 1), Box("行政处罚", 1, 0), Box("行政处罚", 1, 1)]
    document = Document("a.md", "markdown", (Text("二、主动公开政府信息情况"), Table(tuple(boxes), 1)))
    reading = read_tables(document).readings[Cell("disclosure", "penalties", "decisions")]
    assert (reading.value, reading.status) == (None, Status.UNREAD)


def test_a_second_reading_fills_what_the_first_lost() -> None:
    head = Text("三、收到和处理政府信息公开申请情况")
    first = (head, Text("一、本年新收政府信息公开申请数量 3 3"), Text("（七）总计 3 0 0 0 0 0 3"))
    second = (head, Text("一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3"), Text("（七）总计 3 0 0 0 0 0 3"))
    tables = read_tables(Document("a.pdf", "pdf", first, alternative=second))
    assert tables.readings[Cell("applications", "new", "natural_person")].value == 3


def test_readings_that_differ_are_decided_by_the_sums() -> None:
    head = Text("三、收到和处理政府信息公开申请情况")
    first = (head, Text("一、本年新收政府信息公开申请数量 8 1 0 0 0 0 4"))
    second = (head, Text("一、本年新收政府信息公开申请数量 3 1 0 0 0 0 4"))
    tables = read_tables(Document("a.pdf", "pdf", first, alternative=second))
    assert tables.readings[Cell("applications", "new", "natural_person")].value == 3
