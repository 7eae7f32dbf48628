"""Text with a box on every line: empty lines are empty boxes where the rows prove it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.document import Block, Document, Text
from ingest.extract import document_to_report
from report.facts import Status
from tests.maker import bodies
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.write.text import rows_of

MADE = [
    make(bodies.CITY_EDUCATION, 2023, 1, blank=""),
    make(bodies.CITY_SCIENCE, 2020, 2, blank=""),
    make(bodies.CITY, 2024, 3, style="holes"),
]


def by_lines(made: Made, page: int = 0) -> list[Block]:
    """The report with a box on every line, and a page's number in the middle of each table."""
    found: list[Block] = []
    for block in lay_out(made):
        if isinstance(block, Text):
            found.append(block)
            continue
        boxes = [text for row in rows_of(block, None) for text in row]
        middle = ["", str(page), ""] if page else []
        found += [Text(text) for text in (*boxes[: len(boxes) // 2], *middle, *boxes[len(boxes) // 2 :])]
    return found


def wrong_and_unread(blocks: list[Block], made: Made) -> tuple[list[str], int]:
    facts = {fact.cell: fact for fact in document_to_report(Document("a.txt", "text", tuple(blocks))).facts}
    unread = {cell for cell in made.printed if facts[cell].status in (Status.UNREAD, Status.ABSENT)}
    told = (cell for cell in made.printed if cell not in unread)
    return [str(cell) for cell in told if facts[cell].value != made.value(cell)], len(unread)


def doubled(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from (block, Text(""))


@pytest.mark.parametrize("made", MADE, ids=lambda made: str(made.year))
def test_an_empty_line_is_an_empty_box(made: Made) -> None:
    assert wrong_and_unread(by_lines(made), made) == ([], 0)


@pytest.mark.parametrize("made", MADE, ids=lambda made: str(made.year))
def test_the_number_of_a_page_is_no_box(made: Made) -> None:
    wrong, unread = wrong_and_unread(by_lines(made, page=2), made)
    assert (wrong, unread <= 25) == ([], True)


@pytest.mark.parametrize("made", MADE, ids=lambda made: str(made.year))
def test_lines_set_apart_by_empty_lines_prove_nothing(made: Made) -> None:
    wrong, _ = wrong_and_unread(list(doubled(by_lines(made))), made)
    assert not wrong


def test_a_row_with_a_line_too_few_is_unread() -> None:
    made = make(bodies.CITY_EDUCATION, 2023, 1, blank="")
    blocks = by_lines(made)
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Text) and block.text.startswith("一、本年新收"))
    facts = document_to_report(Document("a.txt", "text", (*blocks[: at + 2], *blocks[at + 3 :]))).facts
    assert {fact.status for fact in facts if fact.cell.item == "new"} == {Status.UNREAD}
