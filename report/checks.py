"""The promises a filled form must keep (勾稽关系 and what else a clerk looks for).

A form is double-entry: what came in equals what was settled plus what is carried over. Each check reads a report and
returns what does not hold; none raises, none corrects a figure. A sum with a blank part is only judged where the
printed parts alone already decide it: a blank is not a zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from report.facts import Fact, Finding, Place, Report, Section, Status
from report.form import APPLICANTS, SECTION_OF, TABLES, Cell, edition_for, form, parts_of, section_title
from report.numbers import NotAFigure, is_blank, read_figure, render
from report.prose import PROSE_SECTIONS, share_copied
from report.statements import agrees

# No body receives, fines or permits so much in a year: digits have run together.
_IMPOSSIBLE = {"applications": 10**7, "review_litigation": 10**6, "disclosure": 10**10}
_OUTLIER_TIMES, _OUTLIER_GAP = 20, 500


def check_report(report: Report, previous: Report | None = None, *, draft: bool = False) -> tuple[Finding, ...]:
    """Everything in a report that does not hold, in the form's order.

    `previous` is the same body's report for the year before; another year's is not looked at. A draft is also asked
    for what a published report may leave out.
    """
    figures = _Figures(report)
    before = _Figures(previous) if previous is not None and previous.year == report.year - 1 else None
    found: list[Finding] = []
    for within in _WITHIN:
        found += within(figures)
    if before is not None:
        for across in _ACROSS:
            found += across(figures, before)
    if draft:
        found += check_fees_told(figures)
    return tuple(found)


class _Figures:
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


def check_sums(figures: _Figures) -> Iterator[Finding]:
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
            {"left": left.parts, "right": right.parts, "edition": figures.report.edition},
        )


class _Sum:
    """One side of an equation: what its printed parts add up to, and whether any part is missing."""

    def __init__(self, parts: list[tuple[Cell, Decimal | None]]) -> None:
        self.total = sum((value for _, value in parts if value is not None), Decimal(0))
        self.whole = all(value is not None for _, value in parts)
        self.parts = [[cell.key, "" if value is None else render(value)] for cell, value in parts]

    def exceeds(self, other: _Sum) -> bool:
        """Whether this side is surely the larger one, whatever figure belongs in its own blanks."""
        return other.whole and self.total > other.total


def _add(figures: _Figures, cells: Iterable[Cell]) -> _Sum:
    return _Sum([(cell, figures.value(cell)) for cell in cells])


def check_values(figures: _Figures) -> Iterator[Finding]:
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
        return "words" if fact.status is Status.UNREAD and _is_words(fact.printed) else ""
    if value < 0 and cell.column != "items_change":
        return "negative"
    if value != value.to_integral_value() and cell.column != "amount":
        return "fraction"
    return "impossible" if abs(value) >= _IMPOSSIBLE[cell.table] else ""


def _is_words(printed: str | None) -> bool:
    if printed is None or is_blank(printed):
        return False
    try:
        read_figure(printed)
    except NotAFigure:
        return not re.search(r"\d", printed) and len(re.sub(r"[\s件条份宗项个次万元]", "", printed)) > 1
    return False


def check_sections(figures: _Figures) -> Iterator[Finding]:
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


def check_order(figures: _Figures) -> Iterator[Finding]:
    """section_order: the six parts stand in the form's order."""
    numbers = list(dict.fromkeys(section.number for section in figures.report.sections if section.number))
    for before, after in pairwise(numbers):
        if after < before:
            yield Finding("section_order", "warning", values={"first": before, "then": after})
            return


def check_edition(figures: _Figures) -> Iterator[Finding]:
    """wrong_edition: a report follows the edition in force for its year."""
    report = figures.report
    due = edition_for(report.year)
    for part, used in (("report", report.edition), ("applications", report.applications_edition)):
        if used != due:
            severity = "error" if part == "report" else "warning"
            yield Finding(
                "wrong_edition", severity, values={"due": due, "used": used, "part": part, "year": report.year}
            )
            return


def check_statements(figures: _Figures) -> Iterator[Finding]:
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


def _counts_all_pending(figures: _Figures, cell: Cell, value: Decimal, sentence: str) -> bool:
    """收到 and 受理 often count what last year left over as well; 新收 does not."""
    if (cell.table, cell.item) != ("applications", "new") or re.search("新收|新增|新接", sentence):
        return False
    carried = figures.value(Cell(cell.table, "carried_in", cell.column))
    new = figures.value(cell)
    return carried is not None and new is not None and value == new + carried


