"""Which printed figure belongs in which cell, by the sums that the form promises.

Arithmetic chooses between readings of what is printed. It supplies no figure, changes none, and where two readings
keep all promises nothing is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from report.form import Cell, Equation

Values = Mapping[Cell, Decimal | None]
Way = dict[Cell, Decimal | None]
MAX_STEPS = 6_000
_MISSING = object()


def holds(equation: Equation, values: Values) -> bool | None:
    """Whether a sum holds, a blank counting nothing; None where every part of one side is blank or unknown."""
    left = [value for cell in equation.left if (value := values.get(cell)) is not None]
    right = [value for cell in equation.right if (value := values.get(cell)) is not None]
    if not left or not right:
        return None
    return sum(left) == sum(right)


def balances(equation: Equation, values: Values) -> bool:
    """Whether a sum holds where blanks count nothing on either side."""
    left = sum((value for cell in equation.left if (value := values.get(cell)) is not None), Decimal(0))
    return left == sum((value for cell in equation.right if (value := values.get(cell)) is not None), Decimal(0))


def decide(choices: Sequence[Sequence[Way]], known: Values, equations: Sequence[Equation]) -> Way:
    """The cells on which all ways agree that keep every promise; none where no way does, or too many are to be tried.

    `choices` holds, for each thing undecided, the ways to fill its cells.
    """
    order = sorted(range(len(choices)), key=lambda at: len(choices[at]))
    touched = [set().union(*(way.keys() for way in choices[at])) if choices[at] else set() for at in order]
    ready: list[list[Equation]] = []  # the sums that are complete once a choice is made
    seen: set[Cell] = set()
    open_cells: set[Cell] = set().union(*touched) if touched else set()
    used: set[int] = set()
    for cells in touched:
        seen |= cells
        done = []
        for number, equation in enumerate(equations):
            concerned = {*equation.left, *equation.right} & open_cells
            if number not in used and concerned and concerned <= seen:
                used.add(number)
                done.append(equation)
        ready.append(done)
    return _Search([choices[at] for at in order], ready, dict(known)).agreed()


class _Search:
    """Every way through the choices that keeps the promises, until nothing is left that all agree on."""

    def __init__(self, choices: Sequence[Sequence[Way]], ready: Sequence[Sequence[Equation]], values: Way) -> None:
        self.choices, self.ready, self.values = choices, ready, values
        self.common: Way | None = None
        self.steps = 0

    def agreed(self) -> Way:
        """What all ways agree on."""
        finished = self._go(0)
        return (self.common or {}) if finished else {}

    def _go(self, depth: int) -> bool:
        """False where the search was given up."""
        if depth == len(self.choices):
            self._note()
            return True
        for way in self.choices[depth]:
            self.steps += 1
            if self.steps > MAX_STEPS:
                return False
            self.values.update(way)
            if all(balances(equation, self.values) for equation in self.ready[depth]) and not self._go(depth + 1):
                return False
            if self.common == {}:
                return True
        return True

    def _note(self) -> None:
        cells = {cell: self.values[cell] for choice in self.choices for cell in choice[0]}
        if self.common is None:
            self.common = cells
        else:
            self.common = {cell: value for cell, value in self.common.items() if cells[cell] == value}
