"""Section 四: fifteen figures, in one row, in three rows of five, or turned on their side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb

from ingest.extract.aligned import is_lined, place_under
from ingest.extract.arithmetic import balances, holds
from ingest.extract.labels import bare, columns, find_exact
from ingest.extract.outcome_heads import are_reordered, columns_by_head, keeps_sums, outcomes_by_head
from ingest.extract.readings import Reading, piece_to_reading, unread, value_of
from ingest.extract.regions import Region
from ingest.extract.rows import Row, begins_as_figure, is_open, strips_to_rows
from ingest.extract.strips import Kind, Piece, Shape, Strip
from report.form import OUTCOMES, Cell, Equation, column_label, row_label

TABLE = "review_litigation"
COLUMNS = (*OUTCOMES, "total")
ITEMS = ("reconsideration", "litigation_direct", "litigation_after_review")
CELLS = tuple(Cell(TABLE, item, column) for item in ITEMS for column in COLUMNS)
_LOST = "空格在文字中丢失，列位无法确定"
_REORDERED = "表头的次序与格式不同，列位无法确定"
_SEVERAL = "有几行同样的数字，无法确定哪一行是本年度的"
_MOST_WAYS = 7_000
_NO_CHANCE = 10  # a total that small figures beside each other do not make by chance
_LONG = 10  # boxes: a row of all three items
Readings = dict[Cell, Reading]


def read_litigation(region: Region) -> Readings:
    """The reading of each of the fifteen cells, as far as the document prints them."""
    return {cell: _titled(reading) for cell, reading in _read(region).items()}


def _titled(reading: Reading) -> Reading:
    """A reading whose place is told by its item: the row of fifteen has no label of its own."""
    label = row_label(reading.cell)
    return replace(reading, place=replace(reading.place, text=label))


def _read(region: Region) -> Readings:
    rows = [row for row in strips_to_rows(region.strips, TABLE) if row.labels or row.values]
    data = [row for row in rows if row.figures]
    if not data:
        return _read_empty(rows)
    if _is_turned(rows):
        return _read_turned(rows)
    if (items := _items_of(rows)) is not None:
        return _read_items(items, region.strips)
    if any(_is_torn(row) for row in data):
        return {cell: unread(cell, data[0], "数字断成几行，列位无法确定") for cell in CELLS}
    if len(data) == 1 and (headed := _read_headed(data[0], region.strips)) is not None:
        return headed
    whole = [row for row in data if len(row.figures) == len(CELLS)]
    if len(whole) == 1 and all(len(row.figures) <= 1 for row in data if row is not whole[0]):
        data = whole  # a page number beside the row
    if any(row.shape is not Shape.LINE for row in data):
        data = [row for row in data if row.shape is not Shape.LINE or len(row.figures) > 1]
    if sum(row.strip.closed and len(row.values) >= _LONG and len(row.figures) > 1 for row in data) > 1:
        return {cell: unread(cell, data[0], _SEVERAL) for cell in CELLS}
    data = [row for row in data if any(piece.kind is not Kind.WORDS for piece in row.figures)] or data
    figures = [(row, piece) for row in data for piece in row.figures]
    if len(figures) == len(CELLS):
        return {cell: piece_to_reading(cell, piece, row) for cell, (row, piece) in zip(CELLS, figures, strict=True)}
    return _read_line(data, region.strips)


def _is_torn(row: Row) -> bool:
    """Whether pieces of a figure with a remark stand among the words and values of a line: 74（其 over 中新增7."""
    words = (*row.labels, *(piece.text for piece in row.figures if piece.kind is Kind.WORDS))
    return row.shape is Shape.LINE and any(begins_as_figure(text) or is_open(text) for text in words)


def _read_empty(rows: Sequence[Row]) -> Readings:
    """A row printed with fifteen empty cells."""
    for row in rows:
        if not row.labels and len(row.values) >= len(CELLS):
            return {cell: piece_to_reading(cell, None, row) for cell in CELLS}
    items = _items_of(rows)
    return _read_items(items, ()) if items and all(len(row.values) == len(COLUMNS) for row in items.values()) else {}


def _column(row: Row) -> str:
    """The outcome that the row's label names; empty where it names none."""
    return next((name for label in reversed(row.labels) if (name := columns(TABLE).get(bare(label), ""))), "")


def _item(row: Row) -> str:
    """The item that the row's label names; empty where it names none."""
    for at in range(len(row.labels) - 1, -1, -1):
        if item := find_exact("".join(row.labels[at:]), TABLE) or find_exact(row.labels[at], TABLE):
            return item
    return ""


