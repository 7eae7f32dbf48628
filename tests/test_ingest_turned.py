"""Tables that stand on their side."""

from __future__ import annotations

from ingest.document import Box, Document, Table, Text
from ingest.extract.tables import read_tables
from report.facts import Status
from report.form import Cell


def _turned(*rows: tuple[str, ...]) -> Document:
    boxes = tuple(Box(text, y, x) for y, row in enumerate(rows) for x, text in enumerate(row))
    return Document("a.docx", "docx", (Text("二、主动公开政府信息情况", heading=True), Table(boxes, 1)))


def test_items_of_section_two_as_heads() -> None:
    readings = read_tables(
        _turned(
            ("信息内容", "规章", "行政规范性文件"),
            ("本年制发件数", "", "3"),
            ("本年废止件数", "0", "2"),
            ("现行有效件数", "4", "51"),
        )
    ).readings
    told = {str(cell): reading.printed for cell, reading in readings.items()}
    assert told == {
        "disclosure/regulations/issued": "",
        "disclosure/regulations/repealed": "0",
        "disclosure/regulations/in_force": "4",
        "disclosure/normative_documents/issued": "3",
        "disclosure/normative_documents/repealed": "2",
        "disclosure/normative_documents/in_force": "51",
    }


def test_a_turned_table_that_lacks_a_box_is_not_turned() -> None:
    readings = read_tables(_turned(("信息内容", "行政处罚", "行政强制"), ("本年处理决定数量", "7"))).readings
    assert all(reading.value is None and reading.status is Status.UNREAD for reading in readings.values())
    assert Cell("disclosure", "coercions", "decisions") in readings
