"""What is left of a question beside its bodies, years and boxes narrows what is asked for."""

from __future__ import annotations

import pytest

from retrieval.understanding.cells import find_measures
from retrieval.understanding.modifiers import find_unknown_modifier

ASKED = "\ue003\ue000"  # a body and a year, as they stand in a text that is read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("农民申请了多少件", "农民"),
        ("新收申请里女性提的有几件", "女性"),
        ("上半年收到多少申请", "上半年"),
        ("3月份新收", "3月份"),
        ("小微企业的申请", "小微"),
        ("除国家秘密以外不予公开几件", "除国家秘密"),
        ("没被纠正的复议几件", "没被纠正"),
        ("行政许可申请多少件", "行政许可申请"),
        ("申请最多的人申请了几次", "最多的人"),
        (": how many urgent applications did it receive", "urgent"),
        (": requests from students", "students"),
    ],
)
def test_words_that_no_box_knows_narrow(text: str, words: str) -> None:
    assert find_unknown_modifier(ASKED + text, find_measures(ASKED + text)).startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "收到多少件申请",
        "的申请到底有几件呀，麻烦帮我查一下谢谢",
        "截至12月31日新收多少件",
        "有没有被纠正的复议",
        "法人或其他组织部分公开几件",
        "新收比上一年增加了百分之几",
        "行政许可、行政处罚各多少",
        "领导急着要，新收多少",
        ": please tell me how many requests were turned down in total",
        ": of all applications, how many came from companies?",
    ],
)
def test_words_that_ask_narrow_nothing(text: str) -> None:
    assert find_unknown_modifier(ASKED + text, find_measures(ASKED + text)) == ""
