"""`retrieval/store`: backups, migrations, and databases that cannot be used."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from report.checks import check_report
from report.errors import UnreadableFile, UnusableSetting
from report.facts import Place
from retrieval.store import Store
from tests.stores import WORLD, Opened, current, report


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened()


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
