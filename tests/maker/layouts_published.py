"""The third round, held back: pages as content systems and apps publish them, with what stands round the tables.

View counts, telephones, other years' titles, another body's tables: all hold figures, and none is the report's.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from ingest.document import Box, Table, Text
from report.form import APPLICANTS
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.variants import (
    group_sum,
    labelled_rows,
    marked,
    other_body,
    relabelled,
    tables_of,
)
from tests.maker.write.html import table_markup

Layout = Callable[[Made, Path], Path]


def boxes_of(table: Table) -> list[list[Box]]:
    """The boxes that begin in each row, left to right."""
    rows: list[list[Box]] = [[] for _ in range(table.height)]
    for box in sorted(table.boxes, key=lambda each: (each.row, each.column)):
        rows[box.row].append(box)
    return rows


def spans(box: Box) -> str:
    """The attributes of a box that spans."""
    return f' rowspan="{box.rowspan}"' * (box.rowspan > 1) + f' colspan="{box.colspan}"' * (box.colspan > 1)


def markup(table: Table, content: Callable[[Box], str], opening: str = "<table>", cell: str = "") -> str:
    """A table with spans whose boxes hold what `content` makes of them."""
    rows = ("".join(f"<td{spans(b)}{cell}>{content(b)}</td>" for b in boxes) for boxes in boxes_of(table))
    return opening + "<tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def save(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """The file with its text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


_JPAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{site} 年度报告 {title}</title>
<meta name="SiteName" content="{site}"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date} 16:40"><meta name="ContentSource" content="{body}">
<script>var articleid = 76213; var webid = 218; function hits(n) {{ return 1763; }}</script></head><body>
<div class="top">今天是 2026年11月20日 星期五　多云 9℃～17℃　<a>长者模式</a> <a>无障碍</a></div>
<div class="position">当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt;
<a>政府信息公开年报</a> &gt; <a>{year}年</a></div>
<table class="xxgkhead"><tr><td>索 引 号</td><td>014417203/{after}-00317</td>
<td>组配分类</td><td>政府信息公开年报</td></tr>
<tr><td>发布机构</td><td>{body}</td><td>发文日期</td><td>{date}</td></tr>
<tr><td>文　　号</td><td>无</td><td>有 效 性</td><td>有效</td></tr></table>
<h1>{title}</h1>
<div class="info">发布日期：{date} 16:40　来源：{body}　浏览次数：<span id="hits">1763</span>次
　字体：[ <a>大</a> <a>中</a> <a>小</a> ]　分享到：</div>
<div id="zoom"><!--<$[信息内容]>begin-->
{article}
<!--<$[信息内容]>end--></div>
<div class="fj">附件：<a href="a.pdf">{title}.pdf</a>（下载 312 次）</div>
<div>上一篇：<a>{body}{before}年政府信息公开工作年度报告</a></div>
<div>下一篇：<a>{body}{after}年政府信息公开工作年度报告</a></div>
<div class="foot">主办：{site}　联系电话：0999-8123456　备案号：峤ICP备05012345号-1　网站标识码：0000000000</div>
</body></html>"""


def jpage_article(made: Made, folder: Path) -> Path:
    """HTML of a 大汉 page: index block, counters, labels a sign a line, last and next article of other years."""

    def content(box: Box) -> str:
        text = escape(box.text)
        if len(text) == 4 and not text.isascii() and "件" not in text and "万" not in text:
            text = text[:2] + "<br/>" + text[2:]
        elif text.startswith("三、"):
            text = "<br/>".join(text)
        elif re.match("（[三四五六]）", text):
            text = text[:5] + "<br/>" + text[5:]
        style = 'style="text-align:center;line-height:20px"'
        return f'<p {style}><span style="font-size:14px;font-family:仿宋_GB2312">{text or "&nbsp;"}</span></p>'

    parts = []
    for block in list(lay_out(made))[1:]:
        if isinstance(block, Text):
            parts.append(f'<p style="text-indent:2em"><span style="font-size:21px">{escape(block.text)}</span></p>')
        else:
            unit = "（单位：件）" if block.number != 1 else "（2021版表样）" if made.edition == "2021" else "（表样）"
            parts.append(f'<p style="text-align:right">{unit}</p>' + markup(block, content, "<table border=1>"))
    page = _JPAGE.format(
        site=made.body.government, title=made.title, body=made.body.name, date=made.published.isoformat(),
        year=made.year, before=made.year - 1, after=made.year + 1, article="\n".join(parts),
    )  # fmt: skip
    return save(folder, "jpage_article.html", page)


def wechat_article(made: Made, folder: Path) -> Path:
    """HTML of a WeChat article: sections inside sections, labels in two leaves, reading counts, earlier articles."""

    def leaf(text: str) -> str:
        text = escape(text) or '<br class="ProseMirror-trailingBreak">'
        return f'<section style="text-align:center"><span leaf="">{text}</span></section>'

    def content(box: Box) -> str:
        if len(box.text) > 6 and box.text[0] != "第" and not box.text[0].isdigit():
            return leaf(box.text[:4]) + leaf(box.text[4:])
        return leaf(box.text)

    parts = []
    for block in list(lay_out(made))[1:]:
        if isinstance(block, Text):
            parts.append(f'<section data-role="paragraph"><p><span leaf="">{escape(block.text)}</span></p></section>')
        else:
            grid = markup(block, content, '<table style="width:677px">', ' data-colwidth="57" valign="top"')
            parts.append(f'<section class="table_wrapper"><section>{grid}</section></section>')
    short = made.body.region[1].rstrip("市")
    body = f"""<h1 class="rich_media_title" id="activity-name">{made.title}</h1>
