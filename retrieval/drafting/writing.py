"""The draft as a DOCX: six parts with headings and outline, the three tables, 【待填】 where something is open."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from report.form import SECTION_OF, Cell, section_title
from report.numbers import render
from retrieval.drafting.draft import Draft
from retrieval.drafting.outline import TO_FILL, Words, outline, to_fill
from retrieval.drafting.page import open_page
from retrieval.drafting.tables import print_tables, table_xml

__all__ = ["TO_FILL", "Words", "draft_to_docx", "figure", "file_name", "paragraphs", "write_docx"]


def write_docx(draft: Draft, path: Path, words: Words | None = None) -> None:
    """The draft as a file."""
    path.write_bytes(draft_to_docx(draft, words))


def draft_to_docx(draft: Draft, words: Words | None = None) -> bytes:
    """The draft as the bytes of a DOCX; `words` stand in place of the outline of a section."""
    from docx.oxml import parse_xml

    prose = paragraphs(draft, words)
    document = open_page()
    _describe(document, draft)
    document.add_paragraph(draft.title, style="Title")
    document.add_paragraph("")
    document.add_paragraph(_opening(draft))
    tables = print_tables(draft.form, lambda cell: figure(draft, cell))
    table_of = {SECTION_OF[table]: printed for table, printed in tables.items()}
    for number in range(1, 7):
        document.add_paragraph(section_title(number), style="Heading 1")
        if number in table_of:
            document.element.body.insert(-1, parse_xml(table_xml(table_of[number])))
        for heading, text in prose.get(number, ()):
            if heading:
                document.add_paragraph(heading, style="Heading 2")
            document.add_paragraph(text)
    document.add_paragraph("")
    document.add_paragraph(draft.agency.name, style="Signature")
    document.add_paragraph(to_fill("成文日期"), style="Signature")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def paragraphs(draft: Draft, words: Words | None = None) -> dict[int, tuple[tuple[str, str], ...]]:
    """What stands in the sections in prose: the paragraphs given, and the outline where none is."""
    made = outline(draft)
    for number, given in (words or {}).items():
        own = _under_headings(made.get(number, ()))
        made[number] = tuple(
            part
            for heading, text in given
            for part in (own.get(heading, [(heading, text)]) if text == TO_FILL else [(heading, text)])
        )
    return made


def _under_headings(parts: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """The paragraphs by the heading that they stand under."""
    found: dict[str, list[tuple[str, str]]] = {}
    last = ""
    for heading, text in parts:
        last = heading or last
        found.setdefault(last, []).append((heading, text))
    return found


def file_name(draft: Draft) -> str:
    """What the file is called: body and year."""
    return re.sub(r'[\\/:*?"<>|\s]+', "", f"{draft.agency.name}{draft.year}年政府信息公开工作年度报告（草稿）.docx")


def figure(draft: Draft, cell: Cell) -> str:
    """What is printed in a box."""
    value = draft.value(cell)
    return TO_FILL if value is None else render(value)


def _opening(draft: Draft) -> str:
    return (
        f"根据《中华人民共和国政府信息公开条例》第五十条的规定，编制{draft.year}年政府信息公开工作年度报告。"
        f"所列数据的统计期限自{draft.year}年1月1日起至{draft.year}年12月31日止。"
    )


def _describe(document: Any, draft: Draft) -> None:
    """Properties of the file: nothing of this machine or its user."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = draft.title, draft.agency.name, ""
    about.comments, about.keywords, about.subject = "", "", ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
