"""Conversations with the bot as a person lives them, through the real library, against a stand-in server."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import Masked
from bot.settings import Settings
from bot.telegram.access import Access
from bot.telegram.means import Means
from bot.telegram.rendering import numbered_parts
from report.facts import Citation, Place
from retrieval.question import Answer, Choice
from retrieval.store import Store
from tests.telegram_bot import TOKEN, running_bot
from tests.telegram_people import BOT
from tests.telegram_server import TelegramServer, telegram_server

Turns = dict[tuple[str, ...], list[str]]


class Echo:
    """A conversation that answers with what it was asked, and how often before; it stands for the real one here."""

    def __init__(self, key: tuple[str, ...], turns: Turns) -> None:
        self.key, self.turns = key, turns
        self.previous = None

    def reply(self, text: str) -> Answer:
        before = self.turns.setdefault(self.key, [])
        before.append(text)
        if text == "boom":
            raise RuntimeError("a bug")
        if text == "slow":
            time.sleep(0.5)
        if text == "哪个":
            return Answer(kind="clarify", text="哪一个？", choices=(Choice("甲市", "甲市2023年？" * 20),))
        source = Citation(
            "甲市", 2023, "a.pdf", "三、收到和处理政府信息公开申请情况", Place(page=3, text="（一）予以公开")
        )
        return Answer(kind="figure", text=f"{len(before)}:{text}", citations=(source,))


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with telegram_server(TOKEN) as running:
        yield running
    assert not running.broken, running.broken


@pytest.fixture
def turns() -> Turns:
    return {}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(None, tmp_path) as opened:
        yield opened


@pytest.fixture
def means(store: Store, turns: Turns) -> Means:
    return Means(store, lambda key: Echo(key, turns))  # type: ignore[arg-type,return-value]


@pytest.fixture
def bot(server: TelegramServer, means: Means) -> Iterator[TelegramServer]:
    with running_bot(server, means):
        yield server


def test_a_question_gets_its_answer_with_its_source(bot: TelegramServer) -> None:
    bot.write("甲市2023年收到多少件申请")
    text = bot.wait_for(1)[0]["text"]
    assert text.startswith("1:甲市2023年收到多少件申请")
    assert "a.pdf" in text
    assert "第3页" in text
    assert "三、收到和处理政府信息公开申请情况" in text
    assert "（一）予以公开" in text


def test_typing_is_shown(bot: TelegramServer) -> None:
    bot.write("slow")
    assert bot.wait_for_call("sendchataction")["action"] == "typing"
    bot.wait_for(1)


def test_a_group_is_answered_only_when_the_bot_is_addressed(bot: TelegramServer) -> None:
    bot.write("今天吃什么", chat=-100)
    bot.write(f"@{BOT['username']} 甲市2023年？", chat=-100)
    first = bot.wait_for(1)[0]
    assert first["text"].startswith("1:甲市2023年？")
    bot.write("那2022年呢", chat=-100, reply_to={k: v for k, v in first.items() if k != "_parameters"})
    assert bot.wait_for(2)[1]["text"].startswith("2:那2022年呢")


def test_each_person_of_a_group_has_an_own_conversation(bot: TelegramServer, turns: Turns) -> None:
    for person in (1, 2):
        bot.write(f"@{BOT['username']} 问{person}", chat=-100, person=person)
    bot.wait_for(2)
    assert turns == {("telegram", "-100", "1"): ["问1"], ("telegram", "-100", "2"): ["问2"]}


def test_a_choice_is_a_button_that_works_after_a_restart(server: TelegramServer, means: Means) -> None:
    with running_bot(server, means):
        server.write("哪个")
        asked = server.wait_for(1)[0]
    with running_bot(server, means):
        server.press(asked, "甲市")
        assert server.wait_for(2)[1]["text"].startswith("2:甲市2023年？甲市2023年？")


def test_a_button_of_which_nothing_is_known_says_so(server: TelegramServer, means: Means) -> None:
    with running_bot(server, means):
        server.write("哪个")
        asked = server.wait_for(1)[0]
        means.store.forget("telegram", "500")
        server.press(asked, "甲市")
        assert "重新提问" in server.wait_for_call("answercallbackquery")["text"]


def test_what_is_no_text_gets_one_sentence(bot: TelegramServer) -> None:
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    bot.send_other(voice=voice)
    assert "文字" in bot.wait_for(1)[0]["text"]
    bot.send_other(chat=-100, voice=voice)
    bot.write("还在吗")
    assert len(bot.wait_for(2)) == 2


def test_a_bug_gives_one_sentence_and_the_log_the_traceback(
    bot: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    bot.write("boom")
    text = bot.wait_for(1)[0]["text"]
    number = text.split("编号 ")[1][:8]
    assert "Traceback" not in text
    record = next(r for r in caplog.records if number in r.getMessage())
    assert record.exc_info is not None
    bot.write("还在吗")
    assert "还在吗" in bot.wait_for(2)[1]["text"]


def test_messages_of_one_chat_are_answered_in_order(bot: TelegramServer) -> None:
    for text in ("slow", "二", "三"):
        bot.write(text)
    assert [message["text"][:3] for message in bot.wait_for(3)] == ["1:s", "2:二", "3:三"]


def test_chats_do_not_wait_for_each_other(bot: TelegramServer) -> None:
    bot.write("slow", chat=1, person=1)
    bot.write("快", chat=2, person=2)
    assert [message["chat"]["id"] for message in bot.wait_for(2)] == [2, 1]


def test_flood_control_is_waited_out(bot: TelegramServer) -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
    bot.failures.append(("sendmessage", 429, body))
    bot.write("还在吗")
    assert "还在吗" in bot.wait_for(1)[0]["text"]


def test_who_asks_too_fast_is_told_so(server: TelegramServer, means: Means) -> None:
    access = Access(per_person=2, in_all=100, clock=lambda: 0.0)
    with running_bot(server, replace(means, access=access)):
        for n in range(3):
            server.write(f"问{n}")
            server.wait_for(n + 1)
        assert "稍等" in server.sent[2]["text"]
        server.write("别人", person=9, chat=9)
        assert "别人" in server.wait_for(4)[3]["text"]


def test_a_text_past_the_limit_is_no_question(bot: TelegramServer, turns: Turns) -> None:
    bot.write("长" * 2_000)
    assert "太长" in bot.wait_for(1)[0]["text"]
    assert turns == {}


def test_long_replies_come_in_numbered_parts() -> None:
    text = "\n".join(f"第{n}行：" + "数" * 50 for n in range(200))
    parts = numbered_parts(text)
    assert len(parts) > 1
    assert all(len(part.encode("utf-16-le")) // 2 <= 4096 for part in parts)
    assert parts[0].startswith(f"(1/{len(parts)}) 第0行")
    assert [line for part in parts for line in part.split(") ", 1)[1].splitlines()] == text.splitlines()


def test_the_token_is_in_no_log() -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, f"POST https://host/bot{TOKEN}/getMe", None, None)
    try:
        raise RuntimeError(f"could not reach /bot{TOKEN}/getMe")
    except RuntimeError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    shown = Masked("%(message)s").format(record)
    assert TOKEN.split(":")[1] not in shown
    assert "getMe" in shown


def test_what_a_library_logs_is_told_without_its_values() -> None:
    update = {"message": {"text": "秘密", "from": {"first_name": "甲某"}}}
    shown = []
    for name, words, given in (
        ("telegram.Bot", "Error while parsing updates! Received data was %r", (update,)),
        ("asyncio", "Task exception was never retrieved\nfuture: <Task exception=RuntimeError('秘密')>", ()),
        ("telegram.ext.AIORateLimiter", "Rate limit hit after maximum of %d retries", (3,)),
    ):
        shown.append(Masked("%(message)s").format(logging.LogRecord(name, 40, __file__, 1, words, given, None)))
    assert shown[0].startswith("Error while parsing updates!")
    assert shown[2].endswith("3 retries")
    assert not any(secret in line for line in shown for secret in ("秘密", "甲某"))


def test_settings_are_named_when_they_cannot_be_used(tmp_path: Path) -> None:
    from bot.app import run
    from bot.parts import Parts
    from report.errors import UnusableSetting

    with pytest.raises(UnusableSetting, match="TELEGRAM_BOT_TOKEN"):
        run(Parts(Settings(data=tmp_path)))
