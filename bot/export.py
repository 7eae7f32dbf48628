"""What was just answered, as a file: CSV that spreadsheets open right, and XLSX with the same rows.

Every figure stands beside its source, and the question beside them, so that whoever gets the file can ask again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

HEADS = {
    "zh": ("机关", "年度", "指标", "数值", "单位", "出处文件", "部分", "页", "行", "原文", "发布地址"),
    "en": ("Body", "Year", "Measure", "Value", "Unit", "File", "Section", "Page", "Row", "As printed", "Published at"),
}


def export_rows(answer: Mapping[str, Any]) -> Iterator[list[Any]]:
    """A row a figure and source, of an answer as `ask --json` writes it; quoted passages without a figure."""
    citations: Sequence[Mapping[str, Any]] = answer["citations"]
    for figure in answer["figures"]:
        year = figure["year"]
        about = [
            figure["agency"],
            "—".join(map(str, year)) if isinstance(year, list) else year,
            figure["measure"],
            figure["value"],
            figure["unit"],
        ]
        for source in [citations[n] for n in figure["citations"]] or [{}]:
            yield about + _source(source)
    if not answer["figures"]:
        for source in citations:
            yield [source["agency"], source["year"], None, None, None, *_source(source)]


def _source(citation: Mapping[str, Any]) -> list[Any]:
    place = citation.get("locator") or {}
    parts = [citation.get("file"), citation.get("section"), place.get("page"), place.get("text"), citation.get("quote")]
    return [*parts, citation.get("url")]


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text: what a report says is a stranger's."""
    formula = isinstance(value, str) and value[:1] in set("=+-@\t\r") and not re.fullmatch(r"[+-]?[\d.,]*", value)
    return f"'{value}" if formula else value


def to_csv(answer: Mapping[str, Any]) -> bytes:
    """UTF-8 with the mark that spreadsheets want; the question on the last line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_heads(answer))
    writer.writerows([harmless(value) for value in row] for row in export_rows(answer))
    writer.writerow([])
    writer.writerow([harmless(line) for line in _colophon(answer)])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(answer: Mapping[str, Any]) -> bytes:
    """A sheet with the figures, and one with the question and the reply."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "figures" if answer["language"] == "en" else "数据"
    sheet.append(list(_heads(answer)))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in export_rows(answer):
        sheet.append([harmless(value) for value in row])
    for column, width in enumerate((30, 8, 34, 12, 6, 30, 34, 5, 30, 50, 40), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("question" if answer["language"] == "en" else "提问")
    for line in _colophon(answer):
        notes.append([harmless(line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_name(question: str) -> str:
    """A name for the file that shows what was asked."""
    return re.sub(r"[^\w]+", "_", question)[:40].strip("_") or "wenbao"


def _heads(answer: Mapping[str, Any]) -> tuple[str, ...]:
    return HEADS["en" if answer["language"] == "en" else "zh"]


def _colophon(answer: Mapping[str, Any]) -> list[str]:
    # What was asked may have gone on from the question before; `again` stands alone.
    return [answer.get("again") or answer["question"], answer["text"], *answer["notes"]]
