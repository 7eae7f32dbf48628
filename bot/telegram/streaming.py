"""An answer while a language model words it: a draft in private chats, a message that is edited elsewhere.

The finished answer takes the place of what was shown: a draft goes when the message comes, an edited message is edited
once more. An answer that no model words passes here untouched.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from telegram import Chat, Message
from telegram.error import TelegramError

from bot.telegram.rendering import numbered_parts
from bot.telegram.sending import send_parts
from retrieval.question import Answer

if TYPE_CHECKING:
    from retrieval.conversation import Conversation

log = logging.getLogger(__name__)
PACE = {True: 0.5, False: 3.0}  # seconds between two partial texts: private chats, groups


class Streaming:
    """The partial texts of one answer; `put` is called from the thread that answers."""

    def __init__(self, at: Message) -> None:
        self._at = at
        self._private = at.chat.type == Chat.PRIVATE
        self._loop = asyncio.get_running_loop()
        self._last = 0.0
        self._going: asyncio.Task[None] | None = None
        self._told: list[int] = []
        self._closed = False

    def put(self, text: str) -> None:
        """Shows a partial text, where the last was shown long enough ago."""
        self._loop.call_soon_threadsafe(self._begin, text)

    def _begin(self, text: str) -> None:
        now = time.monotonic()
        if self._closed or now - self._last < PACE[self._private] or (self._going and not self._going.done()):
            return
        self._last = now
        self._going = self._loop.create_task(self._show(text))

    async def _show(self, text: str) -> None:
        part = numbered_parts(f"{text} …")[0]
        try:
            if self._private:
                bot = self._at.get_bot()
                await bot.send_message_draft(self._at.chat.id, self._at.message_id, part)
            elif self._told:
                await self._at.get_bot().edit_message_text(part, self._at.chat.id, self._told[0])
            else:
                self._told = await send_parts(self._at, part)
        except TelegramError as error:  # what is shown meanwhile is not the answer
            log.info("a partial text was not shown (%s)", type(error).__name__)

    async def close(self) -> list[int]:
        """Ends the showing; the numbers of the messages that the answer is to take the place of."""
        self._closed = True
        if self._going is not None:
            await self._going
        return self._told


def ask(conversation: Conversation, text: str, streaming: Streaming | None) -> Answer:
    """The answer of a conversation, its partial texts shown as they come."""
    if streaming is None or getattr(conversation, "model", None) is None:
        return conversation.reply(text)
    answer = None
    for one in conversation.stream(text):
        if isinstance(one, Answer):
            answer = one
        else:
            streaming.put(one)
    assert answer is not None  # a stream ends with its answer
    return answer
