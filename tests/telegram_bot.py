"""The real application, run in a thread of a test, against the stand-in server."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings
from bot.telegram.application import UPDATES, build
from bot.telegram.means import Means
from tests.telegram_server import TelegramServer

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
