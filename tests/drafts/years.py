"""The reports that bodies published before, stored; and a draft of the year that follows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

from ingest.document import Block, Table, Text
from report.agencies import read_agency
from report.checks import check_report
from report.prose import PROSE_SECTIONS, copied_sentences
from retrieval.store import Store
from tests.maker import bodies
from tests.maker.bodies import Body
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.write.html import write_html
from tests.maker.write.pdf import write_pdf
from tests.maker.write.sheet import write_xlsx
from tests.maker.write.text import write_markdown, write_text
from tests.maker.write.word import write_docx

FIRST, LAST = 2021, 2024
WRITERS = (
    bodies.CITY,
    bodies.CITY_SCIENCE,
    bodies.CITY_EDUCATION,
    bodies.YUTING_POLICE,
    bodies.YUTING_OFFICE,
    bodies.ZHILAN_EDUCATION,
    bodies.COUNTY,
    bodies.COUNTY_FORESTRY,
)
FORMATS = (".docx", ".pdf", ".docx", ".xlsx", ".txt", ".docx", ".html", ".md")
_ODD: tuple[dict[str, str], ...] = ({}, {}, {"blank": "/"}, {}, {"style": "units"}, {"style": "commas"}, {})
Years = dict[tuple[Body, int], Made]


def store_years(folder: Path) -> tuple[Store, Years]:
    """A store with four years of every body, each year carrying on from the one before."""
    store = Store.open(None, folder)
    years: Years = {}
    for body in WRITERS:
        for year in range(FIRST, LAST + 1):
            made = make(body, year, 11, before=years.get((body, year - 1)), prose_seed=year)
            years[body, year] = made
            report = made.report(f"{body.short}{year}")
            agency = read_agency(report.agency.name, report.agency.region)
            store.save(replace(report, agency=agency, sha256=report.file), check=check_report)
    return store, years


def faultless(years: Years, number: int, **odd: object) -> tuple[Made, Made]:
    """A draft without a fault, in words of its own, and last year's report."""
    body, year = WRITERS[number % len(WRITERS)], 2025 - number // len(WRITERS) % 3
    before = years[body, year - 1]
    odd = dict(odd or _ODD[number % len(_ODD)])
    for seed in range(1000):
        made = make(body, year, 500 + number, before=before, prose_seed=number * 1000 + seed, **odd)  # type: ignore[arg-type]
        told = made.report().sections
        copied, count = copied_sentences((s for s in told if s.number in PROSE_SECTIONS), before.report().sections)
        if 5 * len(copied) < 2 * count:
            return made, before
    raise AssertionError("the maker knows too few sentences")


def unfinished(blocks: Iterable[Block], random: Random) -> list[Block]:
    """A draft as it lies on a desk: without signature and date, some figures still to come."""
    kept = list(blocks)[:-2]
    if random.random() < 0.5:
        return kept
    return [_with_gaps(block, random) if isinstance(block, Table) and block.number == 1 else block for block in kept]


def _with_gaps(table: Table, random: Random) -> Table:
    return replace(
        table,
        boxes=tuple(
            replace(box, text="【待填】") if box.text.isdigit() and random.random() < 0.2 else box
            for box in table.boxes
        ),
    )


def write_draft(made: Made, blocks: Iterable[Block], path: Path) -> Path:
    """The blocks as a file of the path's suffix."""
    kept: list[Block] = list(blocks)
    match path.suffix:
        case ".docx":
            write_docx(made, kept, path)
        case ".pdf":
            write_pdf(made, kept, path, "ruled")
        case ".xlsx":
            write_xlsx(kept, path)
        case ".html":
            write_html(made, kept, path, "site")
        case ".md":
            write_markdown(kept, path)
        case _:
            write_text(kept, path, "tabs")
    return path


def lay_draft(made: Made) -> list[Block]:
    """All blocks of a draft."""
    return list(lay_out(made))


def heading_at(blocks: list[Block], number: int) -> int:
    """Where a part begins."""
    mark = f"{'一二三四五六'[number - 1]}、"
    return next(at for at, b in enumerate(blocks) if isinstance(b, Text) and b.heading and b.text.startswith(mark))
