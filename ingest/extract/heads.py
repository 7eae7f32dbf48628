"""Columns by the words over them, where a table does not keep the form's order.

总计 stands first, last year's figures stand beside this year's, shares and remarks stand between: then the heads say
what a column holds, not its place. Heads are believed where all seven are there, each over one column, and the figures
stand under them; where the sums speak for the form's own order against the heads, the heads are invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.labels import bare, columns, find_exact
from ingest.extract.rows import Row
from ingest.extract.strips import Kind, Piece, Shape, Strip
from report.form import APPLICANTS
from report.numbers import NotAFigure, read_figure

TABLE = "applications"
_COLUMNS = (*APPLICANTS, "total")
_OVER = re.compile(
    r"^(?:申请人情况|法人或其[他它]组织|法人和其他组织|其他组织|单位件|单位|件|本列数据.*|.*勾稽关系.*|项目|申请人)$"
)
_YEAR = re.compile(r"^(20\d\d)年?度?$")
_THIS = re.compile(r"^(?:本年度?|今年|当年|本期|本年数)$")
_LAST = re.compile(r"^(?:上一?年度?|去年|上期|上年数|上年同期|同期)$")
_FEW = 3  # rows whose sums may speak against the heads by chance; or heads that may stand over anything
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heads:
    """The grid columns of the seven applicants and their total, and those that hold something else."""

    places: tuple[int, ...]  # -1 for a column that the table lacks
    others: frozenset[int]

    @property
    def is_plain(self) -> bool:
        """Whether the columns stand as the form has them, with nothing between or beside."""
        return list(self.places) == sorted(self.places) and not self.others and self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether all columns of the form are there."""
        return -1 not in self.places

    def fits(self, row: Row) -> bool:
        """Whether all figures of a row stand under the heads."""
        return {piece.column for piece in row.figures} <= {*self.places, *self.others}

    def pieces(self, row: Row) -> tuple[Piece | None, ...]:
        """The values of a row, in the form's order; None for a column that the table lacks."""
        by_column = {piece.column: piece for piece in row.strip.pieces}
        return tuple(by_column.get(column, Piece("", column)) if column >= 0 else None for column in self.places)


def key_of(strip: Strip) -> Key:
    """Which table a row stands in."""
    return (strip.table or 0, int(strip.shape))


def find_heads(strips: Sequence[Strip], rows: Sequence[Row]) -> dict[Key, Heads | None]:
    """The heads of each table that has other columns than the form; None for a part of such a table that fits not."""
    tables: dict[Key, list[Strip]] = {}
    for strip in strips:
        if strip.shape is not Shape.LINE and all(piece.column >= 0 for piece in strip.pieces):
            tables.setdefault(key_of(strip), []).append(strip)
    held = {key: [row for row in rows if key_of(row.strip) == key and row.figures] for key in tables}
    own = {key: heads for key, table in tables.items() if (heads := _heads_of(table, held[key]))}
    votes = {key: _vote(heads, held[key]) for key, heads in own.items() if not heads.is_plain}
    other = {key: own[key] for key, vote in votes.items() if vote >= 0}
    result: dict[Key, Heads | None] = {**other, **{key: None for key, vote in votes.items() if -_FEW < vote < 0}}
    if not result:
        return {}
    last: Heads | None = None
    for key in tables:  # what goes on behind a page break has no heads of its own
        last = other.get(key) or last
        if key not in own and last is not None and held[key]:
            result[key] = last if all(last.fits(row) for row in held[key]) else None
    return result


