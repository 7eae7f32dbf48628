"""What part of the figure of a set one body has: 公安局收到的申请占全市的多少.

The whole is the sum over the reports of the set that print the figure; it is said over how many, and which are missing.
"""

from __future__ import annotations

from decimal import Decimal

from report.form import RATES
from retrieval.answering import missing
from retrieval.answering.figures import latest_first, years_asked
from retrieval.answering.reply import Reply
from retrieval.answering.sets import bodies_asked, cite_all, coverage, over, set_words
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
