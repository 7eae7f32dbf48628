"""Comments in a Word file: at the right box or paragraph, and nothing else changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from ingest.commenting import Note, add_comments, is_word
from ingest.document import Document
from ingest.readers import bytes_to_document
from report.errors import ReportError
from report.facts import Place
from tests.maker import bodies
from tests.maker.layouts_office import boxed, cut_tables, outer_table, tracked
from tests.maker.made import Made, make
from tests.maker.write import write
from tests.test_ingest_readers_word import p, word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = re.compile(rb'<w:commentRange(?:Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>')


def plain(made: Made, folder: Path) -> Path:
    """As the maker writes Word files."""
    return write(made, folder / "plain.docx")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def commented(data: bytes) -> dict[str, str]:
    """What each comment says, and the words that it is about."""
    found = parts(data)
    said = {c.get(f"{W}id"): "".join(map(str, c.itertext())) for c in etree.fromstring(found["word/comments.xml"])}
    about: dict[str, str] = {}
    open_ranges: set[str] = set()
    for element in etree.fromstring(found["word/document.xml"]).iter():
        number = str(element.get(f"{W}id"))
        if element.tag == f"{W}commentRangeStart":
            open_ranges.add(number)
            about[said[number]] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ranges.remove(number)
        elif element.tag == f"{W}t":
            for one in open_ranges:
                about[said[one]] += element.text or ""
    assert not open_ranges
    return about


def notes_everywhere(document: Document) -> list[tuple[Note, str]]:
    """A note for every box that has words and for every paragraph, and what it is about."""
    notes = [
        (Note(f"t{t.number} {box.row} {box.column}", Place(None, t.number, box.row + 1, box.column + 1)), box.text)
        for t in document.tables()
        for box in t.boxes
    ]
    texts = [text.text for text in document.texts()]
    return notes + [(Note(f"p{n}", words=(text,)), text) for n, text in enumerate(texts) if len(text) >= 4]


@pytest.mark.parametrize("layout", [plain, cut_tables, boxed, outer_table, tracked])
def test_every_box_and_paragraph_can_be_commented_and_nothing_else_changes(
    layout: Callable[[Made, Path], Path], tmp_path: Path
) -> None:
    data = layout(make(bodies.CITY_EDUCATION, 2023, 4), tmp_path).read_bytes()
    document = bytes_to_document(data, "a.docx", ".docx")
    notes = notes_everywhere(document)
    made = add_comments(data, "a.docx", [note for note, _ in notes])
    assert bytes_to_document(made, "a.docx", ".docx") == document, "it reads as before"
    about = commented(made)
    assert [about[note.text] for note, _ in notes] == ["".join(text.split("\n")) for _, text in notes]
    before, after = parts(data), parts(made)
    assert OURS.sub(b"", after["word/document.xml"]) == before["word/document.xml"]
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert {name for name in before if before[name] != after[name]} == changed
    assert set(after) - set(before) == {"word/comments.xml"}
    assert list(after)[: len(before)] == list(before)


def test_comments_of_a_colleague_are_kept() -> None:
    data = word(p("总体情况") + p("主动公开政府信息情况"))
    once = add_comments(data, "a.docx", [Note("第一次 <&>", words=("总体情况",))])
    twice = add_comments(once, "a.docx", [Note("第二次", words=("主动公开政府信息情况",))])
    assert commented(twice) == {"第一次 <&>": "总体情况", "第二次": "主动公开政府信息情况"}
    links = parts(twice)["word/_rels/document.xml.rels"]
    assert links.count(b"relationships/comments") == 1


def test_an_empty_paragraph_and_properties_keep_their_place() -> None:
    data = word('<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>标题在此</w:t></w:r></w:p><w:p/>')
    made = parts(add_comments(data, "a.docx", [Note("看", words=("标题在此",))]))["word/document.xml"]
    assert b'</w:pPr><w:commentRangeStart w:id="0"/><w:r><w:t>' in made
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    made = parts(add_comments(word(table), "a.docx", [Note("空格", Place(None, 1, 1, 1))]))["word/document.xml"]
    assert etree.tostring(etree.fromstring(OURS.sub(b"", made)), method="c14n") == etree.tostring(
        etree.fromstring(parts(word(table))["word/document.xml"]), method="c14n"
    )
    assert b'<w:p><w:commentRangeStart w:id="0"/>' in made


def test_words_that_are_nowhere_go_to_the_beginning() -> None:
    data = word(p("某局年度报告") + p("正文"))
    assert commented(add_comments(data, "a.docx", [Note("缺少一部分", words=("这里没有的话",))])) == {
        "缺少一部分": "某局年度报告"
    }


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 word/document.xml", b"%PDF-1.4"])
def test_what_is_no_word_file_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ReportError):
        add_comments(data, "a.docx", [Note("x")])


def test_only_word_files_are_commented(tmp_path: Path) -> None:
    made = make(bodies.CITY_SCIENCE, 2023, 1)
    assert is_word(write(made, tmp_path / "a.docx").read_bytes())
    assert not is_word(write(made, tmp_path / "a.xlsx").read_bytes())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_commented_file(tmp_path: Path) -> None:
    data = plain(make(bodies.CITY_EDUCATION, 2023, 4), tmp_path).read_bytes()
    document = bytes_to_document(data, "a.docx", ".docx")
    path = tmp_path / "commented.docx"
    path.write_bytes(add_comments(data, "a.docx", [note for note, _ in notes_everywhere(document)][:40]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "commented.odt") as odt:
        assert odt.read("content.xml").count(b"<office:annotation ") == 40
