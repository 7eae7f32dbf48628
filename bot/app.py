"""The bot as a process: settings checked, logs without secrets, then Telegram until it is stopped."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING

from report.errors import UnusableSetting

if TYPE_CHECKING:
    from pathlib import Path

    from bot.parts import Parts
    from bot.telegram.means import Means

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")


class Masked(logging.Formatter):
    """Formats a record, traceback included, and masks whatever looks like a bot token.

    The token is part of every request's URL, so errors of the HTTP library carry it.
    """

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("••••", super().format(record))


def set_up_logging() -> None:
    """Warnings and our own news to standard error; request URLs not at all."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "telegram", "apscheduler", "chromadb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def means(parts: Parts) -> Means:
    """What the handlers need, from the open parts."""
    from bot.check import check_file
    from bot.status import status_lines
    from bot.telegram.means import Means
    from ingest.load import Loaded, load

    def keep(path: Path) -> Loaded:
        return next(iter(load([path], parts.store, parts.passages)))

    return Means(
        store=parts.store,
        converse=parts.conversation,
        check=lambda path: check_file(path, parts.store),
        keep=keep,
        status=lambda: "\n".join(line for line, _ in status_lines(parts)),
        catch_up=lambda: parts.passages.catch_up(),
        staff=parts.settings.staff | parts.settings.admins,
        admins=parts.settings.admins,
    )


def run(parts: Parts) -> None:
    """Run the Telegram bot until it is stopped; raises `UnusableSetting` where a setting is missing or wrong."""
    settings = parts.settings
    if not settings.telegram_token:
        raise UnusableSetting(
            setting="TELEGRAM_BOT_TOKEN",
            why="还没有设置。向 Telegram 的 @BotFather 申请一个，写进 .env",
            why_en="it is not set. Ask @BotFather in Telegram for one and put it into .env",
        )
    if settings.webhook_url and not settings.webhook_secret:
        raise UnusableSetting(
            setting="WENBAO_WEBHOOK_SECRET",
            why="用 webhook 时必须设置，否则谁都能冒充 Telegram",
            why_en="a webhook needs it, or anyone can pose as Telegram",
        )
    set_up_logging()
    from bot.telegram import application as telegram

    parts.passages.catch_up()  # the bot, while it runs, is the one that writes the index
    telegram.run(telegram.build(settings, means(parts)), settings)
