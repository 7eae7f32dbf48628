"""Figures out of stored facts: cells, groups, rates, shares, changes, aggregates.

What no report prints has no value: a group or a rate with a blank or unread part is not a figure, and says which part
is missing. A `Value` therefore always comes with its state, and with every fact that it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from statistics import median

from report.facts import Citation, Fact, Status
from report.form import RATES, Cell, all_rows, form, parts_of, row_of, unit
from report.places import place_rank
from retrieval.question import Condition, Operation, Scope, StoredAgency
from retrieval.store import Store
from retrieval.store.reading import StoredValue

MANY = 1_000  # bodies from which figures are read without their places; those that are told are placed after


class State(StrEnum):
    """Whether there is a figure, and if not, why not. All but the first are reasons of a `not_found`."""

    FIGURE = "figure"
    NOT_PUBLISHED = "not_published"
    NOT_IN_FORM = "not_in_form"
    DEFINITION_CHANGED = "definition_changed"
    BLANK = "blank"
    UNREAD = "unread"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Value:
    """One measure of one report: a figure, or the reason why there is none."""

    agency: StoredAgency
    year: int
    measure: str
    state: State
    value: Decimal | None = None
    unit: str = "件"
    parts: tuple[Fact, ...] = ()  # every fact that it rests on, printed or not
    lacking: tuple[Cell, ...] = ()  # parts without a figure
    edition: str = ""  # that the report follows in this table, where the form is the reason

    @property
    def name(self) -> str:
        """The body as the report for this year bears it."""
        return next((part.citation.agency for part in self.parts if part.citation.agency), self.agency.agency.name)

    @property
    def printed(self) -> tuple[Fact, ...]:
        """The parts that carry a figure."""
        return tuple(part for part in self.parts if part.value is not None)


class Lookup:
    """Asks the store for measures; one statement for all bodies and years at once."""

    def __init__(self, store: Store, agencies: Sequence[StoredAgency]) -> None:
        self.store = store
        self.agencies = {agency.id: agency for agency in agencies}

    def values(self, agencies: Iterable[int], years: Iterable[int], measures: Iterable[str]) -> list[Value]:
        """A value for each body, year and measure, in that order, also where there is no figure."""
        bodies, wanted, keys = list(agencies), list(years), list(measures)
        cells = sorted({cell for key in keys for cell in _cells_of(key)})
        facts: dict[tuple[int, int], dict[Cell, Fact]] = defaultdict(dict)
        if bodies and wanted and cells:
            some = None if len(bodies) > 400 else bodies
            if len(bodies) > MANY:
                for figure in self.store.values(cells, wanted):
                    facts[figure.agency_id, figure.year][figure.cell] = _without_place(figure)
            else:
                for stored in self.store.facts(some, wanted, cells):
                    facts[stored.agency_id, stored.year][stored.fact.cell] = stored.fact
        return [
            self._value(self.agencies[body], year, key, facts.get((body, year), {}))
            for body in bodies
            for year in wanted
            for key in keys
        ]

    def placed(self, values: Sequence[Value]) -> list[Value]:
        """The same values with the places that print them, where they were looked up without."""
        if not any(not part.citation.file for value in values for part in value.parts):
            return list(values)
        found: dict[tuple[int, int], dict[Cell, Fact]] = defaultdict(dict)
        cells = sorted({part.cell for value in values for part in value.parts})
        bodies, years = sorted({v.agency.id for v in values}), sorted({v.year for v in values})
        for stored in self.store.facts(bodies, years, cells):
            found[stored.agency_id, stored.year][stored.fact.cell] = stored.fact
        return [
            replace(v, parts=tuple(found[v.agency.id, v.year].get(part.cell, part) for part in v.parts)) for v in values
        ]

    def value(self, agency: int, year: int, measure: str) -> Value:
        """The value of one measure of one report."""
        return self.values([agency], [year], [measure])[0]

    def _value(self, agency: StoredAgency, year: int, key: str, facts: dict[Cell, Fact]) -> Value:
        if year not in agency.years:
            return Value(agency, year, key, State.NOT_PUBLISHED, unit=unit_of(key))
        if key in RATES:
            return self._rate(agency, year, key, facts)
        return self._sum(agency, year, key, facts)

    def _sum(self, agency: StoredAgency, year: int, key: str, facts: dict[Cell, Fact]) -> Value:
        cell = Cell.parse(key)
        # Which form a report follows shows in any column: `parts_of` looks at the total.
        parts = parts_of(cell, {*facts, *(Cell(part.table, part.item, "total") for part in facts)})
        there = tuple(facts[part] for part in parts if part in facts)
        if not there:
            return self._outside(agency, year, key)
        lacking = tuple(part for part in parts if part not in facts or facts[part].value is None)
        if lacking:
            unread = any(part in facts and facts[part].status is Status.UNREAD for part in lacking)
            state = State.UNREAD if unread else State.BLANK
            return Value(agency, year, key, state, None, unit_of(key), there, lacking)
        total = sum((fact.value for fact in there if fact.value is not None), Decimal(0))
        return Value(agency, year, key, State.FIGURE, total, unit_of(key), there)

    def _rate(self, agency: StoredAgency, year: int, key: str, facts: dict[Cell, Fact]) -> Value:
        rate = RATES[key]
        above = [(sign, self._sum(agency, year, cell.key, facts)) for sign, cell in rate.above]
        below = [(sign, self._sum(agency, year, cell.key, facts)) for sign, cell in rate.below]
        parts = _distinct(fact for _, value in above + below for fact in value.parts)
        failed = [value for _, value in above + below if value.state is not State.FIGURE]
        if failed:
            states = {value.state for value in failed}
            state = State.UNREAD if State.UNREAD in states else failed[0].state
            lacking = tuple(
                dict.fromkeys(cell for value in failed for cell in value.lacking or _cells_of(value.measure))
            )
            return Value(agency, year, key, state, None, "%", parts, lacking, failed[0].edition)
        whole = _total(below)
        if whole <= 0:
            return Value(agency, year, key, State.UNDEFINED, None, "%", parts)
        return Value(agency, year, key, State.FIGURE, _total(above) / whole * 100, "%", parts)

    def _outside(self, agency: StoredAgency, year: int, key: str) -> Value:
        """The report's form has no such cell, or prints none of it."""
        cell = Cell.parse(key)
        edition = self.edition(agency.id, year, cell.table)
        if any(part in form(edition, edition).cells for part in _cells_of(key)):
            return Value(agency, year, key, State.BLANK, None, unit_of(key), (), parts_of(cell), edition)
        state = State.DEFINITION_CHANGED if successors(cell, edition) else State.NOT_IN_FORM
        return Value(agency, year, key, state, None, unit_of(key), (), (cell,), edition)

    def edition(self, agency: int, year: int, table: str) -> str:
        """The edition that a report's table follows."""
        report = self.store.report(agency, year)
        if report is None:
            return "2019" if year < 2021 else "2021"
        return (report.applications_edition if table == "applications" else report.edition) or report.edition

    def share(self, agency: int, year: int, parts: Sequence[str], whole: str) -> tuple[Value, list[Value], Value]:
        """Parts of a whole together in per cent: the share, the parts, the whole."""
        *ones, all_of_it = self.values([agency], [year], [*parts, whole])
        lacking = next((one for one in ones if one.value is None), None)
        facts = _distinct(fact for one in ones for fact in one.parts)
        joined = sum((one.value for one in ones if one.value is not None), Decimal(0))
        part = lacking or replace(ones[0], value=joined, parts=facts)
        return _quotient("share", part, all_of_it, lambda a, b: a / b * 100), ones, all_of_it

    def shares(self, agencies: Iterable[int], years: Iterable[int], part: str, whole: str) -> list[Value]:
        """A part of a whole in per cent, for each body and year."""
        values = self.values(agencies, years, [part, whole])
        pairs = zip(values[::2], values[1::2], strict=True)
        return [_quotient("share", one, all_of_it, lambda a, b: a / b * 100) for one, all_of_it in pairs]

    def change(self, agency: int, year: int, measure: str, before: int | None = None) -> tuple[Value, Value, Value]:
        """Against the year before (or another), in per cent: the change, this year, the year before."""
        then, now = self.values([agency], [before or year - 1, year], [measure])
        return _quotient("change", now, then, lambda a, b: (a - b) / b * 100), now, then

    def scope(self, scope: Scope | None) -> list[StoredAgency]:
        """The bodies of a described set; all stored ones where nothing describes it."""
        return [
            agency
            for agency in self.agencies.values()
            if scope is None or (_within(agency, scope) and agency.id not in scope.without)
        ]


