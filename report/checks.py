"""The promises a filled form must keep (勾稽关系 and what else a clerk looks for).

A form is double-entry: what came in equals what was settled plus what is carried over. Each check reads a report and
returns what does not hold; none raises, none corrects a figure. A sum with a blank part is only judged where the
printed parts alone already decide it: a blank is not a zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from report.facts import Fact, Finding, Place, Report, Status
from report.fees import check_fees
from report.figures import Figures
from report.form import APPLICANTS, SECTION_OF, TABLES, Cell, edition_for, section_title
from report.leftovers import check_boilerplate, check_stale_years
from report.numbers import NotAFigure, is_blank, read_figure, render
from report.statements import agrees

# No body receives, fines or permits so much in a year: digits have run together.
_IMPOSSIBLE = {"applications": 10**7, "review_litigation": 10**6, "disclosure": 10**10}
_SEVERAL = 3  # years that tell what is usual
_FAR = {1: (20, 500), 2: (12, 200), _SEVERAL: (8, 100)}  # how many times the nearest year, and how far from it
# What is watched, and how much wider its bounds are: decisions and money leap when duties move.
_WATCHED = (
    (Cell("applications", "new", "total"), 1),
    (Cell("applications", "concluded", "total"), 1),
    (Cell("applications", "carried_out", "total"), 3),
    (Cell("disclosure", "normative_documents", "in_force"), 3),
    (Cell("disclosure", "permits", "decisions"), 10),
    (Cell("disclosure", "penalties", "decisions"), 10),
)


def check_report(
    report: Report, previous: Report | None = None, *, draft: bool = False, past: Sequence[Report] = ()
) -> tuple[Finding, ...]:
    """Everything in a report that does not hold, in the form's order.

    `previous` is the same body's report for the year before; another year's is not looked at. `past` are its earlier
    reports, which tell what figures are usual. In a draft, words are taken as left over that a published report is
    given the benefit of the doubt for; and a draft of tables alone is not asked for the parts in prose.
    """
    figures = Figures(report)
    before = Figures(previous) if previous is not None and previous.year == report.year - 1 else None
    found: list[Finding] = []
    if not (draft and is_tables_only(report)):
        found += check_sections(figures)
    for within in _WITHIN:
        found += within(figures)
    found += check_stale_years(figures, draft=draft)
    found += check_fees(figures)
    if before is not None:
        for across in _ACROSS:
            found += across(figures, before)
    known = [Figures(one) for one in {r.year: r for r in (*past, *([previous] if previous else []))}.values()]
    found += check_outliers(figures, [one for one in known if one.report.year < report.year])
    return tuple(found)


def is_tables_only(report: Report) -> bool:
    """Whether a draft is the form's tables, or some of them, without any of the parts in prose."""
    prose = (section for section in report.sections if section.number in (1, 5, 6))
    return not any(True for _ in prose)


def check_sums(figures: Figures) -> Iterator[Finding]:
    """balance, results, applicants, outcomes: the sums that the form itself promises."""
    for equation in figures.form.equations():
        left, right = _add(figures, equation.left), _add(figures, equation.right)
        if not left.exceeds(right) and not right.exceeds(left):
            continue
        # Of a total and its parts the parts are expected; of a balance what came in.
        expected, told = (left, right) if equation.rule == "balance" else (right, left)
        cells = (*equation.left, *equation.right)
        yield Finding(
            equation.rule,
            "error",
            cells,
            expected.total,
            told.total,
            figures.place(cells),
            {"left": left.render(), "right": right.render(), "edition": figures.report.edition},
        )


class _Sum:
    """One side of an equation: what its printed parts add up to, and whether any part is missing."""

    def __init__(self, parts: list[tuple[Cell, Decimal | None]]) -> None:
        self.total = sum((value for _, value in parts if value is not None), Decimal(0))
        self.whole = all(value is not None for _, value in parts)
        self._parts = parts

    def exceeds(self, other: _Sum) -> bool:
        """Whether this side is surely the larger one, whatever figure belongs in its own blanks."""
        return other.whole and self.total > other.total

    def render(self) -> list[list[str]]:
        """Each part and its figure."""
        return [[cell.key, "" if value is None else render(value)] for cell, value in self._parts]


def _add(figures: Figures, cells: Iterable[Cell]) -> _Sum:
    return _Sum([(cell, figures.value(cell)) for cell in cells])


def check_values(figures: Figures) -> Iterator[Finding]:
    """bad_value: figures that cannot be, and words where a figure belongs."""
    for cell in figures.form.cells:
        fact = figures.facts.get(cell)
        why = _why_bad(fact) if fact else ""
        if fact and why:
            values: dict[str, object] = {"why": why, "printed": fact.printed or "", "edition": figures.report.edition}
            yield Finding("bad_value", "error", (cell,), None, fact.value, fact.citation.place, values)


def _why_bad(fact: Fact) -> str:
    value, cell = fact.value, fact.cell
    if value is None:
        if fact.status is not Status.UNREAD:
            return ""
        return "fraction" if _is_fraction(fact) else "words" if _is_words(fact.printed) else ""
    if value < 0 and cell.column != "items_change":
        return "negative"
    if value != value.to_integral_value() and cell.column != "amount":
        return "fraction"
    return "impossible" if abs(value) >= _IMPOSSIBLE[cell.table] else ""


def _is_fraction(fact: Fact) -> bool:
    """Whether a count is printed with decimals, and nothing else."""
    return fact.cell.column != "amount" and re.fullmatch(r"\d+\.\d*[1-9]\d*件?", fact.printed or "") is not None


