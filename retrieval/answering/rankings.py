"""Bodies of a set in order: by a figure, by a rate, by the share of a part in its whole.

Equal figures share a place, and all that tie with the last are listed. It is said over how many reports the order is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from retrieval.answering.figures import claim_line
from retrieval.answering.reply import Reply
from retrieval.answering.sets import (
    LISTED,
    coverage,
    keeping,
    measure_words,
    over,
    set_words,
    too_few,
    year_line,
    years_of_set,
)
from retrieval.lookup import Value, ranked
from retrieval.question import Answer, StoredAgency

_WHO = re.compile(r"最|第一|冠军|\b(?:most|least|fewest|highest|lowest|largest|smallest|greatest)\b", re.I)
_ORDER = re.compile(
    r"排名|排个|排序|排行|排列|名次|依次|从.到.|由.到.|前几|哪几|哪些|\brank|\border|\blist|\bsort", re.I
)


def ranking_answer(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    """A ranking for each year and each measure that is asked for; several measures only where a column alone is."""
    question = reply.question
    years = years_of_set(reply, bodies)
    measures = question.measures[:1] if question.by_share else question.measures
    lines = [year_line(reply, years)]
    shown: list[Value] = []
    for year in years:
        for measure in measures:
            every = _ranked_by(reply, [body.id for body in bodies], year, measure)
            values = keeping(reply, every)
            figures = [value for value in values if value.value is not None]
            if len(figures) < 2:
                if len(years) == len(measures) == 1:
                    return too_few(reply, figures, values)
                continue
            lines.append(coverage(reply, every, len(bodies)))
            first = reply.lookup.placed(_first(reply, figures))
            lines += _own_place(reply, figures) + _rank_lines(reply, first, figures, year)
            shown += first
    if not shown:
        return too_few(reply, [], reply.lookup.values([body.id for body in bodies], years, measures[:1]))
    own = [value for value in shown if question.agencies == (value.agency.id,)]
    for value in own or shown:
        reply.state(value)
    reply.doubt(own or shown)
    return reply.answer("ranking", *lines, claim_line(reply, shown[:1]), reply.source(shown))


def _first(reply: Reply, figures: Sequence[Value]) -> list[Value]:
    """As many as are asked for, with what ties with the last; of the most and the least, both ends."""
    question = reply.question
    if question.place:
        return _at_place(reply, figures)
    if question.both_ends:
        top, _ = ranked(figures, True, 1)
        bottom, _ = ranked(figures, False, 1)
        return [*top[:LISTED], *(value for value in bottom[:LISTED] if value not in top)]
    limit = question.count or (1 if _WHO.search(question.text) and not _ORDER.search(question.text) else LISTED)
    first, tied = ranked(figures, question.descending, limit)
    if len(first) > max(limit, LISTED):
        reply.note(reply.say(f"并列的共{len(first)}家，只列出{LISTED}家", f"{len(first)} tie; {LISTED} are listed"))
        return first[:LISTED]
    if tied:
        last = reply.number(first[-1].value or Decimal(0), first[-1].unit)
        reply.note(
            reply.say(f"末位有并列（{last}），并列的都列出", f"a tie at the last place ({last}): all are listed")
        )
    return first


def _at_place(reply: Reply, figures: Sequence[Value]) -> list[Value]:
    """Those that stand at the place asked for: where two share the first place, they stand at the second too."""
    place = reply.question.place or 1
    order, _ = ranked(figures, reply.question.descending, len(figures))
    if len(order) < place:
        reply.note(reply.say(f"一共只有{len(order)}家有这个数", f"only {len(order)} bodies have this figure"))
    at = order[min(place, len(order)) - 1]
    return [value for value in order if value.value == at.value][:LISTED]


def _ranked_by(reply: Reply, bodies: Sequence[int], year: int, measure: str) -> list[Value]:
    """The figures that a ranking is of: those of one measure, or the shares of a part in its whole."""
    if reply.question.by_share:
        return reply.lookup.shares(bodies, [year], *reply.question.measures)
    return reply.lookup.values(bodies, [year], [measure])


def _rank_lines(reply: Reply, first: Sequence[Value], figures: Sequence[Value], year: int) -> list[str]:
    what = measure_words(reply, first[0].measure, first[0])
    order = reply.say("由高到低" if reply.question.descending else "由低到高", "highest first")
    if reply.language == "en" and not reply.question.descending:
        order = "lowest first"
    told: list[str] = []
    for value in first:
        assert value.value is not None
        # Equal figures share a place: 1, 2, 2, 4.
        ahead = sum(1 for other in figures if other.value is not None and _before(other, value, reply))
        told.append(f"{ahead + 1}. {reply.named(value)} {reply.number(value.value, value.unit)}")
    head = reply.say(
        f"{set_words(reply)}{year}年{what}，{order}（{over(reply, len(figures))}）：",
        f"{what}, {year}, {set_words(reply)}, {order} ({over(reply, len(figures))}):",
    )
    return [head, *told]


def _before(one: Value, other: Value, reply: Reply) -> bool:
    if one.value is None or other.value is None:
        return False
    return one.value > other.value if reply.question.descending else one.value < other.value


def _own_place(reply: Reply, figures: Sequence[Value]) -> list[str]:
    """Where a named body stands among the set."""
    lines = []
    for value in figures:
        if len(reply.question.agencies) == 1 and value.agency.id == reply.question.agencies[0]:
            place = 1 + sum(1 for other in figures if _before(other, value, reply))
            shown = reply.number(value.value or Decimal(0), value.unit)
            lines.append(
                reply.say(
                    f"{reply.named(value)}排第{place}名（{shown}，共{len(figures)}家）。",
                    f"{reply.named(value)} is at place {place} of {len(figures)} ({shown}).",
                )
            )
    return lines
