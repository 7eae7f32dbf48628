"""Figures of named bodies side by side: years, bodies, measures; a change; a trend.

What is missing is named, what is there is shown, and the difference is told in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from retrieval.answering import missing, wording
from retrieval.answering.figures import claim_line, figure_line, latest_first, years_asked
from retrieval.answering.reply import Reply
from retrieval.lookup import Lookup, State, Value, aggregate, ranked
from retrieval.question import Answer, Figure, Operation, Question

_TIMES = re.compile(r"倍|\btimes\b|\bratio of\b", re.I)


def change_answer(reply: Reply) -> Answer:
    """Against the year before, or from the first year named to the last, in per cent."""
    question, lookup = reply.question, reply.lookup
    told: list[Value] = []
    failed: list[Value] = []
    lines: list[str] = []
    for agency in question.agencies:
        asked = years_asked(question, lookup, agency)
        pairs = [(asked[0], asked[-1])] if len(asked) > 1 else [(year - 1, year) for year in asked]
        for before, year in pairs:
            for measure in question.measures:
                change, now, then = lookup.change(agency, year, measure, before)
                if now.value is None or then.value is None:
                    failed += [value for value in (then, now) if value.value is None]
                    lines += [figure_line(reply, value) for value in (then, now) if value.value is not None]
                    reply.cite_facts(fact for value in (then, now) for fact in value.parts)
                    continue
                if change.value is None:
                    failed.append(change)
                    lines += [figure_line(reply, value) for value in (then, now)]
                    reply.cite_facts(change.parts)
                    continue
                told.append(change)
                lines.append(_change_line(reply, change, now, then))
                _state_change(reply, change, before)
    if not told:
        reasons = list(dict.fromkeys(missing.why_none(reply, value) for value in failed))
        lines = [*reasons, *lines, missing.instead_line(reply, choices := missing.instead(reply, failed))]
        return reply.answer("not_found", *lines, reason=failed[0].state, choices=choices)
    reply.doubt(told)
    lines += list(dict.fromkeys(missing.why_none(reply, value) for value in failed))
    return reply.answer("comparison", latest_first(reply, told), *lines, claim_line(reply, told), reply.source(told))


def _state_change(reply: Reply, change: Value, before: int) -> None:
    assert change.value is not None
    cited = reply.cite_facts(change.parts)
    reply.figures.append(Figure(change.name, (before, change.year), "change", change.value, "%", cited))


def _change_line(reply: Reply, change: Value, now: Value, then: Value) -> str:
    assert change.value is not None
    assert now.value is not None
    assert then.value is not None
    size = reply.number(abs(change.value), "%")
    what = reply.measure(now.measure, now)
    span = f"{then.year}—{now.year}"
    a, b = reply.number(then.value, then.unit), reply.number(now.value, now.unit)
    points = ""
    if now.unit == "%":
        gap = reply.number(abs(now.value - then.value), "个百分点")
        points = reply.say(f"，相差{gap}", f", a difference of {gap}")
    if change.value == 0:
        verb, verb_en = f"持平，变化{size}", f"unchanged ({size})"
    elif change.value > 0:
        verb, verb_en = f"上升{size}", f"up {size}"
    else:
        verb, verb_en = f"下降{size}", f"down {size}"
    gap_words = difference_words(reply, now, then)
    return reply.say(
        f"{verb}：{reply.named(now)}{what}，{then.year}年{a}，{now.year}年{b}{gap_words}{points}。",
        f"{verb_en}: {reply.named(now)}, {what}, {span}: {a} in {then.year}, {b} in {now.year}{gap_words}{points}.",
    )


def difference_words(reply: Reply, now: Value, then: Value) -> str:
    """，增加3件 ; nothing for rates, whose difference is told in points."""
    if now.value is None or then.value is None or now.unit == "%" or now.value == then.value:
        return ""
    gap = reply.number(abs(now.value - then.value), now.unit)
    more = now.value > then.value
    return reply.say(f"，{'增加' if more else '减少'}{gap}", f", {gap} {'more' if more else 'fewer'}")


def compare_answer(reply: Reply) -> Answer:
    """Bodies, years or measures side by side, and which is more by how much."""
    question, lookup = reply.question, reply.lookup
    values: list[Value] = []
    common = _common_year(question, lookup)
    for agency in question.agencies:
        years = (common,) if common else years_asked(question, lookup, agency)
        if len(question.agencies) == 1 and len(question.measures) == 1 and len(years) == 1:
            years = (years[0] - 1, years[0])  # compared with what? the year before
        values += lookup.values([agency], sorted(years), question.measures)
    told = [value for value in values if value.value is not None]
    if not told:
        return missing.not_found(reply, values)
    lines = [missing.why_none(reply, value) for value in values if value.value is None]
    for value in told:
        reply.state(value)
        lines.append(figure_line(reply, value))
    lines += _verdicts(reply, told)
    lines += [_times(reply, told)] if _TIMES.search(question.text) else []
    if question.difference:
        _state_difference(reply, told)
    lines.append(claim_line(reply, told))
    reply.doubt(told)
    first = latest_first(reply, told) if len(question.agencies) > 1 else ""
    return reply.answer("comparison", first, *list(dict.fromkeys(lines)), reply.source(told))


def _times(reply: Reply, told: Sequence[Value]) -> str:
    """2024年是2022年的2.16倍: of two figures, the later or the first over the other."""
    if len(told) != 2 or told[0].unit != told[1].unit:
        return ""
    one, other = reversed(told) if told[0].year != told[1].year else told
    if one.value is None or not other.value:
        return ""
    times = wording.number((one.value / other.value).quantize(Decimal("0.01"), ROUND_HALF_UP))
    a, b = (_told_apart(reply, value, told) for value in (one, other))
    return reply.say(f"{a}是{b}的{times}倍。", f"{a} is {times} times {b}.")


def _state_difference(reply: Reply, told: Sequence[Value]) -> None:
    """The difference that was asked for, later less earlier or first less second, bound to both places."""
    if len(told) != 2 or told[0].unit != told[1].unit:
        return
    one, other = told
    assert one.value is not None
    assert other.value is not None
    same = one.agency.id == other.agency.id
    years = one.year != other.year
    value = other.value - one.value if years else one.value - other.value
    cited = reply.cite_facts((*one.parts, *other.parts))
    unit = "个百分点" if one.unit == "%" else one.unit
    reply.figures.append(Figure(other.name if same else None, other.year, "difference", value, unit, cited))


def _common_year(question: Question, lookup: Lookup) -> int | None:
    """Where no year was named, bodies are compared in the latest year that all of them have."""
    if (question.year_said and question.years) or len(question.agencies) < 2:
        return None
    shared = set.intersection(*(set(lookup.agencies[agency].years) for agency in question.agencies))
    return max(shared, default=None)


def _verdicts(reply: Reply, told: Sequence[Value]) -> list[str]:
    """Which is more, for each pair that differs in one thing only."""
    if len({value.unit for value in told}) > 1 or len(told) < 2:
        return []
    if len(told) == 2:
        return [_verdict(reply, told[0], told[1], told)]
    order = sorted(told, key=lambda value: value.value or Decimal(0), reverse=True)
    most = _verdict(reply, order[0], order[-1], told)
    return [most] if order[0].value != order[-1].value else [reply.say("几个数相同。", "All are equal.")]


def _verdict(reply: Reply, one: Value, other: Value, told: Sequence[Value]) -> str:
    assert one.value is not None
    assert other.value is not None
    if one.value == other.value:
        return reply.say("两者相同，相差0。", "Both are equal; the difference is 0.")
    more, less = (one, other) if one.value > other.value else (other, one)
    assert more.value is not None
    assert less.value is not None
    unit = "个百分点" if more.unit == "%" else more.unit
    gap = reply.number(more.value - less.value, unit)
    a, b = (_told_apart(reply, value, told) for value in (more, less))
    years = len({value.year for value in told}) > 1 and len({(v.agency.id, v.measure) for v in told}) == 1
    if years and len(told) == 2:
        up = more.year > less.year
        return reply.say(
            f"{a}更多：{max(more.year, less.year)}年比{min(more.year, less.year)}年{'增加' if up else '减少'}{gap}。",
            f"{a} is higher: from {min(more.year, less.year)} to {max(more.year, less.year)} "
            f"{'an increase' if up else 'a decrease'} of {gap}.",
        )
    if len(told) > 2:
        return reply.say(f"最多的是{a}，比最少的{b}多{gap}。", f"The highest is {a}, {gap} more than the lowest, {b}.")
    return reply.say(f"{a}更多，比{b}多{gap}。", f"{a} has more: {gap} more than {b}.")


def _told_apart(reply: Reply, value: Value, told: Sequence[Value]) -> str:
    """A value by what sets it apart from the others."""
    parts: list[str] = []
    if len({other.agency.id for other in told}) > 1:
        parts.append(reply.named(value))
    if len({other.year for other in told}) > 1:
        parts.append(reply.say(f"{value.year}年", str(value.year)))
    if len({other.measure for other in told}) > 1:
        parts.append(reply.measure(value.measure, value))
    return (" " if reply.language == "en" else "").join(parts)


def rank_years_answer(reply: Reply) -> Answer:
    """The years of one body in order: 哪一年最多."""
    question, lookup = reply.question, reply.lookup
    agency, measure = question.agencies[0], question.measures[0]
    years = sorted(question.years) if question.year_said and question.years else lookup.agencies[agency].years
    values = lookup.values([agency], years, [measure])
    order, _ = ranked(values, question.descending, None)
    if not order:
        return missing.not_found(reply, values)
    for value in order:
        reply.state(value)
    first = order[0]
    at = reply.years(value.year for value in order if value.value == first.value)
    shown, what = reply.number(first.value or Decimal(0), first.unit), reply.measure(measure, first)
    most = reply.say("最高" if question.descending else "最低", "highest" if question.descending else "lowest")
    head = reply.say(
        f"{shown}：{reply.named(first)}{what}，{at}{most}。", f"{shown} — {reply.named(first)}, {what}, {most} in {at}."
    )
    _gaps(reply, [value for value in values if value.value is None])
    reply.doubt(order)
    return reply.answer("ranking", head, _by_year(reply, order), claim_line(reply, order[:1]), reply.source(order))


def trend_answer(reply: Reply) -> Answer:
    """By year, the missing years named."""
    question, lookup = reply.question, reply.lookup
    told: list[Value] = []
    failed: list[Value] = []
    lines: list[str] = []
    for agency in question.agencies:
        years = sorted(question.years) if question.year_said and question.years else lookup.agencies[agency].years
        for measure in question.measures:
            values = lookup.values([agency], years, [measure])
            figures = [value for value in values if value.value is not None]
            failed += [value for value in values if value.value is None]
            told += figures
            if figures:
                lines.append(_direction(reply, figures))
                lines.append(_by_year(reply, figures))
    if not told:
        return missing.not_found(reply, failed)
    for value in told:
        reply.state(value)
    lines += _gaps(reply, failed)
    reply.doubt(told)
    return reply.answer("trend", *lines, claim_line(reply, told), reply.source(told))


def _by_year(reply: Reply, figures: Sequence[Value]) -> str:
    told = [
        reply.say(
            f"{value.year}年{reply.number(value.value, value.unit)}",
            f"{value.year}: {reply.number(value.value, value.unit)}",
        )
        for value in figures
        if value.value is not None
    ]
    return reply.say(f"{'，'.join(told)}。", f"{'; '.join(told)}.")


def _direction(reply: Reply, figures: Sequence[Value]) -> str:
    first, last = figures[0], figures[-1]
    assert first.value is not None
    assert last.value is not None
    name, what = reply.named(last), reply.measure(last.measure, last)
    if len(figures) == 1:
        return reply.say(f"{name}，{what}：只有一年有数。", f"{name}, {what}: one year only has a figure.")
    gap = reply.number(abs(last.value - first.value), "个百分点" if last.unit == "%" else last.unit)
    if last.value == first.value:
        zh, en = "首尾持平", "the same at the end as at the beginning"
    else:
        up = last.value > first.value
        zh = f"总体{'上升' if up else '下降'}，{'增加' if up else '减少'}{gap}"
        en = f"{'up' if up else 'down'} by {gap} overall"
    return reply.say(
        f"{name}，{what}，{first.year}年到{last.year}年{zh}：", f"{name}, {what}, {first.year} to {last.year}, {en}:"
    )


def _gaps(reply: Reply, failed: Sequence[Value]) -> list[str]:
    """Every year without a figure: years without a report in one sentence, the others each with its reason."""
    lines: list[str] = []
    for agency in dict.fromkeys(value.agency.id for value in failed):
        absent = [v.year for v in failed if v.agency.id == agency and v.state is State.NOT_PUBLISHED]
        if absent:
            lines.append(
                reply.say(
                    f"库中没有{reply.name(agency)}{reply.years(absent)}的报告。",
                    f"No report of {reply.name(agency)} is stored for {reply.years(absent)}.",
                )
            )
    lines += [missing.why_none(reply, value) for value in failed if value.state is not State.NOT_PUBLISHED]
    for line in lines:
        reply.note(line.rstrip("。."))
    return []


def over_years_answer(reply: Reply) -> Answer:
    """Sum, mean, median, maximum or minimum of one body's years."""
    question, lookup = reply.question, reply.lookup
    agency, measure = question.agencies[0], question.measures[0]
    years = sorted(question.years) if question.year_said and question.years else lookup.agencies[agency].years
    values = lookup.values([agency], years, [measure])
    told = [value for value in values if value.value is not None]
    if not told:
        return missing.not_found(reply, values)
    result = aggregate(question.operation, told)
    cited = reply.cite_facts(fact for value in told for fact in value.parts)
    extreme = question.operation in (Operation.MAXIMUM, Operation.MINIMUM)
    at = [value for value in told if value.value == result]
    span: int | tuple[int, int] = at[0].year if extreme and len(at) == 1 else (told[0].year, told[-1].year)
    reply.figures.append(Figure(told[-1].name, span, measure, result, told[0].unit, cited))
    word = wording.AGGREGATES[question.operation][reply.language == "en"]
    where = (
        reply.say(f"（{reply.years(v.year for v in at)}）", f" ({reply.years(v.year for v in at)})") if extreme else ""
    )
    shown, what = reply.number(result, told[0].unit), reply.measure(measure, told[0])
    line = reply.say(
        f"{shown}：{reply.named(told[-1])}{told[0].year}—{told[-1].year}年{what}，{word}{where}，按{len(told)}份年度报告计算。",
        f"{shown} — {word} of {what} of {reply.named(told[-1])}, {told[0].year}–{told[-1].year}{where}, "
        f"over {len(told)} annual reports.",
    )
    _gaps(reply, [value for value in values if value.value is None])
    reply.doubt(told)
    return reply.answer("aggregate", line, _by_year(reply, told), claim_line(reply, told), reply.source(told))
