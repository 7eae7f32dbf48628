"""Held-back layouts that are damaged: torn, misspelt, cut by pages, hidden copies. Left out is fine, wrong is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random

import docx

from ingest.document import Table, Text
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.write.html import article_markup, table_markup
from tests.maker.write.pdf import write_pdf
from tests.maker.write.text import rows_of
from tests.maker.write.word import add_table, save_docx

_ALIKE = {"请": "清", "量": "童", "结": "纪", "其": "真", "未": "末", "正": "止", "处": "外", "理": "埋", "复": "夏"}


def _text(made: Made, folder: Path, name: str, table: Callable[[Table], str]) -> Path:
    path = folder / name
    parts = (block.text if isinstance(block, Text) else table(block) for block in lay_out(made))
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return path


def misspelt(made: Made, folder: Path) -> Path:
    """Markdown from OCR: a sign in a dozen of the labels misread, another lost."""
    random = Random(made.title)

    def damage(text: str) -> str:
        if not re.search(r"[\u4e00-\u9fff]{3}", text):
            return text
        signs = [_ALIKE.get(c, c) if random.random() < 0.3 else c for c in text]
        if len(signs) > 8 and random.random() < 0.3:
            signs.pop(random.randrange(4, len(signs)))
        return "".join(signs)

    def table(found: Table) -> str:
        rows = [[damage(text) for text in row] for row in rows_of(found)]
        return "\n".join(
            ["", f"| {' | '.join(rows[0])} |", "|" + "---|" * found.width] + [f"| {' | '.join(r)} |" for r in rows[1:]]
        )

    return _text(made, folder, "misspelt.md", table)


def cut_label(made: Made, folder: Path) -> Path:
    """Text with tabs: a page break cuts labels in two, the figures stay with the first half."""

    def table(found: Table) -> str:
        lines = []
        for row in rows_of(found, None):
            label = next((at for at, text in enumerate(row) if len(text) > 18 and len(row) > 6), None)
            if label is None or "勾稽" in row[label]:
                lines.append("\t".join(row))
                continue
            first, rest = row[label][:12], row[label][12:]
            lines += ["\t".join([*row[:label], first, *row[label + 1 :]]), "— 2 —", f"\t{rest}"]
        return "\n".join(lines)

    return _text(made, folder, "cut_label.txt", table)


def upright_groups(made: Made, folder: Path) -> Path:
    """Text out of a PDF: 三、本年度办理结果 runs down the page, a sign a line, between the rows."""

    def table(found: Table) -> str:
        signs = iter("三、本年度办理结果")
        lines = []
        for row in rows_of(found, None):
            words = [text for text in row if text and not text.startswith("三、")]
            if any(word.startswith(("（三）", "（四）", "2.", "4.")) for word in words):
                lines.append(next(signs, ""))
            lines.append(" ".join(words))
        return "\n".join(line for line in lines if line)

    return _text(made, folder, "upright_groups.txt", table)


def hidden_copy(made: Made, folder: Path) -> Path:
    """HTML: a hidden table with other figures before each table, another in a comment."""

    def table(found: Table) -> str:
        other = re.sub(r">(\d+)<", lambda m: f">{int(m[1]) + 3}<", table_markup(found))
        return f'<div style="display: none">{other}</div><!-- {other} -->{table_markup(found)}'

    parts = (table(b) if isinstance(b, Table) else f"<p>{escape(b.text)}</p>" for b in lay_out(made))
    path = folder / "hidden_copy.html"
    path.write_text(f"<html><body>{''.join(parts)}</body></html>", encoding="utf-8")
    return path


def narrow_figures(made: Made, folder: Path) -> Path:
    """PDF: columns so narrow that long figures run over two lines of their box."""
    path = folder / "narrow_figures.pdf"
    write_pdf(made, lay_out(made), path, "narrow")
    return path


def torn(made: Made, folder: Path) -> Path:
    """Markdown: the labels of a table in one place, its rows of figures in another."""

    def table(found: Table) -> str:
        if found.width != 10:
            return "\n".join(f"| {' | '.join(row)} |" for row in rows_of(found))
        rows = rows_of(found)[3:]
        labels = "\n\n".join("".join(text for text in row[:3]) for row in rows)
        return labels + "\n\n" + "\n".join(f"| {' | '.join(row[3:])} |" for row in rows)

    return _text(made, folder, "torn.md", table)


def shifted(made: Made, folder: Path) -> Path:
    """Text with tabs: an empty first column in some rows, （七）总计 and 3.其他 a column to the left."""

    def table(found: Table) -> str:
        lines = []
        for at, row in enumerate(rows_of(found)):
            if found.width == 10 and any(text.startswith(("（七）", "3.其他")) for text in row):
                row = [next(text for text in row[:3] if text), *row[3:]]
            lines.append("\t".join([""] * (at % 3 == 0) + row))
        return "\n".join(lines)

    return _text(made, folder, "shifted.txt", table)


def headless(made: Made, folder: Path) -> Path:
    """Word without headings: the title, then prose and tables one after the other."""
    word = docx.Document()
    for number, block in enumerate(lay_out(made)):
        if isinstance(block, Table):
            add_table(word, block)
        elif number == 0 or not block.heading:
            word.add_paragraph(block.text)
    path = folder / "headless.docx"
    save_docx(word, path)
    return path


def numbered_pages(made: Made, folder: Path) -> Path:
    """Text, one cell a line, with bare page numbers between the cells."""

    def table(found: Table) -> str:
        lines = [text for row in rows_of(found, None) for text in row]
        middle = len(lines) // 2
        return "\n".join([*lines[:middle], "", str(found.number), "", *lines[middle:]])

    return _text(made, folder, "numbered_pages.txt", table)


def line_breaks(made: Made, folder: Path) -> Path:
    """HTML without any table: lines with <br>, cells with blanks between."""

    def table(found: Table) -> str:
        return "<br>".join("&nbsp;&nbsp;&nbsp;".join(escape(t) for t in row if t) for row in rows_of(found, None))

    parts = (table(b) if isinstance(b, Table) else escape(b.text) for b in lay_out(made))
    path = folder / "line_breaks.html"
    path.write_text(f"<html><body><div>{'<br>'.join(parts)}</div></body></html>", encoding="utf-8")
    return path


def printed_twice(made: Made, folder: Path) -> Path:
    """HTML: the article stands twice, once for the screen and once for the printer."""
    article = f"<h1>{made.title}</h1>{article_markup(lay_out(made))}"
    path = folder / "printed_twice.html"
    path.write_text(
        f"<html><body><div>{article}</div><div class='print'>{article}</div></body></html>", encoding="utf-8"
    )
    return path


HARD_LAYOUTS: dict[str, Callable[[Made, Path], Path]] = {
    layout.__name__: layout
    for layout in (
        misspelt,
        cut_label,
        upright_groups,
        hidden_copy,
        narrow_figures,
        torn,
        shifted,
        headless,
        numbered_pages,
        line_breaks,
        printed_twice,
    )
}
