# ruff: noqa: E501  (a line a question)
"""Writes the questions, category by category, each with what it should be answered with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.maker import bodies
from tests.maker.bodies import Body
from tests.questions import closed, several, single, worded
from tests.questions.asking import DONE, NEW, Line, ask
from tests.questions.figures import of
from tests.questions.words import NAMES


def conversations(random: Random) -> Iterator[list[Line]]:
    """Follow-ups: each names only what is new."""
    science, school, city = bodies.CITY_SCIENCE, bodies.CITY_EDUCATION, bodies.CITY
    granted, out = "applications/granted/total", "applications/carried_out/total"

    def one(text: str, body: Body, year: int, key: str, **more: Any) -> Line:
        return ask(text, ["figure", "comparison", "trend"], [of(body, year).figure(key)], **more)

    yield [
        one("汐原市科技局2023年收了多少件公开申请", science, 2023, NEW), one("那2022年呢", science, 2022, NEW),
        one("予以公开的有几件", science, 2022, granted), one("换成市教育局呢", school, 2022, granted), one("再看看2021年", school, 2021, granted),
    ]  # fmt: skip
    yield [
        one("汐原市政府2022年办结了多少申请", city, 2022, DONE), one("自然人的呢", city, 2022, "applications/concluded/natural_person"),
        one("企业呢？", city, 2022, "applications/concluded/business"), one("前一年呢", city, 2021, "applications/concluded/business"),
    ]  # fmt: skip
    yield [
        one("How many applications did the Xiyuan city government receive in 2021?", city, 2021, NEW, language="en"),
        one("And in 2022?", city, 2022, NEW, language="en"), one("how many were granted?", city, 2022, granted, language="en"),
    ]  # fmt: skip
    yield [
        one("崧陵县林业局2024年新收申请数", bodies.COUNTY_FORESTRY, 2024, NEW), one("2023年的是多少", bodies.COUNTY_FORESTRY, 2023, NEW),
        one("那崧陵县统计局2025年呢", bodies.COUNTY_STATISTICS, 2025, NEW),
    ]  # fmt: skip
    yield [
        one("榆汀区政府办2022年行政处罚决定有多少", bodies.YUTING_OFFICE, 2022, "disclosure/penalties/decisions"),
        one("行政许可呢", bodies.YUTING_OFFICE, 2022, "disclosure/permits/decisions"),
        ask("这个数在报告的哪一部分", ["figure", "passage", "help"], [], includes=[["二、", "第二部分", "主动公开"]], also=[of(bodies.YUTING_OFFICE, 2022).figure("disclosure/permits/decisions")], cites=[of(bodies.YUTING_OFFICE, 2022).file]),
    ]  # fmt: skip
    yield [
        ask("芷澜区教育局2023年收到几件申请", "clarify", choices=[of(bodies.ZHILAN_EDUCATION, 2023).name, of(bodies.OTHER_EDUCATION, 2023).name]),
        one("砚浦市的", bodies.OTHER_EDUCATION, 2023, NEW), one("汐原市那个呢", bodies.ZHILAN_EDUCATION, 2023, NEW),
    ]  # fmt: skip
    for body, year in (
        (science, 2025),
        (school, 2023),
        (city, 2023),
        (bodies.YUTING_POLICE, 2023),
        (bodies.CITY_HOUSING, 2023),
    ):
        name = random.choice(NAMES[body])
        yield [
            one(f"{name}{year}年新收申请多少件", body, year, NEW), one("上一年呢", body, year - 1, NEW),
            one("结转到下一年的呢", body, year - 1, out), one(f"回到{year}年", body, year, out),
        ]  # fmt: skip
    here, last = of(science, 2024), of(science, 2023)
    now, then = here.value(NEW), last.value(NEW)
    assert now is not None
    assert then
    yield [
        one("汐原市科技局2024年收到多少件申请", science, 2024, NEW),
        ask("同比呢", ["comparison", "trend", "figure"], [here.figure(NEW, 100 * (now - then) / then, "change")], also=[here.figure(NEW), last.figure(NEW)]),
        ask("近三年的趋势", "trend", [of(science, y).figure(NEW) for y in (2023, 2024, 2025)], ordered=True),
    ]  # fmt: skip
    both = [of(city, 2023).figure(NEW), of(school, 2023).figure(NEW)]
    yield [
        ask("汐原市政府和汐原市教育局2023年谁收的申请多", "comparison", both),
        ask("予以公开的谁多", "comparison", [of(b, 2023).figure(granted) for b in (city, school)]),
        ask("2022年呢", "comparison", [of(b, 2022).figure(granted) for b in (city, school)]),
    ]  # fmt: skip


SINGLE: tuple[Callable[[Random], Iterator[Line]], ...] = (
    single.figures, single.groups, single.rates, single.shares, single.changes, several.comparisons, several.trends,
    several.rankings, several.aggregates, several.conditions, worded.unclear, worded.missing, worded.passages,
    worded.checks, worded.sources, worded.knowledge, worded.talk, worded.drafts, closed.sums, closed.narrowed,
    closed.sets, closed.documents,
)  # fmt: skip


def write_questions(path: Path) -> int:
    """All questions as JSON lines; how many there are."""
    lines: list[Line] = []
    for category in SINGLE:
        for line in category(Random(category.__name__)):
            number = len(lines) + 1
            lines.append({"id": f"m{number:04}", "session": f"s{number:04}", "category": category.__name__, **line})
    for turns in conversations(Random("conversations")):
        session = f"s{len(lines) + 1:04}"
        for line in turns:
            lines.append({"id": f"m{len(lines) + 1:04}", "session": session, "category": "conversations", **line})
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return len(lines)
