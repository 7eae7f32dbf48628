"""SQL: reports, their figures with places, findings, bodies, conversations. The truth; everything else is an index.

SQLite in the data folder unless a URL names a PostgreSQL server; nothing above this door knows which. A report comes
and goes in one transaction, and what is stored never depends on the order in which the files came.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select

from report.errors import UnusableSetting
from report.facts import Finding, Report, Status
from report.form import Cell
from report.passages import Passage
from retrieval.question import StoredAgency
from retrieval.store import backup as backups
from retrieval.store import engine as engines
from retrieval.store import grouping, indexing, reading, rows, saving
from retrieval.store.conversations import Conversations
from retrieval.store.database import read_generation
from retrieval.store.indexing import Change, Index
from retrieval.store.originals import drop_original, keep_original
from retrieval.store.people import People
from retrieval.store.reading import StoredFact, StoredReport, StoredStatement, StoredValue, of
from retrieval.store.remembered import Recent, Wordings
from retrieval.store.saving import Check, Kept, Saved
from retrieval.store.schema import facts, refusals, reports, statements

__all__ = [
    "Change",
    "Saved",
    "Store",
    "StoredFact",
    "StoredReport",
    "StoredStatement",
    "StoredValue",
]


class Store(Conversations, People, Index):
    """What is stored, whichever database keeps it."""

    def __init__(self, engine: Engine, data: Path) -> None:
        super().__init__(engine, data)
        self._wordings, self._recent = Wordings(), Recent()
        self._agencies: tuple[int, tuple[StoredAgency, ...]] | None = None

    @classmethod
    def open(cls, url: str | None, data: Path) -> Store:
        """The store at this URL, or the embedded one in the data folder; its tables are made or updated."""
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why, why_en = f"文件夹 {data} 建不了", f"the folder {data} cannot be made"
            raise UnusableSetting(setting="WENBAO_DATA", why=why, why_en=why_en) from error
        return cls(engines.open_engine(url or engines.sqlite_url(data)), data)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # — saving —

    def save(
        self,
        report: Report,
        findings: Sequence[Finding] = (),
        *,
        check: Check | None = None,
        passages: Sequence[Passage] = (),
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
        now = datetime.now(UTC)
        kept = Kept(now, self._keep(report, original, suffix), reader_version, again)
        with self._writing() as connection:
            saved, used = saving.save_report(connection, self._cells, self._wordings, report, kept, check, self._recent)
            if saved.status != "unchanged":
                indexing.save_passages(connection, saved.report_id, passages)
            if check is None and saved.status != "unchanged":
                saving.save_findings(connection, saved.report_id, findings)
                saved = replace(saved, findings=tuple(findings))
        self._wordings.learn(used)
        if saved.status != "unchanged":
            self._recent.keep(saved.report_id, now, report)
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
        """Takes reports out of SQL and their originals out of the data folder; how many there were.

        What rested on them, the findings of the year after too, is decided anew.
        """
        from report.checks import check_report

        with self._writing() as connection:
            gone = saving.remove_reports(connection, self._cells, report_ids, check or check_report, self._recent)
        for row in gone:
            drop_original(self.data, row.original)
        return len(gone)

    def refuse(self, sha256: str, reader_version: str, payload: dict[str, Any]) -> None:
        """Notes bytes that are no report, so that they are not read again by the same reader."""
        values = {"sha256": sha256, "reader_version": reader_version}
        with self._writing() as connection:
            connection.execute(delete(refusals).where(refusals.c.sha256 == sha256))
            connection.execute(insert(refusals).values(payload=json.dumps(payload, ensure_ascii=False), **values))

    def refused(self, sha256: str, reader_version: str) -> dict[str, Any] | None:
        """What was noted of these bytes by this reader."""
        query = select(refusals.c.payload).where(
            refusals.c.sha256 == sha256, refusals.c.reader_version == reader_version
        )
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
            return None if found is None else dict(json.loads(found))

    def backup(self, file: Path) -> None:
        """Everything stored, in one file that any database can take up."""
        backups.write_backup(self._engine, self.data, file)

    def restore(self, file: Path) -> None:
        """What a backup holds takes the place of everything stored."""
        backups.read_backup(self._engine, self.data, file)
        self._wordings, self._recent = Wordings(), Recent()
        self._agencies = None
        self._cells = self._load_cells()

    # — reading —

    def agencies(self) -> tuple[StoredAgency, ...]:
        """Every body with a report, in the order of their names."""
        with self._engine.connect() as connection:
            generation = read_generation(connection)
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

    def listed(self, report_id: int) -> StoredReport:
        """One report as a list shows it; KeyError where it is not stored."""
        found = self._reports(reports.c.id == report_id)
        if not found:
            raise KeyError(report_id)
        return found[0]

    def reader_of(self, sha256: str) -> str | None:
        """The version of the readers that read these bytes; None where they are not stored."""
        with self._engine.connect() as connection:
            return connection.execute(select(reports.c.reader_version).where(reports.c.sha256 == sha256)).scalar()

    def cell_counts(self, report_id: int) -> Counter[Status]:
        """How many cells of a report there are in each status."""
        query = select(facts.c.status, func.count()).where(facts.c.report_id == report_id).group_by(facts.c.status)
        with self._engine.connect() as connection:
            return Counter({rows.STATUSES[status]: int(count) for status, count in connection.execute(query)})

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
            body = grouping.find_body(connection, report.agency, report.year, report.sha256)
            before = None if body is None else reading.current_report(connection, body, report.year - 1)
            return None if before is None else reading.whole_report(connection, self._cells, before)

    def past(self, report: Report, most: int = 6) -> tuple[Report, ...]:
        """The same body's earlier reports, latest first; the body is found as for `previous`."""
        with self._engine.connect() as connection:
            body = grouping.find_body(connection, report.agency, report.year, report.sha256)
            earlier = range(report.year - 1, report.year - 1 - most, -1) if body is not None else ()
            numbers = [reading.current_report(connection, body or 0, year) for year in earlier]
            found = [reading.whole_report(connection, self._cells, number) for number in numbers if number is not None]
        return tuple(one for one in found if one is not None)

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
