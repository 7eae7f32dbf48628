"""Characters that are on a page and no part of its text: printed twice for boldness, or stamped over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.pdf_page import Glyph

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


def without_stamps(glyphs: list[Glyph]) -> list[Glyph]:
    """Large characters that lie over others are no part of the text, nor are those of their size beside them."""
    if len(glyphs) < 20:
        return glyphs
    usual = sorted(glyph.y1 - glyph.y0 for glyph in glyphs)[len(glyphs) // 2]
    large = [glyph for glyph in glyphs if glyph.y1 - glyph.y0 > _STAMP * usual]
    if not large or len(large) > 0.2 * len(glyphs):
        return glyphs
    small = [((g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2) for g in glyphs if g.y1 - g.y0 <= _STAMP * usual]
    stamped = {
        round(glyph.y1 - glyph.y0)
        for glyph in large
        if any(glyph.x0 < x < glyph.x1 and glyph.y0 < y < glyph.y1 for x, y in small)
    }
    if not stamped:
        return glyphs
    gone = {id(glyph) for glyph in large if any(abs(glyph.y1 - glyph.y0 - height) < 1.5 for height in stamped)}
    return [glyph for glyph in glyphs if id(glyph) not in gone]
