"""What a follow-up asks, said so that it can be asked again without the conversation before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from retrieval.conversation import Conversation
from retrieval.offers import find_offers
from retrieval.restating import restate
from retrieval.store import Store
from tests.stored import store_samples

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened, _ = store_samples(tmp_path_factory.mktemp("restating"))
    with opened:
        yield opened


@pytest.mark.parametrize(
    "turns",
    [
        ("汐原市科学技术局2023年收到多少件申请",),
        ("汐原市科学技术局2023年收到多少件申请", "2022年呢"),
        ("汐原市科学技术局2023年收到多少件申请", "教育局呢"),
        ("汐原市科学技术局2023年收到多少件申请", "其中自然人呢"),
        ("汐原市科学技术局2023年收到多少件申请", "同比呢"),
        ("汐原市科学技术局2023年新收申请和予以公开分别多少", "2021年呢"),
        ("Xiyuan Science and Technology Bureau, applications received in 2023", "and in 2022?"),
    ],
)
def test_words_that_stand_alone_give_the_same_figures(store: Store, turns: tuple[str, ...]) -> None:
    conversation = Conversation(store, lambda: None, TODAY)
    for turn in turns:
        answer = conversation.reply(turn)
    assert answer.figures
    assert conversation.previous is not None
    again = restate(conversation.previous, store.agencies(), TODAY)
    assert again is not None
    assert Conversation(store, lambda: None, TODAY).reply(again).figures == answer.figures


def test_what_buttons_ask_can_be_asked_again(store: Store) -> None:
    conversation = Conversation(store, lambda: None, TODAY)
    answer = conversation.reply("汐原市科学技术局2023年收到多少件申请")
    assert conversation.previous is not None
    for offer in find_offers(conversation.previous, answer, store.agencies()):
        asked = Conversation(store, lambda: None, TODAY)
        figures = asked.answer(offer.question).figures
        assert asked.previous is not None
        again = restate(asked.previous, store.agencies(), TODAY)
        if again is not None:
            assert Conversation(store, lambda: None, TODAY).reply(again).figures == figures
