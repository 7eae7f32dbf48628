"""What one process remembers between two reports that it saves, so that it need not ask the database again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from report.facts import Report
from retrieval.store import reading
from retrieval.store.reading import Cells, of
from retrieval.store.schema import EPOCH, counters, reports, wordings


class Wordings:
    """The numbers of texts that facts share, remembered once the transaction that stored them is through."""

    LIMIT = 200_000

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._epoch = 0

    def learn(self, numbers: Mapping[str, int]) -> None:
        """Remembers what a transaction that is through has stored or found."""
        if len(self._known) > self.LIMIT:
            self._known.clear()
        self._known.update(numbers)

    def numbers(self, connection: Connection, texts: Iterable[str]) -> dict[str, int]:
        """The number of each text, stored where it is new."""
        epoch = connection.execute(select(counters.c.value).where(counters.c.name == EPOCH)).scalar() or 0
        if epoch != self._epoch:
            self._known, self._epoch = {}, epoch
        wanted = set(texts)
        found = {text: self._known[text] for text in wanted & self._known.keys()}
        digests = {hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(): text for text in wanted - set(found)}
        hashes = sorted(digests)
        for start in range(0, len(hashes), reading.MANY):
            query = select(wordings.c.sha, wordings.c.id).where(
                of(wordings.c.sha, hashes[start : start + reading.MANY])
            )
            found |= {digests[sha]: number for sha, number in connection.execute(query)}
        new = [{"text": text, "sha": sha} for sha, text in digests.items() if text not in found]
        if new:
            added = insert(wordings).returning(wordings.c.text, wordings.c.id)
            found |= {str(text): int(number) for text, number in connection.execute(added, new)}
        return found


class Recent:
    """The reports saved last, whole: the year before is mostly among them when the next one is checked.

    A report is told by its number and the moment it was read, so that what another process reads anew is not mistaken.
    """

    LIMIT = 32

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, datetime], Report] = OrderedDict()

    def keep(self, report_id: int, read_at: datetime, report: Report) -> None:
        """Remembers a report whose transaction is through."""
        self._kept[report_id, read_at] = report
        if len(self._kept) > self.LIMIT:
            self._kept.popitem(last=False)

    def read(self, connection: Connection, numbers: Cells, report_id: int) -> Report | None:
        """The report, remembered or read."""
        read_at = connection.execute(select(reports.c.read_at).where(reports.c.id == report_id)).scalar()
        known = None if read_at is None else self._kept.get((report_id, reading.utc(read_at)))
        return known or reading.whole_report(connection, numbers, report_id)
