"""Figures told in sentences: each to its cell, and none where it is not sure which."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.form import APPLICANTS, Cell, column_label, form
from retrieval.drafting.telling import cell_line
from retrieval.drafting.told import read_told

FORM = form("2021")


def row(name: str, **columns: int) -> dict[str, int]:
    """Figures of one row."""
    return {f"{name}/{column}": value for column, value in columns.items()}


def told(text: str, before: str = "") -> dict[str, int]:
    """Keys without their first part, and figures."""
    return {cell.key.split("/", 1)[1]: int(g.value) for cell, g in read_told(text, FORM, before).figures.items()}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("新收12件，自然人10，企业2", {"new/total": 12, "new/natural_person": 10, "new/business": 2}),
        ("新收12件，其中10件自然人、2件企业", {"new/total": 12, "new/natural_person": 10, "new/business": 2}),
        ("自然人新收10件，商业企业新收2件", {"new/natural_person": 10, "new/business": 2}),
        ("上年结转1件，办结11件，结转下年2件", {"carried_in/total": 1, "concluded/total": 11, "carried_out/total": 2}),
        (
            "予以公开8件（自然人7、企业1），部分公开2件",
            {"granted/total": 8, "granted/natural_person": 7, "granted/business": 1, "partial/total": 2},
        ),
        ("科研机构1，其他2", {"new/research": 1, "new/other_org": 2}),
        ("新收自然人10、商业企业2、其他0，总计12", row("new", natural_person=10, business=2, other_org=0, total=12)),
        ("新收十二件", {"new/total": 12}),
        ("2026年新收1,204件", {"new/total": 1204}),
        ("不是12，新收是13件", {"new/total": 13}),
        ("没有现成信息2件，三类内部事务3件", {"unavailable.no_existing/total": 2, "denied.internal_affairs/total": 3}),
        ("不予公开：1.属于国家秘密 1件", {"denied.state_secret/total": 1}),
        ("规章制发3件，废止1件，现行有效20件", row("regulations", issued=3, repealed=1, in_force=20)),
        (
            "许可1200件，处罚3件，强制0件",
            row("permits", decisions=1200) | row("penalties", decisions=3) | row("coercions", decisions=0),
        ),
        ("收费251万元", row("fees", amount=251)),
        ("行政许可1200件，行政强制没有", {"permits/decisions": 1200, "coercions/decisions": 0}),
        ("行政复议维持2件，纠正1件，其他结果0", row("reconsideration", upheld=2, corrected=1, other=0)),
        ("未经复议直接起诉维持1；复议后起诉0", {"litigation_direct/upheld": 1, "litigation_after_review/total": 0}),
        ("行政复议 1 0 0 0 1", row("reconsideration", upheld=1, corrected=0, other=0, pending=0, total=1)),
        ("自然人、企业各新收1件", row("new", natural_person=1, business=1)),
        ("予以公开和部分公开都是2件", {"granted/total": 2, "partial/total": 2}),
        ("新收申請12件，自然人10", {"new/total": 12, "new/natural_person": 10}),
        ("received 12 applications, natural persons 10", {"new/total": 12, "new/natural_person": 10}),
    ],
)
def test_figures_go_to_their_cells(text: str, figures: dict[str, int]) -> None:
    assert told(text, before="applications/new" if text.startswith("科研") else "") == figures


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("结转3件", "上年结转，还是结转下年度"),
        ("新收约12件", "准确的数"),
        ("新收10余件", "准确的数"),
        ("新收比去年增加3件", "增减或比例"),
        ("新收2.5件", "不是整数"),
        ("不予公开5件", "要分开填"),
        ("行政诉讼维持1件", "要分开填"),
        ("新收法人5件", "要分开填"),
        ("规章3件", "没有说是哪一列"),
        ("自然人12件", "没有说是哪一行"),
        ("12", "没有说是哪一栏"),
        ("予以公开、部分公开2件", "好几行"),
        ("新收自然人、企业2件", "好几列"),
        ("新收10到12件", "请给一个数"),
        ("新收自然人3+2件", "请给一个数"),
        ("新收 1 2 件", "请给一个数"),
        ("新收申请第3季度5件", "不是全年"),
        ("去年新收5件", "不是全年"),
    ],
)
def test_what_is_not_sure_is_taken_for_none_and_said(text: str, why: str) -> None:
    heard = read_told(text, FORM)
    assert not heard.figures
    assert any(why in zh for zh, _ in heard.unclear)


@pytest.mark.parametrize(
    "text",
    [
        "新收多少件",
        "去年新收12件吗？",
        "为什么新收12件",
        "列出新收超过100件的单位",
        "how many were received",
        "你好",
        "第五部分怎么写",
    ],
)
def test_a_question_tells_nothing(text: str) -> None:
    assert read_told(text, FORM).empty


def test_not_one_is_zero_in_the_whole_row() -> None:
    assert told("未收到申请") == {f"new/{column}": 0 for column in (*APPLICANTS, "total")}
    assert set(told("没有行政复议和行政诉讼").values()) == {0}
    assert len(told("没有行政复议和行政诉讼")) == 15


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("新收12件，其余为0", ["applications/new"]),
        ("其余都填0", ["*"]),
        ("第四部分其余填0", ["review_litigation"]),
        ("第三部分全部为0", ["applications"]),
        ("自然人新收3件，其他0", []),
    ],
)
def test_what_the_rest_is_zero_of(text: str, scope: list[str]) -> None:
    assert read_told(text, FORM).rest == scope


def test_the_rest_after_a_row_is_of_that_row_unless_everything_is_said() -> None:
    assert read_told("其余为0", FORM, "applications/new").rest == ["applications/new"]
    assert read_told("全部其余填0", FORM, "applications/new").rest == ["*"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORM.cells), st.integers(0, 99_999))
def test_a_cell_in_its_own_words_is_that_cell_or_none(cell: Cell, value: int) -> None:
    heard = read_told(f"{cell_line(cell)}{value}", FORM)
    assert {c: int(g.value) for c, g in heard.figures.items()} in ({cell: value}, {})


@pytest.mark.parametrize("cell", [c for c in FORM.cells if c.table == "applications"], ids=str)
def test_every_cell_of_table_three_can_be_told_by_row_and_column(cell: Cell) -> None:
    printed = next(row.label for row in FORM.table_rows(cell.table) if row.item == cell.item)
    group = {"other.other": "其他处理"}.get(cell.item, "")
    heard = read_told(f"{group}{printed}：{column_label(cell)}4件", FORM)
    assert {c: int(g.value) for c, g in heard.figures.items()} == {cell: 4}
