"""The outline of the parts in prose: what the tables hold, and what is to be filled in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report.agencies import read_agency
from report.facts import Paragraph, Report, Section
from report.form import Cell, form
from retrieval.drafting.draft import Draft, Given, make_draft
from retrieval.drafting.outline import outline, places_to_fill
from retrieval.drafting.writing import TO_FILL, paragraphs

BODY = read_agency("汐原市科学技术局", ("汐原市",))


def filled(**given: int) -> Draft:
    """A draft with every cell 0 but these totals; nothing carried over."""
    figures = {cell: Given(Decimal(0)) for cell in form("2021").cells}
    for item, value in given.items():
        for column in ("natural_person", "total"):
            figures[Cell("applications", item.replace("__", "."), column)] = Given(Decimal(value))
    return make_draft(BODY, 2026, figures)


def section(draft: Draft, number: int) -> str:
    return "\n".join(f"{heading} {text}".strip() for heading, text in outline(draft)[number])


def test_the_prose_tells_the_figures_of_the_tables() -> None:
    told = section(filled(new=12, granted=9, denied__process=2, concluded=11, carried_out=1), 1)
    assert "本年新收政府信息公开申请12件，其中自然人12件，上年结转0件。" in told
    assert "全年办理完毕11件，其中予以公开9件、不予公开2件；结转下年度继续办理1件。" in told
    assert "本年度没有因政府信息公开工作被申请行政复议、提起行政诉讼。" in told


def test_without_applications_it_says_so() -> None:
    assert "本年度未收到政府信息公开申请，无上年结转的申请。" in section(filled(), 1)


def test_a_figure_that_is_not_known_is_not_told() -> None:
    told = section(make_draft(BODY, 2026, {}), 1)
    assert "件。" not in told
    assert told.count("与第三部分的表格一致") == 2


@pytest.mark.parametrize(("name", "heads"), [("汐原市科学技术局", 3), ("汐原市崧陵县人民政府", 4)])
def test_governments_tell_of_appraisal_too(name: str, heads: int) -> None:
    draft = make_draft(read_agency(name, ("汐原市",)), 2026, {})
    assert sum(bool(heading) for heading, _ in outline(draft)[5]) == heads


def test_each_promise_of_last_year_is_to_be_answered() -> None:
    words = (
        "存在的主要问题：解读形式单一。下一步改进措施：一是制作图解，逢重要文件必配；二是每季度培训一次。",
        "（二）改进措施。加强答复文书的审核；完善网站检索功能并逐月核对。",
    )
    before = Report(BODY, 2025, "2021", "2021", "a.docx", "", sections=(Section(5, "", tuple(map(Paragraph, words))),))
    told = section(make_draft(BODY, 2026, {}, before), 5)
    for promise in ("制作图解", "每季度培训一次", "完善网站检索功能"):
        assert promise in told
    assert "2025年报告第五部分写过" in told


def test_paragraphs_that_are_given_stand_and_the_rest_stays_outline() -> None:
    draft = filled()
    given = {6: (("（一）收取信息处理费的情况", "本年度未收取信息处理费。"), ("（二）其他需要报告的事项", TO_FILL))}
    made = paragraphs(draft, given)
    assert made[6][0][1] == "本年度未收取信息处理费。"
    assert made[6][1] == outline(draft)[6][1]
    assert places_to_fill(made)[6] == 1
