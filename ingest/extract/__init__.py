"""A document becomes a report: who, which year, what its six sections and three tables say."""

from __future__ import annotations

from ingest.document import UNREAD_PAGES, Document
from ingest.extract.captions import Whose
from ingest.extract.identity import Identity, read_identity
from ingest.extract.narrative import read_statements
from ingest.extract.prose import read_lines
from ingest.extract.sections import own_lines, read_sections
from ingest.extract.tables import Tables, every_reading, read_tables
from report.errors import NotAReport
from report.facts import Citation, Fact, Report, Section
from report.form import SECTION_OF, edition_for, section_title

_FEWEST_FIGURES = 5
_FEWEST_ROWS = 6
_FEWEST_SECTIONS = 3
_FEWEST_DRAFTED = 3  # rows: the smallest of the three tables has as many
_USUAL_YEAR = 2021  # of a draft that tells none: what is drafted today follows the edition of 2021
_NOTHING_OF_IT = {
    "why": "里面没有年度报告的六个部分和三张表",
    "why_en": "it has neither the six sections nor the three tables of one",
}


def document_to_report(document: Document) -> Report:
    """Everything that a report says, each figure with its place; raises `NotAReport` for anything else."""
    lines = own_lines(read_lines(document))
    sections, who = read_sections(document, lines), read_identity(document, lines)
    tables = read_tables(document, Whose(who.agency, who.year))
    _refuse_strangers(document, tables, sections, who)
    return _put_together(document, tables, sections, who)


def document_to_draft(document: Document) -> Report:
    """What a draft says so far; the body's name is empty and the year 0 where it does not tell them.

    A part of a report will do, a table alone too; raises `NotAReport` where there is nothing of the form.
    """
    lines = own_lines(read_lines(document))
    sections, who = read_sections(document, lines), read_identity(document, lines)
    tables = read_tables(document, Whose(who.agency, who.year))
    told = [section for section in sections if section.number]
    if tables.rows < _FEWEST_DRAFTED and len(told) < _FEWEST_SECTIONS:
        raise NotAReport(name=document.name, **_NOTHING_OF_IT)
    return _put_together(document, tables, sections, who)


def _put_together(document: Document, tables: Tables, sections: tuple[Section, ...], who: Identity) -> Report:
    edition = tables.edition or tables.applications_edition or edition_for(who.year or _USUAL_YEAR)
    applications_edition = tables.applications_edition or edition
    facts = tuple(
        Fact(
            cell=reading.cell,
            value=reading.value,
            printed=reading.printed,
            status=reading.status,
            citation=Citation(
                agency=who.agency.name,
                year=who.year,
                file=document.name,
                section=section_title(SECTION_OF[reading.cell.table]),
                place=reading.place,
                quote=reading.quote,
            ),
            reason=reading.reason,
        )
        for reading in every_reading(tables, edition, applications_edition)
    )
    return Report(
        agency=who.agency,
        year=who.year,
        edition=edition,
        applications_edition=applications_edition,
        file=document.name,
        title=who.title,
        signature=who.signature,
        published=who.published,
        former_names=who.former_names,
        sections=sections,
        facts=facts,
        statements=read_statements(sections, who.agency, who.year),
        unread_pages=tuple(int(page) for page in dict(document.metadata).get(UNREAD_PAGES, "").split(",") if page),
    )


def _refuse_strangers(document: Document, tables: Tables, sections: tuple[Section, ...], who: Identity) -> None:
    """Raise `NotAReport` where neither the tables nor the sections of a report are there.

    A report whose tables are pictures is one all the same: it has a body, a year and its parts in prose.
    """
    if tables.figures >= _FEWEST_FIGURES and tables.rows >= _FEWEST_ROWS:
        return
    told = [section for section in sections if section.number and section.paragraphs]
    if len(told) >= _FEWEST_SECTIONS and who.sure:
        return
    if tables.rows >= _FEWEST_ROWS:
        raise NotAReport(
            name=document.name, why="是一张没有填写的空白表格", why_en="it is the blank form, not filled in"
        )
    raise NotAReport(name=document.name, **_NOTHING_OF_IT)
