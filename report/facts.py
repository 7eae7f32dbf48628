"""What a report says: facts with the place where each is printed, sections, statements in prose, findings.

All values are frozen. A blank is not a zero: `value` is None where a report prints no figure, and `status` says which
kind of nothing it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from report.agencies import Agency
from report.form import Cell


class Status(StrEnum):
    """How a fact came to its value."""

    READ = "read"
    BLANK = "blank"  # printed empty, or as a mark or a word: /, —, 无
    ABSENT = "absent"  # the form has the cell, the document does not print it
    UNREAD = "unread"  # printed, but not decidable; never told as the report's blank
    REPAIRED = "repaired"  # the reading was mended, not the figure


@dataclass(frozen=True, slots=True)
class Area:
    """Where on a page something is printed: four corners, in ten-thousandths of the page's width and height.

    They go round with the clock from the corner where reading begins, so that they tell how a page lies that was
    scanned askew or on its side.
    """

    page: int  # as a place tells it
    corners: tuple[int, ...]  # x and y of each; of a picture that holds several pages, parts of the whole picture


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document; numbers count from 1 and are None where the format has none."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    text: str = ""  # the printed row label, or the beginning of the paragraph
    area: Area | None = None  # of the cell, or the paragraph, where the format has pages
    row_area: Area | None = None  # of the printed row that the cell is in


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure or a sentence can be checked."""

    agency: str  # as that year's report bears it
    year: int
    file: str
    section: str = ""  # number and title: 三、收到和处理政府信息公开申请情况
    place: Place = Place()
    quote: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the form, as one report fills it."""

    cell: Cell
    value: Decimal | None  # counts as they are; money in 万元
    printed: str | None  # as it stands in the document: "1,204", "／"; None where the document prints no such cell
    status: Status
    citation: Citation
    reason: str = ""  # why it is unread or repaired


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of prose with its place."""

    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report; 0 is what stands before 一."""

    number: int
    title: str  # as printed
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure that the prose states: 全年主动公开信息120余条."""

    what: str  # published_items, meetings, … or the key of the cell it speaks of
    cell: Cell | None
    value: Decimal
    approximate: str  # 余, 多, 近, 约; empty where exact
    unit: str
    sentence: str
    section: int
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Report:
    """What one body reported for one year."""

    agency: Agency
    year: int
    edition: str  # of table 二 and of the report as a whole
    applications_edition: str  # of table 三; differs in mixtures
    file: str
    title: str = ""
    signature: str = ""
    published: date | None = None
    former_names: tuple[str, ...] = ()  # that the report's own words link
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()
    sha256: str = ""
    url: str = ""
    unread_pages: tuple[int, ...] = ()  # pictures whose text could not be recognised here


@dataclass(frozen=True, slots=True)
class Finding:
    """A promise of the form that a report does not keep; news, not an error."""

    rule: str  # balance results applicants outcomes carryover in_force narrative missing_section …
    severity: str  # error | warning
    cells: tuple[Cell, ...] = ()
    expected: Decimal | None = None  # left side, or what the other place says
    found: Decimal | None = None
    place: Place = Place()
    values: dict[str, object] = field(default_factory=dict)  # what the sentence needs besides
