"""The Telegram application: every handler in order, and how it is run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram import BotCommand, Update
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.settings import Settings
from bot.telegram.access import Access
from bot.telegram.handlers import Handlers, Key
from bot.telegram.keyboards import PREFIX
from bot.telegram.messages import MESSAGES

if TYPE_CHECKING:
    from retrieval.conversation import Conversation
    from retrieval.store import Store

UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
TELEGRAM = "https://api.telegram.org"


def build(
    settings: Settings, store: Store, converse: Callable[[Key], Conversation], access: Access | None = None
) -> Application[Any, Any, Any, Any, Any, Any]:
    """The application, ready to run; nothing is sent yet."""
    handlers = Handlers(store, converse, access or Access())
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token)
        .rate_limiter(AIORateLimiter(max_retries=3))
        .concurrent_updates(64)
        .post_init(_tell_commands)
    )
    root = (settings.telegram_api or TELEGRAM).rstrip("/")
    builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    if settings.proxy:
        builder = builder.proxy(settings.proxy).get_updates_proxy(settings.proxy)
    application = builder.build()
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, handlers.text))
    application.add_handler(CallbackQueryHandler(handlers.button, pattern=f"^{PREFIX}"))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, handlers.other))
    application.add_error_handler(handlers.broken)
    return application


async def _tell_commands(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    for language in ("zh", "en"):
        commands = [BotCommand(*line.split(" ", 1)) for line in MESSAGES["commands"][language].split("|")]
        await application.bot.set_my_commands(commands, language_code=None if language == "zh" else language)


def run(application: Application[Any, Any, Any, Any, Any, Any], settings: Settings) -> None:
    """Long polling, or a webhook where its URL is set; returns when the process is told to stop."""
    if settings.webhook_url:
        listen = urlsplit(f"//{settings.listen or '127.0.0.1:8443'}")
        application.run_webhook(
            listen=listen.hostname or "127.0.0.1",
            port=listen.port or 8443,
            url_path=urlsplit(settings.webhook_url).path.lstrip("/"),
            webhook_url=settings.webhook_url,
            secret_token=settings.webhook_secret or None,
            allowed_updates=UPDATES,
        )
    else:
        application.run_polling(allowed_updates=UPDATES)
