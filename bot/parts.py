"""The parts that a command needs, opened from the settings.

Each is imported where it is opened: `wenbao --help` opens none, and a figure is answered without Chroma.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from retrieval.conversation import Conversation
    from retrieval.fluent.guest import Fluent
    from retrieval.passages import Passages
    from retrieval.store import Store


class Parts:
    """The stores of one process, each opened at its first use."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def store(self) -> Store:
        """Facts in SQL."""
        from retrieval.store import Store

        return Store.open(self.settings.sql_url, self.settings.data)

    @cached_property
    def passages(self) -> Passages:
        """Passages and table rows in Chroma."""
        from retrieval.models import embedder
        from retrieval.passages import Passages

        return Passages.open(
            self.settings.data,
            self.store,
            embedder(self.settings.embedding_model),
            url=self.settings.chroma_url,
        )

    @cached_property
    def fluent(self) -> Fluent | None:
        """The language model as a guest of every conversation; None where none is set."""
        if not self.settings.chat_model:
            return None
        from retrieval.fluent.guest import Fluent
        from retrieval.models import chat_model

        settings = self.settings
        return Fluent(
            lambda: chat_model(
                settings.chat_model, settings.chat_url, settings.chat_key, settings.proxy, settings.chat_timeout
            ),
            timeout=settings.chat_timeout,
            local=settings.chat_is_local,
        )

    def conversation(self, key: str | tuple[str, ...] = "") -> Conversation:
        """A conversation under its key; without a key it is kept for this process only."""
        from retrieval.conversation import Conversation

        return Conversation(self.store, lambda: self.passages, self.settings.today, key=key, model=self.fluent)
