"""Held-back layouts in office formats: Word with oddities, PDF drawn in other ways, workbooks."""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from ingest.document import Box, Table, Text
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.write.pdf import write_pdf
from tests.maker.write.word import add_table, save_docx, write_docx


def _word(made: Made, add: Callable[[WordFile, Table], None]) -> WordFile:
    word = docx.Document()
    for block in lay_out(made):
        if isinstance(block, Text):
            word.add_paragraph(block.text)
        else:
            add(word, block)
    return word


def cut_tables(made: Made, folder: Path) -> Path:
    """Word: a long table goes on as a second one on the next page, its header rows printed again."""

    def add(word: WordFile, table: Table) -> None:
        if table.number != 2:
            return add_table(word, table)
        head = [box for box in table.boxes if box.row < 3]
        for first, last in ((3, 16), (16, table.height)):
            rows = [
                Box(
                    b.text,
                    max(b.row, first) - first + 3,
                    b.column,
                    min(b.row + b.rowspan, last) - max(b.row, first),
                    b.colspan,
                )
                for b in table.boxes
                if b.row >= 3 and b.row < last and b.row + b.rowspan > first
            ]
            add_table(word, Table((*head, *rows), table.number))
            word.add_paragraph("")
        return None

    path = folder / "cut_tables.docx"
    save_docx(_word(made, add), path)
    return path


def tracked(made: Made, folder: Path) -> Path:
    """Word with tracked changes: an old figure struck out before every new one."""

    def add(word: WordFile, table: Table) -> None:
        add_table(word, table)
        for run in word.tables[-1]._tbl.iter(qn("w:r")):
            text = "".join(t.text or "" for t in run.iter(qn("w:t")))
            parent = run.getparent()
            if not text.isdigit() or parent is None or parent.tag != qn("w:p") or len(text) % 2:
                continue
            deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
            old = copy.deepcopy(run)
            for t in old.iter(qn("w:t")):
                t.tag, t.text = qn("w:delText"), "88"
            deleted.append(old)
            parent.replace(run, inserted)
            inserted.append(run)
            inserted.addprevious(deleted)

    path = folder / "tracked.docx"
    save_docx(_word(made, add), path)
    return path


def boxed(made: Made, folder: Path) -> Path:
    """Word: each table inside a content control, figures right after each other in paragraphs with line breaks."""

    def add(word: WordFile, table: Table) -> None:
        add_table(word, table)
        found = word.tables[-1]._tbl
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        found.addprevious(control)
        control.append(content)
        content.append(found)

    path = folder / "boxed.docx"
    save_docx(_word(made, add), path)
    return path


def outer_table(made: Made, folder: Path) -> Path:
    """Word: the tables nested in the one box of an outer table, as a frame."""

    def add(word: WordFile, table: Table) -> None:
        frame = word.add_table(1, 1)
        add_table(word, table)
        frame.cell(0, 0)._tc.insert(0, word.tables[-1]._tbl)

    path = folder / "outer_table.docx"
    save_docx(_word(made, add), path)
    return path


def landscape(made: Made, folder: Path) -> Path:
    """PDF on landscape pages, with lines."""
    path = folder / "landscape.pdf"
    write_pdf(made, lay_out(made), path, "ruled", "landscape")
    return path


def landscape_bare(made: Made, folder: Path) -> Path:
    """PDF on landscape pages, columns kept by position only."""
    path = folder / "landscape_bare.pdf"
    write_pdf(made, lay_out(made), path, "unruled", "landscape")
    return path


def upright_rules(made: Made, folder: Path) -> Path:
    """PDF: lines between the rows only."""
    path = folder / "upright_rules.pdf"
    write_pdf(made, lay_out(made), path, "rows")
    return path


def rotated(made: Made, folder: Path) -> Path:
    """PDF: landscape pages drawn sideways on portrait paper, turned by the page's own mark."""
    path = folder / "rotated.pdf"
    write_pdf(made, lay_out(made), path, "sideways", "landscape")
    return path


def office_pdf(made: Made, folder: Path) -> Path:
    """PDF that LibreOffice makes of a Word file: narrow label columns, rows over page breaks."""
    word = folder / "office_pdf.docx"
    write_docx(made, lay_out(made), word)
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    word.unlink()
    return folder / "office_pdf.pdf"


def three_sheets(made: Made, folder: Path) -> Path:
    """Workbook: prose on the first sheet, each table on a sheet of its own, figures as floating numbers."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "正文"
    for block in lay_out(made):
        if isinstance(block, Text):
            first.append([block.text])
            continue
        sheet = book.create_sheet(f"表{block.number}")
        for box in block.boxes:
            sheet.cell(box.row + 1, box.column + 1, float(box.text) if box.text.isdigit() else box.text)
            if box.rowspan > 1 or box.colspan > 1:
                sheet.merge_cells(None, box.row + 1, box.column + 1, box.row + box.rowspan, box.column + box.colspan)
    path = folder / "three_sheets.xlsx"
    book.save(path)
    return path


def one_sheet(made: Made, folder: Path) -> Path:
    """Workbook: everything on one sheet, tables starting in the second column, no merged boxes."""
    book = Workbook()
    sheet = book.worksheets[0]
    for block in lay_out(made):
        if isinstance(block, Text):
            sheet.append([block.text])
            continue
        top = sheet.max_row + 1
        for box in block.boxes:
            sheet.cell(top + box.row, box.column + 2, int(box.text) if box.text.isdigit() else box.text)
    path = folder / "one_sheet.xlsx"
    book.save(path)
    return path


OFFICE_LAYOUTS: dict[str, Callable[[Made, Path], Path]] = {
    layout.__name__: layout
    for layout in (
        cut_tables,
        tracked,
        boxed,
        outer_table,
        landscape,
        landscape_bare,
        upright_rules,
        rotated,
        office_pdf,
        three_sheets,
        one_sheet,
    )
}
