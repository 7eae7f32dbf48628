"""Figures that are printed each with the name of its column: rows of the form, or nothing that is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from ingest.document import Block, Box, Document, Table, Text
from ingest.extract import document_to_report
from report.facts import Status
from report.form import Cell, column_label
from tests.maker import bodies
from tests.maker.made import Made, make
from tests.maker.pages import lay_out

Row = tuple[str, list[tuple[str, str]]]  # a label, and each figure with the name of its column

MADE = [
    make(bodies.CITY_EDUCATION, 2023, 1),
    make(bodies.CITY_SCIENCE, 2020, 2, blank=""),
    make(bodies.COUNTY_STATISTICS, 2024, 3, blank="/", style="units"),
]
ITEMS = {
    "reconsideration": "行政复议",
    "litigation_direct": "行政诉讼（未经复议直接起诉）",
    "litigation_after_review": "行政诉讼（复议后起诉）",
}


def rows_of(made: Made, table: str) -> list[Row]:
    found = []
    for row in made.form.table_rows(table):
        cells = made.form.row_cells(row)
        label = ITEMS.get(row.item) or row.printed(made.edition)
        found.append((label, [(column_label(cell, made.edition), made.printed[cell]) for cell in cells]))
    return found


def as_sentences(rows: Sequence[Row]) -> list[Block]:
    return [Text(label + "：" + "，".join(f"{name}：{text}" for name, text in named) + "。") for label, named in rows]


def as_cards(rows: Sequence[Row]) -> list[Block]:
    found: list[Block] = []
    for label, named in rows:
        found += [Text(label, heading=True), *(Text(f"{name} {text}") for name, text in named)]
    return found


def as_boxes(rows: Sequence[Row]) -> list[Block]:
    """The names out of the form's order: they say which figure is which."""
    boxes = [
        Box(text, y, x)
        for y, (label, named) in enumerate(rows)
        for x, text in enumerate([label, *(f"{name}：{text}" for name, text in reversed(named))])
    ]
    return [Table(tuple(boxes), 1)]


def as_list(rows: Sequence[Row]) -> list[Block]:
    lines = [["序号", "项目", "指标", "数值", "单位"]]
    lines += [["1", label, name, text, "件"] for label, named in rows for name, text in named]
    return [Table(tuple(Box(text, y, x) for y, line in enumerate(lines) for x, text in enumerate(line)), 1)]


def printed(made: Made, way: Callable[[Sequence[Row]], list[Block]]) -> list[Block]:
    """The report with its tables printed another way; as one list, where the way makes one of all."""
    tables = ("disclosure", "applications", "review_litigation")
    if way is as_list:
        rows = [row for table in tables for row in rows_of(made, table)]
        return [*(block for block in lay_out(made) if isinstance(block, Text)), *as_list(rows)]
    found: list[Block] = []
    for block in lay_out(made):
        found += [block] if isinstance(block, Text) else way(rows_of(made, tables[block.number - 1]))
    return found


def misread(blocks: list[Block], made: Made) -> tuple[list[str], int]:
    """Cells told otherwise than the report prints them, and how many are left unread."""
    facts = {fact.cell: fact for fact in document_to_report(Document("a.txt", "text", tuple(blocks))).facts}
    unread = [c for c in made.printed if facts[c].status in (Status.UNREAD, Status.ABSENT)]
    told = (cell for cell in made.printed if cell not in unread)
    return [f"{c}: {facts[c].value}" for c in told if facts[c].value != made.value(c)], len(unread)


@pytest.mark.parametrize("made", MADE, ids=lambda made: str(made.year))
@pytest.mark.parametrize("way", [as_sentences, as_cards, as_boxes, as_list])
def test_names_say_which_figure_is_which(made: Made, way: Callable[[Sequence[Row]], list[Block]]) -> None:
    assert misread(printed(made, way), made) == ([], 0)


def test_a_name_that_is_lost_leaves_its_row_unread_and_never_blank() -> None:
    made = MADE[0]
    blocks = printed(made, as_boxes)
    table = next(block for block in blocks if isinstance(block, Table))
    lost = Table(tuple(Box(b.text.replace("现行有效件数", "现存"), b.row, b.column) for b in table.boxes), 1)
    facts = document_to_report(Document("a.docx", "docx", tuple(lost if b is table else b for b in blocks))).facts
    regulations = [fact for fact in facts if fact.cell.item == "regulations"]
    assert {fact.status for fact in regulations} <= {Status.UNREAD, Status.ABSENT}


def test_a_sentence_of_prose_is_no_row() -> None:
    made = MADE[0]
    one_office = (
        "一、本年新收政府信息公开申请数量：自然人1，商业企业2，科研机构0，社会公益组织0，法律服务机构0，其他0，总计3。"
    )
    title, *rest = lay_out(made)
    assert misread([title, Text(one_office), *rest], made) == ([], 0)


def test_a_list_of_several_years_is_read_for_the_reports_own() -> None:
    made = MADE[0]
    blocks = printed(made, as_list)
    table = next(block for block in blocks if isinstance(block, Table))
    lines = table.grid()
    years = [["年度", *(box.text if box else "" for box in lines[0])]]
    for year in (made.year - 1, made.year):
        for line in lines[1:]:
            texts = [box.text if box else "" for box in line]
            years.append([str(year), *texts[:3], texts[3] if year == made.year else "7", texts[4]])
    both = Table(tuple(Box(text, y, x) for y, line in enumerate(years) for x, text in enumerate(line)), 1)
    assert misread([both if b is table else b for b in blocks], made) == ([], 0)


def test_the_cell_of_a_card_is_cited_by_its_label() -> None:
    facts = document_to_report(Document("a.txt", "text", tuple(printed(MADE[0], as_cards)))).facts
    fact = next(fact for fact in facts if fact.cell == Cell("applications", "granted", "total"))
    assert "予以公开" in fact.citation.quote
