"""Section 二: small blocks of one to three columns, whose headers tell the edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.extract.aligned import MANNERS, Manner, is_lined, is_separated, place_under
from ingest.extract.emptiness import REASON as NO_BLANK
from ingest.extract.emptiness import holds_more, is_blank, orphans_beside, runs_on
from ingest.extract.labels import bare, find_head, score_label
from ingest.extract.readings import Reading, doubted, piece_to_reading, unread
from ingest.extract.regions import Region
from ingest.extract.rows import Row, strips_to_rows
from ingest.extract.strips import Kind, Piece, Shape, Strip
from ingest.extract.turned import turn_articles
from report.facts import Status
from report.form import Cell, form, row_of

TABLE = "disclosure"
_TOO_MANY = "数字与列数不符，无法确定"
_FEWEST_CROWDED = 2  # rows with more figures than columns
_NEW = re.compile(r"制发|废止|现行有效|收费金额|本年处理决定")
_OLD = re.compile(r"新制作|新公开|对外公开总|上一?年项目|本年增减|采购|其他对外管理")


def read_disclosure(region: Region, *, paged: bool = False) -> tuple[str, dict[Cell, Reading]]:
    """The edition of the table, empty where it does not show, and its cells.

    `paged` says that in this document blanks leave no trace and page numbers stand among the figures: a row of bare
    lines then proves nothing by its number of figures.
    """
    strips = turn_articles(region.strips)
    edition = find_edition(bare("".join(word for strip in strips for word in strip.words)))
    rows = strips_to_rows(strips, TABLE)
    if not edition:
        edition = "2019" if sum(len(row.figures) for row in rows) > 14 else "2021"
    money = _money(region)
    found: dict[Cell, Reading] = {}
    best: dict[str, float] = {}
    crowded = 0
    for at, row in enumerate(rows):
        item, score = _item(row, edition)
        if not item or score < best.get(item, 0.0) or (item in best and not row.figures):
            continue
        best[item] = score
        if (
            holds_more(row, TABLE)
            or runs_on(rows, at)
            or (not row.figures and (not is_blank(row, TABLE) or orphans_beside(rows, at, TABLE)))
        ):
            found.update({cell: unread(cell, row, NO_BLANK) for cell in _cells(item, edition)})
            continue
        heads = _heads(strips, row)
        found.update(_read_row(row, item, edition, money, heads, strips, paged=paged))
        crowded += len(row.figures) > len(_cells(item, edition)) and found[_cells(item, edition)[0]].reason == _TOO_MANY
    if crowded >= _FEWEST_CROWDED:  # one figure of each row is none of the form's, and which is not known
        found = {cell: doubted(reading, _TOO_MANY) for cell, reading in found.items()}
    return edition, found


def find_edition(text: str) -> str:
    """The edition that the words of the table speak for; empty where they speak for none."""
    new, old = len(_NEW.findall(text)), len(_OLD.findall(text))
    return "" if new == old else "2021" if new > old else "2019"


def _money(region: Region) -> dict[str, str]:
    """The unit that the heads give the amounts of money, by item; an item is left out where they give none."""
    text = "".join(bare(strip.text) for strip in region.strips)
    found = {"procurement": r"采购总?金额(?:单位)?(亿元|万元|元)", "fees": r"收费金额(?:单位)?(亿元|万元|元)"}
    return {item: match[1] for item, pattern in found.items() if (match := re.search(pattern, text))}


def _item(row: Row, edition: str) -> tuple[str, float]:
    items = {form_row.item for form_row in form(edition).table_rows(TABLE)}
    scores = {item: score for item, score in score_label(row.labels, TABLE).items() if item in items}
    if not scores:
        return "", 0.0
    best = max(scores, key=lambda item: scores[item])
    second = max((score for item, score in scores.items() if item != best), default=0.0)
    return (best, scores[best]) if scores[best] >= 0.6 and scores[best] - second >= 0.1 else ("", 0.0)


def _heads(strips: Sequence[Strip], row: Row) -> dict[int, str]:
    """The column labels above a row of its table, by column; "" for a label that is none of the form's."""
    heads: dict[int, str] = {}
    own = row.strip
    if own.shape is Shape.LINE or any(piece.column < 0 for piece in own.pieces):
        return heads
    for strip in strips:
        if strip is own:
            break
        if strip.table != own.table or strip.shape is not own.shape:
            continue
        if own.shape is Shape.RAGGED and len(strip.pieces) != len(own.pieces):
            heads = {}  # merged cells are left out: a place in one row is no place in another
            continue
        words = [(piece, find_head(piece.text)) for piece in strip.pieces if piece.kind is Kind.WORDS]
        if any(name for _, name in words):
            heads = {piece.column: name for piece, name in words}
        elif any(bare(p.text).startswith("第二十条第") or bare(p.text) == "信息内容" for p in strip.pieces):
            heads = {}
    return heads


