"""English as it is typed in haste, written out: Xunchuan PSB, S&T bureau, gov't, reqs, # of, FY2023, 2020–23, y/y, w/o.

What is written out stands in the text as if it had been typed, so no list of names or boxes needs a second spelling.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

_SPAN = re.compile(r"(?<!\d)(20[12]\d)\s?([-–—/~])\s?['’]?(\d\d)(?![\d年月]|[-/.]\d)")  # 2020–23; 2020-12 is a month
_AFTER_HAN = re.compile(r"(?<=[\u3400-\u9fff])(?=(?:PSB|EEB|S&TB?|STB|DRC|AMR|MIIT)(?![A-Za-z]))")  # 浔川PSB
_FISCAL = re.compile(
    r"\b(?:FY|CY|RY|(?:fiscal|calendar|reporting) year)[ -]?['’]?(?=(?:20)?\d\d\b)(?:20)?(\d\d)\b(?!\s?[-–—/]\s?\d)",
    re.I,
)
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: n for n, word in enumerate(_SMALL, 1)} | {
    "twenty": 20,
    "fifty": 50,
    "a hundred": 100,
    "one hundred": 100,
    "a thousand": 1000,
}
_BOUND = re.compile(
    r"\b(?P<bound>(?:at least|at most|(?:no )?(?:more|fewer|less) than|over|under|exactly|up to) )"
    rf"(?P<number>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b(?! (?:years?|days?|third|quarter|half))",
    re.I,
)
_TWO_DIGITS = re.compile(r"(?<![\w'’\"])['’](1[5-9]|2\d)(?=$|[\s,.?;:)])(?![^'’]*\w['’](?:\W|$))")  # '23


def write_out(text: str) -> str:
    """The text with English shorthand written out; a text without Latin letters stays as it is."""
    if not re.search(r"[A-Za-z#]", text):
        return text
    text = _AFTER_HAN.sub(" ", text)
    text = _FISCAL.sub(lambda m: "20" + m[1], text)
    text = _BOUND.sub(lambda m: f"{m['bound']}{_NUMBERS.get(m['number'].lower(), 1)}", text)
    text = _TWO_DIGITS.sub(r"20\1", text)
    text = _SPAN.sub(_whole_span, text)
    for pattern, full in _patterns():
        text = pattern.sub(_as_written(full), text)
    return text


def _whole_span(match: re.Match[str]) -> str:
    first, last = int(match[1]), 2000 + int(match[3])
    return f"{first}-{last}" if first < last and last > 2012 else match.group()


def _as_written(full: str) -> Callable[[re.Match[str]], str]:
    """The full words, with a capital where the short ones had one."""

    def written(match: re.Match[str]) -> str:
        if match.group()[:1].isupper() and full[:1].islower():
            return full[:1].upper() + full[1:]
        return full

    return written


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads((Path(__file__).parent / "shorthand.toml").read_text(encoding="utf-8"))
    return tuple(
        (re.compile(short, re.I), full) for group in data.values() for full, shorts in group.items() for short in shorts
    )
