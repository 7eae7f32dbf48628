"""A report with its figures at hand, for checks that hold them against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from report.facts import Fact, Place, Report, Section
from report.form import Cell, form, parts_of


class Figures:
    """A report with its facts by cell."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.facts: dict[Cell, Fact] = {fact.cell: fact for fact in report.facts}
        self.form = form(report.edition, report.applications_edition)

    def value(self, cell: Cell) -> Decimal | None:
        fact = self.facts.get(cell)
        return fact.value if fact else None

    def place(self, cells: Iterable[Cell]) -> Place:
        printed = (self.facts[cell].citation.place for cell in cells if cell in self.facts)
        return next(printed, Place())

    def sum(self, cell: Cell) -> Decimal | None:
        """The figure of a cell, or of a group all of whose parts are printed."""
        values = [self.value(part) for part in parts_of(cell, self.facts)]
        return None if None in values or not values else sum((v for v in values if v is not None), Decimal(0))

    def sections(self, numbers: Iterable[int]) -> Iterator[Section]:
        wanted = frozenset(numbers)
        return (section for section in self.report.sections if section.number in wanted)
