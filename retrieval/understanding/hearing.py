"""A character typed by its sound inside the name of a box: 补正候仍不明确, 法律金止公开, 布公开的申请.

Where words are left that no box knows, each of their characters is tried as every like-sounding one that names of
boxes are made of. A reading stands only where it names a box, leaves nothing over, and is the only one that does.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from report.form import all_rows
from retrieval.understanding.cells import Measured, find_measures
from retrieval.understanding.modifiers import find_unknown_modifier
from retrieval.understanding.sounds import sounds_of_char

_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST = 14  # characters tried
_SMALL = (
    "几多少件个份宗条起例的了过到为是有中里和与及以从由在"  # 急件 is no 几件: little words would take in what narrows
)


def rehear(text: str, words: str) -> tuple[str, Measured] | None:
    """The text with one character of `words` heard anew, and what it names; None where no one reading stands out."""
    at = text.find(words) if words else -1
    run = re.search("[\u4e00-\u9fff]{3,}", text) if at < 0 else None
    start, end = (at, at + len(words)) if at >= 0 else run.span() if run else (0, 0)
    found: dict[tuple[str, ...], tuple[str, Measured]] = {}
    for place in range(start, min(end, start + _LONGEST)):
        for char in _heard_as(text[place]):
            other = text[:place] + char + text[place + 1 :]
            measured = find_measures(other)
            if _names_a_box(measured, place) and not find_unknown_modifier(other, measured):
                found.setdefault(measured.keys, (other, measured))
    return next(iter(found.values())) if len(found) == 1 else None


def _names_a_box(measured: Measured, place: int) -> bool:
    """Whether the character at a place is part of the name of a box, not of 申请 alone."""
    strong = [span for span in measured.spans if not span[2].endswith("/any")]
    return bool(measured.keys) and any(start <= place < end and end - start > 2 for start, end, _ in strong)


def _heard_as(char: str) -> tuple[str, ...]:
    if not _HAN.match(char):
        return ()
    return tuple(other for sound in sounds_of_char(char) for other in _by_sound().get(sound, ()) if other != char)


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    """The characters that names of boxes are made of, by their sounds."""
    names = resources.files("retrieval.understanding").joinpath("cells.toml").read_text(encoding="utf-8")
    names += "".join(row.label for row in all_rows())
    found: dict[str, tuple[str, ...]] = {}
    for char in dict.fromkeys(char for char in _HAN.findall(names) if char not in _SMALL):
        for sound in sounds_of_char(char):
            found[sound] = (*found.get(sound, ()), char)
    return found
