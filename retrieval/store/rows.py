"""Facts and their companions as rows, and back, with nothing lost.

A figure is a scaled integer in SQL: counts as they are, money in 分. Where that cannot hold it (12.5 件) the decimal is
kept beside it as text and sums leave it out. The printed text is kept only where it differs from the figure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from report.agencies import Agency
from report.facts import Area, Fact, Finding, Place, Status
from report.form import Cell
from report.form import unit as unit_of
from report.numbers import render

FEN = 1_000_000  # 分 in one 万元
_LARGEST = 2**63 - 1
STATUSES = tuple(Status)  # the number of a status is its place here; new ones go to the end
_NUMBER = {status: number for number, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as SQL keeps it."""

    value: int | None
    exact: str | None


def clean(text: str) -> str:
    """A text that every database takes: without NUL and without halves of characters."""
    text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def figure_of(cell: Cell, value: Decimal | None) -> Figure:
    """The scaled integer of a figure, and the decimal itself where no integer holds it."""
    if value is None:
        return Figure(None, None)
    scaled = value * FEN if unit_of(cell) == "万元" else value
    if scaled == scaled.to_integral_value() and abs(scaled) <= _LARGEST:
        return Figure(int(scaled), None)
    return Figure(None, str(value))


def decimal_of(cell: Cell, value: int | None, exact: str | None) -> Decimal | None:
    """The figure as the report prints it, money in 万元."""
    if exact is not None:
        return Decimal(exact)
    if value is None:
        return None
    return Decimal(value) / FEN if unit_of(cell) == "万元" else Decimal(value)


def status_number(status: Status) -> int:
    """A status as a small integer."""
    return _NUMBER[status]


def printed_of(fact: Fact) -> str | None:
    """What is kept of the printed text: nothing where it is the figure itself."""
    if fact.printed is None or (fact.value is not None and fact.printed == render(fact.value)):
        return None
    return clean(fact.printed)


def printed_back(value: Decimal | None, printed: str | None) -> str | None:
    """The printed text as it stood."""
    return render(value) if printed is None and value is not None else printed


def place_to_json(place: Place) -> str | None:
    """A place as a short list, nothing where it says nothing."""
    if place == Place():
        return None
    areas = areas_to_text(place)
    told = [place.page, place.table, place.row, place.column, clean(place.text), *([areas] if areas else [])]
    return json.dumps(told, ensure_ascii=False)


def place_from_json(text: str | None) -> Place:
    """The place that was stored; those stored by earlier versions tell no areas."""
    if not text:
        return Place()
    told = json.loads(text)
    area, row_area = areas_from_text(told[5] if len(told) > 5 else None)
    return replace(Place(*told[:5]), area=area, row_area=row_area)


def areas_to_text(place: Place) -> str | None:
    """Where on its page a cell stands, and its row: "3 1200 410 1800 520;3 …"."""
    if not place.area and not place.row_area:
        return None
    return ";".join(_area_to_text(area) if area else "" for area in (place.area, place.row_area))


def areas_from_text(text: str | None) -> tuple[Area | None, Area | None]:
    """The areas that were stored, of the cell and of its row."""
    if not text:
        return None, None
    cell, _, row = text.partition(";")
    return _area_from_text(cell), _area_from_text(row)


def _area_to_text(area: Area) -> str:
    """Two corners of an area that lies upright, all four of one askew."""
    x0, y0, x1, y1 = area.corners[0], area.corners[1], area.corners[4], area.corners[5]
    upright = area.corners == (x0, y0, x1, y0, x1, y1, x0, y1)
    return " ".join(map(str, (area.page, *((x0, y0, x1, y1) if upright else area.corners))))


def _area_from_text(text: str) -> Area | None:
    if not text:
        return None
    page, *corners = map(int, text.split())
    if len(corners) == 4:
        x0, y0, x1, y1 = corners
        return Area(page, (x0, y0, x1, y0, x1, y1, x0, y1))
    return Area(page, tuple(corners))


def region_to_json(agency: Agency) -> str:
    """A region path as SQL compares it."""
    return json.dumps([clean(part) for part in agency.region], ensure_ascii=False)


def agency_from(row: RowMapping) -> Agency:
    """The agency of a row of `agency_names`."""
    return Agency(row["name"], tuple(json.loads(row["region"])), row["body"], row["kind"])


def finding_to_json(finding: Finding) -> str:
    """All of a finding that has no column of its own."""
    kept = {
        "cells": [cell.key for cell in finding.cells],
        "expected": None if finding.expected is None else str(finding.expected),
        "found": None if finding.found is None else str(finding.found),
        "place": place_to_json(finding.place),
        "values": _plain(finding.values),
    }
    return json.dumps(kept, ensure_ascii=False)


def finding_from_json(rule: str, severity: str, body: str) -> Finding:
    """The finding that was stored."""
    kept = json.loads(body)
    return Finding(
        rule=rule,
        severity=severity,
        cells=tuple(Cell.parse(key) for key in kept["cells"]),
        expected=None if kept["expected"] is None else Decimal(kept["expected"]),
        found=None if kept["found"] is None else Decimal(kept["found"]),
        place=place_from_json(kept["place"]),
        values=_back(kept["values"]),
    )


def _plain(value: object) -> Any:
    """A value as JSON can hold it; what JSON does not know is told apart by a mark."""
    match value:
        case Decimal():
            return {"$decimal": str(value)}
        case Cell():
            return {"$cell": value.key}
        case date():
            return {"$date": value.isoformat()}
        case tuple() | list() | set() | frozenset():
            members = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return {"$tuple": [_plain(member) for member in members]}
        case dict():
            return {str(key): _plain(member) for key, member in value.items()}
        case str():
            return clean(str(value))
        case bool() | int() | float() | None:
            return value
        case _:
            return clean(str(value))


def _back(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((mark, kept),) = value.items()
        match mark:
            case "$decimal":
                return Decimal(kept)
            case "$cell":
                return Cell.parse(kept)
            case "$date":
                return date.fromisoformat(kept)
            case "$tuple":
                return tuple(_back(member) for member in kept)
    return {key: _back(member) for key, member in value.items()}
