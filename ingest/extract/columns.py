"""Which of the seven columns of section 三 each value of a row stands in.

Seven values are the seven columns. Where there are fewer, the grid, the header, the rows alike or the line's columns
tell; where none does, every way that the order allows is kept, for the sums to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import fmean

from ingest.extract.aligned import MANNERS, is_lined, is_separated, place_among, place_under
from ingest.extract.heads import Heads, are_reordered, find_heads, head_name, key_of
from ingest.extract.labels import bare, columns, find_exact
from ingest.extract.rows import Row, begins_as_figure
from ingest.extract.strips import Kind, Piece, Shape, Strip
from ingest.extract.windows import are_shifting, are_trimmed, keeps_sum, offsets_of, windows_of
from report.form import APPLICANTS

TABLE = "applications"
COLUMNS = (*APPLICANTS, "total")
WIDTH = len(COLUMNS)
Places = tuple[Piece | None, ...]  # a piece for each column, None where the print leaves it out
LOST = "空格在文字中丢失，列位无法确定"


@dataclass(frozen=True, slots=True)
class Filled:
    """A row with the ways in which its values can stand in the columns; one way is certain."""

    row: Row
    ways: tuple[Places, ...]
    reason: str = ""  # why it is open, or what was mended
    guessed: bool = False  # placed by position on a line: sums that break speak against it
    headed: bool = False  # placed under the heads of a table that has other columns too


def place_columns(rows: Sequence[Row], strips: Sequence[Strip]) -> list[Filled]:
    """The ways in which each row's values can stand in the seven columns."""
    heads = find_heads(strips, rows)
    usual = _usual_columns(rows)
    for found in (_header_columns(strips), _columns_behind_labels(rows)):
        for key, places in found.items():
            usual.setdefault(key, Counter({places: 1}))
    lined = [row for row in rows if row.shape is Shape.LINE]
    whole = [row for row in lined if len(row.figures) == WIDTH]
    shifting, offsets = are_shifting(rows, usual), offsets_of(rows) if are_trimmed(rows) else None
    losing = any(len(row.figures) < WIDTH for row in lined) and any(row.stray or _is_loose(row) for row in lined)
    if not heads and are_reordered(strips, rows):
        return [Filled(row, (), "表头的次序与格式不同，列位无法确定") for row in rows]
    filled = [
        _under_heads(row, heads[key_of(row.strip)])
        if key_of(row.strip) in heads
        else _place(row, usual.get(key_of(row.strip), Counter()), lined, strips, shifting=shifting, offsets=offsets)
        for row in rows
    ]
    if losing:  # a page number may have taken the place of a lost blank
        filled = [replace(each, guessed=True) if each.row in whole else each for each in filled]
    return filled


def _under_heads(row: Row, heads: Heads | None) -> Filled:
    """The values under the heads of a table that does not keep the form's columns."""
    if heads is None or not heads.fits(row):
        return Filled(row, (), "数字不在表头之下，列位无法确定")
    return Filled(row, (heads.pieces(row),), guessed=not row.strip.exact, headed=True)


def _is_loose(row: Row) -> bool:
    return all(len(strip.pieces) == 1 for strip in row.strips)


def _usual_columns(rows: Sequence[Row]) -> dict[tuple[int, int], Counter[tuple[int, ...]]]:
    """The grid columns that hold the seven values in whole rows, by table, the most usual first."""
    votes: dict[tuple[int, int], Counter[tuple[int, ...]]] = {}
    for row in rows:
        figures = row.figures
        if row.shape is Shape.LINE or len(figures) != WIDTH or any(piece.column < 0 for piece in figures):
            continue
        votes.setdefault(key_of(row.strip), Counter())[tuple(piece.column for piece in figures)] += 1
    return votes


