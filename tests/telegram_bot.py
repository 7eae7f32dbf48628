"""The real application, run in a thread of a test, against the stand-in server."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bot.parts import Parts
from bot.settings import Settings
from bot.telegram.application import UPDATES, build
from bot.telegram.means import Means
from ingest.load import load
from tests.telegram_people import Plain
from tests.telegram_server import TelegramServer, telegram_server

TOKEN = "7000001:AAstand-in_token_for_tests_only_0001"


@contextmanager
def running_bot(server: TelegramServer, means: Means) -> Iterator[None]:
    """The bot, polling until the block ends; what it was about to do then is done."""
    settings = Settings(telegram_token=TOKEN, telegram_api=server.url)
    stop, started = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    async def live() -> None:
        application = build(settings, means)
        async with application:
            assert application.post_init is not None
            await application.post_init(application)
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(poll_interval=0, timeout=1, allowed_updates=UPDATES)
            started.set()
            while not stop.is_set():
                await asyncio.sleep(0.02)
            await application.updater.stop()
            await application.stop()

    def thread() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:
            failed.append(error)
            started.set()

    running = threading.Thread(target=thread, daemon=True)
    running.start()
    started.wait(20)
    try:
        yield
    finally:
        stop.set()
        running.join(30)
        assert not failed, failed


@contextmanager
def bot_process(server: TelegramServer, data: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """`wenbao bot` as a process of its own, killed when the block ends; its standard error can be read."""
    environment = os.environ | {"TELEGRAM_BOT_TOKEN": TOKEN, "WENBAO_TELEGRAM_API": server.url} | settings
    command = [sys.executable, "-m", "bot.cli", "bot", "--data", str(data)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def own_bot(means: Means) -> Iterator[TelegramServer]:
    """A server and a bot for one test."""
    with telegram_server(TOKEN) as server:
        with running_bot(server, means):
            yield server
        assert not server.broken, server.broken


@contextmanager
def library(data: Path, samples: Path, **settings: Any) -> Iterator[Parts]:
    """The samples, read and stored; one of them with the address at which it was published."""
    opened = Parts(Settings(data=data, today_is=date(2026, 11, 20), **settings))
    files = sorted(file for file in samples.iterdir() if file.suffix != ".facts")
    published_at = {"xiyuan_science_2023.pdf": "https://www.example.gov.cn/2023.pdf"}
    assert {loaded.status for loaded in load(files, opened.store, opened.passages, sources=published_at)} == {"stored"}
    yield opened
    opened.store.close()


def ask(bot: TelegramServer, me: int, text: str, more: int = 1) -> list[Plain]:
    """What came of a question, in a private chat."""
    before = len(bot.told(me))
    bot.write(text, chat=me, person=me)
    return bot.wait_told(me, before + more)[before:]


def press(bot: TelegramServer, me: int, message: Plain, label: str, more: int = 1) -> list[Plain]:
    """What came of a button, in a private chat."""
    before = len(bot.told(me))
    bot.press(message, label, person=me)
    return bot.wait_told(me, before + more)[before:]
