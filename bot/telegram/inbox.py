"""What Telegram gave is kept in SQL before it counts as received, until it is answered.

The library confirms updates as soon as it has queued them; a process killed after that would lose them. This queue
keeps each before it is confirmed, drops what was given before, and on the next start gives back what was not answered.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update

if TYPE_CHECKING:
    from retrieval.store import Store

CHANNEL = "telegram"


class Inbox(asyncio.Queue[object]):
    """The application's queue of updates, with SQL under it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    async def put(self, item: object) -> None:
        """Queues what is new; returns once it is kept."""
        if isinstance(item, Update):
            kept = await asyncio.to_thread(self._store.receive, CHANNEL, item.update_id, item.to_json())
            if not kept:
                return
        await super().put(item)

    async def bring_back(self, bot: Bot) -> int:
        """Queues again what was received before and not answered; how many there were."""
        waiting = await asyncio.to_thread(self._store.unanswered, CHANNEL)
        for payload in waiting:
            plain: dict[str, Any] = json.loads(payload)
            await super().put(Update.de_json(plain, bot))
        return len(waiting)
