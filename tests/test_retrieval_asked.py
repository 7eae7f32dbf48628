"""What people ask about the form finds the entry that explains it, in the words of clerks and citizens."""

from __future__ import annotations

import pytest

from retrieval.asked import article_named, likeliest, meant, ways
from retrieval.folding import features
from retrieval.glossary import entry, glossary

ASKED = [
    ("他一个月交了二十六份，该收他多少钱", "law/fee_rates"),
    ("行政处罚填的是结案数还是决定数", "form/permit_count"),
    ("收的时候没写联系方式，还受理吗", "law/article29"),
    ("居委会的人来申请归到哪一列", "column/applications/other_org"),
    ("two residents sign one letter, one case or two?", "form/joint_applicants"),
    ("the bureau turned me down, how can I contest it", "law/remedies"),
    ("who has to approve a longer time for reply", "law/article33"),
    ("12345打来的电话要计进新收吗", "form/not_applications"),
    ("第三方一直没有回音，能公开吗", "law/article32"),
]


@pytest.mark.parametrize(("question", "key"), ASKED)
def test_the_right_entry_is_among_the_first_two(question: str, key: str) -> None:
    assert key in [found.key for found, _ in meant(question, 2)]


@pytest.mark.parametrize("question", ["怎么煮米饭", "how do I cook rice", "附近哪家面馆好吃"])
def test_what_is_not_about_the_form_comes_near_to_nothing(question: str) -> None:
    nearness, way = likeliest(question)
    assert nearness < 1.0
    assert way < 0.5


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("条例第39条", "law/article39"),
        ("第五十七条说什么", "law/chapters"),  # there is none; the entry says how many there are
        ("article 44", "law/article44"),
        ("行政复议法第二十三条", ""),
        ("第三十三条和第三十四条", ""),
    ],
)
def test_an_article_is_found_by_its_number(text: str, key: str) -> None:
    assert article_named(text) == key


@pytest.mark.parametrize("number", range(1, 57))
def test_every_article_has_an_entry(number: int) -> None:
    assert entry(f"law/article{number}") is not None


def test_every_way_of_asking_belongs_to_an_entry() -> None:
    assert {key for key, _ in ways()} <= {one.key for one in glossary()}


def test_words_of_one_meaning_are_one() -> None:
    assert features("咋申请延期") == features("如何申请延长")
    assert features("how do I appeal") == features("how do I challenge")
