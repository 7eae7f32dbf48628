"""Tables whose columns do not stand as the form has them: the heads say which is which, or nothing is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.document import Box, Document, Table, Text
from ingest.extract.tables import read_tables
from report.facts import Status
from report.form import APPLICANTS, OUTCOMES, Cell

APPLICATIONS, REVIEW = "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"
COLUMNS = (*APPLICANTS, "total")
HEADS = dict(
    zip(COLUMNS, ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"), strict=True)
)
LABELS = {
    "new": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partial": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "concluded": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}
FIGURES = {
    "new": (7, 2, 0, 1, 0, 0, 10),
    "carried_in": (1, 0, 0, 0, 0, 0, 1),
    "granted": (4, 1, 0, 1, 0, 0, 6),
    "partial": (2, 0, 0, 0, 0, 0, 2),
    "concluded": (6, 1, 0, 1, 0, 0, 8),
    "carried_out": (2, 1, 0, 0, 0, 0, 3),
}
FORM_ORDER = tuple(FIGURES)


def grid(*rows: list[str], heading: str = APPLICATIONS) -> Document:
    boxes = tuple(Box(text, y, x) for y, row in enumerate(rows) for x, text in enumerate(row))
    return Document("a.html", "html", (Text(heading), Table(boxes, 1)))


def table(*heads: tuple[str, str]) -> list[list[str]]:
    """Section 三 with columns of one's own: a column of the form, or any other words, each with its head."""
    rows = [["项目", *(text for _, text in heads)]]
    for item, figures in FIGURES.items():
        by_column = {column: str(figure) for column, figure in zip(COLUMNS, figures, strict=True)}
        rows.append([LABELS[item], *(by_column.get(column, column) for column, _ in heads)])
    return rows


def wrong(document: Document) -> list[str]:
    """What was read otherwise than it is meant."""
    found = read_tables(document).readings
    return [
        f"{item}/{column}: {reading.value}"
        for item, figures in FIGURES.items()
        for column, figure in zip(COLUMNS, figures, strict=True)
        if (reading := found.get(Cell("applications", item, column))) is None or reading.value != figure
    ]


def in_order(*columns: str) -> list[tuple[str, str]]:
    return [(column, HEADS[column]) for column in columns]


@pytest.mark.parametrize(
    "heads",
    [
        in_order("total", *APPLICANTS),
        in_order(*APPLICANTS[1:], "natural_person", "total"),
        in_order(*APPLICANTS[:3], "total", *APPLICANTS[3:]),
        [*in_order(*COLUMNS), ("57", "上年总计"), ("+40%", "同比增减"), ("含并案12件", "备注")],
        [("33", "上年数"), *in_order(*COLUMNS)],
        [pair for column in COLUMNS for pair in ((column, HEADS[column]), ("25.0", "占比"))],
    ],
    ids=["total first", "organisations first", "total amid", "last year behind", "last year before", "shares between"],
)
def test_heads_say_which_column_is_which(heads: list[tuple[str, str]]) -> None:
    assert wrong(grid(*table(*heads))) == []


def test_of_two_years_side_by_side_the_later_is_meant() -> None:
    heads = ["项目", *(text for column in COLUMNS for text in (HEADS[column], HEADS[column]))]
    years = ["", *(["2024年", "2023年"] * len(COLUMNS))]
    rows = [[LABELS[item], *(t for figure in FIGURES[item] for t in (str(figure), "9"))] for item in FIGURES]
    assert wrong(grid(heads, years, *rows)) == []


def test_heads_that_the_sums_refute_are_invented() -> None:
    """A conversion's heads: the figures stand in the form's order all the same."""
    rows = table(*in_order(*COLUMNS))
    rows[0] = ["项目", "总计", *(HEADS[column] for column in APPLICANTS)]
    assert wrong(grid(*rows)) == []


