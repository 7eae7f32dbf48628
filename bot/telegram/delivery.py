"""Answers on their way to Telegram: within its limits, patient while it cannot be reached, and never twice.

What has surely not arrived is sent again for as long as an outage may last; what may have arrived is not.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

from bot.telegram.measures import RETRIES
from bot.telegram.turns import TURN

log = logging.getLogger(__name__)
Sent = bool | dict[str, Any] | list[dict[str, Any]]
ANSWERS = (
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "editMessageText",
    "answerInlineQuery",
)  # what a person asked for
LONGEST_OUTAGE = 6 * 3600.0  # seconds; later an answer helps nobody
LONGEST_PAUSE = 30.0
# What the HTTP library calls it when a request did not reach the server.
NOT_REACHED = {"ConnectError", "ConnectTimeout", "PoolTimeout", "RemoteProtocolError", "WriteError", "ProxyError"}


class AnsweredBefore(TelegramError):
    """Another process has answered this update already."""


class Delivery(AIORateLimiter):
    """Telegram's limits, as the library keeps them, and patience."""

    def __init__(self, longest_outage: float = LONGEST_OUTAGE, first_pause: float = 1.0) -> None:
        super().__init__(max_retries=3)
        self._longest = longest_outage
        self._first_pause = first_pause

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Sent]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Sent:
        """Sends one request; an answer only if its update was not answered before."""
        if endpoint not in ANSWERS:
            # Typing takes nothing of the twenty messages a minute that a group allows.
            known = {} if endpoint == "sendChatAction" else data
            return await super().process_request(callback, args, kwargs, endpoint, known, rate_limit_args)
        turn = TURN.get()

        async def once(*given: Any, **named: Any) -> Sent:
            if turn is not None and not await turn.begin():
                raise AnsweredBefore("answered before")
            return await callback(*given, **named)

        until, pause = time.monotonic() + self._longest, self._first_pause
        while True:
            try:
                result = await super().process_request(once, args, kwargs, endpoint, data, rate_limit_args)
            except (NetworkError, RetryAfter) as error:
                if not never_arrived(error) or time.monotonic() > until or turn is None:
                    raise  # what is sent outside a turn is tried again by whoever sends it
                log.warning("Telegram did not take %s (%s); again in %.0f s", endpoint, type(error).__name__, pause)
            else:
                if turn is not None:
                    turn.told = True
                return result
            RETRIES.inc()
            if turn is not None:
                await turn.give_back()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def never_arrived(error: TelegramError) -> bool:
    """Whether a request was surely not carried out: refused for now, not reached, or failed within Telegram."""
    if isinstance(error, BadRequest):
        return False
    cause = error.__cause__
    if cause is not None:
        return type(cause).__name__ in NOT_REACHED
    return not isinstance(error, TimedOut)
