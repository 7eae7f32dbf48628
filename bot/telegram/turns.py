"""One update is one turn: a chat's turns go in order, chats beside each other, and each is answered once.

Typing is shown as soon as an update comes, also where the turn before it is still being answered.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import Chat, Message, Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.addressing import addressed_text
from bot.telegram.inbox import CHANNEL, Inbox
from bot.telegram.measures import SECONDS, UPDATES, WAITING, kind_of
from bot.telegram.sending import show_typing

if TYPE_CHECKING:
    from retrieval.store import Store

AT_ONCE = 1_000  # updates that wait or are answered; how many are worked on is up to the threads
TURN: ContextVar[Turn | None] = ContextVar("turn", default=None)


@dataclass(slots=True)
class Turn:
    """The update that is being answered: marked in SQL just before the first of its answer leaves, let go after it."""

    store: Store
    update: Update
    begun: bool = False
    told: bool = False  # something of the answer has arrived

    async def begin(self) -> bool:
        """Whether the answer may leave; False where another process answered it."""
        if not self.begun:
            self.begun = await asyncio.to_thread(self.store.begin, CHANNEL, self.update.update_id)
        return self.begun

    async def give_back(self) -> None:
        """Nothing has arrived: a process killed now is to answer it after its restart."""
        if self.begun and not self.told:
            await asyncio.to_thread(self.store.reopen, CHANNEL, self.update.update_id)
            self.begun = False

    async def finish(self) -> None:
        """All of the answer has arrived, or it gets none."""
        await asyncio.to_thread(self.store.finish, CHANNEL, self.update.update_id)


class Turns(BaseUpdateProcessor):
    """Who is next."""

    def __init__(self, store: Store, inbox: Inbox) -> None:
        super().__init__(AT_ONCE)
        self._store = store
        self._inbox = inbox
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """One update, once its chat's earlier ones are done; it counts as answered when its handler has ended."""
        if not isinstance(update, Update):
            await coroutine
            return
        came = time.monotonic()
        turn = Turn(self._store, update)
        TURN.set(turn)
        at = wants_typing(update)
        typing = asyncio.create_task(show_typing(at)) if at is not None else None
        chat = update.effective_chat
        lock = self._chats.setdefault(chat.id, asyncio.Lock()) if chat is not None else asyncio.Lock()
        WAITING.inc()
        try:
            async with lock:
                await coroutine
            await turn.finish()
        finally:
            self._inbox.let_go(update.update_id)
            WAITING.dec()
            if typing is not None:
                typing.cancel()
        UPDATES.labels(kind_of(update)).inc()
        SECONDS.labels(kind_of(update)).observe(time.monotonic() - came)


def wants_typing(update: Update) -> Message | None:
    """The message under which typing is shown: what is going to be answered, and takes thought."""
    if update.callback_query is not None:
        at = update.callback_query.message
        return at if isinstance(at, Message) else None
    incoming = update.message
    if incoming is None:
        return None
    if incoming.text is not None:
        bot = incoming.get_bot()
        return incoming if addressed_text(incoming, bot.username, bot.id) is not None else None
    return incoming if incoming.chat.type == Chat.PRIVATE and (incoming.document or incoming.photo) else None
