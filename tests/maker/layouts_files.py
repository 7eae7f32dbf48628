"""The third round, for developing: Word, workbooks and PDF that hold more than they show, or show it elsewhere."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table as WordTable
from openpyxl import Workbook
from openpyxl.comments import Comment

from ingest.document import Block, Table, Text
from tests.maker.made import Made
from tests.maker.pages import Sheet, lay_out
from tests.maker.variants import headed, is_figure, labelled_rows, last_year, review_rows, swap_tables, tables_of
from tests.maker.write.pdf import write_pdf
from tests.maker.write.word import add_table, save_docx

Layout = Callable[[Made, Path], Path]
_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _word(made: Made, folder: Path, name: str, change: Callable[[WordTable, Table], None]) -> Path:
    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, block)
            change(word.tables[-1], block)
    path = folder / f"{name}.docx"
    save_docx(word, path)
    return path


_BOX = """<w:p {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5400000" cy="3600000"/>
<wp:docPr id="{n}" name="文本框 {n}"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>
<w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def text_boxes(made: Made, folder: Path) -> Path:
    """Word with each table in a text box, once for new programs and once more for old ones."""

    def change(drawn: WordTable, table: Table) -> None:
        found = drawn._tbl
        box = parse_xml(_BOX.format(ns=nsdecls("w"), n=table.number))
        found.addprevious(box)
        for at, content in enumerate(box.iter(qn("w:txbxContent"))):
            content.insert(0, copy.deepcopy(found) if at else found)

    return _word(made, folder, "text_boxes", change)


def grid_before(made: Made, folder: Path) -> Path:
    """Word whose rows begin further in where a label hangs down: no box there, only a skipped place."""

    def change(drawn: WordTable, table: Table) -> None:
        for row in drawn._tbl.tr_lst:
            skipped = {"w:gridBefore": 0, "w:gridAfter": 0}
            for side, cells in (("w:gridBefore", list(row.tc_lst)), ("w:gridAfter", list(reversed(row.tc_lst)))):
                for cell in cells:
                    if cell.vMerge != "continue":
                        break
                    skipped[side] += cell.grid_span
                    row.remove(cell)
            properties = row.get_or_add_trPr()
            for side, count in skipped.items():
                if count:
                    element = OxmlElement(side)
                    element.set(qn("w:val"), str(count))
                    properties.append(element)
        for merge in list(drawn._tbl.iter(qn("w:vMerge"))):
            parent = merge.getparent()
            if parent is not None and table.width == 10:
                parent.remove(merge)

    return _word(made, folder, "grid_before", change)


_FIELD = """<w:p {ns}><w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> MERGEFIELD 总计_2 \\* MERGEFORMAT </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{text}</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
_HIDDEN = "<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>"


def fields_and_hidden(made: Made, folder: Path) -> Path:
    """Word with totals as merge fields, hidden digits behind some figures, and a struck row of old figures."""

    def change(drawn: WordTable, table: Table) -> None:
        cells = drawn._cells
        for at, box in enumerate(table.boxes):
            if not is_figure(table, box) or not box.text.isdigit():
                continue
            paragraph = cells[box.row * table.width + box.column].paragraphs[0]
            if table.width == 10 and box.column == 9:
                paragraph._p.getparent().replace(paragraph._p, parse_xml(_FIELD.format(ns=nsdecls("w"), text=box.text)))
            elif at % 4 == 0:
                paragraph._p.append(parse_xml(_HIDDEN.format(ns=nsdecls("w"))))
        if table.width != 10:
            return
        row = drawn._tbl.tr_lst[3]
        old = copy.deepcopy(row)
        old.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="7" w:author="校对"/>'))
        for run in list(old.iter(qn("w:r"))):
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
                text.text = "88" if (text.text or "").isdigit() else text.text
            for kind in (qn("w:fldChar"), qn("w:instrText")):
                for element in list(run.iter(kind)):
                    run.remove(element)
            struck = parse_xml(f'<w:del {nsdecls("w")} w:id="8" w:author="校对"/>')
            run.addprevious(struck)
            struck.append(run)
        row.addprevious(old)

    return _word(made, folder, "fields_and_hidden", change)


def _one_head(made: Made) -> Table:
    """Section 二 under one row of heads; a place that a row has not is crossed out."""
    rows = made.form.table_rows("disclosure")
    heads: list[str] = []
    for row in rows:
        heads += [head for head, _ in headed(made, row) if head not in heads]
    sheet = Sheet([])
    sheet.lay(("信息内容", 1, 1), *((head, 1, 1) for head in heads))
    for row in rows:
        cells = dict(headed(made, row))
        sheet.lay((row.printed(made.edition), 1, 1), *((cells.get(head, "×"), 1, 1) for head in heads))
    return sheet.table(1)


def one_head(made: Made, folder: Path) -> Path:
    """Word with section 二 as one table under one row of heads, a cross where a row has no such figure."""
    word = docx.Document()
    for block in swap_tables(made, lambda t: [_one_head(made) if t.width == 4 else t]):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, block)
    path = folder / "one_head.docx"
    save_docx(word, path)
    return path


def comparison_before(made: Made, folder: Path) -> Path:
    """PDF with last year's table above each table of this year, both under a caption that names the year."""
    before = tables_of(last_year(made))
    heads = ("主动公开政府信息", "收到和处理政府信息公开申请", "行政复议、行政诉讼")

    def swap(table: Table) -> list[Block]:
        head = heads[table.number - 1]
        captions = (Text(f"（1）{made.year - 1}年{head}情况"), Text(f"（2）{made.year}年{head}情况"))
        return [captions[0], before[table.number - 1], captions[1], table]

    path = folder / "comparison_before.pdf"
    write_pdf(made, swap_tables(made, swap), path, "ruled")
    return path


def spread_labels(made: Made, folder: Path) -> Path:
    """PDF with short labels spread over their boxes sign by sign, long ones to the left, figures to the right."""
    path = folder / "spread_labels.pdf"
    write_pdf(made, lay_out(made), path, "spread")
    return path


def tidy_sheet(made: Made, folder: Path) -> Path:
    """Workbook as open-data portals give it: a row for each figure, its labels in the columns before it."""
    book = Workbook()
    prose, sheet = book.worksheets[0], book.create_sheet("数据")
    prose.title = "正文"
    sheet.append(["序号", "年度", "机关名称", "部分", "项目", "指标", "数值", "单位"])
    lines: list[tuple[str, str, str, str]] = []
    for row in made.form.table_rows("disclosure"):
        lines += [("二、主动公开", row.printed(made.edition), head, text) for head, text in headed(made, row)]
    applications = next(table for table in tables_of(made) if table.width == 10)
    for labels, figures in labelled_rows(applications):
        lines += [("三、依申请公开", "/".join(labels), *pair) for pair in zip(_NAMES, figures, strict=True)]
    for label, cells in review_rows(made):
        lines += [("四、复议诉讼", label, head, text) for head, text in cells]
    for at, (part, item, head, text) in enumerate(lines, 1):
        value = int(text) if text.isdigit() else text
        money = "收费金额" in head or head == "采购总金额"
        sheet.append([at, made.year, made.body.name, part, item, head, value, "万元" if money else "件"])
    for block in lay_out(made):
        if isinstance(block, Text):
            prose.append([block.text])
    path = folder / "tidy_sheet.xlsx"
    book.save(path)
    return path


def formula_sheet(made: Made, folder: Path) -> Path:
    """Workbook with totals as formulas, some figures as text, last year's in a hidden column, notes on boxes."""
    book = Workbook()
    sheet = book.worksheets[0]
    before = {table.width: {(b.row, b.column): b.text for b in table.boxes} for table in tables_of(last_year(made))}
    totals: dict[str, str] = {}
    row = 1
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text)
            row += 1
            continue
        wide = block.width == 10
        for box in block.boxes:
            at = box.column + 1 + (box.column >= 3)
            cell = sheet.cell(row + box.row, at, int(box.text) if box.text.isdigit() and box.row % 2 else box.text)
            if wide and box.column == 9 and box.row >= 3 and box.text.isdigit():
                cell.value = f"=SUM(E{cell.row}:J{cell.row})"
                totals[cell.coordinate] = box.text
            elif wide and box.column == 3 and box.row > 2:
                sheet.cell(row + box.row, 4, int(before[10].get((box.row, 3), "0")))
            if box.text.isdigit() and box.row == 4:
                cell.comment = Comment("上年为57件，请核对", "审核")
            if box.rowspan > 1 or box.colspan > 1:
                last = box.column + box.colspan + (box.column + box.colspan > 3)
                sheet.merge_cells(None, row + box.row, at, row + box.row + box.rowspan - 1, last)
        row += block.height + 1
    sheet.cell(row, 1, "注：D列为上年数，已隐藏。")
    sheet.column_dimensions["D"].hidden = True
    path = folder / "formula_sheet.xlsx"
    book.save(path)
    _remember(path, totals)
    return path


def _remember(path: Path, totals: dict[str, str]) -> None:
    """What each formula came to, as a spreadsheet program stores it beside the formula."""
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = data.decode("utf-8")
                for place, value in totals.items():
                    pattern = rf'(<c r="{place}"[^>]*>)(<f>[^<]*</f>)<v\s*/?>(?:</v>)?'
                    text = re.sub(pattern, rf"\g<1>\g<2><v>{value}</v>", text)
                data = text.encode("utf-8")
            new.writestr(name, data)


DEVELOPED: tuple[Layout, ...] = (
    text_boxes, grid_before, fields_and_hidden, one_head, comparison_before, spread_labels, tidy_sheet, formula_sheet,
)  # fmt: skip
