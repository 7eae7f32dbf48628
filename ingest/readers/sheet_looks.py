"""How a workbook shows its cells: number format, struck out or not, words in the colour of their ground.

A row that is struck or unseen from end to end is not there; so is a column whose figures are all unseen. A single such
figure keeps its box, and counts like struck out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.package import child, tag, value
from ingest.readers.struck import strike
from ingest.readers.unseen import WHITE, Colour, read_colour

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_ROW, _LEAST_COLUMN = 3, 3  # cells that make it no chance
_FIGURE = re.compile(r"\s*[-+]?\d[\d,.]*\D{0,3}")
_THEME_GROUND = "0"  # the theme's first colour is that of the sheet
_INDEXED = {"1": WHITE, "9": WHITE, "65": WHITE, "0": Colour(0, 0, 0), "8": Colour(0, 0, 0), "64": Colour(0, 0, 0)}


@dataclass(frozen=True, slots=True)
class CellLook:
    """What matters of a cell's style."""

    form: str = ""
    struck: bool = False
    faint: bool = False


PLAIN = CellLook()


class Rich(str):
    """A text whose stretches have looks of their own, so that the cell's says nothing of them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell's words, and how they are shown."""

    text: str
    style: CellLook

    @property
    def look(self) -> CellLook:
        return PLAIN if isinstance(self.text, Rich) else self.style

    @property
    def unseen(self) -> bool:
        return self.look.struck or self.look.faint


def read_looks(styles: _Element | None, dates: Mapping[int, str]) -> list[CellLook]:
    """The look of each cell style."""
    named = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in _items(child(styles, "numFmts"), "numFmt")
    }
    fonts = [_font(item) for item in _items(child(styles, "fonts"), "font")]
    grounds = [_ground(child(item, "patternFill")) for item in _items(child(styles, "fills"), "fill")]
    looks = []
    for item in _items(child(styles, "cellXfs"), "xf"):
        number = int(item.get("numFmtId", "0"))
        form = named.get(number, dates.get(number, ""))
        struck, colour = fonts[at] if (at := _number(item, "fontId")) < len(fonts) else (False, None)
        ground = (grounds[at] if (at := _number(item, "fillId")) < len(grounds) else None) or WHITE
        unseen = "[white]" in form.lower() or (colour is not None and colour.is_like(ground))
        looks.append(CellLook(form, struck, unseen))
    return looks


def shown_texts(cells: Mapping[tuple[int, int], Shown]) -> dict[tuple[int, int], str]:
    """What a person sees of a sheet's cells."""
    if not any(cell.unseen for cell in cells.values()):
        return {place: cell.text for place, cell in cells.items()}
    rows = _all_unseen(cells, axis=0, least=_LEAST_ROW, figures=False)
    columns = _all_unseen(cells, axis=1, least=_LEAST_COLUMN, figures=True)
    texts: dict[tuple[int, int], str] = {}
    for (row, column), cell in cells.items():
        if row in rows or (column in columns and cell.look.faint):
            continue
        doubtful = cell.look.struck or (cell.look.faint and _is_figure(cell.text))
        texts[(row, column)] = strike(cell.text) if doubtful and _is_figure(cell.text) else cell.text
    return texts


def _all_unseen(cells: Mapping[tuple[int, int], Shown], *, axis: int, least: int, figures: bool) -> set[int]:
    """The rows or columns in which every cell, or every figure, is unseen."""
    seen: set[int] = set()
    counts: dict[int, int] = {}
    for place, cell in cells.items():
        if not cell.text.strip() or (figures and not _is_figure(cell.text)):
            continue
        if cell.unseen if not figures else cell.look.faint:
            counts[place[axis]] = counts.get(place[axis], 0) + 1
        else:
            seen.add(place[axis])
    return {at for at, count in counts.items() if count >= least and at not in seen}


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _font(font: _Element) -> tuple[bool, Colour | None]:
    line = child(font, "strike")
    return line is not None and value(line) not in ("0", "false"), _colour(child(font, "color"))


def _ground(pattern: _Element | None) -> Colour | None:
    if pattern is None or pattern.get("patternType", "none") == "none":
        return None
    return _colour(child(pattern, "fgColor")) or Colour(128, 128, 128)


def _colour(element: _Element | None) -> Colour | None:
    """A colour of a workbook; one of its theme other than the sheet's own is taken for a middle one."""
    if element is None:
        return None
    if rgb := element.get("rgb"):
        return read_colour(rgb[-6:])
    if (theme := element.get("theme")) is not None:
        plain = abs(float(element.get("tint", "0") or 0)) < 0.05
        return WHITE if theme == _THEME_GROUND and plain else Colour(128, 128, 128)
    return _INDEXED.get(element.get("indexed", ""))


def _number(item: _Element, key: str) -> int:
    number = item.get(key, "0")
    return int(number) if number.isdigit() else 0


def _items(root: _Element | None, name: str) -> Iterator[_Element]:
    children: Iterable[_Element] = root if root is not None else ()
    return (item for item in children if tag(item) == name)
