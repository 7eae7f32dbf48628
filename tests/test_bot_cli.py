"""The command line as scripts read it: forms, exit statuses, standard output against standard error."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
HEAVY = ("chromadb", "torch", "langchain", "langchain_core", "telegram", "sqlalchemy", "numpy")


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def wenbao(*arguments: str | Path, data: Path | None = None, given: str = "") -> Ran:
    command = [sys.executable, "-m", "bot.cli", *map(str, arguments), *(["--data", str(data)] if data else [])]
    environment = {"PATH": "/usr/bin:/bin", "WENBAO_TODAY": "2026-11-20", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, capture_output=True, text=True, input=given, env=environment, timeout=240, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of one body, a file that is no report, and one that nobody reads."""
    folder = tmp_path_factory.mktemp("reports")
    for year, suffix in ((2021, "html"), (2022, "docx"), (2024, "html")):
        shutil.copy(SAMPLES / f"xiyuan_science_{year}.{suffix}", folder)
    (folder / "通知.txt").write_text("关于召开会议的通知\n请各科室准时参加。\n", encoding="utf-8")
    (folder / "photo.psd").write_bytes(b"8BPS")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    data = tmp_path_factory.mktemp("data")
    ran = wenbao("ingest", "--json", folder, data=data)
    assert {line["status"] for line in ran.lines} == {"stored", "not_a_report"}, ran.err
    assert ran.status == 1
    assert "通知.txt" in ran.err
    return data


def test_ingest_prints_exactly_the_fields_of_the_interface(data: Path, folder: Path) -> None:
    ran = wenbao("ingest", "--json", folder / "xiyuan_science_2022.docx", data=data)
    fields = ["file", "status", "agency", "year", "edition", "cells_read", "cells_blank", "findings", "error"]
    assert [list(line) for line in ran.lines] == [fields]
    assert ran.lines[0]["status"] == "unchanged"
    assert ran.status == 0


def test_facts_say_where_each_figure_is_printed(data: Path) -> None:
    ran = wenbao("facts", "--year", "2022", "--cell", "applications/new/total", data=data)
    (line,) = ran.lines
    assert line["agency"] == "汐原市科学技术局"
    assert line["status"] == "read"
    assert isinstance(line["value"], int)
    assert set(line["locator"]) == {"page", "table", "row", "text"}


def test_facts_as_a_spreadsheet(data: Path) -> None:
    ran = wenbao("facts", "--csv", "--year", "2022", data=data)
    rows = list(csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff"))))
    assert len(rows) == 200
    assert ran.out.startswith("\ufeff")


def test_a_batch_keeps_sessions_apart_and_in_order(data: Path, tmp_path: Path) -> None:
    asked = [
        {"id": "1", "session": "a", "question": "汐原市科学技术局2022年收到多少件申请"},
        {"id": "2", "session": "b", "question": "那2021年呢"},
        {"id": "3", "session": "a", "question": "那2021年呢"},
    ]
    batch = tmp_path / "asks.jsonl"
    batch.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in asked), encoding="utf-8")
    answers = wenbao("ask", "--batch", batch, data=data).lines
    assert [answer["id"] for answer in answers] == ["1", "2", "3"]
    assert [[figure["year"] for figure in answer["figures"]] for answer in answers] == [[2022], [], [2021]]
    assert all(answer["seconds"] >= 0 for answer in answers)


def test_an_answer_has_exactly_the_fields_of_the_interface(data: Path) -> None:
    (answer,) = wenbao("ask", "--json", "汐原市科学技术局2022年收到多少件申请", data=data).lines
    fields = ["id", "question", "language", "kind", "text", "figures", "citations", "choices", "reason", "notes"]
    assert [field for field in fields if field not in answer] == []
    assert answer["kind"] == "figure"
    (figure,) = answer["figures"]
    assert list(figure) == ["agency", "year", "measure", "value", "unit", "citations"]
    citation = answer["citations"][figure["citations"][0]]
    assert citation["file"] == "xiyuan_science_2022.docx"
    assert citation["section"] == "三、收到和处理政府信息公开申请情况"
    assert str(figure["value"]) in citation["quote"]


