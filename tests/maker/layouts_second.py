"""The fifth round, drawn in the third session and measured at its very end: shown to nobody who mends the readers.

Seven have nothing to do with what went wrong in the fourth round; the last three are other prints of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path

import docx
from openpyxl import Workbook

from ingest.document import Block, Box, Table, Text
from tests.maker.layouts_converters import text_file
from tests.maker.layouts_published import boxes_of, save, spans
from tests.maker.made import Made
from tests.maker.pages import Sheet, lay_out
from tests.maker.variants import (
    headed,
    labelled_rows,
    last_year,
    other_body,
    refigured,
    review_rows,
    swap_tables,
    tables_of,
)
from tests.maker.write.pdf import _MARGIN, _Page
from tests.maker.write.text import rows_of
from tests.maker.write.word import add_table, save_docx

Layout = Callable[[Made, Path], Path]
_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _word(folder: Path, name: str, blocks: Iterable[Block]) -> Path:
    word = docx.Document()
    for block in blocks:
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, block)
    path = folder / f"{name}.docx"
    save_docx(word, path)
    return path


def _sheet(rows: Iterable[Iterable[str]], number: int) -> Table:
    sheet = Sheet([])
    for row in rows:
        sheet.lay(*((text, 1, 1) for text in row))
    return sheet.table(number)


def gazette_columns(made: Made, folder: Path) -> Path:
    """PDF of a gazette: prose in two columns, the tables across both."""
    page = _Page(made, "ruled", "portrait")
    size, gap = 9.0, 8.0
    width, height = (page.width - gap) / 2, 9.0 * 0.5

    def flow(texts: list[str]) -> None:
        page.pdf.set_font_size(size)
        lines = [line for text in texts for line in page.wrap("　　" + text, width)]
        while lines:
            room = max(0, int((page.bottom - page.y) / height))
            if room < 3:
                page.turn()
                page.pdf.set_font_size(size)
                continue
            tall = min(room, (len(lines) + 1) // 2)
            for at, line in enumerate(lines[: 2 * tall]):
                x = _MARGIN + (width + gap) * (at // tall)
                page.pdf.text(x, page.y + (at % tall) * height + size * 0.35, line)
            page.y += tall * height + 2
            lines = lines[2 * tall :]

    blocks = list(lay_out(made))
    page.write(made.title, 14, centred=True)
    waiting: list[str] = []
    for block in blocks[1:]:
        if isinstance(block, Text):
            waiting.append(block.text)
            continue
        flow(waiting)
        waiting = []
        page.draw(block)
    flow(waiting)
    path = folder / "gazette_columns.pdf"
    page.pdf.output(str(path))
    return path


def checklist_first(made: Made, folder: Path) -> Path:
    """Word with a filing form before the report and a list of checks with figures and 是 behind the signature."""
    filing = Sheet([])
    filing.lay(("填报单位", 1, 1), (made.body.name, 1, 3))
    filing.lay(("报告年度", 1, 1), (f"{made.year}年", 1, 1), ("填报日期", 1, 1), (made.published.isoformat(), 1, 1))
    filing.lay(("填报人", 1, 1), ("周一禾", 1, 1), ("联系电话", 1, 1), ("0999-8123456", 1, 1))
    filing.lay(("审核人", 1, 1), ("郑三木", 1, 1), ("报送次数", 1, 1), ("第2次", 1, 1))
    checks = [
        ["序号", "核对内容", "是否相符", "说明"],
        ["1", "本年新收政府信息公开申请数量与登记台账一致", "是", "台账 12 本"],
        ["2", "上年结转政府信息公开申请数量与上年报告一致", "是", "核对 3 次"],
        ["3", "（七）总计等于各项结果之和", "是", "6 类 25 项"],
        ["4", "行政复议、行政诉讼件数与法规科数据一致", "是", "含 5 件旧案"],
        ["5", "行政许可、行政处罚数量与执法系统一致", "是", "抽查 40 件"],
    ]
    letter: list[Block] = [Text(f"{made.year}年度政府信息公开工作年度报告报送单"), filing.table(4)]
    tail: list[Block] = [Text("附：年度报告数据核对清单"), _sheet(checks, 5)]
    return _word(folder, "checklist_first", [*letter, *lay_out(made), *tail])


def group_tables(made: Made, folder: Path) -> Path:
    """Word with section 三 as a table for each group, the group's label a paragraph above, heads in each."""

    def swap(table: Table) -> list[Block]:
        if table.width != 10:
            return [table]
        blocks: list[Block] = []
        heads = ["项目", *_NAMES]
        rows: list[list[str]] = []
        group: tuple[str, ...] = ()
        for labels, figures in [*labelled_rows(table), ((), [])]:
            if (rows and labels[:-1] != group) or not labels:
                blocks.append(_sheet([heads, *rows], 2))
                rows = []
            if labels and labels[:-1] and labels[:-1] != group:
                blocks += [Text(label) for label in labels[:-1] if label not in group]
            if labels:
                group = labels[:-1]
                rows.append([labels[-1], *figures])
        return blocks

    return _word(folder, "group_tables", swap_tables(made, swap))


