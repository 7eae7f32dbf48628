"""What a line above a table says of it: whose figures they are, and of which year.

附：2024年情况（供对照） is not this year's, 附表1 某中心数据（不计入本单位） not this body's. A caption may
speak of both, and what it does not speak of stays as the lines before have left it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.extract.script import to_simplified
from report.agencies import Agency, is_body_name, read_agency
from report.numbers import normalise
from report.places import same_place

_LONGEST = 60
_CHINESE_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(r"[二2][〇○Ｏ零0][〇○Ｏ零一二三四五六七八九\d]{2}(?=年)")
_NO_YEAR = re.compile(
    r"20\d\d年?度?(?:新|旧|修订|更新)?(?:版|式样|格式|表样)|[〔\[【(（]20\d\d[〕\]】)）]\d*号?|20\d\d年(?!0?1月0?1日|12月31日)\d{1,2}月(?:\d{1,2}日)?"
)
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.])'?(1\d|2\d|3\d)(?=年度?(?!月|日|个|来|前|后|内|以))")
_LEADS = re.compile(r"如下|下表|以下|附后|供|仅作|[：:]$")
_ROW = re.compile(r"结转|新收|办理结果|有效件|(?:项目|决定)数量|收费金额|采购总?金额|制发|废止")
_SENTENCE = re.compile(r"[。；！？]")
_THEN = re.compile(
    r"上(?:一|个)?年(?!度?(?:末|底|结转|项目))|去年|往年|历年|前(?:一|两|几)?年|以前年度|上期|往期|去年同期|上年同期"
)
_NOW = re.compile(r"本年|今年|当年|本期|报告期")
_COMPARED = re.compile(
    r"供.{0,4}(?:对照|参考|备查|比对|参阅|比较)|仅作|(?:对照|对比|比较|参考)(?:表|数据|情况|用|[）)]|$)|旧表|原表"
)
_NOUN = re.compile(r"情况|数据|表|统计|报告|数字|年度?(?:[（(：:]|$)")
_BELOW = re.compile(
    r"(?<!含)(?<!括)(?<!和)(?<!及)(?:下属|所属|局属|委属|直属|二级|代管|下级|派出|挂靠|附属)(?:的?(?:事业|基层|各))?(?:单位|机构|部门|机关|企业|学校|医院|局|所)"
    r"|已(?:计|纳|列|归|合并|包含|含|汇总)(?:入|在)|(?<![\u4e00-\u9fff])(?:[局厅委院]机关|机关本[级部])(?!.{0,12}及)"
    r"|不(?:计|纳|列|归)入本|不含本|不属于本|非本(?:单位|机关|局|委|部门)"
)
_ALL = re.compile(r"汇总|全系统|系统内|各(?:单位|部门|区县|县区|乡镇|街道)|全[市区县省州]")
_ANNEX = re.compile(r"^[\s【\[(（]*附(?:件|表|录|图|[\d一二三四五六七八九十：:]|$)|^样表|^范例|^示例")
_EXAMPLE = re.compile(r"样表|范例|示例|填报示例|填写样例|模板|空白表|参考格式")
_TITLE = re.compile(r"公开.{0,6}(?:报告|年报)")
_CUT = re.compile(
    r"主动公开|收到|受理|政府信息|政务公开|信息公开|行政复议|行政诉讼|依申请|数据|统计|情况|年度?|报告|表\d*|附[件录图]?\d*|"
    r"[\s：:、，,。；;（）()《》〈〉【】\[\]—\-|/]|20\d\d|[\d一二三四五六七八九十]+[.．、]|的|为|系|之"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What a line says: 1 for the report's own, -1 for another's, 0 where it is silent."""

    year: int = 0
    body: int = 0
    mixed: bool = False  # the report's own year and another stand side by side
    annex: bool = False  # an annex or a summary, which may as well be the report's own
    relative: bool = False  # 本年, 上年: of whatever year the lines before speak of
    firm: bool = False  # said in so many words, not by a year alone that a clerk may have left in


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose report it is, and for which year; 0 or empty where that is not known."""

    agency: Agency
    year: int


NOBODY = Whose(Agency(""), 0)


@lru_cache(maxsize=4096)
def read_caption(text: str, whose: Whose) -> Caption | None:
    """What a line says of the tables below it; None where it says nothing of them."""
    plain = to_simplified(normalise(_CHINESE_YEAR.sub(lambda m: m[0].translate(_CHINESE_DIGITS), text)))
    if not 2 < len(plain) <= 2 * _LONGEST or plain.isdigit() or _ROW.search(plain):
        return None
    leads = bool(_LEADS.search(plain))
    if (len(plain) > _LONGEST or _SENTENCE.search(plain[:-1])) and not leads:
        return None
    if plain[-1] in "。；！？" and not (leads or _COMPARED.search(plain) or _BELOW.search(plain)):
        return None
    compared, below, example = _COMPARED.search(plain), _BELOW.search(plain), _EXAMPLE.search(plain)
    year, mixed, relative = _read_year(plain, whose.year)
    body = _read_body(plain, whose.agency)
    if below:
        body = -1
    if example or (compared and not year and not mixed):
        year = -1
    annex = bool(_ANNEX.search(plain)) or (bool(_ALL.search(plain)) and whose.agency.kind != "government")
    if _TITLE.search(plain) and year >= 0 and body >= 0:  # the title stands over whatever follows
        return Caption(mixed=True)
    if not (year or body or mixed or annex):
        return None
    firm = bool(compared or below or example) or (relative and year < 0) or body < 0
    return Caption(year, body, mixed, annex, relative, firm)


def _read_year(plain: str, own: int) -> tuple[int, bool, bool]:
    """Whether the year is the report's own, whether others stand beside it, and whether it is told as 本年 or 上年."""
    bare = _NO_YEAR.sub("", plain)
    years = {int(found) for found in _YEAR.findall(bare)}
    years |= {2000 + int(found) for found in _SHORT_YEAR.findall(_YEAR.sub("", bare))}
    then, now = bool(_THEN.search(plain)), bool(_NOW.search(plain))
    if years and own:
        years -= {own + 1}  # the year in which it is published
        if not years:
            return 0, False, False
        if own in years:
            return (0, True, False) if len(years) > 1 or then else (1, False, False)
        return -1, False, then
    if (then or now) and len(plain) > 3 and _NOUN.search(plain):
        return (0, True, True) if then and now else (1 if now else -1, False, True)
    return 0, False, False


def _read_body(plain: str, own: Agency) -> int:
    """Whether the body that a line names is the report's own; 0 where it names none."""
    if not own.name:
        return 0
    found = 0
    for piece in _CUT.split(plain):
        name = re.sub(r"^(?:下属|所属|局属|直属|二级)?(?:单位|机构)?", "", piece or "")
        if len(name) < 4 or len(name) > 30 or not is_body_name(name):
            continue
        if not _is_own(name, own):
            return -1
        found = 1
    return found


def _is_own(name: str, own: Agency) -> bool:
    if own.name.endswith(name) or name.endswith(own.name):
        return True
    other = read_agency(name)
    alike = other.body == own.body or (bool(other.kind) and other.kind == own.kind)
    if own.kind.startswith("government") and other.kind.startswith("government"):
        alike = True
    if not alike:
        return False
    return not (other.region and own.region) or same_place(other.region[-1], own.region[-1])
