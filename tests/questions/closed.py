# ruff: noqa: E501  (a line a question)
"""Questions that add boxes up, rank by a share, or narrow a box to something that the form does not count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from tests.maker import bodies
from tests.questions.asking import Line
from tests.questions.figures import Stored, in_year, of, stored
from tests.questions.words import NAMES, YEARS

GRANTED, PARTIAL = "applications/granted/total", "applications/partial/total"
NEW, IN = "applications/new/total", "applications/carried_in/total"
REVIEW, COURT = "review_litigation/reconsideration/total", "review_litigation/litigation/total"
SUMS = (
    ("{who}{year}予以公开和部分公开一共多少件", (GRANTED, PARTIAL)),
    ("{year}{who}复议和诉讼两项加起来几件", (REVIEW, COURT)),
    ("{who}{year}新收加上年结转合计多少", (NEW, IN)),
    ("{who}{year}自然人和企业的申请加在一起有多少", ("applications/new/natural_person", "applications/new/business")),
    ("{who}{year}行政许可、行政处罚总共多少件", ("disclosure/permits/decisions", "disclosure/penalties/decisions")),
    ("{who}{year}信访举报投诉类申请和重复申请之和", ("applications/not_processed.petition/total", "applications/not_processed.repeat/total")),
    ("{who}{year}行政诉讼+行政复议", (COURT, REVIEW)),
)  # fmt: skip
TWO = (
    ("{who}{year}行政诉讼一共几件，被纠正几件", (COURT, "review_litigation/litigation/corrected")),
    ("{year}{who}新收多少件，其中企业几件", (NEW, "applications/new/business")),
    ("{who}{year}收了多少申请，公开了多少件", (NEW, GRANTED)),
    ("{who}{year}行政许可和行政处罚各多少", ("disclosure/permits/decisions", "disclosure/penalties/decisions")),
)
NOT_OF_THE_FORM = (
    "{who}{year}农民申请了多少件", "{who}{year}一季度新收申请多少", "{who}{year}上半年收到几件申请", "{year}{who}线上申请多少件", "{who}{year}加急申请有几件",
    "{who}{year}关于交通罚款的申请有多少", "{who}{year}外地人提了多少申请", "{who}{year}12月收到多少申请", "{who}{year}撤回的申请几件", "{who}{year}小微企业的申请有多少",
    "{who}{year}除国家秘密以外不予公开的几件", "{who}{year}没被纠正的复议有几件", "{who}{year}行政许可申请多少件", "{who}{year}行政处罚引起的复议几件",
    "{who}{year}同一个人申请了几次", "{who}{year}记者提交的申请量", "{who}{year}邮寄方式收到的申请", "{who}{year}首次申请的有多少",
    "{who}{year}二次申请多少件", "{who}{year}回复最快的申请", "{who}{year}收到最多的申请是关于什么的", "{who}{year}第二季度办结几件", "{who}{year}残疾人申请", "{who}{year}涉外申请",
    "{who}{year}不含重复申请收到多少件", "{who}{year}每个季度收几件", "{who} {year} requests by phone", "{who} {year} applications concerning traffic",
    "how many urgent applications did {who} receive in {year}", "{who} {year} applications from students", "applications in the first half of {year} at {who}",
    "{who}: anonymous requests in {year}",
)  # fmt: skip


def _line(question: str, kind: list[str], figures: list[Line], **more: Any) -> Line:
    language = "en" if question.isascii() else "zh"
    return {"question": question, "language": language, "expect": {"kind": kind, "figures": figures, **more}}


def _named(random: Random, sample: Stored) -> dict[str, str]:
    return {"who": random.choice(NAMES[sample.made.body]), "year": random.choice(YEARS[sample.made.year])}


def _having(keys: tuple[str, ...]) -> list[Stored]:
    return [s for s in stored() if s.made.body in NAMES and all(s.value(key) is not None for key in keys)]


def sums(random: Random) -> Iterator[Line]:
    """Several boxes of one report together, each with its place; two questions in one breath."""
    for number in range(21):
        form, keys = SUMS[number % len(SUMS)]
        sample = random.choice(_having(keys))
        parts = [sample.figure(key) for key in keys]
        whole = sample.figure(keys[0], sum((sample.value(key) or Decimal(0) for key in keys), Decimal(0)), "sum")
        yield _line(form.format(**_named(random, sample)), ["aggregate"], [whole], also=parts)
    for number in range(12):
        form, keys = TWO[number % len(TWO)]
        sample = random.choice(_having(keys))
        kind = ["figure", "comparison"]
        yield _line(form.format(**_named(random, sample)), kind, [sample.figure(key) for key in keys])


def narrowed(random: Random) -> Iterator[Line]:
    """What no box tells is not told as the whole."""
    for form in NOT_OF_THE_FORM:
        sample = of(random.choice((bodies.CITY_EDUCATION, bodies.CITY_HOUSING)), 2023)
        who = "Xiyuan Education Bureau" if form.isascii() else random.choice(NAMES[sample.made.body])
        year = "2023" if form.isascii() else random.choice(YEARS[2023])
        yield _line(form.format(who=who, year=year), ["not_found"], [], reason=["not_in_form"])


def sets(random: Random) -> Iterator[Line]:
    """Bodies by a share, bounds in per cent, the most and the least, two aggregates, sums of two boxes."""
    year = 2023
    shared = [
        (100 * part / whole, s)
        for s in in_year(year)
        if (part := s.value("applications/new/natural_person")) is not None and (whole := s.value(NEW))
    ]
    ordered = sorted(shared, key=lambda pair: -pair[0])
    top = [s.figure(NEW, share, "share") for share, s in ordered]
    over = f"{len(ordered)}份"
    for text in (
        "2023年自然人申请占比最高的是哪个单位", "大前年哪家单位收到的申请里自然人占比最大", "which agency had the highest share of natural person applicants in 2023",
    ):  # fmt: skip
        best = [f for f in top if f["value"] == top[0]["value"]]
        says = "over" if text.isascii() else over
        yield _line(text, ["ranking"], best, includes=[[says]])
    above = [f for f in top if f["value"] > 60]
    yield _line("2023年自然人申请占比超过60%的单位有哪些", ["ranking"], above)
    yield _line("2023年各单位新收申请自然人占比排名", ["ranking"], top)
    counts = sorted(((s.value(NEW), s) for s in in_year(year) if s.value(NEW) is not None), key=lambda p: p[0] or 0)
    least, most = counts[0][0], counts[-1][0]
    ends = [s.figure(NEW) for value, s in counts if value in (least, most)]
    for text in ("2023年收到申请最多的是谁，最少的是谁", "2023年新收申请最多和最少的单位"):
        yield _line(text, ["ranking"], ends)
    both = [s for s in in_year(year) if s.value(REVIEW) is not None and s.value(COURT) is not None]
    review = sum((s.value(REVIEW) or Decimal(0) for s in both), Decimal(0))
    court = sum((s.value(COURT) or Decimal(0) for s in both), Decimal(0))
    figure = {"agency": None, "year": year, "unit": "件"}
    parts = [{**figure, "measure": key, "value": float(value)} for key, value in ((REVIEW, review), (COURT, court))]
    together = {**figure, "measure": "sum", "value": float(review + court)}
    yield _line("2023年所有单位复议和诉讼一共多少件", ["aggregate"], [together], also=parts)


def documents(random: Random) -> Iterator[Line]:
    """The store and its reports as documents: which there are, when one came out, what its file is called."""
    count = str(len({s.made.body for s in stored()}))
    for text in (
        "收录了哪些单位", "都有哪些局", "你能查哪些单位", "库里有几份报告", "现在一共收了多少家单位多少份报告", "which agencies do you have", "list all agencies",
    ):  # fmt: skip
        yield _line(text, ["help", "aggregate"], [], includes=[[str(len(stored())), count]])
    sample = of(bodies.CITY_EDUCATION, 2022)
    for form in ("{who}{year}报告的文件名", "{who}{year}年报源文件叫什么", "{who}{year}年报是谁落款的"):
        text = form.format(**_named(random, sample))
        yield _line(text, ["passage"], [], includes=[[sample.file.split(".")[0]]], cites=[sample.file])
