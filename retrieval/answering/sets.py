"""Sets of bodies: rankings, sums and means, totals by year.

An aggregate always runs over all stored facts of the set. It says over how many reports it is taken and which bodies
are missing; over under half of the set it says so first, and over fewer than two figures it is not formed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from report.agencies import kinds
from retrieval.answering import missing, wording
from retrieval.answering.figures import claim_line
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.lookup import State, Value, aggregate, keeps, ranked
from retrieval.question import Answer, Condition, Figure, Operation, StoredAgency

CITED = 200  # places that one aggregate cites at most
LISTED = 30  # bodies that one list names at most

_WHO = re.compile(r"最|第一|冠军|\b(?:most|least|fewest|highest|lowest|largest|smallest|greatest)\b", re.I)
_ORDER = re.compile(
    r"排名|排个|排序|排行|排列|名次|依次|从.到.|由.到.|前几|哪几|哪些|\brank|\border|\blist|\bsort", re.I
)


def bodies_asked(reply: Reply) -> list[StoredAgency]:
    """The bodies of the set: described, named, or all that are stored."""
    question = reply.question
    if question.scope is not None:
        return reply.lookup.scope(question.scope)
    if len(question.agencies) > 1:
        return [reply.agency(agency) for agency in question.agencies]
    return list(reply.lookup.agencies.values())


def set_words(reply: Reply) -> str:
    """What the set is called: its region and its kinds of body."""
    scope = reply.question.scope
    if scope is None or not (scope.region or scope.kinds):
        if len(reply.question.agencies) > 1:
            return reply.say("所问单位", "the bodies asked about")
        return reply.say("全部单位", "all stored bodies")
    named = [kinds()[kind] for kind in scope.kinds if kind in kinds()]
    stems = "、".join(kind.full[0] for kind in named if kind.full)
    region = keep("".join(scope.region))
    within = "下辖区县" if scope.inner else "（含区县）" if scope.below and scope.region else ""
    zh = f"{region}{within}各{stems or '单位'}"
    stems_en = "/".join(kind.english[0] for kind in named if kind.english)
    districts = " with its districts" if scope.below and scope.region else ""
    en = f"{f'{stems_en}s' if stems_en else 'bodies'}{f' of {region}{districts}' if region else ''}"
    return reply.say(zh, en)


def years_of_set(reply: Reply, bodies: Sequence[StoredAgency]) -> tuple[int, ...]:
    """The years named; where none is, the latest that at least half as many bodies have as the best year."""
    question = reply.question
    if question.year_said and question.years:
        return tuple(sorted(question.years))
    counts = Counter(year for body in bodies for year in body.years)
    if not counts:
        return ()
    best = max(counts.values())
    return (max(year for year, count in counts.items() if 2 * count >= best),)


def year_line(reply: Reply, years: Sequence[int]) -> str:
    """Where no year was named: which is told."""
    if (reply.question.year_said and reply.question.years) or not years:
        return ""
    return reply.say(f"没有说年份，以{years[0]}年作答。", f"No year was named: this is for {years[0]}.")


def empty_set(reply: Reply) -> Answer:
    return reply.answer(
        "not_found",
        reply.say(f"库中没有属于“{set_words(reply)}”的单位。", f"No stored agency belongs to “{set_words(reply)}”."),
        reason="not_stored",
    )


def too_few(reply: Reply, figures: Sequence[Value], values: Sequence[Value]) -> Answer:
    """Fewer than two figures: no ranking and no aggregate."""
    years = reply.years({value.year for value in values})
    lines = [
        reply.say(
            f"{set_words(reply)}{years}只有{len(figures)}份报告有这个数，不足以排名或汇总。",
            f"Of {set_words(reply)}, {len(figures)} reports for {years} have this figure: too few to compare.",
        )
    ]
    for value in figures:
        if value.value is not None:
            reply.cite_facts(value.parts)
            shown = reply.number(value.value, value.unit)
            lines.append(f"{reply.named(value)}{value.year}{reply.say('年：', ': ')}{shown}")
    states = Counter(value.state for value in values if value.value is None)
    reason = states.most_common(1)[0][0] if states else State.NOT_PUBLISHED
    known = sorted({year for body in bodies_asked(reply) for year in body.years})
    if reason is State.NOT_PUBLISHED:
        lines.append(reply.say(f"库中有{reply.years(known)}的报告。", f"Reports for {reply.years(known)} are stored."))
    else:
        lines += [missing.why_none(reply, next(value for value in values if value.state is reason))]
    return reply.answer("not_found", *lines, reason=reason)


def coverage(reply: Reply, values: Sequence[Value], bodies: int, years: str = "") -> str:
    """Notes which bodies are missing; where more than half are, the sentence to begin with."""
    figures = [value for value in values if value.value is not None]
    en = reply.language
    absent = [wording.body(value.agency.agency) for value in values if value.state is State.NOT_PUBLISHED]
    without = [reply.named(value) for value in values if value.value is None and value.state is not State.NOT_PUBLISHED]
    years = years or reply.years({value.year for value in values})
    if absent:
        told = wording.some(list(dict.fromkeys(absent)), en)
        reply.note(
            reply.say(f"库中没有{years}报告、未计入的：{told}", f"no report for {years} stored, left out: {told}")
        )
    if without:
        told = wording.some(list(dict.fromkeys(without)), en)
        reply.note(
            reply.say(
                f"报告里这一项空白、缺项或不可计算、未计入的：{told}", f"blank, missing or undefined, left out: {told}"
            )
        )
    counted = len({value.agency.id for value in figures})
    if 2 * counted < bodies:
        return reply.say(
            f"先说明：{bodies}家单位中只有{counted}家有这个数，不到一半，结果只代表这{counted}家。",
            f"Please note first: only {counted} of {bodies} bodies have this figure, fewer than half.",
        )
    return ""


def over(reply: Reply, count: int) -> str:
    return reply.say(f"按{count}份年度报告统计", f"over {count} annual reports")


def cite_all(reply: Reply, values: Sequence[Value]) -> tuple[int, ...]:
    cited: dict[int, None] = {}
    for value in values:
        if len(cited) >= CITED:
            break
        cited |= dict.fromkeys(reply.cite_facts(value.parts))
    return tuple(cited)


def ranking_answer(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    question = reply.question
    years, measure = years_of_set(reply, bodies), question.measures[0]
    lines = [year_line(reply, years)]
    shown: list[Value] = []
    for year in years:
        values = _ranked_by(reply, [body.id for body in bodies], year)
        values = [value for value in values if all(keeps(v, c) for c, v in _conditions(reply, value))]
        figures = [value for value in values if value.value is not None]
        if len(figures) < 2:
            if len(years) == 1:
                return too_few(reply, figures, values)
            continue
        lines.append(coverage(reply, values, len(bodies)))
        limit = question.count or (1 if _WHO.search(question.text) and not _ORDER.search(question.text) else LISTED)
        first, tied = ranked(figures, question.descending, limit)
        if len(first) > max(limit, LISTED):
            reply.note(reply.say(f"并列的共{len(first)}家，只列出{LISTED}家", f"{len(first)} tie; {LISTED} are listed"))
            first = first[:LISTED]
        elif tied:
            last = reply.number(first[-1].value or Decimal(0), first[-1].unit)
            reply.note(
                reply.say(f"末位有并列（{last}），并列的都列出", f"a tie at the last place ({last}): all are listed")
            )
        lines += _own_place(reply, figures) + _rank_lines(reply, first, figures, year)
        shown += first
    if not shown:
        return too_few(reply, [], reply.lookup.values([body.id for body in bodies], years, [measure]))
    own = [value for value in shown if question.agencies == (value.agency.id,)]
    for value in own or shown:
        reply.state(value)
    reply.doubt(own or shown)
    return reply.answer("ranking", *lines, claim_line(reply, shown[:1]), reply.source(shown))


def _ranked_by(reply: Reply, bodies: Sequence[int], year: int) -> list[Value]:
    """The figures that a ranking is of: those of one measure, or the shares of a part in its whole."""
    measures = reply.question.measures
    if len(measures) == 2:
        return reply.lookup.shares(bodies, [year], *measures)
    return reply.lookup.values(bodies, [year], measures[:1])


def _ranked_name(reply: Reply, value: Value) -> str:
    """新收政府信息公开申请, or 部分公开占办理结果总计的比例."""
    if len(reply.question.measures) != 2:
        return reply.measure(value.measure, value)
    part, whole = (reply.measure(measure, value) for measure in reply.question.measures)
    return reply.say(f"{part}占{whole}的比例", f"{part} as a share of {whole}")


def _conditions(reply: Reply, value: Value) -> list[tuple[Condition, Value]]:
    return [(c, reply.lookup.value(value.agency.id, value.year, c.measure)) for c in reply.question.conditions]


def _rank_lines(reply: Reply, first: Sequence[Value], figures: Sequence[Value], year: int) -> list[str]:
    what = _ranked_name(reply, first[0])
    order = reply.say("由高到低" if reply.question.descending else "由低到高", "highest first")
    if reply.language == "en" and not reply.question.descending:
        order = "lowest first"
    told: list[str] = []
    for value in first:
        assert value.value is not None
        # Equal figures share a place: 1, 2, 2, 4.
        ahead = sum(1 for other in first if other.value is not None and _before(other, value, reply))
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


def aggregate_answer(reply: Reply, bodies: list[StoredAgency]) -> Answer:
    question = reply.question
    years, measure = years_of_set(reply, bodies), question.measures[0]
    values = reply.lookup.values([body.id for body in bodies], years, [measure])
    if question.conditions:
        values = [value for value in values if all(keeps(v, c) for c, v in _conditions(reply, value))]
    figures = [value for value in values if value.value is not None]
    if len(figures) < 2:
        return too_few(reply, figures, values)
    first = coverage(reply, values, len(bodies))
    result = aggregate(question.operation, figures)
    unit = figures[0].unit
    span: int | tuple[int, int] = years[0] if len(years) == 1 else (years[0], years[-1])
    reply.figures.append(Figure(None, span, measure, result, unit, cite_all(reply, figures)))
    word = wording.AGGREGATES[question.operation][reply.language == "en"]
    what, shown = reply.measure(measure, figures[0]), reply.number(result, unit)
    lines = [
        reply.say(
            f"{shown}：{set_words(reply)}{reply.years(years)}{what}的{word}，{over(reply, len(figures))}。",
            f"{shown} — {word} of {what}, {reply.years(years)}, {set_words(reply)}, {over(reply, len(figures))}.",
        )
    ]
    if question.operation in (Operation.MAXIMUM, Operation.MINIMUM):
        at = wording.some([reply.named(value) for value in figures if value.value == result], reply.language)
        lines.append(reply.say(f"是{at}。", f"It is {at}."))
    reply.doubt(figures if len(figures) <= LISTED else [])
    return reply.answer("aggregate", year_line(reply, years), first, *lines, reply.source(figures))


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
    return reply.answer("trend", head, reply.say("，", "; ").join(told), reply.source(every))
