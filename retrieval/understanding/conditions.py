"""Bounds that bodies must keep, and figures that the user takes for granted.

新收申请超过100件 · 没收到申请 · more than 20 applications · 听说去年收到500件,对吗.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from report.form import RATES
from retrieval.question import Claim, Condition

SHARE_OF = "share:"  # before the box whose share of its whole is bounded
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = (
    r"(?P<number>\d[\d,]*(?:\.\d+)?\s*万?|[零〇一二两三四五六七八九十百千万]+(?!些|样|定|直|般|共|起|下"
    r"|家|年|季|类|部分|个月))"
)
_UNIT = r"\s*(?:件|个|份|条|宗|项|次|%|万元|元|起|例)?"
_RELATIONS = (
    (
        ">=",
        r"大于等于|大于或等于|不少于|不低于|不小于|至少(?:有)?|最少(?:有)?|达到(?:了)?|>=|≥|>＝|at least"
        r"|no (?:fewer|less) than|not (?:fewer"
        r"|less) than|minimum of",
    ),
    (
        "<=",
        r"小于等于|小于或等于|不超过|不多于|不高于|不大于|至多(?:有)?|最多只?(?:有)?(?=\d+(?!\d|\s*(?:家|名|位"
        r"|个单位|个局|个部门|个机关|所)))|没(?:有)?超过|未超过"
        r"|<=|≤|at most|no more than|not more than|up to|not exceed(?:ing)?|maximum of",
    ),
    (
        ">",
        r"超过(?:了)?|大于|多于|高于|超出|突破|多过|超|>|＞|more than|over|above|greater than|exceed(?:ed|ing"
        r"|s)?|in excess of"
        r"|higher than|larger than|bigger than",
    ),
    (
        "<",
        r"少于|小于|低于|不足|不到|未达到?|没达到?|不满|<|＜|fewer than|less than|under|below|lower than"
        r"|smaller than",
    ),
    ("!=", r"不等于|不为|不是(?=\s*(?:0|零))|!=|≠|非(?=零|0)|other than|not equal to"),
    (
        "=",
        r"等于|恰好(?:是|为)?|正好(?:是|为)?|为(?=\s*(?:\d|零))|是(?=\s*(?:0|零))|都是(?=\s*(?:0|零))|均为|="
        r"|equal(?:s|ed)?(?: to)?"
        r"|exactly",
    ),
)
_RANGE = re.compile(r"\b(?:between|from) (?P<low>\d[\d,]*) (?:and|to) (?P<high>\d[\d,]*)\b", re.I)
# 公开率100%的单位
_RATE_IS = re.compile(r"(?<=率)(?:都)?(?:是|为|达|达到)?\s*(?P<number>\d[\d.]*)\s*%(?!以|\d)")
_ABOVE_AFTER = re.compile(
    rf"{_NUMBER}{_UNIT}(?P<above>(?:及|或|和)?以上|\s*or (?:more|above)|\s*(?:and|or) (?:over|up))"
    rf"|{_NUMBER.replace('number', 'number2')}{_UNIT}(?P<below>(?:及|或|和)?以下|以内|\s*or (?:fewer|less|below))"
)
_BEYOND = re.compile(
    rf"{_NUMBER}{_UNIT}(?:(?P<above>以上)|以下),?\(?(?:不含|不包括|不算)(?:本数|{_UNIT.replace('?', '')}|等于)?\)?"
)
_ZERO = re.compile(
    r"挂零|没有?(?:收到|接到|接收|受理|收|办理|办结|作出|做出|制发|出台|被|发生|收取|公开|结转|产生|一件|1件|任何"
    r"|过|出现)|未(?:收到|接到|受理|制发|作出|发生|公开|被|收取|结转)"
    r"|(?:一|1)(?:件|份|个|条|次)(?:[^,?。超]{0,8})?(?:都|也)(?:没|没有|未|不)|"
    r"(?:零|0)(?:件)?(?:个)?(?:新收|收件|申请|结转|复议|诉讼|公开|处罚|许可|收费)|零(?=\ue002)|(?:为|是|都是"
    r"|等于|均为)\s*(?:0|零)(?![\d.])"
    r"|=\s*0(?![\d.])|没有(?=[^,?。]{0,4}(?:申请|复议|诉讼|处罚|许可|结转|规章|规范性|收费|强制|\ue002))"
    r"|无(?=申请|复议|诉讼|新收|结转)"
    r"|\b(?:zero|no|0|none|not (?:a single|any|one))\b(?! (?:more|fewer|less|later))|(?:did|had|have|has"
    r"|do) ?(?:n'?t| not) (?:receive|get|have|grant|deny|refuse|carry|report|issue|repeal|impose|conclude)"
    r"|without (?:any )?(?=[a-z ]*(?:applications?|requests?|litigation|reconsideration|denials?|refusals?))"
    r"|never (?:received|got|had)"
    r"|\b(?:was|were|been|got|are|is) ?(?:n'?t|not|never)\b(?= (?:ever )?(?:been )?(?:sued|taken to court))"
    r"|\bnothing (?:was|were|had been|is)\b|\b(?:received|got|had|refused|denied|granted|disclosed|issued"
    r"|imposed) nothing\b",
    re.I,
)
# agencies that were sued, that had any lawsuits: one at least.
_SOME = re.compile(
    r"(?<=\ue004)[^,;?\ue004]{0,16}?\b"
    r"(?:(?:had|have|has|received|got|faced|saw|reported|with) (?:any|some)\b(?! more| other)"
    r"|(?:had|have|reported|faced|saw|recorded|experienced)"
    r"(?= (?:administrative )?(?:reconsiderations?|litigations?|lawsuits?|suits|court cases|denials|refusals)\b"
    r"(?![\w ]{0,40}\b(?:rates?|more|most|rise|rose|grow|increas|fell)))"
    r"|(?:was|were|been|got|being)(?= sued\b| taken to court\b))",
    re.I,
)
_CLAIM_ASKS = re.compile(
    r"对吗|对不对|对吧|是吗|是吧|是不是|没错吧|属实|真的(?:吗|假的)?|有这么多|这么多吗|准不准|正确吗|是真的"
    r"|有没有搞错|记得(?:是|有)?|听说|据说|听人说|有人说|媒体说|网上说|新闻说"
    r"|^\W*(?:那)?(?:是|有)(?:不是)?\s*\d[\d,.]*\s*(?:件|个|份|条|次|%|万元)[^,?]{0,3}(?:吗|么)|我(?:看到|记得|以为)"
    r"|以为|吧[?。!]?$|不是.{0,24}吗"
    r"|\b(?:right|correct|is it true|isn'?t it|i heard|i read|i thought|they say|reportedly|supposedly"
    r"|didn'?t (?:it|they)|is that so|true\?)",
    re.I,
)
_CLAIMED = re.compile(
    r"(?<![\d.])(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<wan>万)?\s*(?:多|余)?(?:件|份|个|条|宗|项|次|%|万元|元|申请|家"
    r"|(?= ?(?:new |foi |information )*(?:applications?|requests?|cases?|permits?|penalt|decisions?"
    r"|documents?|lawsuits?))|(?=[,, ]*(?:对|是|吧|right|correct|$)))"
)


def find_conditions(
    text: str, measures: Sequence[tuple[int, str]], names: Sequence[tuple[int, int]] = ()
) -> tuple[Condition, ...]:
    """The bounds in a text; each belongs to the measure named before it, or after it where none is.

    `measures` are the positions at which the text names each measure; a no inside one of `names` is part of a name.
    """
    found: list[tuple[int, int, str, Decimal]] = []
    for relation, words in _RELATIONS:
        for match in re.finditer(rf"(?:{words})(?:有|为|是)?\s*(?:百分之)?{_NUMBER}{_UNIT}", text, re.I):
            value = read_number(match["number"])
            if value is not None and not any(s < match.end() and match.start() < e for s, e, _, _ in found):
                found.append((match.start(), match.end(), relation, value))
    for match in _RANGE.finditer(text):
        low, high = (Decimal(match[name].replace(",", "")) for name in ("low", "high"))
        if not any(s < match.end() and match.start() < e for s, e, _, _ in found):
            found += [(match.start(), match.end(), ">=", low), (match.start(), match.end(), "<=", high)]
    for match in _BEYOND.finditer(text):
        value = read_number(match["number"])
        if value is not None:
            found.append((match.start(), match.end(), ">" if match["above"] else "<", value))
    for match in _RATE_IS.finditer(text):
        value = read_number(match["number"])
        if value is not None and not any(s < match.end() and match.start() < e for s, e, _, _ in found):
            found.append((match.start(), match.end(), "=", value))
    for match in _ABOVE_AFTER.finditer(text):
        value = read_number(match["number"] or match["number2"])
        if value is not None and not any(s < match.end() and match.start() < e for s, e, _, _ in found):
            found.append((match.start(), match.end(), ">=" if match["above"] else "<=", value))
    for match in _ZERO.finditer(text):
        named = any(start <= match.start() and match.end() <= end for start, end in names)
        if not named and not any(s < match.end() + 1 and match.start() < e for s, e, _, _ in found):
            found.append((match.start(), match.end(), "=", Decimal(0)))
    for match in _SOME.finditer(text):
        if not any(s < match.end() + 1 and match.start() < e for s, e, _, _ in found):
            found.append((match.start(), match.end(), ">", Decimal(0)))
    found.sort()
    made: list[Condition] = []
    for start, end, relation, value in found:
        measure = _measure_of(start, end, measures, text)
        in_per_cent = re.search(r"%|百分之", text[start:end]) or re.match(r"\s*(?:%|per ?cent)", text[end:])
        if measure and in_per_cent and measure not in RATES:
            measure = f"{SHARE_OF}{measure}"  # 自然人申请超过90% bounds a share
        if measure:
            made.append(Condition(measure, relation, value))
    return tuple(dict.fromkeys(made))


def without_zeros(text: str) -> str:
    """The text less the words that say none, each place kept: 没有 of 没有诉讼的单位."""
    text = _ZERO.sub(lambda match: "\ue0fd" * len(match.group()), text)
    return re.sub("不(?=\ue0fd)", "\ue0fd", text)


_NEXT = re.compile(r"[,，、;；]|并且|而且|同时|且|但|又")


def _measure_of(start: int, end: int, measures: Sequence[tuple[int, str]], text: str) -> str:
    english = re.search(r"[a-z]{3}", text[start:end].lower()) is not None
    # Of 申请中自然人 both the total and the column may be named: the narrower is bound.
    before = [(start - at, key.endswith("/total"), key) for at, key in measures if at <= start]
    after = [(at - end, key.endswith("/total"), key) for at, key in measures if at >= end or start <= at < end]
    if english and after and min(after)[0] < 60:
        return min(after)[2]
    if before and not re.search(r"[,,;]|并且|而且|且|同时|又", text[start - min(before)[0] : start]):
        return min(before)[2]
    if before and after and not english and _NEXT.search(text[end : end + min(after)[0]]):
        return min(before)[2]  # 申请中,个人多于1件并且许可超过10件: the next bound has a box of its own
    return min(after)[2] if after else min(before)[2] if before else ""


def find_claim(text: str) -> Claim | None:
    """A figure that the user states and wants confirmed."""
    if not _CLAIM_ASKS.search(text):
        return None
    match = _CLAIMED.search(text)
    if match is None:
        return None
    value = Decimal(match["value"].replace(",", "")) * (10000 if match["wan"] else 1)
    return Claim(value, match.group().strip())


def read_number(said: str) -> Decimal | None:
    """100, 1,200, 3万, 一百二十."""
    bare = said.replace(",", "").replace(" ", "")
    if bare[:1].isdigit():
        return Decimal(bare.removesuffix("万")) * (10000 if bare.endswith("万") else 1)
    total = part = digit = 0
    for c in bare:
        if c in _HAN:
            digit = _HAN[c]
        elif c in _TENS:
            part += (digit or 1) * _TENS[c]
            digit = 0
        elif c == "万":
            total, part, digit = (total + part + digit) * 10000, 0, 0
        else:
            return None
    return Decimal(total + part + digit)
