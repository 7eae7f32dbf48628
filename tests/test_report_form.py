"""The form has as many boxes, and promises as many sums, as the State Council's."""

from __future__ import annotations

import pytest

from report.form import APPLICANTS, RATES, Cell, describe, edition_for, form, is_group, parts_of, unit


@pytest.mark.parametrize(("edition", "rows"), [("2019", 23), ("2021", 25)])
def test_rows_of_applications(edition: str, rows: int) -> None:
    table = form(edition).table_rows("applications")
    assert len(table) == rows
    assert sum(cell.table == "applications" for cell in form(edition).cells) == 7 * rows


def test_sums_of_the_form() -> None:
    by_rule = [equation.rule for equation in form("2021").equations()]
    assert {rule: by_rule.count(rule) for rule in set(by_rule)} == {
        "balance": 7,
        "results": 7,
        "applicants": 25,
        "outcomes": 3,
    }


def test_every_cell_of_applications_is_bound_by_two_kinds_of_sum() -> None:
    equations = form("2021").equations()
    for cell in form("2021").cells:
        if cell.table == "applications":
            assert {e.rule for e in equations if cell in (*e.left, *e.right)} >= {"applicants"}


def test_other_is_a_row_in_one_edition_and_a_group_in_the_other() -> None:
    other = Cell("applications", "other", "total")
    assert parts_of(other, form("2019").cells) == (other,)
    assert [cell.item for cell in parts_of(other, form("2021").cells)] == [
        "other.uncorrected",
        "other.unpaid",
        "other.other",
    ]


def test_organisations_are_the_middle_five_columns() -> None:
    cell = Cell("applications", "new", "organizations")
    assert is_group(cell)
    assert [part.column for part in parts_of(cell)] == list(APPLICANTS[1:])


def test_tables_of_two_editions_mix() -> None:
    mixture = form("2021", "2019")
    cells = set(mixture.cells)
    assert Cell("disclosure", "regulations", "in_force") in cells
    assert Cell("applications", "other", "total") in cells
    assert Cell("applications", "other.unpaid", "total") not in cells


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cell_has_a_name_of_its_own(edition: str, language: str) -> None:
    names = [describe(cell, language, edition) for cell in form(edition).cells]
    assert len(set(names)) == len(names)


def test_keys_round_trip() -> None:
    for cell in form("2019").cells:
        assert Cell.parse(cell.key) == cell


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")])
def test_edition_for(year: int, edition: str) -> None:
    assert edition_for(year) == edition


def test_money_has_its_unit() -> None:
    assert unit(Cell.parse("disclosure/fees/amount")) == "万元"
    assert unit(Cell.parse("applications/new/total")) == "件"


def test_rates_rest_on_cells_of_the_form() -> None:
    cells = set(form("2021").cells)
    for rate in RATES.values():
        for _, cell in (*rate.above, *rate.below):
            assert set(parts_of(cell, cells)) <= cells, rate.key
