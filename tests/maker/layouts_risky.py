"""The third round, for figures silently wrong: boxes that hold more than their figure, and heads out of their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

import docx
from openpyxl import Workbook

from ingest.document import Box, Table, Text
from tests.maker.layouts_converters import text_file
from tests.maker.layouts_published import boxes_of, markup, save, spans
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.variants import is_figure, is_figure_row, refigured, relabelled
from tests.maker.write.html import table_markup
from tests.maker.write.pdf import write_pdf
from tests.maker.write.text import rows_of
from tests.maker.write.word import add_table, save_docx

Layout = Callable[[Made, Path], Path]


def _page(made: Made, folder: Path, name: str, table: Callable[[Table], str]) -> Path:
    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table(b) for b in lay_out(made)]
    head = f"<head><meta charset=utf-8><title>{made.title}</title></head>"
    return save(folder, f"{name}.html", f"<html>{head}<body>{''.join(parts)}</body></html>")


def _word(made: Made, folder: Path, name: str, table: Callable[[Table], Table]) -> Path:
    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add_table(word, table(block))
    path = folder / f"{name}.docx"
    save_docx(word, path)
    return path


def cell_trends(made: Made, folder: Path) -> Path:
    """HTML with the change against last year behind some figures, in the same box: 160（上年122）, 83↑, 25(+22)."""
    ways = ("{}（上年{}）", "{}↑", "{}(+{})", "{}")

    def table(found: Table) -> str:
        def content(box: Box) -> str:
            if not is_figure(found, box) or not box.text.isdigit():
                return escape(box.text)
            return ways[(box.row + box.column) % 4].format(box.text, 3 + box.row)

        return markup(found, content)

    return _page(made, folder, "cell_trends", table)


def wrong_spans(made: Made, folder: Path) -> Path:
    """HTML whose hanging labels are a row too long or too short, so that rows begin a place too far right or left."""

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = []
        for boxes in boxes_of(found):
            cells = []
            for box in boxes:
                more = 1 if box.text.startswith("三、") else -1 if box.text.startswith("（五）") else 0
                changed = replace(box, rowspan=box.rowspan + more)
                cells.append(f"<td{spans(changed)}>{escape(box.text)}</td>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        return "<table>" + "".join(rows) + "</table>"

    return _page(made, folder, "wrong_spans", table)


def swapped_heads(made: Made, folder: Path) -> Path:
    """Workbook with columns out of the form's order: 现行有效 first, 复议后起诉 before 未经复议, 尚未审结 first."""

    def moved(table: Table) -> list[list[str]]:
        rows = rows_of(table)
        if table.width == 15:
            heads = ["", *["行政诉讼"] * 10, *["行政复议"] * 5]
            kinds = ["", *["复议后起诉"] * 5, *["未经复议直接起诉"] * 5, *[""] * 5]
            order = [3, 0, 1, 2, 4]
            outcomes = [rows[2][5:10][at] for at in order]
            figures = [rows[3][start + at] for start in (10, 5, 0) for at in order]
            return [heads, kinds, ["", *outcomes * 3], ["件数", *figures]]
        if table.width == 4:
            three, lines = False, []
            for row in rows:
                three = bool(row[3]) if row[0] == "信息内容" else three and not row[0].startswith("第二十条")
                lines.append([row[0], row[3], row[1], row[2]] if three else row)
            return lines
        return rows

    book = Workbook()
    sheet = book.worksheets[0]
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.append([block.text])
            continue
        for line in moved(block):
            sheet.append([int(text) if text.isdigit() else text for text in line])
    path = folder / "swapped_heads.xlsx"
    book.save(path)
    return path


def stamped_pages(made: Made, folder: Path) -> Path:
    """PDF with a slanting watermark that holds digits across its tables."""
    path = folder / "stamped_pages.pdf"
    write_pdf(made, lay_out(made), path, "stamped")
    return path


_UNSEEN = (
    '<span style="font-size:0">4</span>', '<span style="visibility:hidden">5</span>',
    '<span style="position:absolute;left:-9999px">6</span>', '<span style="opacity:0">8</span>',
)  # fmt: skip


def camouflage(made: Made, folder: Path) -> Path:
    """HTML against copying: digits of no size, transparent, out of the page, before some figures."""

    def table(found: Table) -> str:
        def content(box: Box) -> str:
            hides = is_figure(found, box) and box.text.isdigit() and (box.row + box.column) % 3 == 0
            return (_UNSEEN[(box.row + box.column) % 4] if hides else "") + escape(box.text)

        return markup(found, content)

    return _page(made, folder, "camouflage", table)


def wide_commas(made: Made, folder: Path) -> Path:
    """Text with tabs, digits and thousands' commas of full width: １，２０４."""
    wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")

    def change(text: str) -> str:
        return (f"{int(text):,}" if text.isdigit() else text).translate(wide)

    def table(found: Table) -> str:
        return "\n".join("\t".join(row) for row in rows_of(refigured(found, change)))

    return text_file(made, folder, "wide_commas.txt", table)


def written_zeros(made: Made, folder: Path) -> Path:
    """Word with 零 or 〇 where a figure is 0."""
    zero = "零" if made.year % 2 else "〇"
    return _word(made, folder, "written_zeros", lambda t: refigured(t, lambda x: zero if x == "0" else x))


def misread_digits(made: Made, folder: Path) -> Path:
    """Markdown from recognition: O for 0 and l for 1 in every third row. To leave them out is right, too."""

    def table(found: Table) -> str:
        rows = []
        for y, row in enumerate(rows_of(found)):
            damaged = is_figure_row(found, y) and y % 3 == 0
            first = 0 if found.width == 15 else 3 if found.width == 10 else 1
            texts = [
                text.replace("0", "O").replace("1", "l") if damaged and x >= first else text
                for x, text in enumerate(row)
            ]
            rows.append(f"| {' | '.join(texts)} |")
        return "\n".join([rows[0], "|" + " --- |" * found.width, *rows[1:]])

    return text_file(made, folder, "misread_digits.md", table, "\n\n")


def repeated_rows(made: Made, folder: Path) -> Path:
    """Text with tabs in which the last row before a page break stands on both pages, the heads between."""

    def table(found: Table) -> str:
        lines = ["\t".join(row) for row in rows_of(found)]
        if found.width == 10:
            lines[16:16] = ["", "— 4 —", "", *lines[:3], lines[15]]
        return "\n".join(lines)

    return text_file(made, folder, "repeated_rows.txt", table)


def year_labels(made: Made, folder: Path) -> Path:
    """HTML whose labels name the years: 2023年新收…, 截至2023年底现行有效件数."""
    now, then = f"{made.year}年", f"{made.year - 1}年"

    def change(text: str) -> str:
        text = text.replace("上年结转", f"{then}结转").replace("上一年项目", f"{then}底项目").replace("本年度", now)
        text = text.replace("现行有效件数", f"截至{now}底现行有效件数").replace("下年度", f"{made.year + 1}年")
        return text.replace("本年", now)

    return _page(made, folder, "year_labels", lambda found: table_markup(relabelled(found, change)))


HELD: tuple[Layout, ...] = (
    cell_trends, wrong_spans, swapped_heads, stamped_pages, camouflage,
)  # fmt: skip
DEVELOPED: tuple[Layout, ...] = (
    wide_commas, written_zeros, misread_digits, repeated_rows, year_labels,
)  # fmt: skip
