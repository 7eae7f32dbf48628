"""Layouts of text, Markdown, Word, workbooks and PDF that came later.

`DEVELOPED` were looked at while the readers were mended; `HELD` were measured once, at the end.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from unicodedata import east_asian_width

import docx
from docx.oxml import OxmlElement
from docx.text.run import Run
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Block, Box, Table, Text
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.write.html import table_markup
from tests.maker.write.pdf import write_pdf
from tests.maker.write.text import rows_of
from tests.maker.write.word import add_table, save_docx, write_docx

Layout = Callable[[Made, Path], Path]


def _text(made: Made, folder: Path, name: str, table: Callable[[Table], str]) -> Path:
    path = folder / name
    parts = (block.text if isinstance(block, Text) else table(block) for block in lay_out(made))
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return path


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _wide(text))


def box_lines(made: Made, folder: Path) -> Path:
    """Text with the tables drawn in signs: ┌─┬─┐ │ └─┴─┘."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        widths = [max(_wide(row[at]) for row in rows) + 2 for at in range(found.width)]
        rule = ["─" * width for width in widths]
        lines = ["┌" + "┬".join(rule) + "┐"]
        for at, row in enumerate(rows):
            if at:
                lines.append("├" + "┼".join(rule) + "┤")
            lines.append("│" + "│".join(_padded(" " + t, w) for t, w in zip(row, widths, strict=True)) + "│")
        return "\n".join([*lines, "└" + "┴".join(rule) + "┘"])

    return _text(made, folder, "box_lines.txt", table)


def comma_rows(made: Made, folder: Path) -> Path:
    """Text with the tables as comma-separated rows, quoted where they must be."""

    def table(found: Table) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows_of(found))
        return out.getvalue().rstrip("\n")

    return _text(made, folder, "comma_rows.txt", table)


def semicolon_rows(made: Made, folder: Path) -> Path:
    """Text with semicolons between the boxes."""
    return _text(made, folder, "semicolon_rows.txt", lambda t: "\n".join(";".join(row) for row in rows_of(t)))


def padded_columns(made: Made, folder: Path) -> Path:
    """Text in aligned columns as a typewriter sets them, blank where a box is blank."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        widths = [max(_wide(row[at]) for row in rows) + 2 for at in range(found.width)]
        lines = ("".join(_padded(t, w) for t, w in zip(row, widths, strict=True)).rstrip() for row in rows)
        return "\n".join(lines)

    return _text(made, folder, "padded_columns.txt", table)


def right_aligned(made: Made, folder: Path) -> Path:
    """Text in columns, figures set to the right under their heads, labels cut at sixteen signs."""

    def table(found: Table) -> str:
        if found.width != 10:
            return "\n".join("".join(_padded(t, 18) for t in row).rstrip() for row in rows_of(found))
        lines = []
        for row in rows_of(found)[2:]:
            label = next((t for t in reversed(row[:3]) if t), "")[:16]
            heads = ["自然人", "商业企业", "科研机构", "公益组织", "法律机构", "其他", "总计"]
            values = heads if not lines else row[3:]
            lines.append(_padded(label, 34) + "".join(" " * (12 - _wide(t)) + t for t in values))
        return "\n".join(line.rstrip() for line in lines)

    return _text(made, folder, "right_aligned.txt", table)


def _poppler(made: Made, folder: Path, name: str, look: str, *options: str) -> Path:
    program = shutil.which("pdftotext")
    if program is None:
        raise FileNotFoundError("pdftotext")
    drawn = folder / f"{name}.pdf"
    write_pdf(made, lay_out(made), drawn, look)
    subprocess.run([program, *options, str(drawn), str(folder / f"{name}.txt")], check=True, timeout=60)
    drawn.unlink()
    return folder / f"{name}.txt"


def kept_layout(made: Made, folder: Path) -> Path:
    """Text that a program took out of a PDF, keeping the places of the words."""
    return _poppler(made, folder, "kept_layout", "ruled", "-layout")


def raw_order(made: Made, folder: Path) -> Path:
    """Text that a program took out of a PDF in the order in which it was drawn."""
    return _poppler(made, folder, "raw_order", "ruled", "-raw")


def flowed(made: Made, folder: Path) -> Path:
    """Text that a program took out of a PDF in reading order, a box a line."""
    return _poppler(made, folder, "flowed", "unruled")


def watermarked(made: Made, folder: Path) -> Path:
    """Text with tabs, the words of a watermark between the rows."""

    def table(found: Table) -> str:
        lines = []
        for at, row in enumerate(rows_of(found)):
            lines.append("\t".join(row))
            if at % 7 == 5:
                lines.append("内部资料 请勿外传")
        return "\n".join(lines)

    return _text(made, folder, "watermarked.txt", table)


def _converted(made: Made, folder: Path, name: str, table: Callable[[Table], str]) -> Path:
    path = folder / name
    parts = [table(b) if isinstance(b, Table) else ("# " if b.heading else "") + b.text for b in lay_out(made)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


def markup_tables(made: Made, folder: Path) -> Path:
    """Markdown from recognition, its tables as HTML in one line with spans."""
    return _converted(
        made, folder, "markup_tables.md", lambda t: table_markup(t).replace("\n", "").replace("&nbsp;", "")
    )


def flat_markup(made: Made, folder: Path) -> Path:
    """Markdown from recognition, its tables as HTML without spans, merged boxes left out."""

    def table(found: Table) -> str:
        rows = rows_of(found, None)
        return "<table>" + "".join("<tr>" + "".join(f"<td>{t}</td>" for t in r) + "</tr>" for r in rows) + "</table>"

    return _converted(made, folder, "flat_markup.md", table)


def lost_columns(made: Made, folder: Path) -> Path:
    """Markdown from recognition: columns that are blank throughout are gone, head and all."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width != 10:
            return _bars(rows)
        kept = [at for at in range(10) if at < 3 or any(row[at] for row in rows[3:])]
        head = ["", "", "", "自然人", *rows[2][4:9], "总计"]
        return _bars([[row[at] for at in kept] for row in [head, *rows[3:]]])

    return _converted(made, folder, "lost_columns.md", table)


