"""Stored facts as INTERFACE prints them: JSON lines, or CSV for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

from bot.export import harmless
from report.errors import ReportError
from report.facts import Finding
from report.form import Cell
from report.numbers import normalise

if TYPE_CHECKING:
    from retrieval.store import Store


class NoSuchAgency(ReportError):
    """No stored body has this name."""

    zh = "没有“{name}”的报告。用 wenbao facts 不带 --agency 可看全部。"
    en = "There is no report of {name}. Leave --agency out to see all."


class NoSuchCell(ReportError):
    """The key is not one of the form's."""

    zh = "“{key}”不是栏目的键，例如 applications/new/total。"
    en = "{key} is no key of a cell; one is applications/new/total."


def find_agencies(store: Store, name: str) -> list[int]:
    """Ids of the bodies that bear exactly this name, by any report or short form; raises `NoSuchAgency`."""
    from report.agencies import names_of

    wanted = normalise(name)
    stored = store.agencies()
    exact = [body.id for body in stored if wanted in {normalise(n) for n in body.names}]
    found = exact or [body.id for body in stored if wanted in {normalise(n) for n in names_of(body.agency)}]
    if not found:
        raise NoSuchAgency(name=name)
    return found


def finding_to_plain(finding: Finding, message: str) -> dict[str, object]:
    """A finding as JSON tells it, in the words of `message`."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "cells": [cell.key for cell in finding.cells],
        "expected": plain(finding.expected),
        "found": plain(finding.found),
        "message": message,
    }


def plain(value: Decimal | None) -> int | float | None:
    """A figure as JSON has it: whole numbers without `.0`."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def fact_lines(store: Store, agency: str | None, year: int | None, cell: str | None) -> Iterator[dict[str, object]]:
    """One dict a stored fact of the current reports, in the form's order."""
    try:
        cells = [Cell.parse(cell)] if cell else None
    except ValueError as error:
        raise NoSuchCell(key=cell) from error
    ids = find_agencies(store, agency) if agency else None
    editions = {listed.report_id: listed.edition for listed in store.reports()}
    for stored in store.facts(ids, [year] if year else None, cells):
        fact = stored.fact
        place = fact.citation.place
        yield {
            "agency": fact.citation.agency,
            "year": stored.year,
            "edition": editions.get(stored.report_id),
            "cell": fact.cell.key,
            "value": plain(fact.value),
            "raw": fact.printed,
            "status": fact.status.value,
            "file": fact.citation.file,
            "locator": {"page": place.page, "table": place.table, "row": place.row, "text": place.text},
            "reason": fact.reason or None,
        }


def write_csv(lines: Iterable[dict[str, object]], out: TextIO) -> None:
    """The same as CSV, with the mark that makes spreadsheets read it as UTF-8."""
    columns = [
        "agency",
        "year",
        "edition",
        "cell",
        "value",
        "raw",
        "status",
        "file",
        "page",
        "table",
        "row",
        "text",
        "reason",
    ]
    out.write("\ufeff")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    for line in lines:
        locator = line.pop("locator")
        assert isinstance(locator, dict)
        writer.writerow({key: harmless(value) for key, value in (line | locator).items()})
