"""The six parts by the words of their headings, and what of a document is prose."""

from __future__ import annotations

import pytest

from ingest.document import Box, Document, Table, Text
from ingest.extract.prose import is_table_line
from ingest.extract.sections import read_sections
from report.facts import Section

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def read(*lines: str | Table, page: int | None = None) -> dict[int, Section]:
    blocks = tuple(line if isinstance(line, Table) else Text(line, page=page) for line in lines)
    return {section.number: section for section in read_sections(Document("a.txt", "text", blocks))}


def prose(section: Section) -> list[str]:
    return [paragraph.text for paragraph in section.paragraphs]


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Box(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row)), 1)


def with_headings(*headings: str) -> tuple[str | Table, ...]:
    lines: list[str | Table] = ["某市教育局2023年政府信息公开工作年度报告"]
    for number, heading in enumerate(headings, start=1):
        lines.append(heading)
        lines.append(table(("规章", "0")) if number in (2, 3, 4) else f"这是第{number}部分的正文，写得很短。")
    return tuple(lines)


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        tuple(heading[2:] for heading in HEADINGS),
        tuple(f"## **{heading}**" for heading in HEADINGS),
        ("1、 总体情况", *HEADINGS[1:]),
        ("l六、总体情况", *HEADINGS[1:]),
        ("一、工作基本情况", "二、政府信息主动公开情况", "三、收到和处理政府信息申请情况", *HEADINGS[3:]),
        (
            *HEADINGS[:2],
            "四、收到和处理政府信息公开申请的情况",
            "五、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "六、政府信息公开工作存在的主要问题及整改措施",
            "七、其他需要报告事项",
        ),
        (*HEADINGS[:4], "五、存在问题及下一步打算", "六、需要说明的其他事项"),
        (*HEADINGS[:4], "五、存在的不足和2024年工作打算", "六、其他情况"),
        tuple(heading.replace("、", "．", 1) + "：" for heading in HEADINGS),
    ],
)
def test_words_decide_not_numerals(headings: tuple[str, ...]) -> None:
    found = read(*with_headings(*headings))
    assert sorted(found) == [0, 1, 2, 3, 4, 5, 6]
    assert prose(found[1]) == ["这是第1部分的正文，写得很短。"]
    assert prose(found[6]) == ["这是第6部分的正文，写得很短。"]


def test_a_heading_may_share_its_line() -> None:
    found = read("一、总体情况。根据条例要求，现将情况报告如下。", *with_headings(*HEADINGS)[3:])
    assert prose(found[1]) == ["根据条例要求，现将情况报告如下。"]


def test_a_list_of_contents_is_no_part() -> None:
    contents = [f"{heading}……{number}" for number, heading in enumerate(HEADINGS, start=1)]
    found = read("目录", *contents, *with_headings(*HEADINGS))
    assert prose(found[1]) == ["这是第1部分的正文，写得很短。"]
    assert prose(found[6]) == ["这是第6部分的正文，写得很短。"]


def test_a_preamble_that_names_the_parts_is_no_heading() -> None:
    preamble = "本报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况等六部分组成。"
    found = read(with_headings(*HEADINGS)[0], preamble, *with_headings(*HEADINGS)[1:])
    assert preamble in prose(found[0])
    assert prose(found[1]) == ["这是第1部分的正文，写得很短。"]


def test_topics_of_the_first_part_stay_in_it() -> None:
    lines = list(with_headings(*HEADINGS))
    lines[3:3] = ["（一）主动公开政府信息情况", "全年公开信息30条。", "（二）依申请公开情况", "未收到申请。"]
    found = read(*lines)
    assert prose(found[1])[1:] == [
        "（一）主动公开政府信息情况",
        "全年公开信息30条。",
        "（二）依申请公开情况",
        "未收到申请。",
    ]
    assert prose(found[2]) == []


def test_topics_numbered_like_parts_are_no_parts() -> None:
    lines = list(with_headings(*HEADINGS))
    lines[3:3] = [
        "一、主动公开情况",
        "全年公开信息30条。",
        "二、依申请公开情况",
        "未收到申请。",
        "三、平台建设",
        "改版一次。",
    ]
    found = read(*lines)
    assert sorted(found) == [0, 1, 2, 3, 4, 5, 6]
    assert "未收到申请。" in prose(found[1])
    assert prose(found[3]) == []


def test_a_missing_part_is_missing() -> None:
    lines = with_headings(*HEADINGS)
    assert sorted(read(*lines[:9])) == [0, 1, 2, 3, 4]


def test_signature_date_and_chrome_are_not_prose() -> None:
    found = read(
        *with_headings(*HEADINGS),
        "汐原市教育局",
        "2024年1月9日",
        "上一篇：汐原市财政局2023年年报",
        "主办：汐原市人民政府",
    )
    assert prose(found[6]) == ["这是第6部分的正文，写得很短。"]


def test_nothing_to_report_is_kept() -> None:
    assert prose(read(*with_headings(*HEADINGS)[:11], "六、其他需要报告的事项", "无")[6]) == ["无"]


def test_rows_of_a_text_are_no_prose_and_notes_are() -> None:
    lines = [*with_headings(*HEADINGS)]
    lines[6] = "自然人\t商业企业\t总计"
    lines[7:7] = ["一、本年新收政府信息公开申请数量\t1\t0\t1", "注：以上数据统计至2023年12月31日，含网络申请。"]
    found = read(*lines)
    assert prose(found[3]) == ["注：以上数据统计至2023年12月31日，含网络申请。"]


def test_wrapped_lines_are_joined() -> None:
    lines = [
        "一、总体情况",
        "2023年，我局坚持以公开为常态、不公开为例外，全年主动公开政府信",
        "息1 ,204条，未发生因公开不当引发的舆情。",
    ]
    found = read(*lines, *with_headings(*HEADINGS)[3:])
    assert len(prose(found[1])) == 1
    assert "主动公开政府信息" in prose(found[1])[0]


def test_a_whole_article_in_one_line_is_cut_at_its_headings() -> None:
    article = "汐原市教育局2023年政府信息公开工作年度报告 " + " ".join(
        f"{heading} 这是第{number}部分的正文，写得很短。" for number, heading in enumerate(HEADINGS, start=1)
    )
    found = read(article)
    assert prose(found[5]) == ["这是第5部分的正文，写得很短。"]


@pytest.mark.parametrize(
    "line", ["规章\t0\t0\t0", "\t行政规范性文件", "| 0 | 0 | 0 |", "结果纠正", "12  0  3  15", "（一）予以公开"]
)
def test_table_lines(line: str) -> None:
    assert is_table_line(line)


@pytest.mark.parametrize("line", ["全年公开信息30条。", "（一）主动公开", "2023年，我局未收到申请。", "汐原市教育局"])
def test_prose_lines(line: str) -> None:
    assert not is_table_line(line)
