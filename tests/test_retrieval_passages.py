"""Passages: SQL has the truth, Chroma follows it, whoever writes and whenever it is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import retrieval.passages as module
from ingest.chunks import report_to_passages
from report.errors import UnusableSetting
from report.facts import Report
from retrieval.models import embedder
from retrieval.passages import Passages
from retrieval.store import Store
from tests.maker.bodies import CITY_EDUCATION, CITY_SCIENCE, COUNTY, YUTING_SCIENCE, ZHILAN_EDUCATION
from tests.maker.made import make

BODIES = (CITY_SCIENCE, CITY_EDUCATION, ZHILAN_EDUCATION, COUNTY, YUTING_SCIENCE)
LINES = {5: ("主要问题：负责信息公开的只有一名兼职人员，忙起来顾不上更新栏目。",)}


def reports() -> list[Report]:
    made = [make(body, year, 3) for body in BODIES[:3] for year in (2022, 2023)]
    with_lines = make(BODIES[3], 2023, 3, lines=LINES)
    return [one.report(f"{n}.docx") for n, one in enumerate([*made, with_lines])]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with contextlib.closing(Store.open(None, tmp_path)) as opened:
        for report in reports():
            opened.save(report, passages=report_to_passages(report))
        yield opened


@pytest.fixture
def passages(store: Store) -> Iterator[Passages]:
    opened = Passages.open(store.data, store, embedder())
    opened.catch_up()
    yield opened
    opened.close()


@pytest.fixture
def no_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """As over a corpus too large to be ranked from SQL."""
    monkeypatch.setattr(module, "EXACT", 0)


def ids(store: Store) -> list[int]:
    return sorted(report.report_id for report in store.reports())


def test_prose_is_found_by_its_meaning_with_its_place(passages: Passages) -> None:
    best = passages.search("人手不够，没有专职人员", k=1)[0].passage
    assert best.text == LINES[5][0]
    assert best.citation.section == "五、存在的主要问题及改进情况"
    assert best.citation.quote == LINES[5][0]
    assert best.agency == BODIES[3].name


def test_search_keeps_to_the_resolved_set_section_and_kind(passages: Passages, store: Store) -> None:
    some = ids(store)[:2]
    found = passages.search("信息公开", some, section=1, k=50, kind="prose")
    assert found
    assert {hit.passage.report_id for hit in found} <= set(some)
    assert {(hit.passage.number, hit.passage.kind) for hit in found} == {(1, "prose")}


def test_each_report_gives_its_best_passage_once(passages: Passages, store: Store) -> None:
    found = passages.search("依申请公开", k=100, each=True)
    assert sorted(hit.passage.report_id for hit in found) == ids(store)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_a_row_found_by_meaning_points_to_its_cells(passages: Passages) -> None:
    row = passages.search("收到了多少件申请", kind="row", k=1)[0].passage
    assert "applications/new/total" in [cell.key for cell in row.cells]


@pytest.mark.usefixtures("no_exact")
def test_the_index_finds_what_exact_ranking_finds(passages: Passages) -> None:
    assert passages.search("人手不够，没有专职人员", k=1)[0].passage.text == LINES[5][0]


@pytest.mark.usefixtures("no_exact")
def test_what_the_index_does_not_know_yet_is_found_all_the_same(
    passages: Passages, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = make(BODIES[4], 2023, 5, lines={6: ("其他：本年度建成了面向听障人士的手语咨询窗口。",)}).report("late.docx")
    store.save(late, passages=report_to_passages(late))
    monkeypatch.setattr(module, "EXACT", 1)  # the one report that is behind
    assert "手语" in passages.search("听障人士手语窗口", k=1)[0].passage.text


@pytest.mark.usefixtures("no_exact")
def test_a_removed_report_is_never_found(passages: Passages, store: Store) -> None:
    gone = passages.search("人手不够，没有专职人员", k=1)[0].passage
    before = passages.count()
    store.remove([gone.report_id])
    assert gone.id not in [hit.passage.id for hit in passages.search("人手不够，没有专职人员", k=50)]
    passages.catch_up()
    assert passages.count() < before


def test_catching_up_twice_changes_nothing(passages: Passages) -> None:
    count = passages.count()
    assert passages.catch_up() == 0
    assert passages.count() == count == passages.rebuild()


def test_while_another_writes_the_generation_is_left_behind(passages: Passages, store: Store) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(store.data / "index")], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    other.stdout.readline()
    late = make(BODIES[4], 2023, 5).report("late.docx")
    store.save(late, passages=report_to_passages(late))
    try:
        assert passages.catch_up() == 0
    finally:
        other.terminate()
        other.wait()
    assert passages.catch_up() == 1


@pytest.mark.usefixtures("no_exact")
def test_a_reader_sees_what_another_process_has_indexed(passages: Passages, store: Store) -> None:
    passages.search("公开", k=1)  # its client is open now
    late = make(BODIES[4], 2023, 5, lines={6: ("其他：本年度建成了面向听障人士的手语咨询窗口。",)}).report("late.docx")
    store.save(late, passages=report_to_passages(late))
    subprocess.run([sys.executable, "-c", CATCH_UP, str(store.data)], check=True)
    assert passages.catch_up() == 0
    assert "手语" in passages.search("听障人士手语窗口", k=1)[0].passage.text


def test_two_processes_that_write_leave_a_whole_index(store: Store) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", CATCH_UP, str(store.data)]) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    passages = Passages.open(store.data, store, embedder())
    passages.catch_up()
    assert passages.count() == len(store.passages())


@pytest.mark.parametrize("after", [0.2, 0.6, 1.0])
def test_killed_while_indexing_nothing_is_lost(store: Store, after: float) -> None:
    writer = subprocess.Popen([sys.executable, "-c", CATCH_UP, str(store.data), "again"])
    time.sleep(after)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    passages = Passages.open(store.data, store, embedder())
    passages.catch_up()
    assert passages.count() == len(store.passages())


@pytest.mark.usefixtures("no_exact")
def test_a_damaged_index_is_rebuilt_from_sql_with_a_notice(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    subprocess.run([sys.executable, "-c", CATCH_UP, str(store.data)], check=True)
    for file in (store.data / "index").glob("0*/chroma.sqlite3"):
        file.write_bytes(b"no database" * 1000)
    late = make(BODIES[4], 2023, 5).report("late.docx")
    store.save(late, passages=report_to_passages(late))
    passages = Passages.open(store.data, store, embedder())
    passages.catch_up()
    assert "rebuilt" in caplog.text
    assert passages.count() == len(store.passages())
    assert passages.search("人手不够，没有专职人员", k=1)[0].passage.text == LINES[5][0]


def test_another_model_makes_the_index_anew(passages: Passages, store: Store) -> None:
    class Reversed(type(embedder())):  # type: ignore[misc]
        def __init__(self) -> None:
            self._of = embedder()
            self.name = "reversed"

        def vectors(self, texts, *, query=False):  # type: ignore[no-untyped-def]
            return self._of.vectors(texts)[:, ::-1].copy()

    other = Passages.open(store.data, store, Reversed())
    assert other.catch_up() == len(ids(store))
    assert other.count() == len(store.passages())
    assert other.search("人手不够，没有专职人员", k=1)[0].passage.text == LINES[5][0]


def test_langchain_gets_documents_with_their_citation(passages: Passages, store: Store) -> None:
    from retrieval.passages.retriever import PassageRetriever

    found = PassageRetriever(passages=passages, report_ids=tuple(ids(store)), k=3).invoke("人手不够，没有专职人员")
    assert found[0].page_content == LINES[5][0]
    assert found[0].metadata["agency"] == BODIES[3].name
    assert found[0].metadata["section"].startswith("五、")


def test_a_server_that_does_not_answer_is_named(store: Store) -> None:
    with pytest.raises(UnusableSetting, match="WENBAO_CHROMA_URL"):
        Passages.open(store.data, store, embedder(), url="http://127.0.0.1:9")


@pytest.mark.usefixtures("no_exact")
def test_a_chroma_server_holds_the_index(store: Store, chroma_url: str) -> None:
    passages = Passages.open(store.data, store, embedder(), url=chroma_url)
    assert passages.catch_up() == len(ids(store))
    assert passages.count() == len(store.passages())
    assert passages.search("人手不够，没有专职人员", k=1)[0].passage.text == LINES[5][0]
    assert passages.rebuild() == passages.count()
    assert Passages.open(store.data, store, embedder(), url=chroma_url).catch_up() == 0


@pytest.fixture
def chroma_url(tmp_path: Path) -> Iterator[str]:
    """A Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).parent / "chroma"
    if not command.exists():
        pytest.skip("the chroma command is not installed")
    server = subprocess.Popen(
        [str(command), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            if server.poll() is not None:
                pytest.skip("chroma run does not start here")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


HOLD = """
import sys, time
from pathlib import Path
from retrieval.passages.chroma import Chroma
with Chroma(Path(sys.argv[1])).lock(wait=True) as mine:
    print(mine, flush=True)
    time.sleep(60)
"""
CATCH_UP = """
import sys
from pathlib import Path
from retrieval.models import embedder
from retrieval.passages import Passages
from retrieval.store import Store
data = Path(sys.argv[1])
passages = Passages.open(data, Store.open(None, data), embedder())
passages.catch_up()
for _ in range(50 if len(sys.argv) > 2 else 0):
    passages.rebuild()
"""
