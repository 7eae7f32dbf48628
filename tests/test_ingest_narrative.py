"""Figures told in sentences: which cell they surely speak of, and which they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.extract.narrative import read_statements
from report.agencies import read_agency
from report.facts import Paragraph, Section, Statement

DISTRICT = read_agency("汐原市榆汀区人民政府")


def told(sentence: str, section: int = 1) -> tuple[Statement, ...]:
    return read_statements([Section(section, "", (Paragraph(sentence),))], DISTRICT, 2023)


def cells(sentence: str, section: int = 1) -> dict[str, int]:
    return {s.cell.key.removesuffix("/total"): int(s.value) for s in told(sentence, section) if s.cell}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2023年全区共收到政府信息公开申请15件，其中自然人申请12件，法人或其他组织申请3件。",
            {"applications/new": 15, "applications/new/natural_person": 12, "applications/new/organizations": 3},
        ),
        (
            "新收政府信息公开申请20件，上年结转2件，共计22件，办结19件，结转下年度继续办理3件。",
            {
                "applications/new": 20,
                "applications/carried_in": 2,
                "applications/concluded": 19,
                "applications/carried_out": 3,
            },
        ),
        ("本年度新收政府信息公开申请1,204件，另有2件按规定结转下一年度办理。",
         {"applications/new": 1204, "applications/carried_out": 2}),
        ("2022年收到申请9件，2023年收到政府信息公开申请12件。", {"applications/new": 12}),
        ("全年收到政府信息公开申请12件，较上年的9件增长33.3%。", {"applications/new": 12}),
        ("2023年共收到依申请公开十二件，较2022年减少三件。", {"applications/new": 12}),
        ("（二）依申请公开。畅通受理渠道，全年收到申请0 件。", {"applications/new": 0}),
        (
            "政府信息公开申请的办理结果中，予以公开5件，部分公开2件，不予公开1件，无法提供4件，不予处理0件。",
            {
                "applications/granted": 5,
                "applications/partial": 2,
                "applications/denied": 1,
                "applications/unavailable": 4,
                "applications/not_processed": 0,
            },
        ),
        (
            "全年制发行政规范性文件3件，废止1件，现行有效25件。",
            {
                "disclosure/normative_documents/issued": 3,
                "disclosure/normative_documents/repealed": 1,
                "disclosure/normative_documents/in_force": 25,
            },
        ),
        (
            "因政府信息公开被申请行政复议2件，被提起行政诉讼1件。",
            {"review_litigation/reconsideration": 2, "review_litigation/litigation": 1},
        ),
    ],
)  # fmt: skip
def test_figures_that_speak_of_a_cell(sentence: str, expected: dict[str, int]) -> None:
    assert cells(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年未收到政府信息公开申请。",
        "2023年，我局未接到政府信息公开申请。",
        "本年度我局没有收到公民、法人或者其他组织的政府信息公开申请。",
        "2023年我局未收到依申请公开件。",
        "我局无依申请公开事项。",
    ],
)
def test_none_received_is_a_zero(sentence: str) -> None:
    assert cells(sentence) == {"applications/new": 0}


@pytest.mark.parametrize(
    "sentence",
    [
        "截至目前累计受理政府信息公开申请302件。",  # years together
        "上半年收到政府信息公开申请5件。",
        "2022年收到政府信息公开申请5件。",
        "2024年计划办结政府信息公开申请20件。",
        "区政府办公室收到政府信息公开申请17件。",  # an office, not the district
        "其中，区政府办公室受理政府信息公开申请17件。",
        "我区各部门共收到政府信息公开申请120件。",
        "通过网络收到政府信息公开申请5件。",  # one channel
        "本年度未收到书面政府信息公开申请。",
        "接收网上申请5件，当面申请2件，信函申请1件。",
        "予以公开及部分公开13件，占全部申请的40%。",  # two rows together
        "全年主动公开行政规范性文件60件。",  # published, not issued
        "我局作为复议机关办理行政复议案件45件。",
        "收到群众来信来电320件，办结318件。",
        "共收到人大代表建议12件、政协提案8件，均已办结。",
        "主动公开信息　条。",
        "未发生因政府信息公开引起的行政复议和行政诉讼。",
    ],
)
def test_figures_that_speak_of_no_cell(sentence: str) -> None:
    assert cells(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "what", "value", "approximate"),
    [
        ("全年共通过各渠道发布政府信息150余条。", "published_items", 150, "余"),
        ("全市共主动公开政府信息18万余条。", "published_items", 180000, "余"),
        ("近3万条政府信息经网站公开，全年公开政府信息1.2万条。", "published_items", 12000, ""),
        ("开展业务培训4次，培训200余人次。", "trainings", 4, ""),
        ("2023年我局收取信息处理费1530元。", "processing_fees", 1530, ""),
        ("本年度未收取信息处理费。", "processing_fees", 0, ""),
        ("2023年共办理人大代表建议21件，政协委员提案25件，均按时答复。", "proposals_cppcc", 25, ""),
        ("“汐原发布”公众号编发信息81条、视频号发布37条。", "new_media_videos", 37, ""),
        ("召开信息公开工作会议七次。", "meetings", 7, ""),
    ],
)
def test_figures_that_no_cell_holds(sentence: str, what: str, value: int, approximate: str) -> None:
    found = {s.what: s for s in told(sentence)}
    assert found[what].value == Decimal(value)
    assert found[what].approximate == approximate
    assert found[what].cell is None


def test_the_sentence_is_quoted_as_printed() -> None:
    text = "一年来，工作有序。 2023 年共收到政府信息公开申请 12 件 。其他事项如下"
    found = told(text)
    assert [statement.sentence for statement in found] == ["2023 年共收到政府信息公开申请 12 件 。"]
    assert found[0].sentence in text


def test_words_that_look_like_figures_are_none() -> None:
    assert told("第三次会议研究了两项工作，一件事一次办，平均用时缩短至3个工作日，按第二十条第（一）项执行。") == ()


def test_a_note_of_what_is_to_be_filled_in_tells_no_figure() -> None:
    assert told("【待填：全年收到申请多少件，2022年收到政府信息公开申请12件】") == ()
    assert cells("收到政府信息公开申请15件【待填：去年为收到申请12件】。") == {"applications/new": 15}
