"""What is stored, as the nouns of `report/`: functions over a connection, each one query or a few."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from report.agencies import Agency
from report.facts import Citation, Fact, Finding, Paragraph, Place, Report, Section, Statement, Status
from report.form import EDITIONS, Cell, all_rows
from retrieval.question import StoredAgency
from retrieval.store import rows
from retrieval.store.bodies import fits
from retrieval.store.schema import (
    agencies,
    agency_names,
    facts,
    findings,
    former_names,
    paragraphs,
    reports,
    sections,
    statements,
    wordings,
)

MANY = 500  # ids in one IN list; databases limit how many a statement may have


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact, and the report that it stands in."""

    agency_id: int
    year: int
    report_id: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class StoredValue:
    """A figure without its place, for sums over many bodies."""

    agency_id: int
    year: int
    report_id: int
    cell: Cell
    value: Decimal | None
    status: Status


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as a list of reports shows it."""

    report_id: int
    agency_id: int
    agency: str  # as this report bears it
    year: int
    edition: str
    applications_edition: str
    file: str
    title: str
    published: date | None
    url: str
    state: str  # stored | copy | superseded
    sha256: str
    original: str  # below the data folder
    read_at: datetime


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A figure that the prose of a report states, with where it stands."""

    agency_id: int
    year: int
    report_id: int
    statement: Statement
    citation: Citation


@dataclass(frozen=True, slots=True)
class Cells:
    """The numbers that this database gave the cells of the form."""

    number: Mapping[Cell, int]
    cell: Mapping[int, Cell]


def utc(moment: datetime) -> datetime:
    """A moment as databases give it back: SQLite forgets the zone, PostgreSQL gives its own."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def of(column: Any, members: Sequence[Any]) -> ColumnElement[bool]:
    """`column IN members`."""
    found: ColumnElement[bool] = column.in_(list(members))
    return found


def list_agencies(connection: Connection) -> tuple[StoredAgency, ...]:
    """Every body with a report, in the order of their names; versions and copies lend it their names."""
    named = {row["id"]: rows.agency_from(row) for row in connection.execute(select(agency_names)).mappings()}
    links = {int(number): said for number, said in connection.execute(select(agencies.c.id, agencies.c.links))}
    borne = select(reports.c.agency_id, reports.c.name_id, reports.c.year, reports.c.current).order_by(
        reports.c.agency_id, reports.c.year.desc(), reports.c.current.desc(), reports.c.sha256
    )
    names: dict[int, dict[Agency, None]] = defaultdict(dict)  # in their order, latest first
    years: dict[int, set[int]] = defaultdict(set)
    for body, name, year, current in connection.execute(borne):
        names[body][named[name]] = None
        if current:
            years[body].add(year)
    found = [
        StoredAgency(
            id=number,
            agency=_latest(list(of_body)),
            names=tuple(dict.fromkeys(agency.name for agency in of_body)),
            links=tuple(json.loads(links[number])),
            years=tuple(sorted(years[number])),
        )
        for number, of_body in names.items()
    ]
    return tuple(sorted(found, key=lambda stored: (stored.agency.name, stored.agency.region, stored.id)))


def _latest(of_body: Sequence[Agency]) -> Agency:
    """The latest name, with the region as far as any report of the body gives it for the same place."""
    latest = of_body[0]
    fuller = [agency.region for agency in of_body if fits(latest.region, agency.region)]
    region = max(fuller, key=lambda path: (len(path), sum(map(len, path)), path), default=latest.region)
    return replace(latest, region=region)


def list_reports(connection: Connection, *conditions: ColumnElement[bool]) -> list[StoredReport]:
    """Reports in the order of body, year and file."""
    query = (
        select(reports, agency_names.c.name)
        .join(agency_names, agency_names.c.id == reports.c.name_id)
        .where(*conditions)
        .order_by(agency_names.c.name, reports.c.agency_id, reports.c.year, reports.c.current.desc(), reports.c.file)
    )
    return [
        StoredReport(
            report_id=row["id"],
            agency_id=row["agency_id"],
            agency=row["name"],
            year=row["year"],
            edition=row["edition"],
            applications_edition=row["applications_edition"],
            file=row["file"],
            title=row["title"],
            published=row["published"],
            url=row["url"],
            state=row["state"],
            sha256=row["sha256"],
            original=row["original"],
            read_at=utc(row["read_at"]),
        )
        for row in connection.execute(query).mappings()
    ]


def list_facts(connection: Connection, cells: Cells, *conditions: ColumnElement[bool]) -> list[StoredFact]:
    """Facts with their places, report by report, cells in the form's order."""
    label, section, quote = (wordings.alias(name) for name in ("label", "section", "quote"))
    query = (
        select(
            facts,
            reports.c.agency_id,
            reports.c.file,
            reports.c.url,
            agency_names.c.name,
            label.c.text.label("label_text"),
            section.c.text.label("section_text"),
            quote.c.text.label("quote_text"),
        )
        .join(reports, reports.c.id == facts.c.report_id)
        .join(agency_names, agency_names.c.id == reports.c.name_id)
        .outerjoin(label, label.c.id == facts.c.label)
        .outerjoin(section, section.c.id == facts.c.section)
        .outerjoin(quote, quote.c.id == facts.c.quote)
        .where(*conditions)
    )
    found = [
        StoredFact(row["agency_id"], row["year"], row["report_id"], _fact(row, cells.cell[row["cell"]]))
        for row in connection.execute(query).mappings()
    ]
    at = _order()
    return sorted(found, key=lambda f: (f.fact.citation.agency, f.agency_id, f.year, f.report_id, at[f.fact.cell]))


