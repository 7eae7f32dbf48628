"""A sentence in parts: each number with the words before it and after it, up to the number next to it.

收到申请[134件]，办结[131件]: the words become the question that the number answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from report.numbers import read_chinese
from retrieval.verifying.numbers import Number, find_numbers

LONGEST_SHOWN = 60  # characters of the words before a number
CLAUSE = re.compile(r"[，、：:（）()；;]|,(?!\d{3})|\s(?=and\s)")
_JOINED = re.compile(r"\s*(?:[、，,]\s*)?(?:和|与|及|以及|and)?\s*")
_ABOUT = re.compile(
    r"(?:约|近|超过?|逾|不足|将近|不到|接近|突破|至少|最多|高达)\s*$"
    r"|(?:about|nearly|almost|over|more than|less than|some|around|at least|up to)\s*$",
    re.I,
)
_AFTER_ABOUT = re.compile(r"^\s*(?:左右|以上|以下|上下|之多)")
_FALLING = re.compile(
    r"下降|减少|降低|回落|少了|降幅|减幅|下滑|锐减|\b(?:fell|fewer|less|decreas\w+|drop\w*|down|decline\w*|cut)\b", re.I
)
_RISING = re.compile(r"增长|增加|上升|提高|多了|增幅|升幅|攀升|\b(?:rose|more|increas\w+|grew|up|growth|rise)\b", re.I)
SAID_OTHERWISE = (  # what the program would understand otherwise, and how it is asked instead
    (re.compile(r"其他处理(?!情况|申请|结果)"), "其他处理情况"),
    (re.compile(r"(收到|收|受理|接收)(?:政府信息)?依申请公开(?!申请|政府信息公开申请|的)"), r"\1政府信息公开申请"),
    (re.compile(r"^\W*依申请公开(?=收到|受理|共收到)"), "政府信息公开申请"),
    (re.compile(r"激增|猛增|骤增|飙升"), "增加"),
    (re.compile(r"骤降|锐减"), "减少"),
    (re.compile(r"^\W*(?:(?:while|whereas|but|and|of which)\b\W*)+|\bfaced\b", re.I), ""),
    (re.compile(r"\b(?:in)?to (?:the )?(?:next|following) year\b", re.I), "forward"),
    (re.compile(r"\bcarried (how many(?: \w+)?) (?:over|forward|into)", re.I), r"carried over \1"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A number with the words before it and after it; `follows` where it stands in a row with the one before."""

    head: str
    number: Number
    printed: str
    tail: str
    follows: bool


def parts_of(sentence: str) -> list[Part]:
    numbers = list(find_numbers(sentence))
    parts: list[Part] = []
    at = 0
    for n, number in enumerate(numbers):
        until = numbers[n + 1].start if n + 1 < len(numbers) else len(sentence)
        between = sentence[number.end : until]
        follows = bool(parts) and _JOINED.fullmatch(sentence[at : number.start]) is not None
        cut = CLAUSE.search(between)
        tail = between[: cut.start()] if cut else ("" if n + 1 < len(numbers) else between)
        if cut is None and n + 1 < len(numbers) and _JOINED.fullmatch(between) is None and between.isascii():
            tail = between
        printed = sentence[number.start : number.end]
        parts.append(Part(sentence[at : number.start], number, printed, tail, follows))
        at = number.end + len(tail)
    return parts


def alike(one: Part, other: Part) -> bool:
    return one.number.unit == other.number.unit and not other.tail.strip()


def asking(part: Part) -> str:
    head = part.head.strip(" ，、：:；;")
    if head.isascii() and part.printed.isascii() and part.tail.isascii() and (head or part.tail):
        counted = re.sub(r"^[\d.,]+", "how many ", part.printed)
        return f"{head} {counted} {part.tail}"
    unit = {"份": "件", "宗": "件", "起": "件", "例": "件"}.get(part.number.unit, part.number.unit)
    return f"{head}多少{unit}{part.tail}"


def shown(part: Part) -> str:
    head = re.sub(r"^(?:[\s，、,；;：:（）()“”]|and\b)+", "", part.head)
    head = head if len(head) <= LONGEST_SHOWN else f"…{head[-LONGEST_SHOWN:]}"
    return f"{head}{part.printed}{part.tail}".strip()


def is_rough(part: Part) -> bool:
    return part.number.rough or bool(_ABOUT.search(part.head) or _AFTER_ABOUT.search(part.tail))


def direction(part: Part) -> int:
    last = CLAUSE.split(part.head)[-1] + part.tail
    if _FALLING.search(last):
        return -1
    return 1 if _RISING.search(last) else 0


def as_named(head: str, years: tuple[int, ...]) -> tuple[int, ...]:
    """The years in the order in which the text names them."""
    said = tuple(dict.fromkeys(int(year) for year in re.findall(r"(?<!\d)20\d\d", head)))
    return said if set(said) == set(years) else years


def small(words: str) -> int:
    return int(words) if words.isdecimal() else read_chinese(words) or 0
