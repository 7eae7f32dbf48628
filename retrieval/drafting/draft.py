"""A draft: every cell of the form with its figure and where that came from, or known to be unknown.

Sums are formed only of parts that are all known; what was given is never changed, and what contradicts it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from report.agencies import Agency
from report.checks import check_report
from report.facts import Citation, Fact, Finding, Place, Report, Section, Status
from report.form import APPLICANTS, SECTION_OF, Cell, Equation, Form, edition_for, form, section_title
from report.numbers import render

_ADDED = ("applicants", "results", "outcomes")  # sums; the balance supplies no figure, for it would hide a slip
_TOLD = frozenset({"balance", "results", "applicants", "outcomes", "carryover", "in_force", "bad_value", "outlier"})
_DOCUMENTS = ("regulations", "normative_documents")


class Origin(StrEnum):
    """Where the figure of a cell came from."""

    GIVEN = "given"
    CARRIED = "carried"
    COMPUTED = "computed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that somebody gave, and where: 第12行 of a file, or 对话."""

    value: Decimal
    where: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of the draft."""

    cell: Cell
    value: Decimal | None
    origin: Origin
    where: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is being written: a cell each in the form's order, and what does not agree in them."""

    agency: Agency
    year: int
    entries: tuple[Entry, ...]
    previous: Report | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def edition(self) -> str:
        """The edition that a report for this year follows."""
        return edition_for(self.year)

    @property
    def form(self) -> Form:
        """The form to be filled."""
        return form(self.edition)

    @property
    def title(self) -> str:
        """As it stands over the report."""
        return f"{self.agency.name}{self.year}年政府信息公开工作年度报告"

    def value(self, cell: Cell) -> Decimal | None:
        """The figure of a cell, None where it is unknown."""
        return next((entry.value for entry in self.entries if entry.cell == cell), None)

    def of(self, origin: Origin) -> tuple[Entry, ...]:
        """The cells of one origin."""
        return tuple(entry for entry in self.entries if entry.origin is origin)

    @property
    def unknown(self) -> tuple[Cell, ...]:
        """What is still to be filled in."""
        return tuple(entry.cell for entry in self.of(Origin.UNKNOWN))

    def last_year(self, cell: Cell) -> Decimal | None:
        """What last year's report prints for a cell."""
        return _figures(self.previous).get(cell)


def make_draft(agency: Agency, year: int, given: Mapping[Cell, Given], previous: Report | None = None) -> Draft:
    """The draft of a year: what was given, what last year hands on, what adds up.

    `previous` is the same body's report for the year before; another year's hands nothing on.
    """
    before = previous if previous is not None and previous.year == year - 1 else None
    of = form(edition_for(year))
    known = {
        cell: Entry(cell, given[cell].value, Origin.GIVEN, given[cell].where) for cell in of.cells if cell in given
    }
    known |= _carried_in(known, before)
    _add_up(known, of)
    known |= _in_force(known, before)
    entries = tuple(known.get(cell) or Entry(cell, None, Origin.UNKNOWN) for cell in of.cells)
    draft = Draft(agency, year, entries, before)
    findings = check_report(draft_to_report(draft), before)
    return replace(draft, findings=tuple(finding for finding in findings if finding.rule in _TOLD))


def _figures(report: Report | None) -> dict[Cell, Decimal]:
    facts = report.facts if report is not None else ()
    return {fact.cell: fact.value for fact in facts if fact.value is not None}


def _carried_in(known: Mapping[Cell, Entry], before: Report | None) -> dict[Cell, Entry]:
    """上年结转, column by column; nothing where a figure that was given speaks against it."""
    handed = _figures(before)
    pairs = [
        (Cell("applications", "carried_in", column), handed.get(Cell("applications", "carried_out", column)))
        for column in (*APPLICANTS, "total")
    ]
    if any(cell in known and value is not None and known[cell].value != value for cell, value in pairs):
        return {}
    where = f"{before.year}年报告“结转下年度继续办理”" if before is not None else ""
    return {
        cell: Entry(cell, value, Origin.CARRIED, where)
        for cell, value in pairs
        if value is not None and cell not in known
    }


def _add_up(known: dict[Cell, Entry], of: Form) -> None:
    """Totals whose parts are all known, until no more can be formed."""
    sums = [equation for equation in of.equations() if equation.rule in _ADDED]
    found = True
    while found:
        found = False
        for equation in sums:
            total = _sum(equation, known)
            if total is not None:
                known[equation.left[0]] = total
                found = True