@cache
def _order() -> dict[Cell, int]:
    """Where the form prints a cell, whichever edition."""
    columns = ((row, column) for row in all_rows() for edition in EDITIONS for column in row.columns.get(edition, ()))
    return {cell: n for n, cell in enumerate(dict.fromkeys(Cell(row.table, row.item, name) for row, name in columns))}


def _fact(row: RowMapping, cell: Cell) -> Fact:
    value = rows.decimal_of(cell, row["value"], row["exact"])
    areas = rows.areas_from_text(row["area"])
    citation = Citation(
        agency=row["name"],
        year=row["year"],
        file=row["file"],
        section=row["section_text"] or "",
        place=Place(row["page"], row["table_no"], row["row_no"], row["column_no"], row["label_text"] or "", *areas),
        quote=row["quote_text"] or "",
        url=row["url"],
    )
    return Fact(
        cell=cell,
        value=value,
        printed=rows.printed_back(value, row["printed"]),
        status=rows.STATUSES[row["status"]],
        citation=citation,
        reason=row["reason"] or "",
    )


def list_values(connection: Connection, cells: Cells, *conditions: ColumnElement[bool]) -> list[StoredValue]:
    """Figures without places: what the covering index holds."""
    columns = (facts.c.report_id, facts.c.cell, facts.c.year, facts.c.value, facts.c.status, reports.c.agency_id)
    query = select(*columns).join(reports, reports.c.id == facts.c.report_id).where(reports.c.current, *conditions)
    found = []
    for report_id, number, year, value, status, agency_id in connection.execute(query):
        cell = cells.cell[number]
        figure = rows.decimal_of(cell, value, None)
        found.append(StoredValue(agency_id, year, report_id, cell, figure, rows.STATUSES[status]))
    return found


