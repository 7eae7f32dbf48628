"""Questions about the form find the entry that explains it."""

from __future__ import annotations

import re

import pytest

from report.form import all_rows, groups
from retrieval.glossary import entries, entry, find_entry, glossary

ASKED = [
    ("什么叫勾稽关系", "form/arithmetic"),
    ("how must the figures in section 3 add up?", "form/arithmetic"),
    ("“三安全一稳定”具体指什么", "applications/denied.security_stability"),
    ("三類內部事務信息有哪些", "applications/denied.internal_affairs"),
    ("过程性信息包括什么", "applications/denied.process"),
    ("什么样的算行政查询事项", "applications/denied.administrative_query"),
    ("区分处理是什么意思", "applications/partial"),
    ("空白和填0有区别吗", "form/blank"),
    ("is an empty box the same as zero?", "form/blank"),
    ("年报最迟几号公布", "form/deadline"),
    ("by what date is the annual report due", "form/deadline"),
    ("收到申请要几天内答复", "law/article33"),
    ("how many working days does a body have to reply", "law/article33"),
    ("补正通知要几天内发", "law/article30"),
    ("申请公开要收费吗", "law/article42"),
    ("收费金额的单位是元吗", "disclosure/fees"),
    ("为什么现在没有政府集中采购这一行", "disclosure/procurement"),
    ("条例第20条第8项", "law/article20/8"),
    ("第二十条第（六）项讲什么", "law/article20/6"),
    ("条例第14条", "law/article14"),
    ("新旧两版格式有什么变化", "form/editions"),
    ("what changed between the 2019 form and the 2021 form", "form/editions"),
    ("申请人撤回了怎么统计", "form/withdrawn"),
    ("同一个人交了三份申请算几件", "form/same_applicant"),
    ("办结是什么意思", "applications/concluded"),
    ("结转指什么", "applications/carried_out"),
    ("纠正率怎么算", "measure/correction_rate"),
    ("不服答复，去哪里投诉", "law/article51"),
    ("哪些单位必须编年报", "form/who"),
    ("第六部分写什么", "form/section/6"),
    ("没有收到申请怎么填", "form/nothing_happened"),
    ("你能做什么", "program/can"),
    ("数据从哪里来", "program/data"),
    ("会保存我的提问吗", "program/privacy"),
    ("律师事务所算哪一类申请人", "column/applications/legal_service"),
]


@pytest.mark.parametrize(("question", "key"), ASKED)
def test_find_entry(question: str, key: str) -> None:
    found = find_entry(question)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("予以公开和部分公开有什么区别", {"applications/granted", "applications/partial"}),
        ("规章与行政规范性文件的区别", {"disclosure/regulations", "disclosure/normative_documents"}),
        ("difference between natural persons and legal persons",
         {"column/applications/natural_person", "column/applications/organizations"}),
    ],
)  # fmt: skip
def test_two_things_compared_are_both_explained(question: str, keys: set[str]) -> None:
    found = find_entry(question)
    assert found is not None
    assert set(found.key.split("+")) == keys
    assert found.rests_on


@pytest.mark.parametrize("question", ["今天天气怎么样", "榆汀区的房价", "what is the weather", "写一首诗", ""])
def test_what_is_not_about_the_form_finds_nothing(question: str) -> None:
    assert find_entry(question) is None


def test_every_row_and_group_of_the_form_is_explained() -> None:
    explained = {one.key for one in glossary()}
    rows = {f"{row.table}/{row.item}" for row in all_rows()}
    asked = {f"{'review_litigation' if group == 'litigation' else 'applications'}/{group}" for group in groups()}
    assert rows | asked <= explained
    assert {f"form/section/{n}" for n in range(1, 7)} <= explained


def test_every_entry_is_found_by_each_of_its_names() -> None:
    lost = [
        (one.key, name)
        for one in glossary()
        for name in one.names
        if " + " not in name and "|" not in name and one.key not in [found.key for found in entries(name)]
    ]
    assert len(lost) <= 12, lost  # a name that a longer pattern of another entry covers


def test_every_entry_says_what_it_rests_on_in_both_languages() -> None:
    for one in glossary():
        assert one.zh
        assert one.en
        assert one.rests_on or one.key.startswith("program/")
        assert len(one.names) == len(set(one.names))


def test_article_numbers_agree_with_the_form() -> None:
    for row in all_rows():
        explained = entry(f"{row.table}/{row.item}")
        assert explained is not None
        if row.article:
            article = re.match(r"第[一二三四五六七八九十]+条", row.article)
            assert article is not None
            assert article[0] in explained.rests_on, row.item
