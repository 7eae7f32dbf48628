"""The fourth round, held back: Word, workbooks and PDF that nobody who mends the readers has looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Block, Box, Table, Text
from tests.maker.layouts_papers import office
from tests.maker.made import Made
from tests.maker.pages import Sheet, lay_out
from tests.maker.variants import (
    headed,
    is_figure_row,
    labelled_rows,
    last_year,
    other_body,
    refigured,
    review_rows,
    swap_tables,
    tables_of,
)
from tests.maker.write.pdf import write_pdf
from tests.maker.write.word import add_table, save_docx

Layout = Callable[[Made, Path], Path]
_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _word(folder: Path, name: str, blocks: Iterable[Block], head: str = "", foot: str = "") -> Path:
    word = docx.Document()
    if head:
        word.sections[0].header.paragraphs[0].text = head
        word.sections[0].footer.paragraphs[0].text = foot
    for block in blocks:
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, block)
    path = folder / f"{name}.docx"
    save_docx(word, path)
    return path


def _lay(sheet: Worksheet, row: int, table: Table, right: int = 1) -> int:
    """A table on a worksheet with merged boxes and lines; the row after it."""
    line = Side("thin")
    for box in table.boxes:
        at = row + box.row, right + box.column
        cell = sheet.cell(*at, int(box.text) if re.fullmatch(r"\d{1,9}", box.text) else box.text)
        cell.border = Border(line, line, line, line)
        cell.alignment = Alignment("center", "center", wrap_text=True)
        if box.rowspan > 1 or box.colspan > 1:
            sheet.merge_cells(None, *at, at[0] + box.rowspan - 1, at[1] + box.colspan - 1)
    return row + table.height


def _fill(sheet: Worksheet, blocks: Iterable[Block], wide: int = 15) -> None:
    """The whole report down one worksheet, each paragraph in boxes merged across."""
    row = 1
    for block in blocks:
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.merge_cells(None, row, 1, row, wide)
            sheet.row_dimensions[row].height = 16 * (1 + len(block.text) // 58)
            row += 1
        else:
            row = _lay(sheet, row, block) + 1


def running_heads(made: Made, folder: Path) -> Path:
    """PDF of a gazette: a running head with an issue number, the title and 第 3 页 at the foot of every page."""
    path = folder / "running_heads.pdf"
    write_pdf(made, lay_out(made), path, "headed")
    return path


def filled_rules(made: Made, folder: Path) -> Path:
    """PDF as a word processor exports it: lines are thin filled bars, every sign is drawn alone."""
    path = folder / "filled_rules.pdf"
    write_pdf(made, lay_out(made), path, "barred")
    return path


def three_line(made: Made, folder: Path) -> Path:
    """PDF with tables of three rules: above, below the heads, below the table."""
    path = folder / "three_line.pdf"
    write_pdf(made, lay_out(made), path, "three_line")
    return path


def two_up(made: Made, folder: Path) -> Path:
    """PDF with two pages of the report side by side on each sheet."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    drawn, path = folder / "drawn.pdf", folder / "two_up.pdf"
    write_pdf(made, lay_out(made), drawn, "ruled")
    pages = pdfium.PdfDocument(drawn)
    pdfium.PdfDocument(raw.FPDF_ImportNPagesToOne(pages, 842, 595, 2, 1)).save(path)
    pages.close()
    drawn.unlink()
    return path


def turned_table(made: Made, folder: Path) -> Path:
    """PDF whose section 三 stands sideways on upright pages: its text runs up the paper, the page bears no mark."""
    import pypdfium2 as pdfium

    blocks = list(lay_out(made))
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Table) and block.width == 10)
    whole = pdfium.PdfDocument.new()
    pieces = (blocks[:at], blocks[at : at + 1], [Text(""), *blocks[at + 1 :]])
    for number, piece in enumerate(pieces):
        part, turn = folder / f"part{number}.pdf", number == 1
        write_pdf(made, piece, part, "ruled", "landscape" if turn else "portrait")
        opened = pdfium.PdfDocument(part)
        if not turn:
            whole.import_pages(opened)
            continue
        for n, page in enumerate(opened):
            width, height = page.get_size()
            upright = whole.new_page(height, width)
            drawn = opened.page_as_xobject(n, whole).as_pageobject()
            drawn.set_matrix(pdfium.PdfMatrix().rotate(-90).translate(height, 0))
            upright.insert_obj(drawn)
            upright.gen_content()
    path = folder / "turned_table.pdf"
    whole.save(path)
    return path