def _under_heads(row: Row, heads: dict[int, str], cells: Sequence[Cell]) -> Sequence[Piece] | None:
    """The values under the column labels, where these are as many as the form has and hold all figures."""
    held = {piece.column for piece in row.figures}
    if not held <= heads.keys() or row.strip.shape is Shape.LINE:
        return None
    by_column = {piece.column: piece for piece in row.strip.pieces}
    mine = {column: name for column, name in heads.items() if name}
    by_name = {name: column for column, name in mine.items()}
    if len(by_name) == len(mine) and all(cell.column in by_name for cell in cells):
        return [by_column.get(by_name[cell.column], Piece("", by_name[cell.column])) for cell in cells]
    if len(by_name) == len(cells) < len(mine) and all(cell.column in by_name for cell in cells):
        if _are_halves(mine):
            return None
        return _under_wide_heads(by_column, mine, cells)
    if len(mine) != len(cells) or len(held - mine.keys()) > 0:
        return None
    return [by_column.get(column, Piece("", column)) for column in sorted(mine)]


def _are_halves(heads: Mapping[int, str]) -> bool:
    """Whether the heads begin anew: two sets of columns side by side, whose figures are not one and the same."""
    names = [heads[column] for column in sorted(heads) if heads[column]]
    runs = [name for at, name in enumerate(names) if not at or names[at - 1] != name]
    return len(set(runs)) < len(runs)


def _under_wide_heads(
    by_column: Mapping[int, Piece], heads: Mapping[int, str], cells: Sequence[Cell]
) -> Sequence[Piece] | None:
    """The values under heads of which some stand over several columns, the figure in one of them or in each."""
    found: list[Piece] = []
    for cell in cells:
        under = [by_column[at] for at, name in sorted(heads.items()) if name == cell.column and at in by_column]
        filled = [piece for piece in under if piece.kind is not Kind.EMPTY]
        if len({piece.text for piece in filled}) > 1:
            return None
        found.append(filled[0] if filled else Piece(""))
    return found


def _read_row(
    row: Row,
    item: str,
    edition: str,
    money: Mapping[str, str],
    heads: dict[int, str],
    lined: Sequence[Strip] = (),
    *,
    paged: bool = False,
) -> dict[Cell, Reading]:
    cells = _cells(item, edition)
    values = _under_heads(row, heads, cells) or (None if _are_halves(heads) else _fit(row, len(cells)))
    if values is None and row.shape is Shape.LINE and len(cells) > 1:
        values = _under_words(row, lined, cells)
    if (
        paged
        and row.figures
        and row.shape is Shape.LINE
        and not _is_whole_line(row)
        and _may_be_page(row.figures[-1].text)
    ):
        return {cell: unread(cell, row, "数字中可能混有页码") for cell in cells}
    if values is None:
        if not row.figures and _ends_in_label(row, item):
            return {cell: unread(cell, row, "格内印的不是数字") for cell in cells}
        return {cell: unread(cell, row, _TOO_MANY) for cell in cells}
    readings = {}
    for cell, piece in zip(cells, values, strict=True):
        unit = money.get(cell.item, "") if cell.column == "amount" else ""
        reading = piece_to_reading(cell, piece, row, money=unit)
        unmarked = reading.status is Status.READ and not unit and "元" not in (reading.printed or "")
        if cell == Cell(TABLE, "procurement", "amount") and unmarked:
            reading = replace(reading, reason="表中未注明单位，按万元计")
        readings[cell] = reading
    return readings


def _cells(item: str, edition: str) -> list[Cell]:
    form_row = row_of(TABLE, item)
    return [Cell(TABLE, item, name) for name in (form_row.columns.get(edition, ()) if form_row else ())]


