"""Which of the boxes that a text names is a part, and of which whole."""

from __future__ import annotations

from itertools import combinations

from report.form import APPLICANTS, RATES, Cell, unit

_IN = ("new", "carried_in")
_OUT = ("concluded", "carried_out")


def narrowest(measures: tuple[str, ...]) -> tuple[str, ...]:
    """各单位收到的申请,其中自然人最多: over a set, the column alone is asked for."""
    if len(measures) == 2 and measures[0].endswith("/total"):
        row = measures[0].removesuffix("total")
        if measures[1].startswith(row):
            return measures[1:]
    return measures


def parts_and_whole(measures: tuple[str, ...], against: bool = False) -> tuple[str, ...]:
    """信访 and 重复 of 不予处理: the parts that are joined, then the whole; `against` where one box is 占 another.

    Parts that count the same twice are no sum, and the first of them is taken, as `part_and_whole` does.
    """
    if len(measures) < 2 or any(m in RATES or m.count("/") != 2 for m in measures):
        return part_and_whole(measures)
    cells = [Cell.parse(m) for m in measures]
    whole = next((c for c in cells if _holds(c, [o for o in cells if o != c])), None)
    parts = tuple(c.key for c in cells if c != whole)
    if whole is None and not against:
        first = cells[0]
        if len({(c.table, c.item) for c in cells}) == 1 and first.table != "disclosure":
            whole = Cell(first.table, first.item, "total")
        elif len({c.column for c in cells}) == 1 and all(_is_result(c) for c in cells):
            whole = Cell("applications", "concluded", first.column)
    if whole is None or len(parts) < 2 or not may_be_added(parts):
        return part_and_whole(measures)
    return (*parts, whole.key)


def disclosed_of_concluded(measures: tuple[str, ...]) -> tuple[str, ...]:
    """予以公开 and 部分公开 together of 办结 is the disclosure rate."""
    disclosed = {"applications/granted/total", "applications/partial/total"}
    rate = set(measures[:-1]) == disclosed and measures[-1] == "applications/concluded/total"
    return ("disclosure_rate",) if rate else measures


def _is_result(cell: Cell) -> bool:
    return cell.table == "applications" and cell.item not in (*_IN, *_OUT)


def part_and_whole(measures: tuple[str, ...]) -> tuple[str, ...]:
    """自然人 of 新收; 部分公开 of 办结; of several, the whole is what holds the others."""
    if not measures:
        return ()
    cells = [Cell.parse(m) for m in measures if m.count("/") == 2]
    if not cells:
        return measures
    part = cells[0]
    if len(cells) == 1:
        if part.table == "applications" and part.column != "total":
            return part.key, Cell(part.table, part.item, "total").key
        if part.table == "applications" and part.item not in ("new", "concluded", "carried_in", "carried_out"):
            return part.key, "applications/concluded/total"
        if part.table == "review_litigation" and part.column != "total":
            return part.key, Cell(part.table, part.item, "total").key
        return (part.key,)
    wholes = [c for c in cells if _holds(c, [o for o in cells if o != c])]
    whole = wholes[0] if wholes else cells[-1]
    parts_ = [c for c in cells if c != whole]
    parts_ = [c for c in parts_ if not any(o.item.startswith(c.item + ".") for o in parts_)] or parts_
    if part.column != "total" and all(c.column == "total" for c in cells[1:]) and not wholes:
        whole = Cell(part.table, part.item, "total")
    return parts_[0].key, whole.key


def is_whole_of(whole: str, part: str) -> bool:
    """Whether one measure is the whole that the other is a part of."""
    if whole == part or any(key in RATES or key.count("/") != 2 for key in (whole, part)):
        return False
    return _holds(Cell.parse(whole), [Cell.parse(part)])


def _holds(whole: Cell, others: list[Cell]) -> bool:
    """Whether a cell is the sum that others are parts of: 办结 holds 部分公开, 不予公开 holds 国家秘密."""

    def one(other: Cell) -> bool:
        if whole.table != other.table:
            return False
        if whole.item == other.item:
            return whole.column == "total" and other.column != "total"
        if whole.item == "concluded":
            return other.item not in ("new", "carried_in", "carried_out")
        if whole.item == "new":
            return other.item in ("carried_out",)
        return other.item.startswith(whole.item + ".") or (
            whole.item == "litigation" and other.item.startswith("litigation_")
        )

    return bool(others) and all(one(other) for other in others)


def part_of(part: str, whole: str) -> bool:
    """Whether one box is a part of the other."""
    if part in RATES or whole in RATES or part.count("/") != 2 or whole.count("/") != 2:
        return False
    return _holds(Cell.parse(whole), [Cell.parse(part)])


def may_be_added(measures: tuple[str, ...]) -> bool:
    """Whether boxes add up to something: of one unit, none a part of another, and each counts the same kind of thing.

    予以公开 and 部分公开 do, 新收 and 上年结转 do; 办结 and 予以公开 do not, 许可 and 收费金额 do not.
    """
    if len(measures) < 2 or any(key in RATES or key.count("/") != 2 for key in measures):
        return False
    cells = [Cell.parse(key) for key in measures]
    return len({unit(cell) for cell in cells}) == 1 and all(_apart(a, b) for a, b in combinations(cells, 2))


def _apart(one: Cell, other: Cell) -> bool:
    if one.table != other.table:
        return False
    columns_apart = one.column != other.column and not _columns_overlap(one.column, other.column)
    if one.item == other.item:
        return columns_apart and one.table != "disclosure"
    if one.table == "disclosure":
        return one.column == other.column
    if _holds(one, [other]) or _holds(other, [one]):
        return False
    rows = {one.item, other.item}
    if one.table == "applications":
        flows = rows & {*_IN, *_OUT}
        return (not flows or rows in (set(_IN), set(_OUT))) and not _row_holds(one.item, other.item)
    return not _row_holds(one.item, other.item)


def _row_holds(one: str, other: str) -> bool:
    """Whether one row is a group that the other belongs to."""
    groups = ((one, other), (other, one))
    return any(part.startswith((whole + ".", whole + "_")) and part != whole for whole, part in groups)


def _columns_overlap(one: str, other: str) -> bool:
    both = {one, other}
    if "total" in both:
        return True
    return "organizations" in both and bool(both & set(APPLICANTS[1:]))
