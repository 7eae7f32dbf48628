"""Figures that a user states: how they are meant, and that the box is found with the figure in the place of 多少."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from retrieval.understanding import understand
from retrieval.understanding.claims import find_claim
from tests.test_retrieval_understanding_questions import AGENCIES


@pytest.mark.parametrize(
    ("text", "agreeing", "differing"),
    [
        ("听说收了500件,对吗", 500, 501),
        ("不是收了一万五千件吗", 15000, 16308),
        ("收了三百多件,是吧", 345, 400),
        ("收了大约5000件吧", 5200, 5600),
        ("听说超过一万件", 16308, 9999),
        ("收的不到2万件吧", 16308, 20000),
        ("公开率20.1%对不对", "20.11", "20.2"),
    ],
)
def test_a_claim_is_as_it_is_meant(text: str, agreeing: int | str, differing: int | str) -> None:
    claim = find_claim(text)
    assert claim is not None
    assert claim.agrees(Decimal(agreeing))
    assert not claim.agrees(Decimal(differing))


def test_money_is_held_against_the_figure_in_its_unit() -> None:
    claim = find_claim("收费是383.4万元吧")
    assert claim is not None
    assert claim.told_in("万元").agrees(Decimal("383.39"))
    assert not claim.told_in("万元").agrees(Decimal("3833900"))


def test_nothing_is_claimed_where_nothing_is_stated() -> None:
    assert find_claim("一件申请都没收到,对吗") is None
    assert find_claim("收了500件") is None


@pytest.mark.parametrize("said", ["收了500件，对吧", "不是收了五百多件申请吗", "难道没收到500件申请吗"])
def test_the_box_is_found_with_the_figure_in_place_of_how_many(said: str) -> None:
    question = understand(f"浔川市教育局2023年{said}", AGENCIES, date(2026, 11, 20))
    assert question.measures == ("applications/new/total",)
    assert question.claim is not None
    assert question.claim.value == 500
