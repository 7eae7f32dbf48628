"""Turns that follow one another: what is kept, what a follow-up changes, what a restart leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from report.facts import Report
from retrieval.conversation import Conversation, question_from_json, question_to_json
from retrieval.question import Claim, Condition, Operation, Question, Scope
from retrieval.store import Store
from tests.stored import store_samples

TODAY = date(2026, 11, 20)
CITY = "汐原市科学技术局"
Stored = tuple[Store, dict[tuple[str, int], Report]]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


@pytest.fixture
def talk(stored: Stored) -> Conversation:
    return Conversation(stored[0], None, TODAY)


def value_of(stored: Stored, name: str, year: int, key: str) -> Decimal | None:
    return next(fact.value for fact in stored[1][name, year].facts if fact.cell.key == key)


def test_a_question_survives_being_kept() -> None:
    question = Question(
        "2022年有几家超过1.5万元",
        operation=Operation.COUNT,
        agencies=(3, 4),
        candidates=(("区教育局", (1, 2)),),
        scope=Scope(("汐原市",), ("education",), False, "全市教育局"),
        years=(2021, 2022),
        measures=("disclosure/fees/amount",),
        conditions=(Condition("disclosure/fees/amount", ">", Decimal("1.5")),),
        claim=Claim(Decimal(500), "500件"),
        named=frozenset({"years", "measures"}),
    )
    assert question_from_json(question_to_json(question)) == question


def test_a_turn_of_another_version_is_forgotten_not_fatal() -> None:
    assert question_from_json({"operation": "prophesy"}) is None
    assert question_from_json({"text": "问"}) is None


def test_a_follow_up_changes_the_year_and_keeps_the_rest(talk: Conversation, stored: Stored) -> None:
    talk.reply(f"{CITY}2023年收到多少件申请")
    figure = talk.reply("那2022年呢").figures[0]
    assert (figure.agency, figure.year, figure.measure) == (CITY, 2022, "applications/new/total")
    assert figure.value == value_of(stored, CITY, 2022, "applications/new/total")


def test_a_follow_up_changes_the_measure(talk: Conversation) -> None:
    talk.reply(f"{CITY}2023年收到多少件申请")
    figure = talk.reply("办结了几件").figures[0]
    assert (figure.year, figure.measure) == (2023, "applications/concluded/total")


def test_where_a_figure_came_from(talk: Conversation) -> None:
    talk.reply(f"{CITY}2023年收到多少件申请")
    answer = talk.reply("出处呢")
    assert "xiyuan_science_2023.pdf" in answer.text
    assert "三、收到和处理" in answer.text


def test_the_latest_year_that_was_taken_goes_on(talk: Conversation) -> None:
    first = talk.reply(f"{CITY}收到多少件申请")
    assert first.figures[0].year == 2025
    assert talk.reply("办结了几件").figures[0].year == 2025


def test_thanks_do_not_end_the_thread(talk: Conversation) -> None:
    talk.reply(f"{CITY}2023年收到多少件申请")
    assert talk.reply("谢谢").kind == "help"
    assert talk.reply("那2022年呢").figures[0].year == 2022


def test_a_chat_goes_on_after_a_restart(stored: Stored) -> None:
    key = ("telegram", "1", "2")
    Conversation(stored[0], None, TODAY, key=key).reply(f"{CITY}2023年收到多少件申请")
    assert Conversation(stored[0], None, TODAY, key=key).reply("那2022年呢").figures[0].year == 2022
    assert not Conversation(stored[0], None, TODAY, key=("telegram", "1", "3")).reply("那2022年呢").figures


def test_two_questions_in_one_are_answered_about_the_body_that_the_first_finds(stored: Stored) -> None:
    talk = Conversation(stored[0], None, TODAY)
    once = talk.reply("2023年新收申请最多的单位，它的结转率是多少")
    apart = Conversation(stored[0], None, TODAY)
    top = apart.reply("2023年新收申请最多的单位是谁").figures[0]
    asked = apart.reply("它的结转率是多少").figures[0]
    assert (once.figures[0].agency, once.figures[0].measure, once.figures[0].value) == (
        top.agency,
        "backlog_rate",
        asked.value,
    )
    assert all(place < len(once.citations) for figure in once.figures for place in figure.citations)
    assert {once.citations[place].agency for place in once.figures[0].citations} == {top.agency}