def test_explain_tells_the_steps_on_standard_error(data: Path) -> None:
    ran = wenbao("ask", "--explain", "汐原市科学技术局2022年收到多少件申请", data=data)
    assert "applications/new/total" in ran.err
    assert "汐原市科学技术局" in ran.out


def test_chat_is_one_conversation(data: Path) -> None:
    ran = wenbao("chat", data=data, given="汐原市科学技术局2022年收到多少件申请\n那2021年呢\n")
    assert "2022" in ran.out
    assert "2021" in ran.out


def test_check_stores_nothing(data: Path, tmp_path: Path) -> None:
    before = wenbao("facts", data=data).out
    ran = wenbao("check", "--json", SAMPLES / "xiyuan_science_2023.pdf", data=data)
    (line,) = ran.lines
    assert list(line) == ["file", "findings"]
    assert wenbao("facts", data=data).out == before


def test_remove_asks_first(data: Path, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "data"
    wenbao("ingest", "--json", folder / "xiyuan_science_2022.docx", data=elsewhere)
    asked = ["remove", "--agency", "汐原市科学技术局", "--year", "2022"]
    assert wenbao(*asked, data=elsewhere, given="n\n").status == 1
    assert wenbao("facts", data=elsewhere).lines
    assert wenbao(*asked, data=elsewhere, given="y\n").status == 0
    assert not wenbao("facts", data=elsewhere).lines


def test_backup_and_restore(data: Path, tmp_path: Path) -> None:
    assert wenbao("backup", tmp_path / "all.wenbao", data=data).status == 0
    restored = tmp_path / "restored"
    assert wenbao("restore", tmp_path / "all.wenbao", data=restored).status == 0
    assert wenbao("facts", data=restored).out == wenbao("facts", data=data).out


def test_status_names_what_answers(data: Path) -> None:
    ran = wenbao("status", data=data)
    assert ran.status == 0
    assert "WENBAO_DATA" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ingest", "/nowhere/at/all"], ["remove"], ["facts", "--year", "zwanzig"], ["nonsense"]],
)
def test_wrong_usage_is_status_2(arguments: Sequence[str], tmp_path: Path) -> None:
    ran = wenbao(*arguments)
    assert ran.status == 2
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments", [["facts", "--agency", "没有这个局"], ["facts", "--cell", "nonsense"], ["check", "通知.txt"]]
)
def test_what_cannot_be_done_is_one_sentence_and_status_1(arguments: Sequence[str], data: Path, folder: Path) -> None:
    ran = wenbao(*(folder / a if a.endswith(".txt") else a for a in arguments), data=data)
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1
    assert not ran.out


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"]])
def test_help_imports_nothing_heavy(arguments: Sequence[str]) -> None:
    code = (
        f"import sys\nsys.argv = ['wenbao', *{list(arguments)!r}]\nfrom bot.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_figure_is_answered_without_chroma_or_langchain(data: Path) -> None:
    code = (
        f"import sys\nsys.argv = ['wenbao', 'ask', '汐原市科学技术局2022年收到多少件申请', '--data', {str(data)!r}]\n"
        "from bot.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "print(sorted(set(sys.modules) & {'chromadb', 'langchain', 'langchain_core', 'torch'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_bug_is_one_sentence_and_its_traceback_is_in_the_log(tmp_path: Path) -> None:
    code = (
        "import sys, bot.cli\nsys.argv = ['wenbao', 'facts']\n"
        "def fail(*_): raise RuntimeError('token 12345678:AAAAAAAAAAAAAAAAAAAAAAAA')\n"
        "bot.cli.app = fail\nbot.cli.main()"
    )
    environment = {"PATH": "/usr/bin:/bin", "WENBAO_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    log = (tmp_path / "wenbao.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "AAAA" not in log


def test_whoever_closes_the_output_early_sees_no_error(data: Path) -> None:
    command = f"{sys.executable} -m bot.cli facts --data {data} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