def _header_columns(strips: Sequence[Strip]) -> dict[tuple[int, int], tuple[int, ...]]:
    """The grid columns of the seven header words, where all are found in the form's order."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for strip in strips:
        if strip.shape is not Shape.GRID or strip.has_figures:
            continue
        names = columns(TABLE)
        for piece in strip.pieces:
            name = names.get(bare(piece.text))
            if name and piece.width == 1:
                found.setdefault(key_of(strip), {}).setdefault(name, piece.column)
    places = {}
    for key, by_name in found.items():
        if len(by_name) >= WIDTH - 1 and {"natural_person", "total"} <= by_name.keys():
            order = [by_name.get(name, -1) for name in COLUMNS]
            known = [column for column in order if column >= 0]
            if known == sorted(set(known)):
                for at, column in enumerate(order):
                    if column < 0:
                        order[at] = order[at - 1] + 1
                if len(set(order)) == WIDTH:
                    places[key] = tuple(order)
    return places


def _columns_behind_labels(rows: Sequence[Row]) -> dict[tuple[int, int], tuple[int, ...]]:
    """The grid columns to the right of every label of a table, where they are seven."""
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for row in rows:
        if row.shape is not Shape.GRID or not row.figures:
            continue
        pieces = row.strip.pieces
        label, edge = ends.get(key_of(row.strip), (-1, -1))
        first = row.figures[0].column
        label = max([label, *(p.column for p in pieces if p.kind is Kind.WORDS and p.column < first)])
        ends[key_of(row.strip)] = label, max(edge, *(p.column + p.width - 1 for p in pieces))
    return {key: tuple(range(label + 1, edge + 1)) for key, (label, edge) in ends.items() if edge - label == WIDTH}


def _place(
    row: Row,
    usual: Counter[tuple[int, ...]],
    lined: Sequence[Row],
    strips: Sequence[Strip],
    *,
    shifting: bool,
    offsets: Mapping[str, set[int]] | None,
) -> Filled:
    figures = row.figures
    if len(figures) == WIDTH and _is_run(row):
        return Filled(row, (figures,))
    if row.shape is Shape.GRID and usual and (found := _by_column(row, usual.most_common(1)[0][0])):
        return _slipped(row, found)
    if row.shape is Shape.GRID and len(row.values) == WIDTH and _begins_under_heads(row, strips):
        return Filled(row, (row.values,))
    if row.shape is Shape.RAGGED:
        windows = windows_of(row, usual, shifting=shifting, offsets=offsets)
        if windows or shifting:
            return Filled(row, tuple(windows), "" if len(windows) == 1 else "空格的位置无法确定")
    elif row.shape is Shape.LINE and len(figures) < WIDTH and not _is_torn(row):
        lying = _by_position(row, lined) or _by_heads(row, lined, strips)
        if lying and is_separated([other.strip.pieces for other in lined]):
            lying = None
        if lying:
            return Filled(row, (lying,), guessed=True)
    if row.shape is Shape.GRID and _has_no_total(row, strips):
        return Filled(row, (), "表格缺少总计列，列位无法确定")
    return Filled(row, _spread(row), LOST if len(figures) < WIDTH else "数字多于列数，多出的一个无法确定")


def _begins_under_heads(row: Row, strips: Sequence[Strip]) -> bool:
    """Whether the first value stands under the head of the first column, where there is one, and behind all labels."""
    start = row.values[0].column
    if any(
        piece.column >= start and find_exact(piece.text, TABLE)
        for strip in strips
        if key_of(strip) == key_of(row.strip)
        for piece in strip.pieces
    ):
        return False
    heads = {
        piece.column
        for strip in strips
        if key_of(strip) == key_of(row.strip) and not strip.has_figures
        for piece in strip.pieces
        if piece.width == 1 and head_name(piece.text) == "natural_person"
    }
    return len(heads) != 1 or row.values[0].column in heads


def _has_no_total(row: Row, strips: Sequence[Strip]) -> bool:
    """Whether the heads of a row's own table name some applicants and no total: it is half of a table."""
    heads = [
        head_name(p.text) for s in strips if key_of(s) == key_of(row.strip) and not s.has_figures for p in s.pieces
    ]
    return len({name for name in heads if name}) >= 2 and "total" not in heads


def _is_torn(row: Row) -> bool:
    """Whether figures of the row have run together, or part of one stands on the line above: 12（其中."""
    return any(map(_may_be_two, row.figures)) or any(begins_as_figure(label) for label in row.labels)


def _may_be_two(piece: Piece) -> bool:
    """Whether the figures of two columns may have run into each other: 012（其中1件）; or one has no place."""
    return piece.kind is Kind.WORDS and (piece.text[:1].isdigit() or piece.left < 0)


def _is_run(row: Row) -> bool:
    """Whether a row's seven figures can be its seven columns: nothing but blanks around them."""
    return not any(piece.kind is Kind.WORDS for piece in row.values) or row.shape is Shape.LINE


def _by_column(row: Row, usual: tuple[int, ...]) -> Filled | None:
    by_column = {piece.column: piece for piece in row.strip.pieces}
    held = {piece.column for piece in row.figures}
    for shift in (0, -1, -2, 1):
        columns_ = [column + shift for column in usual]
        if held <= set(columns_) and (columns_[0] > _label_end(row) or (not shift and _is_spoilt(row, usual[0]))):
            places = tuple(by_column.get(column, Piece("", column)) for column in columns_)
            if not shift:
                return Filled(row, (places,), guessed=not row.strip.exact)
            return Filled(row, (places,), "该行错位，已按列对齐", guessed=True)
    return None


def _slipped(row: Row, found: Filled) -> Filled:
    """The seven boxes of a row behind its label, where they stand to the side of the usual places and hold its sum."""
    if len(row.values) != WIDTH or row.values == found.ways[0] or any(piece.width > 1 for piece in row.values):
        return found
    usual = keeps_sum(tuple(piece or Piece("") for piece in found.ways[0]))
    own = keeps_sum(row.values)
    if own and not usual:
        return Filled(row, (row.values,), "该行错位，已按列对齐", guessed=True)
    return found if usual and not own else Filled(row, (row.values, *found.ways), "该行错位，列位无法确定")


