"""What the handlers need, handed in: tests hand in their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from telegram import Message, User
from telegram.ext import ContextTypes

from bot.telegram.access import Access
from bot.telegram.inbox import CHANNEL
from bot.telegram.messages import message

if TYPE_CHECKING:
    from ingest.load import Loaded
    from retrieval.conversation import Conversation
    from retrieval.store import Store

Context = ContextTypes.DEFAULT_TYPE
Key = tuple[str, ...]  # channel, chat, person
P = ParamSpec("P")
R = TypeVar("R")
ANSWERING = 4  # threads; more would only share the same processors


def _thinkers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(ANSWERING, thread_name_prefix="answer")


def _readers() -> ThreadPoolExecutor:
    # A scan may take minutes: nobody else's answer waits for it.
    return ThreadPoolExecutor(2, thread_name_prefix="read")


def _painters() -> ThreadPoolExecutor:
    # Neither the PDF library nor the one that draws charts may be used by two threads at once.
    return ThreadPoolExecutor(1, thread_name_prefix="picture")


@dataclass(frozen=True)
class Means:
    """The stores, the conversation, who may do what, and the threads that work."""

    store: Store
    converse: Callable[[Key], Conversation]
    check: Callable[[Path, str], tuple[str, bytes | None]] | None = None  # what to say; a Word file with comments
    check_text: Callable[[str, str], str] | None = None  # a table that somebody pasted
    keep: Callable[[Path], Loaded] | None = None
    status: Callable[[], str] | None = None
    catch_up: Callable[[], object] | None = None  # brings the index level with what others have stored
    access: Access = field(default_factory=Access)
    model_is_remote: bool = False  # questions and passages go to a language model elsewhere
    staff: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()
    thinkers: ThreadPoolExecutor = field(default_factory=_thinkers)
    readers: ThreadPoolExecutor = field(default_factory=_readers)
    painters: ThreadPoolExecutor = field(default_factory=_painters)

    async def think(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """Work of the conversation, in a thread of its own; small look-ups do not wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self.thinkers, lambda: work(*args, **named))

    async def read(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """A file that somebody sent, read or stored."""
        return await asyncio.get_running_loop().run_in_executor(self.readers, lambda: work(*args, **named))

    async def paint(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """A picture, drawn after the one before it."""
        return await asyncio.get_running_loop().run_in_executor(self.painters, lambda: work(*args, **named))

    async def language(self, user: User | None) -> str | None:
        """What the person has chosen, else what Telegram says of them."""
        if user is None:
            return None
        settings: dict[str, Any] = await asyncio.to_thread(self.store.person, CHANNEL, str(user.id))
        return settings.get("language") or user.language_code

    async def may(self, at: Message, person: User) -> bool:
        """Whether somebody may ask now; if not they are told so, once a minute."""
        refused = self.access.refuses(person.id)
        if refused:
            await at.reply_text(message(refused, await self.language(person)))
        return refused is None


def key_of(chat: int, person: int) -> Key:
    """The key of a conversation: one a chat and person."""
    return CHANNEL, str(chat), str(person)
