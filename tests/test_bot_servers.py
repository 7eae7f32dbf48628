"""The bot on servers: facts in PostgreSQL, the index in Chroma, the conversation the same as on files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.app import means as means_of
from bot.parts import Parts
from bot.settings import Settings
from bot.status import status_lines
from bot.telegram.access import Access
from ingest.load import load
from tests import postgres
from tests.chroma_server import PROGRAM, chroma_server
from tests.telegram_bot import TOKEN, ask, running_bot
from tests.telegram_people import Plain, labels
from tests.telegram_server import TelegramServer, telegram_server

BODY = "汐原市科学技术局"
STAFF = 900
FILES = ("xiyuan_science_2022.docx", "xiyuan_science_2023.pdf", "xiyuan_science_2025.docx", "xiyuan_education_2023.md")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Parts]:
    if not postgres.is_there() or not PROGRAM.exists():
        pytest.skip("PostgreSQL or Chroma cannot be run here")
    folder = tmp_path_factory.mktemp("servers")
    with postgres.cluster() as database, chroma_server(folder / "chroma") as index:
        opened = Parts(
            Settings(
                data=folder / "data",
                database_url=database,
                chroma_url=index,
                staff=frozenset({STAFF}),
                telegram_token=TOKEN,
                today_is=date(2026, 11, 20),
            )
        )
        loaded = list(load([samples / name for name in FILES], opened.store, opened.passages))
        assert {one.status for one in loaded} == {"stored"}
        yield opened
        opened.store.close()


@pytest.fixture(scope="module")
def bot(parts: Parts) -> Iterator[TelegramServer]:
    means = replace(means_of(parts), access=Access(per_person=1_000, in_all=10_000))
    with telegram_server(TOKEN) as server, running_bot(server, means):
        yield server
        assert not server.broken, server.broken


def press(bot: TelegramServer, me: int, message: Plain, label: str, more: int = 1) -> list[Plain]:
    before = len(bot.told(me))
    bot.press(message, label, person=me)
    return bot.wait_told(me, before + more)[before:]


def test_both_servers_answer(parts: Parts, bot: TelegramServer) -> None:
    parts.settings = replace(parts.settings, telegram_api=bot.url)
    lines = list(status_lines(parts))
    assert all(well for _, well in lines)
    assert any("postgresql" in line and "wenbao:" not in line for line, _ in lines)
    assert parts.passages.count() > 0
    assert not (parts.settings.data / "wenbao.sqlite").exists()


def test_a_figure_its_proof_its_trend_and_a_follow_up(bot: TelegramServer) -> None:
    answer = ask(bot, 1, f"{BODY}2023年收到多少件申请")[0]
    assert answer["text"].startswith("2件：")
    assert press(bot, 1, answer, "出处")[0]["photo"]
    assert "2022年4件" in press(bot, 1, answer, "走势", more=2)[0]["text"]
    assert ask(bot, 1, "2022年呢")[0]["text"].startswith("4件：")
    assert press(bot, 1, answer, "原文件")[0]["document"]["file_name"] == "xiyuan_science_2023.pdf"


def test_words_are_found(bot: TelegramServer) -> None:
    told = ask(bot, 2, "哪个单位提到老年群体获取信息不便")[0]
    assert "老年群体" in told["text"]
    assert "出处" in labels(told)


def test_a_report_from_staff_is_stored_and_found_at_once(bot: TelegramServer, samples: Path) -> None:
    bot.send_file("a.html", (samples / "xiyuan_science_2024.html").read_bytes(), chat=STAFF, person=STAFF)
    checked = bot.wait_told(STAFF)[0]
    assert "已存入" in press(bot, STAFF, checked, "存入")[0]["text"]
    assert ask(bot, STAFF, f"{BODY}2024年收到多少件申请")[0]["text"].startswith("1件：")


def test_an_index_that_does_not_answer_is_told_and_figures_go_on(
    parts: Parts, bot: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts.passages, "answers", lambda: False)
    assert [line.split()[0] for line, well in status_lines(parts) if not well] == ["索引"]
    assert ask(bot, 5, f"{BODY}2023年收到多少件申请")[0]["text"].startswith("2件：")


def test_a_database_that_does_not_answer_is_told(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise ConnectionError("a secret query")

    monkeypatch.setattr(parts.store, "agencies", away)
    told = [line for line, well in status_lines(parts) if not well]
    assert told[0].startswith("数据库")
    assert "secret" not in told[0]


def test_what_is_kept_of_a_person_is_forgotten(bot: TelegramServer, parts: Parts) -> None:
    ask(bot, 3, f"{BODY}2023年收到多少件申请")
    sure = ask(bot, 3, "/forget")[0]
    press(bot, 3, sure, "删除")
    assert parts.store.load_turns(("telegram", "3", "3")) == []


def test_a_message_is_answered_once_also_after_a_restart(parts: Parts) -> None:
    means = replace(means_of(parts), access=Access(per_person=1_000, in_all=10_000))
    with telegram_server(TOKEN) as server:
        with running_bot(server, means):
            ask(server, 4, f"{BODY}2023年收到多少件申请")
            server.give_again()
            ask(server, 4, "2022年呢")
        with running_bot(server, means):
            assert ask(server, 4, "2025年呢")[0]["text"].startswith("1件：")
        assert [message["text"][:2] for message in server.told(4)] == ["2件", "4件", "1件"]
    assert not parts.store.unsure("telegram")
