"""Rows of a text that some program broke after so many places, put together again.

Such a text has many lines to which not one sign more could be added, and none that is longer. Which of them go on is
told by the row: it lacks bars or tabs that the rows beside it have, or a figure would be cut in two. Prose stays as it
is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

_NARROWEST, _WIDEST = 16, 160  # places that a line is broken after
_FEWEST = 5  # lines that are full: chance makes one or two
_BARE_ROWS = 3  # rows of figures alone: that of section 四, of each edition and year that a file may hold
_SIGNS = "|│┃\t,"
_TAIL = re.compile(r"\s*[\d.,]{1,10}\s*(?:件|项|个|万?元)?\s*")  # the rest of a figure
_FIGURES = re.compile(r"(?:^|[\s|│┃,])[+-]?\d[\d.]*(?:件|项|个|万?元)?(?=$|[\s|│┃,])")
_GOES_ON = re.compile(r"[+-]?\d[\d,.]*(?:\t|$)")
_CUT_WORD = re.compile(r"\t.*[\u4e00-\u9fff，、（(]$")
_WORD = re.compile(r"[\u4e00-\u9fff，、）)]")
_GAP = re.compile(r"\S {2,}")
_PART = re.compile(r"\s*#*\s*[一二三四五六]、")
_PROSE = re.compile("[。；]")
_LABEL = re.compile(r"[\s|│┃,]*[（(]?[\u4e00-\u9fff\d]{1,2}[）)、.．]?\s*[\u4e00-\u9fff]{2}")


def full_lines(lines: Sequence[str], measure: Callable[[str], int]) -> list[bool]:
    """Which lines could take no sign more; none where the text was not broken at one width."""
    widths = [measure(line) for line in lines]
    widest = max(widths, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return []
    full = [
        bool(below) and width + measure(below[0]) > widest
        for width, (_, below) in zip(widths, pairwise([*lines, ""]), strict=True)
    ]
    return full if sum(full) >= _FEWEST and not _loses_tabs(lines, full) else []


def _loses_tabs(lines: Sequence[str], full: Sequence[bool]) -> bool:
    """Whether the text was broken at its tabs, each lost there: 205⏎223 are two figures, and no line was cut through.

    Then lines that could take more signs go on with a figure all the same, or none shows that it was cut through: by a
    tab left at an end, or a label cut in two.
    """
    below = [*lines[1:], ""]
    rows = [(a, b) for a, b, is_full in zip(lines, below, full, strict=True) if is_full and ("\t" in a or "\t" in b)]
    short = [not is_full and "\t" in line for line, is_full in zip(lines, full, strict=True)]
    going_on = sum(at and _GOES_ON.match(line) is not None for at, line in zip(short, below, strict=True))
    kept = any(a.endswith("\t") or b.startswith("\t") for a, b in rows)
    cut = any(_CUT_WORD.search(a) and _WORD.match(b) and not _LABEL.match(b) for a, b in rows)
    meet = any(a[-1:].isdigit() and b[:1].isdigit() for a, b in rows)
    return going_on > (_BARE_ROWS if kept or cut else 1) or (meet and not (kept or cut))


def is_one_row(lines: Sequence[str], full: Sequence[bool], at: int, row: str) -> bool:
    """Whether a line goes on with the row of a table above it that reaches the edge."""
    return _is_one(row, lines[at], _usual(lines, full, at, row))


def is_row(text: str) -> bool:
    """Whether a line looks like a row of a table: bars or tabs part it, or wide gaps."""
    return bool(_sign(text)) or _GAP.search(text) is not None


def _sign(row: str) -> str:
    """What parts the boxes of a row; empty where blanks do."""
    best = max(_SIGNS, key=row.count)
    return best if row.count(best) > 1 else ""


def _usual(lines: Sequence[str], full: Sequence[bool], at: int, row: str) -> int:
    """How many signs part the boxes of the rows beside this one that were not broken; 0 where all were."""
    sign = _sign(row + lines[at])
    if not sign:
        return 0
    counts: list[int] = []
    for step in (-1, 1):
        near = at - 1 if step < 0 else at
        bare = 0  # lines without the sign, one after the other: a label has hardly more than one
        while 0 <= near < len(lines) and bare < 2 and not (sign not in lines[near] and _PART.match(lines[near])):
            bare = 0 if sign in lines[near] else bare + 1
            if sign in lines[near] and not full[near] and not (near and full[near - 1]):
                counts.append(lines[near].count(sign))
            near += step
    return max(counts, key=counts.count, default=0)


def _is_one(row: str, below: str, usual: int) -> bool:
    """Whether a line goes on with the row above it that reaches the edge."""
    sign = _sign(row + below)
    if not sign:
        if _LABEL.match(below):
            return False
        cut = row[-1:].isdigit() and below[:1].isdigit() and len(_FIGURES.findall(row + below)) > 1
        return (cut or _GAP.search(row) is not None) and not _PROSE.search(row + below)
    if _LABEL.match(below) and _FIGURES.search(row):
        return False
    count = row.count(sign)
    if usual and count >= usual:
        return count == usual and sign not in below and _TAIL.fullmatch(below) is not None
    return sign in below or _TAIL.fullmatch(below) is not None or count < usual
