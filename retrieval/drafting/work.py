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


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of the report that somebody writes."""

    year: int
    agency: Agency | None = None  # None until the person says whose report it is
    agency_id: int | None = None  # None for a body without stored reports
    given: dict[Cell, Given] = field(default_factory=dict)
    row: str = ""  # that was spoken of last

    def draft(self, store: Store) -> Draft:
        """The draft as far as it goes."""
        assert self.agency is not None
        previous = store.report(self.agency_id, self.year - 1) if self.agency_id is not None else None
        return make_draft(self.agency, self.year, self.given, previous)

    def with_given(self, more: dict[Cell, Given], row: str = "") -> Work:
        """With more figures; the later one of a cell holds."""
        return replace(self, given=self.given | more, row=row or self.row)


class Works:
    """The one report that a person is writing in a conversation."""

    def __init__(self, store: Store, key: str | tuple[str, ...]) -> None:
        self._store = store
        self._key = key
        self._memory: Work | None = None

    def load(self) -> Work | None:
        """What is being written; None where nothing is, or seven days have gone by."""
        if not self._key:
            return self._memory
        kept = (draft for draft in self._store.drafts(self._key) if draft.payload.get("kind") == _KIND)
        return next((work for draft in kept if (work := work_from_json(draft.payload)) is not None), None)

    def save(self, work: Work) -> None:
        """In place of what was kept before."""
        if not self._key:
            self._memory = work
            return
        before = [draft.id for draft in self._store.drafts(self._key) if draft.payload.get("kind") == _KIND]
        self._store.save_draft(self._key, f"{work.year}", work_to_json(work))
        for number in before:
            self._store.drop_draft(self._key, number)

    def drop(self) -> None:
        """Nothing is being written any more."""
        self._memory = None
        for draft in self._store.drafts(self._key) if self._key else ():
            if draft.payload.get("kind") == _KIND:
                self._store.drop_draft(self._key, draft.id)


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
        return Work(year, agency, plain["agency_id"], given, plain["row"])
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None
