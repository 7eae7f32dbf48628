"""What of a document is prose: its lines without table rows, page marks and the chrome of a web site.

A reader gives paragraphs, or lines as they were printed. Lines that go on with a sentence are joined; what a line is
otherwise, its own words say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ingest.document import Document, Table, Text
from report.form import Cell, all_rows, column_label
from report.numbers import normalise

_LONGEST = 4_000  # characters of a paragraph put together of lines
_MOST = 1_000_000  # characters; a report has a twentieth of that, and a file of megabytes is something else
_PAGE_MARK = re.compile(
    r"[-—–－_~·.•―一\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/／,，共]\s*\d{1,3}\s*页?)?[-—–－_~·.•―一\s]*"
)
_FIGURES = re.compile(r"[\s|/\\\-—–－一.,，、\d０-９〇无件条万元%+*]*")
_ROW_TAIL = re.compile(r"(?:[\s|]+(?:[+-]?\d[\d,.]*(?:件|条|万元|元)?|/|-|—|无)){3,}\s*\|?\s*$")
_SENTENCE = re.compile(r"[，。；：！？,;:!?]")
_CLOSED = re.compile(r"[。！？；：!?;:][”’\"）)》】]*\s*$")
_OUTCOME_WORDS = re.compile(
    r"(?:结果维持|结果纠正|其他结果|尚未审结|总计|行政复议|行政诉讼|未经复议直接起诉|复议后起诉|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他)+"
)
TITLE = re.compile(r"政府信息\s*公开.{0,12}(?:报告|年报)[\s）)】]*$|政务公开.{0,8}(?:年度报告|年报)[\s）)】]*$")
_ITEM = re.compile(
    r"\s*(?:#|[（(【\[]\s*[一二三四五六七八九十\d]{1,3}\s*[）)】\]]|[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}\s*[、.．](?!\d)|[①-⑳]|"
    r"第[一二三四五六七八九十]+[，、是]|[一二三四五六七八九十]{1,2}是|[-*+●■◆▪]\s)"
)
_MARKUP = re.compile(r"\[bookmark:[^\]]*\]|</?[a-zA-Z][^<>]{0,60}>|\*\*|&nbsp;|&emsp;|^\s*#+\s*|^\s*>\s")
_FORM_WORDS = re.compile(
    r"第二十条\s*第?[（(].[）)]项|信息内容|勾稽关系|申请人情况|法人或其他组织|未经复议直接起诉|复议后起诉|^\s*行政(?:复议|诉讼)\s*$|"
    r"区分处理的[，,]?只计这一情形|不再处理其政府信息公开申请|要求行政机关确认或重新出具|本机关不掌握相关政府信息"
)
_INNER_HEADING = re.compile(
    r"[一二三四五六]、(?P<words>总体情况|主动公开政府信息|收到和处理政府信息|(?:因)?政府信息公开(?:工作)?(?:被申请)?行政复议|"
    r"(?:政府信息公开工作)?存在的?(?:主要)?问题|其他需要报告)"
)
CHROME = re.compile(
    r"^[\s【\[（(]*(?:上一[篇条]|下一[篇条]|主办(?:单位)?[：:]|承办(?:单位)?[：:]|网站标识码|版权所有|责任编辑|打印本页|关闭窗口|关闭本页|返回顶部|分享到|"
    r"扫一扫|相关(?:文章|信息|链接|附件)|网站地图|访问量|技术支持|当前位置|您(?:当前|现在)?(?:所在)?的?位置|欢迎访问|索引号|发布时间|发布日期|"
    r"发文日期|字号|字体|来源[：:]|信息来源|浏览次数|阅读次数|点击数|打印|收藏|纠错|首页\s*[>＞»]|附件[：:]|[^，。]{0,12}ICP备|[^，。]{0,12}公网安备|"
    r"全文共计|预计阅读|无障碍|繁體|智能问答|微信扫)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of prose; `block` is the index of the block that it begins in."""

    text: str
    block: int
    page: int | None = None
    heading: bool = False


@cache
def _labels() -> frozenset[str]:
    labels = {
        "信息内容",
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "总计",
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    }
    for row in all_rows():
        labels |= {_bare(row.label), _bare(row.label_2019)}
        for edition, columns in row.columns.items():
            labels |= {_bare(column_label(Cell(row.table, row.item, column), edition)) for column in columns}
    labels |= {
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "本年处理决定数量",
        "处理决定数量",
        "上一年项目数量",
        "本年新制作数量",
    }
    labels |= {
        "本年新公开数量",
        "对外公开总数量",
        "采购项目数量",
        "采购总金额",
        "三本年度办理结果",
        "本年度办理结果",
        "本年增减",
    }
    labels |= {
        "三不予公开",
        "四无法提供",
        "五不予处理",
        "六其他处理",
        "不予公开",
        "无法提供",
        "不予处理",
        "商业",
        "企业",
        "科研",
        "机构",
    }
    labels |= {
        "社会公益",
        "组织",
        "法律服务",
        "社会",
        "公益",
        "法律",
        "服务",
        "其他",
        "结果",
        "维持",
        "纠正",
        "尚未",
        "审结",
        "规范",
        "性文件",
    }
    return frozenset(labels - {""})


