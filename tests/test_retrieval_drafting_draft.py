"""What a draft makes of what it is given: sums of known parts, what last year hands on, what does not agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from report.agencies import read_agency
from report.facts import Citation, Fact, Report, Status
from report.form import APPLICANTS, Cell, form
from retrieval.drafting import Draft, Given, Origin, make_draft
from retrieval.drafting.draft import balance_due, nothing_left, rest_zero

BODY = read_agency("汐原市科学技术局", ("汐原市",))
NEW = "applications/new"
CELLS = form("2021").cells


def figures(told: dict[str, int]) -> dict[Cell, Given]:
    return {Cell.parse(key): Given(Decimal(value)) for key, value in told.items()}


def last_year(told: dict[str, int], edition: str = "2021", year: int = 2025) -> Report:
    """A report of the year before that prints these figures and nothing else."""
    facts = []
    for cell in form(edition).cells:
        value = told.get(cell.key)
        status = Status.BLANK if value is None else Status.READ
        figure = None if value is None else Decimal(value)
        facts.append(Fact(cell, figure, "" if value is None else str(value), status, Citation(BODY.name, year, "f")))
    return Report(BODY, year, edition, edition, "f.docx", facts=tuple(facts))


def draft(told: dict[str, int], previous: Report | None = None) -> Draft:
    return make_draft(BODY, 2026, figures(told), previous)


def origins(of: Draft) -> dict[str, tuple[Origin, int]]:
    return {e.cell.key: (e.origin, int(e.value)) for e in of.entries if e.value is not None}


def test_a_total_is_added_up_only_when_every_part_is_given() -> None:
    parts = {f"{NEW}/{column}": n for n, column in enumerate(APPLICANTS)}
    assert origins(draft(parts))[f"{NEW}/total"] == (Origin.COMPUTED, 15)
    parts.pop(f"{NEW}/research")
    assert f"{NEW}/total" not in origins(draft(parts))


def test_what_was_concluded_is_added_up_by_column_and_outcomes_by_item() -> None:
    results = {f"applications/{item}/business": 1 for item in form("2021").result_items}
    assert origins(draft(results))["applications/concluded/business"] == (Origin.COMPUTED, 22 - 1)
    outcomes = {f"review_litigation/reconsideration/{c}": 2 for c in ("upheld", "corrected", "other", "pending")}
    assert origins(draft(outcomes))["review_litigation/reconsideration/total"] == (Origin.COMPUTED, 8)


def test_the_balance_supplies_no_figure_but_is_told() -> None:
    known = draft({f"{NEW}/total": 12, "applications/carried_in/total": 1, "applications/concluded/total": 10})
    out = Cell("applications", "carried_out", "total")
    assert known.value(out) is None
    assert balance_due(known, out) == 3


def test_a_blank_of_last_year_hands_nothing_on_and_a_zero_does() -> None:
    before = last_year({"applications/carried_out/natural_person": 2, "applications/carried_out/business": 0})
    carried = {e.cell.column: e.value for e in draft({}, before).of(Origin.CARRIED)}
    assert carried == {"natural_person": 2, "business": 0}


def test_what_was_given_speaks_against_last_year_and_nothing_is_changed() -> None:
    before = last_year({"applications/carried_out/natural_person": 2, "applications/carried_out/total": 2})
    told = draft({"applications/carried_in/total": 5}, before)
    assert told.value(Cell("applications", "carried_in", "total")) == 5
    assert told.value(Cell("applications", "carried_in", "natural_person")) is None
    assert [finding.rule for finding in told.findings] == ["carryover"]


def test_another_years_report_hands_nothing_on() -> None:
    before = last_year({"applications/carried_out/total": 2}, year=2024)
    assert draft({}, before).of(Origin.CARRIED) == ()


@pytest.mark.parametrize(
    ("told", "now"),
    [({"issued": 3, "repealed": 1}, 22), ({"issued": 3}, None), ({}, None), ({"issued": 0, "repealed": 30}, None)],
)
def test_documents_in_force_are_carried_on_where_both_changes_are_given(told: dict[str, int], now: int | None) -> None:
    row = "disclosure/normative_documents"
    made = draft({f"{row}/{column}": n for column, n in told.items()}, last_year({f"{row}/in_force": 20}))
    assert made.value(Cell.parse(f"{row}/in_force")) == now
    assert made.last_year(Cell.parse(f"{row}/in_force")) == 20


def test_documents_of_the_old_form_are_no_documents_in_force() -> None:
    row = "disclosure/normative_documents"
    before = last_year({f"{row}/published_total": 20}, edition="2019")
    assert draft({f"{row}/issued": 1, f"{row}/repealed": 0}, before).value(Cell.parse(f"{row}/in_force")) is None


def test_a_total_that_is_given_and_its_parts_are_held_against_each_other() -> None:
    parts = {f"{NEW}/{column}": 0 for column in APPLICANTS} | {f"{NEW}/natural_person": 10, f"{NEW}/total": 12}
    made = draft(parts)
    assert made.value(Cell.parse(f"{NEW}/total")) == 12
    (finding,) = made.findings
    assert (finding.rule, finding.expected, finding.found) == ("applicants", 10, 12)


def test_the_rest_of_a_row_is_zero_only_where_its_parts_reach_its_total() -> None:
    reached = draft({f"{NEW}/natural_person": 12, f"{NEW}/total": 12})
    assert {cell.column for cell in rest_zero(reached, NEW)} == set(APPLICANTS) - {"natural_person"}
    assert rest_zero(draft({f"{NEW}/natural_person": 10, f"{NEW}/total": 12}), NEW) == {}


def test_the_rest_of_everything_leaves_documents_in_force_and_the_carried_over() -> None:
    before = last_year({"disclosure/regulations/in_force": 4})
    told = {f"{NEW}/natural_person": 1}
    made = draft(told, before)
    zeros = rest_zero(made, "*")
    assert Cell.parse("disclosure/regulations/in_force") not in zeros
    assert not {cell for cell in zeros if cell.item in ("concluded", "carried_out")}
    filled = make_draft(BODY, 2026, figures(told) | zeros, before)
    assert {cell.column for cell in nothing_left(filled)} == set(APPLICANTS) - {"natural_person"}


@settings(max_examples=60, deadline=None)
@drawn(st.dictionaries(st.sampled_from(CELLS), st.integers(0, 500), max_size=200))
def test_every_figure_was_given_or_is_the_sum_of_known_figures(told: dict[Cell, int]) -> None:
    made = make_draft(BODY, 2026, {cell: Given(Decimal(value)) for cell, value in told.items()})
    for entry in made.entries:
        if entry.cell in told:
            assert (entry.origin, entry.value) == (Origin.GIVEN, told[entry.cell])
        elif entry.value is None:
            assert entry.origin is Origin.UNKNOWN
        else:
            sums = [e for e in made.form.equations() if e.left == (entry.cell,)]
            assert entry.origin is Origin.COMPUTED
            parts = [[made.value(cell) for cell in equation.right] for equation in sums]
            assert any(None not in known and sum(filter(None, known)) == entry.value for known in parts)


def test_a_draft_that_balances_has_nothing_to_tell() -> None:
    zero = make_draft(BODY, 2026, {cell: Given(Decimal(0)) for cell in CELLS})
    assert zero.findings == ()
    assert zero.unknown == ()
    assert zero.title == "汐原市科学技术局2026年政府信息公开工作年度报告"
