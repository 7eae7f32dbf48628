"""Whoever writes to the bot is a stranger: how much and how often one may ask."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.telegram.measures import REFUSED

LONGEST = 1_000  # characters of one question; a longer text is no question
PER_PERSON = 20  # questions a minute of one person
IN_ALL = 600  # questions a minute of everybody together
REMEMBERED = 10_000  # persons whose pace is kept in memory
TOLD_AGAIN = 60.0  # seconds until somebody who goes on too fast is told so again


@dataclass(slots=True)
class Bucket:
    """Tokens that refill evenly; a question takes one."""

    size: float
    tokens: float
    at: float
    told: float = -TOLD_AGAIN

    def take(self, now: float) -> bool:
        """Whether a token was there; `now` in seconds of any clock that only goes on."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.size / 60)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Access:
    """Rate limits per person and in all."""

    def __init__(
        self, per_person: int = PER_PERSON, in_all: int = IN_ALL, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_person = per_person
        self._clock = clock
        self._all = Bucket(in_all, in_all, clock())
        self._persons: OrderedDict[int, Bucket] = OrderedDict()

    def refuses(self, person: int) -> str | None:
        """None where this person may ask now; else the words to say, empty where they were said within the minute."""
        now = self._clock()
        bucket = self._persons.pop(person, None) or Bucket(self._per_person, self._per_person, now)
        self._persons[person] = bucket
        while len(self._persons) > REMEMBERED:
            self._persons.popitem(last=False)
        if not bucket.take(now):
            limit = "too_fast"
        elif not self._all.take(now):
            limit = "busy"
        else:
            return None
        REFUSED.labels(limit).inc()
        if now - bucket.told < TOLD_AGAIN:
            return ""
        bucket.told = now
        return limit
