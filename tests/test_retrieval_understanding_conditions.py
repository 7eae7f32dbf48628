"""Bounds on the bodies of a set: which box each is of, what stands without a number, one box held against another."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.question import Operation, Question
from retrieval.understanding import understand
from retrieval.understanding.portions import portions_spelt
from tests.test_retrieval_understanding_questions import AGENCIES, NAMES

NEW, NATURAL = "applications/new/total", "applications/new/natural_person"
REVIEW, COURT = "review_litigation/reconsideration/total", "review_litigation/litigation/total"
FINED, PERMITS = "disclosure/penalties/decisions", "disclosure/permits/decisions"


def asked(text: str) -> Question:
    return understand(text, AGENCIES, date(2026, 11, 20))


def bounds(text: str) -> set[str]:
    return {f"{c.measure}{c.relation}{c.than or c.value}" for c in asked(text).conditions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年没有复议也没有诉讼的单位", {f"{REVIEW}=0", f"{COURT}=0"}),
        ("2023年没有复议和诉讼的单位有哪些", {f"{REVIEW}=0", f"{COURT}=0"}),
        ("2023年行政处罚和行政许可都是0的单位有哪些", {f"{FINED}=0", f"{PERMITS}=0"}),
        ("2023年新收不足10件、也没有结转的单位", {f"{NEW}<10", "applications/carried_out/total=0"}),
        ("2023年收到申请但是没有部分公开的单位", {f"{NEW}>0", "applications/partial/total=0"}),
        ("哪些单位2023年既有复议又有诉讼", {f"{REVIEW}>0", f"{COURT}>0"}),
        ("2023年有行政诉讼的单位有哪些", {f"{COURT}>0"}),
        ("2023年收到申请的单位有哪些", {f"{NEW}>0"}),
        ("2023年行政处罚过百、行政许可为零的单位", {f"{FINED}>100", f"{PERMITS}=0"}),
        ("2023年新收在10到1000件之间的单位", {f"{NEW}>=10", f"{NEW}<=1000"}),
        ("2023年新收超过100件且自然人超过90件的单位", {f"{NEW}>100", f"{NATURAL}>90"}),
        ("2023年自然人不足八成的有哪些单位", {"share<80"}),
        ("2023年予以公开超过办结数一半的有谁", {"share>50"}),
        ("2023年复议比诉讼多的单位", {f"{REVIEW}>{COURT}"}),
        ("2023年收费超过100万元的单位", {"disclosure/fees/amount>100"}),
        ("2023年办结数等于新收数的单位", {f"applications/concluded/total={NEW}"}),
        ("2023年企业申请比自然人申请多的单位", {f"applications/new/business>{NATURAL}"}),
        ("2023年公开率在30%至40%的单位", {"disclosure_rate>=30", "disclosure_rate<=40"}),
        ("2023年哪家既没有结转又收到过申请", {"applications/carried_out/total=0", f"{NEW}>0"}),
        ("2023年没有人起诉、也没人复议的单位", {f"{COURT}=0", f"{REVIEW}=0"}),
        ("挑出2023年新收在20件及以上、公开率又高于40%的单位", {f"{NEW}>=20", "disclosure_rate>40"}),
        ("2023年哪几家的诉讼少于复议", {f"{COURT}<{REVIEW}"}),
    ],
)
def test_bounds_of_a_set(text: str, expected: set[str]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "operation", "rising"),
    [
        ("2023年哪些单位新收比上年增加了", Operation.RANK, True),
        ("2023年哪些单位新收比2022年少", Operation.RANK, False),
        ("2022年比2023年新收多的单位有哪些", Operation.RANK, False),
        ("2023年公开率比2022年提高的单位有哪些", Operation.RANK, True),
        ("2023年新收同比下降的有多少家", Operation.COUNT, False),
        ("2023年新收下降的有几家", Operation.COUNT, False),
    ],
)
def test_which_bodies_rose_or_fell(text: str, operation: Operation, rising: bool) -> None:
    question = asked(text)
    assert (question.operation, question.growth, question.descending) == (operation, "difference", rising)


def test_a_bound_on_a_sum_of_boxes_is_no_bound_of_each() -> None:
    question = asked("2023年复议和诉讼加起来超过20件的单位")
    assert question.outside
    assert not question.measures


@pytest.mark.parametrize("text", ["2023年新收22、23件的单位", "2023年由农民提出申请的单位有哪些"])
def test_a_set_that_nothing_picks_out_is_not_added_up(text: str) -> None:
    question = asked(text)
    assert question.operation not in (Operation.SUM, Operation.LIST)
    assert not question.conditions


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("2023年扣除浔川市教育局，其余单位共收多少申请", Operation.SUM),
        ("除了浔川市教育局，2023年新收最多的是谁", Operation.RANK),
        ("浔川市教育局除外的单位2023年新收超过100件的有几家", Operation.COUNT),
    ],
)
def test_a_set_without_some_of_its_bodies(text: str, operation: Operation) -> None:
    question = asked(text)
    assert question.operation is operation
    assert question.agencies == ()
    assert question.scope is not None
    assert [NAMES[i] for i in question.scope.without] == ["浔川市教育局"]


def test_the_first_and_the_second_are_two() -> None:
    assert asked("2023年办结量第一、第二的单位").count == 2


def test_a_branch_after_and_is_a_body_of_its_own() -> None:
    question = asked("浔川市教育局和公安局栎山分局2023年的结转率")
    assert NAMES[question.agencies[0]] == "浔川市教育局"
    assert not any("教育局和" in words for words in question.unknown)


def test_of_the_bodies_named_which_has_most() -> None:
    question = asked("浔川市教育局、泽安市栎山区教育局、浔川市人民政府，2023年哪家结转最多")
    assert question.operation is Operation.COMPARE
    assert [NAMES[i] for i in question.agencies] == ["浔川市教育局", "泽安市栎山区教育局", "浔川市人民政府"]
    assert question.scope is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("不到三成", "不到30%"),
        ("过半的单位", "超过50%的单位"),
        ("超过办结数的三分之一", "占办结数超过33.3333%"),
        ("七成以上的", "70%以上的"),
        ("占了几成", "占了几成"),
        ("分成三块", "分成三块"),
    ],
)
def test_portions_in_per_cent(text: str, written: str) -> None:
    assert portions_spelt(text) == written
