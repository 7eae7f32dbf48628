"""What Telegram gave is kept in SQL before it counts as received, until it is answered.

The library confirms updates as soon as it has queued them; a process killed after that would lose them. This queue
keeps each before it is confirmed, drops what was given before, and gives back what was not answered: on the next start,
and where the database went away in the middle of an answer, once it is back.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update

if TYPE_CHECKING:
    from retrieval.store import Store

CHANNEL = "telegram"
LONGEST_PAUSE = 30.0  # seconds between two attempts to keep an update
log = logging.getLogger(__name__)


class Inbox(asyncio.Queue[object]):
    """The application's queue of updates, with SQL under it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.here: set[int] = set()  # updates that this process has queued and not done with

    async def put(self, item: object) -> None:
        """Queues what is new; returns once it is kept. What cannot be kept now is not confirmed either."""
        if isinstance(item, Update):
            given_twice = item.update_id in self.here
            self.here.add(item.update_id)
            if not await self._keep(item):
                if not given_twice:
                    self.here.discard(item.update_id)
                return
        await super().put(item)

    async def _keep(self, update: Update) -> bool:
        pause = 0.5
        while True:
            try:
                return await asyncio.to_thread(self._store.receive, CHANNEL, update.update_id, update.to_json())
            except Exception as error:  # the database is away: an error here would end the polling for good
                log.error("a message could not be kept (%s); again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def let_go(self, number: int) -> None:
        """This process has done with an update."""
        self.here.discard(number)

    async def bring_back(self, bot: Bot) -> int:
        """Queues again what was received and is neither answered nor at work here; how many there were."""
        payloads = await asyncio.to_thread(self._store.unanswered, CHANNEL)
        waiting: list[dict[str, Any]] = [json.loads(payload) for payload in payloads]
        left = [plain for plain in waiting if plain["update_id"] not in self.here]
        for plain in left:
            self.here.add(plain["update_id"])
            await super().put(Update.de_json(plain, bot))
        return len(left)
