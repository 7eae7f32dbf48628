"""A report becomes passages: paragraphs cut at Chinese punctuation, and a chunk a table row.

Prose is cut verbatim, so that what is found can be quoted. A row is told as a question about it is worded, label and
column before the figure. Rows that print nothing but 0, or nothing, share one passage a table: most rows of most bodies
are such, and a search has nothing to choose between them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from report.facts import Fact, Paragraph, Place, Report, Section, Status
from report.form import SECTION_OF, TABLES, Cell, Row, column_label, describe, form, row_label, section_title
from report.numbers import render
from report.passages import PROSE, ROW, Passage

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

LONGEST = 260  # characters of a piece of prose
SHORTEST = 8  # what is shorter and ends like a heading says nothing by itself
_ENDINGS = "。！？；.!?;”）"


def report_to_passages(report: Report) -> tuple[Passage, ...]:
    """Every passage of a report, in its order; ids are made from the report's bytes and the place."""
    whole = report.sha256 or hashlib.sha256(repr(report).encode("utf-8", "replace")).hexdigest()
    found = [*_prose(report), *_rows(report)]
    return tuple(
        Passage(f"{whole[:20]}-{n:04d}", kind, section, text, place, cells, 0, report.agency.name, report.year,
                report.file, report.url)
        for n, (kind, section, text, place, cells) in enumerate(found)
    )  # fmt: skip


_Piece = tuple[str, str, str, Place, tuple[Cell, ...]]


def _prose(report: Report) -> Iterator[_Piece]:
    for section in report.sections:
        title = _title(section)
        for paragraph in section.paragraphs:
            for piece in _pieces(paragraph):
                yield PROSE, title, piece, paragraph.place, ()


def _title(section: Section) -> str:
    """Number and title, as a citation names a section."""
    return section_title(section.number) if 1 <= section.number <= 6 else section.title


def _pieces(paragraph: Paragraph) -> Iterable[str]:
    """A paragraph cut at the ends of sentences, every character as it stands."""
    text = paragraph.text.strip()
    if len(text) < SHORTEST and not text.endswith(tuple(_ENDINGS)):
        return ()
    if len(text) <= LONGEST:
        return (text,)
    return tuple(piece for piece in (part.strip() for part in _splitter().split_text(text)) if piece)


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=["\n\n", "\n", "。", "！", "？", "；", ". ", "，", "、", " ", ""],
        keep_separator="end",
        chunk_size=LONGEST,
        chunk_overlap=0,
        strip_whitespace=False,
    )


def _rows(report: Report) -> Iterator[_Piece]:
    facts = {fact.cell: fact for fact in report.facts}
    of = form(report.edition, report.applications_edition)
    for table in TABLES:
        edition = of.edition_of(table)
        quiet: list[tuple[Row, list[Fact]]] = []
        for row in of.table_rows(table):
            told = [facts[cell] for cell in of.row_cells(row) if cell in facts and facts[cell].status != Status.ABSENT]
            if any(fact.value or fact.status == Status.UNREAD for fact in told):
                yield _row(row, told, edition)
            elif told:
                quiet.append((row, told))
        if quiet:
            yield _quiet(table, quiet, edition)


def _row(row: Row, told: list[Fact], edition: str) -> _Piece:
    """One row: 三、… · 予以公开 · 自然人 = 12，…，总计 = 15."""
    section = section_title(SECTION_OF[row.table])
    cells = tuple(fact.cell for fact in told)
    figures = "，".join(f"{column_label(fact.cell, edition)} = {_figure(fact)}" for fact in told)
    return ROW, section, f"{section} · {_label(row, edition)} · {figures}", _place(told[0]), cells


def _quiet(table: str, quiet: list[tuple[Row, list[Fact]]], edition: str) -> _Piece:
    """The rows of a table that print 0 or nothing; the two are not the same and are told apart."""
    section = section_title(SECTION_OF[table])
    kinds: dict[str, list[str]] = {}
    for row, told in quiet:
        blank = [fact.value is None for fact in told]
        kind = "全部空白" if all(blank) else "0 或空白" if any(blank) else "全部为 0"
        kinds.setdefault(kind, []).append(_label(row, edition))
    text = "；".join(f"{kind}：{'、'.join(labels)}" for kind, labels in kinds.items())
    cells = tuple(fact.cell for _, told in quiet for fact in told)
    return ROW, section, f"{section} · {text}", _place(quiet[0][1][0]), cells


def _label(row: Row, edition: str) -> str:
    """不予公开 · 属于国家秘密."""
    cell = Cell(row.table, row.item, "total")
    label = describe(cell, edition=edition) if row.table == "applications" else row_label(cell, edition)
    group = {"denied": "不予公开", "unavailable": "无法提供", "not_processed": "不予处理", "other": "其他处理"}
    return f"{group[row.group]} · {label}" if row.group in group else label


def _figure(fact: Fact) -> str:
    if fact.value is not None:
        return render(fact.value)
    return "未能读出" if fact.status == Status.UNREAD else "空白"


def _place(fact: Fact) -> Place:
    place = fact.citation.place
    return Place(place.page, place.table, place.row, None, place.text)
