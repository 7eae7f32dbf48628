"""What reports say in prose: the sentence that says it, and plainly nothing where none does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.conversation import Conversation
from retrieval.question import Answer
from tests.answers import TODAY, Stored
from tests.stored import store_samples


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


def asked(stored: Stored, text: str) -> Answer:
    return Conversation(stored[0], None, TODAY).reply(text)


@pytest.mark.parametrize("text", ["汐原市教育局2022年微博发了几条", "汐原市教育局2022年抖音发了多少"])
def test_a_platform_that_no_sentence_names_is_not_told_of(stored: Stored, text: str) -> None:
    answer = asked(stored, text)
    assert answer.kind == "not_found"
    assert not answer.citations


def test_accounts_are_not_posts(stored: Stored) -> None:
    assert asked(stored, "汐原市教育局2022年政务新媒体账号有几个").kind == "not_found"


@pytest.mark.parametrize("text", ["有单位提到区块链吗", "Does any report mention blockchain?"])
def test_what_no_report_mentions_is_said_so(stored: Stored, text: str) -> None:
    answer = asked(stored, text)
    assert answer.kind == "not_found"
    assert "区块链" in answer.text or "blockchain" in answer.text


def test_plans_for_a_year_stand_in_the_report_of_the_year_before(stored: Stored) -> None:
    last = max(year for name, year in stored[1] if name == "汐原市教育局")
    answer = asked(stored, f"汐原市教育局{last + 1}年打算怎么改进")
    assert answer.kind == "passage"
    assert {citation.year for citation in answer.citations} == {last}


def test_a_verb_that_counts_names_no_box_before_its_object(stored: Stored) -> None:
    answer = asked(stored, "汐原市教育局2022年接了多少12345")
    assert not answer.figures
