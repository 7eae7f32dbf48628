"""Figures in a sentence as words give them: 120余条, 18万余条, 十二件, 1,204件, each with the words on both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from report.numbers import normalise, read_chinese

_UNITS = "件次|人次|万元|件|条|份|宗|例|项|次|期|篇|个|元|名|人|场|家|起|部|幅|户|批"
_FIGURE = re.compile(
    r"(?P<before>约|近|超过?|逾|不足|将近|大约)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二三四五六七八九十百千零〇两]{1,7})"
    rf"(?P<scale>万|亿)?(?P<after>余|多|来)?(?P<scale2>万)?(?P<unit>{_UNITS})(?P<more>以上|左右)?"
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3})")
_FULL_WIDTH = str.maketrans(";:()!?", "；：（）！？")


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of a sentence with the words on both sides."""

    value: Decimal
    approximate: str
    unit: str
    left: str  # from the figure before, or the sentence's beginning
    right: str  # up to the next figure, or the sentence's end
    start: int
    clause: str  # the words since the last comma


@lru_cache(maxsize=64)  # each statement asks for its paragraph again
def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    """A paragraph without blanks, punctuation full-width as Chinese prints it, and the index of each character."""
    kept = [(char, index) for index, source in enumerate(text) for char in _plain(source)]
    flat = _COMMA.sub("，", "".join(char for char, _ in kept)).translate(_FULL_WIDTH)
    return flat, tuple(index for _, index in kept)


_plain = lru_cache(maxsize=8192)(normalise)  # of one character


def read_told(sentence: str) -> list[Told]:
    matches = [m for m in _FIGURE.finditer(sentence) if not _is_ordinal(sentence, m)]
    told = []
    for index, match in enumerate(matches):
        value = _value(match)
        if value is None:
            continue
        start = matches[index - 1].end() if index else 0
        stop = matches[index + 1].start() if index + 1 < len(matches) else len(sentence)
        left = sentence[start : match.start()]
        clause = re.split(r"[，,；;：:。]", sentence[: match.start()])[-1]
        approximate = match["before"] or match["after"] or match["more"] or ""
        told.append(Told(value, approximate, match["unit"], left, sentence[match.end() : stop], match.start(), clause))
    return told


def _is_ordinal(sentence: str, match: re.Match[str]) -> bool:
    """第三次, 两类, 一件事, 一家: words, not counts; 2023年12月 never matches a unit."""
    before = sentence[: match.start()]
    if match["unit"] == "个" and sentence[match.end() :].startswith(("工作日", "月", "自然日", "小时", "方面", "部分")):
        return True
    if before.endswith(("第", "〔", "之", "每", "逐", "统", "单", "进", "某", "同", "任")) or re.search(
        r"[\d.+×xX:-]$", before
    ):
        return True
    written = match["number"][0] not in "0123456789"
    if not written:
        return False
    one = match["number"] in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
    rest = sentence[match.end() : match.end() + 1]
    return (
        one
        and (rest not in "，,。；;、）)是的" and rest != "")
        and match["unit"] in ("项", "个", "件", "次", "家", "批", "户", "部", "条")
    )


def _value(match: re.Match[str]) -> Decimal | None:
    number = match["number"]
    if number[0] in "0123456789":
        value = Decimal(number.replace(",", ""))
    else:
        read = read_chinese(number)
        if read is None:
            return None
        value = Decimal(read)
    for scale in (match["scale"], match["scale2"]):
        value *= {"万": 10_000, "亿": 100_000_000}.get(scale or "", 1)
    return value * 10_000 if match["unit"] == "万元" else value
