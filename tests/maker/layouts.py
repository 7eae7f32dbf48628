"""Held-back layouts: ways of printing the form that nobody develops on, to see how the reading fares on new ones.

The samples are for developing; these are for measuring only. `tests/bench/layouts.py` makes reports in each, reads
them and writes docs/layouts.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from pathlib import Path

from ingest.document import Block, Box, Table, Text
from report.form import Row, column_label
from tests.maker.layouts_converters import HELD as CONVERTERS_HELD
from tests.maker.layouts_crawled import DEVELOPED as CRAWLED_DEVELOPED
from tests.maker.layouts_files import DEVELOPED as FILES_DEVELOPED
from tests.maker.layouts_hard import HARD_LAYOUTS
from tests.maker.layouts_held import HELD as FOURTH_PAGES
from tests.maker.layouts_held_papers import HELD as FOURTH_PAPERS
from tests.maker.layouts_kept import KEPT
from tests.maker.layouts_office import OFFICE_LAYOUTS
from tests.maker.layouts_papers import HELD as PAPERS_HELD
from tests.maker.layouts_published import HELD as PUBLISHED_HELD
from tests.maker.layouts_risky import DEVELOPED as RISKY_DEVELOPED
from tests.maker.layouts_risky import HELD as RISKY_HELD
from tests.maker.layouts_second import HELD as FIFTH
from tests.maker.layouts_sites import DEVELOPED as SITES_DEVELOPED
from tests.maker.layouts_sites import HELD as SITES_HELD
from tests.maker.layouts_texts import DEVELOPED as TEXTS_DEVELOPED
from tests.maker.layouts_texts import HELD as TEXTS_HELD
from tests.maker.layouts_widgets import DEVELOPED as WIDGETS_DEVELOPED
from tests.maker.made import Made
from tests.maker.pages import Sheet, lay_out
from tests.maker.write.html import article_markup, table_markup
from tests.maker.write.text import rows_of

Layout = Callable[[Made, Path], Path]


def _save(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _render(made: Made, table: Callable[[Table], str], between: str = "\n") -> str:
    return between.join(block.text if isinstance(block, Text) else table(block) for block in lay_out(made)) + "\n"


def bare_lines(made: Made, folder: Path) -> Path:
    """Text: every box a paragraph of its own, nothing between them."""
    return _save(folder / "bare_lines.txt", _render(made, lambda t: "\n".join("\n".join(r) for r in rows_of(t, None))))


def pipe_cells(made: Made, folder: Path) -> Path:
    """Text: one cell a line with a bar after it, a lone bar before each row."""

    def table(found: Table) -> str:
        return "\n".join("|\n" + "\n".join(f"{text} |" for text in row) for row in rows_of(found, None))

    return _save(folder / "pipe_cells.txt", _render(made, table))


def pipe_rows(made: Made, folder: Path) -> Path:
    """Text: a row a line with bars between, merged boxes missing, page marks between rows."""

    def table(found: Table) -> str:
        lines = [" | ".join(row) for row in rows_of(found, None)]
        return "\n".join(lines[:9] + (["— 3 —"] if len(lines) > 9 else []) + lines[9:])

    return _save(folder / "pipe_rows.txt", _render(made, table))


def wrapped_labels(made: Made, folder: Path) -> Path:
    """Text in aligned columns: long labels run over lines, their figures on the middle one."""

    def row_lines(row: list[str], width: int) -> list[str]:
        label, figures = next((t for t in reversed(row[:3]) if t), ""), row[3:]
        pieces = [label[i : i + 12] for i in range(0, len(label), 12)] or [""]
        middle = (len(pieces) - 1) // 2
        return [
            piece.ljust(12, "　") + ("".join(f"{f:>{width}}" for f in figures) if i == middle else "")
            for i, piece in enumerate(pieces)
        ]

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width != 10:
            return "\n".join("".join(f"{text:<14}" for text in row).rstrip() for row in rows_of(found, None))
        lines = [
            "　" * 12
            + "".join(f"{t:>8}" for t in ("自然人", "商业企业", "科研机构", "公益组织", "法律机构", "其他", "总计"))
        ]
        for row in rows[3:]:
            lines += row_lines(row, 8)
        return "\n".join(lines)

    return _save(folder / "wrapped_labels.txt", _render(made, table))


def reading_order(made: Made, folder: Path) -> Path:
    """Text copied out of a PDF: label and figures in one line, blanks between, group labels on their first row."""

    def table(found: Table) -> str:
        lines = [" ".join(text for text in row if text) for row in rows_of(found, None)]
        return "\n".join(lines[:12] + (["- 4 -"] if len(lines) > 12 else []) + lines[12:])

    return _save(folder / "reading_order.txt", _render(made, table))


def wide_digits(made: Made, folder: Path) -> Path:
    """UTF-16 text with tabs, full-width digits in the figures."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")

    def table(found: Table) -> str:
        rows = rows_of(found)
        return "\n".join("\t".join(t.translate(wide) if t.isdigit() else t for t in row) for row in rows)

    return _save(folder / "wide_digits.txt", _render(made, table), "utf-16")