def _under_words(row: Row, lined: Sequence[Strip], cells: Sequence[Cell]) -> Sequence[Piece | None] | None:
    """The figures of a line of aligned text under the words that head its columns."""
    heads: list[Piece] = []
    block: list[Strip] = []
    above: Sequence[Piece] = ()
    for strip in lined:
        if strip is row.strip:
            break
        named = [piece for piece in strip.pieces if piece.left >= 0 and find_head(piece.text)]
        if len(named) == len(cells):
            heads, block, above = named, [], strip.pieces
        elif strip.has_figures:
            block.append(strip)
    lines = [above, row.strip.pieces, *(strip.pieces for strip in block)]
    gaps = {b.left - a.right for line in lines for a, b in pairwise(line)}
    if not heads or not is_lined(row.strip.pieces) or len(gaps) == 1 or is_separated(lines) or not _are_padded(lined):
        return None
    others = [[p for p in strip.pieces if p.kind in (Kind.FIGURE, Kind.MARK)] for strip in block]
    return place_under(heads, [other for other in others if len(other) <= len(heads)], row.figures)


def _are_padded(lined: Sequence[Strip]) -> bool:
    """Whether whole rows stand under their heads though their labels are longer or shorter than the head's own."""
    return any(_padding(lined, manner) for manner in MANNERS)


def _padding(lined: Sequence[Strip], manner: Manner) -> bool:
    heads: list[Piece] = []
    label = 0.0
    agreeing: list[bool] = []
    for strip in lined:
        if strip.shape is not Shape.LINE or not strip.pieces or any(piece.left < 0 for piece in strip.pieces):
            continue
        own = manner.span(strip.pieces[0])[1]
        named = [piece for piece in strip.pieces if find_head(piece.text)]
        values = [piece for piece in strip.pieces if piece.kind in (Kind.FIGURE, Kind.MARK)]
        if named:
            heads, label = named, own
        elif len(values) == len(heads) > 0 and abs(own - label) >= 2:
            off = max(abs(manner.at(a) - manner.at(b)) for a, b in zip(values, heads, strict=True))
            agreeing.append(off <= 1 + 0.2 * abs(own - label))
    return bool(agreeing) and all(agreeing)


def _is_whole_line(row: Row) -> bool:
    """Whether no figure stands on a line of its own, as a page number would."""
    return not row.stray and all(len(strip.pieces) > 1 for strip in row.strips if strip.has_figures)


def _may_be_page(text: str) -> bool:
    return text.isdigit() and 1 <= int(text) <= 99


def _ends_in_label(row: Row, item: str) -> bool:
    """Whether the label is printed again where the figure should stand."""
    return len(row.labels) > 1 and bare(row.labels[-1]) == bare(row.labels[-2]) and bool(item)


def _fit(row: Row, count: int) -> Sequence[Piece | None] | None:
    """The values of the columns, blanks included; None where they cannot be told apart."""
    figures = row.figures
    if len(figures) == count:
        return None if _may_repeat(row, count) else figures
    repeated = row.shape is not Shape.LINE and count < 3 and len(figures) > count
    if repeated and len({p.text for p in figures[count - 1 :]}) == 1:
        return figures[:count]  # a box over several columns, its figure repeated in each
    if row.shape is Shape.LINE:
        if not figures:
            return None if len(row.labels) > 1 and bare(row.labels[-1]) == bare(row.labels[-2]) else [None] * count
        return None
    if not figures:
        if len(row.labels) > 1 and bare(row.labels[-1]) == bare(row.labels[-2]):
            return None
        return [None] * count
    values = list(row.values)
    if row.shape is Shape.GRID and len(values) != count:
        return None
    while len(values) > count and values[-1].kind is Kind.EMPTY:
        values.pop()
    return values if len(values) == count else None


def _may_repeat(row: Row, count: int) -> bool:
    """Whether one figure may stand in each of the columns of its box, and another box be blank."""
    places = [piece for piece in row.values if piece.kind is not Kind.WORDS]
    first = next((at for at, piece in enumerate(places) if piece.kind is not Kind.EMPTY), 0)
    alike = any(a.text == b.text and a.kind is not Kind.EMPTY for a, b in pairwise(places))
    return row.shape is Shape.GRID and count == 2 < len(places) and first > 0 and alike
