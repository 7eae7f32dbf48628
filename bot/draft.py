"""`wenbao draft`: a report of the year as DOCX, of what last year hands on and of the figures that a file gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.facts import NoSuchAgency, find_agencies, finding_to_plain, plain
from report.agencies import Agency, read_agency
from report.facts import Report
from report.words import render_finding
from retrieval.drafting.draft import Draft, Entry, Origin, balance_due, make_draft
from retrieval.drafting.errors import CannotWrite, TooEarly, TwoBodies
from retrieval.drafting.sheet import read_figures, write_template
from retrieval.drafting.telling import cell_line, finding_lines, origin_lines, prose_line, unknown_lines
from retrieval.drafting.writing import Words, paragraphs, write_docx

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.store import Store

_FIRST_YEAR = 2021


@dataclass(frozen=True, slots=True)
class Body:
    """Whose report is drafted, and its report for the year before where that is stored."""

    agency: Agency
    previous: Report | None


@dataclass(frozen=True, slots=True)
class Written:
    """A draft, and the paragraphs that it was written with."""

    draft: Draft
    prose: Words


def find_body(store: Store, name: str, year: int) -> Body:
    """The body of a name; one that is not stored can be drafted too, with nothing carried over."""
    if year < _FIRST_YEAR:
        raise TooEarly(year=year)
    try:
        ids = find_agencies(store, name)
    except NoSuchAgency:
        return Body(read_agency(name), None)
    named = {body.id: body.agency for body in store.agencies()}
    if len(ids) > 1:
        bodies = "、".join("".join((*named[number].region[:1], named[number].name)) for number in ids)
        raise TwoBodies(name=name, bodies=bodies)
    return Body(named[ids[0]], store.report(ids[0], year - 1))


def write_draft(
    body: Body, year: int, figures: Path | None, out: Path, worded: Callable[[Draft], Words] | None = None
) -> Written:
    """The draft, written; nothing is written where a figure of the file cannot be used.

    `worded` gives the paragraphs of the parts in prose, where a language model writes them.
    """
    given = read_figures(figures, year) if figures is not None else {}
    draft = make_draft(body.agency, year, given, body.previous)
    prose = paragraphs(draft, worded(draft) if worded is not None else None)
    try:
        write_docx(draft, out, prose)
    except OSError as error:
        raise CannotWrite(path=out) from error
    return Written(draft, prose)


def write_template_for(body: Body, year: int, out: Path) -> None:
    """The sheet to be filled in, with last year's figures beside."""
    write_template(out, year, body.previous)


def draft_to_json(written: Written, out: Path) -> dict[str, object]:
    """One line of `draft --json`."""
    draft = written.draft
    return {
        "file": str(out),
        "agency": draft.agency.name,
        "year": draft.year,
        "edition": draft.edition,
        "previous": draft.previous.file if draft.previous is not None else None,
        "cells": {origin.value: len(draft.of(origin)) for origin in Origin},
        "carried": [_entry(entry) for entry in draft.of(Origin.CARRIED)],
        "computed": [_entry(entry) for entry in draft.of(Origin.COMPUTED)],
        "unknown": [
            {
                "cell": cell.key,
                "label": cell_line(cell),
                "last_year": plain(draft.last_year(cell)),
                "balance": plain(balance_due(draft, cell)),
            }
            for cell in draft.unknown
        ],
        "findings": [finding_to_plain(finding, render_finding(finding)) for finding in draft.findings],
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {"cell": entry.cell.key, "value": plain(entry.value), "where": entry.where}


def render_draft(written: Written, out: Path) -> str:
    """What was written, for a clerk: what was carried over and added up, what does not agree, what is to be filled."""
    draft = written.draft
    lines = [f"写好了：{out}（{draft.agency.name}{draft.year}年，{draft.edition}年版格式）"]
    if draft.previous is None:
        lines.append(f"库里没有{draft.year - 1}年的报告，没有可以带过来的数。")
    lines += _listed(f"从{draft.year - 1}年报告带过来：", origin_lines(draft, Origin.CARRIED))
    lines += _listed("由各项求和：", origin_lines(draft, Origin.COMPUTED))
    lines += _listed("对不上，请核对（数字没有改动）：", finding_lines(draft))
    rows = unknown_lines(draft)
    lines += _listed(f"待填：表格 {len(draft.unknown)} 格，{len(rows)} 行", [*rows, prose_line(written.prose)])
    return "\n".join(lines)


def _listed(head: str, lines: list[str]) -> list[str]:
    return [head, *(f"- {line}" for line in lines)] if lines else []
