"""The sheet of figures: what is written to be filled in, and what comes back of it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from report.form import Cell, form
from retrieval.drafting.errors import NoFigures, UnusableFigures
from retrieval.drafting.sheet import read_figures, template_rows, write_template
from tests.test_retrieval_drafting_draft import last_year

NEW = Cell.parse("applications/new/total")
FEES = Cell.parse("disclosure/fees/amount")


def sheet(tmp_path: Path, rows: list[list[object]], name: str = "f.csv", head: list[object] | None = None) -> Path:
    """A file with these rows of key and figure."""
    lines = [head or ["键", "2026年（请填写）"], *rows]
    path = tmp_path / name
    if path.suffix == ".xlsx":
        book = Workbook()
        assert book.active is not None
        for line in lines:
            book.active.append(line)
        book.save(path)
    else:
        out = io.StringIO()
        csv.writer(out).writerows(lines)
        path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_the_sheet_has_a_row_a_cell_with_last_years_figure_and_comes_back_empty(tmp_path: Path, name: str) -> None:
    before = last_year({"applications/new/total": 7})
    write_template(tmp_path / name, 2026, before)
    assert read_figures(tmp_path / name, 2026) == {}
    rows = template_rows(2026, before)
    assert [row[3] for row in rows[1:]] == [cell.key for cell in form("2021").cells]
    assert next(row[4] for row in rows if row[3] == NEW.key) == 7
    assert "留空即取2025年报告的结转数" in {row[6] for row in rows}


def test_a_filled_sheet_comes_back_as_filled(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, 2026)
    book = load_workbook(path)
    filled = {}
    for number, (*_, key, _, box, _) in enumerate(book.worksheets[0].iter_rows(min_row=2), 2):
        if number % 3:
            box.value = number - 2
            filled[str(key.value)] = number - 2
    book.save(path)
    assert {cell.key: given.value for cell, given in read_figures(path, 2026).items()} == filled


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("1,204", 1204), ("０", 0), ("12件", 12), (" 3 ", 3), ("", None), ("/", None), ("无", None)],
)
def test_a_blank_stays_unknown_and_zero_is_zero(tmp_path: Path, written: str, value: int | None) -> None:
    found = read_figures(sheet(tmp_path, [[NEW.key, written]]), 2026)
    assert (found[NEW].value if NEW in found else None) == value


@pytest.mark.parametrize(
    ("written", "value"), [("25.1", "25.1"), ("251000元", "25.1"), ("1亿元", "10000"), ("0.00", "0")]
)
def test_money_is_in_ten_thousand_yuan(tmp_path: Path, written: str, value: str) -> None:
    assert read_figures(sheet(tmp_path, [[FEES.key, written]]), 2026)[FEES].value == Decimal(value)


def test_a_number_of_a_spreadsheet_is_read_as_it_shows(tmp_path: Path) -> None:
    path = sheet(tmp_path, [[NEW.key, 12.0], [FEES.key, 0.1 + 0.2]], "f.xlsx")
    found = read_figures(path, 2026)
    assert (found[NEW].value, found[FEES].value) == (12, Decimal("0.3"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["applications/news/total", "1"], "第2行：“applications/news/total”不是2021年版格式的栏目键。"),
        (["applications/other/total", "1"], "第2行：“applications/other/total”不是2021年版格式的栏目键。"),
        (["", "5"], "第2行：填了数，却没有栏目键。"),
        ([NEW.key, "十几件"], "第2行：“十几件”不是数字（applications/new/total）。"),
        ([NEW.key, "-3"], "第2行：“-3”是负数（applications/new/total）。"),
        ([NEW.key, "2.5"], "第2行：“2.5”不是整数（applications/new/total）。"),
        ([NEW.key, "=A1+1"], "第2行：“=A1+1”公式还没有算出结果，请先在表格软件里保存（applications/new/total）。"),
    ],
)
def test_what_cannot_be_used_is_told_by_its_row(tmp_path: Path, row: list[object], told: str) -> None:
    with pytest.raises(UnusableFigures, match="有 1 处要先改") as error:
        read_figures(sheet(tmp_path, [row]), 2026)
    assert told in str(error.value)


def test_the_same_cell_twice_is_told_with_both_rows_and_every_fault_at_once(tmp_path: Path) -> None:
    rows: list[list[object]] = [[NEW.key, "1"], [FEES.key, "x"], [NEW.key, "1"]]
    with pytest.raises(UnusableFigures) as error:
        read_figures(sheet(tmp_path, rows), 2026)
    assert "第4行：与第2行是同一栏（applications/new/total），请只留一行。" in str(error.value)
    assert "第3行" in str(error.value)
    assert "Row 4" in error.value.render("en")


def test_a_sheet_of_another_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoFigures, match="这是2025年的表"):
        read_figures(sheet(tmp_path, [], head=["键", "2025年（请填写）"]), 2026)


def test_a_table_without_keys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoFigures, match="找不到“键”"):
        read_figures(sheet(tmp_path, [["新收", "12"]], head=["名称", "数"]), 2026)


@pytest.mark.parametrize("name", ["f.xlsx", "f.csv", "f.pdf"])
def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x00\xff\xfe not a sheet")
    with pytest.raises(NoFigures):
        read_figures(tmp_path / name, 2026)


def test_a_sheet_in_the_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(f"键,2026年（请填写）\n{NEW.key},12\n".encode("gb18030"))
    assert read_figures(path, 2026)[NEW].value == 12
