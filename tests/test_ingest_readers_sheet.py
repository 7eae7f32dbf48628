"""Workbooks, archives, pages in one file, and old Word."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ingest.document import Document, Text
from ingest.readers import bytes_to_document
from ingest.readers.cells import print_number
from ingest.readers.grid import printed_rows
from ingest.readers.old_word import find_office
from report.errors import MissingTool, UnreadableFile
from report.numbers import read_figure


def book(*rows: list[object], merged: str = "", hidden: bool = False) -> Document:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    if hidden:
        workbook.create_sheet("旧").append(["旧", 1])
        workbook["旧"].sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    return bytes_to_document(stream.getvalue(), "a.xlsx", ".xlsx")


def test_prose_is_text_and_the_rest_a_table() -> None:
    document = book(
        ["溪口市统计局2023年政府信息公开工作年度报告"],
        ["二、主动公开政府信息情况"],
        ["规章", None, 3],
        ["许可", "甲", 57.3],
        ["五、存在的主要问题及改进情况"],
        merged="A3:B3",
        hidden=True,
    )
    assert [block.text for block in document.blocks if isinstance(block, Text)] == [
        "溪口市统计局2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
    ]
    assert [list(printed_rows(table)) for table in document.tables()] == [[["规章", "", "3"], ["许可", "甲", "57.3"]]]


def test_a_label_alone_stays_in_its_table() -> None:
    (table,) = book(["项目", "件数"], ["一、本年新收", None], ["二、上年结转", 0]).tables()
    assert list(printed_rows(table)) == [["项目", "件数"], ["一、本年新收", ""], ["二、上年结转", "0"]]


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [(3.0, "", "3"), (57.300000000000004, "", "57.3"), (0.125, "0.0%", "12.5%"), (45292, "yyyy/m/d", "2024年1月1日")],
)
def test_print_number(value: float, form: str, printed: str) -> None:
    assert print_number(value, form) == printed


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        bytes_to_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 50, "a.xls", ".xls")


def test_a_page_saved_in_one_file() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n"
    data += b"Content-Transfer-Encoding: base64\r\n\r\nPHA+5q2j5paHPC9wPg==\r\n--B--\r\n"
    document = bytes_to_document(data, "a.doc", ".doc")
    assert [text.text for text in document.texts()] == ["正文"]


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


def test_old_word_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.old_word.find_office", lambda: None)
    with pytest.raises(MissingTool, match="LibreOffice"):
        bytes_to_document(OLD, "a.doc", ".doc")


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer")
def test_rtf_through_libreoffice() -> None:
    document = bytes_to_document(rb"{\rtf1\ansi\uc1 \u27491?\u25991? 12\par}", "a.rtf", ".rtf")
    assert [text.text for text in document.texts()] == ["正文 12"]


def test_raised_digits_struck_runs_and_hidden_columns_are_no_part_of_a_figure() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    small, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    noted, changed = CellRichText("12", TextBlock(small, "2")), CellRichText(TextBlock(struck, "7"), "9")
    sheet.append(["规章", 57, noted, changed])
    sheet.append(["行政许可", 57, 3, 4])
    sheet.column_dimensions["B"].hidden = True
    stream = io.BytesIO()
    workbook.save(stream)
    (table,) = bytes_to_document(stream.getvalue(), "a.xlsx", ".xlsx").tables()
    first = next(iter(printed_rows(table)))
    assert [text for text in first if text] == ["规章", "12²", "9"]
    assert read_figure("12²") == 12
