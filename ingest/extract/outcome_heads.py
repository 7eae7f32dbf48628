"""The columns of section 四 by the words over them, where they do not stand in the form's order.

复议后起诉 before 未经复议直接起诉, 总计 before the outcomes: a grid says which column is which, unless the sums hold in
the form's order only. Where there is no grid, heads in another order leave the figures unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.extract.labels import bare, columns, find_exact
from ingest.extract.rows import Row
from ingest.extract.strips import Kind, Piece, Shape, Strip
from report.form import OUTCOMES
from report.numbers import NotAFigure, read_figure

TABLE = "review_litigation"
_COLUMNS = (*OUTCOMES, "total")
_ITEMS = ("reconsideration", "litigation_direct", "litigation_after_review")
Place = tuple[str, str]  # item and outcome


def columns_by_head(row: Row, strips: Sequence[Strip]) -> dict[Place, int] | None:
    """The grid columns of the fifteen figures of one row, where the heads name each of them once."""
    items: dict[int, str] = {}
    outcomes: dict[int, str] = {}
    width = max((piece.column for piece in row.strip.pieces), default=0) + 1
    for strip in _above(row, strips):
        items = _items_over(strip, width, items)
        for piece in strip.pieces:
            if name := outcome(piece.text):
                outcomes |= dict.fromkeys(range(piece.column, piece.column + piece.width), name)
    found = {(items[at], name): at for at, name in sorted(outcomes.items(), reverse=True) if at in items}
    held = {piece.column for piece in row.figures}
    whole = len(found) == len(_ITEMS) * len(_COLUMNS) and held <= outcomes.keys() and len(outcomes) == len(found)
    return found if whole else None


def outcomes_by_head(row: Row, strips: Sequence[Strip]) -> dict[str, int] | None:
    """The grid columns of the five outcomes, where the heads right above the row name each of them once."""
    for strip in reversed(_above(row, strips)):
        named = [(name, piece.column) for piece in strip.pieces if (name := outcome(piece.text))]
        if len(named) >= 3:
            found = dict(named)
            held = {piece.column for piece in row.figures}
            over = {piece.column for piece in strip.pieces if piece.text.strip()}
            return found if len(named) == len(found) == len(_COLUMNS) and held <= over else None
    return None


def are_reordered(strips: Sequence[Strip]) -> bool:
    """Whether the heads stand in another order than the form's."""
    for strip in strips:
        if strip.has_figures:
            continue
        names = [name for piece in strip.pieces if (name := outcome(piece.text))]
        first = tuple(names[: len(_COLUMNS)])
        whole = set(first) == set(_COLUMNS) and names == [*first] * (len(names) // len(_COLUMNS))
        if whole and first != _COLUMNS:
            return True
        items = [item for piece in strip.pieces if (item := _item(piece.text))]
        order = [_ITEMS.index(item) if item in _ITEMS else 1 for item in items]
        if order != sorted(order) and len(order) <= len(_ITEMS):
            return True
    return False


def keeps_sums(values: Mapping[Place, Piece | None]) -> int:
    """How many of the items' totals are the sum of their outcomes, zeros aside."""
    kept = 0
    for item in {item for item, _ in values}:
        parts = [_value(values.get((item, name))) for name in OUTCOMES]
        total = _value(values.get((item, "total")))
        kept += total != 0 and sum(parts) == total
    return kept


def outcome(text: str) -> str:
    """The outcome that a head names; empty where it names none."""
    return columns(TABLE).get(bare(text), "") or columns(TABLE).get(bare(re.split(r"[（(]", text)[0]), "")


def _above(row: Row, strips: Sequence[Strip]) -> list[Strip]:
    """The rows of heads over a row, in its own table."""
    own = row.strip
    if own.shape is Shape.LINE or any(piece.column < 0 for piece in own.pieces):
        return []
    found: list[Strip] = []
    for strip in strips:
        if strip is own:
            break
        fits = own.shape is Shape.GRID or len(strip.pieces) == len(own.pieces)
        if strip.table == own.table and strip.shape is own.shape and fits and not strip.has_figures:
            found.append(strip)
    return found


def _item(text: str) -> str:
    """The item that a head names, or `litigation` for the head over two of them."""
    if core := find_exact(text, TABLE):
        return core
    return "litigation" if bare(text) == "行政诉讼" else ""


def _items_over(strip: Strip, width: int, above: Mapping[int, str]) -> dict[int, str]:
    """By column, the item that the heads name so far; a head stands over what follows it, up to the next."""
    named = [(piece.column, piece.width, name) for piece in strip.pieces if (name := _item(piece.text))]
    found = dict(above)
    for at, (column, span, name) in enumerate(named):
        end = named[at + 1][0] if at + 1 < len(named) else width
        if name in _ITEMS:
            found |= dict.fromkeys(range(column, column + span), name)
            found = dict.fromkeys(range(column + span, end), name) | found
    return found


def _value(piece: Piece | None) -> float:
    try:
        return float(read_figure(piece.text) or 0) if piece is not None and piece.kind is not Kind.WORDS else 0.0
    except NotAFigure:
        return 0.0
