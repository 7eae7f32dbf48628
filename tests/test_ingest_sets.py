"""Documents that print the form's tables twice: last year's for comparison, another body's in an annex."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from ingest.document import Block, Document, Table, Text
from ingest.extract import document_to_report
from report.facts import Status
from tests.maker import bodies
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.variants import last_year, other_body, tables_of

HEADS = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "行政复议、行政诉讼情况")
MADE = make(bodies.CITY_EDUCATION, 2025, 1003)
Print = Callable[[Made], list[Block]]


def _swap(made: Made, swap: Callable[[int, Table], Sequence[Block]]) -> list[Block]:
    found: list[Block] = []
    for block in lay_out(made):
        found += [block] if isinstance(block, Text) else swap(block.number - 1, block)
    return found


def _pairs(own: str, other: str, *, first: bool = False) -> Print:
    """Last year's table beside each table of this year, each under its caption."""

    def blocks(made: Made) -> list[Block]:
        before = tables_of(last_year(made))

        def swap(at: int, table: Table) -> list[Block]:
            mine: list[Block] = [*([Text(own.format(head=HEADS[at]))] if own else []), table]
            theirs: list[Block] = [*([Text(other.format(head=HEADS[at]))] if other else []), before[at]]
            return [*theirs, *mine] if first else [*mine, *theirs]

        return _swap(made, swap)

    return blocks


def _annex(*captions: str, heads: Sequence[str] = HEADS, of: Callable[[Made], Made] = last_year) -> Print:
    """Another set behind the signature."""

    def blocks(made: Made) -> list[Block]:
        found = [*lay_out(made), *(Text(caption) for caption in captions)]
        for head, table in zip(heads, tables_of(of(made)), strict=True):
            found += [*([Text(head)] if head else []), table]
        return found

    return blocks


def _ahead(*captions: str, behind: str = "") -> Print:
    """Another set before the report's own."""

    def blocks(made: Made) -> list[Block]:
        title, *rest = lay_out(made)
        sets: list[Block] = []
        for head, table in zip(HEADS, tables_of(last_year(made)), strict=True):
            sets += [Text(head), table]
        lines: list[Block] = [Text(caption) for caption in captions]
        return [title, *lines, *sets, *([Text(behind)] if behind else []), *rest]

    return blocks


def _misread(blocks: Sequence[Block], made: Made) -> tuple[list[str], int]:
    """Cells told otherwise than the report's own tables print them, and how many are honestly unread."""
    facts = {fact.cell: fact for fact in document_to_report(Document("a.html", "html", tuple(blocks))).facts}
    wrong, unread = [], 0
    for cell in made.printed:
        fact = facts[cell]
        if fact.status in (Status.UNREAD, Status.ABSENT):
            unread += 1
        elif fact.value != made.value(cell):
            wrong.append(f"{cell}: {fact.value} for {made.printed[cell]!r}")
    return wrong, unread


@pytest.mark.parametrize(
    "blocks",
    [
        _pairs("表1　2025年{head}", "附：2024年{head}（供对照）"),
        _pairs("（2）2025年{head}", "（1）2024年{head}", first=True),
        _pairs("", "上年度{head}"),
        _pairs("", "2024年度数据如下："),
        _pairs("本年{head}", "去年同期{head}", first=True),
        _pairs("二〇二五年", "二〇二四年", first=True),
        _annex("附：2024年数据（供对照）"),
        _annex("附件：汐原市技术转移中心2025年数据（不计入本局）", of=other_body),
        _annex("附件：下属单位情况", of=other_body),
        _annex(heads=[f"附表：汐原市技术转移中心{head}" for head in HEADS], of=other_body),
        _annex("附件", heads=[f"二、2024年{head}" for head in HEADS]),
        _annex("2024年情况", heads=["", "", ""]),
        _ahead("2024年情况", behind="2025年情况"),
    ],
)
def test_the_set_of_the_reports_own_year_and_body_is_read(blocks: Print) -> None:
    assert _misread(blocks(MADE), MADE) == ([], 0)


def test_a_blank_section_four_is_not_filled_from_the_set_below() -> None:
    blank = make(bodies.CITY_EDUCATION, 2025, 1003, edit=lambda figures: dict.fromkeys(figures, Decimal(0)), blank="")
    blocks = _annex("附：2024年数据（供对照）", of=lambda _: last_year(MADE))(blank)
    wrong, _ = _misread(blocks, blank)
    assert not wrong


@pytest.mark.parametrize("blocks", [_pairs("", ""), _pairs("", "", first=True), _pairs("表一", "表二")])
def test_what_two_sets_differ_in_is_unread_where_nothing_says_whose_they_are(blocks: Print) -> None:
    wrong, unread = _misread(blocks(MADE), MADE)
    assert not wrong
    assert unread > 50


def test_a_table_that_only_another_body_prints_is_absent() -> None:
    own = [block for block in lay_out(MADE) if not (isinstance(block, Table) and block.number == 3)]
    annex: list[Block] = [Text("附件：下属单位汐原市技术转移中心情况"), *tables_of(other_body(MADE))]
    facts = document_to_report(Document("a.html", "html", (*own, *annex))).facts
    assert {fact.status for fact in facts if fact.cell.table == "review_litigation"} == {Status.ABSENT}


def test_last_years_leftover_year_over_the_only_tables_does_not_lose_them() -> None:
    blocks = [Text(b.text.replace("三、", "三、2024年")) if isinstance(b, Text) else b for b in lay_out(MADE)]
    assert _misread(blocks, MADE) == ([], 0)


@pytest.mark.parametrize("first", [True, False])
def test_the_set_in_the_parts_of_the_report_is_its_own(first: bool) -> None:
    """A department's set under a caption that names the report's own year, before or behind the report, is not."""
    other: list[Block] = [Text(f"局机关{MADE.year}年政府信息公开数据"), *tables_of(other_body(MADE))]
    blocks: list[Block] = [*other, *lay_out(MADE)] if first else [*lay_out(MADE), *other]
    report = document_to_report(Document("made.xlsx", "xlsx", tuple(blocks)))
    assert {fact.cell: fact.value for fact in report.facts} == {cell: MADE.value(cell) for cell in MADE.printed}
