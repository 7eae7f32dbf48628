"""A form that keeps its promises has no finding, and one figure changed makes one, of the right rule and place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.checks import check_report
from report.facts import Fact, Paragraph, Report, Section, Statement, Status
from report.fees import tells_of_fees
from report.figures import Figures
from report.form import Cell, form
from report.words import render_finding
from tests.maker import bodies
from tests.maker.made import make

BODIES = (bodies.CITY_SCIENCE, bodies.CITY_EDUCATION, bodies.YUTING_POLICE, bodies.COUNTY_STATISTICS)
made_reports = st.builds(
    lambda body, year, seed: make(body, year, seed),
    st.sampled_from(BODIES),
    st.integers(2019, 2025),
    st.integers(0, 10_000),
)


def change(report: Report, key: str, value: int | None) -> Report:
    """The report with one cell printing another figure, or nothing."""
    cell = Cell.parse(key)
    status = Status.BLANK if value is None else Status.READ
    figure = None if value is None else Decimal(value)
    facts = tuple(replace(f, value=figure, status=status) if f.cell == cell else f for f in report.facts)
    return replace(report, facts=facts)


def figure(report: Report, key: str) -> int:
    """The figure of a cell that is printed."""
    return int(next(f.value for f in report.facts if f.cell.key == key and f.value is not None))


def rules(report: Report, previous: Report | None = None) -> set[str]:
    return {finding.rule for finding in check_report(report, previous)}


@settings(max_examples=60, deadline=None)
@given(made_reports)
def test_balanced_form_has_no_finding(made: object) -> None:
    report = made.report()  # type: ignore[attr-defined]
    assert check_report(report) == ()


@settings(max_examples=60, deadline=None)
@given(made_reports, st.integers(0, 10**6), st.integers(1, 500))
def test_one_figure_changed_is_found_where_it_stands(made: object, pick: int, more: int) -> None:
    report: Report = made.report()  # type: ignore[attr-defined]
    report = replace(report, statements=())
    bound = [f for f in report.facts if f.cell.table != "disclosure"]
    changed = bound[pick % len(bound)].cell
    findings = check_report(change(report, changed.key, figure(report, changed.key) + more))
    promised = [e for e in form(report.edition).equations() if changed in (*e.left, *e.right)]
    assert {f.rule for f in findings} == {e.rule for e in promised}
    assert all(changed in f.cells for f in findings)
    assert {abs((f.expected or 0) - (f.found or 0)) for f in findings} == {more}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(BODIES), st.integers(2021, 2024), st.integers(0, 99))
def test_years_that_hand_on_to_each_other_have_no_finding(body: bodies.Body, year: int, seed: int) -> None:
    last = make(body, year, seed)
    this = make(body, year + 1, seed, before=last)
    assert rules(this.report(), last.report()) <= {"boilerplate"}  # the maker's sentence banks are small


@pytest.fixture
def report() -> Report:
    return make(bodies.CITY_EDUCATION, 2023, 5).report()


@pytest.fixture
def last_year() -> Report:
    return make(bodies.CITY_EDUCATION, 2022, 5).report()


def test_carryover_names_both_years(report: Report, last_year: Report) -> None:
    last_year = change(last_year, "applications/carried_out/business", 40)
    report = change(report, "applications/carried_in/business", 43)
    finding = next(f for f in check_report(report, last_year) if f.rule == "carryover" and "business" in f.cells[0].key)
    assert (finding.expected, finding.found) == (40, 43)
    assert render_finding(finding) == "商业企业栏：上年结转 43 ≠ 2022 年报告的结转下年度 40，差 3"


def test_only_the_year_before_is_compared(report: Report) -> None:
    older = replace(report, year=report.year - 2)
    assert check_report(report, older) == check_report(report)


def test_documents_in_force_are_a_warning(report: Report, last_year: Report) -> None:
    documents = "disclosure/normative_documents"
    for key, value in (("in_force", 30), ("issued", 5), ("repealed", 2)):
        report = change(report, f"{documents}/{key}", value)
    last_year = change(last_year, f"{documents}/in_force", 20)
    finding = next(
        f for f in check_report(report, last_year) if f.rule == "in_force" and f.cells[0].item != "regulations"
    )
    assert (finding.severity, finding.expected, finding.found) == ("warning", 23, 30)


@pytest.mark.parametrize(
    ("blank", "broken"),
    [
        ("applications/granted/natural_person", False),  # the part may hold what is missing
        ("applications/granted/total", False),  # nothing is promised of a total that is not printed
    ],
)
def test_a_blank_is_not_taken_for_a_zero(report: Report, blank: str, broken: bool) -> None:
    report = replace(report, statements=())
    assert bool(check_report(change(report, blank, None))) is broken


def test_printed_parts_above_their_total_break_it_whatever_is_blank(report: Report) -> None:
    report = change(report, "applications/repeat/business", None)
    report = change(report, "applications/granted/research", None)
    report = change(report, "applications/granted/total", 1)
    finding = next(f for f in check_report(report) if f.rule == "applicants")
    assert finding.cells[0].item == "granted"


def state(report: Report, key: str, value: str, approximate: str = "", sentence: str = "……") -> Report:
    """The report with one sentence that states a figure for a cell."""
    said = Statement(key, Cell.parse(key), Decimal(value), approximate, "件", sentence, 1)
    return replace(report, statements=(said,))


@pytest.mark.parametrize(
    ("told", "approximate", "printed", "agrees"),
    [
        ("124", "", 124, True), ("125", "", 124, False), ("120", "余", 124, True), ("120", "余", 119, False),
        ("120", "余", 140, False), ("500", "近", 496, True), ("500", "近", 504, False), ("500", "约", 504, True),
        ("1000", "多", 1900, True), ("0", "", 0, True), ("0", "", 3, False),
    ],
)  # fmt: skip
def test_prose_agrees_with_the_table(report: Report, told: str, approximate: str, printed: int, agrees: bool) -> None:
    key = "applications/granted/total"
    report = state(change(report, key, printed), key, told, approximate)
    assert ("narrative" in rules(report)) is not agrees


def test_received_may_count_what_was_left_over(report: Report) -> None:
    key = "applications/new/total"
    both = str(figure(report, key) + figure(report, "applications/carried_in/total"))
    assert "narrative" not in rules(state(report, key, both, sentence=f"共受理申请{both}件"))
    assert figure(report, "applications/carried_in/total") > 0
    assert "narrative" in rules(state(report, key, both, sentence=f"新收申请{both}件"))


def test_group_in_prose_is_held_against_the_sum_of_its_rows(report: Report) -> None:
    parts = [f.value for f in report.facts if f.cell.item.startswith("litigation_") and f.cell.column == "total"]
    key, total = "review_litigation/litigation/total", sum(v for v in parts if v is not None)
    assert "narrative" not in rules(state(report, key, str(total)))
    assert "narrative" in rules(state(report, key, str(total + 1)))


def test_missing_section_and_table(report: Report) -> None:
    without = replace(report, sections=tuple(s for s in report.sections if s.number != 6))
    assert [f.values["number"] for f in check_report(without) if f.rule == "missing_section"] == [6]
    pictured = replace(report, facts=tuple(f for f in report.facts if f.cell.table != "review_litigation"))
    assert [f.values["number"] for f in check_report(pictured) if f.rule == "missing_table"] == [4]
    headless = replace(report, sections=tuple(s for s in report.sections if s.number != 3))
    assert "missing_section" not in rules(headless), "the table is there"


@pytest.mark.parametrize(
    ("value", "printed", "why"),
    [("-3", "-3", "negative"), ("2.5", "2.5", "fraction"), (None, "2.5", "fraction"),
     ("20232023202320", "20232023202320", "impossible"),
     (None, "行政处罚", "words")],
)  # fmt: skip
def test_impossible_values(report: Report, value: str | None, printed: str, why: str) -> None:
    cell = Cell.parse("disclosure/penalties/decisions")

    def spoil(fact: Fact) -> Fact:
        status = Status.READ if value else Status.UNREAD
        return replace(fact, value=Decimal(value) if value else None, printed=printed, status=status)

    report = replace(report, facts=tuple(spoil(f) if f.cell == cell else f for f in report.facts))
    assert [(f.rule, f.cells, f.values["why"]) for f in check_report(report)] == [("bad_value", (cell,), why)]


def test_change_in_items_may_be_negative() -> None:
    report = change(make(bodies.CITY_SCIENCE, 2019, 1).report(), "disclosure/permits/items_change", -4)
    assert "bad_value" not in rules(report)


@pytest.mark.parametrize(
    ("year", "edition", "applications", "wrong"),
    [(2022, "2021", "2021", False), (2022, "2019", "2019", True), (2020, "2019", "2019", False),
     (2020, "2021", "2021", True), (2023, "2021", "2019", True)],
)  # fmt: skip
def test_edition_follows_the_year(year: int, edition: str, applications: str, wrong: bool) -> None:
    report = make(bodies.CITY_SCIENCE, year, 1, edition=edition, applications_edition=applications).report()
    assert ("wrong_edition" in rules(report)) is wrong


def prose(report: Report, *texts: str) -> Report:
    """The report with other prose in its first part, and none in the others."""
    sections = tuple(
        replace(s, paragraphs=tuple(map(Paragraph, texts)) if s.number == 1 else ()) for s in report.sections
    )
    return replace(report, sections=sections)


@pytest.mark.parametrize(("kept", "copied"), [(0, False), (1, False), (2, True), (4, True)])
def test_prose_of_last_year(report: Report, last_year: Report, kept: int, copied: bool) -> None:
    old = ["全年公开信息31条。", "举办开放日2场，来了很多人。", "修复链接7个，栏目更清楚。", "没有发生泄密事件。"]
    new = ["今年换了做法，先问群众。", "开放日改在周末举行。", "链接由专人看管。", "保密审查做到逐件留痕。"]
    this = prose(report, *(text.replace("1", "4") for text in old[:kept]), *new[kept:])
    findings = [f for f in check_report(this, prose(last_year, *old)) if f.rule == "boilerplate"]
    assert bool(findings) is copied
    if findings:
        assert findings[0].values["share"] == 25 * kept


def test_section_order(report: Report) -> None:
    turned = replace(report, sections=(*report.sections[:4], report.sections[5], report.sections[4]))
    assert "section_order" in rules(turned)


@pytest.mark.parametrize(
    ("text", "stale"),
    [
        ("统计期限自2022年1月1日起至2022年12月31日止。", True),
        ("现将2022年度政府信息公开工作情况报告如下：", True),
        ("2022年我局曾公开信息30条，今年增加到50条。", False),
        ("数据自2023年1月1日起至2023年12月31日止。", False),
    ],
)
def test_words_left_over_from_last_year(report: Report, text: str, stale: bool) -> None:
    assert ("stale_year" in rules(prose(report, text))) is stale


def test_unpaid_after_no_notice(report: Report) -> None:
    report = prose(change(report, "applications/other.unpaid/total", 2), "全年未向申请人发出收费通知。")
    assert "fees" in rules(report)


def test_silence_about_fees_is_no_fault(report: Report) -> None:
    silent = replace(report, sections=(*report.sections[:5], Section(6, "其他", (Paragraph("无其他事项。"),))))
    assert "fees" not in {f.rule for f in check_report(silent, draft=True)}
    assert not tells_of_fees(Figures(silent))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年行政事业性收费总金额12.5万元。", False),
        ("全年行政事业性收费总金额15.2万元。", True),
        ("全年没有收取行政事业性收费。", True),
        ("全年收取信息处理费80元。", False),  # another thing
        ("上年行政事业性收费30万元。", False),
    ],
)
def test_charges_of_the_sixth_part_are_those_of_the_second(report: Report, text: str, found: bool) -> None:
    cell = Cell.parse("disclosure/fees/amount")
    facts = tuple(replace(f, value=Decimal("12.5")) if f.cell == cell else f for f in report.facts)
    told = (*report.sections[:-1], Section(6, "其他", (Paragraph(text),)))
    assert ("fees" in rules(replace(report, facts=facts, sections=told))) is found


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        (1, "2022年，我局把群众满意作为衡量公开工作的尺子。", True),
        (1, "2022年，我局开通了热线；2023年接着办好。", False),
        (0, "报告中的数据自2022年1月1日起，至2022年12月31日止。", True),
        (5, "2023年，我局将从以下方面改进。", True),
        (5, "2024年，我局将从以下方面改进。", False),
        (5, "2022年提出的问题，今年都已整改。", False),
    ],
)
def test_a_draft_is_asked_for_every_year_that_was_left_over(
    report: Report, number: int, text: str, found: bool
) -> None:
    sections = (Section(0, ""), *report.sections) if report.sections[0].number else report.sections
    told = tuple(replace(s, paragraphs=(Paragraph(text),)) if s.number == number else s for s in sections)
    draft = replace(report, sections=told, published=None, statements=())
    assert ("stale_year" in {f.rule for f in check_report(draft, draft=True)}) is found


def test_a_title_that_alone_was_changed_is_told(report: Report) -> None:
    """Of last year's report only the title was mended: everything else still speaks of the year before."""
    titled = replace(report, title=report.title.replace(str(report.year), str(report.year + 1)), statements=())
    (found,) = (f for f in check_report(titled, draft=True) if f.rule == "stale_year")
    told = render_finding(found)
    assert f"是 {report.year + 1} 年" in told
    assert f"写的却是 {report.year} 年" in told
    assert not [f for f in check_report(report, draft=True) if f.rule == "stale_year"]