def _bare(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]+", "", text)


def is_table_line(line: str) -> bool:
    """Whether a line is a row, a cell or a label of the form's tables, and no prose."""
    if not line.strip():
        return False
    if line.count("|") > 1 or (line.strip("\t ").count("\t") > 0 and not re.search(r"[。；]", line)):
        return True
    if line.startswith("\t") and not re.search(r"[。；，]", line) and len(line) < 60:
        return True
    if _FIGURES.fullmatch(line) or _ROW_TAIL.search(line.rstrip()[-160:]):
        return True
    bare = normalise(line)
    if _OUTCOME_WORDS.fullmatch(bare) or _bare(bare) in _labels():
        return True
    return len(bare) < 70 and _FORM_WORDS.search(bare) is not None


def clean(text: str) -> str:
    """A line without the leftovers of markup, and without the blanks that justified setting puts between characters."""
    text = _MARKUP.sub("", text).replace("\u200b", "").replace("\ufeff", "").replace("\xa0", " ")
    text = re.sub(
        r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t\u3000]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])",
        "",
        text,
    )
    return text.strip()


def read_lines(document: Document) -> tuple[Line, ...]:
    """The lines of a document that are neither table rows nor page marks, in order, not yet joined."""
    running = running_heads(document)
    lines: list[Line] = []
    spent = 0
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            continue
        spent += len(block.text) + 1
        if spent > _MOST:
            break
        for part in block.text.split("\n"):
            text = clean(part)
            if is_table_line(part) and text != "无":  # the whole of part 六 may be 无
                continue
            if not text or _PAGE_MARK.fullmatch(text) or normalise(text) in running:
                continue
            lines.append(Line(text, number, block.page, block.heading or part.lstrip().startswith("#")))
    return tuple(_split_headings(lines))


def _split_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that run on over the headings of parts, as where a page puts the article into one box, are cut at them."""
    told = {match["words"][:4] for line in lines if (match := _INNER_HEADING.match(line.text))}
    for line in lines:
        inner = [m.start() for m in _INNER_HEADING.finditer(line.text) if m.start() and m["words"][:4] not in told]
        for start, stop in pairwise([0, *inner, len(line.text)]):
            if line.text[start:stop].strip():
                yield replace(line, text=line.text[start:stop].strip()) if inner else line


def running_heads(document: Document) -> frozenset[str]:
    """Lines that head or foot the pages: the same short text on three pages or more, figures apart."""
    pages: Counter[str] = Counter()
    seen: set[tuple[str, int]] = set()
    for block in document.blocks:
        if isinstance(block, Text) and block.page is not None and len(block.text) < 60:
            key = normalise(block.text)
            if key and (key, block.page) not in seen:
                seen.add((key, block.page))
                pages[key] += 1
    return frozenset(key for key, count in pages.items() if count > 2)


def join_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that go on with a sentence joined into paragraphs."""
    wrapped = _is_wrapped(lines)
    whole: Line | None = None
    for line in lines:
        if whole is not None and _goes_on(whole, line, wrapped):
            whole = replace(whole, text=clean(_glue(whole.text, line.text)))
            continue
        if whole is not None:
            yield whole
        whole = line
    if whole is not None:
        yield whole


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines are cut at a margin, so that most of them end inside a sentence."""
    long = [line for line in lines if len(line.text) >= 18 and not line.heading]
    return 10 * sum(not _CLOSED.search(line.text) for line in long) > 4 * len(long)


def _goes_on(before: Line, line: Line, wrapped: bool) -> bool:
    if before.heading or line.heading or _ITEM.match(line.text) or CHROME.match(line.text) or TITLE.search(before.text):
        return False
    if len(before.text) > _LONGEST:
        return False
    if re.search(r"[，、,（(“《〔]$", before.text) or re.match(r"[，、。；）”》]", line.text):
        return True
    if len(before.text) < 18 or _CLOSED.search(before.text):
        return False
    # A page break cuts a paragraph in two; a topic that heads a paragraph has no full stop inside.
    return wrapped or "。" in before.text or len(before.text) > 60


def _glue(a: str, b: str) -> str:
    latin = re.search(r"[A-Za-z]$", a) and re.match(r"[A-Za-z]", b)
    return f"{a} {b}" if latin else a + b
