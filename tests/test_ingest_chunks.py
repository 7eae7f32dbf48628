"""A report becomes passages that can be found, quoted, and pointed at facts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunks import report_to_passages
from report.facts import Paragraph, Report, Section
from report.form import Cell
from report.passages import PROSE, ROW
from tests.maker.bodies import CITY_EDUCATION as BODY
from tests.maker.made import Made, make

MADE: Made = make(BODY, 2023, 7)
REPORT: Report = MADE.report("a.docx")


def test_a_row_is_told_as_a_question_about_it_is_worded() -> None:
    cell = Cell("applications", "new", "total")
    (row,) = [p for p in report_to_passages(REPORT) if cell in p.cells and "总计 =" in p.text]
    assert row.kind == ROW
    assert row.section == "三、收到和处理政府信息公开申请情况"
    assert f"总计 = {MADE.value(cell)}" in row.text
    assert "新收" in row.text


def test_every_cell_is_in_exactly_one_passage() -> None:
    cells = [cell for passage in report_to_passages(REPORT) for cell in passage.cells]
    assert sorted(cells) == sorted(fact.cell for fact in REPORT.facts)


def test_rows_of_nothing_share_one_passage_a_table_and_blank_is_not_zero() -> None:
    struck = make(BODY, 2023, 7, blank="/").report()
    zero = [p for p in report_to_passages(REPORT) if "全部为 0" in p.text]
    blank = [p for p in report_to_passages(struck) if "全部空白" in p.text]
    assert len({p.section for p in zero}) == len(zero)
    assert blank
    assert not any("全部为 0" in p.text for p in report_to_passages(struck))


def test_ids_are_the_same_again_and_nobody_elses() -> None:
    first, again = report_to_passages(REPORT), report_to_passages(REPORT)
    other = report_to_passages(make(BODY, 2022, 7).report("b.docx"))
    assert [p.id for p in first] == [p.id for p in again]
    assert len({p.id for p in (*first, *other)}) == len(first) + len(other)


@given(st.lists(st.text("公开信息，。；一二三", min_size=1, max_size=60), min_size=1, max_size=40))
def test_prose_is_cut_verbatim_and_whole(sentences: list[str]) -> None:
    text = "".join(sentences)
    report = Report(REPORT.agency, 2023, "2021", "2021", "f", sections=(Section(1, "总体情况", (Paragraph(text),)),))
    pieces = [p.text for p in report_to_passages(report) if p.kind == PROSE]
    assert all(piece in text for piece in pieces)
    if len(text) >= 8:
        assert "".join(pieces) == text
    assert all(len(piece) <= 260 for piece in pieces)
