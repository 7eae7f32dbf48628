"""Which printed figure belongs in which cell, by the sums that the form promises.

Arithmetic chooses between readings of what is printed. It supplies no figure, changes none, and where two readings
keep all promises nothing is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from report.form import Cell, Equation

Values = Mapping[Cell, Decimal | None]
MAX_WAYS = 60_000


def holds(equation: Equation, values: Values) -> bool | None:
    """Whether a sum holds, a blank counting nothing; None where every part of it is blank or unknown."""
    left = [values.get(cell) for cell in equation.left]
    right = [values.get(cell) for cell in equation.right]
    if all(value is None for value in left) or all(value is None for value in right):
        return None
    return sum(value for value in left if value is not None) == sum(value for value in right if value is not None)


def decide(
    open_cells: Sequence[Sequence[Mapping[Cell, Decimal | None]]], known: Values, equations: Sequence[Equation]
) -> dict[Cell, Decimal | None] | None:
    """What all ways that keep the promises agree on; None where no way keeps them or there are too many ways.

    `open_cells` holds, for each thing undecided, the ways to fill its cells. Only the sums that some ways keep and
    others break decide.
    """
    ways = 1
    for choices in open_cells:
        ways *= max(len(choices), 1)
        if ways > MAX_WAYS:
            return None
    touched = {cell for choices in open_cells for choice in choices for cell in choice}
    concerned = [equation for equation in equations if touched & {*equation.left, *equation.right}]
    kept: list[tuple[frozenset[int], dict[Cell, Decimal | None]]] = []
    for combination in product(*open_cells):
        values = dict(known)
        filled: dict[Cell, Decimal | None] = {}
        for choice in combination:
            filled.update(choice)
        values.update(filled)
        verdicts = frozenset(at for at, equation in enumerate(concerned) if holds(equation, values))
        kept.append((verdicts, filled))
    if not kept:
        return None
    ever = frozenset().union(*(verdicts for verdicts, _ in kept))
    always = frozenset.intersection(*(verdicts for verdicts, _ in kept))
    deciding = ever - always
    winners = [filled for verdicts, filled in kept if deciding <= verdicts]
    if not winners:
        return None
    agreed: dict[Cell, Decimal | None] = {}
    for cell in touched:
        found = {filled.get(cell) for filled in winners}
        if len(found) == 1:
            agreed[cell] = found.pop()
    return agreed
