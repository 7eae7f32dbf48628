"""SQL: reports, their figures with places, findings, bodies, conversations. The truth; everything else is an index.

SQLite in the data folder unless a URL names a PostgreSQL server; nothing above this door knows which. A report comes
and goes in one transaction, and what is stored never depends on the order in which the files came.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select

from report.facts import Finding, Report
from report.form import EDITIONS, Cell, form
from retrieval.question import StoredAgency
from retrieval.store import engine as engines
from retrieval.store import grouping, reading, saving
from retrieval.store.originals import drop_original, keep_original
from retrieval.store.reading import Cells, StoredFact, StoredReport, StoredStatement, StoredValue, of
from retrieval.store.saving import Check, Kept, Saved
from retrieval.store.schema import answers, cells, counters, facts, reports, statements, turns

__all__ = ["Saved", "Store", "StoredFact", "StoredReport", "StoredStatement", "StoredValue"]

TURNS_KEPT = 20
Conversation = str | tuple[str, ...]  # (channel, chat, person)


class Store:
    """What is stored, whichever database keeps it."""

    def __init__(self, engine: Engine, data: Path) -> None:
        self.data = data
        self._engine = engine
        self._wordings = saving.Wordings()
        self._cells = self._load_cells()
        self._agencies: tuple[int, tuple[StoredAgency, ...]] | None = None

    @classmethod
    def open(cls, url: str | None, data: Path) -> Store:
        """The store at this URL, or the embedded one in the data folder; its tables are made or updated."""
        data.mkdir(parents=True, exist_ok=True)
        return cls(engines.open_engine(url or engines.sqlite_url(data)), data)

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def database(self) -> str:
        """Where the rows are, without the password."""
        return self._engine.url.render_as_string(hide_password=True)

    # — saving —

    def save(
        self,
        report: Report,
        findings: Sequence[Finding] = (),
        *,
        check: Check | None = None,
        original: bytes | Path | None = None,
        suffix: str = "",
        reader_version: str = "",
        again: bool = False,
    ) -> Saved:
        """Stores a report in one transaction, with its original bytes kept before.

        With `check`, findings are made inside the transaction, against the year before as it is stored then, and made
        anew for the year after; `findings` are what a caller without it has found. `again` reads known bytes anew.
        """
        if not again and report.sha256:
            known = self.seen(report.sha256, report.file, report.url)
            if known is not None:
                return known
        kept = Kept(self._keep(report, original, suffix), reader_version, again)
        with self._writing() as connection:
            saved, used = saving.save_report(connection, self._cells, self._wordings, report, kept, check)
            if check is None and saved.status != "unchanged":
                saving.save_findings(connection, saved.report_id, findings)
                saved = replace(saved, findings=tuple(findings))
        self._wordings.learn(used)
        return saved

    def seen(self, sha256: str, file: str = "", url: str = "") -> Saved | None:
        """`unchanged` where these bytes are stored already; what is new of file name and address is noted."""
        with self._engine.connect() as connection:
            query = select(reports.c.id, reports.c.agency_id, reports.c.file, reports.c.url)
            found = connection.execute(query.where(reports.c.sha256 == sha256)).one_or_none()
            if found is None:
                return None
            if (not file or file >= found.file) and (not url or url == found.url):
                return Saved("unchanged", found.id, found.agency_id, reading.list_findings(connection, found.id))
        with self._writing() as connection:
            return saving.seen_again(connection, found.id, file, url)

    def _keep(self, report: Report, original: bytes | Path | None, suffix: str) -> str:
        if original is None or not report.sha256:
            return ""
        content = original.read_bytes() if isinstance(original, Path) else original
        suffix = suffix or (original.suffix if isinstance(original, Path) else Path(report.file).suffix)
        return keep_original(self.data, content, report.sha256, suffix)

    def remove(self, report_ids: Sequence[int], *, check: Check | None = None) -> int:
        """Takes reports out of SQL and their originals out of the data folder; how many there were."""
        with self._writing() as connection:
            gone = saving.remove_reports(connection, self._cells, report_ids, check)
        for row in gone:
            drop_original(self.data, row.original)
        return len(gone)

    # — reading —

    def agencies(self) -> tuple[StoredAgency, ...]:
        """Every body with a report, in the order of their names."""
        with self._engine.connect() as connection:
            generation = _generation(connection)
            if self._agencies is None or self._agencies[0] != generation:
                self._agencies = generation, reading.list_agencies(connection)
        return self._agencies[1]

    def facts(
        self,
        agencies: Sequence[int] | None = None,
        years: Sequence[int] | None = None,
        cells: Sequence[Cell] | None = None,
    ) -> list[StoredFact]:
        """Facts of current reports, with their places; None leaves a bound out."""
        bounds = self._bounds(agencies, years, cells)
        if bounds is None:
            return []
        with self._engine.connect() as connection:
            return reading.list_facts(connection, self._cells, reports.c.current, *bounds)

    def values(
        self, cells: Sequence[Cell], years: Sequence[int] | None = None, agencies: Sequence[int] | None = None
    ) -> list[StoredValue]:
        """The same without places, out of the index: for sums and ranks over many bodies."""
        bounds = self._bounds(agencies, years, cells)
        if bounds is None:
            return []
        with self._engine.connect() as connection:
            return reading.list_values(connection, self._cells, *bounds)

    def findings(self, agency_id: int, year: int) -> tuple[Finding, ...]:
        """What the checks found in the report that counts for this body and year."""
        with self._engine.connect() as connection:
            report_id = reading.current_report(connection, agency_id, year)
            return () if report_id is None else reading.list_findings(connection, report_id)

    def report(self, agency_id: int, year: int) -> Report | None:
        """The report that counts for this body and year."""
        with self._engine.connect() as connection:
            report_id = reading.current_report(connection, agency_id, year)
            return None if report_id is None else reading.whole_report(connection, self._cells, report_id)

    def report_by_id(self, report_id: int) -> Report | None:
        """A report, whether it counts or is a version or a copy."""
        with self._engine.connect() as connection:
            return reading.whole_report(connection, self._cells, report_id)

    def reports(self, years: Sequence[int] | None = None) -> list[StoredReport]:
        """The reports that count, in the order of body and year."""
        return self._reports(reports.c.current, *([] if years is None else [of(reports.c.year, years)]))

    def all_reports(self) -> list[StoredReport]:
        """Every report with its versions and copies."""
        return self._reports()

    def matching(
        self, agencies: Sequence[int] | None = None, year: int | None = None, file: str | None = None
    ) -> list[StoredReport]:
        """Reports, versions and copies too, of these bodies, this year, this file."""
        conditions: list[ColumnElement[bool]] = []
        if agencies is not None:
            conditions.append(of(reports.c.agency_id, agencies))
        if year is not None:
            conditions.append(reports.c.year == year)
        if file is not None:
            conditions.append(reports.c.file == file)
        return self._reports(*conditions)

    def previous(self, report: Report) -> Report | None:
        """The same body's report for the year before, of a report that need not be stored.

        The body is the one that these bytes are stored for, else the one that the report's name would join.
        """
        with self._engine.connect() as connection:
            body = grouping.find_body(connection, report.agency, report.sha256)
            before = None if body is None else reading.current_report(connection, body, report.year - 1)
            return None if before is None else reading.whole_report(connection, self._cells, before)

    def statements(
        self,
        agencies: Sequence[int] | None = None,
        years: Sequence[int] | None = None,
        what: Sequence[str] | None = None,
        words: str = "",
    ) -> list[StoredStatement]:
        """Figures that the prose of current reports states, of these kinds or with these words in the sentence."""
        conditions: list[ColumnElement[bool]] = [reports.c.current]
        conditions += [] if agencies is None else [of(reports.c.agency_id, agencies)]
        conditions += [] if years is None else [of(reports.c.year, years)]
        conditions += [] if what is None else [of(statements.c.what, what)]
        conditions += [statements.c.sentence.contains(words, autoescape=True)] if words else []
        with self._engine.connect() as connection:
            return reading.list_statements(connection, *conditions)

    def _reports(self, *conditions: ColumnElement[bool]) -> list[StoredReport]:
        with self._engine.connect() as connection:
            return reading.list_reports(connection, *conditions)

    def _bounds(
        self, agencies: Sequence[int] | None, years: Sequence[int] | None, wanted: Sequence[Cell] | None
    ) -> list[ColumnElement[bool]] | None:
        """Conditions on facts; None where nothing can meet them."""
        numbers = None if wanted is None else [self._cells.number[c] for c in wanted if c in self._cells.number]
        if any(bound is not None and not bound for bound in (agencies, years, numbers)):
            return None
        conditions = [] if agencies is None else [of(reports.c.agency_id, agencies)]
        conditions += [] if years is None else [of(facts.c.year, years)]
        conditions += [] if numbers is None else [of(facts.c.cell, numbers)]
        return conditions

    # — conversations —

    def load_turns(self, key: Conversation) -> list[dict[str, Any]]:
        """What a conversation has kept, the latest last."""
        query = select(turns.c.payload).where(turns.c.conversation == _key(key)).order_by(turns.c.id)
        with self._engine.connect() as connection:
            return [json.loads(payload) for payload in connection.execute(query).scalars()]

    def save_turn(self, key: Conversation, payload: dict[str, Any]) -> None:
        """Keeps a turn; only the latest of a conversation are kept."""
        row = {
            "conversation": _key(key),
            "payload": json.dumps(payload, ensure_ascii=False),
            "at": datetime.now(UTC),
        }
        with self._writing() as connection:
            connection.execute(insert(turns).values(row))
            of_key = turns.c.conversation == _key(key)
            latest = select(turns.c.id).where(of_key).order_by(turns.c.id.desc()).limit(TURNS_KEPT)
            connection.execute(delete(turns).where(of_key, turns.c.id.not_in(latest)))

    def forget_turns(self, key: Conversation) -> None:
        """A conversation begins anew."""
        with self._writing() as connection:
            connection.execute(delete(turns).where(turns.c.conversation == _key(key)))

    def save_answer(self, key: Conversation, payload: dict[str, Any]) -> int:
        """Keeps an answer under a number that a button can carry."""
        row = {
            "conversation": _key(key),
            "payload": json.dumps(payload, ensure_ascii=False),
            "at": datetime.now(UTC),
        }
        with self._writing() as connection:
            return saving.new_key(connection, answers, row)

    def load_answer(self, number: int) -> dict[str, Any] | None:
        """The answer of this number."""
        with self._engine.connect() as connection:
            found = connection.execute(select(answers.c.payload).where(answers.c.id == number)).scalar()
            return None if found is None else dict(json.loads(found))

    # — the index —

    def generation(self) -> int:
        """Counts up with every change; an index that bears the same number holds everything."""
        with self._engine.connect() as connection:
            return _generation(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with engines.writing(self._engine) as connection:
            yield connection

    def _load_cells(self) -> Cells:
        of_form = dict.fromkeys(cell for a in EDITIONS for b in EDITIONS for cell in form(a, b).cells)
        with self._engine.connect() as connection:
            cell = _stored_cells(connection)
        new = [new for new in of_form if new not in set(cell.values())]
        if new:
            with self._writing() as connection:
                cell = _stored_cells(connection)
                numbers = range(max(cell, default=0) + 1, 2**15)
                added = dict(zip(numbers, [c for c in new if c not in set(cell.values())], strict=False))
                if added:
                    connection.execute(insert(cells), [{"id": n, "key": c.key} for n, c in added.items()])
                cell |= added
        return Cells({c: n for n, c in cell.items()}, cell)


def _stored_cells(connection: Connection) -> dict[int, Cell]:
    return {int(n): Cell.parse(key) for n, key in connection.execute(select(cells.c.id, cells.c.key))}


def _generation(connection: Connection) -> int:
    return int(connection.execute(select(counters.c.value).where(counters.c.name == "generation")).scalar_one())


def _key(key: Conversation) -> str:
    return key if isinstance(key, str) else "\x1f".join(key)
