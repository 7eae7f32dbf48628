"""Which characters of a PDF page nobody sees: drawn in no mode, clear, white on white, covered, crossed out, stamped.

What a page draws later covers what lies below it. What a page draws throughout in a mode that shows nothing is not
hidden but the words of a picture, laid over it so that they can be found.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ingest.readers.pdf_calls import Calls, Told
from ingest.readers.pdf_places import Matrix, Point
from ingest.readers.struck import STROKE

if TYPE_CHECKING:
    from ingest.readers.pdf_page import Glyph, Rule

Area = tuple[float, float, float, float]
_DIGITS = frozenset("0123456789")
_SHOWS_NOTHING = (3, 7)  # modes of text: not painted
_CLEAR, _PALE, _LIGHT = 0.05, 240.0, 150.0
_TALL = 4.0  # points: a filled path as low as this covers no text
_STEP = 20.0  # points: places are looked up by squares of this size


_Words = tuple[int, int, Matrix]  # a text object: when it is drawn, its handle, and how to ask for its place


class _Odd(NamedTuple):
    """Words that are not simply dark: their mode, how much they cover, and how bright their darkest colour is."""

    words: _Words
    mode: int
    cover: float
    brightness: float


class _Fill(NamedTuple):
    """A filled path, or a picture."""

    order: int
    item: int
    matrix: Matrix
    white: bool


class Drawn:
    """What a page draws, in its order; `point` takes a place of an object to the page as it is held."""

    def __init__(self, raw: Calls, point: Callable[[float, float, Matrix], Point]) -> None:
        self.raw, self.point = raw, point
        self.words: list[_Words] = []
        self.odd: list[_Odd] = []
        self.fills: list[_Fill] = []
        self.order = 0
        self.colour, self.sides = Told(ctypes.c_uint, 4), Told(ctypes.c_float, 4)
        self.get_mode, self.get_colour = raw.FPDFTextObj_GetTextRenderMode, raw.FPDFPageObj_GetFillColor

    def take_words(self, item: int, matrix: Matrix) -> None:
        """A text object."""
        self.order += 1
        words = self.order, item, matrix
        self.words.append(words)
        told, mode = self.get_colour(item, *self.colour.at), self.get_mode(item)
        red, green, blue, alpha = self.colour.read()
        if mode in _SHOWS_NOTHING or (told and (alpha != 255 or (red > 149 and green > 149))):
            cover = alpha / 255
            darkest = min(red, green, blue) * cover + 255 * (1 - cover)
            self.odd.append(_Odd(words, mode, cover, darkest))

    def take_fill(self, item: int, matrix: Matrix, *, white: bool) -> None:
        """A filled path, a shading, a picture."""
        self.order += 1
        if not white or self.words:  # white that lies under everything is the paper
            self.fills.append(_Fill(self.order, item, matrix, white))

    def _place(self, drawn: _Words | _Fill) -> Area:
        _, item, matrix = drawn[:3]
        if not self.raw.FPDFPageObj_GetBounds(item, *self.sides.at):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = self.sides.read()
        ax, ay = self.point(left, bottom, matrix)
        bx, by = self.point(right, top, matrix)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def unseen(self, text: int) -> set[int]:
        """The addresses of the text objects that nobody sees."""
        gone = [odd for odd in self.odd if odd.mode in _SHOWS_NOTHING or odd.cover <= _CLEAR]
        pale = [odd for odd in self.odd if odd.brightness >= _PALE and odd.cover > _CLEAR]
        found = {odd.words[1] for odd in gone} if 2 * len(gone) < len(self.words) else set()
        if pale and 2 * len(pale) < len(self.words):
            dark = [(fill.order, self._place(fill)) for fill in self.fills if not fill.white]
            figures = (odd.words for odd in pale if self._is_figure(text, odd.words[1]))
            found |= {words[1] for words in figures if not self._lies_on(words, dark)}
        return found | self._covered()

    def light(self) -> dict[int, float]:
        """The addresses of text objects that are lighter than the rest, by how light they are."""
        light = {odd.words[1]: odd.brightness for odd in self.odd if _LIGHT <= odd.brightness < 255}
        return light if 2 * len(light) < len(self.words) else {}

    def given_back(
        self, hidden: Sequence[Glyph], seen: Mapping[int, Sequence[Glyph]], unseen: Container[int]
    ) -> list[Glyph]:
        """Characters of unseen words that stand for seen ones: PDFium tells of two at one place the first alone."""
        found = []
        shown = ((words[1], words) for words in self.words)
        areas = [(seen.get(item, ()), self._place(words)) for item, words in shown if item not in unseen]
        for glyph in hidden:
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
            over = [own for own, area in areas if area[0] <= x <= area[2] and area[1] - 2 <= y <= area[3] + 2]
            if over and not any(each.x0 <= x <= each.x1 for own in over for each in own):
                found.append(glyph)
        return found

    def _covered(self) -> set[int]:
        """Words over which a white area is laid later."""
        squares: dict[tuple[int, int], list[tuple[int, Area]]] = defaultdict(list)
        first = self.words[0][0] if self.words else 0
        last = 0
        for fill in self.fills:
            if not fill.white or fill.order < first:
                continue
            area = self._place(fill)
            if area[3] - area[1] < _TALL or area[2] - area[0] < _TALL:
                continue
            last = fill.order
            for x in range(int(area[0] // _STEP), min(int(area[2] // _STEP), 200) + 1):
                for y in range(int(area[1] // _STEP), min(int(area[3] // _STEP), 200) + 1):
                    squares[x, y].append((fill.order, area))
        found = set()
        for words in self.words if squares else ():
            if words[0] > last:
                break
            x0, y0, x1, y1 = self._place(words)
            middle = (y0 + y1) / 2
            for order, area in squares.get((int((x0 + x1) / 2 // _STEP), int(middle // _STEP)), ()):
                inside = area[0] - 1 <= x0 and x1 <= area[2] + 1 and area[1] <= middle <= area[3]
                if order > words[0] and inside and area[3] - area[1] > 0.7 * (y1 - y0):
                    found.add(words[1])
        return found

    def _lies_on(self, words: _Words, grounds: Sequence[tuple[int, Area]]) -> bool:
        x0, y0, x1, y1 = self._place(words)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return any(
            order < words[0] and left <= x <= right and top <= y <= bottom
            for order, (left, top, right, bottom) in grounds
        )

    def _is_figure(self, text: int, item: int) -> bool:
        """Whether a text object holds digits and no words: heads are white on a colour that need not be known."""
        buffer = (ctypes.c_ushort * 64)()
        size = self.raw.FPDFTextObj_GetText(item, text, buffer, 64)
        printed = "".join(map(chr, buffer[: max(0, min(size // 2, 64) - 1)]))
        return any(sign.isdigit() for sign in printed) and not any(sign.isalpha() for sign in printed)


def crossed_glyphs(glyphs: Sequence[Glyph], level: Sequence[Rule]) -> dict[int, list[float]]:
    """Digits over which a line runs, by their identity, with the heights of those lines."""
    if not level:
        return {}
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text in _DIGITS:
            rows.setdefault(int((glyph.y0 + glyph.y1) / 8), []).append(glyph)
    found: dict[int, list[float]] = {}
    for at, start, end in level:
        near = int(at / 4)
        for row in (near - 1, near, near + 1):
            for glyph in rows.get(row, ()):
                x0, y0, x1, y1, _ = glyph
                slack = 0.3 * (x1 - x0)
                if start <= x0 + slack and end >= x1 - slack and 0.2 * (y1 - y0) < at - y0 < 0.8 * (y1 - y0):
                    found.setdefault(id(glyph), []).append(at)
    return found


def with_strokes(
    glyphs: Sequence[Glyph], crossed: Mapping[int, Sequence[float]], outlines: Mapping[int, Area | None]
) -> list[Glyph]:
    """The characters, those digits with a stroke through whose own outline a line runs.

    Where half of a page's digits seem to be struck, its lines stand elsewhere than they seem to.
    """
    struck: set[int] = set()
    for at, outline in outlines.items():
        if outline is not None:
            inner = 0.2 * (outline[3] - outline[1])
            if any(outline[1] + inner <= height <= outline[3] - inner for height in crossed[at]):
                struck.add(at)
    digits = sum(glyph.text in _DIGITS for glyph in glyphs)
    if not struck or 2 * len(struck) > digits:
        return list(glyphs)
    return [glyph._replace(text=glyph.text + STROKE) if id(glyph) in struck else glyph for glyph in glyphs]
