"""Tables with last year's figures beside this year's: a column's year head governs, or nothing is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Block, Box, Document, Table, Text
from ingest.extract import document_to_report
from ingest.extract.halves import year_of_head
from report.facts import Status
from tests.maker import bodies
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.variants import last_year, tables_of
from tests.maker.write.text import rows_of

YEARS = ("{year}年", "{before}年")
WORDS = ("本年", "上年")
FIGURES = ("{year}", "{before}年度")
NOTHING = ("", "")
LABELS = {10: 3, 15: 0}

MADE = [
    make(bodies.CITY, 2025, 1),
    make(bodies.CITY_EDUCATION, 2023, 2, blank=""),
    make(bodies.CITY_SCIENCE, 2020, 3, blank="", blank_where="regulations"),
    make(bodies.COUNTY_STATISTICS, 2024, 4, blank="/"),
    make(bodies.CITY_EDUCATION, 2022, 5, edit=lambda figures: dict.fromkeys(figures, figures and 0), blank=""),  # type: ignore[arg-type]
]


def beside(made: Made, heads: tuple[str, str], *, first: bool) -> list[Block]:
    """The report with every table in two halves, this year's first or last."""
    told = [head.format(year=made.year, before=made.year - 1) for head in heads]
    others = tables_of(last_year(made))
    found: list[Block] = []
    for block in lay_out(made):
        if isinstance(block, Text):
            found.append(block)
            continue
        before = others[block.number - 1]
        halves = (block, before) if first else (before, block)
        labels = LABELS.get(block.width, 1)
        width, down = block.width - labels, int(any(told))
        boxes = [Box("年度", 0, 0, 1, labels)] if labels and down else []
        if down:
            boxes += [
                Box(text, 0, labels + at * width, 1, width) for at, text in enumerate(told if first else told[::-1])
            ]
        boxes += [Box(b.text, b.row + down, b.column, b.rowspan, b.colspan) for b in block.boxes if b.column < labels]
        for at, half in enumerate(halves):
            mine = [box for box in half.boxes if box.column >= labels]
            boxes += [Box(b.text, b.row + down, b.column + at * width, b.rowspan, b.colspan) for b in mine]
        found.append(Table(tuple(boxes), block.number))
    return found


def as_grid(blocks: list[Block]) -> list[Block]:
    return blocks


def as_tabs(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found += [block] if isinstance(block, Text) else [Text("\t".join(row)) for row in rows_of(block)]
    return found


def as_words(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        rows = [] if isinstance(block, Text) else rows_of(block)
        found += [block] if isinstance(block, Text) else [Text(" ".join(filter(None, row))) for row in rows]
    return found


def as_boxes(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        rows = [] if isinstance(block, Text) else rows_of(block)
        found += [block] if isinstance(block, Text) else [Text(text) for row in rows for text in row if text]
    return found


def misread(blocks: list[Block], made: Made) -> tuple[list[str], int]:
    """Cells told otherwise than the report prints them, and how many are left unread."""
    facts = {fact.cell: fact for fact in document_to_report(Document("a.txt", "text", tuple(blocks))).facts}
    wrong = [
        f"{cell}: {facts[cell].value} for {text!r}"
        for cell, text in made.printed.items()
        if facts[cell].status not in (Status.UNREAD, Status.ABSENT) and facts[cell].value != made.value(cell)
    ]
    return wrong, sum(facts[cell].status in (Status.UNREAD, Status.ABSENT) for cell in made.printed)


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.body.name}{made.year}")
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize("heads", [YEARS, WORDS, FIGURES])
def test_the_half_under_the_own_year_is_read(made: Made, heads: tuple[str, str], first: bool) -> None:
    assert misread(beside(made, heads, first=first), made) == ([], 0)


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.body.name}{made.year}")
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize("heads", [YEARS, WORDS, FIGURES, NOTHING])
@pytest.mark.parametrize("way", [as_grid, as_tabs, as_words, as_boxes])
def test_the_other_half_is_never_told(
    made: Made, heads: tuple[str, str], first: bool, way: Callable[[list[Block]], list[Block]]
) -> None:
    try:
        wrong, _ = misread(way(beside(made, heads, first=first)), made)
    except Exception as error:  # nothing of it can be read
        if type(error).__name__ != "NotAReport":
            raise
        return
    assert not wrong


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024年", 2024), ("2024年制发件数", 2024), ("上年制发件数", -1), ("本年", 9999), ("2024年度", 2024)]
    + [
        (text, 0)
        for text in ("上一年项目数量", "上年结转", "2021年版", "截至2024年底现行有效件数", "本年增/减", "2023—2024年")
    ],
)
def test_which_year_a_head_names(text: str, year: int) -> None:
    assert year_of_head(text) == year
