"""Words that no list has still suggest a row of the form."""

from __future__ import annotations

import pytest

from retrieval.models import embedder
from retrieval.nearest import find_rows


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("年底还压着没处理的", "applications/carried_out/total"),
        ("罚单开了多少", "disclosure/penalties/decisions"),
        ("withheld as confidential state matters", "applications/denied.state_secret/total"),
        ("taken straight to court", "review_litigation/litigation_direct/total"),
    ],
)
def test_find_rows(words: str, row: str) -> None:
    assert row in [cell.key for cell, _ in find_rows(words, embedder())]


@pytest.mark.parametrize("words", ["", "xyzzy", "🙂"])
def test_words_that_mean_nothing_suggest_nothing(words: str) -> None:
    assert find_rows(words, embedder()) == []
