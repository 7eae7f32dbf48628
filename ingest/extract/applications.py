"""Section 三: rows by label and order, the seven columns by place, count and sums."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, zip_longest

from ingest.extract.alignment import Pairing, pair_rows
from ingest.extract.arithmetic import Way, decide, holds
from ingest.extract.columns import COLUMNS, TABLE, Filled, Places, place_columns
from ingest.extract.emptiness import REASON as NO_BLANK
from ingest.extract.emptiness import holds_more, is_blank, runs_on
from ingest.extract.jumbled import REASON, find_sure
from ingest.extract.labels import bare, columns, core, find_exact, score_label, similarity
from ingest.extract.readings import Reading, piece_to_reading, unread, value_of
from ingest.extract.regions import Region
from ingest.extract.rows import Row, is_no_label, strips_to_rows, without_group_sums
from ingest.extract.strips import Kind, Piece, Shape, Strip
from ingest.extract.turned import turn_upright
from report.form import APPLICANTS, Cell, Equation, form

_NO_CHANCE = 10  # of two applicants, rarely do both have so many, and the same
_BY_SUMS = "空格在文字中丢失，按勾稽关系确定列位"


def read_applications(region: Region) -> tuple[str, dict[Cell, Reading]]:
    """The edition of the table and the reading of each of its cells that the document prints."""
    strips = turn_upright(region.strips)
    printed = [row for row in strips_to_rows(strips, TABLE) if not _is_head(row)]
    parts = [
        (part, sure and len(_named_twice(part)) < 2)
        for row, sure in zip(printed, find_sure(printed), strict=True)
        for part in split_row(row)
    ]
    rows = without_group_sums([row for row, _ in parts])
    doubtful = {id(row) for row, sure in parts if not sure or holds_more(row, TABLE)}
    doubtful |= {id(row) for at, row in enumerate(rows) if runs_on(rows, at)}
    doubtful |= {id(row) for row, below in pairwise(rows) if _is_cut(row, below)}
    edition = find_edition(strips, rows)
    items = [row.item for row in form(edition).table_rows(TABLE)]
    pairing = pair_rows(rows, items, TABLE)
    filled = place_columns([row for row in rows if row.figures], strips)
    by_row = {id(each.row): each for each in filled}
    by_row |= {at: replace(each, ways=(), reason=REASON) for at, each in by_row.items() if at in doubtful}
    placed = [by_row.get(id(row)) for row in rows]
    readings = _read_placed(placed, pairing)
    printed_blank = {cell.item for cell in _read_blank_rows(rows, pairing, readings, items, doubtful)}
    readings.update(_decide_lost(placed, pairing, readings, edition, printed_blank))
    readings.update(_leave_open(placed, pairing, readings))
    readings.update(_read_blank_rows(rows, pairing, readings, items, doubtful))
    for row in rows:
        cells = [cell for item in _named_twice(row) if item in items for cell in _cells(item)]
        readings.update(
            {cell: unread(cell, row, "两行的标签印在一行，无法确定") for cell in cells if cell not in readings}
        )
    return edition, readings


def _named_twice(row: Row) -> list[str]:
    """The two rows of the form whose labels stand in one printed row, where places alone have told the rows apart."""
    if not row.strip.closed or row.strip.exact or not row.figures:
        return []
    named = dict.fromkeys(item for label in row.labels if (item := find_exact(label, TABLE)))
    return list(named) if len({item.split(".")[0] for item in named}) > 1 else []


def _is_cut(row: Row, below: Row) -> bool:
    """Whether a line broke off inside a row: figures follow that have no more of a label than the unit of one, 件."""
    short = 0 < len(row.figures) < len(COLUMNS) and row.shape is below.shape is Shape.LINE
    return short and bool(below.figures) and len(bare("".join(below.labels))) == 1


def _is_head(row: Row) -> bool:
    """A row of column labels."""
    named = sum(bare(label) in columns(TABLE) for label in row.labels)
    return not row.figures and named >= 2


def split_row(row: Row) -> list[Row]:
    """A run of twice or more seven values is as many rows: by the labels before it, where they are as many."""
    values = [piece for piece in row.values if piece.kind is not Kind.EMPTY]
    count, rest = divmod(len(values), len(COLUMNS))
    if count < 2 or rest or row.strip.closed:
        return [row]
    names: list[tuple[str, ...]] = [()] * (count - 1)
    held: list[str] = []
    named: list[tuple[str, ...]] = []
    for label in row.labels:
        held.append(label)
        if find_exact(label, TABLE):
            named.append(tuple(held))
            held = []
    names = named[-count:] if len(named) >= count and not held else [row.labels, *names]
    width = len(COLUMNS)
    return [
        Row(name, tuple(values[at * width : at * width + width]), row.strips, row.tail if at == count - 1 else ())
        for at, name in enumerate(names)
    ]


def find_edition(strips: Sequence[Strip], rows: Sequence[Row]) -> str:
    """25 rows or 23: by the three rows under 其他处理, or by 其他处理 as a row, or by the number of rows."""
    text = bare("".join(word for strip in strips for word in strip.words))
    clues = (
        "逾期",
        "不补正",
        "未按收费",
        "缴纳费用",
        "不缴费",
        "行政机关不再处理",
        "收费通知",
        "3其他总计",
        "3其他七总计",
    )
    if sum(clue in text for clue in clues) >= 1:
        return "2021"
    data = [row for row in rows if len(row.values) >= 5 or len(row.figures) >= 2]
    filled = sum(bool(row.figures) for row in data)
    for row, following in zip_longest(data, data[1:]):
        if similarity(core(row.label), "其他处理") >= 0.7 or bare(row.label) == "六其他":
            alone = following is None or core(following.label) in ("总计", "合计")
            if alone or len(data) not in (25, 26):
                return "2019"
    if 25 in (len(data), filled):
        return "2021"
    if 23 in (len(data), filled):
        return "2019"
    return "2021" if len(data) > 25 else "2019" if len(data) >= 20 else "2021" if "3其他" in text else "2019"


# ---- cells


def _values(item: str, places: Places) -> Way:
    return {Cell(TABLE, item, column): value_of(piece) for column, piece in zip(COLUMNS, places, strict=True)}


def _row_equation(item: str) -> Equation:
    parts = tuple(Cell(TABLE, item, column) for column in APPLICANTS)
    return Equation("applicants", (Cell(TABLE, item, "total"),), parts)


def _cells(item: str) -> list[Cell]:
    return [Cell(TABLE, item, column) for column in COLUMNS]


def _is_settled(each: Filled | None, at: int, pairing: Pairing) -> bool:
    """Whether row and columns are certain; a guess by position counts unless the row's own sum speaks against it."""
    if each is None or not pairing.items[at] or at in pairing.open or len(each.ways) != 1:
        return False
    if not each.guessed and (each.headed or len(each.row.figures) <= len(COLUMNS)):
        return True
    item = pairing.items[at]
    sums = holds(_row_equation(item), _values(item, each.ways[0]))
    return sums is True if each.reason else sums is not False  # a shifted row needs its sum's word


