"""Every number that a text states, in whatever way it is written.

Arabic and full-width digits, Chinese numerals, per cent, 成 and 倍, 万 and 亿, English words, and words that say how
much without a figure (一半, dozens). What cannot be read as one exact value has none: nothing can stand for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from report.numbers import read_chinese

YEAR, NUMBER, LOOSE = "year", "number", "loose"
_FULL = {ord(full): half for full, half in zip("０１２３４５６７８９％．，＋－", "0123456789%.,+-", strict=True)} | {
    ord("，"): "，"
}
_HANT = str.maketrans("萬億兩貳參陸點", "万亿两贰叁陆点")
_HAN = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_MAGNITUDE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 10**12, "百万": 10**6, "千万": 10**7}
_UNITS = r"个?百分点|percentage points?|pp\b|per ?cent|%|‰|成半?|倍|折|万元|亿元|元|yuan"
# Signs of number that count nothing, in words that reports are full of.
_IDIOMS = re.compile(
    r"进一步|一些|一般|另?一方面|一定|统一|唯一|一致|一并|一律|一旦|一直|一时|一次性|第一时间|一体|一站|一网|一件事|一事一|"
    r"万一|十分|百姓|(?<!分)之一|同一|逐一|一一|单一|一样|一起|一贯|一系列|每一|任一|不一|一下|一线|一如|一经|一切|一批|一年来|"
    r"这一|某一|一种|一类|一级|一把手|一项项|一步|一览|一图|一对一|一窗|一门|一揽子|首问|两者|二者|两侧|"
    r"三公|三定|三农|四个意识|五公开|千方百计|百分百|万众|大于|十足|三审三校|三审|二次元|一揽|一号|"
    r"一体化|万里|百花|八方|四面|七嘴|五花|丝毫|千家万户|放管服|两化|不三不四|一时间|一段|一手|一心|一同|一带|一栏|一项(?!项)|一列|一行|一表|一文"
)
_ORDINALS = re.compile(
    r"第[一二三四五六1-6]部分|(?:(?<=[。；;：:，,\n])|^)\s*(?:第?[一二三四五六]是|其[一二三四五六])[，,]?"
    r"|[Ss]ections? [1-6]\b"
    r"|(?:(?<=[.;:\n])|^)\s*(?:first|second|third|fourth)(?:ly)?,",
    re.I | re.M,
)
_NO_FIGURE = re.compile(
    r"(?<![件次人总指基参函倍系])[数几](?=[期次场件项条份篇批轮起名])(?![件项条次期]数)|多(?=[件场期篇])|一半|过半|大半|半数|多半|翻了?[一两二三四]?番|翻倍|翻了|倍增|成倍|减半|[数几上好][十百千万亿]+|[十百千万]+[余多]|若干|个位数|[两三]位数|大多数?|"
    r"多数|绝大|寥寥|各半|屈指|无一|悉数|第[零一二三四五六七八九十百\d]+|前[一二三四五六七八九十\d]+名?|倒数|"
    r"\b(?:half|halved|halves|thirds?|quarters?|fifths?|tenths?|dozens?|scores|hundreds|thousands|millions|doubl\w+|twice|thrice"
    r"|tripl\w+|twofold|\w+fold|majority|most|several|few|couple|second|fourth|first|once|pair)\b|\b(?-i:[IVXLCDM]{2,})\b",
    re.I,
)
_ZERO = re.compile(
    r"(?:未|没有?|无)(?:收到|接到|受理|办结|发生|产生|出现|被提起|公开过|予以公开|提起)|没有(?:任何)?(?:新收|申请|行政复议|行政诉讼)"
    r"|(?:received|had|saw|with|were|was|recorded|published|granted) (?:no|none|nothing)\b"
    r"|\b(?:no|zero) (?:\w+ )?(?:applications?|requests?|cases?|lawsuits?|reconsiderations?|complaints?)"
    r"|(?:did|was|were|has|have|had) ?n[o']t (?:\w+ )?(?:receive|accept|grant|deny|process|handle|publish|conclude)\w*",
    re.I,
)
_BEFORE = re.compile(
    r"(?:大?约|将?近|接近|超过?|逾|多达|高达|不足|不[少低多高超大]于|不超过|不到|未满|至少|最多|起码|仅仅不到|不下|几乎|差不多"
    r"|around|about|approximately|roughly|nearly|almost|over|more than|less than|fewer than|under|below|above"
    r"|at least|at most|up to|some|close to|circa)\s*$",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:半(?![数年])|余|多(?!于)|来(?=[件条份家个])|左右|上下|以上|以下|开外"
    r"|or so|odd|\+|plus\b|or more|or fewer|or less)",
    re.I,
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(f"{_ONES} eighteen nineteen".split())},
    **{
        word: 10 * n
        for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
    },
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
}
_ENGLISH = re.compile(rf"\b(?:{'|'.join(_WORDS)})(?:(?:[\s-]+and)?[\s-]+(?:{'|'.join(_WORDS)}))*\b", re.I)
_TOKEN = re.compile(
    rf"(?P<odd>\d+(?:[ \u00a0'’_，]\d|\s*[/∶:]\s*\d)[\d ,.'’_/:∶，]*|\d[\d.,]*[A-Za-z]\w*)"
    r"|(?P<year>(?<![\d.,])20\d\d(?![\d.,]*\d)(?=\s*(?:年|财年|[—–~-]|[至到和、与]\s*20\d\d|及))"
    r"|(?<![\d.,])[012]\d(?=年(?!来|内|间|以))|二[零〇○][零〇○一二三四五六七八九]{2}(?=年))"
    rf"|(?P<per>百分之|千分之|万分之)\s*(?P<part>[{_HAN}点]+|\d+(?:\.\d+)?)"
    rf"|(?P<of>[{_HAN}\d]+)分之(?P<some>[{_HAN}点]+|\d+(?:\.\d+)?)"
    rf"|(?P<arabic>[+\-−]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)\s*(?P<times>(?:[百千万亿]+(?!元)|(?:hundred|thousand|million|billion)\b)?)"
    rf"|(?P<han>[{_HAN}]+(?:点[{_HAN}]+)?)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text; `value` is None where the words state no exact one."""

    start: int
    end: int
    words: str
    kind: str  # year, number, loose
    value: Decimal | None
    unit: str = ""  # %, 元, 万元, points; empty for a count
    signed: bool = False  # a sign is written before it


