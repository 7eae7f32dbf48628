"""Figures that a document holds and nobody sees, and figures with a line through them: neither is the report's."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from ingest.readers import bytes_to_document
from ingest.readers.struck import strike, without_struck, without_struck_beside
from tests.maker.write.pdf import find_font
from tests.test_ingest_readers_word import word

ALONE = strike("7")
HEAD = (
    "<style>.struck{text-decoration:line-through} td .light{color:#fff} em,.fold i{display:none}"
    "td:nth-child(3) b{opacity:0}</style>"
)


def boxes(data: bytes, name: str) -> list[str]:
    """The words of the boxes of all tables of a file."""
    document = bytes_to_document(data, name, Path(name).suffix)
    return [box.text for table in document.tables() for box in table.boxes]


@pytest.mark.parametrize(
    "unseen",
    [
        "<del>7</del>", "<strike>7</strike>", '<u style="text-decoration: underline line-through">7</u>',
        '<b class="struck"><i>7</i></b>', "<p><s>7</s></p>", '<span style="font-size:0">7</span>',
        '<span style="font:1px 宋体">7</span>', '<span style="opacity:.01">7</span>',
        '<span style="filter:alpha(opacity=0)">7</span>', '<span style="position:absolute;left:-9999px">7</span>',
        '<span style="transform:translateX(-9999px)">7</span>', '<span style="clip-path:circle(0)">7</span>',
        '<span style="display:inline-block;width:0;overflow:hidden">7</span>', '<font color="white">7</font>',
        '<span style="color:#fefefe">7</span>', '<span style="color:hsl(0,0%,100%)">7</span>',
        '<span style="color:#eee;background:#eee">7</span>', '<span style="color:#00000000">7</span>',
        '<span class="light">7</span>', "<em>7</em>", '<q class="fold"><i>7</i></q>', "<b>7</b>",
        '<span class="sr-only">7</span>', "<!--7-->", "<span hidden>7</span>",
    ],
)  # fmt: skip
def test_a_page_that_hides_a_digit_before_a_figure(unseen: str) -> None:
    row = f"<tr><td>予以公开</td><td>1</td><td>{unseen}4</td></tr>"
    page = f"<html><head>{HEAD}</head><body><table>{row}<tr><td>部分公开</td><td>2</td><td>5</td></tr></table>"
    assert boxes(page.encode(), "a.html") == ["予以公开", "1", "4", "部分公开", "2", "5"]


def test_white_heads_on_a_colour_are_seen() -> None:
    head = '<tr style="background:#036;color:#fff"><td>2025</td><td>件</td></tr>'
    page = f"<table>{head}<tr><td>甲</td><td>1</td></tr></table>"
    assert boxes(page.encode(), "a.html")[:2] == ["2025", "件"]


def test_a_struck_figure_alone_keeps_its_strokes_and_struck_words_are_words() -> None:
    page = "<table><tr><td><del>甲</del></td><td><del>7</del></td></tr><tr><td>乙</td><td>1</td></tr></table>"
    assert boxes(page.encode(), "a.html") == ["甲", ALONE, "乙", "1"]


@pytest.mark.parametrize(
    "look",
    [
        "<w:strike/>", "<w:dstrike/>", '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="auto" w:themeColor="background1"/>', '<w:sz w:val="2"/>', "<w:vanish/>",
        '<w:color w:val="D9D9D9"/><w:shd w:val="clear" w:fill="D9D9D9"/>', '<w:rStyle w:val="Gone"/>',
    ],
)  # fmt: skip
def test_a_word_file_that_hides_a_digit_before_a_figure(look: str) -> None:
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t>7</w:t></w:r><w:r><w:t>4</w:t></w:r>"
    rows = f"<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p>{run}</w:p></w:tc></w:tr>" * 2
    styles = (
        '<w:style w:type="character" w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:basedOn w:val="Struck"/></w:style>'
    )
    assert boxes(word(f"<w:tbl>{rows}</w:tbl>", styles=styles), "a.docx") == ["甲", "4", "甲", "4"]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("~~7~~4", "4"), ("<del>7</del> 4", "4"), ('<span style="display:none">7</span>4', "4"),
        ('4<font color="white">7</font>', "4"), ("<!-- 7 -->4", "4"), ("~7~4", "4"), (r"$\cancel{7}$4", "4"),
        ("7\u03364", "4"), ("~~7~~", ALONE), ("予以公<del>开</del>", "予以公开"),
    ],
)  # fmt: skip
def test_markdown_with_a_struck_or_hidden_digit(cell: str, printed: str) -> None:
    text = f"| 甲 | 乙 |\n| --- | --- |\n| 丙 | {cell} |\n"
    assert boxes(text.encode(), "a.md")[-1] == printed


def test_a_workbook_with_struck_and_white_figures_and_a_struck_row() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["甲", 1, 2], ["旧", 8, 9], ["乙", 3, 4], ["丙", 5, 6], ["丁", 7, 8]):
        sheet.append(row)
    for cell in sheet[2]:
        cell.font = Font(strike=True)
    sheet["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "12"), "3")
    sheet["B4"].font = Font(color="FFFFFFFF")
    sheet["B5"].font, sheet["B5"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")
    stream = io.BytesIO()
    book.save(stream)
    assert boxes(stream.getvalue(), "a.xlsx") == [
        "甲",
        "1",
        "2",
        "乙",
        "3",
        "4",
        "丙",
        strike("5"),
        "6",
        "丁",
        "7",
        "8",
    ]


def _page(way: str) -> bytes:
    """Five rows of a label and a figure; before the figure of the third a digit that does not count."""
    pdf = FPDF()
    font = find_font() or Path()
    pdf.add_font("cjk", fname=font, collection_font_number=2 if "Noto" in font.name else 0)
    pdf.set_font("cjk", size=10)
    pdf.add_page()
    for at, label in enumerate(("予以公开", "部分公开", "重复申请", "信访举报", "结转下年")):
        y = 30.0 + 8 * at
        pdf.rect(20, y - 6, 60, 8)
        pdf.rect(80, y - 6, 40, 8)
        pdf.text(22, y, label)
        x = 95.0
        if at == 2 and way == "white":
            pdf.set_text_color(255, 255, 255)
            pdf.text(x - 4, y, "17")
            pdf.set_text_color(0, 0, 0)
        elif at == 2 and way == "invisible":
            with pdf.local_context(text_mode="INVISIBLE"):
                pdf.text(x - 4, y, "17")
        elif at == 2 and way == "covered":
            pdf.text(x, y, "47")
            pdf.set_fill_color(255, 255, 255)
            pdf.rect(x - 2, y - 4, 20, 5, style="F")
        elif at == 2 and way == "crossed":
            pdf.text(x - 4.5, y, "17")
            pdf.line(x - 4.8, y - 1.2, x - 0.6, y - 1.2)
        pdf.text(x, y, f"4{at}")
    return bytes(pdf.output())


@pytest.mark.skipif(find_font() is None, reason="no CJK font")
@pytest.mark.parametrize("way", ["white", "invisible", "covered", "crossed"])
def test_a_pdf_with_a_digit_that_does_not_count_before_a_figure(way: str) -> None:
    assert boxes(_page(way), "a.pdf")[1::2] == ["40", "41", "42", "43", "44"]


def test_strokes() -> None:
    assert without_struck(f"{strike('12')}\n5") == "5"
    assert without_struck(strike("12")) == strike("12")
    assert without_struck_beside(f"{strike('12')}5\t{strike('3')}") == f"5\t{strike('3')}"
