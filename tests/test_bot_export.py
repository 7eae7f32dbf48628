"""An export opens right in a spreadsheet, with every figure beside its source."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from bot.export import harmless, to_csv, to_xlsx

YEARS = ((2022, 3), (2023, 5))
ANSWER = {
    "question": "甲市教育局2022年和2023年收到多少件申请",
    "language": "zh",
    "kind": "comparison",
    "text": "2023年多2件。",
    "figures": [
        {"agency": "甲市教育局", "year": year, "measure": "applications/new/total", "value": value, "unit": "件"}
        | {"citations": [n]}
        for n, (year, value) in enumerate(YEARS)
    ],
    "citations": [
        {"agency": "甲市教育局", "year": year, "file": f"{year}.pdf", "section": "三、", "quote": "=cmd()", "url": ""}
        | {"locator": {"page": 2, "text": "一、本年新收"}}
        for year, _ in YEARS
    ],
    "notes": [],
}


def test_csv_has_a_row_a_figure_and_the_question() -> None:
    raw = to_csv(ANSWER)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [(row[0], row[1], row[3], row[5]) for row in rows[1:3]] == [
        ("甲市教育局", "2022", "3", "2022.pdf"),
        ("甲市教育局", "2023", "5", "2023.pdf"),
    ]
    assert rows[-1][0] == ANSWER["question"]


def test_xlsx_has_numbers_as_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(ANSWER)))
    assert [row[3] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [3, 5]
    assert book.worksheets[1]["A1"].value == ANSWER["question"]


@pytest.mark.parametrize(("text", "kept"), [("=1+1", "'=1+1"), ("-6", "-6"), ("-", "-"), ("@x", "'@x"), (5, 5)])
def test_a_formula_in_a_report_stays_text(text: object, kept: object) -> None:
    assert harmless(text) == kept
