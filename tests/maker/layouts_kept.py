"""The third round, kept: other prints of what went wrong in it, to see whether what was mended holds elsewhere.

Two years in one table, another order of columns, another body's set of tables, more columns than the form has, what is
hidden or struck out. Nobody mends by these.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import docx
from docx.shared import RGBColor
from openpyxl import Workbook

from ingest.document import Block, Box, Table, Text
from report.form import Cell
from tests.maker.layouts_converters import text_file
from tests.maker.layouts_published import save
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.variants import (
    is_figure,
    labelled_rows,
    last_year,
    other_body,
    refigured,
    short_label,
    swap_tables,
    tables_of,
)
from tests.maker.write.html import table_markup
from tests.maker.write.pdf import write_pdf
from tests.maker.write.text import rows_of
from tests.maker.write.word import add_table, save_docx

Layout = Callable[[Made, Path], Path]
_NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def _page(made: Made, folder: Path, name: str, table: Callable[[Table], str]) -> Path:
    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table(b) for b in lay_out(made)]
    head = f"<head><meta charset=utf-8><title>{made.title}</title></head>"
    return save(folder, f"{name}.html", f"<html>{head}<body>{''.join(parts)}</body></html>")


def year_rows(made: Made, folder: Path) -> Path:
    """HTML with each row of section 三 in two: this year's figures, and below them last year's."""
    before = next(rows_of(table)[3:] for table in tables_of(last_year(made)) if table.width == 10)

    def cells(texts: list[str]) -> str:
        return "".join(f"<td>{escape(text)}</td>" for text in texts)

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = [f"<tr>{cells(['办理情况', '年度', *_NAMES])}</tr>"]
        for (labels, figures), old in zip(labelled_rows(found), before, strict=True):
            rows.append(f"<tr><td rowspan=2>{labels[-1]}</td>{cells([str(made.year), *figures])}</tr>")
            rows.append(f"<tr>{cells([str(made.year - 1), *old[3:]])}</tr>")
        return "<table>" + "".join(rows) + "</table>"

    return _page(made, folder, "year_rows", table)


def year_columns(made: Made, folder: Path) -> Path:
    """Word with section 二 in two halves side by side: on the left this year's figures, on the right last year's."""
    before = tables_of(last_year(made))[0]
    titled = f"{made.year}年", f"{made.year - 1}年"

    def swap(table: Table) -> list[Block]:
        if table.width != 4:
            return [table]
        boxes = [Box("年度", 0, 0), Box(titled[0], 0, 1, 1, 3), Box(titled[1], 0, 4, 1, 3)]
        for box in table.boxes:
            boxes.append(Box(box.text, box.row + 1, box.column, box.rowspan, 7 if box.colspan == 4 else box.colspan))
        boxes += [Box(b.text, b.row + 1, b.column + 3, b.rowspan, b.colspan) for b in before.boxes if b.column]
        return [Table(tuple(boxes), 1)]

    word = docx.Document()
    for block in swap_tables(made, swap):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, block)
    path = folder / "year_columns.docx"
    save_docx(word, path)
    return path


def _reordered(row: list[str], order: list[int]) -> list[str]:
    return [row[at] for at in order]


def organizations_first(made: Made, folder: Path) -> Path:
    """Markdown with the organisations' columns before 自然人, and 总计 before both."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width == 10:
            order = [6, 1, 2, 3, 4, 5, 0]
            body = [[short_label(row), *_reordered(row[3:], order)] for row in rows[3:]]
            rows = [["办理情况", *_reordered(_NAMES, order)], *body]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])

    return text_file(made, folder, "organizations_first.md", table, "\n\n")


def totals_lead(made: Made, folder: Path) -> Path:
    """Text with tabs in which 总计 stands before the applicants, in the heads as in the rows."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width == 10:
            heads = ["", "", "", "总计", *_NAMES[:-1]]
            rows = [heads, *([*row[:3], row[9], *row[3:9]] for row in rows[3:])]
        return "\n".join("\t".join(row) for row in rows)

    return text_file(made, folder, "totals_lead.txt", table)


def annex_paper(made: Made, folder: Path) -> Path:
    """PDF with a subordinate body's three tables behind the signature, on pages of their own."""
    other = other_body(made)
    blocks = list(lay_out(made))
    blocks.append(Text(f"附件　{other.body.name}{made.year}年政府信息公开数据表"))
    for number, table in enumerate(tables_of(other), 1):
        blocks += [Text(f"表{number}"), table]
    path = folder / "annex_paper.pdf"
    write_pdf(made, blocks, path, "ruled")
    return path


