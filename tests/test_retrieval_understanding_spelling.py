"""Words that are spelt as they should be stay as they are, whatever stands beside them."""

from __future__ import annotations

import pytest

from retrieval.understanding.directory import directory_of
from retrieval.understanding.spelling import correct
from tests.test_retrieval_understanding_questions import AGENCIES


@pytest.mark.parametrize(
    "text",
    [
        "2023年新收减少最多",
        "2023年发生诉讼的",
        "2023年最大复议数",
        "2023年产生诉讼",
        "2023年新收简单说",
        "2023年增幅办结",
    ],
)
def test_two_words_side_by_side_are_no_misspelt_third(text: str) -> None:
    assert correct(text, directory_of(AGENCIES)) == (text, ())
