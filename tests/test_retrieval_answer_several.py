"""What is answered over several bodies or years: side by side, over time, in order, in sum, under a condition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from report.numbers import render
from retrieval.question import Condition, Operation, Scope
from tests.answers import CITY, CONCLUDED, NEW, Ask, Stored, asking, assert_bound, value_of
from tests.stored import store_samples


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


@pytest.fixture
def ask(stored: Stored) -> Ask:
    return asking(stored)


def test_two_bodies_side_by_side_with_the_difference(ask: Ask, stored: Stored) -> None:
    other = "汐原市教育局"
    answer = ask(Operation.COMPARE, CITY, other, years=(2023,), measures=(NEW,))
    one, two = value_of(stored, CITY, 2023, NEW), value_of(stored, other, 2023, NEW)
    assert one is not None
    assert two is not None
    assert [figure.value for figure in answer.figures] == [one, two]
    assert f"多{render(abs(one - two))}件" in answer.text
    assert_bound(answer)


def test_the_difference_that_is_asked_for_is_a_figure(ask: Ask, stored: Stored) -> None:
    answer = ask(Operation.COMPARE, CITY, years=(2022, 2023), measures=(NEW,), difference=True)
    before, now = value_of(stored, CITY, 2022, NEW), value_of(stored, CITY, 2023, NEW)
    assert before is not None
    assert now is not None
    assert [figure.value for figure in answer.figures] == [before, now, now - before]
    assert answer.figures[-1].measure == "difference"
    assert_bound(answer)


def test_a_region_alone_is_asked_back(ask: Ask) -> None:
    alone = ask(text="汐原市2023年收到多少", scope=Scope(("汐原市",), words="汐原市"), years=(2023,), measures=(NEW,))
    assert alone.kind == "clarify"
    assert len(alone.choices) > 1
    every = ask(text="汐原市各单位2023年共收到", scope=Scope(("汐原市",)), years=(2023,), measures=(NEW,))
    assert every.kind == "aggregate"


def test_a_set_by_year(ask: Ask, stored: Stored) -> None:
    answer = ask(Operation.TREND, scope=Scope(("汐原市",)), years=(2022, 2023), measures=(NEW,))
    assert [figure.year for figure in answer.figures] == [2022, 2023]
    assert all(figure.agency is None for figure in answer.figures)


def test_who_has_not_published(ask: Ask) -> None:
    answer = ask(Operation.YEARS, years=(2023,))
    missing = answer.text.splitlines()[0]
    assert "汐原市崧陵县统计局" in missing
    assert CITY not in missing


def test_who_mentions_a_topic(ask: Ask) -> None:
    answer = ask(Operation.PASSAGE, text="哪些单位提到政府开放日", topic="政府开放日 活动")
    assert answer.kind == "passage"
    assert CITY in {citation.agency for citation in answer.citations}
    assert all("开放日" in citation.quote for citation in answer.citations)


def test_a_trend_names_the_years_that_are_missing(ask: Ask) -> None:
    answer = ask(Operation.TREND, "汐原市教育局", years=(2019, 2020, 2021, 2022, 2023, 2024), measures=(NEW,))
    assert [figure.year for figure in answer.figures] == [2020, 2021, 2022, 2023]
    assert any("2019、2024年" in note for note in answer.notes)
    assert_bound(answer)


def test_a_change_in_per_cent_and_from_zero(ask: Ask, stored: Stored) -> None:
    answer = ask(Operation.CHANGE, CITY, years=(2023,), measures=("disclosure/permits/decisions",))
    now = value_of(stored, CITY, 2023, "disclosure/permits/decisions")
    before = value_of(stored, CITY, 2022, "disclosure/permits/decisions")
    assert now is not None
    assert before
    assert abs(answer.figures[0].value - (now - before) / before * 100) < Decimal("1e-9")
    assert_bound(answer)


def test_a_share_shows_the_division(ask: Ask) -> None:
    answer = ask(Operation.SHARE, "汐原市教育局", years=(2023,), measures=("applications/new/natural_person", NEW))
    assert answer.kind == "share"
    assert answer.figures[0].measure == "share"
    assert "÷" in answer.text
    assert_bound(answer)


def test_a_ranking_says_over_how_many_reports_and_who_is_missing(ask: Ask) -> None:
    answer = ask(Operation.RANK, scope=Scope(("汐原市",)), years=(2023,), measures=(NEW,), count=3)
    values = [figure.value for figure in answer.figures]
    assert values == sorted(values, reverse=True)
    assert len(values) >= 3
    assert "份年度报告" in answer.text
    assert any("汐原市崧陵县统计局" in note for note in answer.notes)
    assert_bound(answer)


def test_fewer_than_two_figures_are_no_ranking(ask: Ask) -> None:
    answer = ask(Operation.RANK, scope=Scope(("砚浦市",)), years=(2023,), measures=(NEW,))
    assert answer.kind == "not_found"
    assert not answer.figures


def test_rates_are_told_each_and_never_added_up(ask: Ask) -> None:
    answer = ask(Operation.SUM, scope=Scope(("汐原市",)), years=(2023,), measures=("disclosure_rate",))
    assert answer.kind == "ranking"
    assert all(figure.agency is not None for figure in answer.figures)


def test_one_place_of_a_ranking_is_told_alone(ask: Ask) -> None:
    asked = {"scope": Scope(("汐原市",)), "years": (2023,), "measures": (NEW,)}
    order = sorted({figure.value for figure in ask(Operation.RANK, **asked).figures}, reverse=True)
    answer = ask(Operation.RANK, place=2, **asked)
    assert {figure.value for figure in answer.figures} == {order[1]}


def test_an_aggregate_leaves_out_blanks_and_says_so(ask: Ask, stored: Stored) -> None:
    measure = "applications/new/organizations"
    answer = ask(Operation.SUM, years=(2024,), measures=(measure,))
    assert answer.figures[0].agency is None
    assert any("汐原市崧陵县林业局" in note or "汐原市崧陵县人民政府" in note for note in answer.notes)
    assert_bound(answer)


def test_a_count_and_a_list_with_conditions_agree(ask: Ask) -> None:
    conditions = (Condition(NEW, ">", Decimal(5)), Condition(CONCLUDED, ">", Decimal(5)))
    counted = ask(Operation.COUNT, years=(2023,), conditions=conditions)
    listed = ask(Operation.LIST, years=(2023,), conditions=conditions)
    assert counted.figures[0].value == len({figure.agency for figure in listed.figures})
    assert all(figure.value > 5 for figure in listed.figures)
    assert_bound(counted)
    assert_bound(listed)


def test_reports_of_a_year_are_counted(ask: Ask, stored: Stored) -> None:
    answer = ask(Operation.COUNT, years=(2023,))
    assert answer.figures[0].value == sum(1 for _, year in stored[1] if year == 2023)
    assert {citation.year for citation in answer.citations} == {2023}


@pytest.mark.parametrize("growth", ["difference", "change"])
@pytest.mark.parametrize("rising", [True, False])
def test_bodies_are_ranked_by_what_changed_in_both_their_reports(
    ask: Ask, stored: Stored, growth: str, rising: bool
) -> None:
    answer = ask(Operation.RANK, years=(2023,), measures=(NEW,), growth=growth, descending=rising)
    expected = {}
    for name, year in stored[1]:
        if year == 2023 and (name, 2022) in stored[1]:
            now, then = value_of(stored, name, 2023, NEW), value_of(stored, name, 2022, NEW)
            if now is not None and then is not None and (then or growth == "difference"):
                expected[name] = now - then if growth == "difference" else (now - then) / then * 100
    meant = {name: value for name, value in expected.items() if (value > 0) == rising and value}
    assert len(expected) >= 2
    assert {figure.agency: figure.value for figure in answer.figures} == meant
    values = [figure.value for figure in answer.figures]
    assert values == sorted(values, reverse=rising)
    assert_bound(answer)


def test_bodies_that_keep_a_bound_in_every_year(ask: Ask, stored: Stored) -> None:
    bound = Condition(NEW, ">", Decimal(20))
    text = "哪些单位2022年和2023年新收申请都超过20件"
    answer = ask(Operation.LIST, text=text, years=(2022, 2023), conditions=(bound,))
    expected = {
        name
        for name, year in stored[1]
        if year == 2023
        and (name, 2022) in stored[1]
        and all((value_of(stored, name, y, NEW) or 0) > 20 for y in (2022, 2023))
    }
    assert expected
    assert {figure.agency for figure in answer.figures} == expected
    assert {figure.year for figure in answer.figures} == {2022, 2023}
