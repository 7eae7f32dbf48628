"""Figures in a spreadsheet: a row a cell of the form, last year's figure beside the one to be filled in.

The key decides which cell a row is; a blank stays unknown, and 0 is 0. What cannot be used is told row by row, and then
nothing of the file is taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from report.facts import Report
from report.form import Cell, Form, column_label, edition_for, form, row_label, section_title, unit
from report.numbers import NotAFigure, read_figure, render
from retrieval.drafting.draft import Given
from retrieval.drafting.errors import CannotWrite, NoFigures, UnusableFigures

SUFFIXES = (".xlsx", ".csv")
_KEYS = ("键", "栏目键", "key", "cell")
_VALUES = ("本年数", "数值", "value")
_FILL = "（请填写）"
_WIDTHS = (36, 46, 26, 44, 16, 20, 40)


def template_rows(year: int, previous: Report | None = None) -> list[list[object]]:
    """The sheet to be filled in: a header, then a row for every cell in the form's order."""
    of = form(edition_for(year))
    before = previous if previous is not None and previous.year == year - 1 else None
    last = {fact.cell: fact.value for fact in before.facts} if before is not None else {}
    rows: list[list[object]] = [["部分", "行", "栏", "键", f"{year - 1}年", f"{year}年{_FILL}", "说明"]]
    for cell in of.cells:
        number = {"disclosure": 2, "applications": 3, "review_litigation": 4}[cell.table]
        figure = last.get(cell)
        rows.append(
            [
                section_title(number),
                _row_name(cell, of),
                column_label(cell),
                cell.key,
                "" if figure is None else _plain(figure),
                "",
                _hint(cell, before),
            ]
        )
    return rows


def _row_name(cell: Cell, of: Form) -> str:
    row = next(row for row in of.table_rows(cell.table) if row.item == cell.item)
    group = row_label(Cell(cell.table, row.group, "total")) if row.group else ""
    return f"{group} {row.printed(of.edition)}".strip()


def _hint(cell: Cell, before: Report | None) -> str:
    if (cell.item, cell.table) == ("carried_in", "applications") and before is not None:
        return f"留空即取{before.year}年报告的结转数"
    if cell.column == "in_force" and before is not None:
        return f"留空即按{before.year}年现行有效＋本年制发－本年废止计算"
    if cell.column == "total" or (cell.item == "concluded" and cell.table == "applications"):
        return "各项填齐后自动求和"
    return "单位：万元" if unit(cell) == "万元" else ""


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def write_template(path: Path, year: int, previous: Report | None = None) -> None:
    """The sheet to be filled in, as XLSX or CSV by the file's ending."""
    _of_suffix(path)
    rows = template_rows(year, previous)
    try:
        path.write_bytes(_csv_bytes(rows) if path.suffix.lower() == ".csv" else _xlsx_bytes(rows))
    except OSError as error:
        raise CannotWrite(path=path) from error


def _csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数据"
    for row in rows:
        sheet.append(list(row))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for box in sheet[1]:
        box.font = Font(bold=True)
    for (box,) in sheet.iter_rows(min_row=2, min_col=6, max_col=6):
        box.fill = PatternFill("solid", fgColor="FFF2CC")
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


# -- a filled sheet


