"""Unusual ways to write years become the usual ones: 公元2022年, 2019到21, 2021/22/23, from 2023 on, fiscal 2022."""

from __future__ import annotations

import re

_NOT_COUNTED = r"(?!\d|\s*(?:[件条份项家个人次篇元万亿%宗起号名户页月日时点]|[.,:/-]\d))"
_CUT_SHORT = re.compile(
    rf"(?<!\d)20(?P<first>\d\d)(?P<to>年?(?:到|至|—+|–|-|~))(?P<last>[12]\d){_NOT_COUNTED}(?!\s*年)"
)
_SLASHED = re.compile(r"(?<!\d)20(?P<first>\d\d)(?P<rest>(?:/[12]\d){1,4})(?![\d/月日.-])")
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"公元(?=20\d\d)"), ""),
    (re.compile(r"昨年"), "去年"),
    (
        re.compile(
            r"20\d\d年(?:初|底)?(?:公布|发布|公开|出|编制|挂网|上传)(?:出来)?的(?=20\d\d年?度?的?(?:年报|年度报告|报告))"
        ),
        "",
    ),
    (re.compile(r"^(?=(?:19|2[0-6])[\u4e00-\u9fff]{2,20}[局厅委办府处])(\d\d)(?!年)"), r"\1年"),
    (re.compile(r"(?<=[局厅委办府处])(19|2[0-6])(?=(?:一?共)?(?:收|新收|办结|公开|申请|不予|结转))"), r"\1年"),
    (re.compile(r"(?<=20\d\d)(年?)起(?=(?:到|至)20\d\d)"), r"\1"),
    (re.compile(r"(?<=\d)\s*财(?:政)?年度?"), "年"),
    (re.compile(r"(?<=\d年)(?:末|尾|终)(?=[,，]|$|为?止|[^\u4e00-\u9fff]|一共|共|总|收|新|办|还|有)"), ""),
    (re.compile(r"\bfrom (20\d\d) (?:on|onwards?|forwards?|up)\b", re.I), r"since \1"),
    (
        re.compile(r"\b(?:in )?(?:the )?(?:fiscal|financial|calendar|reporting|report) (?:year )?(?=20\d\d)", re.I),
        "in ",
    ),
    (re.compile(r"\bthroughout (?:the year )?(?=20\d\d)", re.I), "in "),
)


def write_plainly(text: str) -> str:
    """The text with such years written as most people write them."""
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    text = _SLASHED.sub(_listed, text)
    return _CUT_SHORT.sub(_whole, text)


def _listed(match: re.Match[str]) -> str:
    """2021/22/23; 2021/12 is a month."""
    years = [int(match["first"]), *(int(said) for said in match["rest"][1:].split("/"))]
    if years != sorted(set(years)) or any(year <= 12 for year in years[1:]):
        return match.group()
    return "、".join(f"20{year:02}" for year in years)


def _whole(match: re.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    if not first < last <= first + 15:
        return match.group()
    return f"20{first:02}{match['to']}20{last:02}"
