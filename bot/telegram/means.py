"""What the handlers need, handed in: tests hand in their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import User
from telegram.ext import ContextTypes

from bot.telegram.access import Access
from bot.telegram.inbox import CHANNEL

if TYPE_CHECKING:
    from bot.check import Checked
    from ingest.load import Loaded
    from retrieval.conversation import Conversation
    from retrieval.store import Store

Context = ContextTypes.DEFAULT_TYPE
Key = tuple[str, ...]  # channel, chat, person


@dataclass(frozen=True)
class Means:
    """The stores, the conversation, who may do what."""

    store: Store
    converse: Callable[[Key], Conversation]
    check: Callable[[Path], Checked] | None = None
    keep: Callable[[Path], Loaded] | None = None
    access: Access = field(default_factory=Access)
    staff: frozenset[int] = frozenset()
    turns: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def turn(self, chat: int) -> asyncio.Lock:
        """Held while a chat is answered: its messages go in order, chats go beside each other."""
        return self.turns.setdefault(chat, asyncio.Lock())

    async def language(self, user: User | None) -> str | None:
        """What the person has chosen, else what Telegram says of them."""
        if user is None:
            return None
        settings: dict[str, Any] = await asyncio.to_thread(self.store.person, CHANNEL, str(user.id))
        return settings.get("language") or user.language_code


def key_of(chat: int, person: int) -> Key:
    """The key of a conversation: one a chat and person."""
    return CHANNEL, str(chat), str(person)
