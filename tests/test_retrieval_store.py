"""`retrieval/store`: what goes in comes out, in whatever order it came, in SQLite and in PostgreSQL."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.agencies import read_agency
from report.checks import check_report
from report.errors import UnreadableFile, UnusableSetting
from report.facts import Area, Citation, Fact, Finding, Paragraph, Place, Report, Statement, Status
from report.form import Cell, form
from report.passages import Passage
from retrieval.store import Store
from retrieval.store.rows import decimal_of, figure_of, finding_from_json, finding_to_json
from tests import postgres
from tests.maker.bodies import CITY_SCIENCE, YUTING_SCIENCE
from tests.maker.made import make

NEW = Cell.parse("applications/new/total")
AMOUNT = Cell.parse("disclosure/fees/amount")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if not postgres.is_there():
        pytest.skip("PostgreSQL is not installed here")
    with postgres.cluster() as url:
        yield url


Opened = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """Opens the same empty store, as often as a test likes."""
    stores: list[Store] = []
    url = "" if request.param == "sqlite" else _new_database(request.getfixturevalue("server"))

    def open_store() -> Store:
        stores.append(Store.open(url, tmp_path / "data"))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


_made = 0


def _new_database(server: str) -> str:
    import psycopg

    global _made
    _made += 1
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE wenbao{_made}")
    return server.removesuffix("postgres") + f"wenbao{_made}"


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened()


def report(
    name: str = "汐原市榆汀区科技局",
    year: int = 2023,
    new: int | str | None = 12,
    *,
    published: date | None = None,
    file: str = "",
    former: Sequence[str] = (),
) -> Report:
    """A small report; its bytes are its contents."""
    agency = read_agency(name)
    file = file or f"{name}{year}.txt"
    citation = Citation(
        agency.name, year, file, "三、收到和处理政府信息公开申请情况", Place(1, 2, 3, 7, "一、本年新收")
    )
    value = None if new is None else Decimal(new)
    fact = Fact(NEW, value, "" if new is None else str(new), Status.BLANK if new is None else Status.READ, citation)
    sha = hashlib.sha256(f"{name}{year}{new}{published}{file}".encode()).hexdigest()
    return Report(
        agency, year, "2021", "2021", file, published=published, facts=(fact,), former_names=tuple(former), sha256=sha
    )


def current(store: Store) -> set[tuple[str, int, str, str, Decimal | None]]:
    """Everything that counts, without the numbers that a database gives."""
    bodies = {body.id: "/".join(sorted(body.names)) for body in store.agencies()}
    return {(bodies[f.agency_id], f.year, f.fact.citation.file, f.fact.cell.key, f.fact.value) for f in store.facts()}


# — what goes in comes out —


def test_a_report_comes_back_whole(store: Store) -> None:
    made = make(YUTING_SCIENCE, 2023, 1, blank="/", blank_where="organizations").report("a/b.docx")
    made = replace(made, sha256="1" * 64, url="https://gov.example/1.html", former_names=("榆汀区知识产权局",))
    made = with_areas(made)
    saved = store.save(made, check_report(made))
    found = store.report(saved.agency_id, 2023)
    assert found is not None
    order = {cell: n for n, cell in enumerate(form("2021").cells)}
    in_order = sorted(made.facts, key=lambda fact: order[fact.cell])
    assert [f.value for f in found.facts] == [f.value for f in in_order]
    assert [(f.cell, f.printed, f.status, f.reason) for f in found.facts] == [
        (f.cell, f.printed, f.status, f.reason) for f in in_order
    ]
    assert [f.citation.place for f in found.facts] == [f.citation.place for f in in_order]
    assert replace(found, facts=()) == replace(made, facts=())
    assert store.findings(saved.agency_id, 2023) == check_report(made)


def with_areas(report: Report) -> Report:
    """A report whose first figures and paragraphs tell where on their page they are printed."""
    level, askew = Area(2, (100, 50, 900, 50, 900, 80, 100, 80)), Area(2, (101, 50, 900, 47, 901, 80, 102, 83))
    places = [Place(2, 1, 4, 3, "a", askew, level), Place(2, 1, 5, 3, "b", None, askew), Place(2, 1, 6, 3, "c", level)]
    facts = [
        replace(fact, citation=replace(fact.citation, place=place))
        for fact, place in zip(report.facts, places, strict=False)
    ]
    first = report.sections[0]
    paragraphs = (Paragraph("一段", Place(2, text="一段", area=askew)), *first.paragraphs)
    sections = (replace(first, paragraphs=paragraphs), *report.sections[1:])
    return replace(report, facts=(*facts, *report.facts[len(places) :]), sections=sections)


@given(value=st.decimals(min_value="-9999999999", max_value="9999999999", places=6) | st.integers(-(2**70), 2**70))
@settings(max_examples=300)
def test_no_figure_loses_a_digit(value: Decimal | int) -> None:
    for cell in (NEW, AMOUNT):
        figure = figure_of(cell, Decimal(value))
        assert decimal_of(cell, figure.value, figure.exact) == Decimal(value)


def test_money_is_kept_in_fen_and_sums_pass_32_bits(store: Store) -> None:
    amounts = {"汐原市榆汀区财政局": "59237.2449", "汐原市芷澜区财政局": "96171.6"}
    for name, printed in amounts.items():
        made = report(name)
        store.save(replace(made, facts=(replace(made.facts[0], cell=AMOUNT, value=Decimal(printed), printed=printed),)))
    assert sum(v.value for v in store.values([AMOUNT], [2023]) if v.value) == Decimal("155408.8449")


def test_blank_is_not_zero(store: Store) -> None:
    for name, new in (("汐原市榆汀区科技局", None), ("汐原市芷澜区科技局", 0)):
        store.save(report(name, new=new))
    assert {v.value for v in store.values([NEW], [2023])} == {None, Decimal(0)}
    assert [(f.fact.printed, f.fact.status) for f in store.facts(cells=[NEW])] == [
        ("", Status.BLANK),
        ("0", Status.READ),
    ]


def test_text_that_databases_refuse_is_kept_as_far_as_it_is_text(store: Store) -> None:
    made = report()
    fact = replace(made.facts[0], printed="12\x00\ud800", reason="\x00")
    saved = store.save(replace(made, title="年\x00报\udfff", facts=(fact,)))
    found = store.report(saved.agency_id, 2023)
    assert found is not None
    assert found.title == "年报?"
    assert found.facts[0].printed == "12?"


def test_findings_keep_their_values() -> None:
    finding = Finding(
        "balance", "error", (NEW, AMOUNT), Decimal("1.50"), None, Place(1), {"gap": Decimal(1), "cells": (NEW,), "n": 2}
    )
    assert finding_from_json("balance", "error", finding_to_json(finding)) == finding


def test_statements_are_found_by_kind_and_by_words(store: Store) -> None:
    said = Statement(
        "published_items", None, Decimal(120), "余", "条", "全年主动公开信息120余条。", 1, Place(text="全年")
    )
    store.save(replace(report(), statements=(said,)))
    (found,) = store.statements(what=["published_items"], words="主动公开")
    assert found.statement == said
    assert found.citation.quote == said.sentence
    assert store.statements(words="100%") == []


# — versions —


def test_a_later_publication_replaces_and_an_earlier_one_is_a_copy(store: Store) -> None:
    assert store.save(report(new=1, published=date(2024, 1, 20))).status == "stored"
    assert store.save(report(new=1, published=date(2024, 1, 20))).status == "unchanged"
    assert store.save(report(new=2, published=date(2024, 3, 1))).status == "replaced"
    assert store.save(report(new=3, published=date(2024, 2, 1))).status == "copy"
    assert store.save(report(new=4, published=None)).status == "copy"
    assert [f.fact.value for f in store.facts()] == [Decimal(2)]
    assert sorted(r.state for r in store.all_reports()) == ["stored", "superseded", "superseded", "superseded"]


def test_the_same_bytes_under_two_names_are_one_report(store: Store) -> None:
    first = report(file="b.txt")
    store.save(first)
    assert store.save(replace(first, file="a.txt", url="https://gov.example/a")).status == "unchanged"
    (listed,) = store.reports()
    assert (listed.file, listed.url) == ("a.txt", "https://gov.example/a")


def test_bytes_read_anew_take_the_place_of_what_was_read(store: Store) -> None:
    first = report(new=1)
    old = store.save(first, passages=[Passage("p1", "prose", "一、总体情况", "旧", Place())])
    facts = (replace(first.facts[0], value=Decimal(2), printed="2"),)
    assert store.save(replace(first, facts=facts), again=True).report_id == old.report_id
    assert [f.fact.value for f in store.facts()] == [Decimal(2)]
    assert store.passages([old.report_id]) == []


# — bodies —

WORLD = [
    report("汐原市榆汀区科学技术局", 2021, 1),
    report("汐原市榆汀区科技局", 2022, 2),
    report("榆汀区科学技术局", 2023, 3),
    report("榆汀区科技局", 2023, 4, published=date(2024, 2, 1)),
    report("汐原市芷澜区教育局", 2022, 5),
    report("砚浦市芷澜区教育局", 2022, 6),
    report("芷澜区教育局", 2023, 7),
    report("汐原市崧陵县扶贫开发办公室", 2020, 8),
    report("崧陵县乡村振兴局", 2022, 9),
    report("汐原市住房和城乡建设局", 2023, 10, former=["汐原市房产管理局"]),
    report("汐原市房产管理局", 2021, 11),
    report("汐原市公安局榆汀分局", 2022, 12),
    report("汐原市榆汀区公安分局", 2023, 13),
]


def _bodies(store: Store) -> set[frozenset[str]]:
    return {frozenset(body.names) for body in store.agencies()}


def test_which_body_is_it(store: Store) -> None:
    for one in WORLD:
        store.save(one)
    assert _bodies(store) == {
        frozenset({"汐原市榆汀区科学技术局", "汐原市榆汀区科技局", "榆汀区科学技术局", "榆汀区科技局"}),
        frozenset({"汐原市芷澜区教育局"}),
        frozenset({"砚浦市芷澜区教育局"}),
        frozenset({"芷澜区教育局"}),  # two fit: it stays its own
        frozenset({"汐原市崧陵县扶贫开发办公室", "崧陵县乡村振兴局"}),
        frozenset({"汐原市住房和城乡建设局", "汐原市房产管理局"}),
        frozenset({"汐原市公安局榆汀分局", "汐原市榆汀区公安分局"}),
    }
    links = {body.agency.body: body.links for body in store.agencies() if body.links}
    assert links == {
        "住房和城乡建设局": ("报告自述：原名汐原市房产管理局",),
        "乡村振兴局": ("机构改革：扶贫开发办公室 → 乡村振兴局",),
    }


def test_a_second_body_that_fits_parts_a_bare_name_from_the_first(store: Store) -> None:
    bare = store.save(report("芷澜区教育局", 2021))
    first = store.save(report("汐原市芷澜区教育局", 2022))
    assert first.agency_id == bare.agency_id
    second = store.save(report("砚浦市芷澜区教育局", 2022))
    assert len(_bodies(store)) == 3
    store.remove([second.report_id])
    assert _bodies(store) == {frozenset({"芷澜区教育局", "汐原市芷澜区教育局"})}


def test_bodies_that_both_report_for_a_year_are_no_renaming(store: Store) -> None:
    store.save(report("汐原市崧陵县扶贫开发办公室", 2021))
    store.save(report("汐原市崧陵县乡村振兴局", 2022))
    assert len(_bodies(store)) == 1
    store.save(report("汐原市崧陵县乡村振兴局", 2021))
    assert len(_bodies(store)) == 2


@given(seed=st.integers(0, 10**6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_reading_decides_nothing(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    world = [
        *WORLD,
        report("汐原市榆汀区科学技术局", 2022, 20),
        report("汐原市榆汀区科学技术局", 2022, 21, file="a.txt"),
    ]
    states = []
    for order in (world, Random(seed).sample(world, len(world))):
        with Store.open("", tmp_path_factory.mktemp("order")) as store:
            for one in [*order, *order[:5]]:
                store.save(one, check=check_report)
            found = sorted((r.file, repr(store.findings(r.agency_id, r.year))) for r in store.reports())
            kept = sorted((r.file, r.state) for r in store.all_reports())
            named = sorted((body.agency.name, body.agency.region, body.names, body.links) for body in store.agencies())
            states.append((current(store), named, kept, found))
    assert states[0] == states[1]


def test_a_year_before_that_comes_late_is_checked_against(store: Store) -> None:
    before = make(CITY_SCIENCE, 2022, 1)
    after = make(CITY_SCIENCE, 2023, 2)  # carries in something else than the year before carried out
    alone = check_report(after.report("2023"))
    assert store.save(after.report("2023"), check=check_report).findings == alone
    body = store.save(before.report("2022"), check=check_report).agency_id
    both = check_report(after.report("2023"), before.report("2022"))
    assert both != alone
    assert store.findings(body, 2023) == both
    assert store.previous(after.report("draft")) is not None
    store.remove([r.report_id for r in store.matching(year=2022)])
    assert store.findings(body, 2023) == alone


# — removing, the index, conversations, backups —


def test_what_is_removed_is_gone_everywhere(store: Store) -> None:
    content = "报告".encode()
    first = store.save(report(new=1, published=date(2024, 1, 1)), original=content, suffix=".txt")
    second = store.save(
        report(new=2, published=date(2024, 2, 1)), passages=[Passage("p", "row", "三", "新收 = 2", Place(), (NEW,))]
    )
    (kept,) = (store.data / r.original for r in store.all_reports() if r.original)
    assert kept.read_bytes() == content
    assert store.remove([second.report_id]) == 1
    assert [f.fact.value for f in store.facts()] == [Decimal(1)]  # the version counts again
    assert store.passages(current=False) == []
    assert store.remove([first.report_id]) == 1
    assert not kept.exists()
    assert store.agencies() == ()


def test_an_index_is_told_what_changed(store: Store) -> None:
    passage = Passage("p", "row", "三、…", "新收 = 1", Place(row=2), (NEW,))
    first = store.save(report(new=1, published=date(2024, 1, 1)), passages=[passage])
    seen = store.generation()
    assert [(c.report_id, c.removed) for c in store.changes(0)] == [(first.report_id, False)]
    assert store.changes(seen) == []
    second = store.save(report(new=2, published=date(2024, 2, 1)))
    assert {c.report_id for c in store.changes(seen)} == {first.report_id, second.report_id}
    assert store.passages() == []  # of reports that count
    (found,) = store.passages([first.report_id], current=False)
    assert (found.text, found.cells, found.report_id, found.place) == (
        passage.text,
        (NEW,),
        first.report_id,
        passage.place,
    )
    store.save_vectors({"p": b"\x01\x02"}, "static")
    assert store.vectors([first.report_id], "static") == {"p": b"\x01\x02"}
    assert store.vectors([first.report_id], "another") == {}
    store.remove([first.report_id])
    assert (first.report_id, True) in [(c.report_id, c.removed) for c in store.changes(seen)]


def test_conversations_are_kept_apart_and_over_a_restart(opened: Opened) -> None:
    key = ("telegram", "1", "2")
    for n in range(30):
        opened().save_turn(key, {"n": n, "question": "那2022年呢"})
    turns = opened().load_turns(key)
    assert [turn["n"] for turn in turns] == list(range(10, 30))
    assert opened().load_turns(("telegram", "1", "3")) == []
    number = opened().save_answer(key, {"text": "12件"})
    assert opened().load_answer(number) == {"text": "12件"}


def test_a_backup_goes_into_any_database(opened: Opened, tmp_path: Path) -> None:
    store = opened()
    for one in WORLD:
        store.save(one, check=check_report)
    content = "原件".encode()
    sha = hashlib.sha256(content).hexdigest()
    store.save(replace(report("汐原市档案局"), sha256=sha), original=content, suffix=".txt")
    store.save_turn("chat", {"n": 1})
    file = tmp_path / "all.wenbao"
    store.backup(file)
    with Store.open("", tmp_path / "other") as other:
        other.save(report("汐原市审计局", 2023))
        seen = other.generation()
        other.restore(file)
        assert current(other) == current(store)
        assert other.agencies() == store.agencies()
        (kept,) = (other.data / r.original for r in other.reports() if r.original)
        assert kept.read_bytes() == content
        assert other.load_turns("chat") == [{"n": 1}]
        assert {c.report_id for c in other.changes(seen)} >= {r.report_id for r in other.reports()}
        other.save(report("汐原市审计局", 2023))
        assert len(other.reports()) == len(store.reports()) + 1


def test_a_backup_of_an_earlier_version_goes_in_too(tmp_path: Path) -> None:
    """Its tables lack the columns that came later."""
    with Store.open("", tmp_path / "new") as store:
        for one in WORLD:
            store.save(one, check=check_report)
        before = current(store)
        store.backup(tmp_path / "all.wenbao")
    with tarfile.open(tmp_path / "all.wenbao") as whole, tarfile.open(tmp_path / "old.wenbao", "w") as old:
        for entry in whole:
            content = whole.extractfile(entry).read()  # type: ignore[union-attr]
            if entry.name == "tables/facts.jsonl.gz":
                rows = [json.loads(line)[:-1] for line in gzip.decompress(content).splitlines()]
                content = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
            entry.size = len(content)
            old.addfile(entry, io.BytesIO(content))
    with Store.open("", tmp_path / "other") as other:
        other.restore(tmp_path / "old.wenbao")
        assert current(other) == before


def test_a_restore_under_a_running_process_mixes_no_labels(opened: Opened, tmp_path: Path) -> None:
    running, other = opened(), Store.open("", tmp_path / "other")
    for row in range(3):
        running.save(report("汐原市审计局", 2020 + row, file=f"{row}"))
    first = report("汐原市档案局")
    place = replace(first.facts[0].citation, place=Place(text="另一行"), section="另一节")
    other.save(replace(first, facts=(replace(first.facts[0], citation=place),)))
    other.backup(tmp_path / "b")
    opened().restore(tmp_path / "b")
    running.save(report("汐原市审计局"))
    labels = {f.fact.citation.agency: f.fact.citation.place.text for f in running.facts()}
    assert labels == {"汐原市档案局": "另一行", "汐原市审计局": "一、本年新收"}


def test_a_damaged_backup_changes_nothing(store: Store, tmp_path: Path) -> None:
    store.save(report())
    file = tmp_path / "all.wenbao"
    store.backup(file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    before = current(store)
    with pytest.raises(UnreadableFile):
        store.restore(file)
    assert current(store) == before


# — opening —


def test_the_migrations_make_the_tables(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from retrieval.store.schema import metadata

    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("url", ["nonsense", "postgresql://nobody@127.0.0.1:1/none", "mysql+nodriver://x/y"])
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableSetting) as refused:
        Store.open(url.replace("nobody@", "nobody:geheim@"), tmp_path)
    assert "WENBAO_DATABASE_URL" in str(refused.value)
    assert "geheim" not in str(refused.value) + refused.value.render("en")


def test_a_store_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    with Store.open("", tmp_path) as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnusableSetting, match="更新"):
        Store.open("", tmp_path)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UnusableSetting, match="WENBAO_DATA"):
        Store.open("", tmp_path / "file" / "data")


def test_several_processes_open_and_write_one_store(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from retrieval.store import Store\n"
        "from tests.test_retrieval_store import report\n"
        "store = Store.open('', Path(sys.argv[1]))\n"
        "for year in range(2000, 2010): store.save(report(sys.argv[2], year))\n"
    )
    names = ["汐原市榆汀区审计局", "汐原市审计局", "榆汀区审计局"]
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in names]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    with Store.open("", tmp_path) as store:
        assert len(store.all_reports()) == 30
        assert _bodies(store) == {frozenset({names[1]}), frozenset({names[0], names[2]})}


def test_a_figure_is_answered_without_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from retrieval.store import Store\n"
        "store = Store.open('', Path(sys.argv[1])); store.agencies(); store.facts([1], [2023])\n"
        "print([m for m in ('alembic', 'chromadb', 'langchain_core', 'torch', 'sqlalchemy.orm') if m in sys.modules])"
    )
    Store.open("", tmp_path).close()
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
