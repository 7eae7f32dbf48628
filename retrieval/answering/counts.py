"""Sets of bodies by conditions: how many meet them, which, and which have published at all.

A body counts where its report has every figure that the conditions ask for; a blank meets no condition and fails none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from report.facts import Citation
from report.form import RATES
from retrieval.answering import wording
from retrieval.answering.clarifying import clarify_measure_of_set
from retrieval.answering.rankings import ranking_answer
from retrieval.answering.reply import Reply
from retrieval.answering.sets import (
    CITED,
    LISTED,
    bodies_asked,
    cite_all,
    coverage,
    empty_set,
    measure_words,
    measures_bounded,
    over,
    set_words,
    too_few,
    year_line,
    years_of_set,
)
from retrieval.answering.totals import aggregate_answer
from retrieval.lookup import Value, keeps
from retrieval.question import Answer, Condition, Figure, Operation, StoredAgency

_NEGATES = re.compile(r"[没未不无非零]|(?<!\d)0(?!\d)|\b(?:no|not|none|nothing|never|without|zero)\b|n't\b", re.I)
_EVERY_YEAR = re.compile(r"都|均|连续|连着|每年|始终|一直|\b(?:both|each|every|all|consecutive|in a row)\b", re.I)


def set_answer(reply: Reply) -> Answer:
    """Whatever is asked of a set of bodies."""
    operation, bodies = reply.question.operation, bodies_asked(reply)
    if not bodies:
        return empty_set(reply)
    if operation is Operation.RANK:
        return ranking_answer(reply, bodies)
    if operation is Operation.COUNT and reply.question.measures and not reply.question.conditions:
        if _NEGATES.search(reply.question.text) or reply.question.measures[0] in RATES:
            return clarify_measure_of_set(reply, set_words(reply))
        at_all = Condition(reply.question.measures[0], ">", Decimal(0))  # how many agencies had lawsuits: one at least
        reply.question = replace(reply.question, conditions=(at_all,))
    if operation is Operation.LIST and reply.question.measures and not reply.question.conditions:
        return clarify_measure_of_set(reply, set_words(reply))  # what picks them out was not understood
    if operation in (Operation.COUNT, Operation.LIST) and not reply.question.conditions:
        return published_answer(reply, bodies)
    if operation is Operation.COUNT:
        return _count(reply, bodies)
    if operation is Operation.LIST:
        return _list(reply, bodies)
    return aggregate_answer(reply, bodies)


def _meeting(reply: Reply, bodies: list[StoredAgency], year: int) -> tuple[list[list[Value]], list[list[Value]]]:
    """For each body that has all figures of the conditions, those figures; and for each that meets them."""
    unique = measures_bounded(reply.question.conditions)
    ids = [body.id for body in bodies]
    columns = [
        reply.lookup.shares(ids, [year], *reply.question.measures)
        if measure == "share"
        else reply.lookup.values(ids, [year], [measure])
        for measure in unique
    ]
    rows = [list(row) for row in zip(*columns, strict=True)]
    whole = [row for row in rows if all(value.value is not None for value in row)]
    meeting = [
        row
        for row in whole
        if all(
            keeps(row[unique.index(bound.measure)], bound, row[unique.index(bound.than)] if bound.than else None)
            for bound in reply.question.conditions
        )
    ]
    coverage(reply, [next((v for v in row if v.value is None), row[0]) for row in rows], 0)
    return whole, meeting


def _bodies(meeting: Sequence[object]) -> str:
    return f"{len(meeting)} {'body' if len(meeting) == 1 else 'bodies'}"


def _bounds(reply: Reply) -> str:
    """新收…超过100件，且…."""
    told = []
    for condition in reply.question.conditions:
        zh, en = wording.RELATIONS[condition.relation]
        name = measure_words(reply, condition.measure)
        if condition.than:
            other = measure_words(reply, condition.than)
            told.append(f"{name} {en} {other}" if reply.language == "en" else f"{name}{zh}{other}")
            continue
        unit = "%" if "/" not in condition.measure else "件"
        unit = "万元" if condition.measure.endswith("/amount") else unit
        bound = reply.number(condition.value, unit)
        told.append(f"{name} {en} {bound}" if reply.language == "en" else f"{name}{zh}{bound}")
    return reply.say("、且", " and ").join(told)


def _count(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    years = years_of_set(reply, bodies)
    lines = [year_line(reply, years)]
    for year in years:
        whole, meeting = _meeting(reply, bodies, year)
        if len(whole) < 2:
            first = reply.question.measures[0] if reply.question.by_share else reply.question.conditions[0].measure
            values = reply.lookup.values([b.id for b in bodies], [year], [first])
            return too_few(reply, [value for value in values if value.value is not None], values)
        every = [value for row in whole for value in row]
        cited = cite_all(reply, [value for row in meeting[:CITED] for value in row] + every[:CITED])
        reply.figures.append(Figure(None, year, "count", Decimal(len(meeting)), "家", cited))
        names = wording.some([reply.named(row[0]) for row in meeting], reply.language, LISTED)
        lines.append(_few_of_many(reply, len(whole), len(bodies)))
        lines.append(
            reply.say(
                f"{len(meeting)}家：{set_words(reply)}{year}年{_bounds(reply)}的单位，{over(reply, len(whole))}"
                f"{f'：{names}' if names else ''}。",
                f"{_bodies(meeting)}: {_bounds(reply)} in {year}, {set_words(reply)}, {over(reply, len(whole))}"
                f"{f': {names}' if names else ''}.",
            )
        )
        reply.doubt(reply.lookup.placed([value for row in meeting[:LISTED] for value in row]))
    return reply.answer("aggregate", *lines)


def _few_of_many(reply: Reply, counted: int, bodies: int) -> str:
    if 2 * counted >= bodies:
        return ""
    return reply.say(
        f"先说明：{bodies}家单位中只有{counted}家有这些数，不到一半。",
        f"Please note first: only {counted} of {bodies} bodies have these figures, fewer than half.",
    )


def _in_every_year(reply: Reply, bodies: list[StoredAgency], years: tuple[int, ...]) -> Answer:
    """The bodies that meet the conditions in each of several years: 2022年和2023年都没收到申请的."""
    counted: set[int] | None = None
    meeting: dict[int, list[Value]] = {}
    for year in years:
        whole, met = _meeting(reply, bodies, year)
        have = {row[0].agency.id for row in whole}
        counted = have if counted is None else counted & have
        kept = {row[0].agency.id: row for row in met}
        before = kept.keys() if year == years[0] else meeting.keys()
        meeting = {id_: [*meeting.get(id_, []), *row] for id_, row in kept.items() if id_ in before}
    counted = counted or set()
    span = reply.years(years)
    reply.note(
        reply.say(
            f"只有{span}各年报告都有这些数的{len(counted)}家参加比较",
            f"only the {len(counted)} bodies with these figures for each of {span} are compared",
        )
    )
    names = [reply.named(rows[0]) for rows in meeting.values()]
    shown = reply.lookup.placed([value for rows in meeting.values() for value in rows])
    for value in shown:
        reply.state(value)
    if not shown:
        values = reply.lookup.values(sorted(counted), years, [reply.question.conditions[0].measure])
        cited = cite_all(reply, [value for value in values if value.value is not None])
        reply.figures.append(Figure(None, (years[0], years[-1]), "count", Decimal(0), "家", cited))
    reply.doubt(shown)
    told = wording.some(names, reply.language, LISTED)
    return reply.answer(
        "ranking" if shown else "aggregate",
        _few_of_many(reply, len(counted), len(bodies)),
        reply.say(
            f"{set_words(reply)}{span}每年{_bounds(reply)}的单位有{len(names)}家{f'：{told}' if told else ''}。",
            f"{_bodies(names)} of {set_words(reply)} had {_bounds(reply)} in each of {span}"
            f"{f': {told}' if told else ''}.",
        ),
        reply.source(shown),
    )


def _list(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    years = years_of_set(reply, bodies)
    if len(years) > 1 and _EVERY_YEAR.search(reply.question.text):
        return _in_every_year(reply, bodies, years)
    lines = [year_line(reply, years)]
    shown: list[Value] = []
    for year in years:
        whole, meeting = _meeting(reply, bodies, year)
        if not whole:
            first = reply.question.measures[0] if reply.question.by_share else reply.question.conditions[0].measure
            values = reply.lookup.values([b.id for b in bodies], [year], [first])
            return too_few(reply, [], values)
        lines.append(_few_of_many(reply, len(whole), len(bodies)))
        meeting.sort(key=lambda row: -(row[0].value or Decimal(0)))
        counted = over(reply, len(whole))
        lines.append(
            reply.say(
                f"{set_words(reply)}{year}年{_bounds(reply)}的单位有{len(meeting)}家（{counted}）"
                f"{'：' if meeting else '，即没有一家符合。'}",
                f"{_bodies(meeting)} of {set_words(reply)} had {_bounds(reply)} in {year} ({counted})"
                f"{':' if meeting else '; none does.'}",
            )
        )
        if len(meeting) > CITED:
            reply.note(reply.say(f"只列出前{CITED}家", f"the first {CITED} are listed"))
        for row in meeting[:CITED]:
            told = reply.say("，", ", ").join(reply.number(value.value or Decimal(0), value.unit) for value in row)
            if len(row) > 1:
                named = [measure_words(reply, value.measure, value) for value in row]
                shares = [reply.number(value.value or Decimal(0), value.unit) for value in row]
                told = reply.say("，", ", ").join(
                    f"{name} {figure}" for name, figure in zip(named, shares, strict=True)
                )
            lines.append(f"- {reply.named(row[0])}{reply.say('：', ': ')}{told}")
            shown += row
        if not meeting:
            cited = cite_all(reply, [value for row in whole[:CITED] for value in row])
            reply.figures.append(Figure(None, year, "count", Decimal(0), "家", cited))
    shown = reply.lookup.placed(shown)
    for value in shown:
        reply.state(value)
    reply.doubt(shown)
    return reply.answer("ranking" if shown else "aggregate", *lines, reply.source(shown))


def published_answer(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    """How many reports there are, of which bodies."""
    question = reply.question
    years = tuple(sorted(question.years)) if question.year_said and question.years else ()
    having = [body for body in bodies if not years or set(years) & set(body.years)]
    ids = {body.id for body in having}
    reports = [
        (report.agency_id, report.year, report.file)
        for report in reply.lookup.store.reports(list(years) or None)
        if report.agency_id in ids
    ]
    cited = []
    for agency, year, file in reports[:CITED]:
        cited.append(reply.cite(Citation(reply.agency(agency).agency.name, year, file)))
    all_years = years or tuple(sorted({year for _, year, _ in reports}))
    if not all_years:
        return empty_set(reply)
    span: int | tuple[int, int] = all_years[0] if len(all_years) == 1 else (all_years[0], all_years[-1])
    count = Decimal(len(having) if len(all_years) == 1 else len(reports))
    unit = "家" if len(all_years) == 1 else "份"
    reply.figures.append(Figure(None, span, "count", count, unit, tuple(dict.fromkeys(cited))))
    names = wording.some([wording.body(body.agency) for body in having], reply.language, LISTED)
    absent = [wording.body(body.agency) for body in bodies if body.id not in ids]
    if absent:
        told = wording.some(absent, reply.language)
        reply.note(
            reply.say(
                f"库中没有{reply.years(all_years)}报告的：{told}", f"no report for {reply.years(all_years)}: {told}"
            )
        )
    shown = reply.number(count, unit)
    return reply.answer(
        "aggregate",
        reply.say(
            f"{shown}：{set_words(reply)}{reply.years(all_years)}在库的年度报告共{len(reports)}份，来自{len(having)}家单位：{names}。",
            f"{shown} — {len(reports)} annual reports for {reply.years(all_years)} of {len(having)} bodies "
            f"({set_words(reply)}) are stored: {names}.",
        ),
    )
