"""A report written with the bot: the DOCX comes as a file, and what was told is kept in the sender's drafts alone."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.telegram.means import Means
from ingest.extract import document_to_report
from ingest.readers import read_document
from retrieval.conversation import Conversation
from retrieval.store import Store
from tests.stored import store_samples
from tests.telegram_bot import TOKEN, running_bot
from tests.telegram_server import TelegramServer, telegram_server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _ = store_samples(tmp_path / "stored")
    yield store
    store.close()


@pytest.fixture
def bot(store: Store) -> Iterator[TelegramServer]:
    with telegram_server(TOKEN) as server:
        means = Means(store, lambda key: Conversation(store, None, date(2027, 1, 12), key=key))
        with running_bot(server, means):
            yield server
        assert not server.broken, server.broken


def test_the_report_comes_as_a_file(bot: TelegramServer, store: Store, tmp_path: Path) -> None:
    for count, text in enumerate(["起草汐原市科学技术局2026年的报告", "新收4711件，自然人4711", "写出来"], 1):
        bot.write(text)
        bot.wait_for(count)
    *_, written = bot.wait_for(4)
    path = tmp_path / written["document"]["file_name"]
    path.write_bytes(written["_file"])
    assert path.name == "汐原市科学技术局2026年政府信息公开工作年度报告（草稿）.docx"
    read = {fact.cell.key: fact.value for fact in document_to_report(read_document(path)).facts}
    assert read["applications/new/natural_person"] == 4711
    assert io.BytesIO(written["_file"]).read(2) == b"PK"
    with sqlite3.connect(store.data / "wenbao.sqlite") as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        rows = {name: connection.execute(f'select * from "{name}"').fetchall() for name in names}
    assert {name for name, found in rows.items() if "4711" in str(found)} == {"drafts"}