def test_one_sum_by_chance_does_not_refute_the_heads() -> None:
    """总计 first and blank: 2 and 2 look like a part and its total."""
    heads = ["项目", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结"]
    rows = [["行政复议", "3", "1", "1", "0", "1"], ["未经复议直接起诉", "", "2", "/", "/", "2"]]
    document = grid(heads, *rows, ["复议后起诉", "", "", "", "", ""], heading=REVIEW)
    found = read_tables(document).readings
    told = [found[Cell("review_litigation", "litigation_direct", column)].value for column in (*OUTCOMES, "total")]
    assert told == [2, None, None, 2, None]


def test_an_order_that_only_the_sums_show_is_unread() -> None:
    rows = table(*in_order("total", *APPLICANTS))[1:]  # no heads at all
    readings = read_tables(grid(*rows)).readings
    assert {reading.value for cell, reading in readings.items() if cell.table == "applications"} == {None}
    assert {reading.status for cell, reading in readings.items() if cell.table == "applications"} == {Status.UNREAD}


def test_a_part_behind_a_page_break_keeps_the_heads_before_it() -> None:
    rows = table(*in_order("total", *APPLICANTS))
    boxes = [
        tuple(Box(text, y, x) for y, row in enumerate(part) for x, text in enumerate(row))
        for part in (rows[:4], rows[4:])
    ]
    document = Document("a.html", "html", (Text(APPLICATIONS), Table(boxes[0], 1), Text("- 2 -"), Table(boxes[1], 2)))
    assert wrong(document) == []


def test_what_was_in_force_last_year_is_not_what_was_issued() -> None:
    document = grid(
        ["第二十条第（一）项", "", "", "", ""],
        ["信息内容", "上年末有效件数", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "13", "0", "0", "13"],
        ["行政规范性文件", "61", "4", "1", "64"],
        heading="二、主动公开政府信息情况",
    )
    readings = read_tables(document).readings
    columns = ("issued", "repealed", "in_force")
    assert [readings[Cell("disclosure", "normative_documents", c)].value for c in columns] == [4, 1, 64]


@pytest.mark.parametrize(("head", "value"), [("（单位：元）", "10.11"), ("（单位：万元）", "101100"), ("", "101100")])
def test_charges_take_their_unit_from_the_head(head: str, value: str) -> None:
    document = grid(
        ["信息内容", f"本年收费金额{head}"], ["行政事业性收费", "101100"], heading="二、主动公开政府信息情况"
    )
    assert read_tables(document).readings[Cell("disclosure", "fees", "amount")].value == Decimal(value)


OUTCOME_HEADS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}


def test_cases_in_another_order_are_read_by_their_heads() -> None:
    order = ("pending", "upheld", "corrected", "other", "total")
    cases = {"litigation_after_review": "复议后起诉", "litigation_direct": "未经复议直接起诉", "reconsideration": ""}
    document = grid(
        ["行政诉讼"] * 10 + ["行政复议"] * 5,
        [name for name in cases.values() for _ in order],
        [OUTCOME_HEADS[name] for _ in cases for name in order],
        [str(figure) for figures in ((1, 2, 3, 4, 10), (5, 6, 7, 8, 26), (9, 1, 0, 2, 12)) for figure in figures],
        heading=REVIEW,
    )
    readings = read_tables(document).readings
    assert [readings[Cell("review_litigation", "reconsideration", c)].value for c in (*OUTCOMES, "total")] == [
        1, 0, 2, 9, 12,
    ]  # fmt: skip
    assert readings[Cell("review_litigation", "litigation_after_review", "pending")].value == 1


def test_cases_a_row_with_the_total_first() -> None:
    document = grid(
        ["类别", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结"],
        ["行政复议", "9", "4", "2", "3", "0"],
        ["未经复议直接起诉", "1", "1", "0", "0", "0"],
        ["复议后起诉", "6", "0", "1", "2", "3"],
        heading=REVIEW,
    )
    readings = read_tables(document).readings
    assert [readings[Cell("review_litigation", "reconsideration", c)].value for c in (*OUTCOMES, "total")] == [
        4, 2, 3, 0, 9,
    ]  # fmt: skip


def test_cases_in_text_whose_heads_stand_in_another_order_are_unread() -> None:
    lines = ("行政诉讼 行政复议", "复议后起诉 未经复议直接起诉", "1 2 3 4 10 5 6 7 8 26 9 1 0 2 12")
    document = Document("a.txt", "text", (Text(REVIEW), *map(Text, lines)))
    readings = read_tables(document).readings
    assert {reading.value for cell, reading in readings.items() if cell.table == "review_litigation"} == {None}
