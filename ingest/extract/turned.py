"""A table that stands on its side: applicants as rows, the form's rows as columns."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.labels import bare, columns, score_label
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
