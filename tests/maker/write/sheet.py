"""A workbook: prose line by line down the first column, tables with merged cells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Block, Text


def write_xlsx(blocks: Iterable[Block], path: Path) -> None:
    """One sheet, the report from top to bottom; figures are numbers, as a clerk types them."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    row = 1
    for block in blocks:
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text)
            row += 1
            continue
        for box in block.boxes:
            top, left = row + box.row, box.column + 1
            sheet.cell(top, left, int(box.text) if box.text.isdigit() else box.text)
            if box.rowspan > 1 or box.colspan > 1:
                sheet.merge_cells(
                    start_row=top, start_column=left, end_row=top + box.rowspan - 1, end_column=left + box.colspan - 1
                )
        row += block.height + 1
    book.save(path)
