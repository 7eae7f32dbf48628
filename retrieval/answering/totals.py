"""Sums, means, medians and extremes over the bodies of a set, and totals of a set by year.

Each says over how many reports it is taken. Several boxes are told one by one, and together where they add up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from retrieval.answering import wording
from retrieval.answering.reply import Reply
from retrieval.answering.sets import (
    LISTED,
    cite_all,
    coverage,
    keeping,
    over,
    set_words,
    source_of_set,
    too_few,
    year_line,
    years_of_set,
)
from retrieval.lookup import Value, aggregate
from retrieval.question import Answer, Figure, Operation, StoredAgency
from retrieval.understanding.wholes import may_be_added

_BESIDE = 5  # characters between two of these words that are asked for side by side
_SAID = {
    Operation.SUM: re.compile(r"合计|总和|总计|\bsum\b|\btotal\b", re.I),
    Operation.MEAN: re.compile(r"平均(?:数|值)?|均值|\bmean\b|\baverage\b", re.I),
    Operation.MEDIAN: re.compile(r"中位数?|\bmedian\b", re.I),
    Operation.MAXIMUM: re.compile(r"最(?:大|高)值|\bmaximum\b|\bmax\b", re.I),
    Operation.MINIMUM: re.compile(r"最(?:小|低)值|\bminimum\b|\bmin\b", re.I),
}


def aggregate_answer(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    """One number over a set for each measure that is asked for."""
    question = reply.question
    years = years_of_set(reply, bodies)
    ids = [body.id for body in bodies]
    lines: list[str] = []
    told: list[list[Value]] = []
    short: tuple[list[Value], list[Value]] = ([], [])
    for measure in question.measures:
        values = keeping(reply, reply.lookup.values(ids, years, [measure]))
        figures = [value for value in values if value.value is not None]
        if len(figures) < 2:
            short = (figures, values)
            continue
        lines.append(coverage(reply, values, len(bodies)))
        for operation in _operations(reply):
            lines += _aggregate_lines(reply, figures, years, measure, operation)
        told.append(figures)
    if not told:
        return too_few(reply, *short)
    every = [value for figures in told for value in figures]
    lines.append(_together(reply, told, years))
    reply.doubt(reply.lookup.placed(every) if len(every) <= LISTED else [])
    source = source_of_set(reply, every)
    return reply.answer("aggregate", year_line(reply, years), *lines, source)


def _operations(reply: Reply) -> list[Operation]:
    """The one that is asked for; with it those named side by side: 中位数和平均数."""
    asked, text = reply.question.operation, reply.question.text
    said = sorted((m.start(), m.end(), operation) for operation, words in _SAID.items() if (m := words.search(text)))
    beside = {asked}
    for (_, end, one), (start, _, other) in pairwise(said):
        if start - end <= _BESIDE and {one, other} & beside:
            beside |= {one, other}
    return [asked, *(operation for _, _, operation in said if operation in beside and operation is not asked)]


def _aggregate_lines(
    reply: Reply, figures: Sequence[Value], years: Sequence[int], measure: str, operation: Operation
) -> list[str]:
    result, unit = aggregate(operation, figures), figures[0].unit
    span: int | tuple[int, int] = years[0] if len(years) == 1 else (years[0], years[-1])
    reply.figures.append(Figure(None, span, measure, result, unit, cite_all(reply, figures)))
    word = wording.AGGREGATES[operation][reply.language == "en"]
    what, shown = reply.measure(measure, figures[0]), reply.number(result, unit)
    lines = [
        reply.say(
            f"{shown}：{set_words(reply)}{reply.years(years)}{what}的{word}，{over(reply, len(figures))}。",
            f"{shown} — {word} of {what}, {reply.years(years)}, {set_words(reply)}, {over(reply, len(figures))}.",
        )
    ]
    if operation in (Operation.MAXIMUM, Operation.MINIMUM):
        at = wording.some([reply.named(value) for value in figures if value.value == result], reply.language)
        lines.append(reply.say(f"是{at}。", f"It is {at}."))
    return lines


def _together(reply: Reply, told: Sequence[Sequence[Value]], years: Sequence[int]) -> str:
    """复议和诉讼一共 over a set: the sum of both, where they add up and the same reports have them."""
    question = reply.question
    same = len({frozenset((value.agency.id, value.year) for value in figures) for figures in told}) == 1
    all_told = len(told) == len(question.measures) > 1
    if question.operation is not Operation.SUM or not (same and all_told and may_be_added(question.measures)):
        return ""
    whole = sum((value.value or Decimal(0) for figures in told for value in figures), Decimal(0))
    span: int | tuple[int, int] = years[0] if len(years) == 1 else (years[0], years[-1])
    cited = tuple(dict.fromkeys(at for figure in reply.figures for at in figure.citations))
    reply.figures.insert(0, Figure(None, span, "sum", whole, told[0][0].unit, cited))
    shown = reply.number(whole, told[0][0].unit)
    return reply.say(f"合起来是{shown}。", f"Together: {shown}.")


def set_trend(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    """The total of a set by year: each year over the reports that it has."""
    question = reply.question
    known = sorted({year for body in bodies for year in body.years})
    years = sorted(question.years) if question.year_said and question.years else known
    measure, told = question.measures[0], []
    every: list[Value] = []
    for year in years:
        values = reply.lookup.values([body.id for body in bodies], [year], [measure])
        figures = [value for value in values if value.value is not None]
        if len(figures) < 2:
            reply.note(
                reply.say(
                    f"{year}年只有{len(figures)}份报告有这个数，不汇总", f"{year}: {len(figures)} reports, not summed"
                )
            )
            continue
        total = aggregate(Operation.SUM, figures)
        reply.figures.append(Figure(None, year, measure, total, figures[0].unit, cite_all(reply, figures)))
        shown = reply.number(total, figures[0].unit)
        told.append(reply.say(f"{year}年{shown}（{len(figures)}份报告）", f"{year}: {shown} ({len(figures)} reports)"))
        every += figures
    if not every:
        return too_few(reply, [], reply.lookup.values([body.id for body in bodies], years, [measure]))
    what = reply.measure(measure, every[-1])
    head = reply.say(f"{set_words(reply)}{what}合计：", f"{what}, total of {set_words(reply)}:")
    reply.note(reply.say("各年的单位不完全相同，不宜直接相比", "the bodies differ from year to year"))
    source = source_of_set(reply, every)
    return reply.answer("trend", head, reply.say("，", "; ").join(told), source)
