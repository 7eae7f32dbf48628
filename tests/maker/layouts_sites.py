"""Layouts of web pages as content systems, office exports and careless hands make them.

`DEVELOPED` were looked at while the readers were mended; `HELD` were measured once, at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from pathlib import Path

from ingest.document import Box, Table
from tests.maker.made import BLANKS, Made
from tests.maker.pages import lay_out
from tests.maker.write.html import table_markup
from tests.maker.write.text import rows_of

Layout = Callable[[Made, Path], Path]


def _page(
    made: Made, name: str, folder: Path, table: Callable[[Table], str], *, head: str = "", tail: str = ""
) -> Path:
    parts = [table(block) if isinstance(block, Table) else f"<p>{escape(block.text)}</p>" for block in lay_out(made)]
    body = "\n".join(parts)
    page = f"<html><head><meta charset=utf-8><title>{made.title}</title>{head}</head><body>{body}{tail}</body></html>"
    path = folder / f"{name}.html"
    path.write_text(page, encoding="utf-8")
    return path


def _boxes(table: Table) -> list[list[Box]]:
    rows: list[list[Box]] = [[] for _ in range(table.height)]
    for box in sorted(table.boxes, key=lambda each: (each.row, each.column)):
        rows[box.row].append(box)
    return rows


def _spans(box: Box) -> str:
    return f' rowspan="{box.rowspan}"' * (box.rowspan > 1) + f' colspan="{box.colspan}"' * (box.colspan > 1)


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[-/—]|-?[\d,.]+(?:件|项|万元)?(?:（.*）)?", text))


def th_scope(made: Made, folder: Path) -> Path:
    """HTML with row heads as <th scope=row>, thead and tbody, and a caption with a unit."""

    def table(found: Table) -> str:
        rows = []
        for boxes in _boxes(found):
            cells = (
                f"<td{_spans(b)}>{b.text}</td>"
                if _is_figure(b.text) or not b.text
                else f"<th scope=row{_spans(b)}>{b.text}</th>"
                for b in boxes
            )
            rows.append("<tr>" + "".join(cells) + "</tr>")
        return f"<table><caption>单位：件</caption><thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"

    return _page(made, "th_scope", folder, table)


def list_rows(made: Made, folder: Path) -> Path:
    """HTML: every row a list, every box a list item."""

    def table(found: Table) -> str:
        rows = ("".join(f"<li>{escape(t)}</li>" for t in row) for row in rows_of(found))
        return '<div class="grid">' + "".join(f"<ul>{row}</ul>" for row in rows) + "</div>"

    return _page(made, "list_rows", folder, table)


def css_grid(made: Made, folder: Path) -> Path:
    """HTML: a CSS grid, its boxes spanning by style."""

    def table(found: Table) -> str:
        boxes = sorted(found.boxes, key=lambda box: (box.row, box.column))
        cells = "".join(
            f'<div style="grid-column: span {b.colspan}; grid-row: span {b.rowspan}">{escape(b.text)}</div>'
            for b in boxes
        )
        return f'<div style="display:grid;grid-template-columns:repeat({found.width},1fr)">{cells}</div>'

    return _page(made, "css_grid", folder, table)


def unclosed(made: Made, folder: Path) -> Path:
    """HTML in the manner of 1998: upper-case tags, none of them closed, attributes without quotes."""

    def table(found: Table) -> str:
        rows = []
        for boxes in _boxes(found):
            cells = "".join(
                f"\n<TD ALIGN=center ROWSPAN={b.rowspan} COLSPAN={b.colspan}><FONT SIZE=2>{b.text or '&nbsp;'}"
                for b in boxes
            )
            rows.append("<TR>" + cells)
        return "<TABLE BORDER=1>" + "\n".join(rows) + "</TABLE>"

    return _page(made, "unclosed", folder, table)


def wide_spans(made: Made, folder: Path) -> Path:
    """HTML whose last boxes span far beyond the table, as a page editor leaves them."""

    def table(found: Table) -> str:
        rows = []
        for boxes in _boxes(found):
            cells = []
            for at, box in enumerate(boxes):
                wide = box.colspan + (4 if at == len(boxes) - 1 and box.colspan > 1 else 0)
                cells.append(f"<td rowspan={box.rowspan} colspan={wide}>{escape(box.text)}</td>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        return "<table>" + "".join(rows) + "</table>"

    return _page(made, "wide_spans", folder, table)


def noted(made: Made, folder: Path) -> Path:
    """HTML with a footnote's raised number behind some figures, and the notes under the table."""
    mark = iter(range(1, 10_000))

    def cell(box: Box) -> str:
        text = escape(box.text)
        if box.text.isdigit() and len(box.text) > 1 and next(mark) % 5 == 0:
            text += "<sup>1</sup>" if next(mark) % 2 else "<sup>[2]</sup>"
        return f"<td{_spans(box)}>{text}</td>"

    def table(found: Table) -> str:
        rows = ("<tr>" + "".join(map(cell, boxes)) + "</tr>" for boxes in _boxes(found))
        return "<table>" + "".join(rows) + "</table><p>注：1.含上年结转件。2.按办结口径统计。</p>"

    return _page(made, "noted", folder, table)


