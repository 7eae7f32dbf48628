"""Places of a draft that are still to be filled in: listed, and read by no check."""

from __future__ import annotations

from decimal import Decimal

from report.agencies import read_agency
from report.checks import check_report
from report.facts import Paragraph, Report, Section, Statement
from report.form import Cell
from report.open_places import open_places, without_notes

NOTE = "【待填：2025年报告第五部分写过“新收申请12件”，做了没有】"


def draft(*texts: str) -> Report:
    """A draft of 2026 with these paragraphs in section 一."""
    return Report(
        read_agency("汐原市科学技术局", ("汐原市",)),
        2026,
        "2021",
        "2021",
        "a.docx",
        "汐原市科学技术局2026年政府信息公开工作年度报告",
        sections=(Section(1, "总体情况", tuple(Paragraph(text) for text in texts)),),
    )


def test_what_belongs_in_each_open_place_is_told() -> None:
    report = draft("公开信息××条。【待填】", NOTE, "培训【待填：几次、多少人】")
    assert open_places(report) == {1: ("", "", "2025年报告第五部分写过“新收申请12件”", "几次、多少人")}
    assert open_places(draft("公开信息20条。")) == {}


def test_figures_and_years_in_a_note_are_not_the_reports_words() -> None:
    cell = Cell("applications", "new", "total")
    noted = Statement("applications/new/total", cell, Decimal(12), "", "件", "2025年报告第五部分写过“新收申请12件”", 1)
    said = Statement("applications/new/total", cell, Decimal(9), "", "件", "新收申请9件。", 1)
    report = draft(f"新收申请9件。{NOTE}")
    plain = without_notes(
        Report(report.agency, 2026, "2021", "2021", "a.docx", "", sections=report.sections, statements=(noted, said))
    )
    assert [p.text for s in plain.sections for p in s.paragraphs] == ["新收申请9件。"]
    assert plain.statements == (said,)
    assert without_notes(draft("无")) == draft("无")


def test_a_note_about_last_year_is_no_year_left_over() -> None:
    report = draft("【待填：2025年度，我局做了什么】")
    assert any(finding.rule == "stale_year" for finding in check_report(draft("2025年度，我局公开20条。"), draft=True))
    assert not any(finding.rule == "stale_year" for finding in check_report(without_notes(report), draft=True))
