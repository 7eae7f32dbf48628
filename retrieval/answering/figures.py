"""Figures of named bodies: one figure, several of one report, a share of a whole.

The figure stands in front, then whose and of which year it is, then where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from report.form import RATES
from retrieval.answering import missing, wording
from retrieval.answering.reply import Reply
from retrieval.lookup import Lookup, State, Value
from retrieval.question import Answer, Claim, Question

_EACH = re.compile(r"分别|各(?![种类])|\brespectively\b|\beach\b", re.I)


def years_asked(question: Question, lookup: Lookup, agency: int) -> tuple[int, ...]:
    """The years named; where none is, the latest that the body has."""
    if question.year_said and question.years:
        return question.years
    known = lookup.agencies[agency].years
    return known[-1:]


def latest_first(reply: Reply, values: Sequence[Value]) -> str:
    """Where no year was named: which year is told."""
    question = reply.question
    if (question.year_said and question.years) or not values:
        return ""
    years = sorted({value.year for value in values})
    if len(years) == 1:
        return reply.say(
            f"没有说年份，以最近的{years[0]}年报告作答。", f"No year was named: the latest report is for {years[0]}."
        )
    told = "、".join(f"{reply.named(value)}{value.year}年" for value in values)
    return reply.say(f"没有说年份，各取最近一年：{told}。", f"No year was named, the latest of each is taken: {told}.")


def figure_answer(reply: Reply, beside: str = "") -> Answer:
    """One figure, or several of one report; `beside` says which other body is not stored."""
    question, lookup = reply.question, reply.lookup
    values = [
        value
        for agency in question.agencies
        for value in lookup.values([agency], years_asked(question, lookup, agency), question.measures)
    ]
    told = [value for value in values if value.value is not None]
    if not told:
        return missing.not_found(reply, values)
    lines = [latest_first(reply, told)]
    lines += [beside, reply.say("能查到的是：", "What is stored:")] if beside else []
    for value in values:
        if value.value is None:
            lines.append(missing.why_none(reply, value))
            continue
        reply.state(value)
        lines.append(figure_line(reply, value))
    lines.append(claim_line(reply, told))
    reply.doubt(told)
    lines.append(reply.source(told))
    return reply.answer("comparison" if beside else "figure", *lines)


def figure_line(reply: Reply, value: Value) -> str:
    assert value.value is not None
    name, what = reply.named(value), reply.measure(value.measure, value)
    shown = reply.number(value.value, value.unit)
    formula = division(reply, value)
    return reply.say(
        f"{shown}：{name}{value.year}年，{what}{formula}。",
        f"{shown} — {name}, {value.year}, {what}{formula}.",
    )


def division(reply: Reply, value: Value) -> str:
    """How a rate was formed: （12 + 3）÷ 40."""
    if value.measure not in RATES or value.value is None:
        return ""
    rate = RATES[value.measure]
    above = reply.lookup.values([value.agency.id], [value.year], [cell.key for _, cell in rate.above])
    below = reply.lookup.values([value.agency.id], [value.year], [cell.key for _, cell in rate.below])

    def side(values: Sequence[Value], signs: Sequence[int]) -> str:
        parts = []
        for n, (sign, one) in enumerate(zip(signs, values, strict=True)):
            mark = ("−" if sign < 0 else "+") if n else ""
            told = f"{wording.measure_name(one.measure, reply.language)} {wording.number(one.value or Decimal(0))}"
            parts.append(f" {mark} {told}" if mark else told)
        text = "".join(parts)
        return reply.say(f"（{text}）", f"({text})") if len(parts) > 1 else text

    over = side(above, [sign for sign, _ in rate.above])
    under = side(below, [sign for sign, _ in rate.below])
    return reply.say(f"，即 {over} ÷ {under}", f" = {over} ÷ {under}")


def claim_line(reply: Reply, values: Sequence[Value]) -> str:
    """The user takes a figure for granted: whether the report says so."""
    claim = reply.question.claim
    if claim is None or not values:
        return ""
    if claim.more:
        return _claims_line(reply, values, (claim, *claim.more))
    if any(value.value is not None and claim.told_in(value.unit).agrees(value.value) for value in values):
        return reply.say(f"与您说的“{claim.words}”一致。", f"That agrees with what you say ({claim.words}).")
    first = values[0]
    assert first.value is not None
    shown = reply.number(first.value, first.unit)
    return reply.say(
        f"您说的“{claim.words}”与报告不符，报告里是{shown}。",
        f"What you say ({claim.words}) is not what the report has: it has {shown}.",
    )


def _claims_line(reply: Reply, values: Sequence[Value], claims: Sequence[Claim]) -> str:
    """Several figures taken for granted: each held against its own, in the order in which they are named."""
    one_each = len(claims) == len(values)
    said = []
    for at, claim in enumerate(claims):
        own, words = values[at : at + 1] if one_each else values, claim.words
        if any(value.value is not None and claim.told_in(value.unit).agrees(value.value) for value in own):
            said.append(reply.say(f"“{words}”与报告一致", f"{words} agrees with the report"))
            continue
        has = reply.number(own[0].value or Decimal(0), own[0].unit) if one_each else ""
        said.append(
            reply.say(
                f"“{words}”与报告不符{f'，报告里是{has}' if has else ''}",
                f"{words} is not what the report has{f': it has {has}' if has else ''}",
            )
        )
    return reply.say(f"您说的{'；'.join(said)}。", f"Of what you say, {'; '.join(said)}.")


def share_answer(reply: Reply) -> Answer:
    """A part of a whole, the division shown."""
    question, lookup = reply.question, reply.lookup
    if len(question.measures) < 2:
        return figure_answer(reply)
    *parts, whole = question.measures
    together = len(parts) > 1 and not _EACH.search(question.text)
    of_sum = question.measures[0] in question.measures[1:]
    if (together or of_sum) and len(question.agencies) == 1:
        from retrieval.answering.sums import share_of_sum_answer

        return share_of_sum_answer(reply)
    told, failed, lines = [], [], []
    for agency in question.agencies:
        for year in years_asked(question, lookup, agency):
            for joined in [tuple(parts)] if together else [(part,) for part in parts]:
                share, ones, all_of_it = lookup.share(agency, year, joined, whole)
                if share.value is None or all_of_it.value is None:
                    failed.append(_failed(share, ones, all_of_it))
                    continue
                told.append(share)
                reply.state(share)
                lines.append(_share_line(reply, share, ones, all_of_it))
    return tell_shares(reply, told, failed, lines)


def tell_shares(reply: Reply, told: Sequence[Value], failed: Sequence[Value], lines: Sequence[str]) -> Answer:
    """Shares with the division that each is, those that cannot be told with the reason."""
    if not told:
        return missing.not_found(reply, failed)
    reply.doubt(told)
    lines = [*lines, *(missing.why_none(reply, value) for value in failed), *points_between(reply, told)]
    return reply.answer("share", latest_first(reply, told), *lines, claim_line(reply, told), reply.source(told))


def points_between(reply: Reply, told: Sequence[Value]) -> list[str]:
    """Two shares of one body: by how many percentage points they differ."""
    if len(told) != 2 or told[0].agency.id != told[1].agency.id:
        return []
    first, last = sorted(told, key=lambda value: value.year)
    gap = (last.value or Decimal(0)) - (first.value or Decimal(0))
    shown = reply.number(abs(gap), "个百分点")
    if not gap:
        return [reply.say("两年相同。", "The two years are equal.")]
    return [
        reply.say(
            f"{last.year}年比{first.year}年{'上升' if gap > 0 else '下降'}{shown}。",
            f"From {first.year} to {last.year} {'up' if gap > 0 else 'down'} {shown}.",
        )
    ]


def _share_line(reply: Reply, share: Value, ones: Sequence[Value], whole: Value) -> str:
    """5%：甲局2023年，信访举报投诉类申请 3 + 重复申请 2 ÷ 不予处理 100."""
    assert share.value is not None
    assert whole.value is not None
    added = " + ".join(f"{reply.measure(one.measure, one)} {wording.number(one.value or Decimal(0))}" for one in ones)
    part = reply.say(f"（{added}）", f"({added})") if len(ones) > 1 else added
    shown, of = reply.number(share.value, "%"), f"{reply.measure(whole.measure, whole)} {wording.number(whole.value)}"
    return reply.say(
        f"{shown}：{reply.named(share)}{share.year}年，{part} ÷ {of}。",
        f"{shown} — {reply.named(share)}, {share.year}, {part} ÷ {of}.",
    )


def _failed(quotient: Value, above: Sequence[Value], below: Value) -> Value:
    """Where a quotient has no figure: the one of its sides that lacks it, or the quotient for a zero."""
    if quotient.state is State.UNDEFINED:
        return quotient
    return next((value for value in (*above, below) if value.value is None), quotient)
