# ruff: noqa: E501  (a line a question)
"""Questions about one body: a figure, a sum, a rate, a share, a change."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.questions.asking import DONE, NEW, ONE, Line, ask, askable, cells_of, traditional
from tests.questions.figures import Stored, stored
from tests.questions.words import (
    CLAUSE_FORMS,
    ENGLISH_FORMS,
    ENGLISH_NAMES,
    FIGURE_FORMS,
    GROUPS,
    NAMES,
    RATES,
    YEARS,
    Asked,
)  # fmt: skip


def figures(random: Random) -> Iterator[Line]:
    """One figure of one body and year."""
    pool = [s for s in stored() if askable(s)]
    for number in range(120):
        sample = random.choice(pool)
        asked = random.choice([a for a in cells_of(sample.made.edition) if sample.value(a.key) is not None])
        yield _figure(random, sample, asked, number)


def groups(random: Random) -> Iterator[Line]:
    """Sums that the form does not print."""
    pool = [s for s in stored() if askable(s)]
    for number in range(28):
        asked = GROUPS[number % len(GROUPS)]
        sample = random.choice([s for s in pool if s.value(asked.key) is not None])
        yield _figure(random, sample, asked, number)


def rates(random: Random) -> Iterator[Line]:
    """Rates that people ask for."""
    pool = [s for s in stored() if askable(s)]
    for number in range(22):
        asked = RATES[number % len(RATES)]
        sample = random.choice([s for s in pool if s.value(asked.key) is not None])
        yield _figure(random, sample, asked, number)


def _figure(random: Random, sample: Stored, asked: Asked, number: int) -> Line:
    body, year = sample.made.body, sample.made.year
    expected = [sample.figure(asked.key)]
    if number % 6 == 5 and asked.english and body in ENGLISH_NAMES:
        who, thing = random.choice(ENGLISH_NAMES[body]), random.choice(asked.english)
        form = random.choice(
            ENGLISH_FORMS if asked.key.count("/") == 2 else ("What was the {thing} of {who} in {year}?",)
        )
        return ask(form.format(who=who, year=year, thing=thing), ONE, expected, language="en")
    who, when = random.choice(NAMES[body]), random.choice(YEARS[year])
    if asked.clauses and random.random() < 0.45:
        text = random.choice(CLAUSE_FORMS).format(who=who, year=when, clause=random.choice(asked.clauses))
    else:
        text = random.choice(FIGURE_FORMS).format(who=who, year=when, thing=random.choice(asked.things))
        if asked.key.count("/") != 2 or asked.key.endswith("amount"):
            text = text.replace("多少件", "多少")
    if number % 9 == 4:
        return ask(traditional(text), ONE, expected, language="zh-Hant")
    return ask(text, ONE, expected)


def shares(random: Random) -> Iterator[Line]:
    """A part of a whole, in per cent."""
    parts = (
        ("{who}{year}办结的申请中予以公开占百分之几", "applications/granted/total", DONE),
        ("{year}{who}新收申请里自然人占多大比例？", "applications/new/natural_person", NEW),
        ("{who}{year}来自企业的申请占新收申请的百分比", "applications/new/business", NEW),
        ("{who}{year}的行政复议有几成被维持，给个百分比", "review_litigation/reconsideration/upheld", "review_litigation/reconsideration/total"),
        ("信访举报投诉类在{who}{year}办结申请里的占比", "applications/not_processed.petition/total", DONE),
        ("{year}{who}法人和其他组织提出的申请占全部新收的多少", "applications/new/organizations", NEW),
    )  # fmt: skip
    for number in range(24):
        form, part, whole = parts[number % len(parts)]
        sample = random.choice([s for s in stored() if askable(s) and s.value(part) is not None and s.value(whole)])
        over, under = sample.value(part), sample.value(whole)
        assert over is not None
        assert under
        text = form.format(who=random.choice(NAMES[sample.made.body]), year=random.choice(YEARS[sample.made.year]))
        expected = [sample.figure(part, 100 * over / under, "share")]
        yield ask(text, ["share", "figure"], expected, also=[sample.figure(part), sample.figure(whole)])


def changes(random: Random) -> Iterator[Line]:
    """Against the year before, in per cent."""
    forms = (
        "{who}{year}{thing}同比增长了百分之多少", "{year}{who}的{thing}比上年变化幅度是百分之几",
        "{who}{year}{thing}较前一年增减幅度是多少？", "跟前一年比，{who}{year}的{thing}涨了还是跌了，百分之几",
    )  # fmt: skip
    things = {
        NEW: "新收申请",
        DONE: "办结的申请",
        "applications/granted/total": "予以公开的申请",
        "disclosure/permits/decisions": "行政许可决定",
    }
    pairs = [
        (before, after)
        for before in stored()
        for after in stored()
        if before.made.body == after.made.body and after.made.year == before.made.year + 1
    ]
    for number in range(24):
        key = list(things)[number % len(things)]
        before, after = random.choice([p for p in pairs if p[0].value(key) and p[1].value(key) is not None])
        last, now = before.value(key), after.value(key)
        assert last
        assert now is not None
        who, year = random.choice(NAMES[after.made.body]), random.choice(YEARS[after.made.year])
        text = random.choice(forms).format(who=who, year=year, thing=things[key])
        expected = [after.figure(key, 100 * (now - last) / last, "change")]
        yield ask(text, ["comparison", "trend", "figure"], expected, also=[before.figure(key), after.figure(key)])