def list_statements(connection: Connection, *conditions: ColumnElement[bool]) -> list[StoredStatement]:
    """Figures that the prose of current reports states."""
    query = (
        select(statements, reports.c.agency_id, reports.c.year, reports.c.file, reports.c.url, agency_names.c.name)
        .join(reports, reports.c.id == statements.c.report_id)
        .join(agency_names, agency_names.c.id == reports.c.name_id)
        .where(*conditions)
        .order_by(reports.c.agency_id, reports.c.year, statements.c.report_id, statements.c.position)
    )
    found_rows = connection.execute(query).mappings().all()
    titles = section_titles(connection, sorted({row["report_id"] for row in found_rows}))
    found = []
    for row in found_rows:
        statement = _statement(row)
        citation = Citation(
            agency=row["name"],
            year=row["year"],
            file=row["file"],
            section=titles.get((row["report_id"], row["section"]), ""),
            place=statement.place,
            quote=statement.sentence,
            url=row["url"],
        )
        found.append(StoredStatement(row["agency_id"], row["year"], row["report_id"], statement, citation))
    return found


def _statement(row: RowMapping) -> Statement:
    return Statement(
        what=row["what"],
        cell=None if row["cell"] is None else Cell.parse(row["cell"]),
        value=Decimal(row["value"]),
        approximate=row["approximate"],
        unit=row["unit"],
        sentence=row["sentence"],
        section=row["section"],
        place=rows.place_from_json(row["place"]),
    )


def section_titles(connection: Connection, report_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    """(report, number of the section) → title as printed."""
    found: dict[tuple[int, int], str] = {}
    for start in range(0, len(report_ids), MANY):
        query = select(sections.c.report_id, sections.c.number, sections.c.title).where(
            of(sections.c.report_id, report_ids[start : start + MANY])
        )
        for report_id, number, title in connection.execute(query.order_by(sections.c.position.desc())):
            found[report_id, number] = title
    return found


def list_findings(connection: Connection, report_id: int) -> tuple[Finding, ...]:
    """What the checks found in a report, in their order."""
    query = (
        select(findings.c.rule, findings.c.severity, findings.c.body)
        .where(findings.c.report_id == report_id)
        .order_by(findings.c.position)
    )
    return tuple(rows.finding_from_json(*row) for row in connection.execute(query))


def current_report(connection: Connection, agency_id: int, year: int) -> int | None:
    """The report that counts for this body and year."""
    query = select(reports.c.id).where(reports.c.agency_id == agency_id, reports.c.year == year, reports.c.current)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def whole_report(connection: Connection, cells: Cells, report_id: int) -> Report | None:
    """A report as it was saved."""
    query = (
        select(reports, agency_names.c.name, agency_names.c.region, agency_names.c.body, agency_names.c.kind)
        .join(agency_names, agency_names.c.id == reports.c.name_id)
        .where(reports.c.id == report_id)
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    former = (
        select(former_names.c.former).where(former_names.c.report_id == report_id).order_by(former_names.c.position)
    )
    said = select(statements).where(statements.c.report_id == report_id).order_by(statements.c.position)
    return Report(
        agency=rows.agency_from(row),
        year=row["year"],
        edition=row["edition"],
        applications_edition=row["applications_edition"],
        file=row["file"],
        title=row["title"],
        signature=row["signature"],
        published=row["published"],
        former_names=tuple(connection.execute(former).scalars()),
        sections=_sections(connection, report_id),
        facts=tuple(stored.fact for stored in list_facts(connection, cells, facts.c.report_id == report_id)),
        statements=tuple(_statement(found) for found in connection.execute(said).mappings()),
        sha256=row["sha256"],
        url=row["url"],
    )


def _sections(connection: Connection, report_id: int) -> tuple[Section, ...]:
    of_section: dict[int, list[Paragraph]] = defaultdict(list)
    query = select(paragraphs).where(paragraphs.c.report_id == report_id)
    for row in connection.execute(query.order_by(paragraphs.c.section, paragraphs.c.position)).mappings():
        of_section[row["section"]].append(Paragraph(row["text"], rows.place_from_json(row["place"])))
    query = select(sections).where(sections.c.report_id == report_id).order_by(sections.c.position)
    return tuple(
        Section(row["number"], row["title"], tuple(of_section[row["position"]]))
        for row in connection.execute(query).mappings()
    )
