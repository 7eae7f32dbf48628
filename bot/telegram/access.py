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
FILES = 10  # files of one person in ten minutes; reading one costs more than many answers
FILES_SECONDS = 600.0
TOLD_AGAIN = 60.0  # seconds until somebody who goes on too fast is told so again


@dataclass(slots=True)
class Bucket:
    """Tokens that refill evenly; a question, or a file, takes one."""

    size: float
    tokens: float
    at: float
    told: float = -TOLD_AGAIN
    seconds: float = 60.0  # until an empty one is full

    def take(self, now: float) -> bool:
        """Whether a token was there; `now` in seconds of any clock that only goes on."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.size / self.seconds)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Access:
    """Rate limits per person and in all."""

    def __init__(
        self,
        per_person: int = PER_PERSON,
        in_all: int = IN_ALL,
        clock: Callable[[], float] = time.monotonic,
        files: int = FILES,
    ) -> None:
        self._per_person = per_person
        self._clock = clock
        self._all = Bucket(in_all, in_all, clock())
        self._persons: OrderedDict[int, Bucket] = OrderedDict()
        self._files = files
        self._senders: OrderedDict[int, Bucket] = OrderedDict()

    def refuses(self, person: int) -> str | None:
        """None where this person may ask now; else the words to say, empty where they were said within the minute."""
        now = self._clock()
        bucket = _of(self._persons, person, lambda: Bucket(self._per_person, self._per_person, now))
        if not bucket.take(now):
            limit = "too_fast"
        elif not self._all.take(now):
            limit = "busy"
        else:
            return None
        return _told(bucket, limit, now)

    def refuses_file(self, person: int) -> str | None:
        """The same for a file."""
        now = self._clock()
        bucket = _of(self._senders, person, lambda: Bucket(self._files, self._files, now, seconds=FILES_SECONDS))
        return None if bucket.take(now) else _told(bucket, "many_files", now)


def _of(buckets: OrderedDict[int, Bucket], person: int, new: Callable[[], Bucket]) -> Bucket:
    """The bucket of a person; those who have not come for longest are let go."""
    bucket = buckets.pop(person, None) or new()
    buckets[person] = bucket
    while len(buckets) > REMEMBERED:
        buckets.popitem(last=False)
    return bucket


def _told(bucket: Bucket, limit: str, now: float) -> str:
    REFUSED.labels(limit).inc()
    if now - bucket.told < TOLD_AGAIN:
        return ""
    bucket.told = now
    return limit
