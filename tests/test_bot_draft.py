"""`wenbao draft`: the sheet, the DOCX, what it prints, how it refuses."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.cli import app
from ingest.extract import document_to_report
from ingest.readers import read_document
from report.form import form
from tests.stored import store_samples

CITY = "汐原市科学技术局"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    store, _ = store_samples(folder)
    store.close()
    return folder


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("WENBAO_TODAY", "2027-01-12")
    monkeypatch.setenv("WENBAO_DATA", str(data))
    return CliRunner()


def draft(run: CliRunner, *more: str | Path, agency: str = CITY, year: int = 2026) -> tuple[int, str, str]:
    done = run.invoke(app, ["draft", "--agency", agency, "--year", str(year), *map(str, more)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


def test_the_sheet_is_written_filled_and_becomes_the_report(run: CliRunner, tmp_path: Path) -> None:
    sheet, out = tmp_path / "figures.xlsx", tmp_path / "report.docx"
    assert draft(run, "--template", sheet)[0] == 0
    book = load_workbook(sheet)
    filled = {}
    for row in book.worksheets[0].iter_rows(min_row=2):
        if not str(row[3].value).startswith("applications/carried_in"):
            row[5].value = filled[str(row[3].value)] = 0
    book.save(sheet)
    status, said, _ = draft(run, "--figures", sheet, "--out", out, "--json")
    told = json.loads(said)
    assert (status, told["agency"], told["year"], told["previous"]) == (0, CITY, 2026, "xiyuan_science_2025.docx")
    assert told["cells"]["given"] == 193
    assert told["cells"]["carried"] == 7
    assert told["unknown"] == []
    read = {f.cell.key: f.value for f in document_to_report(read_document(out)).facts}
    assert {key: read[key] for key in filled} == {key: Decimal(0) for key in filled}


def test_without_figures_everything_is_to_be_filled_and_listed(run: CliRunner, tmp_path: Path) -> None:
    status, said, _ = draft(run, "--out", tmp_path / "r.docx")
    assert status == 0
    assert "从2025年报告带过来：" in said
    assert "待填：表格 193 格，33 行" in said
    parts = r"- 第一部分的文字 \d+ 处、第五部分的文字 \d+ 处、第六部分的文字 2 处、落款日期 1 处。$"
    assert re.search(parts, said.rstrip())


def test_a_short_name_will_do_and_an_unknown_body_too(run: CliRunner, tmp_path: Path) -> None:
    assert CITY in draft(run, "--out", tmp_path / "a.docx", agency="汐原市科技局")[1]
    said = draft(run, "--out", tmp_path / "b.docx", agency="汐原市水利局")[1]
    assert "库里没有2025年的报告" in said
    assert f"待填：表格 {len(form('2021').cells)} 格" in said


def test_what_does_not_agree_is_told(run: CliRunner, tmp_path: Path) -> None:
    sheet = tmp_path / "f.csv"
    sheet.write_text("key,value\napplications/carried_in/total,9\n", encoding="utf-8")
    said = draft(run, "--figures", sheet, "--out", tmp_path / "r.docx")[1]
    assert "对不上，请核对（数字没有改动）：" in said
    assert "上年结转 9 ≠ 2025 年报告的结转下年度 0，差 9" in said


def test_a_faulty_sheet_is_refused_whole_with_its_rows(run: CliRunner, tmp_path: Path) -> None:
    sheet, out = tmp_path / "f.csv", tmp_path / "r.docx"
    sheet.write_text("key,value\napplications/new/total,12\napplications/new/tota,1\nx,y\n", encoding="utf-8")
    status, _, said = draft(run, "--figures", sheet, "--out", out)
    assert status == 1
    assert "有 2 处要先改" in said
    assert "第3行" in said
    assert "第4行" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        (["--out", "nowhere/at/all/r.docx"], 1, "写不了文件"),
        (["--figures", "none.xlsx", "--out", "r.docx"], 1, "文件打不开"),
        ([], 2, "--out"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], status: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done, _, said = draft(run, *more)
    assert (done, words in said) == (status, True)


def test_a_year_of_the_old_form_is_not_written(run: CliRunner, tmp_path: Path) -> None:
    status, _, said = draft(run, "--out", tmp_path / "r.docx", year=2020)
    assert (status, "旧格式" in said) == (1, True)
