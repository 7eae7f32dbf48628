"""Characters that are on a page and no part of its text: printed twice for boldness, or stamped over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.pdf_page import Glyph

Squares = dict[tuple[int, int], list[tuple[float, float]]]  # middles of characters, by square of the page
_TINY = 0.3  # times the usual height: too small to be read
_STEP = 20.0  # points: places are looked up by squares of this size
_STAMP = 1.6  # times the usual height of a character: what is larger and lies over others is a stamp


def without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Bold that is printed by setting each character twice a hair apart is told once."""
    twins: set[int] = set()
    before: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda each: (each.text, round(each.y0 / 3), each.x0)):
        if (
            before is not None
            and glyph.text == before.text
            and abs(glyph.x0 - before.x0) < 0.25 * (before.x1 - before.x0)
            and abs(glyph.y0 - before.y0) < 1.5
        ):
            twins.add(id(glyph))
        else:
            before = glyph
    return [glyph for glyph in glyphs if id(glyph) not in twins] if twins else glyphs


def without_turned(glyphs: list[Glyph], turned: Mapping[int, Sequence[Glyph]]) -> list[Glyph]:
    """Digits that run another way than nearly all of the page are a mark on it; words may stand upright in a label.

    `turned` are the characters that do not run as the page lies, by the way in which they do.
    """
    if not turned:
        return glyphs
    most, size = max(((way, len(each)) for way, each in turned.items()), key=lambda pair: pair[1])
    others = {id(glyph) for each in turned.values() for glyph in each}
    if size > 0.7 * len(glyphs):
        others = {id(glyph) for glyph in glyphs} - {id(glyph) for glyph in turned[most]}
    elif len(others) > 0.3 * len(glyphs):
        return glyphs
    return [glyph for glyph in glyphs if id(glyph) not in others or not glyph.text.isdigit()]


def without_stamps(glyphs: list[Glyph], pale: Mapping[int, float]) -> list[Glyph]:
    """Large characters that lie over others are no part of the text, nor are light ones (`pale`), nor tiny ones."""
    if len(glyphs) < 20:
        return glyphs
    heights = sorted([glyph.y1 - glyph.y0 for glyph in glyphs])
    usual = heights[len(glyphs) // 2]
    if heights[0] < _TINY * usual:
        glyphs = _without_tiny(glyphs, _TINY * usual)
    glyphs = _without_pale(glyphs, pale)
    return _without_large(glyphs, usual) if heights[-1] > _STAMP * usual else glyphs


def _without_tiny(glyphs: list[Glyph], least: float) -> list[Glyph]:
    """Less the letters and digits too small to be read, and the signs between them.

    Where a font tells no more than what each character inks, a point, a comma, a dash and 一 are as low: they stay.
    """
    small = [max(g.y1 - g.y0, (g.x1 - g.x0) / 2) < least and g.text.isalnum() for g in glyphs]
    if not any(small):
        return glyphs
    found: list[Glyph] = []
    for at, glyph in enumerate(glyphs):
        beside = any(small[max(0, at - 1) : at + 2])
        if not small[at] and not (beside and glyph.y1 - glyph.y0 < least and not glyph.text.isalnum()):
            found.append(glyph)
    return found


def _without_pale(glyphs: list[Glyph], pale: Mapping[int, float]) -> list[Glyph]:
    """Less the characters of each light shade of which some lie over others."""
    if not pale:
        return glyphs
    squares = _middles(glyph for glyph in glyphs if id(glyph) not in pale)
    shades = {pale[id(glyph)] for glyph in glyphs if id(glyph) in pale and _lies_over(glyph, squares)}
    return [glyph for glyph in glyphs if pale.get(id(glyph)) not in shades] if shades else glyphs


def _middles(glyphs: Iterable[Glyph]) -> Squares:
    squares: Squares = {}
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        squares.setdefault((int(x // _STEP), int(y // _STEP)), []).append((x, y))
    return squares


def _lies_over(glyph: Glyph, squares: Squares) -> bool:
    return any(
        glyph.x0 < x < glyph.x1 and glyph.y0 < y < glyph.y1
        for column in range(int(glyph.x0 // _STEP), int(glyph.x1 // _STEP) + 1)
        for row in range(int(glyph.y0 // _STEP), int(glyph.y1 // _STEP) + 1)
        for x, y in squares.get((column, row), ())
    )


def _without_large(glyphs: list[Glyph], usual: float) -> list[Glyph]:
    large = [glyph for glyph in glyphs if glyph.y1 - glyph.y0 > _STAMP * usual]
    if not large or len(large) > 0.2 * len(glyphs):
        return glyphs
    small = _middles(glyph for glyph in glyphs if glyph.y1 - glyph.y0 <= _STAMP * usual)
    stamped = {round(glyph.y1 - glyph.y0) for glyph in large if _lies_over(glyph, small)}
    if not stamped:
        return glyphs
    gone = {id(glyph) for glyph in large if any(abs(glyph.y1 - glyph.y0 - height) < 1.5 for height in stamped)}
    return [glyph for glyph in glyphs if id(glyph) not in gone]
