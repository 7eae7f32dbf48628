"""The bot as a process: killed and started again, behind a webhook, watched, and silent about who asks what."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.app import means as means_of
from bot.app import set_up_logging
from bot.parts import Parts
from bot.settings import Settings
from ingest.load import load
from retrieval.store import Store
from tests.telegram_bot import TOKEN, bot_process, running_bot
from tests.telegram_people import Plain, buttons
from tests.telegram_server import TelegramServer, telegram_server

BODY = "汐原市科学技术局"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    folder = tmp_path_factory.mktemp("running")
    parts = Parts(Settings(data=folder))
    files = sorted(samples.glob("xiyuan_science_202*[!s]"))
    assert all(loaded.status == "stored" for loaded in load(files, parts.store, parts.passages))
    parts.store.close()
    return folder


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with telegram_server(TOKEN) as running:
        yield running
        assert not running.broken, running.broken


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


NOTE = "可能没有送到"


def test_a_bot_killed_in_the_middle_answers_once_or_says_that_it_may_not_have(
    server: TelegramServer, data: Path
) -> None:
    killed: list[str] = []
    asked: list[tuple[int, int, Plain]] = []  # chat, year, message

    def kill_when(method: str, times: int) -> None:
        """The bot dies when it has called a method so many times; what it asked for is done, the answer never read."""
        left = [times]

        def done(called: str, parameters: Plain) -> None:
            left[0] -= called == method and NOTE not in str(parameters.get("text"))
            if left[0] == 0 and method not in killed:
                killed.append(method)
                os.kill(process.pid, signal.SIGKILL)

        server.on_done = done

    def settled() -> bool:
        return all(answers(server, chat, year) or notes(server, message) for chat, year, message in asked)

    for number, method in enumerate(("sendchataction", "sendmessage", "getupdates", ""), 1):
        with bot_process(server, data) as process:
            server.wait_for_call("getupdates", count=len(server.called("getupdates")) + 1, seconds=60)
            for chat in range(1, 5):
                year = 2020 + number
                message = server.write(f"{BODY}{year}年收到多少件申请", chat=chat, person=chat)
                asked.append((chat, year, message))
            if method:
                kill_when(method, 2)
                process.wait(60)
                server.on_done = lambda called, _: None
                continue
            server.wait_until(settled, seconds=60)
            server.write("你好", chat=9, person=9)
            server.wait_told(9)
            for chat, year, message in asked:
                told, said = answers(server, chat, year), notes(server, message)
                assert len(told) <= 1, (chat, year)
                assert len(said) <= 1, (chat, year)
                assert told or said, (chat, year)
                assert not (year == 2024 and said), "nothing was killed here"
                if not told:  # the button under the note asks again
                    server.press(said[0], "再问一次", person=chat)
                    server.wait_until(lambda c=chat, y=year: len(answers(server, c, y)) == 1)  # type: ignore[misc]
            process.terminate()
            process.wait(30)
    assert killed == ["sendchataction", "sendmessage", "getupdates"]


def answers(server: TelegramServer, chat: int, year: int) -> list[Plain]:
    """What a chat was told of a year."""
    return [message for message in server.told(chat) if f"局{year}年" in message["text"]]


def notes(server: TelegramServer, asked: Plain) -> list[Plain]:
    """The notes under a message that its answer may not have arrived."""
    number = asked["message_id"]
    told = [message for message in server.told(asked["chat"]["id"]) if NOTE in message["text"]]
    return [m for m in told if m["_parameters"]["reply_parameters"]["message_id"] == number]


def test_a_note_is_given_once_and_its_button_asks_again_whatever_it_was(server: TelegramServer, data: Path) -> None:
    """A file, a forwarded text, a command: what was begun before the kill is asked again as it was."""
    chats: dict[int, Callable[[], object]] = {
        1: lambda: server.write("/trend 汐原市科学技术局 新收申请", chat=1, person=1),
        2: lambda: server.forward(f"{BODY}2023年收到申请3件", chat=2, person=2),
        3: lambda: server.send_file("菜单.txt", "今天吃面".encode(), chat=3, person=3),
    }
    with Store.open(None, data) as store:
        for send in chats.values():
            send()
        for update in server.ready(0):
            store.receive("telegram", update["update_id"], json.dumps(update))
            store.begin("telegram", update["update_id"])
    server.forget_updates()
    for _ in range(2):  # the second start has nothing to tell
        with bot_process(server, data):
            server.wait_for_call("getupdates", count=len(server.called("getupdates")) + 1, seconds=60)
            for chat in chats:
                (note,) = server.told(chat)
                assert NOTE in note["text"]
                assert len(buttons(note)[0]["callback_data"].encode()) <= 64
    with bot_process(server, data) as process:
        for chat, expected in {1: "2020年6件", 2: "不符", 3: "菜单.txt"}.items():
            server.press(server.told(chat)[0], "再问一次", person=chat)
            assert expected in server.wait_told(chat, 2, seconds=60)[1]["text"]
        process.terminate()  # what is being done is done, and nothing is left to tell
        process.wait(30)
    with Store.open(None, data) as store:
        assert not store.unsure("telegram")


def test_a_webhook_takes_what_bears_the_secret_and_nothing_else(server: TelegramServer, data: Path) -> None:
    port, watched = free_port(), free_port()
    settings = {
        "WENBAO_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WENBAO_WEBHOOK_SECRET": "a-secret_of_this_test",
        "WENBAO_LISTEN": f"127.0.0.1:{port}",
        "WENBAO_METRICS": f"127.0.0.1:{watched}",
    }
    with bot_process(server, data, **settings):
        assert server.wait_for_call("setwebhook", seconds=60)["secret_token"] == "a-secret_of_this_test"
        server.wait_until(lambda: bool(server.webhook))
        server.write(f"{BODY}2022年收到多少件申请")
        assert server.deliver(secret="a-guess") == 403
        server.write(f"{BODY}2023年收到多少件申请")
        assert server.deliver() == 200
        assert server.wait_for(1)[0]["text"].startswith("2件")
        status, told = get(f"http://127.0.0.1:{watched}/health")
        assert (status, json.loads(told)) == (200, {"database": True, "index": True, "telegram": True})
        status, counted = get(f"http://127.0.0.1:{watched}/metrics")
        assert 'wenbao_answers_total{kind="figure"} 1.0' in counted
        assert "wenbao_update_seconds_bucket" in counted
        assert get(f"http://127.0.0.1:{watched}/")[0] == 404
    assert len(server.sent) == 1


def test_status_tells_whether_telegram_answers(server: TelegramServer, data: Path) -> None:
    from bot.status import status_lines

    settings = Settings(data=data, telegram_token=TOKEN, telegram_api=server.url)
    lines = {line.split()[0]: well for line, well in status_lines(Parts(settings))}
    assert lines["Telegram"]
    server.stop()
    lines = {line.split()[0]: well for line, well in status_lines(Parts(settings))}
    assert not lines["Telegram"]


def test_no_log_says_who_asked_what(server: TelegramServer, data: Path) -> None:
    written = io.StringIO()
    before = logging.root.handlers[:], logging.root.level
    set_up_logging(written)
    parts = Parts(Settings(data=data, today_is=date(2026, 11, 20)))
    means = means_of(parts)

    def converse(key: tuple[str, ...]) -> object:
        conversation = means.converse(key)

        class Breaking:
            previous = None

            def reply(self, text: str) -> object:
                if "坏" in text:
                    raise RuntimeError(text + server.person(500)["first_name"] + TOKEN)
                return conversation.reply(text)

        return Breaking()

    try:
        with running_bot(server, replace(means, converse=converse)):  # type: ignore[arg-type]
            server.write(f"{BODY}2023年收到多少件申请")
            server.wait_for(1)
            server.write("坏了的一句话")
            server.wait_for(2)
            server.failures.append(("sendmessage", 500, {"ok": False, "error_code": 500, "description": "no"}))
            server.write("秘密的问题")
            server.send_file("甲某的报告.txt", b"x")
            server.wait_for(4)
            server.stop()
        log = written.getvalue()
    finally:
        logging.root.handlers[:], level = before
        logging.root.setLevel(level)
        parts.store.close()
    assert "RuntimeError" in log
    assert "Traceback" in log
    for secret in (TOKEN, TOKEN.split(":")[1], "坏了", "秘密", "甲某", BODY, "@wenbao"):
        assert secret not in log
