"""The digit-lock: lies stay out, honest replies pass."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from retrieval.answer import compose
from retrieval.fluent.lock import Lock
from retrieval.fluent.numerals import find_numbers, half_width
from retrieval.fluent.shown import Shown
from retrieval.store import Store
from retrieval.understanding import understand
from retrieval.understanding.directory import directory_of
from tests.model_replies import Reply, honest, lies
from tests.stored import store_samples

TODAY = date(2026, 11, 20)
ASKED = (
    *(f"{body}{year}年收到多少件申请" for body in ("汐原市科学技术局", "汐原市教育局") for year in (2021, 2022, 2023)),
    *(f"汐原市科学技术局{year}年予以公开多少件" for year in (2022, 2023)),
    "汐原市教育局2023年予以公开多少件",
    "汐原市教育局2023年不予公开多少件",
    "汐原市教育局2023年自然人新收申请多少件",
    "汐原市榆汀区科学技术局2023年收到多少件申请",
    "汐原市教育局2023年公开率",
    "汐原市教育局2023年新收申请同比变化",
    "汐原市教育局2023年新收申请比2022年多多少",
    "汐原市科学技术局2023年存在什么问题",
    "汐原市教育局2022年存在什么问题",
    "汐原市教育局2023年有哪些改进措施",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_samples(tmp_path_factory.mktemp("stored"))[0]


@pytest.fixture(scope="module")
def shown(store: Store) -> Shown:
    made = Shown(store.agencies())
    for asked in ASKED:
        question = understand(asked, store.agencies(), TODAY)
        made.add_answer(question, compose(question, store, None, TODAY))
    return made


def passes(shown: Shown, reply: Reply) -> bool:
    lock = Lock(shown, directory_of(shown.agencies), "汐原市科学技术局2023年存在什么问题", reply.language, TODAY)
    return not lock.check(reply.text).breaches


def test_no_lie_passes(shown: Shown) -> None:
    told = list(lies(shown, random.Random(7), 1000))
    assert len(told) == 1000
    assert not [reply for reply in told if passes(shown, reply)]


def test_honest_replies_pass(shown: Shown) -> None:
    told = list(honest(shown, random.Random(7), 300))
    blocked = Counter(reply.language for reply in told if not passes(shown, reply))
    assert blocked.total() <= 0.05 * len(told), blocked


CROOKED = (  # {e}: the education bureau's applications of 2023, {n} the number of that piece
    "汐原市教育局2023年予以公开{e}件[{n}]。",
    "汐原市教育局2023年收到{e}件申请，全部予以公开[{n}]。",
    "汐原市教育局2023年办结{e}件[{n}]。",
    "汐原市教育局2023年收到行政复议{e}件[{n}]。",
    "汐原市教育局2023年新收申请{e}件[{n}]，同比增长。",
    "该市各单位2023年共新收申请{e}件[{n}]。",
    "汐原市2023年新收申请{e}件[{n}]。",
    "汐原市教育局2022年和2023年新收申请{e}件[{n}]。",
    "汐原市教育局和科学技术局2023年新收申请{e}件[{n}]。",
    "汐原市教育局2023年第一季度新收申请{e}件[{n}]。",
    "汐原市教育局2023年新收申请{e}件[{n}]，排名第一。",
    "汐原市教育局2023年新收申请{e}件[{n}]，为全市最多。",
    "汐原市教育局2023年平均每月新收申请{e}件[{n}]。",
    "汐原市教育局2023年新收申请的不是{e}件[{n}]。",
    "汐原市教育局2023年新收申请{e}万件[{n}]。",
    "汐原市教育局2023年新收申请不止{e}件[{n}]。",
    "汐原市教育局2023年新收申请减少{e}件[{n}]。",
    "预计2023年汐原市教育局新收申请{e}件[{n}]。",
    "汐原市教育局2023年收到的申请为{e}件（数据来自2022年报告）[{n}]。",
    "In 2023 the Xiyuan Education Bureau granted {e} applications [{n}].",
    "In 2023 the Xiyuan Education Bureau received {e} applications, all granted [{n}].",
    "In 2023 the Xiyuan Education Bureau received {e} lawsuits [{n}].",
    "In 2023 the Beijing Education Bureau received {e} applications [{n}].",
    "In 2023 the Xiyuan Education Bureau received {e} thousand applications [{n}].",
    "In 2023 the Xiyuan Education Bureau received {e} applications, up from before [{n}].",
)


@pytest.mark.parametrize("text", CROOKED)
def test_a_true_figure_told_of_something_else(shown: Shown, text: str) -> None:
    piece = next(
        p
        for p in shown.figures
        if p.names == ("汐原市教育局",) and p.years == (2023,) and p.measure == "applications/new/total"
    )
    reply = Reply(text.format(e=piece.value, n=piece.number), "en" if text.startswith("In") else "zh", "crooked")
    assert not passes(shown, reply)


def test_nothing_that_stops_midway_is_given_out(shown: Shown) -> None:
    """What is shown while a text is written has passed: no prefix of a lie holds its lie."""
    for reply in lies(shown, random.Random(3), 60):
        lock = Lock(shown, directory_of(shown.agencies), "", reply.language, TODAY)
        for end in range(0, min(len(reply.text), 400), 23):
            given = "".join(sentence.text for sentence in lock.check(reply.text[:end], whole=False).sentences)
            assert not reply.lie or reply.lie not in given


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("收到申请１２件", [12]),
        ("一百二十三件", [123]),
        ("十二万三千件", [123_000]),
        ("1.2万件", [12_000]),
        ("百分之三十点五", [Decimal("30.5")]),
        ("三成半", [35]),
        ("近三成", [None]),
        ("120余件", [None]),
        ("约120件", [None]),
        ("3倍", [None]),
        ("九折", [None]),
        ("一半以上", [None]),
        ("三分之二", [Decimal(200) / 3]),
        ("进一步公开一些信息，统一标准", []),
        ("一是公开，二是解读", []),
        ("twenty-five applications", [25]),
        ("one hundred and twenty", [120]),
        ("dozens of requests", [None]),
        ("没有收到申请", [0]),
        ("received no applications", [0]),
        ("2/3", [None]),
        ("½", [None]),
        ("1 204", [None]),
        ("12,345件", [12_345]),
    ],
)
def test_every_way_of_writing_a_number(text: str, numbers: list[Decimal | None]) -> None:
    assert [number.value for number in find_numbers(half_width(text))] == numbers


@pytest.mark.parametrize(
    ("text", "years"), [("2023年", [2023]), ("二〇二三年", [2023]), ("2021—2023年", [2021, 2023]), ("收到2023件", [])]
)
def test_years_are_told_from_figures(text: str, years: list[int]) -> None:
    assert [number.value for number in find_numbers(half_width(text)) if number.kind == "year"] == years
