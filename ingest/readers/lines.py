"""Glyphs become lines of words, lines become paragraphs.

Works on positions alone, for PDF and for recognised pictures alike. A gap as wide as a character parts words in
prose; in a table the cells of a narrow row stand closer, so a line keeps its glyphs and is cut as the reader asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add, sub
from typing import NamedTuple

from ingest.readers.frames import Bounds
from ingest.readers.pdf_page import Glyph
from ingest.readers.raised import raise_signs

_NARROW = 0.28  # of a character's height: the least gap


class Word(NamedTuple):
    """A stretch of a line without a gap."""

    x0: float
    x1: float
    text: str
    top: float = 0.0  # of its line
    bottom: float = 0.0

    @property
    def middle(self) -> float:
        """The middle, left to right."""
        return (self.x0 + self.x1) / 2


class Line:
    """Glyphs on one level, from left to right."""

    __slots__ = ("_runs", "_words", "bottom", "glyphs", "size", "top", "x0", "x1", "y")

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        lefts, tops, rights, bottoms, _ = zip(*glyphs, strict=True)
        self.x0: float = lefts[0]
        self.x1: float = max(rights)
        self.top: float = min(tops)
        self.bottom: float = max(bottoms)
        self.y: float = sum(map(add, tops, bottoms)) / (2 * len(glyphs))  # the level of its middle
        heights: list[float] = sorted(map(sub, bottoms, tops))
        self.size = heights[len(heights) // 2]
        self._words: dict[float, list[Word]] = {}
        self._runs: list[tuple[float, bool, Word]] | None = None

    @property
    def text(self) -> str:
        """The words with a blank where there is a gap."""
        return " ".join([word.text for word in self.words()])

    def words(self, gap: float = 0.6) -> list[Word]:
        """The line cut at gaps wider than `gap` of a character's height, `_NARROW` or more; two figures part there."""
        if gap not in self._words:
            self._words[gap] = self._cut(gap)
        return self._words[gap]

    def _cut(self, gap: float) -> list[Word]:
        if self._runs is None:
            self._runs = list(self._find_runs())
        words: list[Word] = []
        wide = self.size * gap
        for space, apart, run in self._runs:
            if not words or apart or space > wide:
                words.append(run)
            else:
                words[-1] = words[-1]._replace(x1=run.x1, text=words[-1].text + run.text)
        return words

    def _find_runs(self) -> Iterator[tuple[float, bool, Word]]:
        """The stretches without any gap, each with the gap before it and whether figures or Latin stand around that."""
        narrow, space, apart = self.size * _NARROW, 0.0, False
        left, right, texts = self.x0, self.glyphs[0].x1, [self.glyphs[0].text]
        for glyph in self.glyphs[1:]:
            x0, _, x1, _, text = glyph
            if text.isdigit() and self._is_raised(glyph):
                text = raise_signs(text)
            if x0 - right > narrow:
                yield space, apart, Word(left, right, "".join(texts), self.top, self.bottom)
                space, apart = x0 - right, text.isascii() and texts[-1].isascii()
                left, right, texts = x0, x1, [text]
                continue
            texts.append(text)
            if x1 > right:
                right = x1
        yield space, apart, Word(left, right, "".join(texts), self.top, self.bottom)

    def _is_raised(self, glyph: Glyph) -> bool:
        """Whether a digit is the number of a note: small, and above the middle of its line."""
        height = glyph.y1 - glyph.y0
        return height < 0.8 * self.size and (glyph.y0 + glyph.y1) / 2 < self.y - 0.06 * self.size


def bounds_of(words: Iterable[Word]) -> Bounds:
    """The box around some words."""
    x0, x1, _, top, bottom = zip(*words, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def glyphs_to_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom."""
    lines: list[list[Glyph]] = []
    level = 0.0
    for glyph in sorted(glyphs, key=lambda each: (each.y0 + each.y1, each.x0)):
        middle, height = (glyph.y0 + glyph.y1) / 2, glyph.y1 - glyph.y0
        if lines and middle - level <= 0.4 * height:
            lines[-1].append(glyph)
            level += (middle - level) / len(lines[-1])
        else:
            lines.append([glyph])
            level = middle
    return _with_marks([Line(sorted(line)) for line in lines])


def _with_marks(lines: list[Line]) -> list[Line]:
    """The lines with their commas and dashes: a font that tells no height but its strokes' sets these apart."""
    kept: list[Line] = []
    for at, line in enumerate(lines):
        for other in (kept[-1] if kept else None, lines[at + 1] if at + 1 < len(lines) else None):
            if other is not None and _lies_in(line, other):
                merged = Line(sorted([*other.glyphs, *line.glyphs]))
                merged.y, merged.size = other.y, other.size
                if kept and other is kept[-1]:
                    kept[-1] = merged
                else:
                    lines[at + 1] = merged
                break
        else:
            kept.append(line)
    return kept


def _lies_in(small: Line, large: Line) -> bool:
    """Whether a line is no more than marks of another: low, and within that one's height."""
    height = small.bottom - small.top
    shared = min(small.bottom, large.bottom) - max(small.top, large.top)
    return height < 0.6 * large.size and shared > 0.6 * height


def lines_to_text(lines: Sequence[Line]) -> str:
    """The lines of a cell, one under the other."""
    return "\n".join(line.text for line in lines)


_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s*[.．、]\D|第[一二三四五六七八九十]+[章节部])"
)


def is_numbered(text: str) -> bool:
    """Whether a line starts with a number of its own, so that it goes on with nothing."""
    return bool(_NUMBERED.match(text.strip()))


@dataclass(slots=True)
class Paragraph:
    """Lines that run on."""

    lines: list[Line]
    full: bool = False  # the last line reaches the right edge, so the next may go on with it
    indented: bool = False

    @property
    def text(self) -> str:
        """The lines joined as they are read."""
        result = ""
        for line in self.lines:
            result = join_texts(result, line.text)
        return result


def join_texts(one: str, two: str) -> str:
    """Two lines of a paragraph as one: a blank only between Latin words."""
    if one and two and one[-1].isascii() and one[-1].isalpha() and two[0].isascii() and two[0].isalpha():
        return one + " " + two
    return one + two


def lines_to_paragraphs(lines: Sequence[Line], left: float, right: float) -> Iterator[Paragraph]:
    """Joins a line to the one above, where that one is full and this one begins at the left edge."""
    open_paragraph: Paragraph | None = None
    last: Line | None = None
    for line in lines:
        size = line.size
        full = line.x1 > right - 1.6 * size
        indented = line.x0 > left + 1.2 * size
        goes_on = (
            open_paragraph is not None
            and last is not None
            and open_paragraph.full
            and not indented
            and not is_numbered(line.text)
            and abs(size - last.size) < 0.25 * size
            and line.y - last.y < 3.2 * size
        )
        if goes_on and open_paragraph is not None:
            open_paragraph.lines.append(line)
            open_paragraph.full = full
        else:
            if open_paragraph is not None:
                yield open_paragraph
            open_paragraph = Paragraph([line], full, indented)
        last = line
    if open_paragraph is not None:
        yield open_paragraph
