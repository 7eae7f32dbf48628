"""Boxes of one report added up: 予以公开 and 部分公开 together, 复议 and 诉讼, what two kinds of applicant asked for.

Only boxes that count the same kind of thing and hold nothing twice are added; a blank one leaves no sum. Where they do
not add up, each is told and it is said why they are not added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from report.facts import Fact
from retrieval.answering import missing, wording
from retrieval.answering.figures import (
    claim_line,
    figure_answer,
    figure_line,
    latest_first,
    tell_shares,
    years_asked,
)
from retrieval.answering.reply import Reply
from retrieval.lookup import State, Value
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
    whole = [year for year in _by_year(values) if all(value.value is not None for value in year)]
    lacking = [value for value in values if value.value is None]
    reasons = [missing.why_none(reply, value) for value in lacking]
    if not whole:
        reply.cite_facts(fact for value in values for fact in value.parts)
        no_sum = reply.say("所以加不出合计。已有的是：", "So there is no sum. What there is:")
        lines = [*reasons, no_sum, *(figure_line(reply, value) for value in told)]
        return reply.answer("not_found", *lines, reply.source(told), reason=lacking[0].state)
    lines = [latest_first(reply, told)]
    for year in whole:
        lines.append(_sum_line(reply, year))
        for value in year:
            reply.state(value)
        lines += [figure_line(reply, value) for value in year]
    sums = [_as_one(year)[0] for year in whole]
    lines += [_between(reply, sums)] if len(sums) == 2 else []
    reply.doubt(told)
    return reply.answer("aggregate", *lines, *reasons, claim_line(reply, sums), reply.source(told))


def _by_year(values: Sequence[Value]) -> list[list[Value]]:
    """The boxes of each report together."""
    years = dict.fromkeys(value.year for value in values)
    return [[value for value in values if value.year == year] for year in years]


def _between(reply: Reply, sums: Sequence[Value]) -> str:
    """2024年的合计比2022年减少1件."""
    first, last = sorted(sums, key=lambda value: value.year)
    gap = (last.value or Decimal(0)) - (first.value or Decimal(0))
    shown = reply.number(abs(gap), first.unit)
    if not gap:
        return reply.say("两年的合计相同。", "The two sums are equal.")
    return reply.say(
        f"{last.year}年的合计比{first.year}年{'增加' if gap > 0 else '减少'}{shown}。",
        f"The sum for {last.year} is {shown} {'more' if gap > 0 else 'less'} than for {first.year}.",
    )


def share_of_sum_answer(reply: Reply) -> Answer:
    """其中处罚占多少 of 许可、处罚、强制 together; what 予以公开 and 部分公开 together are of 办结."""
    question, lookup = reply.question, reply.lookup
    agency, keys = question.agencies[0], question.measures
    split = 1 if keys[0] in keys[1:] else len(keys) - 1
    told: list[Value] = []
    failed: list[Value] = []
    lines: list[str] = []
    for year in years_asked(question, lookup, agency):
        values = lookup.values([agency], [year], keys)
        above, below = values[:split], values[split:]
        lacking = [value for value in values if value.value is None]
        whole = _total(below)
        if lacking or not whole:
            failed += lacking or [replace(below[0], measure="share", state=State.UNDEFINED, value=None)]
            continue
        share = replace(above[0], measure="share", value=_total(above) / whole * 100, unit="%", parts=_facts(values))
        told.append(share)
        reply.state(share)
        shown = reply.number(share.value or Decimal(0), "%")
        first, over = _side(reply, above), _side(reply, below)
        lines.append(
            reply.say(
                f"{shown}：{reply.named(share)}{year}年，{first} ÷ {over}。",
                f"{shown} — {reply.named(share)}, {year}, {first} ÷ {over}.",
            )
        )
    return tell_shares(reply, told, failed, lines)


def _side(reply: Reply, values: Sequence[Value]) -> str:
    """办理结果总计 29 ; （予以公开 6 + 部分公开 2）."""
    told = " + ".join(f"{reply.measure(v.measure, v)} {wording.number(v.value or Decimal(0))}" for v in values)
    return told if len(values) == 1 else reply.say(f"（{told}）", f"({told})")


def _facts(values: Sequence[Value]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for value in values for fact in value.parts))


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
