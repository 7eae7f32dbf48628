"""Names into bodies and reports into versions, decided anew in SQL for the places that a change touches.

Both are functions of what is stored, never of the order in which it came.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, or_, select, update

from report.agencies import Agency, read_agency
from retrieval.store import rows
from retrieval.store.bodies import Group, Link, Name, family, group_names, place_of
from retrieval.store.reading import of
from retrieval.store.schema import agencies, agency_names, former_names, reports

BodyYear = tuple[int, int]


def find_or_add_name(connection: Connection, agency: Agency) -> tuple[int, int, bool]:
    """(name, body, whether the name is new); a new name is a body of its own until it is grouped."""
    values: dict[str, object] = {
        "name": rows.clean(agency.name),
        "region": rows.region_to_json(agency),
        "body": rows.clean(agency.body),
        "kind": agency.kind,
    }
    query = select(agency_names.c.id, agency_names.c.agency_id)
    for column, value in values.items():
        query = query.where(agency_names.c[column] == value)
    found = connection.execute(query).one_or_none()
    if found is not None:
        return found[0], found[1], False
    body = _new_body(connection)
    values |= {"agency_id": body, "place": rows.clean(place_of(agency))}
    added = insert(agency_names).values(values).returning(agency_names.c.id)
    return int(connection.execute(added).scalar_one()), body, True


def _new_body(connection: Connection) -> int:
    return int(connection.execute(insert(agencies).values(links="[]").returning(agencies.c.id)).scalar_one())


def regroup(connection: Connection, places: Iterable[str]) -> set[BodyYear]:
    """Groups the names of these places and of those linked to them by former names; the bodies and years that moved."""
    closed = _closure(connection, places)
    query = select(agency_names).where(of(agency_names.c.place, sorted(closed)))
    found = connection.execute(query).mappings().all()
    names = _names(connection, found)
    bodies = {row["id"]: row["agency_id"] for row in found}
    moved: set[BodyYear] = set()
    taken: set[int] = set()
    for group in group_names(names, _links(connection, names)):
        body = min({bodies[name] for name in group.names} - taken, default=None) or _new_body(connection)
        taken.add(body)
        moved |= _move(connection, body, group, bodies)
    empty = set(bodies.values()) - taken
    if empty:
        connection.execute(delete(agencies).where(of(agencies.c.id, sorted(empty))))
    return moved


def places_of(connection: Connection, bodies: Iterable[int]) -> set[str]:
    """The places of the names of these bodies."""
    query = select(agency_names.c.place).where(of(agency_names.c.agency_id, sorted(set(bodies))))
    return set(connection.execute(query).scalars())


def find_body(connection: Connection, agency: Agency, year: int, sha256: str = "") -> int | None:
    """The body that these bytes are stored for, else the one that this name would join; None where there is none."""
    if sha256:
        known = connection.execute(select(reports.c.agency_id).where(reports.c.sha256 == sha256)).scalar()
        if known is not None:
            return int(known)
    query = select(agency_names).where(of(agency_names.c.place, sorted(_closure(connection, [place_of(agency)]))))
    found = connection.execute(query).mappings().all()
    names = _names(connection, found)
    asked = 0  # no stored name bears this number
    for group in group_names(names | {asked: Name(agency, frozenset({year}))}, _links(connection, names)):
        if asked in group.names:
            bodies = {row["agency_id"] for row in found if row["id"] in group.names}
            return int(bodies.pop()) if len(bodies) == 1 else None
    return None


def _move(connection: Connection, body: int, group: Group, bodies: dict[int, int]) -> set[BodyYear]:
    """Gives the names of a group to one body."""
    links = json.dumps(group.links, ensure_ascii=False)
    connection.execute(update(agencies).where(agencies.c.id == body, agencies.c.links != links).values(links=links))
    coming = sorted(name for name in group.names if bodies[name] != body)
    if not coming:
        return set()
    connection.execute(update(agency_names).where(of(agency_names.c.id, coming)).values(agency_id=body))
    query = select(reports.c.agency_id, reports.c.year).where(of(reports.c.name_id, coming)).distinct()
    moved: set[BodyYear] = {(int(old), int(year)) for old, year in connection.execute(query)}
    connection.execute(update(reports).where(of(reports.c.name_id, coming)).values(agency_id=body))
    return moved | {(body, year) for _, year in moved}


def _closure(connection: Connection, places: Iterable[str]) -> set[str]:
    """The places whose names may be linked with one another, directly or over others."""
    closed: set[str] = set()
    new = set(places)
    while new:
        closed |= new
        ends = select(agency_names.c.place, former_names.c.place).join(
            former_names, former_names.c.name_id == agency_names.c.id
        )
        near = or_(of(agency_names.c.place, sorted(new)), of(former_names.c.place, sorted(new)))
        new = {place for pair in connection.execute(ends.where(near)) for place in pair} - closed
    return closed


def _names(connection: Connection, found: Sequence[RowMapping]) -> dict[int, Name]:
    numbers = sorted(row["id"] for row in found)
    query = select(reports.c.name_id, reports.c.year).where(of(reports.c.name_id, numbers)).distinct()
    years: dict[int, set[int]] = defaultdict(set)
    for number, year in connection.execute(query):
        years[number].add(year)
    return {row["id"]: Name(rows.agency_from(row), frozenset(years[row["id"]])) for row in found}


def _links(connection: Connection, names: Mapping[int, Name]) -> list[Link]:
    query = select(former_names.c.name_id, former_names.c.former).where(of(former_names.c.name_id, sorted(names)))
    said = sorted({(name, former) for name, former in connection.execute(query)})
    return [Link(name, former_agency(former, names[name].agency), former) for name, former in said]


def former_agency(former: str, now: Agency) -> Agency:
    """A former name as an agency, in the place of the body that bears another name now."""
    found = read_agency(former, now.region)
    return found if found.region else Agency(found.name, now.region, found.body, found.kind)


def may_be_renamed(agency: Agency) -> bool:
    """Whether a national reform knows this kind of body, so that its years matter to the grouping."""
    return len(family(agency.kind)) > 1


def choose_current(connection: Connection, touched: Iterable[BodyYear]) -> set[int]:
    """Decides which report counts for each body and year; the reports whose standing changed.

    The one published last. Where two bear the same date, or none, the first by file name, so that the order of
    reading decides nothing.
    """
    changed: list[dict[str, object]] = []
    for body, year in sorted(set(touched)):
        query = select(
            reports.c.id, reports.c.published, reports.c.file, reports.c.sha256, reports.c.state, reports.c.current
        ).where(reports.c.agency_id == body, reports.c.year == year)
        found = sorted(connection.execute(query).all(), key=_precedence)
        for place, row in enumerate(found):
            earlier = (row.published or date.min) < (found[0].published or date.min)
            state = "stored" if place == 0 else "superseded" if earlier else "copy"
            if (row.state, row.current) != (state, place == 0):
                changed.append({"report": row.id, "state": state, "current": place == 0})
    if changed:
        statement = (
            update(reports)
            .where(reports.c.id == bindparam("report"))
            .values(state=bindparam("state"), current=bindparam("current"))
        )
        connection.execute(statement, changed)
    return {int(str(row["report"])) for row in changed}


def _precedence(row: Any) -> tuple[int, str, str]:
    return (-(row.published or date.min).toordinal(), row.file, row.sha256)


def drop_unused_names(connection: Connection) -> set[str]:
    """Names that no report bears any more go, and their bodies; the places that they leave."""
    unused = ~select(reports.c.id).where(reports.c.name_id == agency_names.c.id).exists()
    found = connection.execute(select(agency_names.c.id, agency_names.c.place).where(unused)).all()
    if not found:
        return set()
    connection.execute(delete(agency_names).where(of(agency_names.c.id, [row.id for row in found])))
    bodiless = ~select(agency_names.c.id).where(agency_names.c.agency_id == agencies.c.id).exists()
    connection.execute(delete(agencies).where(bodiless))
    return {row.place for row in found}
