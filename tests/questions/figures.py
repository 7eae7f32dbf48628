"""The samples' figures, as the maker knows them: what a question about them should be answered with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from report.form import RATES, Cell, parts_of, unit
from report.numbers import render
from tests.maker.bodies import Body
from tests.maker.made import Made
from tests.maker.samples import make_samples


@dataclass(frozen=True)
class Stored:
    """One sample as it is stored."""

    made: Made
    file: str

    @property
    def name(self) -> str:
        """The body as this report names it."""
        return self.made.body.name

    def value(self, key: str) -> Decimal | None:
        """A cell, a group or a rate in per cent; None where it has no value."""
        if key in RATES:
            rate = RATES[key]
            above, below = (self._signed(part) for part in (rate.above, rate.below))
            return None if above is None or not below else 100 * above / below
        return self._sum(Cell.parse(key))

    def _signed(self, part: Iterable[tuple[int, Cell]]) -> Decimal | None:
        values = [(sign, self._sum(cell)) for sign, cell in part]
        return (
            None if any(v is None for _, v in values) else sum((s * v for s, v in values if v is not None), Decimal(0))
        )

    def _sum(self, cell: Cell) -> Decimal | None:
        present = self.made.printed
        parts = parts_of(cell, present)
        values = [self.made.value(part) if part in present else None for part in parts]
        return None if None in values else sum((v for v in values if v is not None), Decimal(0))

    def blank(self, key: str) -> bool:
        """Whether the report prints the cell and leaves it empty."""
        cell = Cell.parse(key)
        return cell in self.made.printed and self.made.value(cell) is None

    def figure(self, key: str, value: Decimal | None = None, measure: str = "") -> dict[str, Any]:
        """One expected figure."""
        value = self.value(key) if value is None else value
        assert value is not None, (self.name, self.made.year, key)
        percent = key in RATES or measure in ("share", "change")
        return {
            "agency": self.name,
            "year": self.made.year,
            "measure": measure or key,
            "value": float(render(round(value, 4))),
            "unit": "%" if percent else unit(Cell.parse(key)),
            "file": self.file,
        }


@cache
def stored() -> tuple[Stored, ...]:
    """Every sample."""
    return tuple(Stored(made, sample.file) for sample, made in make_samples())


def of(body: Body, year: int) -> Stored:
    """The sample of a body and a year."""
    return next(s for s in stored() if (s.made.body, s.made.year) == (body, year))


def in_year(year: int, place: str = "", kind: str = "") -> list[Stored]:
    """The samples of a year, of a place, what lies in it and branches there, of a kind of body."""
    return [
        s
        for s in stored()
        if s.made.year == year
        and (not place or place in s.made.body.region or f"{place[:-1]}分局" in s.name)
        and (not kind or s.made.body.kind == kind)
    ]
