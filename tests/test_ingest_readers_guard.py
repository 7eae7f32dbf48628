"""Files read in a worker, and what a file is from its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers import claims
from ingest.readers.content import find_format
from ingest.readers.guard import Worker, read_guarded, run_guarded
from ingest.readers.request import Request
from report.errors import ReportError, UnreadableFile
from tests.test_ingest_readers_word import p, word

NEGATIVES = Path(__file__).parent.parent.parent / "shared" / "dev" / "negatives"


@pytest.mark.parametrize(
    ("data", "claimed", "found"),
    [
        (b"%PDF-1.7\n", "docx", "pdf"),
        (b"<!DOCTYPE html><html>", "doc", "html"),
        ("榆溪区统计局".encode(), "text", "text"),
        ("看<table>".encode(), "text", "text"),
        (b"<html><body>", "text", "html"),
        (b"\x89PNG\r\n\x1a\n....", "pdf", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "xls", "doc"),
        (b"PK\x03\x04 nothing", "docx", None),
    ],
)
def test_bytes_win_over_the_suffix(data: bytes, claimed: str, found: str | None) -> None:
    assert find_format(data, claimed) == found


def test_a_docx_named_pdf_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(word(p("正文")))
    assert read_guarded(path).format == "docx"


def test_claims() -> None:
    assert claims(Path("年报.DOCX"))
    assert not claims(Path("年报.exe"))


def test_an_error_comes_through_with_its_values(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    with pytest.raises(UnreadableFile) as caught:
        read_guarded(tmp_path / "空.txt", "夹/空.txt")
    assert caught.value.values["name"] == "夹/空.txt"


def test_a_worker_that_takes_too_long_is_ended() -> None:
    worker = Worker(1024, recognises=False)
    reply = worker.ask(Request("a.txt", data="甲".encode(), suffix=".txt"), seconds=0)
    assert reply.error == "TooLarge"
    assert not worker.fit


def test_a_worker_that_dies_is_an_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError):
        run_guarded(Request("a.txt", data="甲乙".encode(), suffix=".txt", then="os:abort"))
    (tmp_path / "b.txt").write_text("乙", encoding="utf-8")
    assert read_guarded(tmp_path / "b.txt").format == "text"


@pytest.mark.skipif(not NEGATIVES.is_dir(), reason="the shared negatives are not here")
def test_no_negative_does_harm() -> None:
    outcomes = {path.name: _outcome(path) for path in sorted(NEGATIVES.iterdir())}
    assert [name for name, outcome in outcomes.items() if name not in outcome] == []


def _outcome(path: Path) -> str:
    try:
        return read_guarded(path).name
    except ReportError as error:
        return str(error)
