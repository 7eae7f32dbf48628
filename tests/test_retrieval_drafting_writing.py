"""A draft as DOCX: valid, on the page of a public body, and read back as what was given."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extract import document_to_report
from ingest.readers import read_document
from report.agencies import read_agency
from report.facts import Status
from report.figures import Figures
from report.form import Cell, form, section_title
from retrieval.drafting import Draft, Given, make_draft
from retrieval.drafting.outline import outline, places_to_fill
from retrieval.drafting.writing import TO_FILL, draft_to_docx, write_docx
from tests.wordprocessing import W, faults, parts

BLANK_FORM = Path(__file__).parents[2] / "shared" / "reports" / "blank_form_2021.docx"
BODIES = (
    ("汐原市科学技术局", ("汐原市",)),
    ("砚浦市芷澜区教育局", ("砚浦市", "芷澜区")),
    ("汐原市崧陵县人民政府", ("汐原市", "崧陵县")),
    ("汐原市公安局榆汀分局", ("汐原市",)),
    ("汐原市榆汀区人民政府办公室", ("汐原市", "榆汀区")),
)


def invented(seed: int) -> Draft:
    """A draft with figures given at random: all of them, some, or hardly any; small and large."""
    dice = random.Random(seed)
    name, region = BODIES[seed % len(BODIES)]
    share = (1.0, 0.9, 0.5, 0.1, 0.0)[seed // 10]
    most = dice.choice((3, 40, 2_000, 123_456))
    given = {}
    for cell in form("2021").cells:
        if dice.random() < share:
            value = Decimal(dice.choice((0, 0, dice.randint(0, most))))
            given[cell] = Given(value / 100 if cell.column == "amount" else value)
    return make_draft(read_agency(name, region), 2021 + seed % 6, given)


@pytest.mark.parametrize("seed", range(50))
def test_a_draft_is_read_back_as_it_was_given(seed: int, tmp_path: Path) -> None:
    draft = invented(seed)
    write_docx(draft, tmp_path / "draft.docx")
    report = document_to_report(read_document(tmp_path / "draft.docx"))
    assert {fact.cell: fact.value for fact in report.facts} == {entry.cell: entry.value for entry in draft.entries}
    assert {fact.status for fact in report.facts} <= {Status.READ, Status.BLANK}
    assert {fact.printed for fact in report.facts if fact.value is None} <= {TO_FILL}
    assert (report.agency.name, report.year, report.edition) == (draft.agency.name, draft.year, "2021")
    assert [section.number for section in report.sections if section.number] == [1, 2, 3, 4, 5, 6]
    figures = Figures(report)
    told = [(one.cell, one.value) for one in report.statements if one.cell is not None]
    assert told == [(cell, figures.sum(cell)) for cell, _ in told], "prose and tables agree"


@pytest.mark.parametrize("seed", [0, 15, 45])
def test_word_would_open_it(seed: int) -> None:
    assert faults(draft_to_docx(invented(seed))) == []


def test_a_fault_of_order_would_be_found() -> None:
    written = draft_to_docx(invented(0))
    broken = _with(written, "word/styles.xml", rb"(<w:sz [^>]*/>)(<w:szCs [^>]*/>)", rb"\2\1")
    assert any("out of order" in fault for fault in faults(broken))
    torn = _with(written, "word/document.xml", rb'<w:gridSpan w:val="7"/>', b"")
    assert any("the grid" in fault for fault in faults(torn))


def _with(docx: bytes, part: str, pattern: bytes, by: bytes) -> bytes:
    import io
    from zipfile import ZipFile

    out = io.BytesIO()
    with ZipFile(io.BytesIO(docx)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                content, changed = re.subn(pattern, by, content)
                assert changed
            after.writestr(name, content)
    return out.getvalue()


def test_the_page_is_that_of_a_public_body() -> None:
    read = parts(draft_to_docx(invented(0)))
    document, styles = read["word/document.xml"], read["word/styles.xml"]
    millimetres = {
        side: round(int(document.find(f".//{{{W}}}pgMar").get(f"{{{W}}}{side}")) * 25.4 / 1440)
        for side in ("top", "bottom", "left", "right")
    }
    assert millimetres == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    fonts = {
        style.get(f"{{{W}}}styleId"): style.find(f"{{{W}}}rPr/{{{W}}}rFonts").get(f"{{{W}}}eastAsia")
        for style in styles.findall(f"{{{W}}}style[{{{W}}}rPr]")
    }
    assert fonts["Title"] == "方正小标宋简体"
    assert (fonts["Normal"], fonts["Heading1"], fonts["Heading2"]) == ("仿宋_GB2312", "黑体", "楷体_GB2312")
    sizes = {s.get(f"{{{W}}}styleId"): s.find(f"{{{W}}}rPr/{{{W}}}sz") for s in styles.findall(f"{{{W}}}style")}
    assert sizes["Title"].get(f"{{{W}}}val") == "44"  # 2号
    assert sizes["Normal"].get(f"{{{W}}}val") == "32"  # 3号
    spacing = styles.find(f".//{{{W}}}style[@{{{W}}}styleId='Normal']//{{{W}}}spacing")
    assert (spacing.get(f"{{{W}}}line"), spacing.get(f"{{{W}}}lineRule")) == ("579", "exact")  # 28.95 points


def test_the_tables_are_printed_as_the_form_prints_them() -> None:
    document = parts(draft_to_docx(invented(0)))["word/document.xml"]
    disclosure, applications, review = (_texts(table) for table in document.iter(f"{{{W}}}tbl"))
    assert disclosure[:3] == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        disclosure[2],
    ]
    assert [row[0] for row in disclosure] == [
        "第二十条第（一）项",
        "信息内容",
        "规章",
        "行政规范性文件",
        "第二十条第（五）项",
        "信息内容",
        "行政许可",
        "第二十条第（六）项",
        "信息内容",
        "行政处罚",
        "行政强制",
        "第二十条第（八）项",
        "信息内容",
        "行政事业性收费",
    ]
    assert applications[0] == ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"]
    assert applications[2] == ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""]
    assert applications[5][:2] == ["三、本年度办理结果", "（一）予以公开"]
    assert applications[7][:3] == ["", "（三）不予公开", "1.属于国家秘密"]
    assert len(applications) == 3 + 25
    assert [len(row) for row in review] == [2, 7, 15, 15]


def _texts(table: object) -> list[list[str]]:
    rows = table.findall(f"{{{W}}}tr")  # type: ignore[attr-defined]
    return [["".join(cell.itertext()) for cell in row.findall(f"{{{W}}}tc")] for row in rows]


@pytest.mark.skipif(not BLANK_FORM.is_file(), reason="the shared blank form is not here")
def test_every_box_is_where_the_blank_form_has_it() -> None:
    empty = make_draft(read_agency("汐原市科学技术局"), 2026, {})
    ours = parts(draft_to_docx(empty))["word/document.xml"]
    theirs = parts(BLANK_FORM.read_bytes())["word/document.xml"]
    assert [_boxes(table) for table in ours.iter(f"{{{W}}}tbl")] == [_boxes(t) for t in theirs.iter(f"{{{W}}}tbl")]


def _boxes(table: object) -> list[list[tuple[str, str, str]]]:
    """Words, width and merge of every box."""
    rows = []
    for row in table.findall(f"{{{W}}}tr"):  # type: ignore[attr-defined]
        boxes = []
        for cell in row.findall(f"{{{W}}}tc"):
            span, merge = (cell.find(f"{{{W}}}tcPr/{{{W}}}{name}") for name in ("gridSpan", "vMerge"))
            words = "".join("".join(cell.itertext()).replace(TO_FILL, "").split())
            across = span.get(f"{{{W}}}val") if span is not None else "1"
            boxes.append((words, across, "" if merge is None else merge.get(f"{{{W}}}val", "continue")))
        rows.append(boxes)
    return rows


def test_what_is_unknown_is_marked_and_nothing_else_is_said_of_it(tmp_path: Path) -> None:
    cell = Cell("applications", "new", "total")
    draft = make_draft(read_agency("汐原市科学技术局"), 2026, {cell: Given(Decimal(12))})
    words = ["".join(p.itertext()) for p in parts(draft_to_docx(draft))["word/document.xml"].iter(f"{{{W}}}p")]
    assert words.count("12") == 1
    assert words.count(TO_FILL) == 199
    assert sum("【待填：" in text for text in words) == sum(places_to_fill(outline(draft)).values()) + 1  # the date
    told = re.sub("【[^】]*】", "", "".join(words))
    assert "本年新收政府信息公开申请12件。" in told
    assert not re.search(r"\d件", told.replace("申请12件", ""))
    assert [text for text in words if text.startswith(tuple("一二三四五六")) and "、" in text[:2]] == [
        section_title(1),
        section_title(2),
        section_title(3),
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
        section_title(4),
        section_title(5),
        section_title(6),
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    write_docx(invented(12), tmp_path / "draft.docx")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "draft.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=200)
    report = document_to_report(read_document(tmp_path / "draft.pdf"))
    read = {fact.cell: fact.value for fact in report.facts if fact.value is not None}
    given = {entry.cell: entry.value for entry in invented(12).entries if entry.value is not None}
    assert read.items() <= given.items()  # what is read off the printed page is right
    assert len(read) > len(given) // 2
