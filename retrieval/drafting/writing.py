"""The draft as a DOCX: six parts with their headings, the three tables, 【待填】 where something is to be filled in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from report.form import SECTION_OF, Cell, section_title
from report.numbers import render
from retrieval.drafting.draft import Draft
from retrieval.drafting.page import open_page
from retrieval.drafting.tables import print_tables, table_xml

TO_FILL = "【待填】"
Words = Mapping[int, tuple[tuple[str, str], ...]]  # the paragraphs of a section, each with its heading


def write_docx(draft: Draft, path: Path, words: Words | None = None) -> None:
    """The draft as a file."""
    path.write_bytes(draft_to_docx(draft, words))


def draft_to_docx(draft: Draft, words: Words | None = None) -> bytes:
    """The draft as the bytes of a DOCX; `words` stand in place of the outline of a section."""
    from docx.oxml import parse_xml

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
        for heading, text in (words or {}).get(number) or _PROSE.get(number, ()):
            if heading:
                document.add_paragraph(heading, style="Heading 2")
            document.add_paragraph(text)
    document.add_paragraph("")
    document.add_paragraph(draft.agency.name, style="Signature")
    document.add_paragraph(TO_FILL, style="Signature")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


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


# Headings of the parts in prose; what is to stand under them only the body itself knows.
_PROSE: dict[int, tuple[tuple[str, str], ...]] = {
    1: (
        ("（一）主动公开", TO_FILL),
        ("（二）依申请公开", TO_FILL),
        ("（三）政府信息管理", TO_FILL),
        ("（四）政府信息公开平台建设", TO_FILL),
        ("（五）监督保障", TO_FILL),
    ),
    5: (
        ("（一）上年问题的改进情况", TO_FILL),
        ("（二）存在的主要问题", TO_FILL),
        ("（三）改进措施", TO_FILL),
    ),
    6: (
        ("（一）收取信息处理费的情况", TO_FILL),
        ("（二）其他需要报告的事项", TO_FILL),
    ),
}
PROSE_TO_FILL = sum(len(parts) for parts in _PROSE.values())


def headings(number: int) -> tuple[str, ...]:
    """The headings under which a section is written."""
    return tuple(heading for heading, _ in _PROSE.get(number, ()))


def _describe(document: Any, draft: Draft) -> None:
    """Properties of the file: nothing of this machine or its user."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = draft.title, draft.agency.name, ""
    about.comments, about.keywords, about.subject = "", "", ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
