"""Section 三: rows by label and order, the seven columns by place, count and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ingest.extract.alignment import Pairing, pair_rows
from ingest.extract.arithmetic import decide, holds
from ingest.extract.labels import columns
from ingest.extract.labels import bare
from ingest.extract.readings import Reading, is_value, piece_to_reading, unread
from ingest.extract.regions import Region
from ingest.extract.rows import Row, strips_to_rows
from ingest.extract.strips import Kind, Piece, Shape
from report.form import APPLICANTS, Cell, Equation, all_rows, form
from report.numbers import NotAFigure, read_figure

TABLE = "applications"
COLUMNS = (*APPLICANTS, "total")
WIDTH = len(COLUMNS)
Places = tuple[Piece | None, ...]  # a piece for each column, None where the print leaves it out


@dataclass(frozen=True, slots=True)
class Filled:
    """A row with the ways in which its values can stand in the columns; one way is certain."""

    row: Row
    ways: tuple[Places, ...]
    reason: str = ""


def read_applications(region: Region) -> tuple[str, dict[Cell, Reading]]:
    """The edition of the table and the reading of each of its cells that the document prints."""
    rows = [row for row in strips_to_rows(region.strips, TABLE) if not _is_head(row)]
    filled = place_columns([row for row in rows if row.figures])
    edition = find_edition(rows)
    items = [row.item for row in form(edition).table_rows(TABLE)]
    pairing = pair_rows([each.row for each in filled], items, TABLE)
    readings = _read_certain(filled, pairing)
    readings.update(_decide_open(filled, pairing, readings, edition))
    readings.update(_read_blank_rows(rows, readings, items))
    return edition, readings


def _is_head(row: Row) -> bool:
    """A row of column labels: its figures, if any, are part of them."""
    named = sum(bare(label) in columns(TABLE) for label in row.labels)
    return not row.figures and named >= 2 and not any(p.kind is Kind.MARK for p in row.values)


def find_edition(rows: Sequence[Row]) -> str:
    """25 rows or 23: by the three rows under 其他处理, or by their number."""
    subs, whole = 0, 0
    texts = [bare("".join((*row.labels, *row.tail))) for row in rows if row.labels]
    for row, text in zip((row for row in rows if row.labels), texts, strict=True):
        subs += any(words in text for words in ("逾期不补正", "逾期未按", "不再处理其", "逾期不缴费", "缴纳费用"))
        last = bare(row.label)
        whole += bool(row.figures) and last.endswith(("其他处理", "六其他"))
    if subs:
        return "2021"
    data = sum(len(row.figures) >= 5 for row in rows)
    if whole or data == 23:
        return "2019"
    return "2021" if data >= 25 else "2019" if data in (22, 21) else "2021"


# ---- columns


def place_columns(rows: Sequence[Row]) -> list[Filled]:
    """The ways in which each row's values can stand in the seven columns."""
    usual = _usual_columns(rows)
    return [_place(row, usual.get(row.strip.table or -row.strip.shape)) for row in rows]


def _usual_columns(rows: Sequence[Row]) -> dict[int, tuple[int, ...]]:
    """The grid columns that hold the seven values in most whole rows of a table."""
    votes: dict[int, Counter[tuple[int, ...]]] = {}
    for row in rows:
        if row.shape is Shape.LINE or row.borrowed:
            continue
        whole = _whole(row)
        if whole and all(piece.column >= 0 for piece in whole):
            key = row.strip.table or -row.strip.shape
            votes.setdefault(key, Counter())[tuple(piece.column for piece in whole)] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def _whole(row: Row) -> tuple[Piece, ...] | None:
    """The seven values of a row that has exactly seven, side by side."""
    values = _trim(row.values)
    if len(values) == WIDTH and all(piece.kind is not Kind.EMPTY for piece in values):
        return values
    return None


def _trim(values: Sequence[Piece]) -> tuple[Piece, ...]:
    start, end = 0, len(values)
    while start < end and values[start].kind is Kind.EMPTY:
        start += 1
    while end > start and values[end - 1].kind is Kind.EMPTY:
        end -= 1
    return tuple(values[start:end])


def _place(row: Row, usual: tuple[int, ...] | None) -> Filled:
    whole = _whole(row)
    if whole is not None and not any(piece.kind is Kind.WORDS for piece in whole):
        return Filled(row, (whole,))
    if row.shape is Shape.GRID and usual:
        by_column = {piece.column: piece for piece in row.values}
        if all(piece.column in usual for piece in row.figures):
            return Filled(row, (tuple(by_column.get(column, Piece("", column)) for column in usual),))
    if row.shape is not Shape.LINE:
        windows = _windows(row, usual)
        if len(windows) == 1:
            return Filled(row, (windows[0],))
        if windows:
            return Filled(row, tuple(windows), "空格的位置无法确定")
    return Filled(row, _spread(row), "数字少于列数，空在哪一列无法确定")