def half_width(text: str) -> str:
    """Full-width digits and signs made half-width, character for character; also in numerals of other forms of 万."""
    return text.translate(_FULL)


def find_numbers(text: str) -> list[Number]:
    """Every number outside of idioms, left to right; `text` is `half_width`."""
    plain = _masked(text.translate(_HANT), _IDIOMS, _ORDINALS)
    odd = (n for n, sign in enumerate(plain) if sign.isdecimal() and not sign.isascii())  # digits of other scripts
    found = [Number(n, n + 1, text[n], LOOSE, None) for n in odd]
    for pattern, value in ((_NO_FIGURE, None), (_ZERO, Decimal(0))):
        for match in pattern.finditer(plain):
            kind = LOOSE if value is None else NUMBER
            found.append(Number(match.start(), match.end(), text[match.start() : match.end()], kind, value))
        plain = _masked(plain, pattern)
    english = list(_english(plain))
    found += english
    for number in english:
        plain = plain[: number.start] + "\ue0fe" * (number.end - number.start) + plain[number.end :]
    found += _tokens(plain)
    taken = {n for number in found for n in range(number.start, number.end)}
    for n, sign in enumerate(plain):
        if sign == "参" and not set(plain[max(0, n - 1) : n + 2]) & set("壹贰肆伍陆柒捌玖拾佰仟"):
            continue  # 参训, 参加
        if n not in taken and sign not in "\ue0fe" and unicodedata.numeric(sign, None) is not None:
            found.append(Number(n, n + 1, text[n], LOOSE, None))
    return sorted(found, key=lambda number: number.start)


def _masked(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda match: "\ue0fe" * len(match[0]), text)
    return text


