"""Excel 97's XLS, through xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingest.document import Block, Document, Text
from ingest.readers.cells import Sheet, name_captions, print_number, sheet_to_blocks
from ingest.readers.grid import Numbering
from ingest.readers.sheet_looks import CellLook, Rich, Shown, shown_texts
from ingest.readers.struck import strike, without_struck
from report.errors import UnreadableFile

_MAX_ROWS = 20_000
_MAX_COLUMNS = 200
_WHITES = (1, 9, 65)  # of the palette: white, white, the sheet's own ground


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
    sheets = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    named = name_captions(sheet.name for sheet in sheets)
    for number, sheet in enumerate(sheets, start=1):
        if sheet.name in named:
            blocks.append(Text(sheet.name, number))
        merged = tuple((top, left, bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells)
        texts = shown_texts(dict(_cells(book, sheet)))
        blocks.extend(sheet_to_blocks(Sheet(texts, merged), numbering, number))
    return Document(name, "xls", tuple(blocks))


def _cells(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], Shown]]:
    import xlrd

    hidden = {at for at, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
    for row in range(min(sheet.nrows, _MAX_ROWS)):
        info = sheet.rowinfo_map.get(row)
        if info is not None and (info.hidden or info.height == 0):
            continue
        for column in range(min(sheet.row_len(row), _MAX_COLUMNS)):
            cell = sheet.cell(row, column)
            if column in hidden or cell.ctype not in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                continue
            look = _look(book, cell.xf_index)
            if cell.ctype == xlrd.XL_CELL_TEXT:
                text = _without_struck_runs(book, sheet, row, column, str(cell.value))
            else:
                text = print_number(float(cell.value), look.form)
            yield (row, column), Shown(text, look)


def _look(book: Any, style: int) -> CellLook:
    """A cell's format, and whether its font is struck out or white where the ground is."""
    look = book.xf_list[style]
    font = book.font_list[look.font_index]
    plain = look.background.fill_pattern == 0 or look.background.pattern_colour_index in _WHITES
    form = book.format_map[look.format_key].format_str
    return CellLook(form, bool(font.struck_out), font.colour_index in _WHITES and plain)


def _without_struck_runs(book: Any, sheet: Any, row: int, column: int, text: str) -> str:
    """A text whose stretches have fonts of their own, less those that are struck out."""
    runs = sheet.rich_text_runlist_map.get((row, column)) or []
    own = book.font_list[book.xf_list[sheet.cell_xf_index(row, column)].font_index].struck_out
    if not runs or not (own or any(book.font_list[font].struck_out for _, font in runs)):
        return text
    starts = [start for start, _ in runs]
    pieces = [strike(text[: starts[0]]) if own else text[: starts[0]]]
    for (start, font), end in zip(runs, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        pieces.append(strike(piece) if book.font_list[font].struck_out else piece)
    return Rich(without_struck("".join(pieces)))
