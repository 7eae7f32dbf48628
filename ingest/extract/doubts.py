"""Figures that the form's own arithmetic speaks against, where the reading itself may be at fault.

A ruled or marked-up table is believed against the sums: reports do break them. A recognised figure that alone breaks
the sums of its row and of its column is not; nor is a table whose columns were guessed and whose sums all break.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from decimal import Decimal

from ingest.extract.arithmetic import holds
from ingest.extract.readings import Reading
from report.facts import Status
from report.form import Cell, Equation, Form

Readings = Mapping[Cell, Reading]
_MISREAD = "识别出的数字与所在行、列的勾稽关系都不符"
_GUESSED = "表格没有列线，读出的数字大多不合勾稽关系，列位不可信"
_FEWEST = {"applications": 6, "review_litigation": 2}  # broken sums that speak against a table


def doubt_misreads(readings: Readings, form: Form) -> dict[Cell, Reading]:
    """The readings of a recognised page, those unread that alone break every sum that they are part of."""
    values = {cell: reading.value for cell, reading in readings.items()}
    sums: dict[Cell, list[Equation]] = {}
    for equation in form.equations():
        for cell in (*equation.left, *equation.right):
            sums.setdefault(cell, []).append(equation)
    found = dict(readings)
    for cell, reading in readings.items():
        if not reading.value and reading.status is not Status.READ:
            continue
        missing = {_missing(equation, cell, values) for equation in sums.get(cell, ()) if _says(equation, values)}
        said = sum(_says(equation, values) for equation in sums.get(cell, ()))
        if said >= 2 and len(missing) == 1 and missing != {Decimal(0)}:
            found[cell] = replace(reading, value=None, status=Status.UNREAD, reason=_MISREAD)
    return found


def _says(equation: Equation, values: Mapping[Cell, Decimal | None]) -> bool:
    return holds(equation, values) is not None


def _missing(equation: Equation, cell: Cell, values: Mapping[Cell, Decimal | None]) -> Decimal:
    """How much the cell would have to grow for the sum to hold."""
    left, right = (sum((values.get(c) or Decimal(0) for c in side), Decimal(0)) for side in _sides(equation))
    return right - left if cell in equation.left else left - right


def _sides(equation: Equation) -> Iterable[tuple[Cell, ...]]:
    return equation.left, equation.right


def doubt_guesses(readings: Readings, other: Readings, form: Form) -> dict[Cell, Reading]:
    """The readings, those of a table unread whose columns were guessed and whose sums break.

    A second reading that says the same of the table's figures is support enough: then the report is at fault.
    """
    values = {cell: reading.value for cell, reading in readings.items()}
    found = dict(readings)
    for table, fewest in _FEWEST.items():
        mine = [cell for cell, reading in readings.items() if cell.table == table and reading.value is not None]
        guessed = [cell for cell in mine if not readings[cell].exact]
        if not mine or len(guessed) * 2 < len(mine):
            continue
        unread = {cell for cell, reading in readings.items() if reading.status is Status.UNREAD}
        if not _are_broken(form, table, values, unread, fewest) or _agree(mine, readings, other):
            continue
        for cell in mine:
            found[cell] = replace(readings[cell], value=None, status=Status.UNREAD, reason=_GUESSED)
    return found


def _are_broken(form: Form, table: str, values: Mapping[Cell, Decimal | None], unread: Set[Cell], fewest: int) -> bool:
    """Whether most sums over rows, or most over columns, break: columns that changed places still keep their own."""
    whole = [e for e in form.equations() if e.left[0].table == table and unread.isdisjoint((*e.left, *e.right))]
    for rules in (("applicants", "outcomes"), ("balance", "results")):
        told = [equation for equation in whole if equation.rule in rules and _weighs(equation, values)]
        broken = sum(holds(equation, values) is False for equation in told)
        if broken >= fewest and broken * 3 >= len(told) * 2:
            return True
    return False


def _weighs(equation: Equation, values: Mapping[Cell, Decimal | None]) -> bool:
    """Whether a sum says something: a row of zeros holds however it is read."""
    return _says(equation, values) and any(values.get(cell) for side in _sides(equation) for cell in side)


def _agree(cells: Iterable[Cell], one: Readings, two: Readings) -> bool:
    both = [cell for cell in cells if one[cell].value and cell in two and two[cell].value is not None]
    same = sum(one[cell].value == two[cell].value for cell in both)
    return len(both) >= 5 and same >= 0.8 * len(both)
