"""Web pages as government sites publish them: navigation, other years' titles, the report in the middle."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from ingest.document import Block, Table, Text
from tests.maker.made import Made


def table_markup(table: Table) -> str:
    """`<table>` with spans."""
    rows: list[list[str]] = [[] for _ in range(table.height)]
    for box in sorted(table.boxes, key=lambda box: (box.row, box.column)):
        spans = (f' rowspan="{box.rowspan}"' if box.rowspan > 1 else "") + (
            f' colspan="{box.colspan}"' if box.colspan > 1 else ""
        )
        rows[box.row].append(f"<td{spans}>{escape(box.text) or '&nbsp;'}</td>")
    return "<table border=1>\n" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "\n</table>"


def article_markup(blocks: Iterable[Block]) -> str:
    """Paragraphs and tables, one after the other; the title is left to the page."""
    parts = []
    for block in list(blocks)[1:]:
        if isinstance(block, Text):
            text = escape(block.text)
            parts.append(f"<p><strong>{text}</strong></p>" if block.heading else f"<p>　　{text}</p>")
        else:
            parts.append(table_markup(block))
    return "\n".join(parts)


_PAGE = """<!DOCTYPE html>
<html><head><meta charset="{encoding}"><title>{title}_{site}</title>
<meta name="PubDate" content="{date} 09:30:00"><meta name="ContentSource" content="{agency}">
<style>body {{ color: #222 }}</style></head>
<body>
<div id="head"><a href="/">{site}门户网站</a> | <a href="/gk/">信息公开</a> | <a href="/fw/">在线办事</a></div>
<p class="path">您所在的位置：首页 &gt; 信息公开 &gt; 年度报告 &gt; {agency}</p>
{side}
<div class="article">
<h2>{title}</h2>
<div class="note">发布日期：{date}　来源：{agency}　【字体：大 中 小】</div>
{article}
</div>
<div id="foot">主办：{site}　网站标识码 0000000000　<a href="#">打印本页</a></div>
</body></html>
"""


def write_html(made: Made, blocks: Iterable[Block], path: Path, look: str) -> None:
    """`site`: UTF-8 with a list of other years' reports · `plain`: the article only · `old`: GB18030."""
    encoding = "gb18030" if look == "old" else "utf-8"
    others = "".join(
        f"<li><a href='/nb/{year}.html'>{made.body.name}{year}年政府信息公开工作年度报告</a></li>"
        for year in (made.year + 1, made.year - 1, made.year - 2)
    )
    page = _PAGE.format(
        encoding=encoding,
        title=escape(made.title),
        site=made.body.government,
        agency=made.body.name,
        date=made.published.isoformat(),
        side="" if look == "plain" else f'<div class="side"><h3>历年年报</h3><ul>{others}</ul></div>',
        article=article_markup(blocks),
    )
    path.write_bytes(page.encode(encoding))
