"""Bytes, plain text and Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Table, Text
from ingest.readers import bytes_to_document
from ingest.readers.grid import printed_rows
from ingest.readers.rewrapped import full_lines
from report.errors import UnreadableFile
from report.numbers import read_figure

LINE = "榆溪区水务局2023年政府信息公开工作年度报告，本年新收申请12件。"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def tables(document: Document) -> list[list[list[str]]]:
    return [list(printed_rows(table)) for table in document.tables()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_text_in_any_encoding(encoding: str) -> None:
    document = bytes_to_document((LINE + "\n" + LINE).encode(encoding), "a.txt", ".txt")
    assert texts(document) == [LINE, LINE]


@pytest.mark.parametrize("data", [b"", b" \n \n", b"\x00" * 500, bytes(range(256)) * 40, LINE.encode() + b"\x00" * 9])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        bytes_to_document(data, "a.txt", ".txt")


@given(st.text(alphabet="新收申请件数\t 0123456789，。", min_size=1).filter(lambda text: text.strip()))
def test_tabs_and_blanks_stay_as_they_are(line: str) -> None:
    assert texts(bytes_to_document(("甲\n" + line + "\n乙").encode(), "a.txt", ".txt")) == ["甲", line, "乙"]


def test_a_form_feed_is_a_page_break() -> None:
    document = bytes_to_document("第一页\n\f第二页\n".encode(), "a.txt", ".txt")
    assert [(text.text, text.page) for text in document.texts()] == [("第一页", 1), ("第二页", 2)]


def test_text_that_was_once_misread_as_gbk_is_turned_back() -> None:
    broken = (LINE * 3).encode("utf-8").decode("gb18030", errors="replace").encode("utf-8")
    read = texts(bytes_to_document(broken, "a.txt", ".txt"))[0]
    assert read.startswith("榆溪区水务局2023年政府信息公\ufffd")  # what the misreading lost stays lost, and is seen


def markdown(text: str) -> Document:
    return bytes_to_document(text.encode(), "a.md", ".md")


def test_a_pipe_table_with_marks_inside() -> None:
    document = markdown("| 项目 | <b>数量</b> |\n|---|:-:|\n| 商业<br>企业 | **3** |\n| 规\\|章 |  |\n")
    assert tables(document) == [[["项目", "数量"], ["商业\n企业", "3"], ["规|章", ""]]]


def test_a_torn_row_stays_a_line() -> None:
    document = markdown("## 三、收到和处理情况\n\n| 一、本年新收 | 3 | 0 |\n\n说明：以上为全年数。\n")
    assert texts(document) == ["三、收到和处理情况", "| 一、本年新收 | 3 | 0 |".strip(), "说明：以上为全年数。"]


def test_a_second_head_begins_a_second_table() -> None:
    document = markdown(
        "| 规章 | 件数 |\n|---|---|\n| 甲 | 1 |\n| 处罚 | 数量 | 备注 |\n|---|---|---|\n| 乙 | 2 | 无 |\n"
    )
    assert tables(document) == [[["规章", "件数"], ["甲", "1"]], [["处罚", "数量", "备注"], ["乙", "2", "无"]]]


def test_a_row_of_single_dashes_is_a_row_of_blanks() -> None:
    document = markdown("| 维持 | 纠正 |\n|---|---|\n| - | - |\n\n文\n\n| - | - |\n| 4 | - |\n")
    assert tables(document) == [[["维持", "纠正"], ["-", "-"]], [["-", "-"], ["4", "-"]]]


def test_a_deletion_counts_only_where_nothing_was_inserted() -> None:
    assert texts(markdown("共<del>12</del><ins>15</ins>件")) == ["共15件"]
    assert texts(markdown("予以公<del>开</del>")) == ["予以公开"]


def test_a_table_in_html_inside_markdown() -> None:
    document = markdown(
        "前文\n<table><tr><td rowspan=2>复议</td><td>维持</td></tr>\n<tr><td>4</td></tr></table>\n后文\n"
    )
    assert [type(block) for block in document.blocks] == [Text, Table, Text]
    assert tables(document) == [[["复议", "维持"], ["", "4"]]]


def test_a_box_in_quotes_goes_on_behind_its_line_end() -> None:
    text = '信息内容\t本年制发件数\n"行政规范\n性文件"\t"1,204"\t0\n“引号”\t"不成对\t3\n'
    document = bytes_to_document(text.encode(), "a.txt", ".txt")
    assert texts(document) == [
        "信息内容\t本年制发件数",
        "行政规范性文件\t1,204\t0",
        '“引号”\t"不成对\t3',
    ]


def test_rows_that_a_program_listed_are_rows() -> None:
    rows = ["['规章', None, '3', '']", "['许可', 1, 2, 3]", "['处罚', 1, 2, 3]", "('强制', 1, 2, 3),", "['收费', None]"]
    document = bytes_to_document("\n".join(rows).encode(), "a.txt", ".txt")
    assert texts(document)[:2] == ["规章\t\t3\t", "许可\t1\t2\t3"]


def test_a_figure_as_a_formula_is_a_figure() -> None:
    document = bytes_to_document(
        "| 规章 | $1{,}204$ | $\\mathbf{3}$ | $12^{1}$ |\n|---|---|---|---|\n".encode(), "a.md", ".md"
    )
    (table,) = document.tables()
    assert [box.text for box in table.boxes][:3] == ["规章", "1,204", "3"]
    assert read_figure(table.boxes[3].text) == 12


def test_commas_inside_figures_part_no_cells() -> None:
    rows = [
        f"{label} 1,782,331 257,771 501,500 381,140 15,652,818" for label in ("新收", "结转", "公开", "总计", "其他")
    ]
    assert texts(bytes_to_document("\n".join(rows).encode(), "a.txt", ".txt")) == rows


def _cut(text: str, width: int) -> str:
    """A text as a mail program sends it: no line takes more places, a wide character two."""
    lines = [""]
    for sign in text:
        if sign == "\n" or len((lines[-1] + sign).encode("gb18030")) > width:
            lines.append("")
        lines[-1] += sign.strip("\n")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("sign", ["|", "\t"])
@pytest.mark.parametrize("width", [40, 50, 60])
def test_rows_that_a_program_broke_after_so_many_places(sign: str, width: int) -> None:
    labels = (
        "一、本年新收政府信息公开申请数量",
        "（一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    )
    rows = [["三、本年度办理结果", label, *(f"{at}9{at}4" for at in range(2, 9))] for label in labels * 3]
    rows.append(["二、上年结转", "", *"1200003"])
    rows += [
        ["（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", *"7" * at, *"8" * (7 - at)] for at in range(1, 7)
    ]
    rows += [["（三）不予公开", "2.其他法律行政法规禁止公开" + "的情形" * at, *"1234567"] for at in range(6)]
    whole = [sign.join(row) for row in rows]
    read = texts(bytes_to_document(_cut("\n".join(whole), width).encode(), "a.txt", ".txt"))
    assert read == whole


def test_what_a_mail_passes_on_is_read_without_its_marks() -> None:
    mail = "发件人：信息科\n" + "".join(f"> {line}\n" for line in ("一、总体情况", LINE, "|规章|1|2|3|"))
    assert texts(bytes_to_document(mail.encode(), "a.txt", ".txt"))[1:] == ["一、总体情况", LINE, "|规章|1|2|3|"]


def test_rows_broken_at_their_tabs_join_no_two_figures() -> None:
    assert full_lines(["（三）不予公开\t1.属于国家秘密\t2\t205", "223\t346"] * 6, len) == []
    assert sum(full_lines(["（三）不予公开\t1.属于国家秘密\t2\t20\t", "223\t346"] * 6, len)) == 6
