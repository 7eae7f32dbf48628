"""`retrieval/store`: what goes in comes out, in whatever order it came, in SQLite and in PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.checks import check_report
from report.facts import Area, Finding, Paragraph, Place, Report, Statement, Status
from report.form import Cell, form
from report.passages import Passage
from retrieval.store import Store
from retrieval.store.rows import decimal_of, figure_of, finding_from_json, finding_to_json
from tests.maker.bodies import YUTING_SCIENCE
from tests.maker.made import make
from tests.stores import NEW, Opened, bodies, report

AMOUNT = Cell.parse("disclosure/fees/amount")


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened()


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


# — removing, the index, conversations —


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
        assert bodies(store) == {frozenset({names[1]}), frozenset({names[0], names[2]})}


def test_a_figure_is_answered_without_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from retrieval.store import Store\n"
        "store = Store.open('', Path(sys.argv[1])); store.agencies(); store.facts([1], [2023])\n"
        "print([m for m in ('alembic', 'chromadb', 'langchain_core', 'torch', 'sqlalchemy.orm') if m in sys.modules])"
    )
    Store.open("", tmp_path).close()
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
