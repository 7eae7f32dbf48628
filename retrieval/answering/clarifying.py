"""What is asked back: which body, which figure.

Each choice is a whole question, clear to whoever reads it later. Nothing is picked for the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from report.places import place_rank, place_stem
from retrieval.answering import wording
from retrieval.answering.missing import COMMON, MOST_CHOICES, choices_for, empty_store, full_name, labelled
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.question import Answer, Choice, Operation, StoredAgency

Rows = Callable[[int, int], Sequence[str]] | None  # measures of a report that mean something near
_LONGEST = 20  # characters of what was said that a question back repeats
_OF_SETS = {
    Operation.RANK: ("排名", "ranking of {}"),
    Operation.SUM: ("合计是多少？", "total of {}"),
    Operation.MEAN: ("平均是多少？", "average of {}"),
    Operation.MEDIAN: ("中位数是多少？", "median of {}"),
    Operation.MAXIMUM: ("最高的是多少？", "the highest number of {}"),
    Operation.MINIMUM: ("最低的是多少？", "the lowest number of {}"),
}


def clarify_body(reply: Reply, words: str, fitting: Sequence[int]) -> Answer:
    """Several bodies fit: each choice is the same question with the body's full name."""
    years = reply.question.years
    bodies = [reply.agency(agency) for agency in fitting]
    bodies += _maybe_inside(reply, words, bodies)
    having = [body for body in bodies if not years or not reply.question.year_said or set(years) & set(body.years)]
    bodies = sorted(having or bodies, key=lambda body: (len(body.agency.region), body.agency.kind != "government"))
    choices = choices_for(reply, bodies, words)
    told = reply.say("、", ", ").join(keep(full_name(body)) for body in bodies[:MOST_CHOICES])
    left = len(bodies) - MOST_CHOICES
    more = reply.say(f"等{len(bodies)}家", f" and {left} more") if left > 0 else ""
    one = len(bodies) == 1
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return reply.answer(
        "clarify",
        reply.say(
            f"“{words}”没有指明是哪个单位。您问的是{told}吗？"
            if one
            else f"“{words}”可以指几个单位，您问的是哪一个？{told}{more}。",
            f"“{words}” does not name one body. Do you mean {told}?"
            if one
            else f"“{words}” fits several bodies. Which one do you mean? {told}{more}.",
        ),
        choices=choices,
    )


def places_meant(reply: Reply) -> list[tuple[str, ...]]:
    """The paths to the place of a set, where there are two of its name: 麓区 of two cities."""
    scope = reply.question.scope
    if scope is None or len(scope.region) != 1:
        return []
    name = scope.region[0]
    paths = {
        region[: region.index(name) + 1] for body in reply.lookup.scope(scope) if name in (region := body.agency.region)
    }
    return sorted(a for a in paths if not any(len(b) > len(a) and b[-len(a) :] == a for b in paths))


def clarify_place(reply: Reply, paths: Sequence[tuple[str, ...]]) -> Answer:
    """Two places of one name: which is meant."""
    name = paths[0][-1]
    told = reply.say("、", ", ").join(keep("".join(path)) for path in paths)
    text = reply.question.text.strip()
    choices = [
        Choice(
            keep("".join(path)), text.replace(name, "".join(path), 1) if name in text else f"{''.join(path)}：{text}"
        )
        for path in paths
    ]
    return reply.answer(
        "clarify",
        reply.say(
            f"有{len(paths)}个“{name}”，您问的是哪一个？{told}。", f"There are {len(paths)} {name}. Which one? {told}."
        ),
        choices=choices,
    )


def _maybe_inside(reply: Reply, words: str, bodies: Sequence[StoredAgency]) -> list[StoredAgency]:
    """Where a province is all that was named: the bodies whose reports do not say in which province they are."""
    provinces = {body.agency.region[0] for body in bodies if body.agency.region}
    if len(provinces) != 1 or place_rank(province := provinces.pop()) != 1 or place_stem(province) not in words:
        return []
    known = {body.id for body in bodies}
    every = reply.lookup.agencies.values()
    return [b for b in every if b.id not in known and b.agency.region and place_rank(b.agency.region[0]) != 1]


def clarify_which_body(reply: Reply) -> Answer:
    """A measure without a body."""
    bodies = sorted(reply.lookup.agencies.values(), key=lambda body: (-len(body.years), body.id))[:5]
    if not bodies:
        return empty_store(reply)
    return reply.answer(
        "clarify",
        reply.say(
            "您问的是哪个单位、哪一年？请带上单位全称，例如下面这些。",
            "Which agency and which year do you mean? Name the agency in full, for example one of these.",
        ),
        choices=choices_for(reply, bodies, ""),
    )


def clarify_measure(reply: Reply, agencies: Iterable[int], rows: Rows = None) -> Answer:
    """A body without a measure: the rows of its report that mean something near, else the common ones."""
    bodies = [reply.agency(agency) for agency in agencies]
    body = bodies[0]
    said = [year for year in reply.question.years if year in body.years] if reply.question.year_said else []
    year = said[0] if said else body.years[-1] if body.years else None
    near = rows(body.id, year) if rows is not None and year is not None else ()
    measures = [*near, *(measure for measure in COMMON if measure not in near)][: len(COMMON)]
    choices = [labelled(reply, body, year, measure) for measure in measures]
    stored = reply.years(body.years)
    return reply.answer(
        "clarify",
        reply.say(
            f"您想了解{wording.body(body.agency)}的哪一项？库中有它{stored}的年度报告。",
            f"What would you like to know about {wording.body(body.agency)}? Its reports for {stored} are stored.",
        ),
        choices=choices,
    )


def clarify_measure_of_set(reply: Reply, words: str) -> Answer:
    """A ranking or a sum without a measure: by what? Each choice is the same question with one."""
    question = reply.question
    year = question.years[-1] if question.years else None
    zh, en = _OF_SETS.get(question.operation, _OF_SETS[Operation.RANK])
    choices = []
    for measure in COMMON:
        what = wording.measure_name(measure, reply.language)
        when = f" in {year}" if year else ""
        said = (
            en.format(what) + f", {words}{when}"
            if reply.language == "en"
            else f"{f'{year}年' if year else ''}{words}{what}{zh}"
        )
        choices.append(Choice(said.removesuffix("是多少？"), said))
    return reply.answer(
        "clarify", reply.say("您想按哪一项来比？", "By which figure would you like them compared?"), choices=choices
    )
