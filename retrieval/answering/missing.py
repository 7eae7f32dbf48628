"""What is said where there is no figure: why not, what there is instead, what can be asked next.

Each question that is offered instead is a whole one, with the body and the year.
"""

from __future__ import annotations

from collections.abc import Sequence

from report.form import RATES, Cell, notice
from report.numbers import render
from report.reasons import reason_in
from retrieval.answering import wording
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.lookup import State, Value, successors
from retrieval.question import Answer, Choice, Operation, StoredAgency

COMMON = (
    "applications/new/total",
    "applications/concluded/total",
    "applications/granted/total",
    "applications/carried_out/total",
    "disclosure_rate",
)
MOST_CHOICES = 10


def not_found(reply: Reply, values: Sequence[Value]) -> Answer:
    """None of the values is a figure: says why for each, and what can be asked instead."""
    for value in values:
        reply.cite_facts(value.parts)
    lines = list(dict.fromkeys(why_none(reply, value) for value in values))
    return reply.answer(
        "not_found",
        *lines,
        wrong_claim_unknown(reply),
        instead_line(reply, choices := instead(reply, values)),
        reason=values[0].state,
        choices=choices,
    )


def wrong_claim_unknown(reply: Reply) -> str:
    """A figure that the user takes for granted, where no report has one to hold against it."""
    claim = reply.question.claim
    if claim is None:
        return ""
    return reply.say(f"您提到的“{claim.words}”无从核对。", f"What you mention ({claim.words}) cannot be checked.")


def why_none(reply: Reply, value: Value) -> str:
    """One sentence: why this value is no figure."""
    return {
        State.NOT_PUBLISHED: _not_published,
        State.NOT_IN_FORM: _not_in_form,
        State.DEFINITION_CHANGED: _definition_changed,
        State.BLANK: _blank,
        State.UNREAD: _unread,
        State.UNDEFINED: _undefined,
    }[value.state](reply, value)


def _not_published(reply: Reply, value: Value) -> str:
    name, year = wording.body(value.agency.agency), value.year
    there = value.agency.years
    have = reply.say(f"库中有它{reply.years(there)}的报告", f"stored are its reports for {reply.years(there)}")
    if year >= reply.today.year:
        return reply.say(
            f"{name}{year}年的年度报告要到{year + 1}年初才公布，现在还没有数据，也不作预测；{have}。",
            f"The report of {name} for {year} is due early in {year + 1}; no figures yet, no forecast; {have}.",
        )
    return reply.say(f"没有{name}{year}年的年度报告；{have}。", f"There is no report of {name} for {year}; {have}.")


def _not_in_form(reply: Reply, value: Value) -> str:
    cell = value.lacking[0]
    has = "2021" if value.edition == "2019" else "2019"
    name = wording.measure_name(value.measure, reply.language, has)
    return reply.say(
        f"{wording.body(value.agency.agency)}{value.year}年的报告用的是{value.edition}年版格式（{notice(value.edition)}），"
        f"表格里没有“{name}”这一项，{has}年版（{notice(has)}）才有，所以没有这个数。",
        f"The report of {wording.body(value.agency.agency)} for {value.year} follows the {value.edition} form "
        f"({notice(value.edition)}), which has no {name}; only the {has} edition does."
        if cell.table
        else "",
    )


def _definition_changed(reply: Reply, value: Value) -> str:
    cell = value.lacking[0]
    has = "2021" if value.edition == "2019" else "2019"
    name = wording.measure_name(value.measure, reply.language, has)
    instead_cells = successors(cell, value.edition)
    found = reply.lookup.values([value.agency.id], [value.year], [c.key for c in instead_cells])
    reply.cite_facts(fact for other in found for fact in other.printed)
    told = [
        f"{wording.measure_name(other.measure, reply.language, value.edition)}"
        + (
            f" {reply.number(other.value, other.unit)}"
            if other.value is not None
            else reply.say("（空白）", " (blank)")
        )
        for other in found
    ]
    return reply.say(
        f"{wording.body(value.agency.agency)}{value.year}年的报告用的是{value.edition}年版格式（{notice(value.edition)}），"
        f"没有“{name}”这一栏（{has}年版才有），这一行印的是：{'，'.join(told)}；两者口径不同，不能互相替代。",
        f"The report of {wording.body(value.agency.agency)} for {value.year} follows the {value.edition} form "
        f"({notice(value.edition)}), which has no column for {name}; that row holds instead: {', '.join(told)}. "
        "The two are defined differently and do not stand for each other.",
    )