def test_a_draft_of_tables_alone_is_not_asked_for_prose(report: Report) -> None:
    tables = replace(report, sections=(), statements=())
    assert check_report(tables, draft=True) == ()
    assert "missing_section" in rules(tables)


def test_figures_far_from_this_bodys_own_past(report: Report) -> None:
    key = "applications/new/total"
    past = [replace(change(report, key, count), year=report.year - back) for back, count in ((1, 30), (2, 41), (3, 25))]
    findings = [f for f in check_report(change(report, key, 412), past=past) if f.rule == "outlier"]
    assert [(f.expected, f.found) for f in findings if f.cells[0].key == key] == [(41, 412)]
    assert "2021 年为 41" in render_finding(findings[0])
    assert "outlier" not in {f.rule for f in check_report(change(report, key, 95), past=past)}
    assert "outlier" not in {f.rule for f in check_report(change(report, key, 412), past=past[:1])}, "one year only"
    assert "outlier" in {f.rule for f in check_report(change(report, key, 900), past[0])}


@pytest.mark.parametrize("rule", ["balance", "results", "applicants", "outcomes"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_is_a_sentence_with_both_figures(rule: str, language: str) -> None:
    report = make(bodies.CITY, 2022, 3, broken=rule).report()
    finding = next(f for f in check_report(report) if f.rule == rule)
    sentence = render_finding(finding, language)
    assert finding.expected is not None
    assert finding.found is not None
    assert str(abs(finding.expected - finding.found)) in sentence
    assert "\n" not in sentence


def test_balance_reads_as_a_sum() -> None:
    report = make(bodies.COUNTY_STATISTICS, 2023, 1).report()
    for key, value in (("new", 12), ("carried_in", 3), ("concluded", 14)):
        report = change(report, f"applications/{key}/total", value)
    finding = next(f for f in check_report(report) if f.rule == "balance")
    assert render_finding(finding) == "总计栏：本年新收 12 + 上年结转 3 ≠ 办理结果总计 14 + 结转下年度 0，差 1"


def test_breaking_repeats_itself() -> None:
    first, second = (make(bodies.CITY, 2022, 9, broken="balance").printed for _ in range(2))
    assert first == second