def wiki_markup(made: Made, folder: Path) -> Path:
    """Text in the markup of an encyclopedia: signs for the table, its rows and its boxes, spans as words."""

    def table(found: Table) -> str:
        lines = ['{| class="wikitable" style="text-align:center"']
        for boxes in boxes_of(found):
            cells = []
            for box in boxes:
                mark = spans(box).strip()
                cells.append(f"{mark} | {box.text}" if mark else box.text)
            lines += ["|-", "| " + " || ".join(cells)]
        return "\n".join([*lines, "|}"])

    path = text_file(made, folder, "wiki_markup.txt", table)
    head = f"{{{{信息框|名称={made.title}|机构={made.body.name}}}}}\n'''{made.title}'''\n"
    path.write_text(head + path.read_text("utf-8") + "\n[[Category:年度报告]]\n", encoding="utf-8")
    return path


_FIELDS = ("zrr", "syqy", "kyjg", "shgyzz", "flfwjg", "qt", "zj")


def field_records(made: Made, folder: Path) -> Path:
    """Text as a data grid's server answers: JSON with the columns' fields and titles, then a record a row."""

    def grid(titles: Iterable[str], rows: Iterable[tuple[str, Iterable[str]]], fields: tuple[str, ...]) -> str:
        columns = [{"field": "mc", "title": "项目"}]
        columns += [{"field": f, "title": t} for f, t in zip(fields, titles, strict=False)]
        records = [{"mc": name, **dict(zip(fields, values, strict=False))} for name, values in rows]
        return json.dumps({"columns": columns, "total": len(records), "rows": records}, ensure_ascii=False, indent=1)

    def table(found: Table) -> str:
        if found.width == 15:
            named = review_rows(made)
            titles = [head for head, _ in named[0][1]]
            fields = ("jgwc", "jgjz", "qtjg", "swsj", "zj")
            return grid(titles, ((label, [text for _, text in cells]) for label, cells in named), fields)
        if found.width == 4:
            rows = made.form.table_rows("disclosure")
            parts = []
            for article in dict.fromkeys(row.article for row in rows):
                together = [(row, headed(made, row)) for row in rows if row.article == article]
                cells = ((row.printed(made.edition), [text for _, text in pairs]) for row, pairs in together)
                titles = [head for head, _ in together[0][1]]
                parts.append(article + "\n" + grid(titles, cells, ("sl1", "sl2", "sl3")))
            return "\n".join(parts)
        return grid(_NAMES, (("/".join(labels), figures) for labels, figures in labelled_rows(found)), _FIELDS)

    return text_file(made, folder, "field_records.txt", table)


def beside_tables(made: Made, folder: Path) -> Path:
    """Workbook with section 四 to the right of section 三, on the same rows, a caption above each."""
    book = Workbook()
    sheet, row = book.worksheets[0], 1

    def lay(table: Table, top: int, left: int) -> int:
        for box in table.boxes:
            sheet.cell(top + box.row, left + box.column, int(box.text) if box.text.isdigit() else box.text)
            if box.rowspan > 1 or box.colspan > 1:
                y, x = top + box.row, left + box.column
                sheet.merge_cells(None, y, x, y + box.rowspan - 1, x + box.colspan - 1)
        return top + table.height

    first, second, _ = tables_of(made)
    named = review_rows(made)
    heads = ["类别", *(head for head, _ in named[0][1])]
    review = _sheet([heads, *([label, *(text for _, text in cells)] for label, cells in named)], 3)
    for block in lay_out(made):
        if isinstance(block, Table):
            if block.number == 1:
                row = lay(first, row, 1) + 1
            elif block.number == 2:
                sheet.cell(row, 1, "收到和处理政府信息公开申请情况")
                sheet.cell(row, 12, "政府信息公开行政复议、行政诉讼情况")
                lay(review, row + 1, 12)
                row = lay(second, row + 1, 1) + 1
            continue
        text = block.text + "（数据见右上表）" * block.text.startswith("四、")
        sheet.cell(row, 1, text)
        row += 1
    path = folder / "beside_tables.xlsx"
    book.save(path)
    return path