def _sum(equation: Equation, known: Mapping[Cell, Entry]) -> Entry | None:
    left = equation.left[0]
    if left in known:
        return None
    parts = [known[cell].value for cell in equation.right if cell in known]
    if len(parts) < len(equation.right):
        return None
    where = {"applicants": "各类申请人之和", "results": "各项办理结果之和", "outcomes": "各种结果之和"}[equation.rule]
    return Entry(left, sum((part for part in parts if part is not None), Decimal(0)), Origin.COMPUTED, where)


def _in_force(known: Mapping[Cell, Entry], before: Report | None) -> dict[Cell, Entry]:
    """现行有效: last year's plus issued less repealed, where both are given; documents of the old form do not count."""
    last_year, found = _figures(before), {}
    for item in _DOCUMENTS:
        cell, issued, repealed = (Cell("disclosure", item, column) for column in ("in_force", "issued", "repealed"))
        last = last_year.get(cell)
        if cell in known or last is None or before is None or issued not in known or repealed not in known:
            continue
        more, less = known[issued].value or Decimal(0), known[repealed].value or Decimal(0)
        if last + more - less >= 0:
            where = f"{before.year}年现行有效 {render(last)} + 本年制发 {render(more)} − 本年废止 {render(less)}"
            found[cell] = Entry(cell, last + more - less, Origin.CARRIED, where)
    return found


def draft_to_report(draft: Draft, file: str = "") -> Report:
    """The draft as the report that it will be read back as, for checks: unknown cells are blank."""
    facts = tuple(_fact(draft, entry, file) for entry in draft.entries)
    sections = tuple(Section(number, section_title(number)) for number in range(1, 7))
    return Report(
        draft.agency, draft.year, draft.edition, draft.edition, file, draft.title, sections=sections, facts=facts
    )


def _fact(draft: Draft, entry: Entry, file: str) -> Fact:
    section = section_title(SECTION_OF[entry.cell.table])
    citation = Citation(draft.agency.name, draft.year, file, section, Place())
    if entry.value is None:
        return Fact(entry.cell, None, "", Status.BLANK, citation)
    return Fact(entry.cell, entry.value, render(entry.value), Status.READ, citation)


def rest_zero(draft: Draft, scope: str) -> dict[Cell, Given]:
    """0 for what is unknown, where the person said 其余为0: of a row (table/item), of a table, or of everything (*).

    Totals are left to be added up. A row whose total is given and not yet reached by its parts is left alone, for which
    part is missing is not known; so are documents in force that last year's report counts.
    """
    table, _, item = scope.partition("/")
    wanted = {
        cell
        for cell in draft.unknown
        if scope == "*" or (cell.table == table and item in ("", cell.item, cell.item.split(".")[0]))
    }
    if not item:
        wanted = {cell for cell in wanted if cell.item not in ("concluded", "carried_out")}
    found = {cell for cell in wanted if cell.table == "disclosure"}
    found -= {cell for cell in found if cell.column == "in_force" and draft.last_year(cell)}
    for equation in draft.form.equations():
        if equation.rule in ("applicants", "outcomes"):
            total, parts = draft.value(equation.left[0]), [draft.value(cell) for cell in equation.right]
            if total is None or total == sum((part for part in parts if part is not None), Decimal(0)):
                found |= wanted.intersection(equation.right)
    return {cell: Given(Decimal(0), "其余为0") for cell in found}


def as_last_year(draft: Draft, cells: Iterable[Cell]) -> tuple[dict[Cell, Given], list[Cell]]:
    """What last year's report prints for these cells, and the cells that it prints nothing for.

    A row whose total was 0 was 0 throughout.
    """
    found: dict[Cell, Given] = {}
    missing = []
    for cell in cells:
        value = draft.last_year(cell)
        if value is None:
            missing.append(cell)
            continue
        row = [other for other in draft.form.cells if (other.table, other.item) == (cell.table, cell.item)]
        for one in row if value == 0 and cell.column == "total" else [cell]:
            found[one] = Given(value, f"同{draft.year - 1}年报告")
    return found, missing


def nothing_left(draft: Draft) -> dict[Cell, Given]:
    """0 carried over to next year, per column, where all that came in is concluded."""
    found: dict[Cell, Given] = {}
    for equation in draft.form.equations():
        if equation.rule == "balance" and balance_due(draft, equation.right[1]) == 0:
            found[equation.right[1]] = Given(Decimal(0), "其余为0")
    return found


def balance_due(draft: Draft, cell: Cell) -> Decimal | None:
    """What the balance leaves to be carried over to next year, where the rest of it is known and this is not."""
    for equation in draft.form.equations():
        if equation.rule != "balance" or equation.right[1] != cell or draft.value(cell) is not None:
            continue
        new, carried_in, concluded = (draft.value(part) for part in (*equation.left, equation.right[0]))
        if new is not None and carried_in is not None and concluded is not None:
            return new + carried_in - concluded
    return None
