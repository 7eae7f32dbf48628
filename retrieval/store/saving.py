"""A report enters SQL, or leaves it, in one transaction, together with everything that its coming or going changes.

Its coming may join two bodies, make an earlier file a version, and give the next year's report a year before to be
checked against. All of that is decided inside the transaction, from what is stored then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from report.facts import Fact, Finding, Report
from retrieval.store import grouping, reading, rows
from retrieval.store.bodies import place_of
from retrieval.store.reading import Cells, of
from retrieval.store.remembered import Recent, Wordings
from retrieval.store.schema import (
    GENERATION,
    changes,
    counters,
    facts,
    findings,
    former_names,
    paragraphs,
    passages,
    reports,
    sections,
    statements,
)

Check = Callable[[Report, Report | None], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a report that was to be saved."""

    status: str  # stored | unchanged | replaced | copy
    report_id: int
    agency_id: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file besides what it says."""

    read_at: datetime
    original: str = ""  # below the data folder
    reader_version: str = ""
    again: bool = False  # the same bytes, read by a newer reader


def new_key(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Inserts a row; the number that the database gave it."""
    return int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def next_generation(connection: Connection) -> int:
    """Takes the writer's place until the transaction ends, and the number of the change."""
    statement = update(counters).where(counters.c.name == GENERATION).values(value=counters.c.value + 1)
    return int(connection.execute(statement.returning(counters.c.value)).scalar_one())


def digest(report: Report) -> str:
    """The SHA-256 of the bytes; of what was read where a report comes without bytes."""
    return report.sha256 or hashlib.sha256(repr(report).encode("utf-8", "replace")).hexdigest()


def save_report(
    connection: Connection,
    numbers: Cells,
    words: Wordings,
    report: Report,
    kept: Kept,
    check: Check | None,
    recent: Recent,
) -> tuple[Saved, dict[str, int]]:
    """Stores a report; the wordings are to be learnt once the transaction is through."""
    generation = next_generation(connection)
    sha = digest(report)
    query = select(reports.c.id, reports.c.agency_id, reports.c.year).where(reports.c.sha256 == sha)
    known = connection.execute(query).one_or_none()
    if known is not None and not kept.again:
        return seen_again(connection, known.id, rows.clean(report.file), rows.clean(report.url)), {}
    if known is not None:
        touched = {(known.agency_id, known.year)}
        _clear(connection, known.id)
    else:
        touched = set()
    name_id, agency_id, new_name = grouping.find_or_add_name(connection, report.agency)
    values = _report_row(report, sha, name_id, agency_id, kept)
    if known is None:
        report_id = new_key(connection, reports, values)
    else:
        report_id = known.id
        connection.execute(update(reports).where(reports.c.id == report_id).values(values))
    used = _save_parts(connection, numbers, words, report, report_id, name_id)
    decides = new_name or report.former_names or grouping.may_be_renamed(report.agency)
    places = {place_of(report.agency)} if decides else set()
    if known is not None:
        places |= grouping.drop_unused_names(connection) | grouping.places_of(connection, [known.agency_id])
    if places:
        touched |= grouping.regroup(connection, places)
        agency_id = int(connection.execute(select(reports.c.agency_id).where(reports.c.id == report_id)).scalar_one())
    touched.add((agency_id, report.year))
    status = settle(connection, numbers, touched, {report_id}, generation, check, recent, own={report_id: report})
    found = reading.list_findings(connection, report_id)
    return Saved(status[report_id], report_id, agency_id, found), used


def seen_again(connection: Connection, report_id: int, file: str, url: str) -> Saved:
    """The same bytes: of two file names the first in order is kept, of two addresses the one named last."""
    query = select(reports.c.agency_id, reports.c.file, reports.c.url).where(reports.c.id == report_id)
    row = connection.execute(query).one()
    first, address = min(file, row.file) if file else row.file, url or row.url
    if (first, address) != (row.file, row.url):
        connection.execute(update(reports).where(reports.c.id == report_id).values(file=first, url=address))
    return Saved("unchanged", report_id, row.agency_id, reading.list_findings(connection, report_id))


def settle(
    connection: Connection,
    numbers: Cells,
    touched: Iterable[grouping.BodyYear],
    new: set[int],
    generation: int,
    check: Check | None,
    recent: Recent,
    own: Mapping[int, Report] | None = None,
) -> dict[int, str]:
    """Chooses versions, checks anew what rests on them, tells the index; the status of each touched report."""
    touched = set(touched)
    switched = grouping.choose_current(connection, touched)
    status: dict[int, str] = {}
    to_check: set[int] = set(new)
    for body, year in sorted(touched):
        of_year = select(reports.c.id, reports.c.current).where(reports.c.agency_id == body, reports.c.year == year)
        found = connection.execute(of_year).all()
        for row in found:
            status[row.id] = "copy" if not row.current else "stored" if len(found) == 1 else "replaced"
        to_check |= {row.id for row in found}
        following = select(reports.c.id).where(reports.c.agency_id == body, reports.c.year == year + 1)
        to_check |= set(connection.execute(following).scalars())
    for report_id in sorted(to_check) if check else ():
        _recheck(connection, numbers, report_id, check, recent, (own or {}).get(report_id))
    told = sorted(new | switched | set(status))
    rows_ = [{"generation": generation, "report_id": report_id, "removed": False} for report_id in told]
    if rows_:
        connection.execute(insert(changes), rows_)
    return status


