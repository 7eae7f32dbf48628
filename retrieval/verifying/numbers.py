"""The numbers that a text states, where they stand and what they count.

A number counts with its unit: 134件, 一百三十四件, 2.8万件, 41.5%, 百分之十七, 四成. How finely it is stated is
kept, for 2.8万件 agrees with 28,388.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from report.numbers import read_chinese

_FIGURES = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"[零〇一二两三四五六七八九十百千万]+"
_UNITS = r"件次|人次|万元|亿元|件|份|宗|起|例|条|项|人|家|个百分点|个|场|期|次|元|篇|倍|%"
# Of these a number in words counts; in the others it is a way of speaking: 一条, 三项, 五个方面.
_WORDED = r"件次|件|份|宗|起|例|万元|亿元|元"
_NUMBER = re.compile(
    rf"百分之(?P<han_percent>{_HAN})(?:点(?P<han_tenths>[零一二三四五六七八九]+))?"
    rf"|(?<![\d第])(?P<tenths>[一二三四五六七八九])成(?P<half>半|[一二三四五六七八九])?(?=[以多左]|$|[，。,；]|[^绩立员效本分功])"
    rf"|(?<![第\d.,\-])(?<!\d[至—])(?P<value>{_FIGURES})\s*(?P<scale>[万亿千百])?\s*(?P<more>余|多)?\s*"
    # 18471、18991件: the unit stands after the last of them
    rf"(?:(?P<unit>{_UNITS})(?!分之)|(?=(?:\s*(?:、|和|与|及)\s*(?:{_FIGURES}))+\s*(?P<last>{_UNITS})))"
    rf"|(?<![第每任何这那哪同头另\d])(?P<han>{_HAN})(?P<han_more>余|多)?(?P<han_unit>{_WORDED})(?!事)"
)
_ENGLISH_UNITS = r"applications?|requests?|cases?|lawsuits?|reviews?|documents?|per ?cent|%"
_ENGLISH = re.compile(
    rf"(?<![\w.,\-])(?P<value>{_FIGURES})(?:\s*(?P<unit>(?:[a-z]+ )?(?:{_ENGLISH_UNITS}))(?![a-z])|(?![\w%,.]*\d|\w))",
    re.I,
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_WIDE = {ord("０") + n: str(n) for n in range(10)} | {ord("％"): "%", ord("．"): "."}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text: its place, its value in the unit, and the finest step that it is stated in."""

    start: int
    end: int
    value: Decimal
    unit: str  # as it is printed, 件 where an English text names none; 万元 for money
    step: Decimal
    rough: bool = False  # 余, 四成
    bare: bool = False  # an English number without a unit, 一件: no claim unless it is one beyond doubt

    @property
    def percent(self) -> bool:
        """Whether it is a part of a hundred."""
        return self.unit == "%"


def halfwidth(text: str) -> str:
    """Digits as they are typed in English; every character stays in its place."""
    return text.translate(_WIDE)


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of a text in order."""
    if re.search(r"[\u4e00-\u9fff]", text):
        yield from filter(None, map(_chinese, _NUMBER.finditer(text)))
    else:
        yield from filter(None, map(_english, _ENGLISH.finditer(text)))


def _chinese(found: re.Match[str]) -> Number | None:
    if found["han_percent"]:
        whole = read_chinese(found["han_percent"])
        tenths = "".join(str(read_chinese(digit) or 0) for digit in found["han_tenths"] or "")
        value = Decimal(f"{whole}.{tenths}" if tenths else str(whole))
        return None if whole is None else Number(*found.span(), value, "%", Decimal(1).scaleb(-len(tenths)))
    if found["tenths"]:
        value = Decimal(10 * (read_chinese(found["tenths"]) or 0))
        return Number(*found.span(), value, "%", Decimal(10), rough=True)
    if found["han"]:
        counted = read_chinese(found["han"]) if re.search("[一二两三四五六七八九]|十", found["han"]) else None
        if counted is None:
            return None
        number = _scaled(found, Decimal(counted), Decimal(1), found["han_unit"], bool(found["han_more"]))
        return replace(number, bare=len(found["han"]) == 1)
    value, step = _read(found["value"])
    scale = _SCALES[found["scale"] or ""]
    return _scaled(found, value * scale, step * scale, found["unit"] or found["last"], bool(found["more"]))


def _scaled(found: re.Match[str], value: Decimal, step: Decimal, unit: str, rough: bool) -> Number:
    factor = {"元": Decimal("0.0001"), "亿元": Decimal(10_000)}.get(unit)
    if factor is not None:
        value, step, unit = value * factor, step * factor, "万元"
    return Number(*found.span(), value, unit, step, rough)


def _english(found: re.Match[str]) -> Number | None:
    unit = found["unit"] or ""
    if not unit and _A_YEAR.fullmatch(found["value"]):
        return None
    value, step = _read(found["value"])
    percent = re.search(r"cent|%", unit) is not None
    return Number(*found.span(), value, "%" if percent else "件", step, bare=not unit)


def _read(printed: str) -> tuple[Decimal, Decimal]:
    value = Decimal(re.sub("[,，]", "", printed))
    return value, Decimal(1).scaleb(int(value.as_tuple().exponent))
