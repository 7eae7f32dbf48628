"""The Telegram application: every handler in order, and how it is run."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, BotCommand, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.settings import Settings
from bot.telegram.buttons import Buttons
from bot.telegram.delivery import Delivery
from bot.telegram.files import KEEP, Files
from bot.telegram.inbox import Inbox
from bot.telegram.inline import Inline
from bot.telegram.means import Context, Means
from bot.telegram.measures import SEEN
from bot.telegram.messages import COMMAND_QUESTIONS, MESSAGES
from bot.telegram.personal import FORGET, Personal
from bot.telegram.questions import Questions
from bot.telegram.turns import Turns
from bot.telegram.unsure import Unsure
from report.errors import UnusableSetting

UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
TELEGRAM = "https://api.telegram.org"
READ_TIMEOUT = 30.0  # seconds; an answer that was not confirmed is not sent again
LOOK = 30.0  # seconds between looks whether Telegram answers
LATE_TOO: dict[str, Any] = {"misfire_grace_time": None}
LEFT = 15.0  # seconds between looks at what an outage has left unanswered
LET_GO = 3600.0  # seconds between looks at drafts whose days are over
CATCH_UP = 60.0  # seconds between looks at what others have stored
log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings, means: Means) -> App:
    """The application, ready to run; nothing is sent yet."""
    inbox = Inbox(means.store)
    unsure = Unsure(means, inbox)

    async def begin(application: App) -> None:
        await _take_up(inbox, unsure, application.bot)
        assert application.job_queue is not None
        left = partial(_look_for_left, inbox, unsure)
        application.job_queue.run_repeating(left, LEFT, job_kwargs=LATE_TOO)
        SEEN.set_to_current_time()  # it has just said who we are
        application.job_queue.run_repeating(_look, LOOK, job_kwargs=LATE_TOO)
        application.job_queue.run_repeating(partial(_let_go, means), LET_GO, first=1, job_kwargs=LATE_TOO)
        if means.catch_up is not None:
            application.job_queue.run_repeating(partial(_catch_up, means), CATCH_UP, job_kwargs=LATE_TOO)
        for language in ("zh", "en"):
            commands = [BotCommand(*line.split(" ", 1)) for line in MESSAGES["commands"][language].split("|")]
            with suppress(TelegramError):  # a menu is no reason not to answer
                await application.bot.set_my_commands(commands, language_code=None if language == "zh" else language)

    root = (settings.telegram_api or TELEGRAM).rstrip("/")
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .update_queue(inbox)
        .rate_limiter(Delivery())
        .concurrent_updates(Turns(means.store, inbox))
        .connection_pool_size(64)
        .pool_timeout(20)
        .read_timeout(READ_TIMEOUT)
        .post_init(begin)
    )
    if settings.proxy:
        builder = builder.proxy(settings.proxy).get_updates_proxy(settings.proxy)
    application: App = builder.build()
    _add_handlers(application, means)
    return application


async def _look(context: Context) -> None:
    with suppress(TelegramError):
        await context.bot.get_me()
        SEEN.set_to_current_time()


async def _take_up(inbox: Inbox, unsure: Unsure, bot: Bot) -> None:
    """What was left: under what may have been answered a note, what was not is answered."""
    await unsure.collect(bot)
    await unsure.tell()
    await inbox.bring_back(bot)


async def _look_for_left(inbox: Inbox, unsure: Unsure, context: Context) -> None:
    try:
        await _take_up(inbox, unsure, context.bot)
    except Exception as error:  # the database is away: it is looked again
        log.error("what was left could not be looked up (%s)", type(error).__name__)


async def _let_go(means: Means, context: Context) -> None:
    """Drafts whose seven days are over go, whether anybody writes or not."""
    await means.think(means.store.drop_expired_drafts)


async def _catch_up(means: Means, context: Context) -> None:
    assert means.catch_up is not None
    await means.think(means.catch_up)


def _add_handlers(application: App, means: Means) -> None:
    questions, files, personal = Questions(means), Files(means), Personal(means)
    buttons = Buttons(means, questions)
    add = application.add_handler
    new = filters.UpdateType.MESSAGE
    add(CommandHandler("language", personal.language, new))
    add(CommandHandler("privacy", personal.privacy, new))
    add(CommandHandler("forget", personal.forget, new))
    add(CommandHandler("export", buttons.export, new))
    add(CommandHandler("status", questions.status, new))
    add(CommandHandler(list(COMMAND_QUESTIONS), questions.command, new | filters.UpdateType.EDITED_MESSAGE))
    add(MessageHandler(new & filters.COMMAND, questions.unknown_command))
    add(MessageHandler((new | filters.UpdateType.EDITED_MESSAGE) & filters.TEXT, questions.text))
    add(MessageHandler(new & filters.StatusUpdate.NEW_CHAT_MEMBERS, questions.joined))
    add(MessageHandler(new & (filters.Document.ALL | filters.PHOTO), files.receive))
    add(CallbackQueryHandler(personal.forgotten, pattern=f"^{FORGET}"))
    add(CallbackQueryHandler(files.keep, pattern=f"^{KEEP}"))
    add(CallbackQueryHandler(buttons.press))
    add(InlineQueryHandler(Inline(means).query))
    add(MessageHandler(filters.ALL, questions.other))
    application.add_error_handler(questions.broken)


def run(application: App, settings: Settings) -> None:
    """Long polling, or a webhook where its URL is set; returns when the process is told to stop.

    Raises `UnusableSetting` where Telegram does not know the token or cannot be reached.
    """
    try:
        if settings.webhook_url:
            _run_webhook(application, settings)
        else:
            application.run_polling(allowed_updates=UPDATES)
    except InvalidToken as error:
        raise UnusableSetting(
            setting="TELEGRAM_BOT_TOKEN", why="Telegram 不认这个令牌", why_en="Telegram does not know this token"
        ) from error
    except NetworkError as error:
        raise UnusableSetting(
            setting="WENBAO_TELEGRAM_API / WENBAO_PROXY",
            why="连不上 Telegram，请检查网络或代理",
            why_en="Telegram cannot be reached; check the network or the proxy",
        ) from error


def _run_webhook(application: App, settings: Settings) -> None:
    listen = urlsplit(f"//{settings.listen or '127.0.0.1:8443'}")
    application.run_webhook(
        listen=listen.hostname or "127.0.0.1",
        port=listen.port or 8443,
        url_path=urlsplit(settings.webhook_url).path.lstrip("/"),
        webhook_url=settings.webhook_url,
        secret_token=settings.webhook_secret or None,
        allowed_updates=UPDATES,
    )
