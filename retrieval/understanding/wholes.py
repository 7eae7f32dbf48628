"""Which of the boxes that a text names is a part, and of which whole."""

from __future__ import annotations

from report.form import Cell


def narrowest(measures: tuple[str, ...]) -> tuple[str, ...]:
    """各单位收到的申请,其中自然人最多: over a set, the column alone is asked for."""
    if len(measures) == 2 and measures[0].endswith("/total"):
        row = measures[0].removesuffix("total")
        if measures[1].startswith(row):
            return measures[1:]
    return measures


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
