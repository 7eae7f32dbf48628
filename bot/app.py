"""The bot as a process: settings checked, logs without secrets, then Telegram until it is stopped."""

from __future__ import annotations

import logging
import re
import sys
import time
import traceback
from numbers import Number
from typing import TYPE_CHECKING, Any, TextIO

from report.errors import UnusableSetting

if TYPE_CHECKING:
    from pathlib import Path

    from bot.parts import Parts
    from bot.telegram.means import Means

SEEN_WITHIN = 100.0  # seconds; the bot looks every thirty
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
OURS = ("bot", "ingest", "retrieval", "report", "prompts")
OWN_WORDS = "report.errors"  # errors whose words are ours


class Masked(logging.Formatter):
    """Formats a record, masks whatever looks like a bot token, and keeps what an error says of a message to itself.

    The token is part of every request's URL, so errors of the HTTP library carry it; an error of the database carries
    the values that it was given. A traceback shows where, of what kind, and no value.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            kind = type(error)
            if kind.__module__ == "telegram.error":  # an outage: what the HTTP library did meanwhile is no news
                lines.insert(0, f"{kind.__qualname__}: {error}")
                break
            words = f": {error}" if kind.__module__ == OWN_WORDS else ""
            frames = "".join(traceback.format_tb(error.__traceback__))
            lines.insert(0, f"Traceback (most recent call last):\n{frames}{kind.__module__}.{kind.__qualname__}{words}")
            error = error.__cause__ or error.__context__
        return "\n\n".join(lines)

    def format(self, record: logging.LogRecord) -> str:
        if not record.name.startswith(OURS):
            record = _without_values(record)
        record.exc_text = None  # another formatter may have left a traceback there, with every value
        shown = TOKEN.sub("••••", super().format(record))
        record.exc_text = None
        return shown


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """What a library logs, without the values that it puts in: an update that could not be read is one of them."""
    told = logging.makeLogRecord(record.__dict__)
    told.msg = str(record.msg).split("\n")[0]
    given = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
    if isinstance(record.args, dict):
        told.args = {name: _harmless(value) for name, value in record.args.items()}
    else:
        told.args = tuple(map(_harmless, given[: told.msg.replace("%%", "").count("%")]))
    return told


def _harmless(value: object) -> object:
    return value if isinstance(value, Number) else type(value).__name__


def set_up_logging(stream: TextIO | None = None) -> None:
    """Warnings and our own news to standard error; request URLs not at all."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "httpx2", "httpcore2", "openai", "telegram", "apscheduler", "chromadb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def means(parts: Parts) -> Means:
    """What the handlers need, from the open parts."""
    from bot.check import check_and_annotate, check_text, render_check
    from bot.status import status_lines
    from bot.telegram.means import Means
    from ingest.load import Loaded, load

    def keep(path: Path) -> Loaded:
        return next(iter(load([path], parts.store, parts.passages)))

    if parts.fluent is not None:
        from bot.telegram.measures import count_model

        parts.fluent.usage.listen(count_model)
    return Means(
        store=parts.store,
        converse=parts.conversation,
        check=lambda path, language: check_and_annotate(path, parts.store, language),
        check_text=lambda text, language: render_check(check_text(text, parts.store), language),
        keep=keep,
        status=lambda: "\n".join(line for line, _ in status_lines(parts)),
        catch_up=lambda: parts.passages.catch_up(),
        model_is_remote=parts.fluent is not None and not parts.settings.chat_is_local,
        staff=parts.settings.staff | parts.settings.admins,
        admins=parts.settings.admins,
    )


def _start_health(parts: Parts) -> None:
    from bot.health import Health
    from bot.telegram.measures import SEEN

    def telegram_answers() -> bool:
        seen = next(iter(SEEN.collect())).samples[0].value
        return time.time() - seen < SEEN_WITHIN

    checks = {
        "database": lambda: parts.store.generation() >= 0,
        "index": lambda: parts.passages.answers() and parts.passages.count() >= 0,
        "telegram": telegram_answers,
    }
    try:
        Health(parts.settings.metrics, checks).start()
    except OSError as error:
        raise UnusableSetting(
            setting="WENBAO_METRICS",
            why=f"不能在 {parts.settings.metrics} 上监听",
            why_en=f"cannot listen on {parts.settings.metrics}",
        ) from error


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
    if settings.metrics:
        _start_health(parts)
    telegram.run(telegram.build(settings, means(parts)), settings)