def _tokens(text: str) -> Iterator[Number]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() < end:
            continue
        value, unit = _value(match)
        end = match.end()
        after = re.match(rf"\s*({_UNITS})", text[end:], re.I)
        if match["year"]:
            yield Number(match.start(), end, match[0], YEAR, value)
            continue
        if after and not unit:
            value, unit = _with_unit(value, after[1].lower())
            end += after.end()
        signed = match[0][0] in "+-−"
        words = text[match.start() : end]
        loose = value is None or fuzzy(text, match.start(), end)
        if match["arabic"] and not (unit or signed or match["times"]) and re.fullmatch(r"20\d\d", match["arabic"]):
            counted = re.match(
                r"\s*(?:[件条份家个项次期篇宗例名人页场户]|applications?|requests?|cases?|items?)", text[end:]
            )
            if not counted:
                yield Number(match.start(), end, words, YEAR, value)
                continue
        yield Number(match.start(), end, words, LOOSE if loose else NUMBER, None if loose else value, unit, signed)


def _value(match: re.Match[str]) -> tuple[Decimal | None, str]:
    if match["odd"]:
        return None, ""
    if match["year"]:
        year = _plain(match["year"])
        return (year + 2000 if year is not None and year < 100 else year), ""
    if match["per"]:
        part = _plain(match["part"])
        share = {"百": 1, "千": 10, "万": 100}[match["per"][0]]
        return (None if part is None else part / share), "%"
    if match["of"]:
        whole, some = _plain(match["of"]), _plain(match["some"])
        return (some / whole * 100 if whole and some is not None else None), "%"
    if match["arabic"]:
        bare = Decimal(match["arabic"].replace(",", "").replace("−", "-"))
        times = match["times"].lower()
        english = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
        if times and (not bare or (times not in _MAGNITUDE and times not in english)):
            return None, ""
        return bare * ({**_MAGNITUDE, **english}[times] if times else 1), ""
    return _plain(match["han"]), ""


def _plain(words: str) -> Decimal | None:
    """12.5, 十二点五, 廿五; None where the numerals write no one number."""
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return Decimal(words)
    words = words.replace("廿", "二十").replace("卅", "三十").replace("○", "〇")
    whole, _, fraction = words.partition("点")
    value = read_chinese(whole)
    if value is None or len(whole) > 9 or (len(whole) == 2 and not set(whole) & set("十百千万亿拾佰仟〇零")):
        return None  # 两三, 七八
    if not fraction:
        return Decimal(value)
    digits = read_chinese(fraction)
    return None if digits is None else Decimal(f"{value}.{str(digits).zfill(len(fraction))}")


def _with_unit(value: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    if value is None or unit in ("倍", "折"):
        return None, unit
    if unit.startswith("成"):
        return value * 10 + (5 if unit.endswith("半") else 0), "%"
    if unit == "‰":
        return value / 10, "%"
    if unit in ("%", "percent", "per cent"):
        return value, "%"
    if "百分点" in unit or unit.startswith(("pp", "percentage")):
        return value, "points"
    return (value * 10_000, "万元") if unit == "亿元" else (value, "元" if unit == "yuan" else unit)


def _english(text: str) -> Iterator[Number]:
    for match in _ENGLISH.finditer(text):
        total = part = 0
        for word in re.findall(r"[a-z]+", match[0].lower()):
            if word == "and":
                continue
            n = _WORDS[word]
            if n == 100:
                part = (part or 1) * 100
            elif n > 100:
                total, part = total + (part or 1) * n, 0
            else:
                part += n
        if text[match.end() : match.end() + 20].lstrip(" -").lower().startswith(("of the", "of these", "another")):
            yield Number(match.start(), match.end(), match[0], LOOSE, None)
            continue
        after = re.match(rf"\s*({_UNITS})", text[match.end() :], re.I)
        value: Decimal | None = Decimal(total + part)
        unit, end = "", match.end()
        if after:
            value, unit = _with_unit(value, after[1].lower())
            end += after.end()
        loose = value is None or fuzzy(text, match.start(), end)
        words = text[match.start() : end]
        yield Number(match.start(), end, words, LOOSE if loose else NUMBER, None if loose else value, unit)


def fuzzy(text: str, start: int, end: int) -> bool:
    """近三成, 120余件, over 100: a figure is exact or is none."""
    counted = re.match(r"\s*[件条份家个项次期篇宗例名人]{1,2}", text[end:])
    after = end + (counted.end() if counted else 0)
    return bool(
        _BEFORE.search(text[max(0, start - 16) : start]) or _AFTER.match(text[end:]) or _AFTER.match(text[after:])
    )
