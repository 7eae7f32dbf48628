"""Prose that streams: a draft in a private chat, one edited message in a group, and the answer in its place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.telegram import streaming
from bot.telegram.means import Means
from retrieval.question import Answer
from retrieval.store import Store
from tests.telegram_bot import TOKEN, running_bot
from tests.telegram_server import BOT, TelegramServer, telegram_server


class Streamer:
    """A conversation whose model words its answer in three sentences."""

    model = object()
    previous = None

    def stream(self, text: str) -> Iterator[str | Answer]:
        for said in ("第一句。", "第一句。第二句。"):
            yield said
            time.sleep(0.3)
        yield Answer(kind="passage", text="第一句。第二句。第三句。")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TelegramServer]:
    monkeypatch.setattr(streaming, "PACE", {True: 0.0, False: 0.0})
    store = Store.open(None, tmp_path)
    means = Means(store=store, converse=lambda key: Streamer())  # type: ignore[arg-type, return-value]
    with telegram_server(TOKEN) as server, running_bot(server, means):
        yield server
    store.close()


def test_a_private_chat_sees_drafts_and_then_one_message(server: TelegramServer) -> None:
    server.write("说说问题")
    assert server.wait_for(1)[0]["text"] == "第一句。第二句。第三句。"
    drafts = [parameters for method, parameters in server.calls if method == "sendmessagedraft"]
    assert drafts
    assert drafts[0]["text"] == "第一句。 …"
    assert not server.broken
    assert len({draft["draft_id"] for draft in drafts}) == 1
    assert len(server.sent) == 1


def test_a_group_sees_one_message_that_is_edited(server: TelegramServer) -> None:
    server.write(f"@{BOT['username']} 说说问题", chat=-100)
    server.wait_for(1)
    until = time.monotonic() + 20
    edits: list[str] = []
    while time.monotonic() < until and "第一句。第二句。第三句。" not in edits:
        edits = [parameters["text"] for method, parameters in server.calls if method == "editmessagetext"]
        time.sleep(0.05)
    assert edits[-1] == "第一句。第二句。第三句。"
    assert len(server.sent) == 1
