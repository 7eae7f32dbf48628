"""What is answered to a question that is resolved already: figures with their source, and why there is none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from report.facts import Report
from report.form import RATES
from report.numbers import render
from retrieval.answer import answer_to_json, compose
from retrieval.answering.wording import number
from retrieval.question import Answer, Claim, Condition, Operation, Question, Scope
from retrieval.store import Store
from tests.stored import store_samples

NEW, CONCLUDED = "applications/new/total", "applications/concluded/total"
TODAY = date(2026, 11, 20)
CITY = "汐原市科学技术局"
Stored = tuple[Store, dict[tuple[str, int], Report]]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


@pytest.fixture
def ask(stored: Stored) -> Ask:
    """Asks with bodies by name: `ask(Operation.TREND, CITY, years=…, measures=…)`."""
    ids = {name: agency.id for agency in stored[0].agencies() for name in agency.names}

    def asked(operation: Operation = Operation.FIGURE, *bodies: str, text: str = "问", **slots: Any) -> Answer:
        question = Question(text, operation=operation, agencies=tuple(ids[body] for body in bodies), **slots)
        return compose(question, stored[0], None, TODAY)

    return asked


def value_of(stored: Stored, name: str, year: int, key: str) -> Decimal | None:
    return next(fact.value for fact in stored[1][name, year].facts if fact.cell.key == key)


def assert_bound(answer: Answer) -> None:
    """Every figure stands in the text and is bound to a place."""
    for figure in answer.figures:
        assert re.search(rf"(?<![\d.]){re.escape(number(abs(figure.value), figure.unit))}(?!\d)", answer.text)
        assert figure.citations
        assert all(0 <= place < len(answer.citations) for place in figure.citations)


def test_a_figure_stands_in_front_with_its_source(ask: Ask, stored: Stored) -> None:
    answer = ask(Operation.FIGURE, CITY, years=(2023,), measures=(NEW,))
    value = value_of(stored, CITY, 2023, NEW)
    assert answer.kind == "figure"
    assert answer.text.startswith(f"{render(value or 0)}件：{CITY}2023年")
    assert answer.citations[0].file == "xiyuan_science_2023.pdf"
    assert answer.citations[0].section == "三、收到和处理政府信息公开申请情况"
    assert_bound(answer)


def test_every_figure_of_every_report_is_bound_or_not_found(ask: Ask, stored: Stored) -> None:
    measures = (NEW, "applications/denied/total", "applications/granted/organizations", *RATES)
    for name, year in stored[1]:
        for measure in measures:
            answer = ask(Operation.FIGURE, name, years=(year,), measures=(measure,))
            assert_bound(answer)
            assert bool(answer.figures) == (answer.kind != "not_found") == (answer.reason is None)


def test_the_latest_year_is_said_first_where_none_was_named(ask: Ask) -> None:
    answer = ask(Operation.FIGURE, CITY, measures=(NEW,), year_said=False)
    assert answer.figures[0].year == 2025
    assert "2025" in answer.text.splitlines()[0]


def test_a_blank_is_told_as_blank(ask: Ask) -> None:
    answer = ask(Operation.FIGURE, "汐原市教育局", years=(2022,), measures=("disclosure/regulations/issued",))
    assert (answer.kind, answer.reason, answer.figures) == ("not_found", "blank", ())
    assert "空白" in answer.text
    assert "“/”" in answer.text


def test_a_year_without_a_report_names_the_years_there_are(ask: Ask) -> None:
    answer = ask(Operation.FIGURE, "汐原市教育局", years=(2024,), measures=(NEW,))
    assert (answer.kind, answer.reason) == ("not_found", "not_published")
    for year in ("2024", "2020", "2023"):
        assert year in answer.text
    assert answer.choices[0].question == "峤南省汐原市教育局2023年新收政府信息公开申请是多少？"


def test_money_of_one_edition_is_not_items_of_the_other(ask: Ask) -> None:
    answer = ask(Operation.FIGURE, CITY, years=(2020,), measures=("disclosure/fees/amount",))
    assert (answer.kind, answer.reason, answer.figures) == ("not_found", "definition_changed", ())
    assert "2019年版" in answer.text
    assert "上一年项目数量" in answer.text


def test_a_rate_over_nothing_is_undefined(ask: Ask) -> None:
    answer = ask(Operation.FIGURE, "汐原市崧陵县统计局", years=(2025,), measures=("disclosure_rate",))
    assert (answer.kind, answer.reason) == ("not_found", "undefined")
    assert "分母" in answer.text


def test_a_broken_promise_is_told_with_the_figure_that_rests_on_it(ask: Ask) -> None:
    answer = ask(Operation.FIGURE, "汐原市公安局榆汀分局", years=(2023,), measures=(CONCLUDED,))
    assert any("≠" in note for note in answer.notes)
    assert answer.notes[0] in answer.text


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


def test_the_form_is_explained_with_its_article(ask: Ask) -> None:
    answer = ask(Operation.EXPLAIN, text="什么是行政查询事项")
    assert answer.kind == "help"
    assert not answer.figures
    assert "第三十六条" in answer.text


def test_who_mentions_a_topic(ask: Ask) -> None:
    answer = ask(Operation.PASSAGE, text="哪些单位提到政府开放日", topic="政府开放日 活动")
    assert answer.kind == "passage"
    assert CITY in {citation.agency for citation in answer.citations}
    assert all("开放日" in citation.quote for citation in answer.citations)


def test_prose_is_held_against_the_table(ask: Ask) -> None:
    answer = ask(
        Operation.CHECK, "汐原市教育局", text="正文里写的新收申请和表格里的一样吗", years=(2023,), measures=(NEW,)
    )
    assert answer.kind == "check"
    assert "不一致" in answer.text
    assert {citation.section[:1] for citation in answer.citations} == {"一", "三"}


@pytest.mark.parametrize("text", ["", "   ", "🏛️📄❓", "。。。"])
def test_what_is_no_question_gets_help(ask: Ask, text: str) -> None:
    answer = ask(Operation.SMALLTALK, text=text)
    assert answer.kind == "help"
    assert answer.text


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


def test_a_wrong_claim_is_put_right(ask: Ask, stored: Stored) -> None:
    value = value_of(stored, CITY, 2023, NEW)
    assert value is not None
    wrong = ask(Operation.FIGURE, CITY, years=(2023,), measures=(NEW,), claim=Claim(value + 1, "多一件"))
    assert "不符" in wrong.text
    right = ask(Operation.FIGURE, CITY, years=(2023,), measures=(NEW,), claim=Claim(value, "这个数"))
    assert "一致" in right.text


def test_two_bodies_of_one_name_are_asked_back_with_their_region(stored: Stored, ask: Ask) -> None:
    fitting = tuple(agency.id for agency in stored[0].agencies() if "芷澜区教育局" in agency.agency.name)
    answer = ask(
        text="芷澜区教育局2023年收到多少件申请",
        candidates=(("芷澜区教育局", fitting),),
        years=(2023,),
        measures=(NEW,),
        named=frozenset({"agencies", "years", "measures"}),
    )
    assert answer.kind == "clarify"
    assert {choice.question for choice in answer.choices} == {
        "峤南省汐原市芷澜区教育局2023年收到多少件申请",
        "峤南省砚浦市芷澜区教育局2023年收到多少件申请",
    }


def test_an_unknown_body_is_named_with_what_is_near(ask: Ask, stored: Stored) -> None:
    near = tuple(agency.id for agency in stored[0].agencies() if agency.agency.kind == "education")
    answer = ask(text="汐原教委2023年收到多少", unknown=("汐原教委",), near=near, years=(2023,), measures=(NEW,))
    assert (answer.kind, answer.reason) == ("not_found", "not_stored")
    assert "“汐原教委”" in answer.text
    assert "单位" in answer.text
    assert "汐原市教育局" in answer.text


def test_problems_are_quoted_verbatim(ask: Ask, stored: Stored) -> None:
    answer = ask(Operation.PASSAGE, CITY, text="2024年存在哪些问题", topic="存在的问题", years=(2024,), section=5)
    prose = "".join(paragraph.text for section in stored[1][CITY, 2024].sections for paragraph in section.paragraphs)
    assert answer.kind == "passage"
    assert answer.citations
    assert all(citation.quote in prose for citation in answer.citations)
    assert "老年群体获取信息不便" in answer.text
    assert "老带新" not in answer.text


def test_a_number_that_only_the_prose_states_is_quoted(ask: Ask) -> None:
    answer = ask(
        Operation.PASSAGE, CITY, text="2024年主动公开了多少条信息", topic="主动公开了多少条信息", years=(2024,)
    )
    assert answer.kind == "passage"
    assert not answer.figures
    assert "108条" in answer.text


def test_where_a_figure_is_printed(ask: Ask) -> None:
    answer = ask(Operation.SOURCE, CITY, years=(2023,), measures=(NEW,))
    assert "三、收到和处理政府信息公开申请情况" in answer.text
    assert "xiyuan_science_2023.pdf" in answer.text
    assert_bound(answer)


def test_a_report_that_adds_up_and_one_that_does_not(ask: Ask) -> None:
    sound = ask(Operation.CHECK, CITY, years=(2023,))
    broken = ask(Operation.CHECK, "汐原市公安局榆汀分局", years=(2023,))
    assert "没有发现" in sound.text
    assert "≠" in broken.text
    assert "没有发现" not in broken.text
    assert broken.citations
    some = ask(Operation.CHECK, years=(2023,))
    assert {"汐原市公安局榆汀分局", "汐原市教育局"} <= {citation.agency for citation in some.citations}
    assert CITY not in {citation.agency for citation in some.citations}


def test_no_reason_is_invented(ask: Ask) -> None:
    answer = ask(Operation.WHY, CITY, years=(2023,), measures=(NEW,))
    assert "原因" in answer.text
    assert not answer.figures


def test_a_draft_of_next_year_invents_no_figure(ask: Ask) -> None:
    answer = ask(Operation.DRAFT, CITY, text=f"帮{CITY}起草2026年的年度报告")
    assert "wenbao draft" in answer.text
    assert not answer.figures


def test_the_reply_is_in_the_script_of_the_question_and_names_stay_as_printed(ask: Ask) -> None:
    hant = ask(Operation.FIGURE, CITY, language="zh-Hant", years=(2023,), measures=(NEW,))
    assert "來源" in hant.text
    assert CITY in hant.text
    english = ask(Operation.FIGURE, CITY, language="en", years=(2023,), measures=(NEW,))
    assert "Source" in english.text
    assert "applications received" in english.text


def test_the_json_is_what_the_interface_says(ask: Ask) -> None:
    shown = json.loads(json.dumps(answer_to_json(ask(Operation.FIGURE, CITY, years=(2023,), measures=(NEW,)))))
    assert set(shown) == {
        "question", "language", "kind", "text", "figures", "citations", "choices", "reason", "notes",
    }  # fmt: skip
    assert set(shown["figures"][0]) == {"agency", "year", "measure", "value", "unit", "citations"}
    assert set(shown["citations"][0]) >= {"agency", "year", "file", "section", "locator", "quote"}
    assert isinstance(shown["figures"][0]["value"], int)


def test_a_figure_is_answered_without_chroma_or_langchain(stored: Stored) -> None:
    agency = next(agency.id for agency in stored[0].agencies() if agency.agency.name == CITY)
    code = f"""
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from retrieval.answer import compose
from retrieval.question import Question
from retrieval.store import Store
question = Question("问", agencies=({agency},), years=(2023,), measures=("{NEW}",))
answer = compose(question, Store.open(None, Path({str(stored[0].data)!r})), None, date(2026, 11, 20))
assert answer.figures, answer
heavy = {{"chromadb", "langchain", "langchain_core", "torch", "sentence_transformers"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)


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