def fitted_sheet_pdf(made: Made, folder: Path) -> Path:
    """PDF that LibreOffice prints of a worksheet made to fit one page across, landscape."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    for at in range(1, 16):
        sheet.column_dimensions[get_column_letter(at)].width = 26 if at == 3 else 16 if at <= 4 else 11
    _fill(sheet, lay_out(made))
    for row in range(1, sheet.max_row + 1):
        longest = max((len(str(c.value or "")) for c in sheet[row][:10]), default=0)
        if sheet.row_dimensions[row].height is None:
            sheet.row_dimensions[row].height = 50 if longest > 26 else 32
    path = folder / "fitted_sheet_pdf.xlsx"
    book.save(path)
    return office(folder, path, "pdf")


def old_sheet(made: Made, folder: Path) -> Path:
    """Workbook of the old binary kind (.xls): a sheet for each part of the report, merged boxes, notes beside."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet, row = book.create_sheet("封面"), 1
    for block in lay_out(made):
        if isinstance(block, Text) and block.heading and row > 1:
            sheet, row = book.create_sheet(block.text[:4]), 1
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text)
            row += 1
        else:
            row = _lay(sheet, row + 1, block, 2) + 1
    path = folder / "old_sheet.xlsx"
    book.save(path)
    return office(folder, path, "xls")