def _is_words(printed: str | None) -> bool:
    if printed is None or is_blank(printed):
        return False
    try:
        read_figure(printed)
    except NotAFigure:
        return not re.search(r"\d", printed) and len(re.sub(r"[\s件条份宗项个次万元]", "", printed)) > 1
    return False


def check_sections(figures: Figures) -> Iterator[Finding]:
    """missing_section, missing_table: the form has six parts and three tables.

    A part whose table is printed is there, whatever became of its heading.
    """
    present = {section.number for section in figures.report.sections}
    printed = {fact.cell.table for fact in figures.facts.values() if fact.status is not Status.ABSENT}
    tables = {SECTION_OF[table]: table for table in TABLES}
    for number in range(1, 7):
        table = tables.get(number, "")
        if table in printed:
            continue
        if number not in present:
            yield Finding("missing_section", "error", values={"number": number, "title": section_title(number)})
        elif table:
            place = next((s.paragraphs[0].place for s in figures.sections([number]) if s.paragraphs), Place())
            yield Finding("missing_table", "error", (), None, None, place, {"number": number, "table": table})


def check_order(figures: Figures) -> Iterator[Finding]:
    """section_order: the six parts stand in the form's order."""
    numbers = list(dict.fromkeys(section.number for section in figures.report.sections if section.number))
    for before, after in pairwise(numbers):
        if after < before:
            yield Finding("section_order", "warning", values={"first": before, "then": after})
            return


def check_edition(figures: Figures) -> Iterator[Finding]:
    """wrong_edition: a report follows the edition in force for its year."""
    report = figures.report
    if not report.year:
        return
    due = edition_for(report.year)
    for part, used in (("report", report.edition), ("applications", report.applications_edition)):
        if used != due:
            severity = "error" if part == "report" else "warning"
            yield Finding(
                "wrong_edition", severity, values={"due": due, "used": used, "part": part, "year": report.year}
            )
            return


def check_statements(figures: Figures) -> Iterator[Finding]:
    """narrative: a figure that the prose states for a cell equals that cell."""
    told: set[tuple[Cell, Decimal]] = set()
    for statement in figures.report.statements:
        cell = statement.cell
        value = figures.sum(cell) if cell else None
        if cell is None or value is None or (cell, statement.value) in told:
            continue
        if agrees(statement, value) or _counts_all_pending(figures, cell, statement.value, statement.sentence):
            continue
        told.add((cell, statement.value))
        values: dict[str, object] = {
            "sentence": statement.sentence,
            "section": statement.section,
            "approximate": statement.approximate,
            "edition": figures.report.edition,
        }
        yield Finding("narrative", "error", (cell,), value, statement.value, statement.place, values)


def _counts_all_pending(figures: Figures, cell: Cell, value: Decimal, sentence: str) -> bool:
    """收到 and 受理 often count what last year left over as well; 新收 does not."""
    if (cell.table, cell.item) != ("applications", "new") or re.search("新收|新增|新接", sentence):
        return False
    carried = figures.value(Cell(cell.table, "carried_in", cell.column))
    new = figures.value(cell)
    return carried is not None and new is not None and value == new + carried


def check_carryover(figures: Figures, before: Figures) -> Iterator[Finding]:
    """carryover: what last year handed on is what this year took over, column by column."""
    for column in (*APPLICANTS, "total"):
        here, there = Cell("applications", "carried_in", column), Cell("applications", "carried_out", column)
        taken, handed = figures.value(here), before.value(there)
        if taken is not None and handed is not None and taken != handed:
            values: dict[str, object] = {"last_year": before.report.year, "edition": figures.report.edition}
            yield Finding("carryover", "error", (here, there), handed, taken, figures.place([here]), values)


def check_in_force(figures: Figures, before: Figures) -> Iterator[Finding]:
    """in_force: last year's documents, plus those issued, less those repealed. A warning, for documents lapse."""
    for item in ("regulations", "normative_documents"):
        cells = tuple(Cell("disclosure", item, column) for column in ("in_force", "issued", "repealed"))
        now, issued, repealed = (figures.value(cell) for cell in cells)
        last = before.value(cells[0])
        if now is None or issued is None or repealed is None or last is None or now == last + issued - repealed:
            continue
        values: dict[str, object] = {
            "last": render(last),
            "issued": render(issued),
            "repealed": render(repealed),
            "last_year": before.report.year,
        }
        yield Finding("in_force", "warning", cells, last + issued - repealed, now, figures.place(cells), values)


def check_outliers(figures: Figures, past: Sequence[Figures]) -> Iterator[Finding]:
    """outlier: a figure out of all proportion to this body's own past; only where a slip of the pen is far likelier.

    The fewer the years, the wider the bounds.
    """
    if not past:
        return
    times, gap = _FAR[min(len(past), _SEVERAL)]
    for cell, wider in _WATCHED:
        now = figures.value(cell)
        known = {one.report.year: value for one in past if (value := one.value(cell)) is not None and value >= 1}
        if now is None or now < 1 or not known or (wider > 1 and len(known) < _SEVERAL):
            continue
        nearest = min(known, key=lambda year: (abs(now - known[year]), -year))
        usual = known[nearest]
        if abs(now - usual) < wider * gap or max(now, usual) < wider * times * min(now, usual):
            continue
        values: dict[str, object] = {"last_year": nearest, "edition": figures.report.edition, "years": sorted(known)}
        yield Finding("outlier", "warning", (cell,), usual, now, figures.place([cell]), values)


_WITHIN: tuple[Callable[[Figures], Iterator[Finding]], ...] = (
    check_order,
    check_edition,
    check_values,
    check_sums,
    check_statements,
)
_ACROSS: tuple[Callable[[Figures, Figures], Iterator[Finding]], ...] = (
    check_carryover,
    check_in_force,
    check_boilerplate,
)
