"""What may not have been answered is said once, under the message, with a button that asks it again.

An answer that was on its way when the process was killed, or that Telegram never confirmed, is not sent again: it may
have arrived. Whether to ask again is for the person to say.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.telegram.delivery import never_arrived
from bot.telegram.inbox import CHANNEL, Inbox
from bot.telegram.messages import message

if TYPE_CHECKING:
    from bot.telegram.means import Means

log = logging.getLogger(__name__)


class Unsure:
    """The updates whose answers may not have arrived: of an earlier process, or of a database that went away."""

    def __init__(self, means: Means, inbox: Inbox) -> None:
        self._means = means
        self._inbox = inbox
        self._left: list[Update] = []

    async def collect(self, bot: Bot) -> None:
        """What is begun and no longer at work here."""
        waiting = await asyncio.to_thread(self._means.store.unsure, CHANNEL)
        updates = [Update.de_json(json.loads(payload), bot) for payload in waiting]
        self._left = [update for update in updates if update.update_id not in self._inbox.here]

    async def tell(self) -> bool:
        """Says so under each; True once all are told, False where Telegram cannot be reached just now."""
        while self._left:
            try:
                await tell_unsure(self._left[0], self._means)
            except (NetworkError, RetryAfter) as error:
                if never_arrived(error):
                    return False
            except TelegramError as error:  # the chat is gone
                log.info("a note was not taken (%s)", type(error).__name__)
            done = self._left.pop(0)
            await asyncio.to_thread(self._means.store.finish, CHANNEL, done.update_id)
        return True


async def tell_unsure(update: Update, means: Means) -> None:
    """The note under one message; an inline query gets none, for whoever typed it goes on typing."""
    at, user = update.effective_message, update.effective_user
    if at is None or user is None:
        return
    language = await means.language(user)
    # Not among the answers of the conversation, yet forgotten with its person.
    key = (CHANNEL, str(at.chat.id), "unsure", str(user.id))
    kept: dict[str, Any] = {"chat": str(at.chat.id), "update": update.to_dict()}
    number = await asyncio.to_thread(means.store.save_answer, key, kept)
    again = InlineKeyboardButton(message("button_again", language), callback_data=f"do:{number}:again")
    await at.reply_text(
        message("unsure", language),
        reply_markup=InlineKeyboardMarkup([[again]]),
        reply_parameters=ReplyParameters(at.message_id, allow_sending_without_reply=True),
    )