def _is_spoilt(row: Row, start: int) -> bool:
    """Whether words stand where the first values belong, behind a label that is whole without them: 若干, 见附件."""
    words = [piece for piece in row.strip.pieces if piece.kind is Kind.WORDS and piece.column < row.figures[0].column]
    label = [piece for piece in words if piece.column < start]
    others = [piece.text for piece in words if piece.column >= start]
    if not row.strip.exact or any(len(bare(text)) > 6 or set(text) & set("（）()") for text in others):
        return False  # the rest of a label that wraps
    return bool(label) and find_exact(label[-1].text, TABLE) != "" and not any(find_exact(t, TABLE) for t in others)


def _label_end(row: Row) -> int:
    first = row.figures[0].column
    return max((p.column for p in row.strip.pieces if p.kind is Kind.WORDS and p.column < first), default=-1)


def _by_position(row: Row, lined: Sequence[Row]) -> Places | None:
    """The columns of a line's figures, by where they stand under those of the rows of its page."""
    if not _is_lined(row) or any(piece.left < 0 for piece in row.figures):
        return None
    here = row.strip.block
    rows = [other for other in lined if other.strip.page == row.strip.page and _is_lined(other)]
    near = sorted((o for o in rows if len(o.figures) == WIDTH), key=lambda other: abs(other.strip.block - here))[:8]
    best: tuple[float, Places] | None = None
    for manner in MANNERS if len(near) >= 2 else ():
        edges = [[manner.at(piece) for piece in other.figures] for other in near]
        if any(manner.covers(piece, map(fmean, zip(*edges, strict=True))) for piece in row.figures):
            continue
        places = _under(row, edges, [manner.at(piece) for piece in row.figures])
        if places and (best is None or places[0] < best[0]):
            best = places
    if best:
        return best[1]
    return place_among([other.figures for other in rows if len(other.figures) <= WIDTH], row.figures, WIDTH)


def _by_heads(row: Row, lined: Sequence[Row], strips: Sequence[Strip]) -> Places | None:
    """The columns of a line's figures, by where they stand under the heads of the table."""
    if not _is_lined(row) or any(piece.left < 0 for piece in row.figures):
        return None
    above = [strip for strip in strips if strip.block < row.strip.block and strip.shape is Shape.LINE]
    heads = next((found for strip in reversed(above) if (found := _heads_in(strip))), None)
    if heads is None:
        return None
    near = [other.figures for other in lined if _is_lined(other) and all(p.left >= 0 for p in other.figures)]
    return place_under(heads, near, row.figures)


def _heads_in(strip: Strip) -> list[Piece] | None:
    """The seven heads of the columns on one line."""
    names = columns(TABLE)
    heads = [(names[bare(p.text)], p) for p in strip.pieces if bare(p.text) in names and p.left >= 0]
    return [piece for _, piece in heads] if [name for name, _ in heads] == list(COLUMNS) else None


def _is_lined(row: Row) -> bool:
    """Whether a line sets its figures apart by two blanks or more, as columns are."""
    return is_lined(row.strip.pieces)


def _under(row: Row, whole: Sequence[Sequence[float]], mine: Sequence[float]) -> tuple[float, Places] | None:
    middles = [sum(edges) / len(edges) for edges in zip(*whole, strict=True)]
    gap = min(b - a for a, b in pairwise(middles))
    spread = max(abs(edge - middle) for edges in whole for edge, middle in zip(edges, middles, strict=True))
    if gap <= 0 or spread > 0.4 * gap:
        return None
    places: list[Piece | None] = [None] * WIDTH
    worst, last = 0.0, -1
    for piece, edge in zip(row.figures, mine, strict=True):
        column = min(range(WIDTH), key=lambda at: abs(middles[at] - edge))
        off = abs(middles[column] - edge)
        if off > 0.42 * gap or column <= last:
            return None
        places[column], last, worst = piece, column, max(worst, off)
    return worst + spread, tuple(places)


def _spread(row: Row) -> tuple[Places, ...]:
    """Every way to lay the figures of a row over the columns, or to leave out what are too many."""
    figures = row.figures
    if not figures or len(figures) > WIDTH + 1 or any(piece.kind is Kind.WORDS for piece in figures):
        return ()
    if len(figures) > WIDTH:  # a page number between the rows, or on a line of its own among them
        alone = range(WIDTH + 1) if _is_loose(row) else sorted({WIDTH, *row.stray})
        pages = [at for at in alone if at <= WIDTH and figures[at].text.isdigit() and 1 <= int(figures[at].text) <= 99]
        return tuple(figures[:at] + figures[at + 1 :] for at in pages)
    ways: list[Places] = []
    for chosen in combinations(range(WIDTH), len(figures)):
        places: list[Piece | None] = [None] * WIDTH
        for column, piece in zip(chosen, figures, strict=True):
            places[column] = piece
        ways.append(tuple(places))
    return tuple(ways)
