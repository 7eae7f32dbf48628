"""The fourth round, held back: pages, Markdown and text that nobody who mends the readers has looked at.

Half of them are plain and met every week, half are hard; every box can be read by a patient person with the file open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from random import Random

from ingest.document import Box, Table, Text
from report.form import APPLICANTS, Cell
from report.numbers import render
from tests.maker.layouts_converters import folded, padded, text_file, wide
from tests.maker.layouts_published import boxes_of, markup, save, spans
from tests.maker.made import BLANKS, Made
from tests.maker.pages import lay_out
from tests.maker.variants import headed, is_figure, labelled_rows, last_year, relabelled, review_rows, tables_of
from tests.maker.write.html import table_markup
from tests.maker.write.text import rows_of

Layout = Callable[[Made, Path], Path]
_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


_HIDDEN = ' style="display: none"'


def _page(made: Made, folder: Path, name: str, parts: list[str], style: str = "") -> Path:
    head = f"<head><meta charset=utf-8><title>{made.title}</title><style>{style}</style></head>"
    return save(folder, f"{name}.html", f"<!DOCTYPE html><html>{head}<body>{''.join(parts)}</body></html>")


def _parts(made: Made, table: Callable[[Table], str]) -> list[str]:
    return [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table(b) for b in lay_out(made)]


def _grid(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    return "<table border=1>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def entity_text(made: Made, folder: Path) -> Path:
    """HTML of an old system in which every sign, Chinese or digit, is a numeric entity."""

    def coded(match: re.Match[str]) -> str:
        return "".join(f"&#{ord(sign)};" for sign in match[0])

    page = _page(made, folder, "entity_text", _parts(made, table_markup)).read_text("utf-8").replace("&nbsp;", "&#160;")
    coded_page = re.sub(r"(?<=>)[^<>&]+(?=<)", coded, page).replace("charset=utf-8", "charset=gb2312")
    return save(folder, "entity_text.html", coded_page, "gb18030")


_HIDES = ".el-table__fixed{position:absolute;left:0;width:320px;overflow:hidden}.is-hidden>*{visibility:hidden}"


def element_table(made: Made, folder: Path) -> Path:
    """HTML of a Vue page: heads and rows in tables of their own, and a fixed copy whose figures are not shown."""

    def half(found: Table, rows: range, tag: str, hides: bool) -> str:
        lines = []
        for y in rows:
            cells = ""
            for box in boxes_of(found)[y]:
                hidden = " is-hidden" if hides and is_figure(found, box) else ""
                rest = f"{spans(box)} class='el-table__cell{hidden}'"
                cells += f"<{tag}{rest}><div class=cell>{escape(box.text)}</div></{tag}>"
            lines.append(f"<tr class=el-table__row>{cells}</tr>")
        return "".join(lines)

    def both(found: Table, hides: bool) -> str:
        cut = min(box.row for box in found.boxes if is_figure(found, box))
        head, body = half(found, range(cut), "th", hides), half(found, range(cut, found.height), "td", hides)
        table = "<table class='el-table__{}' cellspacing=0>"
        return (
            f"<div class=el-table__header-wrapper>{table.format('header')}<thead>{head}</thead></table></div>"
            f"<div class=el-table__body-wrapper>{table.format('body')}<tbody>{body}</tbody></table></div>"
        )

    def table(found: Table) -> str:
        fixed = f"<div class=el-table__fixed>{both(found, True)}</div>" if found.width == 10 else ""
        return f"<div class='el-table el-table--border'>{both(found, False)}{fixed}</div>"

    return _page(made, folder, "element_table", _parts(made, table), _HIDES)


def all_units(made: Made, folder: Path) -> Path:
    """HTML in which every figure bears its unit, every head of applicants （件）, and a blank is 无."""

    def united(cell: Cell, text: str) -> str:
        if text in BLANKS:
            return "无"
        if not re.fullmatch(r"-?[\d,.]+", text):
            return text
        return text + ("万元" if cell.column == "amount" else "项" if cell.column.startswith("items") else "件")

    changed = replace(made, printed={cell: united(cell, text) for cell, text in made.printed.items()})

    def table(found: Table) -> str:
        return table_markup(relabelled(found, lambda text: f"{text}（件）" if text in _NAMES else text))

    return _page(made, folder, "all_units", _parts(changed, table))


def corrected_notice(made: Made, folder: Path) -> Path:
    """HTML of a corrected report: above it what was printed wrongly before and what it should be, in a small table."""
    wanted = (("本年新收政府信息公开申请数量", "new"), ("予以公开", "granted"), ("结转下年度继续办理", "carried_out"))
    rows = [["序号", "更正事项", "原公布数据", "更正后数据"]]
    for at, (label, item) in enumerate(wanted, 1):
        figure = made.figures[Cell("applications", item, "total")]
        rows.append([str(at), f"第三部分“{label}”总计", render(figure + 7 + at), render(figure)])
    notice = [
        f"<h1>{made.title}（更正版）</h1>",
        "<p>因统计口径有误，原报告部分数据需要更正，具体如下：</p>",
        _grid(rows),
        "<p>更正后的报告全文如下。由此带来的不便，敬请谅解。</p><hr>",
    ]
    return _page(made, folder, "corrected_notice", notice + _parts(made, table_markup))


def lazy_json(made: Made, folder: Path) -> Path:
    """HTML that a script fills: the body holds a menu only, the article is a string in the script's first state."""
    state = {
        "site": {"name": made.body.government, "online": 1763},
        "detail": {
            "id": 76213,
            "title": made.title,
            "publishTime": f"{made.published.isoformat()} 16:40:07",
            "source": made.body.name,
            "content": "".join(_parts(made, lambda t: table_markup(t).replace("\n", ""))),
        },
        "prev": {"id": 70110, "title": f"{made.body.name}{made.year - 1}年政府信息公开工作年度报告"},
    }
    text = json.dumps(state, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
    parts = [
        f"<div id=app><ul><li>首页</li><li>政务公开</li></ul><h1>{made.title}</h1><div>加载中…</div></div>",
        f"<script>window.__INITIAL_STATE__={text};(function(){{document.currentScript.remove()}}());</script>",
        "<noscript>请启用浏览器的脚本功能。</noscript>",
    ]
    return _page(made, folder, "lazy_json", parts)


def tab_panes(made: Made, folder: Path) -> Path:
    """HTML of an interactive report: each part a pane behind a tab, all but the first not shown until clicked."""
    panes: list[list[str]] = [[]]
    heads: list[str] = ["导语"]
    for block in list(lay_out(made))[1:]:
        if isinstance(block, Text) and block.heading:
            panes.append([f"<h3>{block.text}</h3>"])
            heads.append(block.text.split("、")[-1])
        else:
            panes[-1].append(table_markup(block) if isinstance(block, Table) else f"<p>{escape(block.text)}</p>")
    tabs = "".join(f'<li role="tab" aria-controls="pane{at}">{head}</li>' for at, head in enumerate(heads))
    shown = (
        f'<div role="tabpanel" class="tab-pane" id="pane{at}"{_HIDDEN * (at > 0)}>{"".join(pane)}</div>'
        for at, pane in enumerate(panes)
    )
    parts = [f"<h1>{made.title}</h1><ul role=tablist>{tabs}</ul><div class=tab-content>{''.join(shown)}</div>"]
    return _page(made, folder, "tab_panes", parts)


def nested_boxes(made: Made, folder: Path) -> Path:
    """HTML in which every box of a table holds a table of one box, as page editors of old nested them."""

    def content(box: Box) -> str:
        text = escape(box.text) or "&nbsp;"
        return f'<table width="100%" cellpadding=0><tr><td align="center">{text}</td></tr></table>'

    return _page(made, folder, "nested_boxes", _parts(made, lambda t: markup(t, content, "<table border=1>")))


def single_table_page(made: Made, folder: Path) -> Path:
    """HTML that a spreadsheet saved as one table of thirty columns: title, prose and the three tables are its rows."""

    def edges(width: int) -> list[int]:
        if width == 10:
            return [0, 3, 6, *range(9, 31, 3)]
        return [*range(0, 31, 2)] if width == 15 else [0, 9, 16, 23, 30]

    rows = []
    for block in lay_out(made):
        if isinstance(block, Text):
            rows.append(f"<tr height=24><td colspan=30 class=xl65>{escape(block.text)}</td></tr>")
            continue
        at = edges(block.width)
        for boxes in boxes_of(block):
            cells = ""
            for box in boxes:
                wide_by = at[box.column + box.colspan] - at[box.column]
                down = f" rowspan={box.rowspan}" * (box.rowspan > 1)
                cells += f"<td{down} colspan={wide_by} class=xl70>{escape(box.text)}</td>"
            rows.append(f"<tr height=24>{cells}</tr>")
    columns = "".join("<col width=36>" for _ in range(30))
    return _page(made, folder, "single_table_page", [f"<table border=0>{columns}{''.join(rows)}</table>"])


def extra_rows(made: Made, folder: Path) -> Path:
    """HTML with rows that the form has not: last year's and the change under 三 and 四, 其中 rows under 二."""
    before = last_year(made)
    old = {table.width: rows_of(table) for table in tables_of(before)}
    columns = (*APPLICANTS, "total")

    def change(column: str) -> str:
        now, then = (m.figures[Cell("applications", "new", column)] for m in (made, before))
        return f"{100 * (now - then) / then:+.1f}%" if then else "—"

    def table(found: Table) -> str:
        boxes, row = list(found.boxes), found.height
        if found.width == 10:
            boxes += [Box("附：上年新收政府信息公开申请数量", row, 0, 1, 3), Box("同比增减", row + 1, 0, 1, 3)]
            boxes += [Box(text, row, 3 + at) for at, text in enumerate(old[10][3][3:])]
            boxes += [Box(change(column), row + 1, 3 + at) for at, column in enumerate(columns)]
        elif found.width == 15:
            boxes = [replace(box, column=box.column + 1) for box in boxes]
            boxes += [Box("年度", 0, 0, 3), Box(f"{made.year}年", 3, 0), Box(f"{made.year - 1}年", 4, 0)]
            boxes += [Box(text, 4, 1 + at) for at, text in enumerate(old[15][3])]
        else:
            at = next(box.row for box in boxes if box.text == "行政许可") + 1
            boxes = [replace(box, row=box.row + (box.row >= at)) for box in boxes]
            boxes += [Box("其中：网上办理", at, 0)]
            like = [box for box in boxes if box.row == at - 1 and box.column]
            boxes += [replace(box, row=at, text=str(3 + x)) for x, box in enumerate(like)]
        return table_markup(Table(tuple(boxes), found.number))

    return _page(made, folder, "extra_rows", _parts(made, table))


def departments_annex(made: Made, folder: Path) -> Path:
    """HTML with an annex behind the signature: how many applications each department had, by results."""
    heads = ["单位", "本年新收", "上年结转", "予以公开", "部分公开", "总计", "结转下年度"]
    items = ("new", "carried_in", "granted", "partial", "concluded", "carried_out")
    names = ("办公室", "法规科", "规划财务科", "行政审批科", "执法支队", "信息中心")
    random = Random(made.title)
    shares: list[list[int]] = [[] for _ in names]
    for item in items:
        left = int(made.figures[Cell("applications", item, "total")])
        for at in range(len(names)):
            part = left if at == len(names) - 1 else random.randint(0, left)
            shares[at].append(part)
            left -= part
    rows = [heads, *([name, *map(str, share)] for name, share in zip(names, shares, strict=True))]
    caption = f"<p>附表　{made.year}年度各科室（单位）办理政府信息公开申请情况（单位：件）</p>"
    counts = [["单位", "行政规范性文件", "行政许可", "行政处罚"]]
    counts += [
        [name, str(random.randint(0, 3)), str(random.randint(0, 90)), str(random.randint(0, 9))] for name in names
    ]
    other = "<p>附表二　各科室（单位）主动公开信息条数</p>"
    return _page(
        made, folder, "departments_annex", [*_parts(made, table_markup), caption, _grid(rows), other, _grid(counts)]
    )


_FRONT = """---
title: "{title}"
date: {date}T16:40:00+08:00
lastmod: 2026-11-20
categories: [政府信息公开, 年报]
tags: ["{before}", "{year}", "{after}"]
weight: 218
draft: false
---

<!-- 由网页转换，请勿手工修改 -->

"""


def front_matter(made: Made, folder: Path) -> Path:
    """Markdown of a static site: front matter with dates and years, tables in even columns, 1\\. and \\- escaped."""

    def clean(text: str) -> str:
        return re.sub(r"^(\d)\.(?=\D)", r"\1\\.", re.sub(r"^-(?=\d)", r"\\-", text))

    def table(found: Table) -> str:
        rows = [[clean(text) for text in row] for row in rows_of(found)]
        widths = [max(3, *(wide(row[at]) for row in rows)) for at in range(found.width)]
        lines = ["| " + " | ".join(padded(t, w) for t, w in zip(row, widths, strict=True)) + " |" for row in rows]
        return "\n".join([lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]])

    path = text_file(made, folder, "front_matter.md", table, "\n\n")
    front = _FRONT.format(
        title=made.title, date=made.published, before=made.year - 1, year=made.year, after=made.year + 1
    )
    path.write_text(front + path.read_text("utf-8"), encoding="utf-8")
    return path


