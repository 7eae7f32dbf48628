"""Cells out of tables, however they are printed: right, or honestly missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Box, Document, Table, Text
from ingest.extract.tables import Tables, read_tables
from report.facts import Status
from report.form import APPLICANTS, Cell
from report.numbers import read_figure
from tests.printed_forms import Filled, Way, print_form
from tests.printed_ways import WAYS

# Ways of printing in which blanks leave no trace: there a cell may stay unread.
LOSING = {"bare_lines", "bare_lines_pages", "words", "one_paragraph", "aligned"}


def wrong_cells(tables: Tables, filled: Filled) -> list[str]:
    """Cells whose figure is not the printed one."""
    wrong = []
    for cell, reading in tables.readings.items():
        if reading.value is not None and reading.value != read_figure(filled.get(cell, "")):
            wrong.append(f"{cell}: {reading.value} for {filled.get(cell)!r}")
    return wrong


def missing_cells(tables: Tables, filled: Filled) -> list[str]:
    """Cells whose printed figure was not read."""
    return [
        f"{cell} {text}"
        for cell, text in filled.items()
        if read_figure(text) is not None and (cell not in tables.readings or tables.readings[cell].value is None)
    ]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10**6), broken=st.booleans(), scale=st.sampled_from([3, 30, 400]))
def test_every_figure_of_a_filled_form(way: Way, seed: int, broken: bool, scale: int) -> None:
    document, filled, edition, applications = print_form(way, Random(seed), broken=broken, scale=scale)
    tables = read_tables(document)
    assert (tables.edition, tables.applications_edition) == (edition, applications)
    assert not wrong_cells(tables, filled)
    allowed = 35 if way.__name__ in {"bare_lines_pages", "torn_rows", "lost_labels"} else 0
    assert len(missing_cells(tables, filled)) <= allowed


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10**6), zero=st.sampled_from(["", "/", "—", "无"]), damage=st.sampled_from([0.0, 0.06]))
def test_blanks_and_damaged_labels_make_no_figure_wrong(way: Way, seed: int, zero: str, damage: float) -> None:
    document, filled, _, _ = print_form(way, Random(seed), zero=zero, damage=damage)
    assert not wrong_cells(read_tables(document), filled)


def lines(*texts: str) -> Document:
    return Document("a.txt", "text", tuple(Text(text) for text in texts))


def test_a_blank_is_not_a_zero_and_keeps_its_mark() -> None:
    tables = read_tables(
        lines("二、主动公开政府信息情况", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t/\t\t0")
    )
    issued, repealed, in_force = (
        tables.readings[Cell("disclosure", "regulations", c)] for c in ("issued", "repealed", "in_force")
    )
    assert (issued.value, issued.status, issued.printed) == (None, Status.BLANK, "/")
    assert (repealed.value, repealed.status, repealed.printed) == (None, Status.BLANK, "")
    assert (in_force.value, in_force.status) == (0, Status.READ)


def test_units_and_remarks_stand_beside_the_figure() -> None:
    tables = read_tables(
        lines(
            "二、主动公开政府信息情况",
            "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量",
            "规范性文件\t22（其中修订16件）\t3件\t55",
            "信息内容\t采购项目数量\t采购总金额",
            "政府集中采购\t4\t251000元",
        )
    )
    assert tables.readings[Cell("disclosure", "normative_documents", "made")].value == 22
    assert tables.readings[Cell("disclosure", "normative_documents", "published")].value == 3
    assert tables.readings[Cell("disclosure", "procurement", "amount")].value == Decimal("25.1")


@pytest.mark.parametrize(("head", "value"), [("（单位：元）", "22.04"), ("（万元）", "220400"), ("", "220400")])
def test_procurement_takes_its_unit_from_the_header(head: str, value: str) -> None:
    document = lines("信息内容\t采购项目数量\t采购总金额" + head, "政府集中采购\t4\t220400")
    reading = read_tables(document).readings[Cell("disclosure", "procurement", "amount")]
    assert reading.value == Decimal(value)
    assert bool(reading.reason) == (not head)


def test_two_figures_for_three_columns_are_not_guessed() -> None:
    tables = read_tables(
        lines(
            "二、主动公开政府信息情况", "信息内容 本年新制作数量 本年新公开数量 对外公开总数量", "规范性文件 106 2939"
        )
    )
    readings = [r for cell, r in tables.readings.items() if cell.item == "normative_documents"]
    assert [r.status for r in readings] == [Status.UNREAD] * 3
    assert all(r.reason for r in readings)


def test_other_handling_is_a_row_or_a_group() -> None:
    whole = lines("三、收到和处理政府信息公开申请情况", "（六）其他处理 2 0 0 0 0 0 2", "（七）总计 2 0 0 0 0 0 2")
    assert read_tables(whole).readings[Cell("applications", "other", "total")].value == 2
    parts = lines(
        "三、收到和处理政府信息公开申请情况",
        "（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 2 0 0 0 0 0 2",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 0 0 0 0 0 0 0",
        "3.其他 1 0 0 0 0 0 1",
        "（七）总计 3 0 0 0 0 0 3",
    )
    tables = read_tables(parts)
    assert Cell("applications", "other", "total") not in tables.readings
    assert tables.readings[Cell("applications", "other.uncorrected", "total")].value == 2
    assert tables.readings[Cell("applications", "other.other", "total")].value == 1
    assert tables.readings[Cell("applications", "concluded", "total")].value == 3


def test_a_label_in_the_place_of_a_figure_is_unread() -> None:
    boxes = [Box("信息内容", 0, 0), Box("本年处理决定数量", 0, 1), Box("行政处罚", 1, 0), Box("行政处罚", 1, 1)]
    document = Document("a.md", "markdown", (Text("二、主动公开政府信息情况"), Table(tuple(boxes), 1)))
    reading = read_tables(document).readings[Cell("disclosure", "penalties", "decisions")]
    assert (reading.value, reading.status) == (None, Status.UNREAD)


def test_a_second_reading_fills_what_the_first_lost() -> None:
    head = Text("三、收到和处理政府信息公开申请情况")
    first = (head, Text("一、本年新收政府信息公开申请数量 3 3"), Text("（七）总计 3 0 0 0 0 0 3"))
    second = (head, Text("一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3"), Text("（七）总计 3 0 0 0 0 0 3"))
    tables = read_tables(Document("a.pdf", "pdf", first, alternative=second))
    assert tables.readings[Cell("applications", "new", "natural_person")].value == 3


def test_readings_that_differ_are_decided_by_the_sums() -> None:
    head = Text("三、收到和处理政府信息公开申请情况")
    first = (head, Text("一、本年新收政府信息公开申请数量 8 1 0 0 0 0 4"))
    second = (head, Text("一、本年新收政府信息公开申请数量 3 1 0 0 0 0 4"))
    tables = read_tables(Document("a.pdf", "pdf", first, alternative=second))
    assert tables.readings[Cell("applications", "new", "natural_person")].value == 3


def applications(*rows: str) -> Document:
    return lines("三、收到和处理政府信息公开申请情况", *rows)


def read(document: Document, item: str) -> list[str]:
    """The seven cells of a row of section 三: a figure, or what became of it."""
    readings = read_tables(document).readings
    cells = (readings[Cell("applications", item, column)] for column in (*APPLICANTS, "total"))
    return [str(r.value) if r.value is not None else r.status.value for r in cells]


FILLED = ("一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10", "（一）予以公开 4 1 0 1 0 0 6")


def test_zeros_decide_no_place() -> None:
    """Five zeros of seven: the total may be one of them, or be left blank."""
    short = ("（二）部分公开 2 1 3", "2.其他法律行政法规禁止公开 1 1 2", "3.危及“三安全一稳定” 3 1 4")
    document = applications(*FILLED, *short, "1.属于国家秘密 0 0 0 0 0", "（七）总计 6 1 0 1 0 0 8")
    assert read(document, "denied.state_secret") == ["unread"] * 7


def test_a_total_that_all_ways_share_proves_nothing() -> None:
    """2 and 2 with page 4 behind them look like two parts and their total."""
    rows = [part for row in FILLED for part in row.split(" ")]
    document = applications(
        *rows, "6.属于四类过程性信息", "2", "2", "4", "（七）总计", *["6", "1", "0", "1", "0", "0", "9"]
    )
    assert read(document, "denied.process")[-1] == "unread"


def test_labels_one_over_another_are_no_blank_rows() -> None:
    """Text out of a page in columns: two labels, then the figures of both, some of them lost."""
    rows = [part for row in FILLED for part in row.split(" ")]
    document = applications(
        *rows, "1.属于国家秘密", "2.其他法律行政法规禁止公开", "0", "0", "0", "3.危及“三安全一稳定”"
    )
    assert read(document, "denied.state_secret") == ["unread"] * 7
    assert read(document, "denied.law_forbids") == ["unread"] * 7


def test_more_figures_than_columns_leave_their_neighbours_unread() -> None:
    figures = ["0"] * 11
    document = applications("一、本年新收政府信息公开申请数量", *figures, "二、上年结转政府信息公开申请数量", "0", "0")
    assert set(read(document, "new") + read(document, "carried_in")) == {"unread"}


@pytest.mark.parametrize("words", ["若干", "见附件", "未发生", "O件", "12（其中修订"])
def test_words_among_figures_spoil_one_place_and_no_row(words: str) -> None:
    boxes = [[row.split(" ")[0], *row.split(" ")[1:]] for row in (*FILLED, "（七）总计 6 1 0 1 0 0 8")]
    boxes[1][1] = words
    texts = (Box(text, y, x) for y, row in enumerate(boxes) for x, text in enumerate(row))
    document = Document("a.html", "html", (Text("三、收到和处理政府信息公开申请情况"), Table(tuple(texts), 1)))
    assert read(document, "granted") == ["unread", "1", "0", "1", "0", "0", "6"]
    assert read(applications(*(" ".join(row) for row in boxes)), "granted")[0] == "unread"


def test_a_row_of_words_is_not_blank() -> None:
    rows = [*FILLED, "（二）部分公开" + "\t未统计数" * 7]
    assert read(applications(*(row.replace(" ", "\t") for row in rows)), "partial") == ["unread"] * 7


def test_written_zeros_are_figures() -> None:
    rows = [*FILLED, "（二）部分公开" + "\t零" * 6 + "\t〇", "（七）总计" + "\tO" * 7]
    document = applications(*(row.replace(" ", "\t") for row in rows))
    assert read(document, "partial") == ["0"] * 7
    assert read(document, "concluded") == ["0"] * 7
    assert read_tables(document).readings[Cell("applications", "concluded", "total")].status is Status.REPAIRED


def test_a_place_that_another_box_covers_is_not_blank() -> None:
    boxes = [Box(text, y, x) for y, row in enumerate(FILLED) for x, text in enumerate(row.split(" "))]
    over = [replace(box, rowspan=2) if (box.row, box.column) == (0, 2) else box for box in boxes]
    table = Table(tuple(box for box in over if (box.row, box.column) != (1, 2)), 1)
    document = Document("a.html", "html", (Text("三、收到和处理政府信息公开申请情况"), table))
    assert read(document, "granted") == ["4", "unread", "0", "1", "0", "0", "6"]


def test_a_repeated_row_is_not_the_next() -> None:
    """The last row before a page break stands again behind it; the row that follows is blank."""
    again = "1.本机关不掌握相关政府信息\t3\t0\t0\t0\t0\t0\t3"
    rows = [row.replace(" ", "\t") for row in FILLED]
    blank = "2.没有现成信息需要另行制作\t\t\t\t\t\t\t"
    behind = "3.补正后申请内容仍不明确\t1\t0\t0\t0\t0\t0\t1"
    document = applications(*rows, again, "— 3 —", again, blank, behind)
    assert read(document, "unavailable.no_existing") == ["blank"] * 7
    assert read(document, "unavailable.not_held")[0] == "3"


def test_a_group_that_prints_its_sum_is_no_row() -> None:
    rows = (
        *FILLED,
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形） / / / / / / /",
        "（四）无法提供 5 0 0 0 0 0 5",
        "1.本机关不掌握相关政府信息 3 0 0 0 0 0 3",
        "2.没有现成信息需要另行制作 2 0 0 0 0 0 2",
        "3.补正后申请内容仍不明确 / / / / / / /",
    )
    document = applications(*(row.replace(" ", "\t") for row in rows))
    assert read(document, "unavailable.not_held") == ["3", "0", "0", "0", "0", "0", "3"]
    assert read(document, "partial") == ["blank"] * 7


def test_figures_that_touch_in_aligned_text_are_not_one() -> None:
    """0 and 12（其中1件） run together: neither 12 in the second column nor a blank beside it."""
    rows = (
        "一、本年新收政府信息公开申请数量      17       2       0       1       0       0      20",
        "二、上年结转政府信息公开申请数量      10       0       0       0       0       0      10",
        "（一）予以公开　　　　　　　　　       4      11       0       1       0       0      16",
        "（七）总计　　　　　　　　　　　       9       012（其中1件）      3       0       0      24",
    )
    assert read(applications(*rows), "concluded")[1:3] == ["unread", "unread"]


def test_a_long_dash_is_a_rule_and_no_blank() -> None:
    document = lines(
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议 行政诉讼",
        " ".join(["----------"] * 15),
        "结果维持 结果纠正 其他结果 尚未审结 总计 " * 3,
        "1 0 0 2 3 0 0 1 0 1 0 0 3 0 3",
    )
    assert read_tables(document).readings[Cell("review_litigation", "reconsideration", "total")].value == 3


def test_a_figure_that_wraps_between_unruled_rows() -> None:
    texts = [
        ["一、本年新收政府信息公开申请数量", *["7", "2", "0", "1", "0", "0", "10"]],
        ["", "16（其", "", "", "", "", "", "336（其中"],
        ["（一）予以公开", "", "1", "0", "1", "0", "0", ""],
        ["", "中1件）", "", "", "", "", "", ""],
        ["（七）总计", *["18", "1", "0", "1", "0", "0", "20"]],
    ]
    boxes = tuple(Box(text, y, x) for y, row in enumerate(texts) for x, text in enumerate(row))
    document = Document("a.pdf", "pdf", (Text("三、收到和处理政府信息公开申请情况"), Table(boxes, 1, exact=False)))
    assert read(document, "granted") == ["16", "1", "0", "1", "0", "0", "unread"]


def test_a_row_that_slips_to_the_side_is_placed_by_its_sum() -> None:
    """Blanks at both ends: the usual place would leave the total blank."""
    rows = [row.replace(" ", "\t\t\t", 1).replace(" ", "\t") for row in FILLED]
    slipped = "\t2.其他法律行政法规禁止公开\t\t\t\t\t\t3\t3\t"
    assert read(applications(*rows, slipped), "denied.law_forbids") == ["blank"] * 5 + ["3", "3"]


def test_a_lost_end_of_a_row_of_zeros_decides_no_place() -> None:
    """A paragraph loses the tab behind its last figure: the total may be blank, or the first applicant."""
    rows = [row.replace(" ", "\t\t\t", 1).replace(" ", "\t") for row in FILLED]
    assert set(read(applications(*rows, "1.属于国家秘密\t\t0\t0\t0\t0\t0\t0"), "denied.state_secret")) == {"unread"}


def test_one_row_of_figures_under_all_labels_is_nobodys() -> None:
    labels = [row.split(" ")[0] for row in FILLED]
    document = applications(*labels, "（七）总计", "四、结转下年度继续办理", "4\t0\t0\t0\t0\t0\t4")
    assert {r.value for c, r in read_tables(document).readings.items() if c.table == "applications"} <= {None}


def test_seven_boxes_behind_a_label_are_the_columns_wherever_they_stand() -> None:
    """A label's box spans a place too few: its row slips to the left, and the first applicant is blank."""
    rows = [["三、本年度办理结果", *row.split(" ")] for row in FILLED]
    boxes = [Box(text, y, x) for y, row in enumerate(rows) for x, text in enumerate(row)]
    slipped = ["（二）部分公开", "", "1", "1", "1", "1", "2", "6"]
    boxes += [Box(text, 2, x) for x, text in enumerate(slipped)]
    heading = Text("三、收到和处理政府信息公开申请情况")
    document = Document("a.html", "html", (heading, Table(tuple(boxes), 1)))
    assert read(document, "partial") == ["blank", "1", "1", "1", "1", "2", "6"]