def converted(made: Made, folder: Path) -> Path:
    """Markdown from a converter: invented header, line breaks inside boxes, the table cut in two."""

    def table(found: Table) -> str:
        rows = [[t.replace("（", "<br>（", 1) if len(t) > 12 else t for t in row] for row in rows_of(found)]
        head = [f"列{i + 1}" for i in range(found.width)]
        line, rule = "| " + " | ".join(head) + " |", "|" + "---|" * found.width
        body = [f"| {' | '.join(row)} |" for row in rows]
        cut = len(body) * 2 // 3 if len(body) > 12 else len(body)
        return "\n".join([line, rule, *body[:cut], *(["", line, rule, *body[cut:]] if cut < len(body) else [])])

    return _save(folder / "converted.md", _render(made, table, "\n\n"))


def bold_bars(made: Made, folder: Path) -> Path:
    """Markdown with repeated group labels, bold figures and no blank line round the tables."""

    def table(found: Table) -> str:
        rows = [[f"**{box.text}**" if box and box.text else "" for box in row] for row in found.grid()]
        return "\n".join(
            [f"|{'|'.join(rows[0])}|", "|" + ":-:|" * found.width, *(f"|{'|'.join(row)}|" for row in rows[1:])]
        )

    return _save(folder / "bold_bars.md", _render(made, table))


def _page(body: str, encoding: str = "utf-8", title: str = "信息公开") -> str:
    return f'<html><head><meta charset="{encoding}"><title>{title}</title></head><body>{body}</body></html>'


def _article(made: Made, table: Callable[[Table], str]) -> str:
    return "\n".join(
        table(block) if isinstance(block, Table) else f"<p>{escape(block.text)}</p>" for block in lay_out(made)
    )


def filler_cells(made: Made, folder: Path) -> Path:
    """HTML without spans: empty boxes where the form merges."""

    def table(found: Table) -> str:
        rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows_of(found))
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    return _save(folder / "filler_cells.html", _page(_article(made, table)))


def div_grid(made: Made, folder: Path) -> Path:
    """HTML without tables: rows and boxes are divs."""

    def table(found: Table) -> str:
        rows = ("".join(f'<div class="td">{escape(text)}</div>' for text in row) for row in rows_of(found))
        return '<div class="tb">' + "".join(f'<div class="tr">{row}</div>' for row in rows) + "</div>"

    return _save(folder / "div_grid.html", _page(_article(made, table)))


def layout_table(made: Made, folder: Path) -> Path:
    """HTML: the whole page is a table, the article one box of it, its tables nested."""
    menu = "".join(f"<tr><td>{made.body.name}{made.year + n}年政府信息公开工作年度报告</td></tr>" for n in (1, -1))
    article = f"<h1>{made.title}</h1>{article_markup(lay_out(made))}"
    middle = f"<tr><td><table>{menu}</table></td><td>{article}</td></tr>"
    body = f'<table><tr><td colspan="2">欢迎光临</td></tr>{middle}</table>'
    return _save(folder / "layout_table.html", _page(body))


def split_digits(made: Made, folder: Path) -> Path:
    """HTML in GB18030: digits cut up by font tags, labels spread out with blanks."""

    def spread(match: re.Match[str]) -> str:
        text = match[1]
        if text.isdigit() and len(text) > 1:
            return f"><font face='仿宋'>{text[:1]}</font><font face='Arial'>{text[1:]}</font><"
        return ">" + ("&nbsp;".join(text) if len(text) < 5 and not text.isdigit() else text) + "<"

    page = _page(_article(made, lambda t: re.sub(r">([^<>\n]+)<", spread, table_markup(t))), "gb2312")
    return _save(folder / "split_digits.htm", page, "gb18030")


