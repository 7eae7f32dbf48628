"""Figures as they are printed, and figures as they are read.

Figures come full-width, with units, remarks, thousands separators or in Chinese numerals. What cannot be decided is
refused rather than guessed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

BLANK_MARKS = frozenset(
    {
        "",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "－",
        "一一",
        "无",
        "〇〇",
        "*",
        "N/A",
        "NA",
        "空",
        "未统计",
        "不涉及",
        "暂无",
        "待填",
        "【待填】",  # in a draft
    }
)
_NUMBER = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?"
_UNITS = r"(?:件|条|份|宗|例|项|个|次|期|篇|起|家|人次|万元|亿元|元|页|部|户)"
_CELL = re.compile(
    rf"(?P<sign>增加?|减少?|上升|下降)?(?P<number>{_NUMBER})(?P<unit>{_UNITS})?(?P<remark>[（(\[【].*[）)\]】])?"
)
# Marks of notes: half- and full-width forms would make digits of them.
_NOTE = "\u00b2\u00b3\u00b9\u2070-\u208e\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3243\u3280-\u3289"
_NOTES = re.compile(rf"(?<=[\d件条项个次元])(?:\s*[{_NOTE}※†‡*＊])+\s*$")
_NOTE_SIGN = re.compile(rf"[{_NOTE}]")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


class NotAFigure(ValueError):
    """The cell is printed, but what is printed is no figure."""


def normalise(text: str) -> str:
    """Full-width forms made half-width, white space dropped."""
    return "".join(unicodedata.normalize("NFKC", text.replace("\u200b", "").replace("\ufeff", "")).split())


@lru_cache(maxsize=32768)
def is_blank(printed: str) -> bool:
    """Whether a cell is left blank or struck out: empty, /, —, 无."""
    bare = normalise(printed)
    return bare in BLANK_MARKS or (bare != "" and set(bare) <= set("/\\-—–―_·.、，。…"))


def read_figure(printed: str, money: str = "") -> Decimal | None:
    """The figure in a cell, or None where the cell is blank or struck out.

    A blank is not a zero: many reports leave out what they did not count. `money` is the unit that the header gives
    an amount (元, 万元, 亿元), and the result is then in 万元; a unit in the cell itself goes before it.
    Raises `NotAFigure` where something is printed that is neither.
    """
    figure = _read(printed, money)
    if figure is _NONE:
        raise NotAFigure(printed)
    return figure


_NONE = Decimal("NaN")  # of what is printed and no figure


@lru_cache(maxsize=32768)
def _read(printed: str, money: str) -> Decimal | None:
    if is_blank(printed):
        return None
    noted = _NOTES.sub("", printed)
    bare = normalise(noted)
    if bare in ("零", "〇"):
        return Decimal(0)
    match = _CELL.fullmatch(bare)
    if match is None or re.match(r"[+-]?0\d", match["number"]):
        return _NONE  # words; or two cells that have run together
    if _NOTE_SIGN.search(re.split(r"[（(\[【⁽]", noted)[0]):
        return _NONE
    value = Decimal(match["number"].replace(",", ""))
    if match["sign"] and match["sign"][0] in "减下":
        value = -abs(value)
    unit = match["unit"] or ""
    if money or unit in ("元", "万元", "亿元"):
        factor = {"元": Decimal("0.0001"), "亿元": Decimal(10000)}.get(unit or money, Decimal(1))
        value *= factor
    return value


def read_chinese(words: str) -> int | None:
    """The number that Chinese numerals write, 二〇二三 by digits or 一百二十 by value; None where they write none."""
    if not words or any(c not in _DIGITS and c not in _TENS and c not in "万亿" for c in words):
        return None
    if all(c in _DIGITS for c in words):
        return int("".join(str(_DIGITS[c]) for c in words))
    total = part = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            part += (digit or 1) * _TENS[c]
            digit = 0
        else:
            total = (total + part + digit) * (10_000 if c == "万" else 100_000_000)
            part = digit = 0
    return total + part + digit


@lru_cache(maxsize=8192, typed=True)
def render(value: Decimal | int | float) -> str:
    """A figure for a reader: no trailing zeros, no exponent, no thousands separator, so that it can be copied."""
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    text = format(number.normalize(), "f")
    return "0" if text == "-0" else text