<div id="meta_content"><span>原创</span> <span id="js_author_name">{made.body.short}</span>
<a id="js_name">{short}发布</a> <em id="publish_time">{made.published.isoformat()} 17:32</em> <em>峤南</em></div>
<div class="rich_media_content" id="js_content" style="visibility:visible"><section><section>{"".join(parts)}
</section></section></div><p>预览时标签不可点</p><div>往期推荐</div>
<div>{made.body.name}{made.year - 1}年政府信息公开工作年度报告</div>
<div>阅读 1763　赞 12　在看 5　写下你的留言</div>"""
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{made.title}</title></head><body>{body}</body></html>'
    )
    return save(folder, "wechat_article.html", page)


_MHT = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="----=_NextPart_01D9.55"; type="text/html"

This document is a single file web page, also known as a web archive file.

------=_NextPart_01D9.55
Content-Location: file:///C:/7A3F/report.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="gb2312"

{page}
------=_NextPart_01D9.55
Content-Location: file:///C:/7A3F/report.files/filelist.xml
Content-Transfer-Encoding: quoted-printable
Content-Type: text/xml; charset="utf-8"

<xml xmlns:o=3D"urn:schemas-microsoft-com:office:office"><o:MainFile HRef=3D"../report.htm"/></xml>
------=_NextPart_01D9.55--
"""


def mht_doc(made: Made, folder: Path) -> Path:
    """A web archive that Word saved under the name .doc: quoted-printable GB2312, numerals as list marks."""

    def content(box: Box) -> str:
        mark = re.match(r"\d\.|（[一二三四五六七]）", box.text)
        lead, rest = (mark[0], box.text[mark.end() :]) if mark else ("", box.text)
        ignored = f"<![if !supportLists]><span style='mso-list:Ignore'>{lead}<span>&nbsp;</span></span><![endif]>"
        text = (ignored if lead else "") + f"<span lang=EN-US>{escape(rest) or '&nbsp;'}<o:p></o:p></span>"
        return f"<p class=MsoNormal align=center>{text}</p>"

    parts = [
        f"<p class=MsoNormal>{escape(b.text)}<o:p></o:p></p>" if isinstance(b, Text) else markup(b, content)
        for b in lay_out(made)
    ]
    head = "<head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head>"
    office = "xmlns:o='urn:schemas-microsoft-com:office:office'"
    page = f"<html {office}>{head}<body><div class=Section1>{''.join(parts)}</div></body></html>"
    coded = quopri.encodestring(page.encode("gb18030")).decode("ascii")
    return save(folder, "mht_doc.doc", _MHT.format(page=coded).replace("\n", "\r\n"), "ascii")