def docling_heads(made: Made, folder: Path) -> Path:
    """Markdown of a converter that joins the heads over a column with dots and repeats what spans."""

    def table(found: Table) -> str:
        filled = [[box.text if box else "" for box in row] for row in found.grid()]
        heads = {10: 3, 15: 3}.get(found.width, 1)
        joined = [".".join(dict.fromkeys(row[x] for row in filled[:heads])) for x in range(found.width)]
        rows = [joined, ["---"] * found.width, *filled[heads:]]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    return text_file(made, folder, "docling_heads.md", table, "\n\n")


def nested_bullets(made: Made, folder: Path) -> Path:
    """Markdown that a language model wrote, with lists in lists in place of tables: row, then each column."""

    def bullets(label: str, cells: list[tuple[str, str]], depth: int = 0) -> list[str]:
        blank = "（空）"
        return [f"{'  ' * depth}- **{label}**", *(f"{'  ' * (depth + 1)}- {h}：{t or blank}" for h, t in cells)]

    def table(found: Table) -> str:
        lines: list[str] = []
        if found.width == 15:
            for label, cells in review_rows(made):
                lines += bullets(label, cells)
            return "\n".join(lines)
        if found.width == 4:
            for row in made.form.table_rows("disclosure"):
                lines += bullets(f"{row.article}　{row.printed(made.edition)}", headed(made, row))
            return "\n".join(lines)
        told: set[str] = set()
        for labels, figures in labelled_rows(found):
            for depth, label in enumerate(labels[:-1]):
                lines += [] if label in told else [f"{'  ' * depth}- {label}"]
                told.add(label)
            lines += bullets(labels[-1], list(zip(_NAMES, figures, strict=True)), len(labels) - 1)
        return "\n".join(lines)

    return text_file(made, folder, "nested_bullets.md", table, "\n\n")