def _recheck(
    connection: Connection,
    numbers: Cells,
    report_id: int,
    check: Check | None,
    recent: Recent,
    own: Report | None,
) -> None:
    report = own or recent.read(connection, numbers, report_id)
    if report is None or check is None:
        return
    query = select(reports.c.agency_id, reports.c.year).where(reports.c.id == report_id)
    body, year = connection.execute(query).one()
    before = reading.current_report(connection, body, year - 1)
    previous = None if before is None else recent.read(connection, numbers, before)
    save_findings(connection, report_id, check(report, previous))


def save_findings(connection: Connection, report_id: int, found: Sequence[Finding]) -> None:
    """What the checks found takes the place of what they found before."""
    connection.execute(delete(findings).where(findings.c.report_id == report_id))
    _insert(
        connection,
        findings,
        [
            {
                "report_id": report_id,
                "position": position,
                "rule": finding.rule,
                "severity": finding.severity,
                "body": rows.finding_to_json(finding),
            }
            for position, finding in enumerate(found)
        ],
    )


def remove_reports(
    connection: Connection, numbers: Cells, report_ids: Sequence[int], check: Check | None, recent: Recent
) -> list[Any]:
    """Takes reports out; the rows that are gone, each with the path of its original."""
    generation = next_generation(connection)
    query = select(reports.c.id, reports.c.agency_id, reports.c.year, reports.c.original)
    gone = connection.execute(query.where(of(reports.c.id, list(report_ids)))).all()
    if not gone:
        return []
    connection.execute(delete(reports).where(of(reports.c.id, [row.id for row in gone])))
    touched = {(row.agency_id, row.year) for row in gone}
    places = grouping.drop_unused_names(connection)
    # A former name may have gone with its report, and with it what it linked.
    bodies = sorted({row.agency_id for row in gone})
    places |= grouping.places_of(connection, bodies)
    touched |= grouping.regroup(connection, places)
    settle(connection, numbers, touched, set(), generation, check, recent)
    dropped = [{"generation": generation, "report_id": row.id, "removed": True} for row in gone]
    connection.execute(insert(changes), dropped)
    return list(gone)


def _report_row(report: Report, sha: str, name_id: int, agency_id: int, kept: Kept) -> dict[str, object]:
    return {
        "sha256": sha,
        "file": rows.clean(report.file),
        "agency_id": agency_id,
        "name_id": name_id,
        "year": report.year,
        "edition": report.edition,
        "applications_edition": report.applications_edition,
        "title": rows.clean(report.title),
        "signature": rows.clean(report.signature),
        "published": report.published,
        "url": rows.clean(report.url),
        "state": "copy",
        "current": False,
        "reader_version": kept.reader_version,
        "read_at": kept.read_at,
        "original": kept.original,
    }


def _clear(connection: Connection, report_id: int) -> None:
    for table in (facts, sections, paragraphs, statements, findings, former_names, passages):
        connection.execute(delete(table).where(table.c.report_id == report_id))


def _save_parts(
    connection: Connection, numbers: Cells, words: Wordings, report: Report, report_id: int, name_id: int
) -> dict[str, int]:
    cleaned = {text: rows.clean(text) for text in {text for fact in report.facts for text in _texts(fact) if text}}
    used = words.numbers(connection, cleaned.values())
    number_of = {text: used[clean] for text, clean in cleaned.items()}
    _insert(connection, facts, [_fact_row(fact, report, report_id, numbers, number_of) for fact in report.facts])
    _insert(
        connection,
        sections,
        [
            {"report_id": report_id, "position": at, "number": part.number, "title": rows.clean(part.title)}
            for at, part in enumerate(report.sections)
        ],
    )
    _insert(
        connection,
        paragraphs,
        [
            {
                "report_id": report_id,
                "section": at,
                "position": position,
                "text": rows.clean(paragraph.text),
                "place": rows.place_to_json(paragraph.place),
            }
            for at, part in enumerate(report.sections)
            for position, paragraph in enumerate(part.paragraphs)
        ],
    )
    _insert(
        connection,
        statements,
        [
            {
                "report_id": report_id,
                "position": position,
                "what": said.what,
                "cell": None if said.cell is None else said.cell.key,
                "value": str(said.value),
                "approximate": rows.clean(said.approximate),
                "unit": rows.clean(said.unit),
                "sentence": rows.clean(said.sentence),
                "section": said.section,
                "place": rows.place_to_json(said.place),
            }
            for position, said in enumerate(report.statements)
        ],
    )
    _insert(
        connection,
        former_names,
        [
            {
                "report_id": report_id,
                "position": position,
                "name_id": name_id,
                "former": rows.clean(former),
                "place": rows.clean(place_of(grouping.former_agency(former, report.agency))),
            }
            for position, former in enumerate(report.former_names)
        ],
    )
    return used


def _texts(fact: Fact) -> tuple[str, str, str]:
    return fact.citation.place.text, fact.citation.section, fact.citation.quote


def _fact_row(
    fact: Fact, report: Report, report_id: int, numbers: Cells, number_of: Mapping[str, int]
) -> dict[str, object]:
    figure = rows.figure_of(fact.cell, fact.value)
    place = fact.citation.place
    return {
        "report_id": report_id,
        "cell": numbers.number[fact.cell],
        "year": report.year,
        "value": figure.value,
        "exact": figure.exact,
        "status": rows.status_number(fact.status),
        "printed": rows.printed_of(fact),
        "page": place.page,
        "table_no": place.table,
        "row_no": place.row,
        "column_no": place.column,
        "label": number_of.get(place.text),
        "section": number_of.get(fact.citation.section),
        "quote": number_of.get(fact.citation.quote),
        "reason": rows.clean(fact.reason) or None,
        "area": rows.areas_to_text(place),
    }


def _insert(connection: Connection, table: Table, members: list[dict[str, Any]]) -> None:
    if members:
        connection.execute(insert(table), members)
