"""English as people type it: names shortened and turned round, what was carried from year to year, sets and bounds."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.understanding import understand
from tests.test_retrieval_understanding_questions import AGENCIES, NAMES

TODAY = date(2026, 11, 20)


def asked(text: str) -> tuple[set[str], tuple[int, ...], tuple[str, ...]]:
    question = understand(text, AGENCIES, TODAY)
    return {NAMES[i] for i in question.agencies}, question.years, question.measures


@pytest.mark.parametrize(
    ("text", "years", "measures"),
    [
        ("Requests carried over from 2022 into 2023, {b}", (2022,), ("applications/carried_out/total",)),
        ("How many requests did {b} carry over from 2022?", (2022,), ("applications/carried_out/total",)),
        ("In 2023, how many requests at {b} were carried over from 2022?", (2023,), ("applications/carried_in/total",)),
        ("How many requests did {b} carry over into 2023?", (2023,), ("applications/carried_in/total",)),
        ("opening balance of requests 2023 {b}", (2023,), ("applications/carried_in/total",)),
        (
            "number of applications remained open at the end of 2023 at {b}",
            (2023,),
            ("applications/carried_out/total",),
        ),
        (
            "cases pending, administrative reconsideration, {b}, 2023",
            (2023,),
            ("review_litigation/reconsideration/pending",),
        ),
        ("number of requests rejected in part, {b}, 2023", (2023,), ("applications/partial/total",)),
        ("requests rejected b/c info not held, {b} '23", (2023,), ("applications/unavailable.not_held/total",)),
        (
            "how many requests were not concluded by the end of 2023 at {b}",
            (2023,),
            ("applications/carried_out/total",),
        ),
        ("total number of requests {b} could not process in 2023", (2023,), ("applications/not_processed/total",)),
        ("what % of reqs did {b} fully or partially grant in 2023", (2023,), ("disclosure_rate",)),
        (
            "I'm a reporter at a daily and would like to know the # of new apps of {b}, FY2023",
            (2023,),
            ("applications/new/total",),
        ),
    ],
)
def test_what_is_asked(text: str, years: tuple[int, ...], measures: tuple[str, ...]) -> None:
    found = asked(text.format(b="Xunchuan Education Bureau"))
    assert found[1:] == (years, measures)
    assert len(found[0]) == 1


def test_a_rate_that_is_none_of_ours_is_no_count() -> None:
    question = understand("Xunchuan Education Bureau 2023 reconsideration upheld rate", AGENCIES, TODAY)
    assert not question.measures or "rate" in question.measures[0] or question.outside


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("how many agencies were not sued in 2023", [("=", 0)]),
        ("Which agencies were sued in 2023?", [(">", 0)]),
        ("Which agencies had at least one lawsuit in 2023?", [(">=", 1)]),
        ("which bodies received between 10 and 100 requests in 2023?", [("<=", 100), (">=", 10)]),
        ("Which agencies did not receive a single request in 2023?", [("=", 0)]),
        ("number of agencies where nothing was carried over in 2023", [("=", 0)]),
    ],
)
def test_bounds(text: str, bounds: list[tuple[str, int]]) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert sorted((c.relation, int(c.value)) for c in question.conditions) == bounds


def test_a_place_before_the_set_bounds_it() -> None:
    question = understand("In Xunchuan, which agency had the most permits in 2023?", AGENCIES, TODAY)
    assert question.scope is not None
    assert question.scope.region


@pytest.mark.parametrize(
    ("text", "kinds", "level"),
    [
        ("Which education bureau received the most requests in 2023?", "education", ""),
        ("average number of requests per education bureau in 2023", "education", ""),
        ("all district education bureaus: requests in 2023", "education", "区"),
        ("Which district agencies received over 100 requests in 2023?", "", "区"),
    ],
)
def test_a_kind_in_the_plural_is_a_set(text: str, kinds: str, level: str) -> None:
    scope = understand(text, AGENCIES, TODAY).scope
    assert scope is not None
    assert kinds in scope.kinds if kinds else not scope.kinds
    assert scope.level == level


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("How many lawsuits were brought against Xunchuan Education Bureau in 2023?", False),
        ("requests that Xunchuan Education Bureau turned away in 2023 because third parties would be harmed", False),
        ("How many evening requests did Xunchuan Education Bureau get in 2023?", True),
        ("How many requests from my colleague did Xunchuan Education Bureau get in 2023?", True),
        ("How many requests about penalties did Xunchuan Education Bureau get in 2023?", True),
    ],
)
def test_words_of_talk_narrow_only_what_they_stand_beside(text: str, narrowed: bool) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert bool(question.outside) == narrowed
    assert bool(question.measures) != narrowed


@pytest.mark.parametrize(
    "text",
    [
        "xunchuan jiaoyuju 2023 nian shoudao duoshao shenqing",
        "jiaoyuju xunchuan 2023 nian xinshou",
        "Xúnchuān Shì Jiàoyùjú 2023 nián xīn shōu shēnqǐng duōshǎo jiàn",
    ],
)
def test_a_question_in_pinyin_is_answered_in_chinese(text: str) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert question.language == "zh"
    assert asked(text)[1:] == ((2023,), ("applications/new/total",))
    assert len(question.agencies) == 1


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("What share of new requests were granted, {b}, 2023?", "granted/total", "new/total"),
        ("refusals as a percentage of new requests, {b}, 2023", "denied/total", "new/total"),
        ("share of state secret refusals among all denials, {b} 2023", "denied.state_secret/total", "denied/total"),
        ("ratio of denied to granted at {b} in 2023", "denied/total", "granted/total"),
        ("What percentage of requests from companies were refused, {b} 2023", "denied/business", "concluded/business"),
    ],
)
def test_the_whole_of_a_share(text: str, part: str, whole: str) -> None:
    measures = asked(text.format(b="Xunchuan Education Bureau"))[2]
    assert measures == (f"applications/{part}", f"applications/{whole}")


@pytest.mark.parametrize(
    ("text", "years", "rising"),
    [
        ("Which agencies received more requests in 2023 than in 2022?", (2022, 2023), True),
        ("Which agencies received more requests in 2022 than in 2023?", (2022, 2023), False),
        ("which agencies saw their refusals fall in 2023", (2023,), False),
        ("How many agencies had fewer requests in 2023 than the year before?", (2022, 2023), False),
    ],
)
def test_bodies_that_rose_or_fell(text: str, years: tuple[int, ...], rising: bool) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert question.growth == "difference"
    assert question.descending == rising
    assert question.years[-1] == years[-1]
    assert question.measures


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("lawsuits resolved in favour of Xunchuan Education Bureau, 2023", "litigation/upheld"),
        ("reconsiderations decided against the Xunchuan Education Bureau in 2023", "reconsideration/corrected"),
        ("How many lawsuits were brought against Xunchuan Education Bureau in 2023?", "litigation/total"),
    ],
)
def test_for_and_against_the_body(text: str, measure: str) -> None:
    assert asked(text)[2] == (f"review_litigation/{measure}",)


@pytest.mark.parametrize(
    "text",
    [
        "How many lawsuits were dismissed",
        "number of reconsiderations withdrawn",
        "How many permits were revoked",
        "requests by natural persons over 60",
    ],
)
def test_what_no_column_of_a_court_case_tells(text: str) -> None:
    assert understand(f"{text}, Xunchuan Education Bureau, 2023", AGENCIES, TODAY).outside


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Did Xunchuan PSB get more requests than its Lishan branch in 2023?",
            {"浔川市公安局", "浔川市公安局栎山分局"},
        ),
        ("2023 requests, the Public Security Bureau's Lishan branch in Xunchuan", {"浔川市公安局栎山分局"}),
        (
            "Compare the housing bureaus of Lishan and Shating in 2023: requests",
            {"浔川市栎山区住房和城乡建设局", "浔川市沙汀区住房和城乡建设局"},
        ),
    ],
)
def test_a_body_told_by_another(text: str, names: set[str]) -> None:
    assert asked(text)[0] == names


def test_did_it_rise_is_asked_against_the_year_before() -> None:
    found = asked("Did the backlog at Xunchuan Education Bureau shrink in 2023?")
    assert found[1:] == ((2022, 2023), ("applications/carried_out/total",))


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Please confirm the number of new requests, {b}, 2023", ("applications/new/total",)),
        (
            "What number of requests at {b} in 2023 asked for publications?",
            ("applications/not_processed.publication/total",),
        ),
        ("How many people took {b} to court in 2023?", ("review_litigation/litigation/total",)),
        ("litigation pending at year end, {b}, 2023", ("review_litigation/litigation/pending",)),
        ("Of its lawsuits in 2023, how many did {b} lose?", ("review_litigation/litigation/corrected",)),
    ],
)
def test_words_around_a_box_name_no_other(text: str, measures: tuple[str, ...]) -> None:
    assert asked(text.format(b="Xunchuan Education Bureau"))[2] == measures


def test_one_box_against_another_is_a_bound() -> None:
    question = understand("Which agencies had more lawsuits than reconsiderations in 2023?", AGENCIES, TODAY)
    (bound,) = question.conditions
    assert (bound.measure, bound.relation, bound.than) == (
        "review_litigation/litigation/total",
        ">",
        "review_litigation/reconsideration/total",
    )


def test_new_and_carried_over_together_are_what_there_was_to_do() -> None:
    text = "How many cases did Xunchuan Education Bureau have to deal with in 2023, new ones and those carried over?"
    assert set(asked(text)[2]) == {"applications/new/total", "applications/carried_in/total"}