def read_figures(path: Path, year: int) -> dict[Cell, Given]:
    """The figures of a filled sheet, each with the row that gives it; raises `UnusableFigures` naming the rows."""
    _of_suffix(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoFigures(name=path.name, why="文件打不开", why_en="the file cannot be opened") from error
    rows = _csv_rows(content, path.name) if path.suffix.lower() == ".csv" else _xlsx_rows(content, path.name)
    return _Sheet(path.name, year).read(rows)


def _of_suffix(path: Path) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise NoFigures(name=path.name, why="要 XLSX 或 CSV 文件", why_en="an XLSX or CSV file is wanted")


def _csv_rows(content: bytes, name: str) -> list[list[object]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
        except csv.Error:
            break
    raise NoFigures(name=name, why="不是文字表格", why_en="it is no text")


def _xlsx_rows(content: bytes, name: str) -> list[list[object]]:
    """The first sheet; a formula that was never calculated stands as its own text."""
    from openpyxl import load_workbook

    try:
        values = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
        formulas = load_workbook(io.BytesIO(content)).worksheets[0]
        pairs = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
        return [[value if value is not None else written for value, written in zip_longest(*pair)] for pair in pairs]
    except (BadZipFile, OSError, KeyError, ValueError, IndexError, TypeError) as error:
        raise NoFigures(name=name, why="文件打不开", why_en="the file cannot be opened") from error


class _Sheet:
    """Reads the rows of one file and collects what is wrong with them."""

    def __init__(self, name: str, year: int) -> None:
        self.name = name
        self.form = form(edition_for(year))
        self.year = year
        self.wrong: list[tuple[str, str]] = []

    def read(self, rows: Sequence[Sequence[object]]) -> dict[Cell, Given]:
        """Every figure of the sheet."""
        start, key_at, value_at = self._header(rows)
        found: dict[Cell, Given] = {}
        rows_of: dict[Cell, int] = {}
        for number, row in enumerate(rows[start + 1 :], start + 2):
            key, written = _at(row, key_at), row[value_at] if value_at < len(row) else None
            if not key and not _text(written):
                continue
            cell = self._cell(key, number)
            if cell is None:
                continue
            if cell in rows_of:
                self._tell(
                    number,
                    f"与第{rows_of[cell]}行是同一栏（{key}），请只留一行",
                    f"the same cell as row {rows_of[cell]} ({key}); keep one",
                )
                continue
            rows_of[cell] = number
            value = self._figure(cell, written, number)
            if value is not None:
                found[cell] = Given(value, f"{self.name} 第{number}行")
        if self.wrong:
            raise UnusableFigures(
                name=self.name,
                count=len(self.wrong),
                rows="\n".join(zh for zh, _ in self.wrong),
                rows_en="\n".join(en for _, en in self.wrong),
            )
        return found

    def _header(self, rows: Sequence[Sequence[object]]) -> tuple[int, int, int]:
        for number, row in enumerate(rows[:20]):
            heads = [_text(box) for box in row]
            keys = [at for at, head in enumerate(heads) if head.lower() in _KEYS]
            values = [at for at, head in enumerate(heads) if _FILL in head or "请填写" in head]
            values = values or [at for at, head in enumerate(heads) if head.lower() in (*_VALUES, f"{self.year}年")]
            if keys and values:
                self._right_year(heads[values[0]])
                return number, keys[0], values[0]
        raise NoFigures(
            name=self.name,
            why=f"找不到“键”和“{self.year}年{_FILL}”两列",
            why_en="it has no columns for the key and for this year's figure",
        )

    def _right_year(self, head: str) -> None:
        years = [word for word in head.replace("年", " ").split() if word[:4].isdigit()]
        if years and years[0][:4] != str(self.year):
            raise NoFigures(
                name=self.name,
                why=f"这是{years[0][:4]}年的表，要起草的是{self.year}年",
                why_en=f"it is for {years[0][:4]}, the draft for {self.year}",
            )

    def _cell(self, key: str, number: int) -> Cell | None:
        try:
            cell = Cell.parse(key)
        except ValueError:
            cell = None
        if cell is None or cell not in self.form.cells:
            said = f"“{key}”不是{self.form.edition}年版格式的栏目键" if key else "填了数，却没有栏目键"
            self._tell(number, said, f"“{key}” is no key of the form" if key else "a figure without a key")
            return None
        return cell

    def _figure(self, cell: Cell, written: object, number: int) -> Decimal | None:
        printed = _text(written)
        try:
            if isinstance(written, bool) or printed.startswith("="):
                raise NotAFigure(printed)
            value = read_figure(printed, "万元" if unit(cell) == "万元" else "")
        except NotAFigure:
            why = "公式还没有算出结果，请先在表格软件里保存" if printed.startswith("=") else "不是数字"
            self._tell(number, f"“{printed}”{why}（{cell.key}）", f"“{printed}” is no figure ({cell.key})")
            return None
        if value is not None and value < 0:
            self._tell(number, f"“{printed}”是负数（{cell.key}）", f"“{printed}” is negative ({cell.key})")
            return None
        if value is not None and unit(cell) == "件" and value != value.to_integral_value():
            self._tell(number, f"“{printed}”不是整数（{cell.key}）", f"“{printed}” is not a whole number ({cell.key})")
            return None
        return value

    def _tell(self, row: int, zh: str, en: str) -> None:
        self.wrong.append((f"第{row}行：{zh}。", f"Row {row}: {en}."))


def _at(row: Sequence[object], place: int) -> str:
    return _text(row[place]) if place < len(row) else ""


def _text(written: Any) -> str:
    """A box as it would be typed: 12.0 of a spreadsheet is 12."""
    if isinstance(written, int | float | Decimal) and not isinstance(written, bool):
        return render(written)
    return "" if written is None else str(written).strip()
