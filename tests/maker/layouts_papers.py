"""The third round, held back: Word, workbooks and PDF as offices arrange the same three tables."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

from ingest.document import Block, Box, Table, Text
from report.form import Cell
from report.numbers import render
from tests.maker.made import BLANKS, Made
from tests.maker.pages import REMARK, Sheet, lay_out
from tests.maker.variants import last_year, relabelled, review_rows, swap_tables, tables_of
from tests.maker.write.pdf import write_pdf
from tests.maker.write.text import rows_of
from tests.maker.write.word import add_table, save_docx

Layout = Callable[[Made, Path], Path]


def office(folder: Path, file: Path, kind: str) -> Path:
    """What LibreOffice makes of a file."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    file.unlink()
    return folder / f"{file.stem}.{kind}"


def comparison_after(made: Made, folder: Path) -> Path:
    """Word with last year's table below each table of this year, both under a caption that names the year."""
    before = tables_of(last_year(made))
    heads = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "行政复议、行政诉讼情况")
    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
            continue
        number = block.number
        word.add_paragraph(f"表{number}　{made.year}年{heads[number - 1]}（单位：件）")
        add_table(word, block)
        word.add_paragraph(f"附：{made.year - 1}年{heads[number - 1]}（供对照）")
        add_table(word, before[number - 1])
    path = folder / "comparison_after.docx"
    save_docx(word, path)
    return path


_ABSTRACT = """<w:abstractNum {ns} w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>
</w:abstractNum>"""
_NUM = """<w:num {ns} w:numId="{n}"><w:abstractNumId w:val="{kind}"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num>"""
_KINDS = (("chineseCounting", "%1、"), ("chineseCounting", "（%1）"), ("decimal", "%1."))
_MARKS = (re.compile("[一二三四五六七]、"), re.compile("（[一二三四五六七]）"), re.compile(r"\d\."))


class _Lists:
    """The numbered lists of a Word file: its numerals are counted by Word and stand in no text."""

    def __init__(self, word: WordFile) -> None:
        self.numbering = word.part.numbering_part.element
        first = self.numbering.find(qn("w:num"))
        for at, (kind, text) in enumerate(_KINDS):
            first.addprevious(parse_xml(_ABSTRACT.format(ns=nsdecls("w"), n=900 + at, kind=kind, text=text)))
        self.last, self.open = 900, dict.fromkeys(range(3), 0)

    def take_mark(self, paragraph) -> None:  # type: ignore[no-untyped-def]
        """The numeral of a paragraph made one that Word counts; the first of its kind begins a list."""
        text = paragraph.text
        kind = next((at for at, mark in enumerate(_MARKS) if mark.match(text)), None)
        if kind is None or text.startswith(REMARK[:6]):
            return
        if text[: 2 if kind != 1 else 3] in ("一、", "（一）", "1."):
            self.last += 1
            self.open[kind] = self.last
            self.numbering.append(parse_xml(_NUM.format(ns=nsdecls("w"), n=self.last, kind=900 + kind)))
        match = _MARKS[kind].match(text)
        assert match
        paragraph.text = text[match.end() :]
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{self.open[kind]}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))


def auto_numbered(made: Made, folder: Path) -> Path:
    """Word whose numerals 一、（一）and 1. are counted by Word itself, in headings and in the tables' labels."""
    word = docx.Document()
    lists = _Lists(word)
    for block in lay_out(made):
        if isinstance(block, Text):
            paragraph = word.add_paragraph(block.text)
            if block.heading:
                lists.take_mark(paragraph)
            continue
        add_table(word, block)
        if block.width == 10:
            places = sorted((box for box in block.boxes if box.column < 3), key=lambda box: (box.row, box.column))
            cells = word.tables[-1]._cells
            for box in places:
                lists.take_mark(cells[box.row * block.width + box.column].paragraphs[0])
    path = folder / "auto_numbered.docx"
    save_docx(word, path)
    return path


def _total_first(made: Made, table: Table) -> Table:
    if table.width == 4:
        return _in_yuan(made, table)
    sheet = Sheet([])
    if table.width == 15:
        heads = review_rows(made)
        sheet.lay(("类别", 1, 1), *((head, 1, 1) for head, _ in heads[0][1][-1:] + heads[0][1][:-1]))
        for label, cells in heads:
            sheet.lay((label, 1, 1), *((text, 1, 1) for _, text in cells[-1:] + cells[:-1]))
        return sheet.table(3)
    boxes = []
    for box in table.boxes:
        at = box.column
        moved = 3 if at == 9 else at + 1 if at >= 3 and box.text != "申请人情况" else at
        boxes.append(Box(box.text, box.row, moved, box.rowspan, box.colspan))
    return Table(tuple(boxes), 2)


def _in_yuan(made: Made, table: Table) -> Table:
    """Section 二 with its amounts of money in 元, as its heading says."""
    amounts = [cell for cell in made.printed if cell.table == "disclosure" and cell.column == "amount"]
    boxes = []
    for box in table.boxes:
        text = box.text.replace("单位：万元", "单位：元").replace("采购总金额", "采购总金额（单位：元）")
        for cell in amounts:
            row = next(
                b.row for b in table.boxes if b.text == ("政府集中采购" if _is_bought(cell) else "行政事业性收费")
            )
            if box.row == row and box.column == (2 if _is_bought(cell) else 1):
                text = _yuan(made, cell)
        boxes.append(Box(text, box.row, box.column, box.rowspan, box.colspan))
    return Table(tuple(boxes), 1)


