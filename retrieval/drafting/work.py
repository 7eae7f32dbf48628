"""A report being written in a conversation: whose, for which year, and the figures told so far.

It lies in the sender's own drafts, seven days, and nowhere else; a conversation without a key keeps it in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from report.agencies import Agency
from report.form import Cell, edition_for, form
from report.numbers import render
from retrieval.drafting.draft import Draft, Given, make_draft
from retrieval.store import Store

_KIND = "report"
_NAME = "起草的报告"


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of the report that somebody writes."""

    year: int
    agency: Agency | None = None  # None until the person says whose report it is
    agency_id: int | None = None  # None for a body without stored reports
    given: dict[Cell, Given] = field(default_factory=dict)
    row: str = ""  # that was spoken of last
    at_hand: bool = True
    words: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # of a section, a heading each
    resting: dict[int, dict[str, str]] = field(default_factory=dict)  # the figures that they tell: 2025:cell → value

    def draft(self, store: Store) -> Draft:
        """The draft as far as it goes."""
        assert self.agency is not None
        previous = store.report(self.agency_id, self.year - 1) if self.agency_id is not None else None
        return make_draft(self.agency, self.year, self.given, previous)

    def with_given(self, more: dict[Cell, Given], row: str = "") -> Work:
        """With more figures; the later one of a cell holds."""
        return replace(self, given=self.given | more, row=row or self.row)


class Works:
    """The reports that a person is writing in a conversation; the one saved last is at hand, unless it was put away."""

    def __init__(self, store: Store, key: str | tuple[str, ...]) -> None:
        self._store = store
        self._key = key
        self._memory: list[Work] = []  # the latest first

    def load(self) -> Work | None:
        """What is at hand; None where nothing is, or seven days have gone by."""
        latest = next(iter(self._kept()), None)
        return latest if latest is not None and latest.at_hand else None

    def find(self, agency: int, year: int) -> Work | None:
        """The report of a body for a year, where it was begun before."""
        return next((work for work in self._kept() if (work.agency_id, work.year) == (agency, year)), None)

    def save(self, work: Work) -> None:
        """At hand from now on, in place of what was kept of the same report."""
        self._delete(work)
        self._add(replace(work, at_hand=True))

    def drop(self) -> None:
        """Deletes what is at hand; another report that was begun waits until it is taken up again."""
        work = self.load()
        if work is None:
            return
        self._delete(work)
        waiting = next(iter(self._kept()), None)
        if waiting is not None:
            self._delete(waiting)
            self._add(replace(waiting, at_hand=False))

    def _kept(self) -> list[Work]:
        if not self._key:
            return self._memory
        kept = (work_from_json(draft.payload) for draft in self._store.drafts(self._key, _NAME))
        return [work for work in kept if work is not None]

    def _add(self, work: Work) -> None:
        if self._key:
            self._store.save_draft(self._key, _NAME, work_to_json(work))
        else:
            self._memory.insert(0, work)

    def _delete(self, work: Work) -> None:
        """The same report, and one whose body was not yet said."""
        self._memory = [other for other in self._memory if not _same(other, work)]
        for draft in self._store.drafts(self._key, _NAME) if self._key else ():
            other = work_from_json(draft.payload)
            if other is None or _same(other, work):
                self._store.drop_draft(self._key, draft.id)


def _same(one: Work, other: Work) -> bool:
    return one.agency is None or (one.agency, one.year) == (other.agency, other.year)


def work_to_json(work: Work) -> dict[str, Any]:
    """As it lies in a row."""
    body = work.agency
    return {
        "kind": _KIND,
        "year": work.year,
        "agency": None
        if body is None
        else {"name": body.name, "region": list(body.region), "body": body.body, "kind": body.kind},
        "agency_id": work.agency_id,
        "given": {cell.key: [render(given.value), given.where] for cell, given in work.given.items()},
        "row": work.row,
        "at_hand": work.at_hand,
        "words": {str(number): [list(part) for part in parts] for number, parts in work.words.items()},
        "resting": {str(number): told for number, told in work.resting.items()},
    }


def work_from_json(plain: dict[str, Any]) -> Work | None:
    """What was kept; None where another version wrote what cannot be read."""
    try:
        body = plain["agency"]
        agency = Agency(body["name"], tuple(body["region"]), body["body"], body["kind"]) if body else None
        year = int(plain["year"])
        cells = set(form(edition_for(year)).cells)
        given = {Cell.parse(key): Given(Decimal(value), where) for key, (value, where) in plain["given"].items()}
        given = {cell: figure for cell, figure in given.items() if cell in cells}
        words = {
            int(number): tuple((str(heading), str(text)) for heading, text in parts)
            for number, parts in plain.get("words", {}).items()
        }
        resting = {int(number): dict(told) for number, told in plain.get("resting", {}).items()}
        return Work(year, agency, plain["agency_id"], given, plain["row"], bool(plain["at_hand"]), words, resting)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation):
        return None
