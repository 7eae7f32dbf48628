"""What an index of passages is made from, and what it has to catch up with.

A report's passages enter SQL in the transaction of the report. Whoever holds the index asks for the changes since the
generation that it bears, and is never told less than what is stored; vectors are kept beside the passages, so that a
small resolved set is ranked exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, bindparam, delete, func, insert, select, update

from report.form import Cell
from report.passages import Passage
from retrieval.store import rows
from retrieval.store.database import Database
from retrieval.store.reading import MANY, of
from retrieval.store.schema import agency_names, changes, passages, reports


@dataclass(frozen=True, slots=True)
class Change:
    """A report that came, changed or went."""

    generation: int
    report_id: int
    removed: bool


def save_passages(connection: Connection, report_id: int, found: Sequence[Passage]) -> None:
    """The passages of a report take the place of those that it had."""
    connection.execute(delete(passages).where(passages.c.report_id == report_id))
    members = [
        {
            "id": passage.id,
            "report_id": report_id,
            "position": position,
            "section": rows.clean(str(passage.section)),
            "kind": passage.kind,
            "text": rows.clean(passage.text),
            "place": rows.place_to_json(passage.place),
            "cells": " ".join(cell.key for cell in passage.cells) or None,
        }
        for position, passage in enumerate(found)
    ]
    if members:
        connection.execute(insert(passages), members)


class Index(Database):
    """Passages, their vectors, and the changes since a generation."""

    def passages(self, report_ids: Sequence[int] | None = None, *, current: bool = True) -> list[Passage]:
        """Passages of these reports, in the order of the reports; of those that count unless told otherwise."""
        conditions: list[ColumnElement[bool]] = [reports.c.current] if current else []
        with self._engine.connect() as connection:
            return [
                passage
                for part in _parts(report_ids)
                for passage in _list_passages(connection, *conditions, *_among(passages.c.report_id, part))
            ]

    def vectors(self, report_ids: Sequence[int], model: str) -> dict[str, bytes]:
        """What this model made of the passages of these reports, by passage."""
        query = select(passages.c.id, passages.c.vector).where(
            passages.c.model == model, passages.c.vector.is_not(None)
        )
        with self._engine.connect() as connection:
            return {
                str(key): bytes(vector)
                for part in _parts(report_ids)
                for key, vector in connection.execute(query.where(*_among(passages.c.report_id, part)))
            }

    def save_passages(self, report_id: int, found: Sequence[Passage]) -> None:
        """The passages of a report take the place of those that it had."""
        with self._writing() as connection:
            save_passages(connection, report_id, found)

    def save_vectors(self, vectors: Mapping[str, bytes], model: str) -> None:
        """Keeps what a model made of passages, by their ids."""
        if not vectors:
            return
        statement = (
            update(passages).where(passages.c.id == bindparam("passage")).values(vector=bindparam("v"), model=model)
        )
        with self._writing() as connection:
            connection.execute(statement, [{"passage": key, "v": vector} for key, vector in vectors.items()])

    def changes(self, since: int = 0) -> list[Change]:
        """The latest change of each report after a generation, oldest first."""
        latest = (
            select(changes.c.report_id, func.max(changes.c.generation).label("latest"))
            .where(changes.c.generation > since)
            .group_by(changes.c.report_id)
            .subquery()
        )
        query = (
            select(changes)
            .join(latest, (latest.c.report_id == changes.c.report_id) & (latest.c.latest == changes.c.generation))
            .order_by(changes.c.generation, changes.c.report_id)
        )
        with self._engine.connect() as connection:
            return [Change(int(row.generation), int(row.report_id), row.removed) for row in connection.execute(query)]


def _parts(ids: Sequence[int] | None) -> list[list[int] | None]:
    if ids is None:
        return [None]
    ordered = sorted(set(ids))
    return [ordered[start : start + MANY] for start in range(0, len(ordered), MANY)]


def _among(column: Column[Any], part: list[int] | None) -> list[ColumnElement[bool]]:
    return [] if part is None else [of(column, part)]


def _list_passages(connection: Connection, *conditions: ColumnElement[bool]) -> list[Passage]:
    query = (
        select(passages, agency_names.c.name, reports.c.year, reports.c.file, reports.c.url)
        .join(reports, reports.c.id == passages.c.report_id)
        .join(agency_names, agency_names.c.id == reports.c.name_id)
        .where(*conditions)
        .order_by(passages.c.report_id, passages.c.position)
    )
    return [
        Passage(
            id=row["id"],
            kind=row["kind"],
            section=row["section"],
            text=row["text"],
            place=rows.place_from_json(row["place"]),
            cells=tuple(Cell.parse(key) for key in (row["cells"] or "").split()),
            report_id=row["report_id"],
            agency=row["name"],
            year=row["year"],
            file=row["file"],
            url=row["url"],
        )
        for row in connection.execute(query).mappings()
    ]