# ---- outcomes as rows


def _is_turned(rows: Sequence[Row]) -> bool:
    named = [_column(row) for row in rows if len(row.labels) <= 3 and row.figures and _column(row) and row.values]
    return len(set(named)) >= 3 and all(len(row.figures) <= 3 for row in rows if row.figures)


def _read_turned(rows: Sequence[Row]) -> Readings:
    found: Readings = {}
    seen: dict[str, int] = {}
    listed = max(len(row.values) for row in rows if row.figures) == 1 or all(
        len(row.figures) <= 1 and sum(p.kind is Kind.EMPTY for p in row.values) == 0 for row in rows if row.figures
    )
    for row in rows:
        column = _column(row)
        if not column or (not row.figures and not row.values):
            continue
        if listed:
            item = ITEMS[min(seen.get(column, 0), len(ITEMS) - 1)]
            seen[column] = seen.get(column, 0) + 1
            cell = Cell(TABLE, item, column)
            found[cell] = unread(cell, row, _LOST) if cell in found else piece_to_reading(cell, row.values[0], row)
            continue
        values = _exactly(row, len(ITEMS))
        for at, item in enumerate(ITEMS):
            cell = Cell(TABLE, item, column)
            found[cell] = piece_to_reading(cell, values[at], row) if values else unread(cell, row, _LOST)
    return found


# ---- an item a row


def _items_of(rows: Sequence[Row]) -> dict[str, Row] | None:
    """The row of each item, where there is a row or a table for each; None where there is not."""
    with_values = [row for row in rows if row.figures]
    blanks = [row for row in rows if not row.figures and _item(row) and len(row.values) == len(COLUMNS)]
    if not all(len(row.figures) <= len(COLUMNS) and len(row.values) <= len(COLUMNS) + 4 for row in with_values):
        return None
    found: dict[str, Row] = {}
    heading = ""
    for row in rows:
        item = _item(row) if not (row.labels and _column(row) and not row.figures and len(row.labels) > 7) else ""
        if not row.figures and row not in blanks:
            heading = item or heading
            if not item and len(row.values) == len(COLUMNS) and heading and heading not in found and not row.labels:
                found[heading] = row
            continue
        item = item or heading
        if item in found or not item:
            item = ""
        if item:
            found[item] = row
        heading = ""
    if set(found) == set(ITEMS):
        return found
    if len(with_values) == len(ITEMS) and all(len(row.figures) == len(COLUMNS) for row in with_values):
        return dict(zip(ITEMS, with_values, strict=True))
    return found if len(found) >= 2 and len(found) == len(with_values) + len(blanks) else None


def _read_items(rows: dict[str, Row], strips: Sequence[Strip]) -> Readings:
    found: Readings = {}
    reordered = are_reordered(strips)
    by_row = {item: outcomes_by_head(row, strips) for item, row in rows.items()}
    votes = [
        _vote({(item, name): at for name, at in heads.items()}, rows[item]) for item, heads in by_row.items() if heads
    ]
    believed = _are_believed(sum(votes))
    for item, row in rows.items():
        cells = [Cell(TABLE, item, column) for column in COLUMNS]
        heads = by_row[item]
        if heads is not None and believed:
            values: Sequence[Piece] | None = [_at(row, heads[column]) for column in COLUMNS]
        elif (heads is not None and believed is None) or (reordered and heads is None):
            found.update({cell: unread(cell, row, _REORDERED) for cell in cells})
            continue
        else:
            values = _exactly(row, len(COLUMNS))
        if values is not None:
            found.update({c: piece_to_reading(c, p, row) for c, p in zip(cells, values, strict=True)})
        else:
            found.update(_read_lost(row, cells))
    return found


def _at(row: Row, column: int) -> Piece:
    return next((piece for piece in row.strip.pieces if piece.column == column), Piece("", column))


def _vote(heads: Mapping[tuple[str, str], int], row: Row) -> int:
    """How many more sums hold under the heads than in the form's order; below 0 where fewer do."""
    columns_ = sorted(heads.values())
    places = sorted(heads, key=_order)
    by_heads = keeps_sums({place: _at(row, heads[place]) for place in places})
    return by_heads - keeps_sums({place: _at(row, at) for place, at in zip(places, columns_, strict=True)})


def _are_believed(votes: int) -> bool | None:
    """Whether heads say which column is which; None where one sum speaks against them, which may be chance."""
    return True if votes >= 0 else None if votes == -1 else False