def _is_bought(cell: Cell) -> bool:
    return cell.item == "procurement"


def _yuan(made: Made, cell: Cell) -> str:
    text = made.printed[cell]
    if text in BLANKS or text.endswith("万元"):
        return text
    yuan = made.figures[cell] * 10_000
    return f"{yuan.normalize():,f}" if "," in text else render(Decimal(yuan))


def total_first(made: Made, folder: Path) -> Path:
    """Workbook with 总计 as the first column, section 四 as three rows, money in 元, a serial line under the title."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "年报"
    row = 1
    for number, block in enumerate(swap_tables(made, lambda t: [_total_first(made, t)])):
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text)
            row += 1
            if number == 0:
                sheet.cell(row, 1, "填报单位（盖章）")
                sheet.cell(row, 4, "表号：信公开01表")
                sheet.cell(row, 8, "制表日期")
                sheet.cell(row, 9, made.published)
                row += 1
            continue
        for box in block.boxes:
            text = box.text
            sheet.cell(row + box.row, box.column + 1, float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text)
            if box.rowspan > 1 or box.colspan > 1:
                top, left = row + box.row, box.column + 1
                sheet.merge_cells(None, top, left, top + box.rowspan - 1, left + box.colspan - 1)
        row += block.height + 1
    path = folder / "total_first.xlsx"
    book.save(path)
    return path


def browser_print(made: Made, folder: Path) -> Path:
    """PDF that a browser printed: no lines but grey rows, on each page the time, the title, the address and 3/7."""
    path = folder / "browser_print.pdf"
    write_pdf(made, lay_out(made), path, "printed")
    return path


def _columns(table: Table, kept: list[int], number: int) -> Table:
    """Some columns of a table, side by side."""
    boxes = []
    for box in table.boxes:
        inside = [at for at, column in enumerate(kept) if box.column <= column < box.column + box.colspan]
        if inside:
            boxes.append(Box(box.text, box.row, inside[0], box.rowspan, len(inside)))
    return Table(tuple(boxes), number)


def split_columns(made: Made, folder: Path) -> Path:
    """PDF with section 三 in two tables of half its columns, the labels in both, and section 四 in two as well."""

    def swap(table: Table) -> list[Block]:
        if table.width == 4:
            return [table]
        wide = table.width == 10
        first, second = ([0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 7, 8, 9]) if wide else ([*range(5)], [*range(5, 15)])
        return [_columns(table, first, 2), Text("（续表）"), _columns(table, second, 2)]

    path = folder / "split_columns.pdf"
    write_pdf(made, swap_tables(made, swap), path, "ruled")
    return path


def wide_sheet_pdf(made: Made, folder: Path) -> Path:
    """PDF that LibreOffice prints of a worksheet wider than its paper: the last columns stand on pages of their own."""
    book = Workbook()
    sheet = book.worksheets[0]
    line = Side("thin")
    for at in range(1, 16):
        sheet.column_dimensions[get_column_letter(at)].width = (10, 14, 22)[at - 1] if at <= 3 else 9
    row = 1
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text)
            row += 1
            continue
        for y, texts in enumerate(rows_of(block)):
            sheet.row_dimensions[row + y].height = 52 if any(len(text) > 24 for text in texts) else 28
            for x, text in enumerate(texts):
                cell = sheet.cell(row + y, x + 1, int(text) if text.isdigit() else text)
                cell.border = Border(line, line, line, line)
                cell.alignment = Alignment(wrap_text=True)
        for box in block.boxes:
            if box.rowspan > 1 or box.colspan > 1:
                top, left = row + box.row, box.column + 1
                sheet.merge_cells(None, top, left, top + box.rowspan - 1, left + box.colspan - 1)
        row += block.height + 1
    path = folder / "wide_sheet_pdf.xlsx"
    book.save(path)
    return office(folder, path, "pdf")


_OCR = {"总计": "合计", "自然人": "个人", "申请人情况": "申请人类别"}


def plain_words(made: Made, folder: Path) -> Path:
    """Word with 合计 for 总计, a column of units, and numerals in brackets of unlike widths."""

    def change(text: str) -> str:
        text = text.replace("（", "(") if text.startswith("（") else text
        return re.sub(r"^(\d)\.", r"(\1)", _OCR.get(text, text))

    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
            continue
        table = relabelled(block, change)
        if table.width == 10:
            moved = [Box(b.text, b.row, b.column + (b.column >= 3), b.rowspan, b.colspan) for b in table.boxes]
            rows = range(3, table.height)
            table = Table((*moved, Box("计量单位", 0, 3, 3), *(Box("件", y, 3) for y in rows)), 2)
        add_table(word, table)
    path = folder / "plain_words.docx"
    save_docx(word, path)
    return path


HELD: tuple[Layout, ...] = (
    comparison_after, auto_numbered, total_first, browser_print, split_columns, wide_sheet_pdf, plain_words,
)  # fmt: skip
