"""A table that stands on its side: applicants as rows, the form's rows as columns; or 规章 over its three figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.extract.labels import bare, columns, find_exact, find_head, score_label
from ingest.extract.strips import Kind, Piece, Shape, Strip
from ingest.readers.frames import around
from report.form import APPLICANTS

TABLE = "applications"
_COLUMNS = (*APPLICANTS, "total")
_FEWEST = 15  # cells in a row of a turned table


def turn_upright(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """The rows as the form prints them; rows that stand so already are given back as they are."""
    sides: dict[str, Strip] = {}
    for strip in strips:
        if len(strip.pieces) < _FEWEST or strip.shape is Shape.LINE:
            continue
        name = _named(strip)
        if name and name[0] not in sides:
            sides[name[0]] = strip
    if len(sides) < len(_COLUMNS):
        return tuple(strips)
    heads = [strip for strip in strips if strip not in sides.values() and _names_rows(strip)]
    chosen = [sides[name] for name in _COLUMNS]
    first = chosen[0]
    by_column = [{piece.column: piece for piece in strip.pieces} for strip in chosen]
    labels = {piece.column: piece.text for strip in heads for piece in strip.pieces if piece.text}
    start = max(name[1].column for strip in chosen if (name := _named(strip))) + 1
    upright = []
    for column in range(start, max(max(places) for places in by_column) + 1):
        values = [places.get(column, Piece("", column)) for places in by_column]
        pieces = (Piece(labels.get(column, ""), 0), *(Piece(p.text, at, area=p.area) for at, p in enumerate(values, 1)))
        whole = around(piece.area for piece in pieces if piece.area is not None)
        upright.append(
            Strip(
                pieces,
                Shape.GRID,
                first.page,
                first.table,
                None,
                first.block,
                first.exact,
                closed=True,
                areas=(whole,) if whole else (),
            )
        )
    return tuple(upright)


def _named(strip: Strip) -> tuple[str, Piece] | None:
    """The column of the form that a row is labelled with: words before the first value, not 未发生 in its place."""
    before: list[Piece] = []
    for piece in strip.pieces[:4]:
        if piece.kind in (Kind.FIGURE, Kind.MARK):
            break
        if piece.kind is Kind.WORDS:
            before.append(piece)
    found = [(name, piece) for piece in before if (name := columns(TABLE).get(bare(piece.text)))]
    heads = sum(bare(piece.text) in columns(TABLE) for piece in strip.pieces)
    return found[-1] if found and heads <= 2 else None


def _names_rows(strip: Strip) -> bool:
    found = {
        max(scores, key=lambda item: scores[item])
        for piece in strip.pieces
        if piece.kind is Kind.WORDS and (scores := score_label((piece.text,), TABLE))
    }
    return len(found) >= 8


# ---- section 二


def turn_articles(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The rows of section 二 as the form prints them, where its items stand as heads over rows of their columns."""
    found: list[Strip] = []
    at = 0
    while at < len(strips):
        heads = _items_over(strips[at])
        end = at + 1
        while heads and end < len(strips) and _is_under(strips[end], strips[at], heads):
            end += 1
        found += _turn(strips[at], strips[at + 1 : end], heads) if end > at + 1 else [strips[at]]
        at = end
    return found


def _items_over(strip: Strip) -> dict[int, Piece]:
    """By column, the items of section 二 that a row of heads names, where it names nothing else."""
    if strip.shape is Shape.LINE or strip.has_figures or any(piece.column < 0 for piece in strip.pieces):
        return {}
    named = {p.column: p for p in strip.pieces if p.text and find_exact(p.text, "disclosure")}
    others = [p for p in strip.pieces if p.text and p.column not in named]
    first = min((piece.column for piece in strip.pieces), default=0)
    corner = not others or (len(others) == 1 and others[0].column == first)
    items = {find_exact(piece.text, "disclosure") for piece in named.values()}
    return named if corner and first not in named and len(items) == len(named) else {}


def _is_under(strip: Strip, head: Strip, heads: Mapping[int, Piece]) -> bool:
    """Whether a row is labelled with a column of section 二 and has a box, filled or not, under each of the heads."""
    if strip.table != head.table or strip.shape is not head.shape or strip.covered & heads.keys():
        return False
    boxes = {piece.column: piece for piece in strip.pieces}
    labels = [piece for at, piece in boxes.items() if at not in heads and piece.text]
    if len(labels) != 1 or not find_head(labels[0].text) or not heads.keys() <= boxes.keys():
        return False
    return labels[0].column < min(heads) and all(find_head(boxes[at].text) == "" for at in heads)


def _turn(head: Strip, rows: Sequence[Strip], heads: Mapping[int, Piece]) -> list[Strip]:
    """A row for each item, under the names of its columns."""
    names = [next(p for p in row.pieces if p.text and p.column not in heads) for row in rows]
    upright = [replace(head, pieces=(Piece("信息内容", 0), *(Piece(n.text, at) for at, n in enumerate(names, 1))))]
    for column, label in heads.items():
        values = [next(piece for piece in row.pieces if piece.column == column) for row in rows]
        whole = around(piece.area for piece in values if piece.area is not None)
        pieces = (replace(label, column=0), *(replace(value, column=at) for at, value in enumerate(values, 1)))
        upright.append(replace(rows[0], pieces=pieces, areas=(whole,) if whole else (), covered=frozenset()))
    return upright