def _read_headed(row: Row, strips: Sequence[Strip]) -> Readings | None:
    """Fifteen figures under their heads, where these are not in the form's order; None where they are."""
    heads = columns_by_head(row, strips)
    if heads is None:
        return {cell: unread(cell, row, _REORDERED) for cell in CELLS} if are_reordered(strips) else None
    if len(set(heads.values())) < len(heads):
        return None  # two heads over one column: the lines of heads are not counted as the figures are
    if [at for _, at in sorted(heads.items(), key=lambda each: _order(each[0]))] == sorted(heads.values()):
        return None
    believed = _are_believed(_vote(heads, row))
    if not believed:
        return None if believed is False else {cell: unread(cell, row, _REORDERED) for cell in CELLS}
    return {c: piece_to_reading(c, _at(row, heads[c.item, c.column]), row) for c in CELLS}


def _order(place: tuple[str, str]) -> tuple[int, int]:
    return ITEMS.index(place[0]), COLUMNS.index(place[1])


def _exactly(row: Row, count: int) -> Sequence[Piece] | None:
    """The values of so many columns, blanks included; None where they cannot be told apart."""
    if len(row.figures) == count:
        return row.figures
    if row.shape is Shape.LINE:
        return None
    values = list(row.values)
    while len(values) > count and values[-1].kind is Kind.EMPTY:
        values.pop()
    return values if len(values) == count else None


# ---- fifteen in a row


def _read_line(data: Sequence[Row], strips: Sequence[Strip]) -> Readings:
    """One row, some of its places blank."""
    row = max(data, key=lambda each: len(each.figures))
    if row.shape is not Shape.LINE:
        cells = _under_heads(row, strips) or _fifteen(row)
        if cells is not None:
            return {cell: piece_to_reading(cell, piece, row) for cell, piece in zip(CELLS, cells, strict=True)}
    elif aligned := _under_words(row, strips):
        reason = "空格在文字中丢失，按列对齐"
        return {c: piece_to_reading(c, p, row, reason=reason if p else "") for c, p in zip(CELLS, aligned, strict=True)}
    if len(data) == 1:
        return _read_lost(row, CELLS)
    return {cell: unread(cell, row, "列位无法确定") for cell in CELLS}


def _under_heads(row: Row, strips: Sequence[Strip]) -> Sequence[Piece] | None:
    """The cells of a grid row that stand under the fifteen outcome heads of its table."""
    if row.shape is not Shape.GRID:
        return None
    heads = {
        piece.column
        for strip in strips
        if strip.table == row.strip.table and not strip.has_figures
        for piece in strip.pieces
        if piece.width == 1 and bare(piece.text) in columns(TABLE)
    }
    by_column = {piece.column: piece for piece in row.strip.pieces}
    if len(heads) != len(CELLS) or not {piece.column for piece in row.figures} <= heads:
        return None
    return [by_column.get(column, Piece("", column)) for column in sorted(heads)]


def _under_words(row: Row, strips: Sequence[Strip]) -> Sequence[Piece | None] | None:
    """The figures of a line of aligned text under the words that head its columns, where the sums hold so."""
    if len(row.strips) > 1 and sum(strip.has_figures for strip in row.strips) > 1:
        return None
    names = [label for label, name in columns(TABLE).items() if name and len(label) > 1]
    words = [
        piece
        for strip in strips
        if strip.shape is Shape.LINE and not strip.has_figures and strip.block < row.strip.block
        for piece in strip.pieces
        if piece.left >= 0 and any(bare(piece.text) in name for name in names)
    ]
    kept: list[Piece] = []  # the longest of what stands one over the other
    for piece in sorted(words, key=lambda each: (each.left + each.shift, -len(each.text))):
        before = kept[-1] if kept else None
        if before and piece.left + piece.shift < before.left + before.shift + 2 * len(before.text):
            kept[-1] = max(before, piece, key=lambda each: len(each.text))
        else:
            kept.append(piece)
    if len(kept) != len(CELLS) or not is_lined(row.strip.pieces):
        return None
    labels = [column_label(cell) for cell in CELLS]
    if not all(bare(piece.text)[0] in label for piece, label in zip(kept, labels, strict=True)):
        return None
    placed = place_under(kept, [row.figures], row.figures)
    if placed is None or not _keeps([piece or Piece("") for piece in placed]):
        return None
    return placed


