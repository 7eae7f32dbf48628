"""Who reports, and for which year: titles broken and bare, signatures, navigation, left-overs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.document import Box, Document, Table, Text
from ingest.extract.identity import read_identity
from ingest.readers import read_document

SHARED = Path(__file__).parents[2] / "shared"
PARTS = (
    "一、总体情况",
    "2023年，我局认真贯彻条例，做好政府信息公开工作。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "2023年存在解读不够的问题，2024年将加强培训。",
    "六、其他需要报告的事项",
    "无。",
)
BARE = ("一、总体情况", "我局认真贯彻条例。", "二、主动公开政府信息情况", "六、其他需要报告的事项", "无")


def made(*head: str, tail: tuple[str, ...] = (), parts: tuple[str, ...] = PARTS, **more: str) -> Document:
    """A report of a few lines between what stands above it and what stands below."""
    lines = tuple(Text(line) for line in (*head, *parts, *tail))
    return Document(more.get("name", "a.txt"), "text", lines, title=more.get("title", ""))


REPORT = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (made("汐原市榆汀区教育局", "2023年政府信息公开工作", "年度报告"), "汐原市榆汀区教育局"),
        (made("汐原市榆汀区文化和旅", "游局2023年度政府信息公开工作报告"), "汐原市榆汀区文化和旅游局"),
        (made("2023年度汐原市教育局2023年度" + REPORT), "汐原市教育局"),
        (made("关于汐原市教育局2023年度政府信息公开工作情况的报告"), "汐原市教育局"),
        (made("汐 原 市 教 育 局", "二〇二三年度" + REPORT), "汐原市教育局"),
        (made("# **汐原市教育局**", "## **2023年政府信息公开工作年度报告**"), "汐原市教育局"),
        (made("2023年度" + REPORT + "——汐原市教育局"), "汐原市教育局"),
        (made("汐原市教育局政府信息公开年度报告", "（2023年度）"), "汐原市教育局"),
        (made("汐原市体育局 2023 年度政府信息公开工作报告", "李明 2024-2024"), "汐原市体育局"),
        (made("汐原市2023年" + REPORT), "汐原市人民政府"),
        (made("汐原市人民政府信息公开工作年度报告（2023年度）"), "汐原市人民政府"),
        (made("望湖街道2023年" + REPORT), "望湖街道办事处"),
        (made("汐原市榆汀区清溪镇人民政府2023年" + REPORT), "汐原市榆汀区清溪镇人民政府"),
        (made("汐原经济技术开发区管委会2023年" + REPORT), "汐原经济技术开发区管理委员会"),
        (made("国家税务总局汐原市税务局2023年" + REPORT), "国家税务总局汐原市税务局"),
        (made("汐原市榆汀区雨水情监测中心2023年" + REPORT), "汐原市榆汀区雨水情监测中心"),
    ],
)
def test_the_title_names_the_body(document: Document, name: str) -> None:
    who = read_identity(document)
    assert (who.agency.name, who.year, who.sure) == (name, 2023, True)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (made("政府信息公开年报", tail=("汐原市榆汀区统计局", "2024年1月9日")), "汐原市榆汀区统计局"),
        (made("2023年" + REPORT, tail=("汐原市榆汀区统计局 2024年1月9日",)), "汐原市榆汀区统计局"),
        (
            made("榆汀区发改局政府信息公开年报", tail=("汐原市榆汀区发展和改革局", "二〇二四年一月十五日")),
            "汐原市榆汀区发展和改革局",
        ),
        (
            made("2023年" + REPORT, tail=("汐原市规划和自然资源局", "榆汀分局", "2024年1月9日")),
            "汐原市规划和自然资源局榆汀分局",
        ),
        (made("榆汀区科技局2023年" + REPORT, tail=("2024年1月9日",)), "榆汀区科学技术局"),
        (
            made("榆汀区科技局2023年" + REPORT, "如有疑问，请联系（地址：汐原市榆汀区湖滨路2号）。"),
            "汐原市榆汀区科学技术局",
        ),
        (made("区教育局2023年" + REPORT, "来源：榆汀区人民政府"), "榆汀区教育局"),
        (made("政府信息公开年报", title="汐原市教育局2023年" + REPORT + "-汐原市人民政府门户网站"), "汐原市教育局"),
        (made("政府信息公开年报", parts=BARE, name=f"x/汐原市教育局2023年{REPORT}.docx"), "汐原市教育局"),
    ],
)
def test_what_the_title_lacks_is_found_elsewhere(document: Document, name: str) -> None:
    who = read_identity(document)
    assert (who.agency.name, who.year) == (name, 2023)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (
            made(
                "汐原市审计局2022年" + REPORT,
                "榆汀区民政局2024年" + REPORT,
                "汐原市审计局2023年" + REPORT,
                tail=("汐原市审计局", "2024年1月9日", "上一篇：汐原市审计局2022年" + REPORT),
            ),
            "汐原市审计局",
        ),
        (
            made(
                "关于报送2023年政府信息公开工作年度报告的函",
                "市政府办公室：",
                "现将我局2023年度政府信息公开工作年度报告随函报送，请审阅。",
                "汐原市水利局",
                "2024年1月20日",
                "汐原市水利局2023年" + REPORT,
            ),
            "汐原市水利局",
        ),
        (
            made("榆汀区人民政府2023年" + REPORT, "本报告由汐原市榆汀区人民政府办公室编制。"),
            "榆汀区人民政府",
        ),
        (made("发布机构：榆汀区人民政府办公室", "榆汀区司法局2023年" + REPORT), "榆汀区司法局"),
        (
            made("汐原市统计局2023年" + REPORT, "现将榆汀区人民政府办公室2021年政府信息公开工作情况报告如下。"),
            "汐原市统计局",
        ),
        (made("汐原市教育局2023年" + REPORT, tail=("汐原市教育局办公室", "2024年1月9日")), "汐原市教育局"),
    ],
)
def test_other_bodies_in_the_document_do_not_mislead(document: Document, name: str) -> None:
    who = read_identity(document)
    assert (who.agency.name, who.year) == (name, 2023)


PERIOD = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"


@pytest.mark.parametrize(
    "document",
    [
        made("汐原市水利局" + REPORT, PERIOD, parts=BARE),
        made("汐原市水利局" + REPORT, "统计期限为202311日至1231日。", parts=BARE, tail=("2024年1月8日",)),
        made("汐原市水利局2022年" + REPORT, PERIOD, tail=("汐原市水利局", "2024年1月18日")),  # last year's title
        made("汐原市水利局2023年" + REPORT, tail=("汐原市水利局", "2023年1月18日")),  # last year's date
        made("汐原市水利局" + REPORT, "根据国办公开办函〔202130号〕和〔2021〕30号编制。", tail=("2024年1月18日",)),
        made("汐原市水利局" + REPORT, parts=BARE, name="t20240118_123456.txt"),  # published the year after
        made("汐原市水利局" + REPORT, "汐原市水利局", "（2024年1月23日）", parts=BARE),
    ],
)
def test_the_year_is_weighed(document: Document) -> None:
    assert read_identity(document).year == 2023


def test_a_document_that_names_no_body_is_unsure() -> None:
    who = read_identity(made("政府信息公开年报"))
    assert (who.agency.name, who.sure) == ("", False)


def test_region_signature_and_publication() -> None:
    boxes = ("发布机构：", "汐原市榆汀区科技局", "发文日期：", "2024-01-16")
    block = Table(tuple(Box(text, 0, column) for column, text in enumerate(boxes)), 1)
    lines = [
        Text(line) for line in ("榆汀区科技局2023年" + REPORT, *PARTS, "桐川省汐原市榆汀区科学技术局", "2024年1月9日")
    ]
    who = read_identity(Document("a.html", "html", (block, *lines)))
    assert who.agency.region == ("桐川省", "汐原市", "榆汀区")
    assert who.signature == "桐川省汐原市榆汀区科学技术局"
    assert who.published == date(2024, 1, 16)


@pytest.mark.parametrize(
    ("sentence", "former"),
    [
        ("根据机构改革方案，原榆汀区扶贫开发办公室更名为榆汀区乡村振兴局。", ("榆汀区扶贫开发办公室",)),
        ("榆汀区乡村振兴局（原榆汀区扶贫开发办公室）负责此项工作。", ("榆汀区扶贫开发办公室",)),
        ("原榆汀区国土资源局更名为榆汀区自然资源局。", ()),  # another body's renaming
        ("我局与榆汀区民政局联合发文。", ()),
    ],
)
def test_former_names_by_the_reports_own_words(sentence: str, former: tuple[str, ...]) -> None:
    document = made("榆汀区乡村振兴局2023年" + REPORT, parts=(*PARTS[:2], sentence, *PARTS[2:]))
    assert read_identity(document).former_names == former


@pytest.mark.parametrize(("gold", "folder"), [("dev", "dev/files"), ("reports", "reports/files"), ("seeds", "seeds")])
def test_body_and_year_of_the_workshops_reports(gold: str, folder: str) -> None:
    file = SHARED / gold / "gold.jsonl"
    if not file.exists():
        pytest.skip("the workshop's reports are not here")
    wrong = []
    for line in file.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        who = read_identity(read_document(SHARED / folder / report["file"]))
        if who.agency.name not in {report["agency"], *report["agency_aliases"]} or who.year != report["year"]:
            wrong.append((report["file"], who.agency.name, who.year))
    assert wrong == []