def annex_body(made: Made, folder: Path) -> Path:
    """HTML with an annex after the signature: a subordinate body's figures in the same three tables."""
    other = other_body(made)
    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table_markup(b) for b in lay_out(made)]
    heads = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "行政复议、行政诉讼情况")
    parts.append(f"<p>附件：下属单位{other.body.name}{made.year}年度数据（不计入本单位）</p>")
    for number, (head, table) in enumerate(zip(heads, tables_of(other), strict=True), 1):
        parts.append(f"<p>附表{number}　{other.body.name}{head}</p>{table_markup(table)}")
    page = f"<html><head><meta charset=utf-8><title>{made.title}</title></head><body>{''.join(parts)}</body></html>"
    return save(folder, "annex_body.html", page)


def summed_groups(made: Made, folder: Path) -> Path:
    """HTML with one column of labels in which a group's own row prints the sum of its rows."""
    groups = {"（三）": "denied", "（四）": "unavailable", "（五）": "not_processed", "（六）": "other"}
    cell = "<td>{}</td>".format

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        names = ["办理情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
        rows, told = ["".join(map(cell, names))], set()
        for labels, figures in labelled_rows(found):
            group = groups.get(labels[1][:3], "") if len(labels) == 3 else ""
            if group and group not in told:
                told.add(group)
                sums = [group_sum(made, group, column) for column in (*APPLICANTS, "total")]
                rows.append("".join(map(cell, [labels[1], *sums])))
            rows.append("".join(map(cell, [labels[-1], *figures])))
        return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table(b) for b in lay_out(made)]
    page = f"<html><head><meta charset=utf-8><title>{made.title}</title></head><body>{''.join(parts)}</body></html>"
    return save(folder, "summed_groups.html", page)


_SHORT = {
    "商业企业": "企业", "科研机构": "科研单位", "社会公益组织": "公益组织", "法律服务机构": "法律服务",
    "总计": "合计", "一、本年新收政府信息公开申请数量": "一、本年新收申请数量",
    "二、上年结转政府信息公开申请数量": "二、上年转结申请数量",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开", "（六）其他处理": "（六）其他",
    "2.其他法律行政法规禁止公开": "2.法律法规禁止公开", "3.危及“三安全一稳定”": "3.危及三安全一稳定",
    "5.属于三类内部事务信息": "5.内部事务信息", "6.属于四类过程性信息": "6.过程性信息",
    "7.属于行政执法案卷": "7.行政执法案卷", "8.属于行政查询事项": "8.行政查询事项",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握", "3.补正后申请内容仍不明确": "3.补正后仍不明确",
    "2.没有现成信息需要另行制作": "2.没有现成信息", "1.信访举报投诉类申请": "1.信访举报投诉",
    "4.无正当理由大量反复申请": "4.大量反复申请", "3.要求提供公开出版物": "3.公开出版物",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求确认或重新出具",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
    "四、结转下年度继续办理": "四、结转下年", "行政规范性文件": "规范性文件",
}  # fmt: skip


def short_labels(made: Made, folder: Path) -> Path:
    """HTML in GB2312 with shortened labels, numbered (1) or ① or 1、, ０ for nothing and words for a blank."""
    way = made.year % 3

    def change(text: str) -> str:
        text = _SHORT.get(text, text)
        number = re.match(r"(\d)\.", text)
        if not number:
            return text.replace("（", "(").replace("）", ")") if way == 0 else text
        n = int(number[1])
        return (f"({n})", "①②③④⑤⑥⑦⑧"[n - 1], f"{n}、")[way] + text[2:]

    shown = marked(made, ("——", "不涉及", "／")[way], "０" if way == 1 else "0")
    parts = [
        f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table_markup(relabelled(b, change))
        for b in lay_out(shown)
    ]
    page = f"<html><head><meta charset=gb2312><title>{made.title}</title></head><body>{''.join(parts)}</body></html>"
    return save(folder, "short_labels.htm", page, "gb18030")


HELD: tuple[Layout, ...] = (
    jpage_article, wechat_article, mht_doc, annex_body, summed_groups, short_labels,
)  # fmt: skip
