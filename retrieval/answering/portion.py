"""What part of the figure of a set one body has: 公安局收到的申请占全市的多少.

The whole is the sum over the reports of the set that print the figure; it is said over how many, and which are missing.
"""

from __future__ import annotations

from decimal import Decimal

from report.form import RATES
from retrieval.answering import missing
from retrieval.answering.figures import latest_first, years_asked
from retrieval.answering.reply import Reply
from retrieval.answering.sets import (
    bodies_asked,
    cite_all,
    coverage,
    over,
    set_words,
    too_few,
    year_line,
    years_of_set,
)
from retrieval.lookup import State
from retrieval.question import Answer, Figure, Operation, Question


def asks_portion(question: Question) -> bool:
    """Whether one body is held against a set: one box, a share, a set that is described."""
    one = len(question.agencies) == 1 and len(question.measures) == 1 and question.measures[0] not in RATES
    return question.operation is Operation.SHARE and one and question.scope is not None


def portion_answer(reply: Reply) -> Answer:
    """The figure of a body in per cent of the sum over the set that it belongs to."""
    question, lookup = reply.question, reply.lookup
    agency, measure = question.agencies[0], question.measures[0]
    bodies = bodies_asked(reply)
    if agency not in {body.id for body in bodies}:
        outside = reply.agency(agency).agency.name
        said = reply.say(
            f"{outside}不在{set_words(reply)}之内，不能算占比。", f"{outside} is not one of {set_words(reply)}."
        )
        return reply.answer("not_found", said, reason=State.UNDEFINED)
    lines, told = [], []
    for year in years_asked(question, lookup, agency):
        values = lookup.values([body.id for body in bodies], [year], [measure])
        figures = [value for value in values if value.value is not None]
        own = next(value for value in values if value.agency.id == agency)
        whole = sum((value.value for value in figures if value.value is not None), Decimal(0))
        if own.value is None or not whole:
            return missing.not_found(reply, [own])
        lines.append(coverage(reply, values, len(bodies)))
        cited = tuple(dict.fromkeys((*reply.cite_facts(own.parts), *cite_all(reply, figures))))
        share = own.value / whole * 100
        reply.figures.append(Figure(own.name, year, "share", share, "%", cited))
        shown, part, total = reply.number(share, "%"), reply.number(own.value, own.unit), reply.number(whole, own.unit)
        what = reply.measure(measure, own)
        lines.append(
            reply.say(
                f"{shown}：{reply.named(own)}{year}年{what} {part}，占{set_words(reply)}合计 {total} 的比例"
                f"（{over(reply, len(figures))}）。",
                f"{shown} — {reply.named(own)}, {year}: {what} {part} of {total} for {set_words(reply)} "
                f"({over(reply, len(figures))}).",
            )
        )
        told.append(own)
    reply.doubt(told)
    return reply.answer("share", latest_first(reply, told), *lines, reply.source(told))


def asks_share_of_set(question: Question) -> bool:
    """全部单位新收申请中自然人占比: a part of a whole, over all bodies of a set together."""
    of_set = question.scope is not None and not question.agencies
    return question.operation is Operation.SHARE and of_set and len(question.measures) == 2


def share_of_set_answer(reply: Reply) -> Answer:
    """The sum of the part in per cent of the sum of the whole, over the reports that print both."""
    part, whole = reply.question.measures
    bodies = bodies_asked(reply)
    years = years_of_set(reply, bodies)
    lines = [year_line(reply, years)]
    for year in years:
        values = reply.lookup.values([body.id for body in bodies], [year], [part, whole])
        pairs = list(zip(values[::2], values[1::2], strict=True))
        both = [(a, b) for a, b in pairs if a.value is not None and b.value is not None]
        lacking = [a if a.value is None else b for a, b in pairs]
        lines.append(coverage(reply, lacking, len(bodies)))
        above = sum((a.value or Decimal(0) for a, _ in both), Decimal(0))
        below = sum((b.value or Decimal(0) for _, b in both), Decimal(0))
        if len(both) < 2 or not below:
            return too_few(reply, [a for a, _ in both], values)
        cited = cite_all(reply, [value for pair in both for value in pair])
        share = above / below * 100
        reply.figures.append(Figure(None, year, "share", share, "%", cited))
        shown, first = reply.number(share, "%"), both[0]
        of, what = reply.measure(whole, first[1]), reply.measure(part, first[0])
        a, b = reply.number(above, first[0].unit), reply.number(below, first[1].unit)
        lines.append(
            reply.say(
                f"{shown}：{set_words(reply)}{year}年{what}合计 {a} ÷ {of}合计 {b}（{over(reply, len(both))}）。",
                f"{shown} — {set_words(reply)}, {year}: {what} {a} ÷ {of} {b} ({over(reply, len(both))}).",
            )
        )
    return reply.answer("share", *lines)
