"""Word files with the form's merged cells, written so that the same report gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from ingest.document import Block, Table
from tests.maker.made import Made


def write_docx(made: Made, blocks: Iterable[Block], path: Path) -> None:
    """Headings are bold paragraphs, as in most such files; tables have grid lines."""
    word = docx.Document()
    word.styles["Normal"].font.size = Pt(10)
    stamp = datetime.combine(made.published, datetime.min.time())
    properties = word.core_properties
    properties.author, properties.title, properties.created, properties.modified = "", made.title, stamp, stamp
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            add_table(word, block)
            continue
        paragraph = word.add_paragraph()
        paragraph.add_run(block.text).bold = block.heading
        if number == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    save_docx(word, path)


def add_table(word: WordFile, table: Table) -> None:
    """A table with merged cells where boxes span."""
    made = word.add_table(table.height, table.width, style="Table Grid")
    cells = made._cells  # `made.cell` builds this list anew for every cell
    for box in table.boxes:
        cell = cells[box.row * table.width + box.column]
        if box.rowspan > 1 or box.colspan > 1:
            last = (box.row + box.rowspan - 1) * table.width + box.column + box.colspan - 1
            cell = cell.merge(cells[last])
        cell.text = box.text


def save_docx(word: WordFile, path: Path) -> None:
    """Saved with fixed times in the archive."""
    buffer = io.BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as saved, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in saved.namelist():
            fixed.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), saved.read(name), zipfile.ZIP_DEFLATED)
