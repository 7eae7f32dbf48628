"""Help with the words: bodies like one's own first, last year's promises, everything quoted with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from report.facts import Report
from retrieval.answering.drafting import asks_how_to_write
from retrieval.answering.reply import Reply
from retrieval.conversation import Conversation
from retrieval.drafting.words import PROMISES, comparable_bodies
from retrieval.lookup import Lookup
from retrieval.question import Answer, Operation, Question
from retrieval.store import Store
from tests.stored import store_samples

TODAY = date(2026, 11, 20)
CITY = "汐原市科学技术局"
Stored = tuple[Store, dict[tuple[str, int], Report]]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


@pytest.fixture
def talk(stored: Stored) -> Conversation:
    talk = Conversation(stored[0], None, TODAY)
    talk.reply(f"起草{CITY}2026年的报告")
    return talk


def prose(report: Report) -> str:
    return "\n".join(paragraph.text for section in report.sections for paragraph in section.paragraphs)


def quoted(answer: Answer) -> list[str]:
    """What stands in a line of its own between quotation marks, of a report."""
    lines = [line for line in answer.text.splitlines() if re.match(r"- |\d+\. ", line)]
    return [text for line in lines for text in re.findall(r"“(.*?)”(?=$|；“|→)", line)]


def test_bodies_of_the_same_kind_level_and_place_come_first(stored: Stored) -> None:
    lookup = Lookup(stored[0], stored[0].agencies())
    own = next(body for body in lookup.agencies.values() if body.agency.name == CITY)
    found = comparable_bodies(Reply(Question("写"), lookup, TODAY), own)
    assert own not in [like.body for like in found]
    assert found[0].body.agency.name == "汐原市榆汀区科学技术局"
    assert found[0].why[0] == "同类"
    assert [like.score for like in found] == sorted((like.score for like in found), reverse=True)


@pytest.mark.parametrize("section", ["一", "五", "六"])
def test_a_section_is_proposed_in_words_that_reports_print(talk: Conversation, stored: Stored, section: str) -> None:
    answer = talk.reply(f"第{section}部分怎么写")
    assert answer.kind == "draft"
    assert f"格式的要求：第{section}部分" in answer.text
    assert "《政府信息公开条例》" in answer.text
    printed = "\n".join(prose(report) for report in stored[1].values())
    assert quoted(answer)
    assert all(text in printed for text in quoted(answer))
    assert {citation.quote for citation in answer.citations} >= set(quoted(answer))
    assert not answer.figures


def test_section_five_begins_with_what_last_year_promised(talk: Conversation, stored: Stored) -> None:
    answer = talk.reply("第五部分怎么写")
    last = prose(stored[1][CITY, 2025])
    promised = re.findall(r"\d+\. “(.*?)”→ 落实情况：【待填】", answer.text)
    assert promised
    assert all(text in last for text in promised)


@pytest.mark.parametrize(
    "text",
    [
        "去年我们写了什么问题，今年该交代哪些",
        "去年写的问题今年要怎么回应",
        "我们局去年承诺了什么",
        "上年列的整改措施今年要说明哪些",
        "what did we promise last year",
    ],
)
def test_last_years_promises_are_listed(talk: Conversation, text: str) -> None:
    answer = talk.reply(text)
    assert PROMISES.search(text)
    assert answer.kind == "draft"
    assert {citation.file for citation in answer.citations} == {"xiyuan_science_2025.docx"}
    assert "【待填】" in answer.text


@pytest.mark.parametrize("text", ["去年收到多少件申请", "2023年存在哪些问题", "今年公开了什么", "去年的改进措施有哪些"])
def test_other_questions_are_no_promises(text: str) -> None:
    assert not PROMISES.search(text)


def test_promises_without_a_body_are_asked_back(stored: Stored) -> None:
    answer = Conversation(stored[0], None, TODAY).reply("去年我们写了什么问题，今年该交代哪些")
    assert answer.kind == "clarify"


def test_how_others_wrote_of_one_thing(talk: Conversation, stored: Stored) -> None:
    answer = talk.reply("别人怎么写公开渠道单一的改进")
    assert answer.kind == "draft"
    assert CITY not in {citation.agency for citation in answer.citations}
    for line in [line for line in answer.text.splitlines() if line.startswith("- ")]:
        assert "公开渠道" in line
    printed = "\n".join(prose(report) for report in stored[1].values())
    assert all(text in printed for text in quoted(answer))


def test_what_nobody_wrote_of_is_not_made_up(talk: Conversation) -> None:
    answer = talk.reply("别的单位怎么写食堂伙食的改进")
    assert answer.text.startswith("没有找到正好写这一点的")


def test_no_digit_of_a_proposal_is_anybodys_but_a_reports(talk: Conversation, stored: Stored) -> None:
    answer = talk.reply("第一部分依申请公开怎么写")
    printed = "\n".join(prose(report) for report in stored[1].values())
    for text in quoted(answer):
        assert all(number in printed for number in re.findall(r"\d+", text))


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("监督保障写什么", None),
        ("How should section 5 be written?", 5),
        ("what goes into section 6 when no fee was charged", 6),
        ("总体情况要写多少字", 1),
        ("今年没有问题可写怎么办", 5),
        ("帮我润色一下第五部分", 5),
    ],
)
def test_ways_to_ask_how_to_write(text: str, section: int | None) -> None:
    asked = asks_how_to_write(Question(text, "zh"))
    assert asked is not None
    assert (asked.operation, asked.section) == (Operation.DRAFT, section)


@pytest.mark.parametrize(
    "text", ["第五部分写了什么", "别人第五部分怎么写", "今年收到多少件申请", "2023年的报告怎么写的"]
)
def test_what_was_written_is_another_question(text: str) -> None:
    assert asks_how_to_write(Question(text, "zh")) is None
