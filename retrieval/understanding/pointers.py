"""A turn that is nothing but a pointer: 第二个, 后面那个, the first one, both.

A pointer is the whole of what is said, little words apart; 第二部分 and 两个问题 point at nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_ORDER = {c: i for i, c in enumerate("一二三四五六七八九十")}
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDER |= {"两": 1}
_ORDER |= {word: i for i, word in enumerate(_ENGLISH)}
NTH_ENGLISH = rf"(?:{'|'.join(_ENGLISH)}|\d{{1,2}}(?:st|nd|rd|th))"
_LEAD = (
    r"^\W*(?:(?:那么?|就|我?(?:想|要|是|选|指|问|说|看|查)(?:的)?(?:是)?|应该|请|嗯+|哦|好的?|对|and|what about"
    r"|how about|then|i mean"
    r"|i meant|i choose|it is|it's|show(?: me)?|give me|please)[\s,，]*)*"
)
_TAIL = (
    r"(?:那)?(?:个|家|项|种|条|位|者)?(?:单位|局|机关|选项|那个)?(?:的)?"
    r"(?:吧|呢|啊|呀|哦|好了|就行|就好|谢谢|please|,|，|\s)*\W*$"
)
_NTH = re.compile(
    rf"{_LEAD}(?:第\s*)?(?P<nth>[一二三四五六七八九十]|\d{{1,2}})(?:号)?{_TAIL}"
    rf"|{_LEAD}(?:the |number |no\.? ?|option |choice |#)*(?P<en>{NTH_ENGLISH}|\d{{1,2}})(?: one| option| choice| body"
    rf"| agency)?"
    r"(?:,? please)?\W*$",
    re.I,
)
_FORMER = re.compile(rf"{_LEAD}(?:前者|前面?一|前面(?:的)?那?|上面(?:的)?那?|头一|the former|former){_TAIL}", re.I)
_LATTER = re.compile(
    rf"{_LEAD}(?:后者|后面?一|后面(?:的)?那?|下面(?:的)?那?|最后一?|末一?|the latter|latter|the last(?: one)?"
    rf"|last one){_TAIL}",
    re.I,
)
_MIDDLE = re.compile(
    rf"{_LEAD}(?:(?:正?中间)(?:的)?那?|the middle one|middle one|the one in the middle"
    rf"|in the middle){_TAIL}",
    re.I,
)
_EVERY = re.compile(
    rf"{_LEAD}(?:[两俩三四几]?(?:个|家)?(?:单位)?(?:都|全)(?:部)?(?:要|看|查|来|给我|行|可以|列出来|说)?(?:一下|看)?"
    rf"|全要|一起看?|都"
    r"|(?:both|all|each)(?: of (?:them|these|those))?(?: of the (?:two|three))?)(?:吧|呢|啊|,|，|\s|please)*\W*$",
    re.I,
)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which of several things is meant: by its place, from the front or (negative) from the end, or all."""

    at: int = 0
    middle: bool = False
    every: bool = False

    def of(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """What it points at; nothing where there are too few."""
        if self.every:
            return tuple(things)
        if self.middle:
            return (things[len(things) // 2],) if len(things) % 2 else ()
        return (things[self.at],) if -len(things) <= self.at < len(things) else ()


def find_pointer(text: str) -> Pointer | None:
    """第二个, 后面那个, the first one, both: the whole text is nothing else."""
    if match := _NTH.match(text):
        return Pointer(at_place(match["nth"] or match["en"]))
    if _FORMER.match(text):
        return Pointer(0)
    if _LATTER.match(text):
        return Pointer(-1)
    if _MIDDLE.match(text):
        return Pointer(middle=True)
    return Pointer(every=True) if _EVERY.match(text) else None


def at_place(said: str) -> int:
    said = said.lower()
    if said in _ORDER:
        return _ORDER[said]
    digits = re.match(r"\d+", said)
    return int(digits[0]) - 1 if digits else 0