def broken_tab_rows(made: Made, folder: Path) -> Path:
    """Text copied out of a spreadsheet: tabs between boxes, long labels and heads broken over lines in their box."""

    def table(found: Table) -> str:
        def broken(text: str) -> str:
            width = 4 if text in _NAMES else 18
            return "\n".join(folded(text, width)) if text and not text[0].isascii() else text

        return "\n".join("\t".join(row) for row in rows_of(relabelled(found, broken)))

    return text_file(made, folder, "broken_tab_rows.txt", table)


def column_blocks(made: Made, folder: Path) -> Path:
    """Text copied out of a PDF column by column: all labels, then each head and its figures, — for a blank."""

    def block(heads: list[str], rows: list[list[str]]) -> str:
        return "\n".join("\n".join([head, *(row[at] or "—" for row in rows)]) for at, head in enumerate(heads))

    def table(found: Table) -> str:
        if found.width == 10:
            rows = labelled_rows(found)
            labels = ["办理情况", *(labels[-1] for labels, _ in rows)]
            return "\n".join(labels) + "\n" + block(list(_NAMES), [figures for _, figures in rows])
        if found.width == 15:
            named = review_rows(made)
            labels = ["类型", *(label for label, _ in named)]
            heads = [head for head, _ in named[0][1]]
            return "\n".join(labels) + "\n" + block(heads, [[text for _, text in cells] for _, cells in named])
        parts: list[str] = []
        article = ""
        lines: list[str] = []
        for row in made.form.table_rows("disclosure"):
            if row.article != article:
                article = row.article
                together = [r for r in made.form.table_rows("disclosure") if r.article == article]
                lines = [article, "信息内容", *(r.printed(made.edition) for r in together)]
                cells = [headed(made, r) for r in together]
                lines.append(block([head for head, _ in cells[0]], [[text for _, text in each] for each in cells]))
                parts.append("\n".join(lines))
        return "\n".join(parts)

    return text_file(made, folder, "column_blocks.txt", table)


def width_wrapped(made: Made, folder: Path) -> Path:
    """Text of an old mail program: rows with bars, every line broken hard after sixty places, quoted with >."""

    def table(found: Table) -> str:
        return "\n".join("|" + "|".join(row) + "|" for row in rows_of(found))

    path = text_file(made, folder, "width_wrapped.txt", table)
    lines = ["发件人：信息科", f"主题：转发：{made.title}", ""]
    for line in path.read_text("utf-8").splitlines():
        lines += [f"> {piece}" for piece in folded(line, 60)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


HELD: tuple[Layout, ...] = (
    entity_text, element_table, all_units, corrected_notice, front_matter, docling_heads, broken_tab_rows,
    lazy_json, tab_panes, nested_boxes, single_table_page, extra_rows, departments_annex, nested_bullets, column_blocks,
    width_wrapped,
)  # fmt: skip
