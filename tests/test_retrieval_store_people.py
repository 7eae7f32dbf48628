"""What is kept of those who ask, and that it can be forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.store import Store
from retrieval.store import people as module

ME, OTHER = ("telegram", "-100", "7"), ("telegram", "-100", "8")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(None, tmp_path)


def test_a_message_is_new_once(store: Store) -> None:
    assert store.receive("telegram", 41, "{}")
    assert not store.receive("telegram", 41, "{}")


def test_what_was_not_answered_is_still_there_and_is_answered_once(store: Store) -> None:
    for number in (41, 42):
        store.receive("telegram", number, f"message {number}")
    assert store.begin("telegram", 41)
    assert not store.begin("telegram", 41)
    assert store.unanswered("telegram") == ["message 42"]
    assert not store.receive("telegram", 41, "again")


def test_what_began_to_leave_is_unsure_until_it_is_known_to_have_arrived(store: Store) -> None:
    for number in (41, 42, 43):
        store.receive("telegram", number, f"message {number}")
        store.begin("telegram", number)
    store.finish("telegram", 41)
    store.reopen("telegram", 43)  # it surely did not arrive
    assert store.unsure("telegram") == ["message 42"]
    assert store.unanswered("telegram") == ["message 43"]
    assert not store.begin("telegram", 41)


def test_an_edited_question_finds_its_answer(store: Store) -> None:
    store.save_reply(ME, 5, [6, 7])
    assert store.reply_to(OTHER, 5) == [6, 7]  # the same chat
    assert store.reply_to(("telegram", "-101", "7"), 5) == []


def test_feedback_keeps_the_answer_that_it_is_about(store: Store) -> None:
    answer = store.save_answer(ME, {"text": "3件"})
    store.save_feedback(ME, answer, "应该是5件")
    (kept,) = store.feedback()
    assert kept.words == "应该是5件"
    assert kept.answer == {"text": "3件"}


def test_a_draft_is_its_senders_alone_and_expires(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save_draft(ME, "草稿.docx", {"findings": []}, b"PK")
    assert [draft.name for draft in store.drafts(ME)] == ["草稿.docx"]
    assert not store.drafts(OTHER)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=8)

    monkeypatch.setattr(module, "datetime", Later)
    assert not store.drafts(ME)


def test_forget_takes_all_of_one_person_and_nothing_of_another(store: Store) -> None:
    for key in (ME, OTHER, ("telegram", "7", "7")):
        store.save_turn(key, {"text": "?"})
        store.save_answer(key, {"text": "!"})
        store.save_draft(key, "d", {})
        store.save_feedback(key, None, "no")
    store.save_person("telegram", "7", {"language": "en"})
    assert store.forget("telegram", "7") == 9
    assert not store.load_turns(ME)
    assert store.load_turns(OTHER)
    assert store.person("telegram", "7") == {}
    assert len(store.feedback()) == 1
