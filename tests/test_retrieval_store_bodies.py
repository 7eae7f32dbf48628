"""`retrieval/store`: which names are one body, and which report of a year counts, in whatever order they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.checks import check_report
from report.facts import Place
from report.passages import Passage
from retrieval.store import Store
from tests.maker.bodies import CITY_SCIENCE
from tests.maker.made import make
from tests.stores import WORLD, Opened, bodies, current, report


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened()


# — versions —


def test_a_later_publication_replaces_and_an_earlier_one_is_a_copy(store: Store) -> None:
    assert store.save(report(new=1, published=date(2024, 1, 20))).status == "stored"
    assert store.save(report(new=1, published=date(2024, 1, 20))).status == "unchanged"
    assert store.save(report(new=2, published=date(2024, 3, 1))).status == "replaced"
    assert store.save(report(new=3, published=date(2024, 2, 1))).status == "copy"
    assert store.save(report(new=4, published=None)).status == "copy"
    assert [f.fact.value for f in store.facts()] == [Decimal(2)]
    assert sorted(r.state for r in store.all_reports()) == ["stored", "superseded", "superseded", "superseded"]


def test_the_same_bytes_under_two_names_are_one_report(store: Store) -> None:
    first = report(file="b.txt")
    store.save(first)
    assert store.save(replace(first, file="a.txt", url="https://gov.example/a")).status == "unchanged"
    (listed,) = store.reports()
    assert (listed.file, listed.url) == ("a.txt", "https://gov.example/a")


def test_bytes_read_anew_take_the_place_of_what_was_read(store: Store) -> None:
    first = report(new=1)
    old = store.save(first, passages=[Passage("p1", "prose", "一、总体情况", "旧", Place())])
    facts = (replace(first.facts[0], value=Decimal(2), printed="2"),)
    assert store.save(replace(first, facts=facts), again=True).report_id == old.report_id
    assert [f.fact.value for f in store.facts()] == [Decimal(2)]
    assert store.passages([old.report_id]) == []


def test_which_body_is_it(store: Store) -> None:
    for one in WORLD:
        store.save(one)
    assert bodies(store) == {
        frozenset({"汐原市榆汀区科学技术局", "汐原市榆汀区科技局", "榆汀区科学技术局", "榆汀区科技局"}),
        frozenset({"汐原市芷澜区教育局"}),
        frozenset({"砚浦市芷澜区教育局"}),
        frozenset({"芷澜区教育局"}),  # two fit: it stays its own
        frozenset({"汐原市崧陵县扶贫开发办公室", "崧陵县乡村振兴局"}),
        frozenset({"汐原市住房和城乡建设局", "汐原市房产管理局"}),
        frozenset({"汐原市公安局榆汀分局", "汐原市榆汀区公安分局"}),
    }
    links = {body.agency.body: body.links for body in store.agencies() if body.links}
    assert links == {
        "住房和城乡建设局": ("报告自述：原名汐原市房产管理局",),
        "乡村振兴局": ("机构改革：扶贫开发办公室 → 乡村振兴局",),
    }


def test_a_second_body_that_fits_parts_a_bare_name_from_the_first(store: Store) -> None:
    bare = store.save(report("芷澜区教育局", 2021))
    first = store.save(report("汐原市芷澜区教育局", 2022))
    assert first.agency_id == bare.agency_id
    second = store.save(report("砚浦市芷澜区教育局", 2022))
    assert len(bodies(store)) == 3
    store.remove([second.report_id])
    assert bodies(store) == {frozenset({"芷澜区教育局", "汐原市芷澜区教育局"})}


def test_bodies_that_both_report_for_a_year_are_no_renaming(store: Store) -> None:
    store.save(report("汐原市崧陵县扶贫开发办公室", 2021))
    store.save(report("汐原市崧陵县乡村振兴局", 2022))
    assert len(bodies(store)) == 1
    store.save(report("汐原市崧陵县乡村振兴局", 2021))
    assert len(bodies(store)) == 2


@given(seed=st.integers(0, 10**6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_reading_decides_nothing(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    world = [
        *WORLD,
        report("汐原市榆汀区科学技术局", 2022, 20),
        report("汐原市榆汀区科学技术局", 2022, 21, file="a.txt"),
    ]
    states = []
    for order in (world, Random(seed).sample(world, len(world))):
        with Store.open("", tmp_path_factory.mktemp("order")) as store:
            for one in [*order, *order[:5]]:
                store.save(one, check=check_report)
            found = sorted((r.file, repr(store.findings(r.agency_id, r.year))) for r in store.reports())
            kept = sorted((r.file, r.state) for r in store.all_reports())
            named = sorted((body.agency.name, body.agency.region, body.names, body.links) for body in store.agencies())
            states.append((current(store), named, kept, found))
    assert states[0] == states[1]


def test_a_year_before_that_comes_late_is_checked_against(store: Store) -> None:
    before = make(CITY_SCIENCE, 2022, 1)
    after = make(CITY_SCIENCE, 2023, 2)  # carries in something else than the year before carried out
    alone = check_report(after.report("2023"))
    assert store.save(after.report("2023"), check=check_report).findings == alone
    body = store.save(before.report("2022"), check=check_report).agency_id
    both = check_report(after.report("2023"), before.report("2022"))
    assert both != alone
    assert store.findings(body, 2023) == both
    assert store.previous(after.report("draft")) is not None
    store.remove([r.report_id for r in store.matching(year=2022)])
    assert store.findings(body, 2023) == alone
