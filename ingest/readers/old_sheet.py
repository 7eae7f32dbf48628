"""Excel 97's XLS, through xlrd."""

from __future__ import annotations

import io

from ingest.document import Block, Document
from ingest.readers.cells import Sheet, print_number, sheet_to_blocks
from ingest.readers.grid import Numbering
from report.errors import UnreadableFile

_MAX_ROWS = 20_000
_MAX_COLUMNS = 200


def read(data: bytes, name: str) -> Document:
    """The visible sheets in their order."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as error:  # xlrd raises whatever a damaged file makes it stumble over
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise UnreadableFile(name=name, why="文件加了密码", why_en="it needs a password") from error
        raise UnreadableFile(name=name, why="Excel文件已损坏", why_en="the Excel file is damaged") from error
    numbering = Numbering()
    blocks: list[Block] = []
    for number, sheet in enumerate((sheet for sheet in book.sheets() if sheet.visibility == 0), start=1):
        texts: dict[tuple[int, int], str] = {}
        for row in range(min(sheet.nrows, _MAX_ROWS)):
            for column in range(min(sheet.row_len(row), _MAX_COLUMNS)):
                cell = sheet.cell(row, column)
                if cell.ctype == xlrd.XL_CELL_TEXT:
                    texts[(row, column)] = str(cell.value)
                elif cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                    texts[(row, column)] = print_number(float(cell.value), form)
        merged = tuple((top, left, bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells)
        blocks.extend(sheet_to_blocks(Sheet(texts, merged), numbering, number))
    return Document(name, "xls", tuple(blocks))