def appended_year(made: Made, folder: Path) -> Path:
    """Markdown with last year's three tables behind the signature, under one heading that names the year."""

    def bars(table: Table) -> str:
        rows = [f"| {' | '.join(row)} |" for row in rows_of(table)]
        return "\n".join([rows[0], "|" + " --- |" * table.width, *rows[1:]])

    parts = [block.text if isinstance(block, Text) else bars(block) for block in lay_out(made)]
    parts.append(f"## 附：{made.year - 1}年度有关数据")
    parts += map(bars, tables_of(last_year(made)))
    return save(folder, "appended_year.md", "\n\n".join(parts) + "\n")


def hidden_rows(made: Made, folder: Path) -> Path:
    """Workbook with hidden rows of last year's figures between those of section 三, and last year on a hidden sheet."""
    book = Workbook()
    sheet, old_sheet = book.worksheets[0], book.create_sheet("上年")
    before = {table.width: rows_of(table) for table in tables_of(last_year(made))}
    for table in tables_of(last_year(made)):
        for line in rows_of(table):
            old_sheet.append(line)
    old_sheet.sheet_state = "hidden"
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.append([block.text])
            continue
        for y, line in enumerate(rows_of(block)):
            sheet.append([int(text) if text.isdigit() else text for text in line])
            if block.width == 10 and y >= 3:
                sheet.append(before[10][y])
                sheet.row_dimensions[sheet.max_row].hidden = True
    path = folder / "hidden_rows.xlsx"
    book.save(path)
    return path


def _share(made: Made, item: str) -> str:
    part, whole = (made.figures[Cell("applications", item, column)] for column in ("natural_person", "total"))
    return f"{100 * part / whole:.1f}" if whole else "—"


def share_column(made: Made, folder: Path) -> Path:
    """Text with tabs and a column of shares between the applicants and 总计: 34.8."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width == 10:
            heads = ["办理情况", *_NAMES[:-1], "自然人占比（%）", "总计"]
            shares = [_share(made, row.item) for row in made.form.table_rows("applications")]
            body = ([short_label(row), *row[3:9], share, row[9]] for row, share in zip(rows[3:], shares, strict=True))
            rows = [heads, *body]
        return "\n".join("\t".join(row) for row in rows)

    return text_file(made, folder, "share_column.txt", table)


def worded_blanks(made: Made, folder: Path) -> Path:
    """Word with 不涉及, ／ or ―― where a figure is blank, and figures with a blank or 件 behind them."""
    marks = ("不涉及", "／", "――", "暂无")
    mark = marks[made.year % 4]

    def change(text: str) -> str:
        return mark if text in ("", "/", "—") else f" {text} " if text.isdigit() and len(text) % 2 else text

    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, refigured(block, change))
    path = folder / "worded_blanks.docx"
    save_docx(word, path)
    return path


def struck_runs(made: Made, folder: Path) -> Path:
    """Word with a struck-out figure before some of those that count, and white digits behind others."""
    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
            continue
        add_table(word, block)
        cells = word.tables[-1]._cells
        for box in block.boxes:
            if not is_figure(block, box) or not box.text.isdigit() or (box.row + box.column) % 3:
                continue
            paragraph = cells[box.row * block.width + box.column].paragraphs[0]
            if box.row % 2:
                paragraph.add_run("6").font.color.rgb = RGBColor(255, 255, 255)
            else:
                paragraph.text = ""
                paragraph.add_run("9").font.strike = True
                paragraph.add_run(box.text)
    path = folder / "struck_runs.docx"
    save_docx(word, path)
    return path


def struck_marks(made: Made, folder: Path) -> Path:
    """Markdown with ~~9~~ before some figures: what is struck out does not count."""

    def table(found: Table) -> str:
        at = iter(range(100_000))
        changed = refigured(found, lambda text: f"~~9~~{text}" if text.isdigit() and next(at) % 5 == 0 else text)
        rows = [f"| {' | '.join(row)} |" for row in rows_of(changed)]
        return "\n".join([rows[0], "|" + " --- |" * found.width, *rows[1:]])

    return text_file(made, folder, "struck_marks.md", table, "\n\n")


KEPT: tuple[Layout, ...] = (
    year_rows, year_columns, organizations_first, totals_lead, annex_paper, appended_year, hidden_rows, share_column,
    worded_blanks, struck_runs, struck_marks,
)  # fmt: skip
