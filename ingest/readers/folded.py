"""Lines that a program cut at one width, put together again.

Mail, old editors and terminals cut every line after so many characters, or after so many places where a wide character
takes two. Then no line is longer, and many are exactly so long and end in the middle of a sentence or a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

from ingest.readers.rewrapped import full_lines, is_one_row, is_row

_NARROWEST, _WIDEST = 16, 160
_FEWEST = 12  # lines of the full width
_SHARE = 0.05  # of all lines
_ENDS = "。；！？：:;!?"
_PROSE = 6  # sentences that are cut in the middle
_SENTENCE = re.compile(r"[\u4e00-\u9fff，、“”（）]")
_BEGINS = re.compile(r"\s{2}|[│┃#]|[（(][一二三四五六七八九][）)]|[一二三四五六]、|\d{1,2}[.．、]\D|第二十条")


def unfold(lines: list[str]) -> list[str]:
    """The lines of a text as they were before they were cut; as they are where nothing says that they were."""
    if max(map(len, lines), default=0) > _WIDEST:  # longer by any measure
        return lines
    prose = next((full for measure in (len, _places) if (full := _full(lines, measure))), [])
    rows = max((full_lines(lines, measure) for measure in (_places, len)), key=sum)
    return _joined(lines, rows, prose or [False] * len(lines)) if rows else lines


def _joined(lines: Sequence[str], rows: Sequence[bool], prose: Sequence[bool]) -> list[str]:
    found: list[str] = []
    for at, line in enumerate(lines):
        above = found[-1] if found else ""
        in_row = at > 0 and rows[at - 1] and is_one_row(lines, rows, at, above)
        in_sentence = at > 0 and prose[at - 1] and not (is_row(above) or is_row(line))
        if in_row or in_sentence:
            found[-1] += line
        else:
            found.append(line)
    return found


def _full(lines: Sequence[str], measure: Callable[[str], int]) -> list[bool]:
    """Which lines were cut at their end; none where the text was not cut at one width."""
    lengths = [measure(line) for line in lines]
    width = max(lengths, default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return []
    if sum(line.startswith("|") for line in lines) * 2 > sum("|" in line for line in lines):
        return []  # each row begins with a bar of its own
    full = [_is_full(lengths[at], width, lines[at + 1 : at + 2], measure) for at in range(len(lines))]
    if (
        sum(is_full and _cuts_prose(line, after) for is_full, line, after in zip(full, lines, lines[1:], strict=False))
        < _PROSE
    ):
        return []
    filled = sum(bool(line.strip()) for line in lines)
    count = sum(full)
    open_ends = sum(is_full and line.rstrip()[-1:] not in _ENDS for line, is_full in zip(lines, full, strict=True))
    if count < max(_FEWEST, _SHARE * filled) or open_ends * 10 < count * 8:
        return []
    short = sum(width - 3 <= length < width and not is_full for length, is_full in zip(lengths, full, strict=True))
    return full if short * 2 <= count else []  # lines of every length near the widest were not cut at it


def _is_full(length: int, width: int, following: Sequence[str], measure: Callable[[str], int]) -> bool:
    if not following or not following[0] or _BEGINS.match(following[0]):
        return False
    return length == width or (measure is _places and length == width - 1 and _places(following[0][0]) == 2)


def _cuts_prose(line: str, following: str) -> bool:
    return (
        bool(following) and bool(_SENTENCE.match(line[-1:]) and _SENTENCE.match(following)) and "，" in line + following
    )


def _places(text: str) -> int:
    """How many places a text takes where a wide character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text) if not text.isascii() else len(text)
