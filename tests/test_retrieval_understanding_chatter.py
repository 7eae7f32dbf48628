"""Talk around a question names nothing that is asked for; what narrows it stays."""

from __future__ import annotations

import pytest

from retrieval.understanding.chatter import without_chatter

ASKED = "汐原市教育局2023年收到多少件申请"


@pytest.mark.parametrize(
    "talk",
    [
        "我是一名律师",
        "老百姓想知道",
        "领导催我要",
        "编辑部要核实一个数字",
        "尽快回复我",
        "不要瞎编",
        "查了半天没查到",
        "替我爸问的",
        "纯好奇",
        "供参考",
    ],
)
def test_talk_before_and_after_is_left_out(talk: str) -> None:
    assert without_chatter(f"{talk}，{ASKED}") == ASKED
    assert without_chatter(f"{ASKED} {talk}") == ASKED


def test_talk_right_after_the_number_asked_for() -> None:
    assert without_chatter(ASKED + "有的话发我") == ASKED


@pytest.mark.parametrize("words", ["只算农民的", "法院转来的", "其中女性", "上半年", "律师的", "麓下分局呢"])
def test_what_narrows_stays(words: str) -> None:
    assert without_chatter(f"{ASKED}，{words}") == f"{ASKED}，{words}"


def test_talk_alone_stays_what_it_is() -> None:
    assert without_chatter("麻烦帮我核对一下") == "麻烦帮我核对一下"
    assert without_chatter("thanks a lot, cheers", "en") == "thanks a lot, cheers"
    assert without_chatter("Quick question: how many requests, please", "en") == "how many requests"
