"""The third round, for developing: text and Markdown with much about the tables that is no table."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

from ingest.document import Table, Text
from tests.maker.layouts_converters import folded, padded, text_file
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.variants import labelled_rows, review_rows
from tests.maker.write.html import table_markup
from tests.maker.write.text import rows_of

Layout = Callable[[Made, Path], Path]


def mineru_pages(made: Made, folder: Path) -> Path:
    """Markdown of a scan: tables as HTML with figures as formulas, cut at each page, page marks between."""

    def boxes(rows: list[list[str]]) -> str:
        lines = []
        for row in rows:
            texts = (f"${text}$" if text.isdigit() and len(text) > 1 else text for text in row)
            lines.append("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>")
        return "<html><body><table>" + "".join(lines) + "</table></body></html>"

    def table(found: Table) -> str:
        rows = rows_of(found)
        if found.width != 10:
            return boxes(rows)
        return "\n\n".join(
            [boxes(rows[:11]), "![](images/8c1f0e.jpg)", "- 5 -", boxes(rows[11:19]), "- 6 -", boxes(rows[19:])]
        )

    return text_file(made, folder, "mineru_pages.md", table, "\n\n")


def multiline_plain(made: Made, folder: Path) -> Path:
    """Text with multiline tables: dashes above and below, columns by place, a blank line between rows."""

    def table(found: Table) -> str:
        widths = {10: [12, 16, 26, *[10] * 7], 15: [10] * 15}.get(found.width, [24, 22, 22, 22])
        lines = ["  " + "-" * (sum(widths) + len(widths))]
        for y, row in enumerate(rows_of(found)):
            cells = [folded(text, width) for text, width in zip(row, widths, strict=True)]
            for at in range(max(map(len, cells))):
                texts = (padded(c[at] if at < len(c) else "", w) for c, w in zip(cells, widths, strict=True))
                lines.append("  " + " ".join(texts).rstrip())
            lines.append("  " + " ".join("-" * width for width in widths) if y == 0 else "")
        return "\n".join([*lines, "  " + "-" * (sum(widths) + len(widths))])

    return text_file(made, folder, "multiline_plain.txt", table, "\n\n")


def unicode_text(made: Made, folder: Path) -> Path:
    """UTF-16 text that a spreadsheet exported: tabs, and quotes round boxes with a line end or a comma in them."""

    def quoted(text: str) -> str:
        text = text[:4] + "\n" + text[4:] if len(text) > 6 and not text[0].isdigit() else text
        return f'"{text}"' if "\n" in text or "," in text else text

    lines = []
    for block in lay_out(made):
        if isinstance(block, Text):
            lines.append(block.text + "\t" * 14)
        else:
            rows = rows_of(block)
            lines += ["\t".join(quoted(t) for t in row) + "\t" * (15 - len(row)) for row in rows] + ["\t" * 14]
    path = folder / "unicode_text.txt"
    path.write_bytes("\r\n".join(lines).encode("utf-16"))
    return path


def crawler_json(made: Made, folder: Path) -> Path:
    """Text of a crawler: one JSON object, the article's HTML as a string in it."""
    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table_markup(b) for b in lay_out(made)]
    record = {
        "url": "http://www.xiyuan.example/art/2024/1/15/art_218_76213.html",
        "title": made.title,
        "pub_date": f"{made.published.isoformat()} 16:40:07",
        "source": made.body.name,
        "views": 1763,
        "content": "".join(parts),
        "attachments": [{"name": f"{made.title}.pdf", "size": 482113}],
        "prev": {"title": f"{made.body.name}{made.year - 1}年政府信息公开工作年度报告"},
    }
    path = folder / "crawler_json.txt"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def echoed_labels(made: Made, folder: Path) -> Path:
    """Text with tabs; sentences before the tables begin with the form's own labels and tell figures of one office."""
    echoes = {
        1: "行政规范性文件：局机关当年起草 9 件，其中 4 件已报送审查。\n"
        "行政许可 1 项，由政务大厅窗口统一受理，电话 0999-8123456。",
        2: "一、本年新收政府信息公开申请数量中，局机关本级 3 件、下属单位 2 件。\n（一）予以公开 当场答复的 1 件。\n"
        "（七）总计 较上年增长 12.5%。\n单位：件\t\t\t\t\t\t\t\t\t表号：3",
        3: "行政复议 2 件、行政诉讼 1 件由法规科办理。",
    }

    def table(found: Table) -> str:
        lines = ["\t".join(row) for row in rows_of(found)]
        if found.width == 10:
            lines[9:9] = ["第 3 页 共 8 页"]
            lines[18:18] = ["", "浏览次数：1763", "", "4"]
        return "\n".join([echoes[found.number], *lines, "注：以上数据截至 12 月 31 日。"])

    return text_file(made, folder, "echoed_labels.txt", table)


def labelled_paths(made: Made, folder: Path) -> Path:
    """Markdown that a language model wrote: labels as paths, one head, 合计 in bold, remarks round the tables."""
    names = ["自然人", "企业", "科研机构", "社会公益组织", "法律服务机构", "其他组织", "**合计**"]

    def rows(lines: list[list[str]]) -> str:
        bars = [f"| {' | '.join(line)} |" for line in lines]
        return "\n".join([bars[0], "|" + ":---:|" * len(lines[0]), *bars[1:]])

    def table(found: Table) -> str:
        if found.width == 15:
            heads = [head for head, _ in review_rows(made)[0][1]]
            body = [[label, *(text for _, text in cells)] for label, cells in review_rows(made)]
            return rows([["类型", *heads], *body])
        if found.width == 4:
            parts: list[list[list[str]]] = []
            for row in rows_of(found, None):
                if row[0].startswith("第二十条"):
                    parts.append([])
                    title = row[0]
                elif row[0] == "信息内容":
                    parts[-1].append([title, *row[1:]])
                else:
                    parts[-1].append(row)
            return "\n\n".join(map(rows, parts))
        body = [
            [" - ".join(labels), *figures[:-1], f"**{figures[-1]}**" if figures[-1] else ""]
            for labels, figures in labelled_rows(found)
        ]
        note = "> 说明：合计为 6 类申请人之和；本表共 7 列。"
        return f"以下是第 3 页至第 5 页的表格：\n\n{rows([['事项', *names], *body])}\n\n{note}"

    return text_file(made, folder, "labelled_paths.md", table, "\n\n")


DEVELOPED: tuple[Layout, ...] = (
    mineru_pages, multiline_plain, unicode_text, crawler_json, echoed_labels, labelled_paths,
)  # fmt: skip