def check_stale_years(figures: _Figures) -> Iterator[Finding]:
    """stale_year: words left over from last year's report. Only phrases that can mean nothing else."""
    year, last = figures.report.year, figures.report.year - 1
    over = "进一步|继续|着力|重点|从以下|不断|持续"
    stale = re.compile(
        rf"(?:统计期限|统计数据的?期限|所列数据的?期限)[^。；]{{0,12}}?{last}年1月1日[^。；]{{0,4}}{last}年12月31日"
        rf"|现将{last}年度?[^。；]{{0,30}}(?:报告|公布)如下"
    )
    plan = re.compile(rf"{year}年[，,]?(?:我|本)[^，。；]{{1,6}}将(?:{over})|下一步[，,]?{year}年")
    for section in figures.report.sections:
        for paragraph in section.paragraphs:
            bare = re.sub(r"\s", "", paragraph.text)
            match = stale.search(bare) or (plan.search(bare) if section.number == 5 else None)
            if match:
                values: dict[str, object] = {"words": match[0], "year": year, "section": section.number}
                yield Finding("stale_year", "warning", (), None, None, paragraph.place, values)


_UNPAID = Cell("applications", "other.unpaid", "total")
_NO_NOTICE = re.compile(
    "(?:未|没有|无)(?:向[^，。；]{0,12})?(?:发出|开具|下达|出具)(?:任何|过)?(?:信息处理费)?(?:收费|缴费)通知"
)


def check_fees(figures: _Figures) -> Iterator[Finding]:
    """fees: no notice was sent, says the prose; somebody did not pay after a notice, says the table."""
    unpaid = figures.value(_UNPAID)
    if not unpaid:
        return
    for section in figures.sections([1, 3, 6]):
        for paragraph in section.paragraphs:
            match = _NO_NOTICE.search(re.sub(r"\s", "", paragraph.text))
            if match:
                values: dict[str, object] = {"words": match[0], "section": section.number}
                yield Finding("fees", "warning", (_UNPAID,), unpaid, Decimal(0), paragraph.place, values)
                return


def check_fees_told(figures: _Figures) -> Iterator[Finding]:
    """fees: since 2021 the sixth part says what was charged for handling applications, even where it is nothing."""
    prose = "".join(p.text for section in figures.sections([6]) for p in section.paragraphs)
    if figures.report.edition == "2021" and prose and not re.search("处理费|收费|费用", prose):
        yield Finding("fees", "warning", values={"words": "", "section": 6})


def check_carryover(figures: _Figures, before: _Figures) -> Iterator[Finding]:
    """carryover: what last year handed on is what this year took over, column by column."""
    for column in (*APPLICANTS, "total"):
        here, there = Cell("applications", "carried_in", column), Cell("applications", "carried_out", column)
        taken, handed = figures.value(here), before.value(there)
        if taken is not None and handed is not None and taken != handed:
            values: dict[str, object] = {"last_year": before.report.year, "edition": figures.report.edition}
            yield Finding("carryover", "error", (here, there), handed, taken, figures.place([here]), values)


def check_in_force(figures: _Figures, before: _Figures) -> Iterator[Finding]:
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


def check_boilerplate(figures: _Figures, before: _Figures) -> Iterator[Finding]:
    """boilerplate: half or more of the prose, digits masked, stands in last year's report."""
    copied, sentences = share_copied(figures.sections(PROSE_SECTIONS), before.report.sections)
    if sentences and 2 * copied >= sentences:
        values: dict[str, object] = {
            "copied": copied,
            "sentences": sentences,
            "share": round(100 * copied / sentences),
            "last_year": before.report.year,
        }
        yield Finding("boilerplate", "warning", (), Decimal(sentences), Decimal(copied), Place(), values)


def check_outliers(figures: _Figures, before: _Figures) -> Iterator[Finding]:
    """outlier: a total out of all proportion to last year's; only where a slip of the pen is far likelier."""
    for cell in (Cell("applications", item, "total") for item in ("new", "concluded")):
        now, last = figures.value(cell), before.value(cell)
        if now is None or last is None or min(now, last) < 1 or abs(now - last) < _OUTLIER_GAP:
            continue
        if max(now, last) >= _OUTLIER_TIMES * min(now, last):
            values: dict[str, object] = {"last_year": before.report.year, "edition": figures.report.edition}
            yield Finding("outlier", "warning", (cell,), last, now, figures.place([cell]), values)


_WITHIN: tuple[Callable[[_Figures], Iterator[Finding]], ...] = (
    check_sections,
    check_order,
    check_edition,
    check_values,
    check_sums,
    check_statements,
    check_stale_years,
    check_fees,
)
_ACROSS: tuple[Callable[[_Figures, _Figures], Iterator[Finding]], ...] = (
    check_carryover,
    check_in_force,
    check_boilerplate,
    check_outliers,
)
