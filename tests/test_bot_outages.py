"""What goes wrong on the way: outages, floods, time-outs, messages given twice. Nothing is lost, nothing doubled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.app import means as means_of
from bot.telegram.access import Access
from bot.telegram.means import Means
from tests.telegram_bot import TOKEN, ask, bot_process, library, own_bot
from tests.telegram_server import telegram_server

BODY = "汐原市科学技术局"
SERVER_ERROR = {"ok": False, "error_code": 500, "description": "Internal Server Error"}
PEOPLE = count(1_000)


@pytest.fixture(scope="module")
def means(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Means]:
    with library(tmp_path_factory.mktemp("outages"), samples) as opened:
        yield replace(means_of(opened), access=Access(per_person=1_000, in_all=10_000))


@pytest.fixture
def me() -> int:
    return next(PEOPLE)


def test_an_outage_is_sat_out(means: Means, me: int) -> None:
    with own_bot(means) as bot:
        ask(bot, me, "你好")
        bot.failures.extend([("sendmessage", 502, SERVER_ERROR), ("sendmessage", 500, SERVER_ERROR)])
        assert ask(bot, me, f"{BODY}2023年收到多少件申请")[0]["text"].startswith("2件")
        bot.on_done = lambda method, _: bot.stop_soon() if method == "sendchataction" else None
        bot.write(f"{BODY}2022年收到多少件申请", chat=me, person=me)
        bot.wait_for_call("sendchataction", count=3)
        bot.on_done = lambda method, _: None
        time.sleep(2.5)
        bot.start()
        bot.write(f"{BODY}2021年收到多少件申请", chat=me, person=me)
        told = [message["text"][:2] for message in bot.wait_told(me, 4, seconds=60)[1:]]
        assert told == ["2件", "4件", "6件"]


def test_flood_control_is_waited_out(means: Means, me: int) -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
    with own_bot(means) as bot:
        bot.failures.extend([("sendmessage", 429, body)] * 5)
        assert ask(bot, me, f"{BODY}2023年收到多少件申请")[0]["text"].startswith("2件")


def test_what_may_have_arrived_is_not_sent_again_but_said(
    means: Means, me: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.application.READ_TIMEOUT", 1.0)
    with own_bot(means) as bot:
        bot.stalls.append(("sendmessage", 2.5))
        ask(bot, me, f"{BODY}2023年收到多少件申请")
        time.sleep(3)
        assert "可能没有送到" in bot.wait_told(me, 2)[1]["text"]
        assert len(ask(bot, me, f"{BODY}2022年收到多少件申请")) == 1
        assert [message["text"][:2] for message in bot.told(me)] == ["2件", "这一", "4件"]


def test_a_file_that_could_not_be_fetched_is_said(means: Means, me: int) -> None:
    with own_bot(means) as bot:
        bot.failures.extend([("getfile", 502, SERVER_ERROR)])
        bot.send_file("菜单.txt", "今天吃面".encode(), chat=me, person=me)
        note = bot.wait_told(me)[0]
        bot.press(note, "再问一次", person=me)
        assert "菜单.txt" in bot.wait_told(me, 2)[1]["text"]


def test_a_database_that_goes_away_loses_nothing(means: Means, me: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.application.LEFT", 0.5)
    away = threading.Event()

    def failing(name: str) -> Callable[..., object]:
        call = getattr(means.store, name)

        def or_fail(*given: object) -> object:
            if away.is_set():
                raise ConnectionError("the database is away")
            return call(*given)

        return or_fail

    for name in ("receive", "begin", "finish", "unanswered", "unsure", "person", "load_turns", "save_answer"):
        monkeypatch.setattr(means.store, name, failing(name))

    def converse(key: tuple[str, ...]) -> object:
        if not went.is_set():
            went.set()
            away.set()  # in the middle of an answer
        return means.converse(key)

    went = threading.Event()
    with own_bot(replace(means, converse=converse)) as bot:  # type: ignore[arg-type]
        bot.write(f"{BODY}2023年收到多少件申请", chat=me, person=me)
        went.wait(10)
        bot.write(f"{BODY}2022年收到多少件申请", chat=me, person=me)  # cannot even be kept
        time.sleep(1.5)
        assert bot.told(me) == []
        away.clear()
        told = [message["text"][:2] for message in bot.wait_told(me, 2)]
        assert sorted(told) == ["2件", "4件"]
        time.sleep(1.5)
        assert len(bot.told(me)) == 2


def test_what_comes_twice_is_answered_once(means: Means, me: int) -> None:
    with own_bot(means) as bot:
        ask(bot, me, f"{BODY}2023年收到多少件申请")
        time.sleep(0.3)
        bot.give_again()
        ask(bot, me, f"{BODY}2022年收到多少件申请")
        time.sleep(0.5)
        assert [message["text"][:2] for message in bot.told(me)] == ["2件", "4件"]


def test_typing_shows_at_once_though_the_chat_is_busy(means: Means, me: int) -> None:
    def slow(key: tuple[str, ...]) -> object:
        time.sleep(1.0)
        return means.converse(key)

    with own_bot(replace(means, converse=slow)) as bot:  # type: ignore[arg-type]
        bot.write("你好", chat=me, person=me)
        bot.write("你好", chat=me, person=me)
        bot.wait_for_call("sendchataction", count=2)
        assert bot.told(me) == []
        bot.wait_told(me, 2)


def test_killed_in_an_outage_it_answers_after_it(means: Means, me: int) -> None:
    with telegram_server(TOKEN) as server:
        server.failures.extend([("sendmessage", 502, SERVER_ERROR)] * 100)
        with bot_process(server, means.store.data):
            server.write(f"{BODY}2023年收到多少件申请", chat=me, person=me)
            server.wait_for_call("sendchataction", seconds=60)
            server.wait_until(lambda: len(server.failures) < 99, seconds=60)
        server.failures.clear()
        with bot_process(server, means.store.data):
            server.wait_told(me, seconds=60)
            server.write("你好", chat=me + 1, person=me + 1)
            server.wait_told(me + 1)
            assert [message["text"][:2] for message in server.told(me)] == ["2件"]
