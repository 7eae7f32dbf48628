"""What we write and what we put comments into, held to the schemas of ISO/IEC 29500 where a machine has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.commenting import Note, add_comments
from ingest.readers import bytes_to_document
from retrieval.drafting.sheet import write_template
from retrieval.drafting.writing import draft_to_docx
from tests.maker import bodies
from tests.maker.layouts_office import boxed, cut_tables, outer_table, tracked
from tests.maker.made import make
from tests.maker.write import write
from tests.office_schemas import SETTING, parts_seen, schemas_given, violations
from tests.test_ingest_commenting import notes_everywhere
from tests.test_ingest_readers_word import p, word
from tests.test_retrieval_drafting_writing import invented

pytestmark = pytest.mark.skipif(not schemas_given(), reason=f"{SETTING} names no folder with wml.xsd")


@pytest.mark.parametrize("seed", [0, 7, 15, 26, 45])
def test_a_written_draft_is_valid(seed: int) -> None:
    written = draft_to_docx(invented(seed))
    assert violations(written) == []
    assert {"word/document.xml", "word/styles.xml", "word/settings.xml", "[Content_Types].xml"} <= parts_seen(written)


def test_the_sheet_to_be_filled_is_valid(tmp_path: Path) -> None:
    write_template(tmp_path / "figures.xlsx", 2026, None)
    assert violations((tmp_path / "figures.xlsx").read_bytes()) == []


def test_an_invalid_file_would_be_found() -> None:
    assert violations(word('<w:p><w:r><w:t>正文</w:t></w:r><w:pPr><w:jc w:val="center"/></w:pPr></w:p>')) != []


@pytest.mark.parametrize("layout", [cut_tables, boxed, outer_table, tracked])
def test_comments_bring_in_nothing_invalid(layout: object, tmp_path: Path) -> None:
    assert callable(layout)
    data = layout(make(bodies.CITY_EDUCATION, 2023, 4), tmp_path).read_bytes()
    notes = [note for note, _ in notes_everywhere(bytes_to_document(data, "a.docx", ".docx"))]
    made = add_comments(data, "a.docx", notes)
    assert set(violations(made)) <= set(violations(data))
    assert "word/comments.xml" in parts_seen(made)


def test_a_commented_draft_of_ours_is_valid_and_so_is_one_commented_twice(tmp_path: Path) -> None:
    written = draft_to_docx(invented(0))
    once = add_comments(written, "a.docx", [Note("看这里 <&>", words=("总体情况",))])
    twice = add_comments(once, "a.docx", [Note("再看", words=("第五十条",))])
    assert violations(once) == violations(twice) == []
    plain = write(make(bodies.CITY_SCIENCE, 2023, 1), tmp_path / "a.docx").read_bytes()
    assert violations(add_comments(plain, "a.docx", [Note("看", words=("总体情况",))])) == violations(plain)


def test_a_comment_in_an_empty_paragraph_is_valid() -> None:
    made = add_comments(word(p("标题在此") + "<w:p/>"), "a.docx", [Note("看", words=("标题在此",))])
    assert not [fault for fault in violations(made) if "comment" in fault]