def data_labels(made: Made, folder: Path) -> Path:
    """HTML for small screens: no row of heads, each figure's column named by an attribute that the style prints."""
    style = "td:before{content:attr(data-label);font-weight:bold}tr{display:block;border:1px solid #ccc}"

    def rows(lines: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
        out = []
        for label, pairs in lines:
            cells = "".join(f'<td data-label="{escape(head)}">{escape(text)}</td>' for head, text in pairs)
            out.append(f"<tr><th scope=row>{label}</th>{cells}</tr>")
        return f"<table class=responsive><tbody>{''.join(out)}</tbody></table>"

    def table(found: Table) -> str:
        if found.width == 15:
            return rows(review_rows(made))
        if found.width == 4:
            listed = made.form.table_rows("disclosure")
            return rows((row.printed(made.edition), headed(made, row)) for row in listed)
        parts: list[tuple[str, list[tuple[str, str]]]] = []
        told: set[str] = set()
        for labels, figures in labelled_rows(found):
            parts += [(label, []) for label in labels[:-1] if label not in told]
            told.update(labels[:-1])
            parts.append((labels[-1], list(zip(_NAMES, figures, strict=True))))
        return rows(parts)

    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table(b) for b in lay_out(made)]
    head = f"<head><meta charset=utf-8><title>{made.title}</title><style>{style}</style></head>"
    return save(folder, "data_labels.html", f"<html>{head}<body>{''.join(parts)}</body></html>")


def marker_lines(made: Made, folder: Path) -> Path:
    """Markdown of a converter that runs a group's rows together: labels and figures in one box with <br> between."""

    def table(found: Table) -> str:
        rows = rows_of(refigured(found, lambda text: text or "—"))
        if found.width == 10:
            grid = found.grid()
            starts = [y for y in range(found.height) if y < 4 or grid[y][1] is not grid[y - 1][1]]
            rows = [
                [
                    "<br>".join(t for t in column if t) if x > 1 else column[0]
                    for x, column in enumerate(zip(*part, strict=True))
                ]
                for part in (rows[start:end] for start, end in pairwise([*starts, found.height]))
            ]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * found.width, *lines[1:]])

    return text_file(made, folder, "marker_lines.md", table, "\n\n")


def units_before_sheets(made: Made, folder: Path) -> Path:
    """Workbook with the tables of two departments on sheets before the one that holds the report itself."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, source in (("办公室", other_body(made)), ("信息中心", other_body(last_year(made)))):
        sheet = book.create_sheet(name)
        sheet.append([f"{name}报送数据（{made.year}年）"])
        for table in tables_of(source):
            for line in rows_of(table):
                sheet.append([int(text) if text.isdigit() else text for text in line])
            sheet.append([])
    sheet = book.create_sheet("年度报告")
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.append([block.text])
            continue
        for line in rows_of(block):
            sheet.append([int(text) if text.isdigit() else text for text in line])
    book.active = 2
    path = folder / "units_before_sheets.xlsx"
    book.save(path)
    return path


def two_year_rows(made: Made, folder: Path) -> Path:
    """Word with last year's row before this year's in section 四 (上年, 本年) and under 一、and 二、of section 三."""
    before = {table.width: rows_of(table) for table in tables_of(last_year(made))}

    def swap(table: Table) -> list[Block]:
        if table.width == 15:
            boxes = [replace(box, column=box.column + 1, row=box.row + (box.row == 3)) for box in table.boxes]
            boxes += [Box("", 0, 0, 3), Box("上年", 3, 0), Box("本年", 4, 0)]
            boxes += [Box(text, 3, 1 + at) for at, text in enumerate(before[15][3])]
            return [Table(tuple(boxes), 3)]
        if table.width != 10:
            return [table]
        boxes = [replace(box, row=box.row + (box.row > 3) + (box.row > 4)) for box in table.boxes]
        for row, source in ((4, 3), (6, 4)):
            boxes.append(Box(f"（{made.year - 1}年同期）", row, 0, 1, 3))
            boxes += [Box(text, row, 3 + at) for at, text in enumerate(before[10][source][3:])]
        return [Table(tuple(boxes), 2)]

    return _word(folder, "two_year_rows", swap_tables(made, swap))


HELD: tuple[Layout, ...] = (
    gazette_columns, checklist_first, group_tables, wiki_markup, field_records, beside_tables, data_labels,
    marker_lines, units_before_sheets, two_year_rows,
)  # fmt: skip
