"""Sets of bodies: which bodies and years are meant, how many have a figure, what is cited.

An aggregate always runs over all stored facts of the set. It says over how many reports it is taken and which bodies
are missing; over under half of the set it says so first, and over fewer than two figures it is not formed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from report.agencies import kinds
from retrieval.answering import missing, wording
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.lookup import State, Value, keeps
from retrieval.question import Answer, Condition, StoredAgency

CITED = 200  # places that one aggregate cites at most
LISTED = 30  # bodies that one list names at most


_LEVELS = {"省": ("省级", "provincial"), "市": ("市级", "municipal"), "区": ("区县级", "district")}


def bodies_asked(reply: Reply) -> list[StoredAgency]:
    """The bodies of the set: described, named, or all that are stored."""
    question = reply.question
    if question.scope is not None:
        return reply.lookup.scope(question.scope)
    if len(question.agencies) > 1:
        return [reply.agency(agency) for agency in question.agencies]
    return list(reply.lookup.agencies.values())


def set_words(reply: Reply) -> str:
    """What the set is called: its region and its kinds of body, and which are left out of it."""
    scope = reply.question.scope
    without = [wording.body(reply.agency(agency).agency) for agency in scope.without] if scope is not None else []
    out = wording.joined(without, reply.language)
    return _set_words(reply) + (reply.say(f"（不含{out}）", f" (without {out})") if without else "")


def _set_words(reply: Reply) -> str:
    scope = reply.question.scope
    if scope is not None and scope.level and not (scope.region or scope.kinds):
        return reply.say(f"全部{_LEVELS[scope.level][0]}单位", f"all stored {_LEVELS[scope.level][1]} bodies")
    if scope is None or not (scope.region or scope.kinds):
        if len(reply.question.agencies) > 1:
            return reply.say("所问单位", "the bodies asked about")
        return reply.say("全部单位", "all stored bodies")
    named = [kinds()[kind] for kind in scope.kinds if kind in kinds()]
    stems = "、".join(kind.full[0] for kind in named if kind.full)
    region = keep("".join(scope.region))
    within = "下辖区县" if scope.inner else "（含区县）" if scope.below and scope.region else ""
    zh = f"{region}{within}各{_LEVELS[scope.level][0] if scope.level else ''}{stems or '单位'}"
    of_level = f"{_LEVELS[scope.level][1]} " if scope.level else ""
    stems_en = of_level + "/".join([kind.english[0] for kind in named if kind.english][:1])
    districts = " with its districts" if scope.below and scope.region else ""
    en = f"{f'{stems_en} bodies' if named else f'{of_level}bodies'}{f' of {region}{districts}' if region else ''}"
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
    for value in reply.lookup.placed(values[:CITED]):
        if len(cited) >= CITED:
            break
        cited |= dict.fromkeys(reply.cite_facts(value.parts))
    return tuple(cited)


def measure_words(reply: Reply, measure: str, value: Value | None = None) -> str:
    """新收政府信息公开申请, or 部分公开占办理结果总计的比例."""
    if measure != "share" or not reply.question.by_share:
        return reply.measure(measure, value)
    part, whole = (reply.measure(one, value) for one in reply.question.measures)
    return reply.say(f"{part}占{whole}的比例", f"{part} as a share of {whole}")


def source_of_set(reply: Reply, values: Sequence[Value]) -> str:
    """Where the figures of a set are printed; of a large one, that the first places only are cited."""
    told = reply.source(reply.lookup.placed(values[:CITED]))
    if len(values) <= CITED:
        return told
    rest = len(values) - CITED
    return told + reply.say(
        f"另有{rest}个数的位置没有逐一列出。", f" The places of {rest} more figures are not listed."
    )


def keeping(reply: Reply, values: Sequence[Value]) -> list[Value]:
    """The values of bodies whose figures keep every bound of the question; a bound in per cent is one of the share."""
    bounds = reply.question.conditions
    kept = [value for value in values if all(keeps(value, bound) for bound in bounds if bound.measure == "share")]
    others = [bound for bound in bounds if bound.measure != "share"]
    if not others or not kept:
        return kept
    measures = measures_bounded(others)
    ids, years = [value.agency.id for value in kept], sorted({value.year for value in kept})
    found = {(v.agency.id, v.year, v.measure): v for v in reply.lookup.values(dict.fromkeys(ids), years, measures)}
    return [
        value
        for value in kept
        if all(
            keeps(
                found[value.agency.id, value.year, bound.measure],
                bound,
                found[value.agency.id, value.year, bound.than] if bound.than else None,
            )
            for bound in others
        )
    ]


def measures_bounded(bounds: Sequence[Condition]) -> list[str]:
    """The measures that bounds are of, and those that they are held against, each once."""
    return list(dict.fromkeys(measure for bound in bounds for measure in (bound.measure, bound.than) if measure))