def form_codes(made: Made, folder: Path) -> Path:
    """Workbook of a statistics system: a column of row numbers, and below the heads a row 甲 乙 1 2 3 that counts."""

    def swap(table: Table) -> list[Block]:
        sheet = Sheet([])
        if table.width == 4:
            return [table]
        if table.width == 15:
            outcomes = [head for head, _ in review_rows(made)[0][1]]
            sheet.lay(("行政复议", 1, 5), ("行政诉讼", 1, 10))
            sheet.lay(*((head, 2, 1) for head in outcomes), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5))
            sheet.lay(*((head, 1, 1) for head in outcomes * 2))
            sheet.lay(*((str(at), 1, 1) for at in range(1, 16)))
            sheet.lay(*((text, 1, 1) for _, cells in review_rows(made) for _, text in cells))
            return [sheet.table(3)]
        sheet.lay(("指标名称", 2, 1), ("行次", 2, 1), ("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1))
        sheet.lay(*((name, 1, 1) for name in _NAMES[1:6]))
        sheet.lay(("甲", 1, 1), ("乙", 1, 1), *((str(at), 1, 1) for at in range(1, 8)))
        told: set[str] = set()
        for number, (labels, figures) in enumerate(labelled_rows(table), 1):
            for label in labels[:-1]:
                if label not in told:
                    told.add(label)
                    sheet.lay((label, 1, 1), *(("—", 1, 1),) * 8)
            text = "　" * (len(labels) - 1) + labels[-1]
            sheet.lay((text, 1, 1), (f"{number:02}", 1, 1), *((figure, 1, 1) for figure in figures))
        return [Text("表　　号：信公开年报02表"), Text("计量单位：件"), sheet.table(2)]

    book = Workbook()
    _fill(book.worksheets[0], swap_tables(made, swap))
    path = folder / "form_codes.xlsx"
    book.save(path)
    return path


def noted_rows(made: Made, folder: Path) -> Path:
    """Word with a first row 单位：件 and a last row of notes inside each table; figures in header and footer."""

    def swap(table: Table) -> list[Block]:
        boxes = [replace(box, row=box.row + 1) for box in table.boxes]
        unit = "单位：件、项、万元" if table.number == 1 else "单位：件"
        note = "注：1.本表统计至12月31日；2.含上年转来的5件；3.“其他”含个体工商户。"
        last = Box(note, table.height + 1, 0, 1, table.width)
        return [Table((Box(unit, 0, 0, 1, table.width), *boxes, last), table.number)]

    foot = f"第 2 页　共 8 页　电话 0999-8123456　{made.published.isoformat()}"
    return _word(folder, "noted_rows", swap_tables(made, swap), f"{made.body.short}文件　〔{made.year + 1}〕3号", foot)


def annexed_tables(made: Made, folder: Path) -> Path:
    """Word with the three tables behind the signature as 附表1 (三), 附表2 (四) and 附表3 (二)."""
    tables = tables_of(made)
    heads = ("主动公开政府信息情况表", "收到和处理政府信息公开申请情况表", "政府信息公开行政复议、行政诉讼情况表")
    places = {1: 3, 2: 1, 3: 2}
    blocks = swap_tables(made, lambda t: [Text(f"详见附表{places[t.number]}。")])
    blocks.append(Text("附表：1.收到和处理申请情况表　2.复议、诉讼情况表　3.主动公开情况表"))
    for at, number in enumerate((1, 2, 0), 1):
        blocks += [Text(f"附表{at}"), Text(f"{made.year}年{heads[number]}"), tables[number]]
    return _word(folder, "annexed_tables", blocks)


def merged_lines(made: Made, folder: Path) -> Path:
    """Word made from a PDF: a group's rows run together in one row, a line of each box for each; — for a blank."""

    def swap(table: Table) -> list[Block]:
        table = refigured(table, lambda text: text or "—")
        if table.width != 10:
            return [table]
        grid = table.grid()
        starts = [0, 1, 2, 3, 4, 5]
        for y in range(6, table.height):
            upper, here = grid[y - 1][1], grid[y][1]
            if upper is None or here is None or upper is not here or here.rowspan == 1:
                starts.append(y)
        boxes: list[Box] = []
        for row, (start, end) in enumerate(pairwise([*starts, table.height])):
            for box in sorted(table.boxes, key=lambda b: b.column):
                if box.row != start:
                    continue
                last = sum(s < box.row + box.rowspan for s in starts) - row
                beside = [b.text for b in table.boxes if b.column == box.column and start <= b.row < end]
                boxes.append(Box("\n".join(beside), row, box.column, last, box.colspan))
        return [Table(tuple(boxes), table.number)]

    return _word(folder, "merged_lines", swap_tables(made, swap))


def label_and_figure(made: Made, folder: Path) -> Path:
    """Word in which every box holds the column's name and its figure: 自然人：12; no row of heads."""

    def cells(sheet: Sheet, label: str, pairs: Iterable[tuple[str, str]], wide: int) -> None:
        pairs = list(pairs)
        texts = [(f"{head}：{text}", 1, 1) for head, text in pairs]
        sheet.lay((label, 1, 1), *texts, *((("", 1, 1),) * (wide - len(texts))))

    def swap(table: Table) -> list[Block]:
        sheet = Sheet([])
        if table.width == 15:
            for label, pairs in review_rows(made):
                cells(sheet, label, pairs, 5)
        elif table.width == 4:
            for row in made.form.table_rows("disclosure"):
                cells(sheet, row.printed(made.edition), headed(made, row), 3)
        else:
            told: set[str] = set()
            for labels, figures in labelled_rows(table):
                for label in labels[:-1]:
                    if label not in told:
                        told.add(label)
                        sheet.lay((label, 1, 8))
                cells(sheet, labels[-1], zip(_NAMES, figures, strict=True), 7)
        return [sheet.table(table.number)]

    return _word(folder, "label_and_figure", swap_tables(made, swap))


def turned_articles(made: Made, folder: Path) -> Path:
    """Word with section 二 and 四 on their side: 规章 and 规范性文件 as heads, results of 四 as rows."""

    def swap(table: Table) -> list[Block]:
        if table.width == 10:
            return [table]
        if table.width == 15:
            sheet = Sheet([])
            named = review_rows(made)
            sheet.lay(("结果", 2, 1), ("行政复议", 2, 1), ("行政诉讼", 1, 2))
            sheet.lay(("未经复议直接起诉", 1, 1), ("复议后起诉", 1, 1))
            for at, (head, _) in enumerate(named[0][1]):
                sheet.lay((head, 1, 1), *((cells[at][1], 1, 1) for _, cells in named))
            return [sheet.table(3)]
        blocks: list[Block] = []
        rows = made.form.table_rows("disclosure")
        for article in dict.fromkeys(row.article for row in rows):
            sheet = Sheet([])
            together = [row for row in rows if row.article == article]
            sheet.lay(("信息内容", 1, 1), *((row.printed(made.edition), 1, 1) for row in together))
            columns = [headed(made, row) for row in together]
            for at, (head, _) in enumerate(columns[0]):
                sheet.lay((head, 1, 1), *((cells[at][1], 1, 1) for cells in columns))
            blocks += [Text(article), sheet.table(1)]
        return blocks

    return _word(folder, "turned_articles", swap_tables(made, swap))


def old_rows_left(made: Made, folder: Path) -> Path:
    """Word whose section 二 still has rows of the form before: 其他对外管理服务事项 and 政府集中采购."""

    def swap(table: Table) -> list[Block]:
        if table.width != 4 or made.edition == "2019":
            return [table]
        at = next(box.row for box in table.boxes if box.text == "行政许可") + 1
        boxes = [replace(box, row=box.row + (box.row >= at)) for box in table.boxes]
        boxes += [Box("其他对外管理服务事项", at, 0), Box(str(made.year % 9), at, 1, 1, 3)]
        end = table.height + 1
        boxes += [Box("第二十条第（九）项", end, 0, 1, 4), Box("信息内容", end + 1, 0), Box("采购项目数量", end + 1, 1)]
        boxes += [Box("采购总金额", end + 1, 2, 1, 2), Box("政府集中采购", end + 2, 0), Box("7", end + 2, 1)]
        boxes += [Box("31.5万元", end + 2, 2, 1, 2)]
        return [Table(tuple(boxes), 1)]

    return _word(folder, "old_rows_left", swap_tables(made, swap))


def departments_sheets(made: Made, folder: Path) -> Path:
    """Workbook with the whole report on the sheet 汇总, and the same tables of two departments on sheets behind."""
    book = Workbook()
    book.worksheets[0].title = "汇总"
    _fill(book.worksheets[0], lay_out(made))
    for name, source in (("局机关", other_body(made)), ("下属中心", other_body(last_year(made)))):
        sheet, row = book.create_sheet(name), 2
        sheet.cell(1, 1, f"{name}{made.year}年政府信息公开数据（已计入汇总）")
        for table in tables_of(source):
            row = _lay(sheet, row, table) + 1
    path = folder / "departments_sheets.xlsx"
    book.save(path)
    return path


def totals_before(made: Made, folder: Path) -> Path:
    """Workbook with the rows of section 三 in another order: 一, 二, 四, then （七）总计 before the results."""

    def swap(table: Table) -> list[Block]:
        if table.width != 10:
            return [table]
        last = table.height - 1
        order = [0, 1, 2, 3, 4, last, last - 1, *range(5, last - 1)]
        place = {row: at for at, row in enumerate(order)}
        boxes = []
        for box in table.boxes:
            row = place[box.row] - (1 if box.text.startswith("三、") else 0)
            boxes.append(replace(box, row=row if is_figure_row(table, box.row) else box.row))
        return [Table(tuple(boxes), 2)]

    book = Workbook()
    _fill(book.worksheets[0], swap_tables(made, swap))
    path = folder / "totals_before.xlsx"
    book.save(path)
    return path


HELD: tuple[Layout, ...] = (
    running_heads, filled_rules, three_line, fitted_sheet_pdf, old_sheet, form_codes, noted_rows, annexed_tables,
    two_up, turned_table, merged_lines, label_and_figure, turned_articles, old_rows_left, departments_sheets,
    totals_before,
)  # fmt: skip