def _windows(row: Row, usual: tuple[int, ...] | None) -> list[Places]:
    """The runs of seven neighbouring cells that can be the seven columns."""
    values = row.values
    spans = []
    for start in range(len(values) - WIDTH + 1):
        window = values[start : start + WIDTH]
        outside = [*values[:start], *values[start + WIDTH :]]
        if any(piece.kind is not Kind.EMPTY for piece in outside):
            continue
        spans.append(tuple(window))
    if usual and len(spans) > 1:
        fitting = [span for span in spans if span[0] is not None and span[0].column == usual[0]]
        if fitting:
            return list(fitting)
    if len(spans) > 1:
        first = [span for span in spans if span[0] is values[0]]
        if first and row.shape is Shape.RAGGED and not row.strip.closed:
            return list(first)
    return list(spans)


def _spread(row: Row) -> tuple[Places, ...]:
    """Every way to lay the figures of a row over the columns, or to leave out what are too many."""
    figures = row.figures
    if not figures or len(figures) > WIDTH + 2:
        return ()
    if len(figures) > WIDTH:
        return tuple(tuple(chosen) for chosen in combinations(figures, WIDTH))
    ways: list[Places] = []
    for chosen in combinations(range(WIDTH), len(figures)):
        places: list[Piece | None] = [None] * WIDTH
        for column, piece in zip(chosen, figures, strict=True):
            places[column] = piece
        ways.append(tuple(places))
    return tuple(ways)


# ---- cells


def _values(item: str, places: Places) -> dict[Cell, Decimal | None]:
    return {Cell(TABLE, item, column): _value(piece) for column, piece in zip(COLUMNS, places, strict=True)}


def _value(piece: Piece | None) -> Decimal | None:
    if piece is None:
        return None
    try:
        return read_figure(piece.text)
    except NotAFigure:
        return None


def _row_equation(item: str) -> Equation:
    parts = tuple(Cell(TABLE, item, column) for column in APPLICANTS)
    return Equation("applicants", (Cell(TABLE, item, "total"),), parts)


def _read_certain(filled: Sequence[Filled], pairing: Pairing) -> dict[Cell, Reading]:
    readings: dict[Cell, Reading] = {}
    for at, (each, item) in enumerate(zip(filled, pairing.items, strict=True)):
        if item and at not in pairing.open and len(each.ways) == 1:
            for column, piece in zip(COLUMNS, each.ways[0], strict=True):
                cell = Cell(TABLE, item, column)
                readings[cell] = piece_to_reading(cell, piece, each.row)
    return readings


def _decide_open(
    filled: Sequence[Filled], pairing: Pairing, readings: Mapping[Cell, Reading], edition: str
) -> dict[Cell, Reading]:
    """Rows that label and place leave open, by the sums; what they leave open too is unread."""
    undecided: list[tuple[Filled, str]] = []
    found: dict[Cell, Reading] = {}
    for at, (each, item) in enumerate(zip(filled, pairing.items, strict=True)):
        if item and at not in pairing.open and len(each.ways) != 1:
            undecided.append((each, item))
    known = {cell: reading.value for cell, reading in readings.items()}
    equations = form(edition).equations()
    choices: list[list[Places]] = []
    for each, item in undecided:
        kept = [places for places in each.ways if holds(_row_equation(item), _values(item, places))]
        choices.append(kept)
    ways = [[_values(item, places) for places in kept] for (_, item), kept in zip(undecided, choices, strict=True)]
    solid = [at for at, kept in enumerate(ways) if kept]
    agreed = decide([ways[at] for at in solid], known, equations) if solid else None
    for at, (each, item) in enumerate(undecided):
        pieces = {cell: {places[i] for places in choices[at]} for i, cell in enumerate(_cells(item))}
        for i, cell in enumerate(_cells(item)):
            settled = agreed is not None and at in solid and cell in agreed
            chosen = [p for p in pieces[cell] if settled and agreed is not None and _value(p) == agreed[cell]]
            if settled and chosen and all(_value(p) is not None or p is None or not is_value(p) for p in chosen[:1]):
                found[cell] = piece_to_reading(cell, chosen[0], each.row, reason="按勾稽关系确定列位")
            else:
                found[cell] = unread(cell, each.row, each.reason or "列位无法确定")
    for at, candidates in pairing.open.items():
        for item in candidates:
            for cell in _cells(item):
                if cell not in readings and cell not in found:
                    found[cell] = unread(cell, filled[at].row, "行标签无法辨认")
    return found


def _cells(item: str) -> list[Cell]:
    return [Cell(TABLE, item, column) for column in COLUMNS]


def _read_blank_rows(
    rows: Sequence[Row], readings: Mapping[Cell, Reading], items: Sequence[str]
) -> dict[Cell, Reading]:
    """Rows that are printed with nothing in them."""
    from ingest.extract.labels import score_label

    found: dict[Cell, Reading] = {}
    for row in rows:
        if row.figures or not row.labels:
            continue
        scores = score_label(row.labels, TABLE)
        item = max(scores, key=lambda name: scores[name], default="")
        if not item or scores[item] < 0.9 or item not in items or Cell(TABLE, item, "total") in readings:
            continue
        for cell in _cells(item):
            found.setdefault(cell, piece_to_reading(cell, None, row))
    return found


def known_items() -> tuple[str, ...]:
    """Every item of either edition."""
    return tuple(row.item for row in all_rows() if row.table == TABLE)
