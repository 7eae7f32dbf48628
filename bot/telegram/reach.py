"""Whether Telegram answers with this token: for `wenbao status`."""

from __future__ import annotations

import asyncio

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

TELEGRAM = "https://api.telegram.org"
SECONDS = 5.0


def reach(token: str, api: str, proxy: str) -> str | None:
    """The bot's name, or None where Telegram does not answer to it."""

    async def ask() -> str | None:
        request = HTTPXRequest(connect_timeout=SECONDS, read_timeout=SECONDS, proxy=proxy or None)
        bot = Bot(token, base_url=f"{(api or TELEGRAM).rstrip('/')}/bot", request=request)
        try:
            async with bot:
                return bot.username
        except TelegramError:
            return None

    return asyncio.run(ask())
