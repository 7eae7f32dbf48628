"""Drafts checked by the road of `wenbao check`: faults found, faultless drafts left alone, what was left out said."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.check import (
    annotate,
    check_and_annotate,
    check_file,
    check_text,
    is_draft,
    render_check,
    save_comments,
)
from ingest.drafts import Drafted
from report.errors import NotAReport
from retrieval.store import Store
from tests.bench.drafts import is_found
from tests.drafts import FAULTS, Years, faultless, store_years, write_draft
from tests.drafts.years import lay_draft, unfinished
from tests.maker import bodies
from tests.maker.made import make
from tests.maker.pages import lay_applications, lay_out
from tests.maker.write.text import rows_of


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Years]:
    return store_years(tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize("rule", FAULTS)
@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_a_seeded_fault_is_found_and_said(stored: tuple[Store, Years], rule: str, suffix: str, tmp_path: Path) -> None:
    store, years = stored
    seeded = FAULTS[rule](years, 71 + len(suffix), Random(rule))
    path = write_draft(seeded.made, seeded.blocks, tmp_path / f"草稿{suffix}")
    checked = check_file(path, store)
    assert is_found(seeded, checked.findings), render_check(checked)
    for language in ("zh", "en"):
        text, annotated = check_and_annotate(path, store, language)
        assert len(text.splitlines()) > len(checked.findings)
        assert (annotated is not None) is (suffix == ".docx")
    assert annotated is None or check_file(_saved(annotated, tmp_path), store).findings == checked.findings


def _saved(annotated: bytes, folder: Path) -> Path:
    path = folder / "带批注" / "草稿.docx"
    path.parent.mkdir()
    path.write_bytes(annotated)
    return path


@pytest.mark.parametrize("number", range(8))
def test_a_faultless_draft_is_left_alone(stored: tuple[Store, Years], number: int, tmp_path: Path) -> None:
    store, years = stored
    made, before = faultless(years, 900 + number)
    blocks = lay_draft(made) if number % 2 else unfinished(lay_draft(made), Random(number))
    path = write_draft(made, blocks, tmp_path / ("草稿.docx" if number % 3 else "草稿.xlsx"))
    checked = check_file(path, store)
    assert checked.findings == ()
    assert checked.previous is not None
    assert checked.previous.year == before.year
    assert "没有发现问题" in render_check(checked)
    assert annotate(checked, path.read_bytes()) is None


def test_a_draft_that_does_not_tell_whose_it_is(stored: tuple[Store, Years], tmp_path: Path) -> None:
    store, years = stored
    made, _ = faultless(years, 3)
    nameless = lay_draft(replace(made, prose=replace(made.prose, parts={})))[1:-2]
    path = write_draft(made, nameless, tmp_path / "a.txt")
    checked = check_file(path, store)
    assert [one.what for one in checked.unchecked][:2] == ["year", "body"]
    assert "没有读出是哪个机关" in render_check(checked)
    told = check_file(path, store, agency=made.body.name, year=made.year)
    assert told.previous is not None


def test_last_year_is_not_stored(tmp_path: Path) -> None:
    made = make(bodies.CITY_SCIENCE, 2025, 1)
    path = write_draft(made, lay_out(made), tmp_path / "a.md")
    checked = check_file(path, Store.open(None, tmp_path / "data"))
    assert "没有存汐原市科学技术局 2024 年的报告" in render_check(checked)
    assert "is not stored" in render_check(checked, "en")


def test_a_pasted_table_is_checked(stored: tuple[Store, Years]) -> None:
    store, _ = stored
    made = make(bodies.CITY_EDUCATION, 2025, 8, broken="results")
    pasted = "\n".join("\t".join(row) for row in rows_of(lay_applications(made)))
    assert is_draft(pasted)
    checked = check_text(pasted, store)
    assert {finding.rule for finding in checked.findings} >= {"results"}
    assert not {"missing_section", "missing_table"} & {finding.rule for finding in checked.findings}
    assert "只有表格" in render_check(checked)


def test_a_photograph_of_a_page_is_not_asked_for_the_others(
    stored: tuple[Store, Years], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, years = stored
    made, _ = faultless(years, 3)
    page = made.report("photo.jpg")
    page = replace(page, sections=tuple(s for s in page.sections if s.number in (5, 6)))
    monkeypatch.setattr("ingest.drafts.read_draft", lambda path, name: Drafted(page, recognised=True))
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"...")
    checked = check_file(path, store)
    assert checked.findings == ()
    assert "图片上没有的部分没有查" in render_check(checked)


def test_a_place_in_a_workbook_is_told_by_its_sheet(stored: tuple[Store, Years], tmp_path: Path) -> None:
    store, _ = stored
    made = make(bodies.CITY_EDUCATION, 2025, 8, broken="applicants")
    told = render_check(check_file(write_draft(made, lay_out(made), tmp_path / "a.xlsx"), store))
    assert "第1张工作表〕" in told
    assert "第1页" not in told


@pytest.mark.parametrize("text", ["市教育局2024年收到多少件申请？", "你好", "一\n二\n三\n四\n五\n六"])
def test_a_question_is_no_draft(text: str) -> None:
    assert not is_draft(text)


def test_nothing_of_a_draft_is_logged(
    stored: tuple[Store, Years], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    store, _ = stored
    path = tmp_path / "机密草稿.txt"
    path.write_text("机密的话\n" * 30, encoding="utf-8")
    with caplog.at_level(logging.DEBUG), pytest.raises(NotAReport):
        check_file(path, store)
    assert "机密" not in caplog.text


def test_the_cell_that_several_sums_share_is_named(stored: tuple[Store, Years], tmp_path: Path) -> None:
    store, _ = stored
    made = make(bodies.CITY_EDUCATION, 2025, 8, broken="applicants")
    checked = check_file(write_draft(made, lay_out(made), tmp_path / "a.docx"), store)
    sums = [line for line in render_check(checked).splitlines() if "≠ 各" in line]
    assert len(sums) == 2
    assert all("请先核对“（一）予以公开”行“" in line for line in sums)


def test_comments_are_written_only_for_a_word_file_with_findings(stored: tuple[Store, Years], tmp_path: Path) -> None:
    store, _ = stored
    made = make(bodies.CITY_EDUCATION, 2025, 8, broken="outcomes")
    for suffix, written in ((".docx", True), (".xlsx", False)):
        path, out = write_draft(made, lay_out(made), tmp_path / f"a{suffix}"), tmp_path / f"out{suffix}"
        said, well = save_comments(check_file(path, store), path, out)
        assert (out.exists(), well) == (written, written)
        assert str(out) in said