def _heads_of(table: Sequence[Strip], rows: Sequence[Row]) -> Heads | None:
    stacks = head_stacks(table)
    named: dict[str, list[tuple[int, int]]] = {}
    others: set[int] = set()
    for column, texts in stacks.items():
        name, year = _meaning(texts)
        if name:
            named.setdefault(name, []).append((year, column))
        elif name is None:
            others.add(column)
    if not {"natural_person", "total"} <= named.keys() or len(named) < _FEW or not rows:
        return None
    filled = {piece.column for row in rows for piece in row.figures}
    places: list[int] = []
    for name in _COLUMNS:
        if name not in named:
            places.append(-1)
            continue
        latest = max(year for year, _ in named[name])
        others |= {column for year, column in named[name] if year != latest}
        mine = [column for year, column in named[name] if year == latest]
        mine = [column for column in mine if column in filled] or mine[:1]
        if len(mine) != 1:
            return None
        places.append(mine[0])
    heads = Heads(tuple(places), frozenset(others & filled))
    fitting = sum(heads.fits(row) for row in rows)
    if not heads.is_whole:  # a blank column was lost: no figure stands elsewhere, and the sums hold without it
        sums = [_keeps_sum(heads.pieces(row)) for row in rows]
        believed = fitting == len(rows) and not heads.others and sums.count(True) > max(2, 4 * sums.count(False))
        return heads if believed else None
    return heads if fitting * 10 >= len(rows) * 8 else None


def head_stacks(table: Sequence[Strip]) -> dict[int, list[str]]:
    """By column, the texts that stand over it, from the top down."""
    stacks: dict[int, list[str]] = {}
    for strip in table:
        if any(_names_a_row(piece.text) for piece in strip.pieces if piece.kind is Kind.WORDS):
            break
        for piece in strip.pieces:
            if piece.text.strip():
                for column in range(piece.column, piece.column + piece.width):
                    stacks.setdefault(column, []).append(piece.text)
    return stacks


def _names_a_row(text: str) -> bool:
    return bare(text) not in columns(TABLE) and bool(find_exact(text, TABLE))


def head_name(text: str) -> str:
    """The column that a head names, with its unit or without; empty where it names none."""
    names = columns(TABLE)
    return names.get(bare(text), "") or names.get(bare(re.split(r"[（(]", text)[0]), "")


def _meaning(texts: Sequence[str]) -> tuple[str | None, int]:
    """The column of the form that a stack of heads names, and its year; None for anything else, "" for nothing."""
    name, year = "", 0
    for text in texts:
        words = bare(text)
        if (found := head_name(text)) and not (name and name != found):
            name = found
        elif match := _YEAR.match(words):
            year = int(match[1])
        elif _THIS.match(words):
            year = 9999
        elif _LAST.match(words):
            year = -1
        elif words and not _OVER.match(words):
            return None, 0
    return (name, year) if name or not year else (None, 0)


def _vote(heads: Heads, rows: Sequence[Row]) -> int:
    """How many more rows keep their sum under the heads than in the form's order; below 0 where fewer do."""
    by_heads = by_place = 0
    for row in rows:
        pieces: list[Piece] = [piece for piece in heads.pieces(row) if piece is not None]
        by_heads += _keeps_sum(pieces) is True
        by_place += _keeps_sum([*sorted(pieces, key=_column)]) is True
    return by_heads - by_place


def _column(piece: Piece) -> int:
    return piece.column


def _keeps_sum(pieces: Sequence[Piece | None]) -> bool | None:
    """Whether the last figure is the sum of the others; None where nothing but zeros is printed."""
    values = [read_value(piece) for piece in pieces if piece is not None]
    return sum(values[:-1]) == values[-1] if any(values) else None


def are_reordered(strips: Sequence[Strip], rows: Sequence[Row]) -> bool:
    """Whether heads or sums say that the columns stand in another order than the form's, wherever they stand."""
    whole = [[read_value(piece) for piece in row.figures] for row in rows if len(row.figures) == len(_COLUMNS)]
    sums = [sum(any(row) and 2 * row[at] == sum(row) for row in whole) for at in range(len(_COLUMNS))]
    if max(sums[:-1]) >= 3 and max(sums[:-1]) > 2 * sums[-1]:
        return True
    for strip in strips:
        if any(_names_a_row(piece.text) for piece in strip.pieces):
            continue
        names = [name for piece in strip.pieces if (name := head_name(piece.text))]
        order = [_COLUMNS.index(name) for name in dict.fromkeys(names) if name in _COLUMNS[:5]]
        led = "total" in names and "natural_person" in names[names.index("total") :] and sums[-1] < 3
        if led or (len(order) >= 3 and order != sorted(order)):
            return True
    return False


def read_value(piece: Piece) -> float:
    """The figure of a piece, 0 where it holds none."""
    try:
        return float(read_figure(piece.text) or 0)
    except NotAFigure:
        return 0.0