def _fifteen(row: Row) -> Sequence[Piece] | None:
    """The fifteen cells of a row that keeps its empty places; None where they cannot be told apart."""
    if row.shape is Shape.GRID:
        first = next((at for at, p in enumerate(row.strip.pieces) if p.kind is not Kind.WORDS), 0)
        pieces: Sequence[Piece] = row.strip.pieces[first:]
    else:
        pieces = row.values
    if len(pieces) == len(CELLS):
        return pieces
    starts = [
        at
        for at in range(len(pieces) - len(CELLS) + 1)
        if all(p.kind is Kind.EMPTY for p in [*pieces[:at], *pieces[at + len(CELLS) :]])
    ]
    kept = [at for at in starts if _keeps(pieces[at : at + len(CELLS)])]
    chosen = kept if len(kept) == 1 else starts if len(starts) == 1 else []
    if not chosen and kept and kept[0] == 0 and row.strip.closed:  # a row ends in places that nothing fills
        chosen = [0]
    return pieces[chosen[0] : chosen[0] + len(CELLS)] if chosen else None


def _keeps(pieces: Sequence[Piece]) -> bool:
    return _keeps_cells(CELLS, pieces)


def _keeps_cells(cells: Sequence[Cell], pieces: Sequence[Piece]) -> bool:
    values = {cell: value_of(piece) for cell, piece in zip(cells, pieces, strict=True)}
    return all(balances(equation, values) for equation in _equations(cells))


def _equations(cells: Sequence[Cell]) -> Iterator[Equation]:
    for item in ITEMS:
        if Cell(TABLE, item, "total") in cells:
            parts = tuple(Cell(TABLE, item, column) for column in OUTCOMES)
            yield Equation("outcomes", (Cell(TABLE, item, "total"),), parts)


def _read_lost(row: Row, cells: Sequence[Cell]) -> Readings:
    """Figures whose empty neighbours left no trace: the sums decide, or the cells are unread."""
    figures = row.figures
    if len(figures) == len(cells) + 1:  # a page number among them
        ways = [figures[:at] + figures[at + 1 :] for at in (0, len(cells), *row.stray)]
        whole = {way for way in ways if _keeps_cells(cells, way)}
        kept = [dict(zip(cells, way, strict=True)) for way in whole] if len(whole) == 1 else []
    elif len(figures) < len(cells) and comb(len(cells), len(figures)) <= _MOST_WAYS:
        kept = _best_ways(cells, figures)
    else:
        kept = []
    found: Readings = {}
    proven = {equation.left[0].item for equation in _equations(cells) if all(_proves(equation, way) for way in kept)}
    for cell in cells:
        pieces = {way.get(cell) for way in kept}
        if len(pieces) == 1 and cell.item in proven:
            piece = next(iter(pieces))
            reason = "空格在文字中丢失，按勾稽关系确定列位" if len(figures) < len(cells) else ""
            found[cell] = piece_to_reading(cell, piece, row, reason=reason)
        else:
            found[cell] = unread(cell, row, _LOST)
    return found


def _proves(equation: Equation, way: Mapping[Cell, Piece]) -> bool:
    """Whether a sum holds, or nothing of it is printed: a sum that only a blank total saves proves no place."""
    return holds(equation, {cell: value_of(piece) for cell, piece in way.items()}) is True or not (
        way.keys() & {*equation.left, *equation.right}
    )


def _best_ways(cells: Sequence[Cell], figures: Sequence[Piece]) -> list[dict[Cell, Piece]]:
    """The ways to lay out the figures that break no sum; where several sums hold at once, those in which they do.

    A blank total is possible, but two totals or more that are the sum of what stands before them are no chance, unless
    they are as small as every figure is.
    """
    kept: list[tuple[int, dict[Cell, Piece]]] = []
    whole: list[dict[Cell, Piece]] = []  # every figure is under a sum that holds: 7 7 14 14 may be two sums of one part
    for chosen in combinations(range(len(cells)), len(figures)):
        placed = dict(zip((cells[at] for at in chosen), figures, strict=True))
        values = {cell: value_of(piece) for cell, piece in placed.items()}
        told = [holds(equation, values) for equation in _equations(cells)]
        if False not in told:
            strong = sum(
                hold is True
                and sum(bool(values.get(part)) for part in equation.right) > 1
                and (values.get(equation.left[0]) or 0) >= _NO_CHANCE
                for hold, equation in zip(told, _equations(cells), strict=True)
            )
            kept.append((strong, placed))
            if all(_proves(equation, placed) for equation in _equations(cells)):
                whole.append(placed)
    most = max((strong for strong, _ in kept), default=0)
    best = [placed for strong, placed in kept if most < 2 or strong == most]
    return [*best, *(placed for placed in whole if placed not in best)]