def _without_place(figure: StoredValue) -> Fact:
    return Fact(figure.cell, figure.value, None, figure.status, Citation("", figure.year, ""))


def _quotient(key: str, above: Value, below: Value, formula: Callable[[Decimal, Decimal], Decimal]) -> Value:
    parts = _distinct((*above.parts, *below.parts))
    for value in (above, below):
        if value.value is None:
            lacking = value.lacking
            return Value(above.agency, above.year, key, value.state, None, "%", parts, lacking, value.edition)
    assert above.value is not None
    assert below.value is not None
    if below.value == 0:
        return Value(above.agency, above.year, key, State.UNDEFINED, None, "%", parts)
    return Value(above.agency, above.year, key, State.FIGURE, formula(above.value, below.value), "%", parts)


def _cells_of(key: str) -> tuple[Cell, ...]:
    """Every cell that a measure may rest on in either edition."""
    if key in RATES:
        rate = RATES[key]
        return tuple(dict.fromkeys(c for _, cell in (*rate.above, *rate.below) for c in _cells_of(cell.key)))
    cell = Cell.parse(key)
    members = [row.item for row in all_rows() if row.group == cell.item and row.table == cell.table]
    items = [*([cell.item] if row_of(cell.table, cell.item) or not members else []), *members]
    columns = [part.column for part in parts_of(Cell(cell.table, items[0], cell.column))]
    return tuple(Cell(cell.table, item, column) for item in items for column in columns)


