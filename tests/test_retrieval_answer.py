"""What is answered to a question that is resolved already: figures with their source, and why there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from report.form import RATES
from report.numbers import render
from retrieval.answer import answer_to_json
from retrieval.question import Claim, Operation
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


def test_the_form_is_explained_with_its_article(ask: Ask) -> None:
    answer = ask(Operation.EXPLAIN, text="什么是行政查询事项")
    assert answer.kind == "help"
    assert not answer.figures
    assert "第三十六条" in answer.text


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
