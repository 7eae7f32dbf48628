"""Believable figures for a form that keeps all its promises, and ways to break one of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from report.form import APPLICANTS, OUTCOMES, Cell, Form, form

Figures = dict[Cell, Decimal]

_RECEIVED = {"none": (0, 0), "small": (1, 30), "middle": (40, 400), "large": (2_000, 30_000)}
_CASES = {"none": 0, "small": 2, "middle": 12, "large": 160}
_DECISIONS = {"none": 0, "small": 60, "middle": 6_000, "large": 2_400_000}
_USUAL = ("granted", "unavailable.not_held")
_SHARES = (0.78, 0.12, 0.02, 0.02, 0.04, 0.02)  # of the six kinds of applicant


def make_figures(
    random: Random,
    edition: str,
    scale: str,
    *,
    applications_edition: str = "",
    before: Mapping[Cell, Decimal] | None = None,
    rules: bool = False,
) -> Figures:
    """A balanced form. `before` is the same body's form of the year before: what it hands on is taken over.

    `rules`: the body may make 规章, as a city may and a bureau may not.
    """
    blank = form(edition, applications_edition or edition)
    figures = _applications(random, blank, scale, before)
    figures |= _review(random, blank, scale)
    figures |= _disclosure(random, blank, scale, before, rules)
    return {cell: figures[cell] for cell in blank.cells}


def _applications(random: Random, blank: Form, scale: str, before: Mapping[Cell, Decimal] | None) -> Figures:
    low, high = _RECEIVED[scale]
    last = before.get(Cell("applications", "new", "total")) if before else None
    received = round(int(last) * random.uniform(0.7, 1.4)) if last else random.randint(low, high)
    weights = [2 + random.random() if item in _USUAL else random.random() ** 4 for item in blank.result_items]
    rows: dict[str, list[int]] = {row.item: [] for row in blank.table_rows("applications")}
    for column, share in zip(APPLICANTS, _SHARES, strict=True):
        new = round(received * share * random.uniform(0.6, 1.2))
        carried_in = random.randint(0, round(new * 0.1)) if before is None else _carried(before, column)
        carried_out = random.randint(0, round(new * 0.12))
        concluded = new + carried_in - carried_out
        parts = random.choices(blank.result_items, weights, k=concluded)
        for item, count in (
            ("new", new),
            ("carried_in", carried_in),
            ("concluded", concluded),
            ("carried_out", carried_out),
        ):
            rows[item].append(count)
        for item in blank.result_items:
            rows[item].append(parts.count(item))
    return {
        Cell("applications", item, column): Decimal(count)
        for item, counts in rows.items()
        for column, count in zip((*APPLICANTS, "total"), (*counts, sum(counts)), strict=True)
    }


def _carried(before: Mapping[Cell, Decimal], column: str) -> int:
    return int(before.get(Cell("applications", "carried_out", column), Decimal(0)))


def _review(random: Random, blank: Form, scale: str) -> Figures:
    figures: Figures = {}
    for row in blank.table_rows("review_litigation"):
        outcomes = [random.randint(0, max(0, round(_CASES[scale] / number))) for number in (1, 3, 4, 3)]
        for column, count in zip((*OUTCOMES, "total"), (*outcomes, sum(outcomes)), strict=True):
            figures[Cell(row.table, row.item, column)] = Decimal(count)
    return figures


def _disclosure(random: Random, blank: Form, scale: str, before: Mapping[Cell, Decimal] | None, rules: bool) -> Figures:
    most = _DECISIONS[scale]
    figures: Figures = {}
    for row in blank.table_rows("disclosure"):
        cells = {cell.column: cell for cell in blank.row_cells(row)}
        makes = row.item == "normative_documents" or (row.item == "regulations" and rules)
        for column, cell in cells.items():
            if column in ("issued", "repealed", "made", "published"):
                figures[cell] = Decimal(random.randint(0, 6) if makes and scale != "none" else 0)
            elif column in ("in_force", "published_total"):
                figures[cell] = _standing(random, cells, figures, before, makes and scale != "none")
            elif column == "amount":
                money = Decimal(random.randint(0, most * 40)) / 100
                figures[cell] = money if row.item == "procurement" or random.random() < 0.5 else Decimal(0)
            elif column == "decisions":
                last = (before or {}).get(cell)
                first = Decimal(random.randint(most // 50, most) if random.random() < 0.7 else 0)
                figures[cell] = first if last is None else Decimal(int(float(last) * random.uniform(0.7, 1.4)))
            elif column == "items_change":
                figures[cell] = Decimal(random.randint(-3, 5) if scale != "none" else 0)
            else:  # items_last_year, projects
                figures[cell] = Decimal(random.randint(0, 60) if scale != "none" else 0)
    return figures


def _standing(
    random: Random, cells: Mapping[str, Cell], figures: Figures, before: Mapping[Cell, Decimal] | None, makes: bool
) -> Decimal:
    """Documents in force: last year's, plus those issued, less those repealed."""
    if "in_force" not in cells:
        return Decimal(random.randint(8, 90) if makes else 0)
    last = (before or {}).get(cells["in_force"])
    stock = last if last is not None else Decimal(random.randint(8, 90) if makes else 0)
    if stock + figures[cells["issued"]] < figures[cells["repealed"]]:
        figures[cells["repealed"]] = Decimal(0)
    return stock + figures[cells["issued"]] - figures[cells["repealed"]]


def break_promise(figures: Figures, rule: str, random: Random) -> tuple[Figures, Cell]:
    """One figure changed so that the form no longer keeps `rule`, and the cell that was changed."""
    cell = {
        "balance": Cell("applications", "carried_out", random.choice(APPLICANTS)),
        "results": Cell("applications", "concluded", "total"),
        "applicants": Cell("applications", "granted", random.choice(APPLICANTS)),
        "outcomes": Cell("review_litigation", "reconsideration", "total"),
    }[rule]
    return {**figures, cell: figures[cell] + random.randint(1, 9)}, cell