def _read_placed(placed: Sequence[Filled | None], pairing: Pairing) -> dict[Cell, Reading]:
    readings: dict[Cell, Reading] = {}
    for at, each in enumerate(placed):
        if each is None or not _is_settled(each, at, pairing):
            continue
        for cell, piece in zip(_cells(pairing.items[at]), each.ways[0], strict=True):
            if piece is None and each.headed:  # the table lacks the column
                continue
            readings[cell] = piece_to_reading(cell, piece, each.row, reason=each.reason)
    return readings


def _decide_lost(
    placed: Sequence[Filled | None],
    pairing: Pairing,
    readings: Mapping[Cell, Reading],
    edition: str,
    printed_blank: set[str],
) -> dict[Cell, Reading]:
    """Rows whose columns are open: by the sums of row and columns, else unread."""
    lost = [
        (each, pairing.items[at])
        for at, each in enumerate(placed)
        if each is not None and pairing.items[at] and at not in pairing.open and not _is_settled(each, at, pairing)
    ]
    if not lost:
        return {}
    choices = [_keeping(each, item) for each, item in lost]
    known = {cell: reading.value for cell, reading in readings.items()}
    solid = [at for at, kept in enumerate(choices) if kept and not _is_nought(lost[at][0].row)]
    ways = [[_values(lost[at][1], places) for places in choices[at]] for at in solid]
    broken = {item for (_, item), kept in zip(lost, choices, strict=True) if not kept}
    told = {item for _, item in lost} | {cell.item for cell in known} | printed_blank
    agreed = decide(ways, known, _promises(edition, told - broken - _unkept(known))) if solid else {}
    with_totals = _print_totals(lost)
    found: dict[Cell, Reading] = {}
    for (each, item), kept in zip(lost, choices, strict=True):
        proven = set(_cells(item)) <= agreed.keys()  # a total alone agrees in all ways, and proves nothing
        spread = any(piece is None for places in kept for piece in places)
        for column, cell in enumerate(_cells(item)):
            pieces = {places[column] for places in kept}
            settled: Piece | None = None
            is_settled = False
            if kept and proven:
                settled = next((places[column] for places in kept if value_of(places[column]) == agreed[cell]), None)
                is_settled = True
            elif len(kept) == 1 or (len(pieces) == 1 and not spread):
                settled, is_settled = next(iter(pieces)), True
            elif with_totals and _is_loose(each) and kept and column == len(COLUMNS) - 1 and _ends_in_sum(each.row):
                settled, is_settled = each.row.figures[-1], True
            if is_settled:
                found[cell] = piece_to_reading(cell, settled, each.row, reason=_BY_SUMS if settled else "")
            else:
                found[cell] = unread(cell, each.row, each.reason or "列位无法确定")
    return found