def successors(cell: Cell, edition: str) -> tuple[Cell, ...]:
    """What the form of this edition prints in the row of a cell that it has not."""
    row = row_of(cell.table, cell.item)
    columns = row.columns.get(edition, ()) if row else ()
    return tuple(Cell(cell.table, cell.item, column) for column in columns if column != cell.column)


def unit_of(measure: str) -> str:
    """件, 万元, or % for a rate."""
    return "%" if measure in RATES or "/" not in measure else unit(Cell.parse(measure))


def _total(signed: Iterable[tuple[int, Value]]) -> Decimal:
    return sum((sign * value.value for sign, value in signed if value.value is not None), Decimal(0))


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({(f.cell, f.citation.year, f.citation.file): f for f in facts}.values())


_LEVELS: dict[str, Callable[[float], bool]] = {
    "省": lambda rank: rank == 1,
    "市": lambda rank: 1 < rank < 4,
    "区": lambda rank: 4 <= rank < 5,
}


def _within(agency: StoredAgency, scope: Scope) -> bool:
    region = agency.agency.region
    if scope.kinds and agency.agency.kind not in scope.kinds:
        return False
    if not all(any(_same_region(name, own) for own in region) for name in scope.region):
        return False
    if scope.level and not (region and _LEVELS[scope.level](place_rank(region[-1]))):
        return False
    if scope.inner and not scope.region:
        return bool(region) and place_rank(region[-1]) >= 4
    own = not scope.region or (bool(region) and _same_region(scope.region[-1], region[-1]))
    return not own if scope.inner and scope.region else own or scope.below


def _same_region(said: str, own: str) -> bool:
    """汐原 is 汐原市, and the 榆汀 of a branch is 榆汀区; a name of one character is not stretched."""
    short, long = sorted((said, own), key=len)
    return said == own or (len(short) >= 2 and long[:-1] == short and long[-1] in "省市区县旗州盟")


_AGGREGATES: dict[Operation, Callable[[list[Decimal]], Decimal]] = {
    Operation.SUM: lambda values: sum(values, Decimal(0)),
    Operation.MEAN: lambda values: sum(values, Decimal(0)) / len(values),
    Operation.MEDIAN: lambda values: median(values),
    Operation.MAXIMUM: max,
    Operation.MINIMUM: min,
}


def aggregate(operation: Operation, values: Sequence[Value]) -> Decimal:
    """Sum, mean, median, maximum or minimum of the values that are figures; ValueError where there is none."""
    figures = [value.value for value in values if value.value is not None]
    if not figures:
        raise ValueError("nothing to aggregate")
    return _AGGREGATES[operation](figures)


def keeps(value: Value, condition: Condition, other: Value | None = None) -> bool:
    """Whether a figure keeps a bound, a number or an `other` figure; a value that is none keeps no bound."""
    if value.value is None or (other is not None and other.value is None):
        return False
    bound = condition.value if other is None or other.value is None else other.value
    return {
        ">": value.value > bound,
        ">=": value.value >= bound,
        "<": value.value < bound,
        "<=": value.value <= bound,
        "=": value.value == bound,
        "!=": value.value != bound,
    }[condition.relation]


def ranked(values: Iterable[Value], descending: bool, count: int | None) -> tuple[list[Value], bool]:
    """The first `count` figures in order, with every figure tied with the last; whether there was such a tie."""
    order = sorted(
        (value for value in values if value.value is not None),
        key=lambda value: (-value.value if descending else value.value) if value.value is not None else Decimal(0),
    )
    if count is None or count >= len(order):
        return order, False
    last = order[count - 1].value
    kept = order[:count] + [value for value in order[count:] if value.value == last]
    return kept, len(kept) > count