def circled(made: Made, folder: Path) -> Path:
    """HTML with circled marks of notes behind some figures: 12①."""

    def table(found: Table) -> str:
        marked = re.sub(r">(\d*[37])<", r">\1①<", table_markup(found))
        return marked + "<p>①含并案处理的申请。</p>"

    return _page(made, "circled", folder, table)


def hidden_words(made: Made, folder: Path) -> Path:
    """HTML with words in the boxes that nobody sees: by style, by class, by attribute."""
    hides = ('<span style="display:none">9</span>', '<i class="sr">8</i>', "<b hidden>7</b>")

    def table(found: Table) -> str:
        at = iter(range(100_000))

        def cell(match: re.Match[str]) -> str:
            return f">{hides[next(at) % 3]}{match[1]}<"

        return re.sub(r">(\d+)<", cell, table_markup(found))

    return _page(made, "hidden_words", folder, table, head="<style>.sr{display:none}</style>")


def blank_entities(made: Made, folder: Path) -> Path:
    """HTML whose empty boxes hold &nbsp;, &ensp;, a zero-width sign or an empty paragraph."""
    blanks = ("&nbsp;", "&ensp;&emsp;", "&#8203;", "<p>&nbsp;</p>", "<br>", "<p><o:p></o:p></p>")

    def table(found: Table) -> str:
        rows = []
        for y, boxes in enumerate(_boxes(found)):
            cells = (f"<td{_spans(b)}>{escape(b.text) or blanks[(y + b.column) % 6]}</td>" for b in boxes)
            rows.append("<tr>" + "".join(cells) + "</tr>")
        return "<table>" + "".join(rows) + "</table>"

    return _page(made, "blank_entities", folder, table)


