"""`ingest/load.py`: the whole road, of good files and bad ones, run twice, run in parts, killed on the way."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.progress import Progress
from ingest.inputs import list_inputs
from ingest.load import Loaded, UnreadableSources, load, read_report, read_sources
from report.facts import Report
from retrieval.store import Store

FILES = ("xiyuan_science_2020.txt", "xiyuan_science_2021.html", "yuting_science_2024.md", "xiyuan_education_2022.docx")


@pytest.fixture
def folder(samples: Path, tmp_path: Path) -> Path:
    """A folder of four reports, one of them further down."""
    to = tmp_path / "reports"
    (to / "2022").mkdir(parents=True)
    for name in FILES:
        shutil.copy(samples / name, to / "2022" if "2022" in name else to)
    return to


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open("", tmp_path / "data")


class Index:
    """Stands in for the index of passages."""

    def __init__(self) -> None:
        self.visits = 0

    def catch_up(self) -> None:
        self.visits += 1


def statuses(lines: list[Loaded]) -> dict[str, str]:
    return {line.file: line.status for line in lines}


def facts_of(store: Store) -> list[tuple[str, int, str, Decimal | None]]:
    return [(f.fact.citation.file, f.year, f.fact.cell.key, f.fact.value) for f in store.facts()]


def test_a_folder_goes_in_whole_and_in_order(folder: Path, store: Store) -> None:
    (folder / "notes.xyz").write_text("no report", encoding="utf-8")
    index, steps = Index(), []
    lines = list(load([folder], store, index, progress=lambda *step: steps.append(step)))
    assert [line.file for line in lines] == ["2022/xiyuan_education_2022.docx", *FILES[:3]]
    assert {line.status for line in lines} == {"stored"}
    assert lines[1].to_json() == {
        "file": "xiyuan_science_2020.txt",
        "status": "stored",
        "agency": "汐原市科学技术局",
        "year": 2020,
        "edition": "2019",
        "cells_read": 198,
        "cells_blank": 0,
        "findings": 0,
        "error": None,
    }
    assert [step[:2] for step in steps] == [(n, 4) for n in range(1, 5)]
    assert index.visits == 1
    assert list_inputs([folder]).passed_over == 1
    assert all((store.data / listed.original).is_file() for listed in store.reports())
    assert store.passages([store.reports()[0].report_id])


def test_the_second_run_reads_nothing(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = list(load([folder], store, None))
    monkeypatch.setattr("ingest.load.run_guarded", lambda _request: pytest.fail("read again"))
    second = list(load([folder], store, None))
    assert {line.status for line in second} == {"unchanged"}
    assert [(line.agency, line.cells_read, line.cells_blank) for line in second] == [
        (line.agency, line.cells_read, line.cells_blank) for line in first
    ]


def test_a_bad_file_is_one_sentence_and_the_rest_goes_on(folder: Path, store: Store) -> None:
    (folder / "a_budget.txt").write_text("二〇二三年部门预算公开说明。\n本年收入 12 万元。\n" * 20, encoding="utf-8")
    (folder / "b_empty.pdf").write_bytes(b"")
    lines = list(load([folder, folder / "gone.pdf"], store, None))
    assert Counter(line.status for line in lines) == {"stored": 4, "not_a_report": 1, "failed": 2}
    for line in lines:
        assert (line.error is None) == (line.status == "stored")
        assert line.error is None or (line.error.count("。") <= 2 and "\n" not in line.error)
    (known,) = list(load([folder / "a_budget.txt"], store, None))
    assert (known.status, known.error) == ("not_a_report", next(x.error for x in lines if x.file == known.file))


def test_a_bug_is_one_sentence_with_a_number_that_the_log_bears(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_report: object, _previous: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("ingest.load.check_report", fail)
    lines = list(load([folder], store, None))
    assert {line.status for line in lines} == {"failed"}
    number = (lines[0].error or "").split("编号 ")[1][:8]
    assert "secret" not in (lines[0].error or "")
    assert any(number in record.getMessage() and "secret" in record.getMessage() for record in caplog.records)
    assert store.all_reports() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_however_many_read_the_store_is_the_same(folder: Path, tmp_path: Path, jobs: int) -> None:
    one = Store.open("", tmp_path / "one")
    lines = list(load([folder], one, None, jobs=jobs))
    other = Store.open("", tmp_path / "other")
    for name in sorted(folder.rglob("*.*"), reverse=True):
        list(load([name], other, None))
    assert {(year, key, value) for _, year, key, value in facts_of(one)} == {
        (year, key, value) for _, year, key, value in facts_of(other)
    }
    assert [line.file for line in lines] == sorted(line.file for line in lines)


def test_members_of_a_zip_are_read_under_their_names(samples: Path, tmp_path: Path, store: Store) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(samples / FILES[0], "甲/一.txt")
        out.write(samples / FILES[0], "__MACOSX/._一.txt")
        out.write(samples / FILES[3], "../../escape.docx")
        out.writestr("inner.zip", b"PK\x03\x04")
        out.writestr("readme.xyz", "x")
    lines = list(load([archive], store, None))
    assert statuses(lines) == {"a.zip/甲/一.txt": "stored", "a.zip/escape.docx": "stored", "a.zip/inner.zip": "failed"}
    assert not (tmp_path.parent / "escape.docx").exists()


def test_an_archive_in_an_archive_is_opened_once(samples: Path, tmp_path: Path, store: Store) -> None:
    inner, middle, outer = (tmp_path / f"{name}.zip" for name in ("inner", "middle", "outer"))
    for archive, file in ((inner, samples / FILES[0]), (middle, inner), (outer, middle)):
        with zipfile.ZipFile(archive, "w") as out:
            out.write(file, file.name)
    assert statuses(list(load([outer], store, None))) == {"outer.zip/middle.zip/inner.zip": "failed"}
    assert statuses(list(load([middle], store, None))) == {f"middle.zip/inner.zip/{FILES[0]}": "stored"}


def test_names_in_a_zip_made_on_chinese_windows(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    name = "年报.txt"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("xxxx.txt", "x")
    archive.write_bytes(archive.read_bytes().replace(b"xxxx", "年报".encode("gb18030")))
    assert [source.name for source in list_inputs([archive]).sources] == [f"a.zip/{name}"]


def test_an_archive_that_inflates_without_end_is_refused(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.inputs.LARGEST", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.txt", b"0" * (2 << 20))
    (line,) = load([tmp_path / "bomb.zip"], store, None)
    assert line.status == "failed"
    assert "限度" in (line.error or "")


def test_sources_give_each_file_its_address(folder: Path, store: Store, tmp_path: Path) -> None:
    listed = tmp_path / "sources.csv"
    listed.write_text("file,url\nxiyuan_science_2020.txt,https://gov.example/2020.html\n", encoding="utf-8-sig")
    list(load([folder], store, None, sources=read_sources(listed)))
    urls = {f.citation.url for f in (stored.fact for stored in store.facts(years=[2020]))}
    assert urls == {"https://gov.example/2020.html"}
    listed.write_text("name;address\n", encoding="utf-8")
    listed.write_text("name,address\na,b\n", encoding="utf-8")
    with pytest.raises(UnreadableSources):
        read_sources(listed)


def test_a_run_that_is_killed_loses_nothing_that_it_told(samples: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    code = (
        "import sys; from pathlib import Path; from retrieval.store import Store; from ingest.load import load\n"
        "for line in load([Path(sys.argv[1])], Store.open('', Path(sys.argv[2])), None): print(line.file, flush=True)\n"
    )
    for wanted in (3, 9):  # killed twice, later each time
        running = subprocess.Popen(
            [sys.executable, "-c", code, str(samples), str(data)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert running.stdout is not None
        told = [running.stdout.readline().decode().strip() for _ in range(wanted)]
        time.sleep(0.01 * wanted)
        running.send_signal(signal.SIGKILL)
        running.wait()
        with sqlite3.connect(data / "wenbao.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with Store.open("", data) as store:
            kept = {listed.file: listed for listed in store.all_reports()}
            assert set(told) <= set(kept)
            assert all((data / listed.original).is_file() for listed in kept.values())
            assert all(store.cell_counts(listed.report_id).total() > 150 for listed in kept.values())
    with Store.open("", data) as store, Store.open("", tmp_path / "whole") as whole:
        lines = Counter(line.status for line in load([samples], store, None))
        assert lines["unchanged"] >= 9
        list(load([samples], whole, None))
        assert facts_of(store) == facts_of(whole)
        assert len(store.reports()) == sum(lines.values())


def test_known_bytes_are_read_again_where_other_readers_read_them(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.load.READER_VERSION", "0")
    first = list(load([folder], store, None))
    monkeypatch.undo()
    assert {line.status for line in load([folder], store, None)} == {"unchanged"}
    again = list(load([folder], store, None, again=True))
    assert "unchanged" not in statuses(again).values()
    assert [(line.agency, line.year, line.cells_read) for line in again] == [
        (line.agency, line.year, line.cells_read) for line in first
    ]
    assert len(store.reports()) == len(first)
    assert {line.status for line in load([folder], store, None, again=True)} == {"unchanged"}


def test_pages_that_nobody_could_read_are_named_for_a_person(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(path: Path, name: str) -> Report:
        return replace(read_report(path, name), unread_pages=(3, 4))

    monkeypatch.setattr("ingest.load.read_report", read)
    progress = Progress(quiet=True)
    for line in load([folder / FILES[0]], store, None):
        progress.count(line)
        assert "unread_pages" not in line.to_json()
    progress.summary()
    assert f"{FILES[0]}: 第 3、4 页" in capsys.readouterr().err
