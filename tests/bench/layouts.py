"""How layouts are read that nobody develops on.

`python -m tests.bench.layouts [--reports N] [--write FILE]` makes N reports in each layout,
reads them by the real road, and counts cells: right, not read (left out, or
told as unread), wrong. A wrong figure is the one thing that may not happen.
`--round TITLE` writes what was measured into that round of docs/layouts.md: a first try stays, later ones stand beside.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.extract import document_to_report
from ingest.readers import read_document
from report.errors import ReportError
from report.facts import Report, Status
from tests.bench.rounds import readers_commit, record
from tests.maker import bodies
from tests.maker.layouts import LAYOUTS
from tests.maker.made import Made, make

_BODIES = (bodies.CITY, bodies.CITY_EDUCATION, bodies.YUTING_POLICE, bodies.CITY_SCIENCE, bodies.COUNTY_STATISTICS)
_ODD: tuple[dict[str, str], ...] = (
    {},
    {"blank": "/"},
    {"broken": "results"},
    {"blank": "", "blank_where": "regulations"},
    {"applications_edition": "2019"},
    {"style": "units"},
    {"blank": ""},
    {"style": "commas", "blank": "—"},
    {"style": "holes"},
    {"style": "remarks"},
    {"broken": "balance", "blank": "", "blank_where": "organizations"},
)


@dataclass
class Tally:
    """What became of one layout."""

    cells: Counter[str] = field(default_factory=Counter)  # right, missing, wrong
    reports: Counter[str] = field(default_factory=Counter)  # all, exact, named
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)


def make_reports(count: int) -> Iterator[Made]:
    """Reports of many sizes, years and oddities, the same at every run."""
    for number in range(count):
        odd = _ODD[number % len(_ODD)]
        year = 2019 + number % 7
        yield make(_BODIES[number % len(_BODIES)], year, 1000 + number, **odd)  # type: ignore[arg-type]


def compare(made: Made, report: Report, tally: Tally) -> None:
    """Counts the cells of one report; a blank is right where it is told as blank or absent."""
    facts = {fact.cell: fact for fact in report.facts}
    before = Counter(tally.cells)
    for cell in made.printed:
        meant, fact = made.value(cell), facts.get(cell)
        value = fact.value if fact else None
        unread = fact is None or fact.status is Status.UNREAD
        tally.cells["figures"] += bool(meant)
        tally.cells["figures right"] += bool(meant) and value == meant
        if value == meant and not (unread and meant is None):
            tally.cells["right"] += 1
        elif value is None and (unread or fact is None or fact.status is Status.ABSENT):
            tally.cells["missing"] += 1
        else:
            tally.cells["wrong"] += 1
            tally.notes.append(f"{report.file} {made.year} {cell}: {made.printed[cell]!r} read as {value}")
    tally.reports["exact"] += tally.cells["right"] - before["right"] == len(made.printed)
    named = (report.agency.name, report.year) == (made.body.name, made.year)
    tally.reports["named"] += named
    if not named:
        tally.notes.append(f"{report.file}: {made.body.name} {made.year} read as {report.agency.name} {report.year}")


def measure(name: str, count: int) -> Tally:
    """One layout, made and read."""
    tally = Tally()
    for made in make_reports(count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                path = LAYOUTS[name](made, Path(folder))
            except FileNotFoundError as missing:
                tally.notes.append(f"not made: {missing} is not installed")
                return tally
            tally.reports["all"] += 1
            try:
                report = document_to_report(read_document(path))
            except ReportError as error:
                tally.cells["missing"] += len(made.printed)
                tally.notes.append(f"{made.year}: {error}")
                continue
            compare(made, report, tally)
    return tally


_DOCUMENT = Path("docs/layouts.md")
_HEAD = """# Layouts

Reports of invented bodies in many layouts ({made} of each), read by the usual road. Written by
`python -m tests.bench.layouts --write`; docs/layouts.md says which of them were developed
on. *Not read* counts cells that are left out or told as
unread, which is honest; *wrong* counts figures other than the printed ones, or a figure where none is printed.

| layout | what it is | cells right | not read | wrong | reports exact | body and year |
|---|---|---|---|---|---|---|
"""


def render_row(name: str, tally: Tally) -> str:
    """One line of the table."""
    cells, reports = tally.cells, tally.reports
    total = cells["right"] + cells["missing"] + cells["wrong"] or 1
    about = (LAYOUTS[name].__doc__ or "").split("\n")[0].rstrip(".")
    return (
        f"| {name} | {about} | {100 * cells['right'] / total:.2f} % | {cells['missing']} | {cells['wrong']} | "
        f"{reports['exact']} of {reports['all']} | {reports['named']} of {reports['all']} |"
    )


def main() -> None:
    """Measures all layouts, or those named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("layouts", nargs="*", default=list(LAYOUTS))
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--round", help="the heading in docs/layouts.md under which the figures belong")
    parser.add_argument("--about", default="", help="a sentence under a new round's heading")
    parser.add_argument("--show", type=int, default=3, help="notes shown of each layout")
    options = parser.parse_args()
    rows: dict[str, str] = {}
    for name in options.layouts:
        tally = measure(name, options.reports)
        rows[name] = render_row(name, tally)
        sys.stderr.write("\n  ".join([rows[name], *tally.notes[: options.show]]) + "\n")
    if options.write:
        options.write.parent.mkdir(exist_ok=True)
        text = _HEAD.format(made=options.reports) + "".join(f"{row}\n" for row in rows.values())
        options.write.write_text(text, encoding="utf-8")
    if options.round:
        document = _DOCUMENT.read_text("utf-8")
        document = record(document, options.round, rows, readers_commit(), options.about)
        _DOCUMENT.write_text(document, encoding="utf-8")


if __name__ == "__main__":
    main()