def _blank(reply: Reply, value: Value) -> str:
    name, body = reply.measure(value.measure, value), reply.named(value)
    whole = len(value.parts) <= 1 and value.measure not in RATES and "share change".find(value.measure) < 0
    if whole:
        mark = (
            wording.printed_as(value.parts[0], reply.language) if value.parts else reply.say("没有印出", "not printed")
        )
        return reply.say(
            f"{body}{value.year}年报告里“{name}”一栏空白、未填写（{mark}）；空白不等于0，所以没有这个数。",
            f"In the report of {body} for {value.year}, {name} is left blank ({mark}); a blank is not a zero, "
            "so there is no figure.",
        )
    return _parts(reply, value, reply.say("空白、未填写", "left blank"))


def _unread(reply: Reply, value: Value) -> str:
    name, body = reply.measure(value.measure, value), reply.named(value)
    why = next((part.reason for part in value.parts if part.reason and part.value is None), "")
    why = reason_in(why, reply.language)
    if len(value.parts) <= 1:
        return reply.say(
            f"{body}{value.year}年报告里“{name}”一栏印有内容，但无法判读{f'（{why}）' if why else ''}，不给出数字。",
            f"In the report of {body} for {value.year}, {name} is printed, not readable{f' ({why})' if why else ''}; "
            "no figure is given.",
        )
    return _parts(reply, value, reply.say("无法判读", "not readable"))


def _parts(reply: Reply, value: Value, state: str) -> str:
    """A sum with a missing part: the printed parts, and the one that is not there."""
    name, body = reply.measure(value.measure, value), reply.named(value)
    absent = [wording.measure_name(cell.key, reply.language) for cell in value.lacking]
    printed = [
        f"{wording.measure_name(fact.cell.key, reply.language)} {render(fact.value)}"
        for fact in value.parts
        if fact.value is not None
    ]
    return reply.say(
        f"{body}{value.year}年的“{name}”算不出来：{wording.some(absent, 'zh')}在报告里{state}，空白不等于0"
        f"{f'；已印出的部分是{chr(12289).join(printed)}' if printed else ''}。",
        f"“{name}” of {body} for {value.year} cannot be worked out: {_listed(absent)} {_were(absent)} {state}, and a "
        "blank is not a zero"
        f"{f'. The parts that are printed: {_listed(printed)}' if printed else ''}.",
    )


def _listed(names: Sequence[str]) -> str:
    """Names of rows may hold a colon or a comma: semicolons stand between them."""
    return "; ".join(names)


