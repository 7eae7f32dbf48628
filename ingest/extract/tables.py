"""The three tables of a report: every cell that the document prints, with its place, right or honestly missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Document
from ingest.extract.agreement import agree, merge_readings, same_sets
from ingest.extract.applications import read_applications
from ingest.extract.captions import NOBODY, Whose
from ingest.extract.columns import WIDTH
from ingest.extract.disclosure import read_disclosure
from ingest.extract.doubts import doubt_guesses, doubt_misreads
from ingest.extract.halves import own_columns
from ingest.extract.litigation import read_litigation
from ingest.extract.named import spell_out
from ingest.extract.readings import Reading
from ingest.extract.regions import Region, strips_to_regions
from ingest.extract.rows import strips_to_rows
from ingest.extract.sets import own_sets
from ingest.extract.strips import Shape, Strip, blocks_to_strips
from report.facts import Status
from report.form import Cell, form

_MOST = 15_000  # blocks looked through from each end of a document


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of one document say."""

    edition: str  # of table 二; empty where the document has no such table
    applications_edition: str  # of table 三; empty likewise
    readings: dict[Cell, Reading]
    twice: frozenset[str] = frozenset()  # tables that the document prints more than once

    @property
    def figures(self) -> int:
        """How many cells hold a figure."""
        return sum(reading.value is not None for reading in self.readings.values())

    @property
    def rows(self) -> int:
        """How many rows of the form are printed, filled or not."""
        return len({(cell.table, cell.item) for cell in self.readings})


def read_tables(document: Document, whose: Whose = NOBODY) -> Tables:
    """Every cell that the document prints; cells that it does not print, or prints for others, are left out."""
    first = _read_blocks(document.blocks, whose)
    second = _read_blocks(document.alternative, whose) if document.alternative else Tables("", "", {})
    edition = first.edition or second.edition
    applications_edition = first.applications_edition or second.applications_edition
    whole = form(edition or applications_edition or "2021", applications_edition or edition or "2021")
    merged = merge_readings(*same_sets(first.readings, second.readings, first.twice, second.twice), whole)
    if document.recognised:
        return Tables(edition, applications_edition, doubt_misreads(merged, whole))
    return Tables(edition, applications_edition, doubt_guesses(merged, second.readings, whole))


def _read_blocks(blocks: Sequence[Block], whose: Whose) -> Tables:
    if len(blocks) > 2 * _MOST:  # no report has as many lines
        blocks = (*blocks[:_MOST], *blocks[-_MOST:])
    return read_strips(blocks_to_strips(blocks), whose)


def read_strips(strips: Sequence[Strip], whose: Whose = NOBODY) -> Tables:
    """Every cell that some printed rows hold, as far as they are the report's own."""
    sets = own_sets(own_columns(spell_out(strips, whose.year), whose.year), whose)
    first, *others = [_read_set(each) for each in sets.rows]
    if others:
        first = replace(first, readings=agree([first.readings, *(each.readings for each in others)]))
    return replace(first, twice=sets.twice) if sets.twice else first


def _read_set(strips: Sequence[Strip]) -> Tables:
    regions = strips_to_regions(strips)
    readings: dict[Cell, Reading] = {}
    edition = applications_edition = ""
    if "applications" in regions:
        applications_edition, found = read_applications(regions["applications"])
        readings.update(found)
    if "disclosure" in regions:
        edition, found = read_disclosure(regions["disclosure"], paged=_is_paged(regions.get("applications")))
        readings.update(found)
    if "review_litigation" in regions:
        readings.update(read_litigation(regions["review_litigation"]))
    return Tables(edition, applications_edition, readings)


def _is_paged(region: Region | None) -> bool:
    """Whether rows of bare lines have fewer figures than columns, and others more: lost blanks and page numbers."""
    if region is None:
        return False
    if not any(strip.shape is Shape.LINE for strip in region.strips):
        return False
    counts = [len(row.figures) for row in strips_to_rows(region.strips, region.table) if row.shape is Shape.LINE]
    return any(0 < count < WIDTH for count in counts) and any(count > 0 for count in counts)


def every_reading(tables: Tables, edition: str, applications_edition: str) -> list[Reading]:
    """One reading for each cell of the form, absent where nothing of it is printed."""
    cells = form(edition, applications_edition).cells
    return [tables.readings.get(cell) or Reading(cell, None, None, Status.ABSENT) for cell in cells]
