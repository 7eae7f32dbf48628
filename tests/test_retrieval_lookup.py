"""Figures out of stored facts: what is printed is found, what is blank has no sum, nothing else is ever formed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.agencies import Agency
from report.facts import Report
from report.form import RATES, Cell, parts_of
from retrieval.lookup import Lookup, State, Value, aggregate, keeps, ranked
from retrieval.question import Condition, Operation, Scope, StoredAgency
from retrieval.store import Store
from tests.stored import store_samples

NEW = "applications/new/total"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[tuple[str, int], Report]]]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


@pytest.fixture(scope="module")
def lookup(stored: tuple[Store, dict[tuple[str, int], Report]]) -> Lookup:
    return Lookup(stored[0], stored[0].agencies())


def of(lookup: Lookup, name: str) -> int:
    return next(agency.id for agency in lookup.agencies.values() if agency.agency.name == name)


def test_every_printed_figure_is_found_as_it_is_printed(
    stored: tuple[Store, dict[tuple[str, int], Report]], lookup: Lookup
) -> None:
    for (name, year), report in stored[1].items():
        values = lookup.values([of(lookup, name)], [year], [fact.cell.key for fact in report.facts])
        assert [value.value for value in values] == [fact.value for fact in report.facts]


def test_a_group_is_the_sum_of_its_rows_or_nothing(
    stored: tuple[Store, dict[tuple[str, int], Report]], lookup: Lookup
) -> None:
    for (name, year), report in stored[1].items():
        printed = {fact.cell: fact.value for fact in report.facts}
        for key in ("applications/denied/total", "applications/other/total", "applications/new/organizations"):
            value = lookup.value(of(lookup, name), year, key)
            parts = [printed[part] for part in parts_of(Cell.parse(key), printed)]
            if None in parts:
                assert value.value is None
                assert value.state is State.BLANK
                assert value.lacking
            else:
                assert value.value == sum(part for part in parts if part is not None)


def test_the_row_of_the_older_form_and_the_three_rows_of_the_newer_are_one_measure(lookup: Lookup) -> None:
    office = of(lookup, "汐原市榆汀区人民政府办公室")
    old, mixed, new = lookup.values([office], [2020, 2021, 2022], ["applications/other/total"])
    assert [len(value.parts) for value in (old, mixed, new)] == [1, 1, 3]


@pytest.mark.parametrize(
    ("name", "year", "measure", "state"),
    [
        ("汐原市科学技术局", 2018, NEW, State.NOT_PUBLISHED),
        ("汐原市科学技术局", 2020, "disclosure/fees/amount", State.DEFINITION_CHANGED),
        ("汐原市科学技术局", 2022, "disclosure/normative_documents/made", State.DEFINITION_CHANGED),
        ("汐原市科学技术局", 2022, "disclosure/procurement/amount", State.DEFINITION_CHANGED),
        ("汐原市教育局", 2022, "disclosure/regulations/issued", State.BLANK),
        ("汐原市崧陵县统计局", 2025, "disclosure_rate", State.UNDEFINED),
    ],
)
def test_why_there_is_no_figure(lookup: Lookup, name: str, year: int, measure: str, state: State) -> None:
    value = lookup.value(of(lookup, name), year, measure)
    assert value.value is None
    if measure.startswith("disclosure/procurement"):
        assert value.state is State.NOT_IN_FORM  # the row is gone, nothing stands in its place
    else:
        assert value.state is state


def test_a_rate_is_formed_only_from_printed_parts(lookup: Lookup) -> None:
    for agency in lookup.agencies.values():
        for value in lookup.values([agency.id], agency.years, RATES):
            if value.value is not None:
                assert all(part.value is not None for part in value.parts)


def test_a_change_from_nothing_is_undefined(lookup: Lookup) -> None:
    statistics = of(lookup, "汐原市崧陵县统计局")
    change, _, before = lookup.change(statistics, 2025, NEW)
    assert before.state is State.NOT_PUBLISHED
    assert change.value is None


def test_a_scope_is_a_region_with_what_lies_below_it(lookup: Lookup) -> None:
    city = {agency.agency.name for agency in lookup.scope(Scope(("汐原市",)))}
    assert "汐原市榆汀区科学技术局" in city
    assert "砚浦市芷澜区教育局" not in city
    own = {agency.agency.name for agency in lookup.scope(Scope(("汐原",), below=False))}
    assert "汐原市榆汀区科学技术局" not in own
    schools = {agency.agency.name for agency in lookup.scope(Scope(kinds=("education",)))}
    assert schools == {"汐原市教育局", "汐原市芷澜区教育局", "砚浦市芷澜区教育局"}


BODY = StoredAgency(1, Agency("某市某局"), ("某市某局",), years=(2023,))
FIGURES = st.lists(st.integers(0, 9), min_size=1, max_size=12).map(
    lambda numbers: [Value(BODY, 2023, NEW, State.FIGURE, Decimal(n)) for n in numbers]
)
BLANK = Value(BODY, 2023, NEW, State.BLANK)


@given(FIGURES, st.integers(1, 12), st.booleans())
def test_a_ranking_leaves_out_nobody_who_ties(values: list[Value], count: int, descending: bool) -> None:
    first, tied = ranked([*values, BLANK], descending, count)
    kept = [value.value for value in first]
    rest = sorted((value.value for value in values if value.value is not None), reverse=descending)
    assert kept == rest[: len(kept)]
    assert tied == (len(kept) > count)
    assert kept[-1] not in rest[len(kept) :]


@given(FIGURES)
def test_a_blank_takes_no_part_in_an_aggregate(values: list[Value]) -> None:
    for operation in (Operation.SUM, Operation.MEAN, Operation.MEDIAN, Operation.MAXIMUM, Operation.MINIMUM):
        assert aggregate(operation, [*values, BLANK]) == aggregate(operation, values)


@pytest.mark.parametrize(
    ("relation", "bound", "kept"),
    [(">", 5, False), (">=", 5, True), ("<", 6, True), ("=", 0, False), ("!=", 5, False)],
)
def test_bounds(relation: str, bound: int, kept: bool) -> None:
    five = Value(BODY, 2023, NEW, State.FIGURE, Decimal(5))
    assert keeps(five, Condition(NEW, relation, Decimal(bound))) is kept
    assert not keeps(BLANK, Condition(NEW, relation, Decimal(bound)))


def test_a_large_set_is_read_without_places_and_placed_where_it_is_told(
    lookup: Lookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, keys = list(lookup.agencies), (NEW, "applications/denied/total", "disclosure_rate")
    placed = lookup.values(ids, [2022, 2023], keys)
    monkeypatch.setattr("retrieval.lookup.MANY", 0)
    bare = lookup.values(ids, [2022, 2023], keys)
    assert [(v.state, v.value) for v in bare] == [(v.state, v.value) for v in placed]
    assert not any(part.citation.file for value in bare for part in value.parts)
    assert lookup.placed(bare) == placed
