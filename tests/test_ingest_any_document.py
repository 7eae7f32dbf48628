"""Whatever a reader hands on, it becomes a report or one clear sentence."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Block, Box, Document, Table, Text
from ingest.extract import document_to_report
from report.errors import ReportError
from report.facts import Report
from report.form import TABLES, all_rows, section_title

_LABELS = [row.label for row in all_rows()] + [
    "自然人",
    "总计",
    "其他",
    "结果维持",
    "本年制发件数",
    "信息内容",
    "行政诉讼",
]
_WORDS = st.one_of(
    st.sampled_from(
        ["", "0", "7", "1,204", "/", "—", "12①", "二〇二三年", "2024年1月9日", "|", "\t", " 3 ", "3 / 5", "９"]
    ),
    st.sampled_from(_LABELS),
    st.sampled_from([section_title(number) for number in range(1, 7)]),
    st.sampled_from(
        ["汐原市教育局2023年政府信息公开工作年度报告", "全年收到申请十二件，办结1,204件。", "汐原市教育局"]
    ),
    st.text(max_size=30),
)
_LINES = st.lists(_WORDS, max_size=9).flatmap(
    lambda words: st.sampled_from([sep.join(words) for sep in ("\t", " ", "   ", "|", "\n", ",", "")])
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Boxes anywhere, spanning over one another or far beyond the rest."""
    place, span = st.integers(0, 8), st.integers(1, 4)
    boxes = draw(st.lists(st.builds(Box, _WORDS | _LINES, place, place, span, span), max_size=25))
    return Table(tuple(boxes), draw(st.integers(1, 9)), exact=draw(st.booleans()))


_BLOCKS: st.SearchStrategy[list[Block]] = st.lists(
    st.one_of(st.builds(Text, _LINES, st.none() | st.integers(1, 3)), tables()), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(blocks=_BLOCKS, other=_BLOCKS, title=_WORDS, recognised=st.booleans())
def test_any_document_is_a_report_or_refused(
    blocks: list[Block], other: list[Block], title: str, recognised: bool
) -> None:
    document = Document(
        "a/b.html", "html", tuple(blocks), title, (("PubDate", title),), tuple(other), recognised=recognised
    )
    with contextlib.suppress(ReportError):  # anything else is a bug
        report = document_to_report(document)
        assert isinstance(report, Report)
        assert all(fact.cell.table in TABLES for fact in report.facts)
