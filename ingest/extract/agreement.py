"""Two independent readings of the same pages held against each other.

Where they differ for a cell, the sums decide between them; where the sums are silent, the reading that knows the
columns of its table stands, and between two that do not, the cell is unread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.extract.arithmetic import holds
from ingest.extract.readings import Reading
from report.facts import Status
from report.form import Cell, Equation, Form

Readings = Mapping[Cell, Reading]
_DECIDED = (Status.READ, Status.BLANK, Status.REPAIRED)
_FEWEST_SAME = 5  # figures other than 0 that are no chance
_TWICE = "文件里有两套同样的表，无法确定哪一套是本报告的"
_TAKEN = "两种读法不一致，按勾稽关系取定"


def merge_readings(first: Readings, second: Readings, form: Form) -> dict[Cell, Reading]:
    """One reading for each cell that either has."""
    merged = dict(first)
    if not second:
        return merged
    differing: list[Cell] = []
    for cell, other in second.items():
        mine = first.get(cell)
        if other.status not in _DECIDED:
            continue
        if mine is None or (mine.status is Status.UNREAD and other.value is not None):
            merged[cell] = other
        elif mine.status in _DECIDED and mine.value != other.value:
            differing.append(cell)
    equations = _by_cell(form.equations())
    values = _values(merged)
    for cell in _filled_in(first, merged):
        if any(holds(equation, values) is False for equation in equations.get(cell, ())):
            if cell in first:
                merged[cell] = first[cell]
            else:
                merged[cell] = replace(
                    merged[cell], value=None, status=Status.UNREAD, reason="只有一种读法读到，且勾稽不符"
                )
    _settle(merged, second, differing, equations)
    return merged


def agree(sets: Sequence[Readings]) -> dict[Cell, Reading]:
    """One reading for each cell that several sets of tables print, where none is known to be the report's own.

    Copies of one set mend each other; of sets that differ, only what is the same in all of them is known.
    """
    cells = dict.fromkeys(cell for each in sets for cell in each)
    decided = [[one for each in sets if (one := each.get(cell)) and one.status in _DECIDED] for cell in cells]
    same = sum(len({one.value for one in each}) == 1 and bool(each[0].value) for each in decided if len(each) > 1)
    copies = same >= _FEWEST_SAME and all(len({one.value for one in each}) == 1 for each in decided if each)
    agreed: dict[Cell, Reading] = {}
    for cell, read in zip(cells, decided, strict=True):
        whole = len(read) == len(sets) and len({reading.value for reading in read}) == 1
        mine = next(each[cell] for each in sets if cell in each)
        unsure = replace(mine, value=None, status=Status.UNREAD, reason=_TWICE)
        alike = all(cell in each and each[cell].status is mine.status for each in sets) and not read
        agreed[cell] = read[0] if read and (whole or copies) else mine if alike else unsure
    return agreed


def same_sets(
    first: Readings, second: Readings, twice: Collection[str], twice_in_second: Collection[str]
) -> tuple[Readings, Readings]:
    """Two readings less what one of them may have taken from another set of tables, since it saw one set only.

    What is unread because two sets differ stays so: a reading that saw one of them knows no better.
    """
    if not (twice or twice_in_second):
        return first, second
    unsure = {cell for each in (first, second) for cell, reading in each.items() if reading.reason == _TWICE}
    kept = {
        cell: reading
        for cell, reading in second.items()
        if cell not in unsure and not (cell.table in twice and cell.table not in twice_in_second)
    }
    mixed = {
        cell: replace(reading, value=None, status=Status.UNREAD, reason=_TWICE)
        for cell, reading in first.items()
        if cell in unsure
        or (
            cell.table in twice_in_second
            and cell.table not in twice
            and (cell not in second or second[cell].value != reading.value)
        )
    }
    return {**first, **mixed}, {cell: reading for cell, reading in kept.items() if cell not in mixed}


def _filled_in(first: Readings, merged: Readings) -> list[Cell]:
    return [cell for cell, reading in merged.items() if first.get(cell) is not reading]


def _by_cell(equations: Iterable[Equation]) -> dict[Cell, list[Equation]]:
    found: dict[Cell, list[Equation]] = {}
    for equation in equations:
        for cell in (*equation.left, *equation.right):
            found.setdefault(cell, []).append(equation)
    return found


def _values(readings: Readings) -> dict[Cell, Decimal | None]:
    return {cell: reading.value for cell, reading in readings.items()}


def _settle(
    merged: dict[Cell, Reading], second: Readings, differing: list[Cell], equations: Mapping[Cell, list[Equation]]
) -> None:
    """Rows in which the readings differ: as a whole the one or the other, else cell by cell."""
    rows: dict[tuple[str, str], list[Cell]] = {}
    for cell in differing:
        rows.setdefault((cell.table, cell.item), []).append(cell)
    for cells in rows.values():
        for group in ([cells] if len(cells) > 1 else []) + [[cell] for cell in cells]:
            group = [cell for cell in group if merged[cell].value != second[cell].value]
            if not group:
                continue
            concerned = {id(e): e for cell in group for e in equations.get(cell, ())}.values()
            values = _values(merged)
            mine = [holds(equation, values) for equation in concerned]
            values.update((cell, second[cell].value) for cell in group)
            theirs = [holds(equation, values) for equation in concerned]
            weighs = any(merged[cell].value or second[cell].value for cell in group)  # zeros keep every sum
            if weighs and theirs.count(True) > mine.count(True) and False not in theirs:
                for cell in group:
                    merged[cell] = replace(second[cell], reason=_TAKEN)
            elif len(group) == 1 and not _stands(merged[group[0]], mine, theirs):
                cell = group[0]
                merged[cell] = replace(merged[cell], value=None, status=Status.UNREAD, reason="两种读法不一致")


def _stands(mine: Reading, kept: Sequence[bool | None], other: Sequence[bool | None]) -> bool:
    """Whether the first reading holds against the second: by the sums, or because its table has certain columns."""
    return mine.exact or (True in kept and False not in kept and False in other)
