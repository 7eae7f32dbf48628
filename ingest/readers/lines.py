"""Glyphs become lines of words, lines become paragraphs.

Works on positions alone, for PDF and for recognised pictures alike. A gap as wide as a character parts words in
prose; in a table the cells of a narrow row stand closer, so a line keeps its glyphs and is cut as the reader asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.readers.pdf_page import Glyph


class Word(NamedTuple):
    """A stretch of a line without a gap."""

    x0: float
    x1: float
    text: str

    @property
    def middle(self) -> float:
        """The middle, left to right."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Line:
    """Glyphs on one level, from left to right."""

    glyphs: list[Glyph]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def top(self) -> float:
        """Upper end."""
        return min(glyph.y0 for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        """Lower end."""
        return max(glyph.y1 for glyph in self.glyphs)

    @property
    def y(self) -> float:
        """The level of the line's middle."""
        return sum(glyph.y0 + glyph.y1 for glyph in self.glyphs) / (2 * len(self.glyphs))

    @property
    def size(self) -> float:
        """The height of its characters."""
        heights = sorted(glyph.y1 - glyph.y0 for glyph in self.glyphs)
        return heights[len(heights) // 2]

    @property
    def text(self) -> str:
        """The words with a blank where there is a gap."""
        return " ".join(word.text for word in self.words())

    def words(self, gap: float = 0.6) -> list[Word]:
        """The line cut at gaps wider than `gap` of a character's height; two figures part at less."""
        words: list[Word] = []
        start, size = 0, self.size
        right = self.glyphs[0].x1
        for at in range(1, len(self.glyphs)):
            before, glyph = self.glyphs[at - 1], self.glyphs[at]
            figures = before.text.isascii() and glyph.text.isascii()
            if glyph.x0 - right > size * (min(gap, 0.28) if figures else gap):
                words.append(_word(self.glyphs[start:at]))
                start = at
            right = max(right, glyph.x1)
        words.append(_word(self.glyphs[start:]))
        return words


def _word(glyphs: Sequence[Glyph]) -> Word:
    return Word(glyphs[0].x0, max(glyph.x1 for glyph in glyphs), "".join(glyph.text for glyph in glyphs))


def glyphs_to_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom."""
    lines: list[list[Glyph]] = []
    levels: list[float] = []
    for glyph in sorted(glyphs, key=lambda each: (each.y0 + each.y1, each.x0)):
        middle, height = (glyph.y0 + glyph.y1) / 2, glyph.y1 - glyph.y0
        if lines and middle - levels[-1] <= 0.4 * height:
            lines[-1].append(glyph)
            count = len(lines[-1])
            levels[-1] += (middle - levels[-1]) / count
        else:
            lines.append([glyph])
            levels.append(middle)
    return [Line(sorted(line, key=lambda each: each.x0)) for line in lines]


def lines_to_text(lines: Sequence[Line]) -> str:
    """The lines of a cell, one under the other."""
    return "\n".join(line.text for line in lines)


_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}\s*、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s*[.．、]\D|第[一二三四五六七八九十]+[章节部])")


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