def _were(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _undefined(reply: Reply, value: Value) -> str:
    name, body = reply.measure(value.measure), reply.named(value)
    if value.measure == "change":
        return reply.say(
            f"{body}{value.year}年的同比无法计算：上一年为0，不能作分母。",
            f"The change of {body} for {value.year} is undefined: the year before is 0.",
        )
    if value.measure in RATES:
        below = [wording.measure_name(cell.key, reply.language) for sign, cell in RATES[value.measure].below]
        whole = reply.say(" + ".join(below) if "correction" not in value.measure else "已审结案件", " + ".join(below))
    else:
        whole = reply.say("整体", "the whole")
    reply.cite_facts(value.parts)
    return reply.say(
        f"{body}{value.year}年的{name}无法计算：分母（{whole}）为0。",
        f"The {name} of {body} for {value.year} is undefined: the denominator ({whole}) is 0.",
    )


# -- what can be asked instead


def full_name(agency: StoredAgency) -> str:
    """The body's name with the outer regions that the name itself does not say."""
    outer: list[str] = []
    for region in agency.agency.region:
        if region in agency.agency.name:
            break
        outer.append(region)
    return "".join(outer) + agency.agency.name


def ask(reply: Reply, agency: StoredAgency, year: int | None, measure: str) -> str:
    """A full question for one figure."""
    what = wording.measure_name(measure, reply.language, "2021" if year is None or year >= 2021 else "2019")
    if reply.language == "en":
        return f"{full_name(agency)}: {what}{f' in {year}' if year else ''}?"
    return f"{full_name(agency)}{f'{year}年' if year else ''}{what}是多少？"


def labelled(reply: Reply, agency: StoredAgency, year: int | None, measure: str) -> Choice:
    """A choice whose label says the whole: whose, of which year, what; 2024 alone says nothing later."""
    question = ask(reply, agency, year, measure)
    return Choice(question.removesuffix("是多少？").removesuffix("?"), question)


def instead(reply: Reply, values: Sequence[Value]) -> list[Choice]:
    """Questions near these that can be answered: the nearest year, or another measure of the report."""
    found: list[Choice] = []
    for value in values[:2]:
        if value.state is State.NOT_PUBLISHED and value.agency.years and value.measure:
            year = min(value.agency.years, key=lambda known: (abs(known - value.year), -known))
            if "/" in value.measure or value.measure in RATES:
                found.append(labelled(reply, value.agency, year, value.measure))
        elif value.state is State.DEFINITION_CHANGED:
            for cell in successors(Cell.parse(value.measure), value.edition)[:2]:
                found.append(labelled(reply, value.agency, value.year, cell.key))
        elif value.measure in RATES and value.state is State.UNDEFINED:
            found.append(labelled(reply, value.agency, value.year, RATES[value.measure].below[0][1].key))
    return list(dict.fromkeys(found))


def instead_line(reply: Reply, choices: Sequence[Choice]) -> str:
    """可以改问：…"""
    if not choices:
        return ""
    return reply.say(f"可以改问：{choices[0].question}", f"You could ask: {choices[0].question}")


def unknown_body(reply: Reply) -> Answer:
    """Words name a body that is not stored."""
    question = reply.question
    near = [reply.agency(agency) for agency in question.near[:5]]
    told = [
        reply.say(
            f"{keep(full_name(agency))}（{reply.years(agency.years)}）",
            f"{keep(full_name(agency))} ({reply.years(agency.years)})",
        )
        for agency in near
    ]
    choices = choices_for(reply, near, question.unknown[0])
    return reply.answer(
        "not_found",
        unknown_line(reply),
        reply.say(f"相近的有：{'、'.join(told)}。", f"Similar names: {', '.join(told)}.") if near else _stored(reply),
        reason="not_stored",
        choices=choices,
    )


def unknown_line(reply: Reply) -> str:
    """库中没有“…”这个单位的年度报告."""
    words = reply.joined(f"“{word}”" for word in reply.question.unknown)
    return reply.say(f"库中没有{words}这个单位的年度报告。", f"No report of an agency called {words} is stored.")


def _stored(reply: Reply) -> str:
    bodies = sorted(reply.lookup.agencies.values(), key=lambda body: (-len(body.years), body.id))
    names = wording.some([wording.body(body.agency) for body in bodies], reply.language, 5)
    return reply.say(
        f"库中现有{len(bodies)}家单位，例如{names}。", f"{len(bodies)} agencies are stored, such as {names}."
    )


def choices_for(reply: Reply, bodies: Sequence[StoredAgency], words: str) -> list[Choice]:
    """The question once for each body, nothing else of it changed."""
    return [Choice(keep(full_name(body)), _with_body(reply, body, words)) for body in bodies[:MOST_CHOICES]]


def _with_body(reply: Reply, body: StoredAgency, words: str) -> str:
    question = reply.question
    name, text = keep(full_name(body)), question.text.strip()
    # The words may name a region that the full name says again: 峤南省 before 峤南省榆汀区….
    whole = {"agencies", "years", "measures"} <= question.named or question.operation is Operation.PASSAGE
    if words and text.count(words) == 1 and whole:
        before, after = text.split(words)
        for region in body.agency.region:
            before = before.removesuffix(region)
        return f"{before}{name}{after}"
    year = question.years[0] if question.year_said and len(question.years) == 1 else None
    if question.measures and ("/" in question.measures[0] or question.measures[0] in RATES):
        return ask(reply, body, year, question.measures[0]).replace(full_name(body), name)
    if words and text.count(words) == 1:
        return text.replace(words, name)
    return ask(reply, body, year, COMMON[0]).replace(full_name(body), name)


def outside_form(reply: Reply) -> Answer:
    """Words for something that the form does not count."""
    words = reply.joined(f"“{word}”" for word in reply.question.outside)
    choices = []
    if reply.question.agencies:
        body = reply.agency(reply.question.agencies[0])
        year = next((y for y in reply.question.years if y in body.years), body.years[-1] if body.years else None)
        choices = [labelled(reply, body, year, measure) for measure in COMMON[:3]]
    return reply.answer(
        "not_found",
        reply.say(
            f"年度报告的表格里没有{words}这个指标，报告的文字部分也没有找到相应的数字。"
            "报告统计的是：规范性文件、行政许可、处罚、强制、收费，收到和办理的信息公开申请，以及行政复议和诉讼。",
            f"The form of the annual report has no measure {words}, and its prose states no such figure. It counts "
            "normative documents, permits, penalties, coercive measures, fees, applications received and handled, "
            "and reconsideration and litigation.",
        ),
        reason=State.NOT_IN_FORM,
        choices=choices,
    )


def empty_store(reply: Reply) -> Answer:
    """Nothing is stored yet."""
    return reply.answer(
        "help",
        reply.say(
            "库里还没有年度报告。请先读入：wenbao ingest 文件夹。",
            "No report is stored yet. Read some in first: wenbao ingest FOLDER.",
        ),
    )