def word_page(made: Made, folder: Path) -> Path:
    """HTML that Word saved under the name .doc."""

    def table(found: Table) -> str:
        rows: list[str] = []
        for y in range(found.height):
            boxes = (box for box in found.boxes if box.row == y)
            rows.append("<tr style='mso-yfti-irow:1'>" + "".join(map(_word_box, boxes)) + "</tr>")
        return "<table class=MsoNormalTable border=1>" + "".join(rows) + "</table>"

    text = _article(made, table).replace("<p>", "<p class=MsoNormal>")
    head = "<html xmlns:w='urn:schemas-microsoft-com:office:word'><head><meta charset='utf-8'></head><body>"
    return _save(folder / "word_page.doc", f"{head}<div class=Section1>{text}</div></body></html>")


def _word_box(box: Box) -> str:
    spans = f" colspan={box.colspan}" * (box.colspan > 1) + f" rowspan={box.rowspan}" * (box.rowspan > 1)
    return f"<td{spans}><p class=MsoNormal><span lang=EN-US>{escape(box.text)}<o:p></o:p></span></p></td>"


def tall_review(made: Made, folder: Path) -> Path:
    """HTML: section 四 as three rows of five columns, section 二 as one small table an article."""
    sheet = Sheet([])
    sheet.lay(("", 1, 1), *((column_label(c, made.edition), 1, 1) for c in made.form.row_cells(_review(made)[0])))
    names = {"reconsideration": "行政复议", "litigation_direct": "行政诉讼（未经复议直接起诉）"}
    for row in _review(made):
        figures = ((made.printed[cell], 1, 1) for cell in made.form.row_cells(row))
        sheet.lay((names.get(row.item, "行政诉讼（复议后起诉）"), 1, 1), *figures)
    blocks: list[Block] = []
    for block in lay_out(made):
        if isinstance(block, Table) and block.number == 3:
            blocks.append(sheet.table(3))
        elif isinstance(block, Table) and block.number == 1:
            blocks += _pieces(block)
        else:
            blocks.append(block)
    body = f"<h1>{made.title}</h1>{article_markup(blocks)}"
    return _save(folder / "tall_review.html", _page(body))


def _review(made: Made) -> tuple[Row, ...]:
    return made.form.table_rows("review_litigation")


def _pieces(table: Table) -> list[Table]:
    """A table for each 第二十条第（…）项."""
    starts = [box.row for box in table.boxes if box.text.startswith("第二十条")] + [table.height]
    return [
        Table(
            tuple(Box(b.text, b.row - top, b.column, b.rowspan, b.colspan) for b in table.boxes if top <= b.row < end),
            n,
        )
        for n, (top, end) in enumerate(pairwise(starts), 1)
    ]


HELD: tuple[Layout, ...] = (
    *SITES_HELD,
    *TEXTS_HELD,
    *PUBLISHED_HELD,
    *CONVERTERS_HELD,
    *PAPERS_HELD,
    *RISKY_HELD,
    *KEPT,
    *FOURTH_PAGES,
    *FOURTH_PAPERS,
    *FIFTH,
)
DEVELOPED: tuple[Layout, ...] = (
    *SITES_DEVELOPED, *TEXTS_DEVELOPED, *WIDGETS_DEVELOPED, *CRAWLED_DEVELOPED, *FILES_DEVELOPED,
    *RISKY_DEVELOPED,
)  # fmt: skip
LAYOUTS: dict[str, Layout] = (
    {
        layout.__name__: layout
        for layout in (
            bare_lines,
            pipe_cells,
            pipe_rows,
            wrapped_labels,
            reading_order,
            wide_digits,
            converted,
            bold_bars,
            filler_cells,
            div_grid,
            layout_table,
            split_digits,
            word_page,
            tall_review,
        )
    }
    | OFFICE_LAYOUTS
    | HARD_LAYOUTS
    | {
        layout.__name__: layout
        for layout in (*DEVELOPED, *HELD)
        if layout.__name__ not in (*OFFICE_LAYOUTS, *HARD_LAYOUTS)
    }
)
HELD_BACK = {layout.__name__ for layout in HELD}
