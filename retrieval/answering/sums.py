"""Boxes of one report added up: 予以公开 and 部分公开 together, 复议 and 诉讼, what two kinds of applicant asked for.

Only boxes that count the same kind of thing and hold nothing twice are added; a blank one leaves no sum. Where they do
not add up, each is told and it is said why they are not added.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from retrieval.answering import missing, wording
from retrieval.answering.figures import claim_line, figure_answer, figure_line, latest_first, years_asked
from retrieval.answering.reply import Reply
from retrieval.lookup import Value
from retrieval.question import Answer, Figure
from retrieval.understanding.wholes import may_be_added


def boxes_answer(reply: Reply) -> Answer:
    """The sum of several boxes of one report, with each of them."""
    question, lookup = reply.question, reply.lookup
    agency = question.agencies[0]
    values = lookup.values([agency], years_asked(question, lookup, agency), question.measures)
    told = [value for value in values if value.value is not None]
    if not told:
        return missing.not_found(reply, values)
    if not may_be_added(question.measures):
        reply.note(
            reply.say(
                "这几项不相加：有的已包含在另一项里，或计的不是同一种事",
                "these are not added: one holds another, or they do not count the same kind of thing",
            )
        )
        return figure_answer(reply)
    lacking = [value for value in values if value.value is None]
    if lacking:
        reasons = [missing.why_none(reply, value) for value in lacking]
        reply.cite_facts(fact for value in values for fact in value.parts)
        no_sum = reply.say("所以加不出合计。已有的是：", "So there is no sum. What there is:")
        lines = [*reasons, no_sum, *(figure_line(reply, value) for value in told)]
        return reply.answer("not_found", *lines, reply.source(told), reason=lacking[0].state)
    line = _sum_line(reply, told)
    for value in told:
        reply.state(value)
    reply.doubt(told)
    lines = [latest_first(reply, told), line, *(figure_line(reply, value) for value in told)]
    return reply.answer("aggregate", *lines, claim_line(reply, _as_one(told)), reply.source(told))


def _sum_line(reply: Reply, told: Sequence[Value]) -> str:
    whole = _total(told)
    first = told[0]
    cited = reply.cite_facts(fact for value in told for fact in value.parts)
    reply.figures.append(Figure(first.name, first.year, "sum", whole, first.unit, cited))
    names = [reply.measure(value.measure, value) for value in told]
    added = " + ".join(wording.number(value.value or Decimal(0), value.unit) for value in told)
    shown = reply.number(whole, first.unit)
    return reply.say(
        f"{shown}：{reply.named(first)}{first.year}年{wording.joined(names, 'zh')}合计，即 {added}。",
        f"{shown} — {reply.named(first)}, {first.year}, {wording.joined(names, 'en')} together: {added}.",
    )


def _total(told: Sequence[Value]) -> Decimal:
    return sum((value.value for value in told if value.value is not None), Decimal(0))


def _as_one(told: Sequence[Value]) -> list[Value]:
    """The sum as a value, for a figure that the user holds against it."""
    first = told[0]
    parts = tuple(fact for value in told for fact in value.parts)
    return [Value(first.agency, first.year, first.measure, first.state, _total(told), first.unit, parts)]
