"""Bounds that bodies must keep: 新收申请超过100件 · 没收到申请 · 既有复议又有诉讼 · more than 20 applications."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from report.form import RATES
from retrieval.question import Condition
from retrieval.understanding.english_against import against_in_english

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
        r"(?:(?<=[数量额率请议讼])|(?<![\u4e00-\u9fff]))过(?=\s*[\d百千万])"
        r"|破(?:了)?(?=\s*[\d百千万])|(?:超过|大于|多于|高于|超出|突破|多过|超)(?:了)?|>|＞|more than|over|above"
        r"|greater than|exceed(?:ed|ing|s)?|in excess of"
        r"|higher than|larger than|bigger than",
    ),
    (
        "<",
        r"少于|小于|低于|不足|不到|未达到?|没达到?|不满|[没未]到|不及|<|＜|fewer than|less than|under|below|lower than"
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
# 在10件到1000件之间, 10~100件的单位
_RANGE_HAN = re.compile(
    r"(?P<in>介于|处于|在)?(?P<low>\d[\d,]*(?:\.\d+)?万?|[一二两三四五六七八九十百千万]+)(?:件|%|个|份|万元|家)?\s*"
    r"(?:到|至|~|-|—|–|和|与)\s*(?P<high>\d[\d,]*(?:\.\d+)?万?|[一二两三四五六七八九十百千万]+)(?:件|%|个|份|万元|家)?"
    r"(?:这个)?(?:之间|区间|(?(in)|(?!))|(?=的?(?:\ue004|单位|部门|机关|有)))"
)
# 处罚过百, 新收上千, 破万
_ROUND = re.compile(r"(?:(?P<up>上)|过|破)(?P<number>[百千万](?![分]))(?:件|个|份|条|宗|项|次|万元|元|起|例)?")
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
    r"|(?<![\d.])(?:0|零)(?:件|份|宗|起|次)(?:的)?(?=呢|有|单位|局|\W*$)|=\s*0(?![\d.])|(?<!有)没有(?=[^,?。]{0,4}(?:申请|复议|诉讼|处罚|许可|结转|规章|规范性|收费|强制|\ue002))"
    r"|无(?=申请|复议|诉讼|新收|结转)"
    r"|\b(?:zero|no|0|none|not (?:a single|any|one))\b(?! (?:more|fewer|less|later))|(?:did|had|have|has"
    r"|do) ?(?:n'?t| not) (?:receive|get|have|grant|deny|refuse|carry|report|issue|repeal|impose|conclude)"
    r"|without (?:any )?(?=[a-z ]*(?:applications?|requests?|litigation|reconsideration|denials?|refusals?))"
    r"|never (?:received|got|had)"
    r"|\b(?:was|were|been|got|are|is) ?(?:n'?t|not|never)\b(?= (?:ever )?(?:been )?(?:sued|taken to court))"
    r"|\bnothing (?:was|were|had been|is)\b"
    r"|\b(?:received|got|had|refused|denied|rejected|granted|disclosed|issued|imposed|sued)"
    r" (?:nothing|nobody|no ?one|none)\b",
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
# 有复议的单位 had one at least; 有多少, 有没有 and the first of a ranking are no bounds.
_HAS = re.compile(
    r"(?<!没)(?<!具)(?<!所)(?<!只)(?<!还)(?:既|又|也|都|曾|曾经|同时)?有(?:过|了)?(?:被)?(?!没有|无|多少|几|哪|谁)"
)
_HAS_NOT = re.compile(r"(?<!有)(?:没有|没|无|零)(?:过)?(?:发生|出现|产生|被)?(?:人(?:来|去|提出?|申请|提起)*(?:过)?)?")
_OF_BODIES = re.compile(r"\ue004|(?:哪|几|多少)[些家个]|谁|的(?:单位|部门|机关|局)")
_ORDERS = re.compile(r"最|排|前[\d一二两三四五六七八九十]|合计|一共|总共|平均|中位|多少件|几件|各[有是自]|分别|第一")
_EACH = re.compile(r"都|均|全|皆|各")
_AND = re.compile(r"(?:申请|案件|决定|数量?|件数?|的)*\s*(?:和|与|、|跟|及|以及|还有)\s*")
_AND_ALSO = re.compile(r"(?:申请|案件|决定|数量?|件数?)*\s*(?:和|与|、|跟|及|以及|或者?)\s*")
_EQUALS = re.compile(r"(?:申请|案件|决定|数量?|件数?|的|都)*(?:等于|正好是|恰好等于|就是|=)")
_ALIKE = re.compile(r"(?:申请|案件|决定|数量?|件数?|的)*(?:相等|一样多?|相同|持平|一致)")
_THAN = re.compile(r"(?:申请|案件|决定|数量?|件数?|的|都|还)*比")
_MORE_THAN = re.compile(r"(?:申请|案件|决定|数量?|件数?|的)*(?:还|要|更|都)*(?:(?P<more>多|高|大)|少|低|小)(?!少|多)")
_BEYOND_ANOTHER = re.compile(
    r"(?:申请|案件|决定|数量?|件数?|的|都|还)*(?:(?P<more>超过|超出|多于|大于|高于|多过|>)|少于|小于|低于|不如|不及|没有|<)了?"
)
_AND_HAD = re.compile(r"(?:又|也|但是?|却|而且?|且|同时)$")  # 没有结转又收到过申请
_JUST_NUMBERED = re.compile(r"\d|[一二两三四五六七八九十百]件|多少|几件|零|都?没")
_BUT = re.compile(r"[,，]?(?:但是?|却|而(?!且)|可是?|然而)")
_LEADS = re.compile(r"(?:既|又|也|都|曾|曾经|同时|却|并)?(?:没有?|无|未|零|有)")
_SOME_ZH = re.compile(  # 收到申请的有几家, 被复议过的有哪些: one at least
    r"(?<![没未不新])(?:收到|接到|接收|有过|发生|作出|做出)(?:了|过)?"
    r"(?=[^,?。\d最排前第数同增减降升涨跌超]{2,12}的(?:单位|部门|机关|局|家|\ue004)?(?:一共|总共|共)?"
    r"(?:有?(?:几|多少)(?:家|个)|(?:有|是)哪(?:些|几家|几个)))"
)


def find_conditions(
    text: str,
    measures: Sequence[tuple[int, str]],
    names: Sequence[tuple[int, int]] = (),
    ends: Mapping[int, int] | None = None,
) -> tuple[Condition, ...]:
    """The bounds in a text; each belongs to the measure named before it, or after it where none is.

    `measures` are the positions at which the text names each measure; a no inside one of `names` is part of a name.
    `ends` says where the name that begins at a position ends.
    """
    found = _find_bounds(text, names)
    found += [one for one in _had(text, measures, names) if not _meets(found, one[0], one[1])]
    found.sort()
    bounds = [(start, end) for start, end, _, _ in found]
    made = _against(text, measures, ends or {}) + against_in_english(text, measures, ends or {})
    for start, end, relation, value in found:
        relation = relation[0] if relation in (">=", "<=") and _NOT_ITSELF.match(text, end) else relation
        at = _measure_of(start, end, measures, text, bounds)
        in_per_cent = re.search(r"%|百分之", text[start:end]) or re.match(r"\s*(?:%|per ?cent)", text[end:])
        for _, measure in _with_joined(at, start, end, measures, text, ends or {}):
            if measure.endswith("/amount") and re.search("[元块万]", text[start : end + 1]):
                value /= 10000  # 收费超过100万元: money is told in 万元
            if in_per_cent and measure not in RATES:
                measure = f"{SHARE_OF}{measure}"  # 自然人申请超过90% bounds a share
            made.append(Condition(measure, relation, value))
    made += _implied(text, measures, made, bounds)
    return tuple(dict.fromkeys(made))


Bound = tuple[int, int, str, Decimal]


def _meets(found: Sequence[Bound], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e, _, _ in found)


def _find_bounds(text: str, names: Sequence[tuple[int, int]]) -> list[Bound]:
    """Every stretch that bounds, with its relation and number."""
    found: list[Bound] = []
    for match in (*_RANGE.finditer(text), *_RANGE_HAN.finditer(text)):
        low, high = (read_number(match[name]) for name in ("low", "high"))
        if low is not None and high is not None and low < high and not _meets(found, *match.span()):
            found += [(match.start(), match.end(), ">=", low), (match.start(), match.end(), "<=", high)]
    for relation, words in _RELATIONS:
        for match in re.finditer(rf"(?:{words})(?:有|为|是)?\s*(?:百分之)?{_NUMBER}{_UNIT}", text, re.I):
            value = read_number(match["number"])
            if value is not None and not _meets(found, *match.span()):
                found.append((match.start(), match.end(), relation, value))
    for match in _BEYOND.finditer(text):
        value = read_number(match["number"])
        if value is not None:
            found.append((match.start(), match.end(), ">" if match["above"] else "<", value))
    for match in _ROUND.finditer(text):
        value = read_number(match["number"])
        if value is not None and not _meets(found, *match.span()):
            found.append((match.start(), match.end(), ">=" if match["up"] else ">", value))
    for match in _RATE_IS.finditer(text):
        value = read_number(match["number"])
        if value is not None and not _meets(found, *match.span()):
            found.append((match.start(), match.end(), "=", value))
    for match in _ABOVE_AFTER.finditer(text):
        value = read_number(match["number"] or match["number2"])
        if value is not None and not _meets(found, *match.span()):
            found.append((match.start(), match.end(), ">=" if match["above"] else "<=", value))
    for match in _ZERO.finditer(text):
        named = any(start <= match.start() and match.end() <= end for start, end in names)
        if not named and not _meets(found, match.start(), match.end() + 1):
            found.append((match.start(), match.end(), "=", Decimal(0)))
    for match in (*_SOME.finditer(text), *_SOME_ZH.finditer(text)):
        if not _meets(found, match.start(), match.end() + 1):
            found.append((match.start(), match.end(), ">", Decimal(0)))
    return found


def _had(text: str, measures: Sequence[tuple[int, str]], names: Sequence[tuple[int, int]]) -> list[Bound]:
    """有复议的单位 had one at least, 没有部分公开的 none: of the box named right after, where bodies are listed."""
    if not _OF_BODIES.search(text) or _ORDERS.search(text):
        return []

    def leads(match: re.Match[str]) -> bool:
        inside = any(start <= match.start() and match.end() <= end for start, end in names)
        return not inside and any(0 <= at - match.end() <= 1 for at, _ in measures)

    none = [(m.start(), m.end(), "=", Decimal(0)) for m in _HAS_NOT.finditer(text) if leads(m)]
    return none + [(m.start(), m.end(), ">", Decimal(0)) for m in _HAS.finditer(text) if leads(m)]


def _against(text: str, measures: Sequence[tuple[int, str]], ends: Mapping[int, int]) -> list[Condition]:
    """复议比诉讼多的单位, 结转超过新收的有哪些: one box held against another."""
    if not _OF_BODIES.search(text) or _ORDERS.search(text):
        return []
    made: list[Condition] = []
    for (at, one), (next_, other) in pairwise(sorted(measures)):
        between, after = text[ends.get(at, at) : next_], text[ends.get(next_, next_) :]
        more = _MORE_THAN.match(after)
        relation = "=" if _EQUALS.fullmatch(between) else ""
        if _AND_ALSO.fullmatch(between) and _ALIKE.match(after):
            relation = "="
        if _THAN.fullmatch(between) and more:
            relation = ">" if more["more"] else "<"
        elif bound := _BEYOND_ANOTHER.fullmatch(between):
            relation = ">" if bound["more"] else "<"
        if relation:
            made.append(Condition(one, relation, Decimal(0), other))
    return made


def _with_joined(
    at: tuple[int, str] | None,
    start: int,
    end: int,
    measures: Sequence[tuple[int, str]],
    text: str,
    ends: Mapping[int, int],
) -> list[tuple[int, str]]:
    """The measure bounded, with those that 和 or 都 joins to it: 复议和诉讼都为零, 没有复议和诉讼."""
    if at is None:
        return []
    joined = [at]
    ordered = sorted(measures)
    if at[0] < start and _EACH.search(text[ends.get(at[0], at[0]) : end]):
        for one in reversed([m for m in ordered if m[0] < at[0]]):
            if not _AND.fullmatch(text[ends.get(one[0], one[0]) : joined[-1][0]]):
                break
            joined.append(one)
    if at[0] >= end:
        for one in (m for m in ordered if m[0] > at[0]):
            if not _AND_ALSO.fullmatch(text[ends.get(joined[-1][0], joined[-1][0]) : one[0]]):
                break
            joined.append(one)
    return joined


def _implied(
    text: str, measures: Sequence[tuple[int, str]], made: Sequence[Condition], bounds: Sequence[tuple[int, int]]
) -> list[Condition]:
    """收到申请但没有公开: what stands before 但 without a bound of its own was there at all."""
    bounded = {c.measure.removeprefix(SHARE_OF) for c in made}
    if not bounds or not _OF_BODIES.search(text):
        return []
    first_bound, last = min(start for start, _ in bounds), max(end for _, end in bounds)
    had = [
        Condition(key, ">", Decimal(0))
        for at, key in measures
        if key not in bounded and at > last and _AND_HAD.search(text[last:at]) and not _JUST_NUMBERED.search(text[at:])
    ]
    return had + [
        Condition(key, ">", Decimal(0))
        for at, key in measures
        if key not in bounded
        and at < first_bound
        and (but := _BUT.search(text, at, first_bound + 1)) is not None
        and not any(at < other < but.start() for other, _ in measures)
        and not any(at <= s < but.start() for s, _ in bounds)
    ]


def without_zeros(text: str) -> str:
    """The text less the words that say none, each place kept: 没有 of 没有诉讼的单位."""
    text = _ZERO.sub(lambda match: "\ue0fd" * len(match.group()), text)
    return re.sub("不(?=\ue0fd)", "\ue0fd", text)


_NOT_ITSELF = re.compile(r"[^,，、;；()]{0,8}\((?:不含|不包括|不计)")  # 20件以上申请(不含20)
_PLAIN_APPLICATIONS = re.compile(
    r"\s*(?:\([^()]{0,8}\))?的?(?:政府)?(?:信息)?(?:公开)?申请(?!人)|\s+(?:new |foi |information )*"
    r"(?:applications|requests)\b",
    re.I,
)
_NEXT = re.compile(r"[,，、;；]|并且|而且|同时|且|但|又|却")


def _measure_of(
    start: int, end: int, measures: Sequence[tuple[int, str]], text: str, bounds: Sequence[tuple[int, int]]
) -> tuple[int, str] | None:
    """Which of the measures a bound is of: its position and key."""
    named = any(at <= start and not _NEXT.search(text[at:start]) for at, _ in measures)
    plain = _PLAIN_APPLICATIONS.match(text, end)
    if plain and not named and not any(end <= at < plain.end() for at, _ in measures):
        return end, "applications/new/total"  # 收到20件以上申请、6件以上处罚
    english = re.search(r"[a-z]{2}", text[start:end].lower()) is not None
    # Of 申请中自然人 both the total and the column may be named: the narrower is bound.
    before = sorted((start - at, key.endswith("/total"), key) for at, key in measures if at <= start)
    after = sorted((at - end, key.endswith("/total"), key) for at, key in measures if at >= end or start <= at < end)

    def back(one: tuple[int, bool, str]) -> tuple[int, str]:
        return start - one[0], one[2]

    def ahead(one: tuple[int, bool, str]) -> tuple[int, str]:
        return end + one[0], one[2]

    if english and after and after[0][0] < 60:
        return ahead(after[0])
    if (
        after
        and not english
        and _LEADS.match(text[start:end])
        and after[0][0] <= 2
        and not (before and not before[0][0])
    ):
        return ahead(after[0])  # 新收不足10件、也没有结转
    if before:
        since = start - before[0][0]
        other = any(since < s < start and (s, e) != (start, end) for s, e in bounds)
        if not re.search(r"[,,;、]|并且|而且|且|同时|又|但|却", text[since:start]) and not (other and after):
            return back(before[0])
    if before and after and not english and _NEXT.search(text[end : end + after[0][0]]):
        return back(before[0])  # 申请中,个人多于1件并且许可超过10件: the next bound has a box of its own
    return ahead(after[0]) if after else back(before[0]) if before else None


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
