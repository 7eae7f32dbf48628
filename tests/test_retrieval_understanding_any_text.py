"""Whatever is typed becomes a question: none raises, none makes a body up."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.question import Operation
from retrieval.understanding import understand
from retrieval.understanding.script import normalise
from tests.test_retrieval_understanding_questions import AGENCIES, NAMES

TODAY = date(2026, 11, 20)
WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "浔川市 栎山区 教育局 公安分局 2023年 去年 近三年 新收 申请 不予公开 占比 最多 的 呢 ， ？ 和 比 "
        "how many of in \ue000 ' ; ( <b> 😀",
    )
)


@settings(deadline=None)  # the first call compiles the vocabulary
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert question.text in (text, normalise(text).original)  # English shorthand is written out
    assert question.language in ("zh", "zh-Hant", "en")


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=6))
def test_any_turn_after_any_turn(first: list[str], second: list[str]) -> None:
    previous = understand("".join(first), AGENCIES, TODAY)
    question = understand("".join(second), AGENCIES, TODAY, previous)
    assert set(question.agencies) <= set(NAMES)
    assert all(set(ids) <= set(NAMES) for _, ids in question.candidates)


def test_a_question_within_an_attack_is_still_the_question() -> None:
    for attack in (
        "'; DROP TABLE facts; --",
        '" OR 1=1 --',
        "<script>alert(1)</script>",
        "${jndi:ldap://x}",
        " " * 3000,
    ):
        question = understand(f"浔川市教育局2023年收到多少申请{attack}", AGENCIES, TODAY)
        assert (question.operation, question.years) == (Operation.FIGURE, (2023,))
        assert question.measures == ("applications/new/total",)
