"""Messages as clerks type them: each fills its cells, and none is ever filled that was not said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from report.form import Cell
from retrieval.conversation import Conversation
from retrieval.store import Store
from tests.drafts.messages import MESSAGES, Message
from tests.stored import store_samples

TODAY = date(2027, 1, 12)
_ASKS = re.compile(r"没有记|请说|是上年结转|哪一|[？?]|Not taken|which")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store, _ = store_samples(tmp_path_factory.mktemp("stored"))
    yield store
    store.close()


def given(talk: Conversation) -> dict[Cell, Decimal]:
    work = talk.desk.work
    return {cell: told.value for cell, told in work.given.items()} if work is not None else {}


def heard(store: Store, message: Message) -> tuple[dict[str, Decimal], str]:
    """The cells that a message changes, and the reply."""
    talk = Conversation(store, None, TODAY)
    talk.reply("起草汐原市科学技术局2026年的报告")
    if message.before:
        talk.reply(message.before)
    before = given(talk)
    reply = talk.reply(message.text).text
    return {cell.key: value for cell, value in given(talk).items() if before.get(cell) != value}, reply


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.text)
def test_a_message_fills_its_cells_and_no_others(store: Store, message: Message) -> None:
    filled, reply = heard(store, message)
    must = {key: Decimal(value) for key, value in message.must.items()}
    allowed = must | {key: Decimal(value) for key, value in message.may.items() if key not in must}
    assert {key: value for key, value in filled.items() if allowed.get(key) != value} == {}, f"wrong: {reply}"
    assert {key for key in must if key not in filled} == set(), f"not filled: {reply}"
    if message.asks:
        assert _ASKS.search(reply), reply