def _is_loose(each: Filled) -> bool:
    """Whether nothing but the row's own sum says which column a figure stands in."""
    return each.row.shape is Shape.LINE


def _is_nought(row: Row) -> bool:
    """Whether a row holds zeros only: it keeps its sums whichever way it stands."""
    return not any(value_of(piece) for piece in row.figures)


def _keeping(each: Filled, item: str) -> list[Places]:
    """The ways that keep the row's own promise; zeros keep it with a blank total too."""
    if _is_nought(each.row):
        return list(each.ways) if len(each.ways) > 1 or not each.reason else []  # a shift needs a sum's word
    return [places for places in each.ways if holds(_row_equation(item), _values(item, places))]


def _unkept(known: Mapping[Cell, Decimal | None]) -> set[str]:
    """The rows that are read and whose own sum does not hold: no other row can be decided by them."""
    items = {cell.item for cell in known}
    return {item for item in items if holds(_row_equation(item), known) is False}


def _promises(edition: str, kept: set[str]) -> list[Equation]:
    """The sums over columns in which every row is printed and keeps its own promise."""
    return [
        equation
        for equation in form(edition).equations()
        if equation.rule in ("balance", "results")
        and all(cell.item in kept for cell in (*equation.left, *equation.right))
    ]


def _print_totals(lost: Sequence[tuple[Filled, str]]) -> bool:
    """Whether the last figure of a row is its total throughout: too often to be chance."""
    tried = [each.row for each, _ in lost if len(each.row.figures) >= 2 and len(each.row.figures) < len(COLUMNS)]
    sums = 0
    for row in tried:
        values = [value_of(piece) for piece in row.figures]
        if None in values:
            return False
        sums += len(values) > 2 and sum(value for value in values[:-1] if value is not None) == values[-1] != 0
    nonzero = sum(len(row.figures) > 2 and any(value_of(piece) for piece in row.figures) for row in tried)
    pairs = [row for row in tried if len(row.figures) == 2]
    if any(value_of(row.figures[0]) != value_of(row.figures[1]) for row in pairs):
        return False
    single = sum(len(each.row.figures) == 1 and bool(value_of(each.row.figures[0])) for each, _ in lost)
    return single == 0 and sums >= 3 and sums == nonzero


def _ends_in_sum(row: Row) -> bool:
    """Whether the last figure is the sum of those before it, and so no page number; zeros say nothing."""
    values = [value_of(piece) or Decimal(0) for piece in row.figures]
    alone = all(len(strip.pieces) == 1 for strip in row.strips)
    if alone and len(values) > 2 and sum(values[:-2]) == values[-2] != 0:  # 2, 2 and page 4
        return False
    return sum(values[:-1]) == values[-1] != 0 and (len(values) > 2 or (len(values) == 2 and values[-1] >= _NO_CHANCE))


def _leave_open(
    placed: Sequence[Filled | None], pairing: Pairing, readings: Mapping[Cell, Reading]
) -> dict[Cell, Reading]:
    """Rows that neither label nor neighbours name: every cell that they may fill is unread."""
    found: dict[Cell, Reading] = {}
    for at, items in pairing.open.items():
        each = placed[at]
        if each is None:
            continue
        for item in items:
            for cell in _cells(item):
                if cell not in readings:
                    found[cell] = unread(cell, each.row, "行标签无法辨认")
    return found


def _read_blank_rows(
    rows: Sequence[Row],
    pairing: Pairing,
    readings: Mapping[Cell, Reading],
    items: Sequence[str],
    doubtful: Container[int],
) -> dict[Cell, Reading]:
    """Rows that are printed with nothing in them; unread where the figures may stand elsewhere."""
    found: dict[Cell, Reading] = {}
    for at, row in enumerate(rows):
        names = [pairing.items[at]] if not row.figures and pairing.items[at] else []
        if row.shape is Shape.LINE or not row.strip.closed:
            names += [item for label in row.labels[:-1] if (item := find_exact(label, TABLE))]
        if not row.figures and row.labels and not names:
            scores = score_label(row.labels, TABLE)
            best = max(scores, key=lambda name: scores[name], default="")
            names += [best] if best and scores[best] >= 0.9 else []
        why = REASON if id(row) in doubtful else ""
        if any(is_no_label(label) for label in row.labels) or not is_blank(row, TABLE):
            why = NO_BLANK
        for item in dict.fromkeys(names):
            if item in items and Cell(TABLE, item, "total") not in readings and Cell(TABLE, item, "total") not in found:
                found |= {
                    cell: unread(cell, row, why) if why else piece_to_reading(cell, None, row) for cell in _cells(item)
                }
    return found