def _bars(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def first_as_head(made: Made, folder: Path) -> Path:
    """Markdown from recognition: the page break makes the next row the head of a new table."""

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width != 10:
            return _bars(rows)
        return "\n\n".join([_bars(rows[:12]), "- 3 -", _bars(rows[12:])])

    return _converted(made, folder, "first_as_head.md", table)


def torn_rows(made: Made, folder: Path) -> Path:
    """Markdown from recognition: some rows torn in two, the label a line of text, the figures a row."""

    def table(found: Table) -> str:
        lines: list[str] = []
        for at, row in enumerate(rows_of(found)):
            if found.width == 10 and at > 3 and at % 6 == 0:
                lines += ["", " ".join(t for t in row[:3] if t), "", f"| {' | '.join(row[3:])} |"]
            else:
                lines.append(f"| {' | '.join(row)} |")
                if at == 0:
                    lines.append("|" + "---|" * len(row))
        return "\n".join(lines)

    return _converted(made, folder, "torn_rows.md", table)


def nested_controls(made: Made, folder: Path) -> Path:
    """Word: content controls inside one another round rows, boxes and runs, as forms have them."""
    path = folder / "nested_controls.docx"
    document = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            document.add_paragraph(block.text)
            continue
        add_table(document, block)
        table = document.tables[-1]
        for row in list(table._tbl.tr_lst)[::3]:
            _enclose(row)
        for at, cell in enumerate(table._tbl.iter_tcs()):
            for paragraph in cell.p_lst if at % 2 else ():
                for run in list(paragraph.r_lst):
                    _enclose(_enclose(run))
    save_docx(document, path)
    return path


def _enclose(element):  # type: ignore[no-untyped-def]
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    element.addprevious(control)
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    content.append(element)
    return control


def tab_paragraphs(made: Made, folder: Path) -> Path:
    """Word without tables: a paragraph a row, tabs between the boxes."""
    path = folder / "tab_paragraphs.docx"
    document = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            document.add_paragraph(block.text)
        else:
            for row in rows_of(block):
                document.add_paragraph("\t".join(row))
    save_docx(document, path)
    return path


def raised_notes(made: Made, folder: Path) -> Path:
    """Word with the raised numbers of notes behind some figures."""
    path = folder / "raised_notes.docx"
    document = docx.Document()
    count = 0
    for block in lay_out(made):
        if isinstance(block, Text):
            document.add_paragraph(block.text)
            continue
        add_table(document, block)
        table = document.tables[-1]
        for cell in table._tbl.iter_tcs():
            for paragraph in cell.p_lst:
                count += 1
                if "".join(run.text for run in paragraph.r_lst).isdigit() and count % 6 == 0:
                    run = Run(paragraph.add_r(), document)  # type: ignore[arg-type]
                    run.text = "2"
                    run.font.superscript = True
    save_docx(document, path)
    return path


def spaced_sheet(made: Made, folder: Path) -> Path:
    """Workbook: empty columns and rows between, a unit row, every figure with two places, a hidden old sheet."""
    path = folder / "spaced_sheet.xlsx"
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    row = 1
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.cell(row, 1, block.text)
            row += 1
            continue
        sheet.cell(row, 2, "单位：件、万元")
        row += 1
        for line in rows_of(block):
            for at, text in enumerate(line):
                if text:
                    cell = sheet.cell(row, at * 2 + 1, int(text) if text.isdigit() else text)
                    cell.number_format = "0.00"
            row += 1
        row += 2
    book.save(path)
    return path


def rich_pdf(made: Made, folder: Path) -> Path:
    """PDF that LibreOffice makes of a page of HTML with spans."""
    page = folder / "rich_pdf.html"
    parts = [b.text if isinstance(b, Text) else table_markup(b) for b in lay_out(made)]
    body = "".join(p if p.startswith("<table") else f"<p>{p}</p>" for p in parts)
    page.write_text(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>", encoding="utf-8")
    return _office(folder, page, "pdf")


def _office(folder: Path, file: Path, kind: str) -> Path:
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    file.unlink()
    return folder / f"{file.stem}.{kind.split(':')[0]}"


def open_document(made: Made, folder: Path) -> Path:
    """OpenDocument text that LibreOffice makes of a Word file."""
    word = folder / "open_document.docx"
    write_docx(made, lay_out(made), word)
    return _office(folder, word, "odt")


def rich_text(made: Made, folder: Path) -> Path:
    """RTF that LibreOffice makes of a Word file."""
    word = folder / "rich_text.docx"
    write_docx(made, lay_out(made), word)
    return _office(folder, word, "rtf")


def repeated_heads(made: Made, folder: Path) -> Path:
    """PDF with lines, the heads of section 三 printed again on every page."""
    path = folder / "repeated_heads.pdf"
    blocks: list[Block] = []
    for block in lay_out(made):
        if isinstance(block, Text) or block.width != 10:
            blocks.append(block)
            continue
        cut = 17
        head = [b for b in block.boxes if b.row < 3]
        upper = [
            Box(b.text, b.row, b.column, min(b.rowspan, cut - b.row), b.colspan) for b in block.boxes if b.row < cut
        ]
        lower = [
            Box(
                b.text if b.row >= cut else "",
                max(b.row, cut) - cut + 3,
                b.column,
                b.row + b.rowspan - max(b.row, cut),
                b.colspan,
            )
            for b in block.boxes
            if b.row + b.rowspan > cut
        ]
        blocks += [Table(tuple(upper), 2), Text("（续上表）"), Table((*head, *lower), 3)]
    write_pdf(made, blocks, path, "ruled")
    return path


def spaced_words(made: Made, folder: Path) -> Path:
    """Text with one blank between the boxes and a dash for every blank box."""

    def table(found: Table) -> str:
        return "\n".join(" ".join(re.sub(r"\s", "", t) or "-" for t in row) for row in rows_of(found, None))

    return _text(made, folder, "spaced_words.txt", table)


DEVELOPED: tuple[Layout, ...] = (
    box_lines, comma_rows, padded_columns, right_aligned, kept_layout, raw_order, markup_tables, lost_columns,
    torn_rows, nested_controls, tab_paragraphs, raised_notes, spaced_sheet, repeated_heads, watermarked,
)  # fmt: skip
HELD: tuple[Layout, ...] = (
    semicolon_rows, flowed, flat_markup, first_as_head, rich_pdf, open_document, rich_text, spaced_words,
)  # fmt: skip