def test_a_box_over_two_columns_is_not_two_figures() -> None:
    heads = ["信息内容", "上一年项目数量", "本年增/减", "本年增/减"]
    row = ["行政事业性收费", "", "266", "266"]
    boxes = tuple(Box(text, y, x) for y, texts in enumerate((heads, row)) for x, text in enumerate(texts))
    document = Document("a.html", "html", (Text("二、主动公开政府信息情况"), Table(boxes, 1)))
    readings = read_tables(document).readings
    assert readings[Cell("disclosure", "fees", "items_last_year")].value is None
    assert readings[Cell("disclosure", "fees", "items_change")].value == 266


def test_a_sum_that_only_a_blank_total_saves_places_nothing() -> None:
    """98 + 6 + 27 of a stated 161: one figure is missing, and no other reading makes it right."""
    document = lines(
        "四、政府信息公开行政复议、行政诉讼情况", "行政复议 行政诉讼", "98 6 27 161 37 32 33 50 152 10 9 30"
    )
    readings = read_tables(document).readings
    assert {r.value for cell, r in readings.items() if cell.item == "reconsideration"} == {None}
    assert readings[Cell("review_litigation", "litigation_direct", "total")].value in (None, 152)


def test_a_torn_remark_in_section_four_leaves_it_unread() -> None:
    rows = (
        "110（其   31（其                    74（其",
        "中新增1    中新增3    10     8      159   中新增7   1   30   6   111",
    )
    document = lines(
        "四、政府信息公开行政复议、行政诉讼情况", "行政复议   行政诉讼", *rows, " 件）      件）        件）"
    )
    readings = read_tables(document).readings
    assert {r.value for cell, r in readings.items() if cell.table == "review_litigation"} <= {None}
