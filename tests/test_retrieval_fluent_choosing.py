"""What a language model may choose from lists: asked back, offered, never answered with a figure by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from retrieval.conversation import Conversation
from retrieval.fluent.choosing import Lists, disposed
from retrieval.question import Question
from retrieval.store import Store
from tests.model_guest import Serve, guest, serving
from tests.model_server import Said
from tests.stored import store_samples

TODAY = date(2026, 11, 20)
BODY = "汐原市科学技术局"
UNSURE = "How did the Xiyuan Education Bureau do in 2023"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_samples(tmp_path_factory.mktemp("stored"))[0]


@pytest.fixture
def serve() -> Iterator[Serve]:
    with serving() as start:
        yield start


def test_a_model_and_the_embedder_must_agree_before_a_figure_is_looked_up() -> None:
    question = Question(UNSURE, agencies=(1,), years=(2023,))
    lists = Lists((), (2023,), ("applications/new/total", "applications/granted/total"), surely=True)
    proposed = {"agencies": [], "years": [], "measures": ["applications/new/total"], "operation": "figure"}
    filled = disposed(question, lists, proposed)
    assert filled is not None
    assert filled.sure
    assert filled.question.measures == ("applications/new/total",)
    other = disposed(question, lists, proposed | {"measures": ["applications/granted/total"]})
    assert other is not None
    assert not other.sure  # asked back


def test_what_the_rules_do_not_understand_is_asked_back(store: Store, serve: Serve) -> None:
    def script(request: dict[str, Any]) -> Said:
        keys = re.findall(r"^(\w+/\S+/\w+): ", request["messages"][0]["content"], re.M)
        made = {"agencies": [], "years": [2023], "measures": keys[:1], "operation": "figure"}
        return Said(calls=(("Question", made),))

    server = serve(script)
    answer = Conversation(store, None, TODAY, model=guest(server)).reply(UNSURE)
    assert server.asked
    assert answer.kind == "clarify"
    assert any("2023" in choice.question for choice in answer.choices)


@pytest.mark.parametrize(
    "made",
    [
        {"agencies": [77], "years": [1999], "measures": ["applications/invented/total"], "operation": "delete"},
        {"agencies": "all", "years": None, "measures": 7, "operation": []},
        {},
    ],
)
def test_what_is_not_in_the_lists_is_dropped(made: dict[str, Any], store: Store, serve: Serve) -> None:
    plain = Conversation(store, None, TODAY).reply(UNSURE)
    model = guest(serve(lambda request: Said(calls=(("Question", made),))))
    assert Conversation(store, None, TODAY, model=model).reply(UNSURE).text.startswith(plain.text)


def test_what_no_prose_says_is_offered_as_what_the_model_takes_it_for(store: Store, serve: Serve) -> None:
    """It stays not found: a model that is wrong makes no figure of it."""
    asked = f"{BODY}2023年被人告上法庭的事"
    plain = Conversation(store, None, TODAY).reply(asked)
    assert plain.kind == "not_found"
    proposed = {"agencies": [], "years": [], "measures": [], "operation": "figure"}

    def script(request: dict[str, Any]) -> Said:
        keys = re.findall(r"^(\S+/\S+/\S+): ", request["messages"][0]["content"], re.M)
        return Said(calls=(("Question", proposed | {"measures": keys[:1]}),))

    talk = Conversation(store, None, TODAY, model=guest(serve(script)))
    answer = talk.reply(asked)
    assert (answer.kind, answer.reason, answer.figures) == (plain.kind, plain.reason, ())
    assert answer.text.startswith(plain.text)
    assert talk.reply(answer.choices[-1].question).kind == "figure"
    assert talk.reply(f"{BODY}2023年提到元宇宙了吗").kind == "not_found"


def test_prose_that_the_model_calls_otherwise_is_offered(store: Store, serve: Serve) -> None:
    made = {"agencies": [], "years": [], "measures": [], "operation": "passage", "topic": "培训"}
    server = serve(lambda request: Said(calls=(("Question", made),)) if request.get("tool_choice") else Said(""))
    talk = Conversation(store, None, TODAY, model=guest(server))
    answer = talk.reply(f"{BODY}2023年有没有给同志们充电")
    assert answer.kind == "not_found"
    assert any("培训" in choice.question for choice in answer.choices)
    assert talk.reply(answer.choices[-1].question).kind == "passage"