def three_parts(made: Made, folder: Path) -> Path:
    """HTML: section 三 cut into three tables, each with the head of applicants again."""

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = rows_of(found)
        head, body = rows[:3], rows[3:]
        cuts = (0, len(body) // 3, 2 * len(body) // 3, len(body))
        parts = []
        for start, end in pairwise(cuts):
            lines = ("".join(f"<td>{t}</td>" for t in row) for row in [*head, *body[start:end]])
            parts.append("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
        return "<p>（续表）</p>".join(parts)

    return _page(made, "three_parts", folder, table)


def group_rows(made: Made, folder: Path) -> Path:
    """HTML with one column of labels, a group's label on a row of its own above its rows."""

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = []
        for boxes in _boxes(found)[3:]:
            labels = [b.text for b in boxes if b.column < 3 and b.text]
            figures = [b.text for b in boxes if b.column >= 3]
            rows += [[label, *[""] * 7] for label in labels[:-1]]
            rows.append([labels[-1], *figures])
        names = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
        body = "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in [names, *rows])
        return f"<table>{body}</table>"

    return _page(made, "group_rows", folder, table)


def serial_numbers(made: Made, folder: Path) -> Path:
    """HTML with a first column of running numbers and a last one for remarks."""

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = rows_of(found)
        lines = [["序号", *rows[2][:3], *["自然人", *rows[2][4:9], "总计"], "备注"]]
        lines += [[str(at), *row, ""] for at, row in enumerate(rows[3:], 1)]
        return "<table>" + "".join("<tr>" + "".join(f"<td>{t}</td>" for t in r) + "</tr>" for r in lines) + "</table>"

    return _page(made, "serial_numbers", folder, table)


def bilingual(made: Made, folder: Path) -> Path:
    """HTML with every label in Chinese and in English."""
    english = {
        "自然人": "Natural persons", "总计": "Total", "商业企业": "Businesses", "科研机构": "Research institutes",
        "其他": "Others", "规章": "Regulations", "行政许可": "Licences", "结果维持": "Upheld", "结果纠正": "Corrected",
        "予以公开": "Granted", "不予公开": "Refused", "行政处罚": "Penalties", "行政强制": "Coercive measures",
    }  # fmt: skip

    def table(found: Table) -> str:
        def both(match: re.Match[str]) -> str:
            if match[1][0].isdigit() and match[1][-1] in "件项元）" and "." not in match[1][:3]:
                return match[0]  # a figure with its unit
            words = next((e for c, e in english.items() if match[1].endswith(c)), "Item of the form")
            return f">{match[1]}<br><i>{words}</i><"

        return re.sub(r">([^<>\n]*[\u4e00-\u9fff][^<>\n]*)<", both, table_markup(found))

    return _page(made, "bilingual", folder, table)


def spaced_figures(made: Made, folder: Path) -> Path:
    """HTML in which a thin blank stands inside long figures and money shows two places: 12 345, 0.00."""

    def table(found: Table) -> str:
        def spaced(match: re.Match[str]) -> str:
            digits = match[1]
            return f">{digits[:-3]}&thinsp;{digits[-3:]}<" if len(digits) > 3 else f"> {digits} <"

        marked = re.sub(r">(\d+)<", spaced, table_markup(found))
        return re.sub(r"(收费金额[^<]*</td></tr>\s*<tr>(?:<td[^>]*>[^<]*</td>)*?<td[^>]*>) 0 <", r"\g<1>0.00<", marked)

    return _page(made, "spaced_figures", folder, table)


def preformatted(made: Made, folder: Path) -> Path:
    """HTML with the tables as typewriter text in <pre>, tabs between the boxes."""

    def table(found: Table) -> str:
        return "<pre>" + "\n".join("\t".join(escape(t) for t in row) for row in rows_of(found)) + "</pre>"

    return _page(made, "preformatted", folder, table)


def spreadsheet_page(made: Made, folder: Path) -> Path:
    """HTML that a spreadsheet saved: figures as attributes too, a hidden row that only measures."""

    def table(found: Table) -> str:
        rows = []
        for boxes in _boxes(found):
            number = " x:num"
            cells = (f"<td class=xl66{_spans(b)}{number * b.text.isdigit()}>{escape(b.text)}</td>" for b in boxes)
            rows.append("<tr height=19>" + "".join(cells) + "</tr>")
        sizes = "".join("<td width=72 style='width:54pt'></td>" for _ in range(found.width))
        rows.append(f"<![if supportMisalignedColumns]><tr height=0 style='display:none'>{sizes}</tr><![endif]>")
        columns = "".join("<col width=72>" for _ in range(found.width))
        return f"<table x:str border=0 cellpadding=0>{columns}{''.join(rows)}</table>"

    return _page(made, "spreadsheet_page", folder, table)


def defined_lists(made: Made, folder: Path) -> Path:
    """HTML: every row a definition list, the label its term, the figures its definitions."""

    def table(found: Table) -> str:
        rows = []
        for row in rows_of(found, None):
            words = [t for t in row if t and t not in BLANKS and not _is_figure(t)]
            terms = "".join(f"<dt>{t}</dt>" for t in words[:3]) if len(words) < len(row) else ""
            rest = row[len(words) :] if terms else row
            rows.append("<dl>" + terms + "".join(f"<dd>{t}</dd>" for t in rest) + "</dl>")
        return "<div>" + "".join(rows) + "</div>"

    return _page(made, "defined_lists", folder, table)


def letter_first(made: Made, folder: Path) -> Path:
    """HTML: a covering letter of another office with its own date stands before the report."""
    letter = (
        f"<p>关于报送{made.year}年政府信息公开工作年度报告的函</p><p>{made.body.region[1]}人民政府办公室：</p>"
        f"<p>按照要求，现将我单位{made.year}年年度报告报上，请审阅。</p><p>{made.year + 1}年1月5日</p>"
    )
    path = _page(made, "letter_first", folder, table_markup)
    path.write_text(path.read_text("utf-8").replace("<body>", "<body>" + letter), encoding="utf-8")
    return path


def filled_spans(made: Made, folder: Path) -> Path:
    """HTML without spans in which every place repeats the text of its box, labels and heads alike."""

    def table(found: Table) -> str:
        rows = ("".join(f"<td>{escape(box.text) if box else ''}</td>" for box in row) for row in found.grid())
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    return _page(made, "filled_spans", folder, table)


def paragraph_rows(made: Made, folder: Path) -> Path:
    """HTML without any table: a paragraph a row, long runs of &nbsp; between the boxes."""

    def table(found: Table) -> str:
        lines = ("&nbsp;&nbsp;&nbsp;&nbsp;".join(escape(t) or "&nbsp;" for t in row) for row in rows_of(found, None))
        return "".join(f"<p>{line}</p>" for line in lines)

    return _page(made, "paragraph_rows", folder, table)


def turned_page(made: Made, folder: Path) -> Path:
    """HTML: section 三 on its side, an applicant a row, the form's rows as columns."""

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = [(next((t for t in reversed(r[:3]) if t), ""), r[3:]) for r in rows_of(found)[3:]]
        names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
        lines = [["", *(label for label, _ in rows)]]
        lines += [[name, *(figures[at] for _, figures in rows)] for at, name in enumerate(names)]
        return "<table>" + "".join("<tr>" + "".join(f"<td>{t}</td>" for t in r) + "</tr>" for r in lines) + "</table>"

    return _page(made, "turned_page", folder, table)


DEVELOPED: tuple[Layout, ...] = (
    th_scope, list_rows, css_grid, unclosed, noted, circled, hidden_words, blank_entities, three_parts, group_rows,
    serial_numbers, preformatted, filled_spans, spaced_figures,
)  # fmt: skip
HELD: tuple[Layout, ...] = (
    wide_spans, bilingual, spreadsheet_page, defined_lists, letter_first, paragraph_rows, turned_page,
)  # fmt: skip
