# ruff: noqa: E501  (a line a question)
"""Questions over several bodies or years: side by side, over time, in order, in sum, under a condition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from tests.maker import bodies
from tests.questions.asking import NEW, Line, ask, askable
from tests.questions.figures import Stored, in_year, of
from tests.questions.words import CELLS, GROUPS, NAMES, YEARS


def comparisons(random: Random) -> Iterator[Line]:
    """Two bodies, two years or two rows side by side."""
    for asked in (CELLS[0], CELLS[2], CELLS[22], CELLS[23], GROUPS[0], CELLS[30]):
        year = random.choice([2022, 2023])
        one, two = random.sample([s for s in in_year(year) if s.value(asked.key) is not None and askable(s)], 2)
        a, b = (random.choice(NAMES[s.made.body]) for s in (one, two))
        when, thing = random.choice(YEARS[year]), asked.things[0]
        expected = [one.figure(asked.key), two.figure(asked.key)]
        difference = [expected[0] | {"agency": None, "measure": "difference", "value": _gap(one, two, asked.key)}]
        yield ask(f"{when}{a}和{b}谁的{thing}更多", "comparison", expected, also=difference)
        yield ask(f"对比一下{a}、{b}{when}的{thing}", "comparison", expected, also=difference)
        yield ask(f"{when}{a}的{thing}比{b}多多少？", "comparison", difference, also=expected, any_agency=True)
    for body, first, last in (
        (bodies.CITY_SCIENCE, 2021, 2024),
        (bodies.CITY, 2021, 2023),
        (bodies.CITY_EDUCATION, 2020, 2023),
    ):
        name = random.choice(NAMES[body])
        for asked in (CELLS[0], CELLS[22], CELLS[4]):
            one, two = of(body, first), of(body, last)
            if one.value(asked.key) is None or two.value(asked.key) is None:
                continue
            expected = [one.figure(asked.key), two.figure(asked.key)]
            difference = [expected[1] | {"measure": "difference", "value": _gap(one, two, asked.key)}]
            yield ask(
                f"{name}{first}年和{last}年的{asked.things[0]}分别是多少",
                ["comparison", "trend"],
                expected,
                also=difference,
            )
    sample = of(bodies.CITY, 2022)
    keys = ("disclosure/permits/decisions", "disclosure/penalties/decisions")
    yield ask(
        "汐原市政府2022年行政许可和行政处罚的决定数各是多少", ["comparison", "figure"], [sample.figure(k) for k in keys]
    )
    yield ask(
        "Compare applications received by Xiyuan Municipal People's Government and Xiyuan Education Bureau in 2022",
        "comparison",
        [sample.figure(NEW), of(bodies.CITY_EDUCATION, 2022).figure(NEW)],
        language="en",
    )


def _gap(one: Stored, two: Stored, key: str) -> float:
    a, b = one.value(key), two.value(key)
    assert a is not None
    assert b is not None
    return float(abs(a - b))


def trends(random: Random) -> Iterator[Line]:
    """A row over the years, in order."""
    forms = (
        "{who}历年{thing}的变化",
        "{who}从{first}到{last}年{thing}走势如何",
        "{first}—{last}年{who}的{thing}趋势",
        "列出{who}每年的{thing}",
    )
    spans = ((bodies.CITY_SCIENCE, 2019, 2025), (bodies.CITY, 2021, 2023), (bodies.CITY_EDUCATION, 2020, 2023))
    for number, asked in enumerate((CELLS[0], CELLS[2], CELLS[22], CELLS[23], CELLS[1])):
        for body, first, last in spans:
            samples = [of(body, year) for year in range(first, last + 1)]
            if any(s.value(asked.key) is None for s in samples):
                continue
            who = random.choice(NAMES[body])
            text = forms[number % len(forms)].format(who=who, first=first, last=last, thing=asked.things[0])
            yield ask(text, "trend", [s.figure(asked.key) for s in samples], ordered=True)
    samples = [of(bodies.CITY_SCIENCE, year) for year in (2023, 2024, 2025)]
    yield ask("汐原市科技局近三年新收申请情况", "trend", [s.figure(NEW) for s in samples], ordered=True)
    yield ask(
        "How have applications received at Xiyuan Science and Technology Bureau developed from 2022 to 2025?",
        "trend",
        [of(bodies.CITY_SCIENCE, y).figure(NEW) for y in range(2022, 2026)],
        ordered=True,
        language="en",
    )
    renamed = [of(bodies.CITY_ESTATE, 2021), of(bodies.CITY_HOUSING, 2022), of(bodies.CITY_HOUSING, 2023)]
    yield ask("汐原市住建局2021到2023年新收申请的走势", "trend", [s.figure(NEW) for s in renamed], ordered=True)


def rankings(random: Random) -> Iterator[Line]:
    """Bodies in order."""
    for year, asked, count in (
        (2023, CELLS[0], 3),
        (2023, CELLS[22], 5),
        (2022, CELLS[0], 3),
        (2023, CELLS[30], 3),
        (2021, CELLS[0], 2),
    ):
        pool = [s for s in in_year(year) if s.value(asked.key) is not None]
        best = sorted(pool, key=lambda s: -(s.value(asked.key) or 0))
        values = [s.value(asked.key) for s in best]
        if len(set(values[: count + 1])) < min(count + 1, len(values)):
            continue
        top = [s.figure(asked.key) for s in best[:count]]
        when, thing = random.choice(YEARS[year]), asked.things[0]
        yield ask(f"{when}{thing}最多的{count}家单位", "ranking", top, ordered=True)
        yield ask(f"{when}所有单位按{thing}从高到低排，前{count}名是谁", "ranking", top, ordered=True)
        yield ask(f"{when}哪个单位的{thing}最多", "ranking", top[:1])
    city = sorted(in_year(2023, "汐原市", "education"), key=lambda s: -(s.value(NEW) or 0))
    yield ask("汐原市各教育局2023年新收申请排名", "ranking", [s.figure(NEW) for s in city], ordered=True)
    pool = sorted(in_year(2023), key=lambda s: -(s.value(NEW) or 0))
    yield ask("Which agency received the most applications in 2023?", "ranking", [pool[0].figure(NEW)], language="en")


def aggregates(random: Random) -> Iterator[Line]:
    """Sums, means and counts over bodies."""
    for year in (2020, 2021, 2022, 2023, 2024):
        for asked in (CELLS[0], CELLS[2], CELLS[22]):
            values = [v for s in in_year(year) if (v := s.value(asked.key)) is not None]
            total, when, thing = sum(values, Decimal(0)), random.choice(YEARS[year]), asked.things[0]
            yield ask(
                f"{when}所有单位的{thing}合计多少",
                "aggregate",
                [_all(year, asked.key, total)],
                includes=[[str(len(values))]],
            )
        values = [v for s in in_year(year) if (v := s.value(NEW)) is not None]
        yield ask(
            f"{year}年平均每家单位新收多少件申请", "aggregate", [_all(year, NEW, sum(values, Decimal(0)) / len(values))]
        )
    place = [v for s in in_year(2023, "榆汀区") if (v := s.value(NEW)) is not None]
    yield ask("榆汀区各单位2023年新收申请总和", "aggregate", [_all(2023, NEW, sum(place, Decimal(0)))])
    schools = [v for s in in_year(2023, "", "education") if (v := s.value(NEW)) is not None]
    yield ask("2023年各家教育局一共收到多少件申请", "aggregate", [_all(2023, NEW, sum(schools, Decimal(0)))])


def _all(year: int, key: str, value: Decimal) -> Line:
    return {"agency": None, "year": year, "measure": key, "value": float(round(value, 4)), "unit": "件"}


def conditions(random: Random) -> Iterator[Line]:
    """Which bodies, or how many, meet a bound."""
    for year, key, thing, bound in (
        (2023, NEW, "新收申请", 100), (2022, NEW, "新收申请", 300), (2023, "review_litigation/reconsideration/total", "行政复议", 5),
        (2021, NEW, "新收申请", 50), (2023, "applications/carried_out/total", "结转下年的申请", 10), (2022, "applications/granted/total", "予以公开的申请", 100),
    ):  # fmt: skip
        met = [s for s in in_year(year) if (v := s.value(key)) is not None and v > bound]
        when = random.choice(YEARS[year])
        listed = [s.figure(key) for s in met]
        kinds = ["ranking", "aggregate", "comparison"]
        count = {"agency": None, "year": year, "measure": "count", "value": len(met), "unit": "家"}
        yield ask(f"{when}{thing}超过{bound}件的有哪些单位", kinds, listed, also=[count])
        yield ask(f"{when}有几家单位的{thing}多于{bound}件", kinds, [count], also=listed, any_agency=True)
    none = [s for s in in_year(2023) if s.value("review_litigation/litigation/total") == 0]
    yield ask(
        "大前年没有被打过行政诉讼的单位有哪些",
        ["ranking", "aggregate", "comparison"],
        [s.figure("review_litigation/litigation/total") for s in none],
    )
