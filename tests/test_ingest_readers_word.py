"""Word's DOCX, its XML written by hand."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.document import Document, Text
from ingest.readers import bytes_to_document
from ingest.readers.grid import printed_rows
from ingest.readers.word_numbers import print_number
from report.errors import ReportError, TooLarge, UnreadableFile

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="urn:mc"'


def word(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACE}>{text}</w:{name}>")
    return stream.getvalue()


def read(body: str, **parts: str) -> Document:
    return bytes_to_document(word(body, **parts), "a.docx", ".docx")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def test_an_insertion_counts_and_a_deletion_does_not() -> None:
    body = "<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
    assert texts(read(body + "<w:ins><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>")) == ["收到15件"]


def test_a_deleted_row_is_gone() -> None:
    row = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("旧") + tc("1") + "</w:tr>"
    document = read(
        "<w:tbl>" + row + "<w:tr>" + tc("新") + tc("2") + "</w:tr><w:tr>" + tc("丙") + tc("3") + "</w:tr></w:tbl>"
    )
    assert [list(printed_rows(table)) for table in document.tables()] == [[["新", "2"], ["丙", "3"]]]


def test_hidden_and_struck_words() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>7</w:t></w:r>"
    assert texts(read(f"<w:p>{hidden}{struck}<w:r><w:t>8</w:t></w:r></w:p>")) == ["8"]


def test_merged_cells() -> None:
    wide, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [tc("甲", start) + tc("乙", wide), tc("", on) + tc("1") + tc("2"), tc("丙", wide) + tc("3")]
    document = read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    (table,) = document.tables()
    assert [[box.text if box else None for box in row] for row in table.grid()] == [
        ["甲", "乙", "乙"],
        ["甲", "1", "2"],
        ["丙", "丙", "3"],
    ]


def test_a_text_box_is_told_once() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert texts(read(f"<w:p><w:r><w:t>框外</w:t></w:r><w:r>{both}</w:r></w:p>")) == ["框外", "框内"]


def test_numbers_that_word_prints_by_itself() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    lists = level.format(0, "chineseCounting", "%1、") + level.format(1, "decimal", "%2.")
    numbering = f'<w:abstractNum w:abstractNumId="0">{lists}</w:abstractNum>'
    numbering += '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'

    def item(text: str, depth: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr>')

    body = item("总体情况", 0) + item("甲", 1) + item("乙", 1) + item("主动公开情况", 0) + item("丙", 1)
    assert texts(read(body, numbering=numbering)) == ["一、总体情况", "1.甲", "2.乙", "二、主动公开情况", "1.丙"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (12, "chineseCounting", "十二"),
        (20, "japaneseCounting", "二十"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"),
    ],
)
def test_print_number(number: int, form: str, printed: str) -> None:
    assert print_number(number, form) == printed


def test_entities_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')
    with pytest.raises(UnreadableFile):
        bytes_to_document(stream.getvalue(), "a.docx", ".docx")


def test_a_part_that_inflates_is_refused() -> None:
    with pytest.raises(TooLarge):
        read("<w:p/>" + " " * 60_000_000)


@pytest.mark.parametrize("cut", [100, 300, -20])
def test_a_cut_off_file_is_refused(cut: int) -> None:
    with pytest.raises(ReportError):
        bytes_to_document(word(p("正文" * 200))[:cut], "a.docx", ".docx")
