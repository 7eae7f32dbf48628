"""Bodies in the order of how much a figure changed between two years: 2022年比2021年申请增长最多的单位.

Only bodies whose reports for both years print the figure are ranked; the rest are named as left out.
"""

from __future__ import annotations

from decimal import Decimal

from retrieval.answering.reply import Reply
from retrieval.answering.sets import LISTED, cite_all, coverage, over, set_words, too_few, year_line, years_of_set
from retrieval.lookup import State, Value, ranked
from retrieval.question import Answer, Figure, Operation, StoredAgency


def growth_answer(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    """The bodies ranked by the difference, or by the change in per cent, of their figure in two years."""
    question = reply.question
    years = years_of_set(reply, bodies)
    before, year = (years[0], years[-1]) if len(years) > 1 else (years[0] - 1, years[0])
    changes = [_change(reply, body.id, before, year) for body in bodies]
    figures = [change for change, _, _ in changes if change.value is not None]
    if len(figures) < 2:
        return too_few(reply, figures, [change for change, _, _ in changes])
    meant = [c for c in figures if c.value is not None and (c.value > 0 if question.descending else c.value < 0)]
    if not meant:
        return _none(reply, len(figures), before, year)
    if question.operation is Operation.COUNT:
        cited = cite_all(reply, figures)
        reply.figures.append(Figure(None, (before, year), "count", Decimal(len(meant)), "家", cited))
    first, _ = ranked(meant, question.descending, question.count or LISTED)
    pairs = {change.agency.id: (then, now) for change, then, now in changes}
    what = reply.measure(question.measures[0], pairs[first[0].agency.id][1])
    lines = [
        year_line(reply, (year,)),
        coverage(reply, [change for change, _, _ in changes], len(bodies), _both(reply, before, year)),
        reply.say(
            f"{set_words(reply)}{before}年到{year}年{what}"
            f"{'增加' if question.descending else '减少'}{_how_many(reply, len(meant))}，由多到少"
            f"（{over(reply, len(figures))}）：",
            f"{what}, {before} to {year}, {set_words(reply)}, "
            f"{_how_many(reply, len(meant))}largest {'rise' if question.descending else 'fall'} first "
            f"({over(reply, len(figures))}):",
        ),
    ]
    for place, value in enumerate(first, 1):
        then, now = pairs[value.agency.id]
        lines.append(f"{place}. {reply.named(value)} {_told(reply, value, then, now)}")
        cited = reply.cite_facts(value.parts)
        if question.operation is not Operation.COUNT:
            reply.figures.append(
                Figure(value.name, (before, year), question.growth, value.value or Decimal(0), value.unit, cited)
            )
    reply.doubt(first)
    return reply.answer(
        "aggregate" if question.operation is Operation.COUNT else "ranking", *lines, reply.source(first)
    )


def _change(reply: Reply, agency: int, before: int, year: int) -> tuple[Value, Value, Value]:
    """The change of one body, its figure before and after."""
    change, now, then = reply.lookup.change(agency, year, reply.question.measures[0], before)
    if reply.question.growth == "change" or then.value is None or now.value is None:
        return change, then, now
    gap = now.value - then.value
    return Value(now.agency, year, "difference", State.FIGURE, gap, now.unit, (*then.parts, *now.parts)), then, now


def _told(reply: Reply, value: Value, then: Value, now: Value) -> str:
    size = reply.number(abs(value.value or Decimal(0)), value.unit)
    if value.measure == "difference" and value.unit == "%":
        size = reply.say(size.replace("%", "个百分点"), size.replace("%", " percentage points"))
    a, b = reply.number(then.value or Decimal(0), then.unit), reply.number(now.value or Decimal(0), now.unit)
    more = (value.value or Decimal(0)) > 0
    return reply.say(
        f"{'增加' if more else '减少'}{size}（{a} → {b}）", f"{'up' if more else 'down'} {size} ({a} → {b})"
    )


def _how_many(reply: Reply, meant: int) -> str:
    if reply.question.operation is not Operation.COUNT:
        return ""
    return reply.say(f"的有{meant}家", f"{meant} {'body' if meant == 1 else 'bodies'}, ")


def _both(reply: Reply, before: int, year: int) -> str:
    return reply.say(f"{before}和{year}两年都有的", f"both {before} and {year}")


def _none(reply: Reply, counted: int, before: int, year: int) -> Answer:
    rise = reply.question.descending
    return reply.answer(
        "aggregate",
        reply.say(
            f"{set_words(reply)}中没有一家{before}年到{year}年是{'增加' if rise else '减少'}的"
            f"（{over(reply, counted)}）。",
            f"None of {set_words(reply)} {'rose' if rise else 'fell'} from {before} to {year} "
            f"({over(reply, counted)}).",
        ),
    )
