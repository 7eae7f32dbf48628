"""What was read for one cell, before it becomes a fact."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from ingest.extract.labels import bare, find_exact
from ingest.extract.rows import Row, cited
from ingest.extract.strips import UNSURE, Kind, Piece
from ingest.readers.struck import STROKE
from report.facts import Place, Status
from report.form import Cell
from report.numbers import NotAFigure, is_blank, read_figure

_NOWHERE = Place()
_COVERED = "与相邻的格合并，无法确定"


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a cell as far as the print decides it."""

    cell: Cell
    value: Decimal | None
    printed: str | None
    status: Status
    place: Place = _NOWHERE
    quote: str = ""
    reason: str = ""
    exact: bool = True  # False where the columns were found by position only
    piece: Piece | None = field(default=None, compare=False, repr=False)  # that it was read from


def piece_to_reading(cell: Cell, piece: Piece | None, row: Row, *, money: str = "", reason: str = "") -> Reading:
    """The reading of a cell from what stands in it; no piece is a place that the print leaves out."""
    value, status, why = _read_text(cell, piece, row, money, reason)
    printed = None if why == _COVERED else piece.text.replace(UNSURE, "") if piece is not None else ""
    place, quote = place_of(row, cell, piece), quote_row(row, cell)
    return Reading(cell, value, printed, status, place, quote, why, row.strip.exact, piece)


def _read_text(
    cell: Cell, piece: Piece | None, row: Row, money: str, reason: str
) -> tuple[Decimal | None, Status, str]:
    """What a piece says, how far it is to be believed, and why not."""
    printed = piece.text if piece is not None else ""
    if piece is not None and not printed and piece.column in row.strip.covered:
        return None, Status.UNREAD, _COVERED
    if is_blank(printed):
        return None, Status.BLANK, ""
    try:
        value = read_figure(printed, money)
    except NotAFigure:
        if printed.strip() in ("O", "o"):
            return Decimal(0), Status.REPAIRED, "字母O按数字0读"
        return None, Status.UNREAD, _why_not(printed)
    if value is not None and not money_or_whole(cell, value):
        return None, Status.UNREAD, "件数不是整数"
    if "\n" in printed.strip() and sum(part.strip().isdigit() for part in printed.split("\n")) > 1:
        return value, Status.REPAIRED, "数字被换行断开，已接上"
    return value, Status.REPAIRED if reason else Status.READ, reason


def _why_not(printed: str) -> str:
    if UNSURE in printed:
        return "数字属于哪一列、哪一年无法确定"
    return "数字已被划去" if STROKE in printed else "格内印的不是数字"


def money_or_whole(cell: Cell, value: Decimal) -> bool:
    """Counts are whole numbers; amounts of money need not be."""
    return cell.column == "amount" or value == value.to_integral_value()


def unread(cell: Cell, row: Row | None, reason: str) -> Reading:
    """A cell that is printed, or may be, and cannot be decided."""
    if row is None:
        return Reading(cell, None, None, Status.UNREAD, reason=reason)
    return Reading(cell, None, None, Status.UNREAD, place_of(row, cell), quote_row(row, cell), reason)


def doubted(reading: Reading, reason: str) -> Reading:
    """The reading of a cell that cannot be decided after all."""
    return replace(reading, value=None, printed=None, status=Status.UNREAD, reason=reason)


def place_of(row: Row, cell: Cell, piece: Piece | None = None) -> Place:
    """Where a row stands."""
    strip = row.strip
    column = piece.column + 1 if piece is not None and piece.column >= 0 else None
    label = "".join("".join(_label(row.labels, cell.table, cell.item)).split())
    area = piece.area if piece is not None else None
    page = area.page if area is not None else None
    row_area = next((each for each in strip.areas if page in (None, each.page)), None)
    return Place(strip.page, strip.table, strip.row, column, label, area, row_area)


def quote_row(row: Row, cell: Cell) -> str:
    """The row as text: its label and its values as printed, in the order in which they are printed."""
    across = cell.table == "review_litigation" and len(row.figures) > 5
    label = () if across else _label(row.labels, cell.table, cell.item)
    if row.strip.closed and label and len(bare(label[-1])) >= 4:
        label = label[-1:]
    return " ".join(" ".join([*label, row.printed]).split())


@lru_cache(maxsize=8192)  # the cells of a row ask alike
def _label(labels: tuple[str, ...], table: str, item: str) -> tuple[str, ...]:
    """The piece that names the row, where one does alone; else the end of its label."""
    for piece in reversed(labels):
        if find_exact(piece, table) == item:
            return (piece,)
    return cited(labels)


def value_of(piece: Piece | None) -> Decimal | None:
    """The figure of a piece; None where it holds none."""
    if piece is None:
        return None
    try:
        return read_figure(piece.text)
    except NotAFigure:
        return None


def is_value(piece: Piece) -> bool:
    """Whether a piece stands for a figure: a figure, or a mark for none."""
    return piece.kind in (Kind.FIGURE, Kind.MARK)
