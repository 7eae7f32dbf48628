"""Where a figure comes from, and why it is what it is: both only as the report says.

A source is section, file, page and row; a reason is quoted where the report gives one, else said to be missing.
"""

from __future__ import annotations

import re

from report.facts import Citation, Report
from retrieval.answering import clarifying, missing, wording
from retrieval.answering.figures import claim_line, years_asked
from retrieval.answering.prose import Opened, listed, named, passage_answer, reports_asked
from retrieval.answering.quotes import best, sentences
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.lookup import State
from retrieval.question import Answer

_DATED = re.compile(
    r"哪一?天|几号|几月|什么时候|何时|啥时|多会儿|日期|时间|日子|\bwhen\b|\bdate\b",
    re.I,
)
_REASON = re.compile(r"由于|因为|原因|主要是|得益于|受.{1,12}影响|因此|导致")


def source_answer(reply: Reply, passages: Opened) -> Answer:
    """Section, file, page and row that a figure is printed at."""
    question, lookup = reply.question, reply.lookup
    if not question.measures:
        if question.topic:
            return passage_answer(reply, passages)
        return _report_itself(reply)
    values = [
        value
        for agency in question.agencies
        for year in years_asked(question, lookup, agency)
        for value in lookup.values([agency], [year], question.measures)
    ]
    there = [value for value in values if value.parts]
    if not there:
        return missing.not_found(reply, values)
    lines: list[str] = []
    for value in there:
        name, what = reply.named(value), reply.measure(value.measure, value)
        if value.value is not None:
            reply.state(value)
            shown = reply.number(value.value, value.unit)
            lines.append(
                reply.say(
                    f"{name}{value.year}年{what}（{shown}）出自：",
                    f"{name}, {value.year}, {what} ({shown}) is printed at:",
                )
            )
        else:
            lines.append(missing.why_none(reply, value))
        for fact in value.parts:
            reply.cite(fact.citation)
            lines.append(wording.source_line(fact.citation, reply.language))
            if fact.citation.quote:
                lines.append(f"“{keep(fact.citation.quote)}”")
            if fact.citation.url:
                lines.append(fact.citation.url)
    reply.doubt(there)
    return reply.answer("figure", *list(dict.fromkeys(lines)), claim_line(reply, there))


def _report_itself(reply: Reply) -> Answer:
    """A report as a document: its title, its file, who signed it and the date that it prints."""
    reports, failed = reports_asked(reply)
    if not reports:
        return missing.not_found(reply, failed) if failed else clarifying.clarify_which_body(reply)
    dated = _DATED.search(reply.question.text) is not None
    lines = []
    for report in reports:
        quotes = sentences(report)
        reply.cite(quotes[0].citation if quotes else Citation(report.agency.name, report.year, report.file))
        lines += [_date_line(reply, report)] if dated else []
        signed = report.signature.strip()
        lines.append(
            reply.say(
                f"出自{wording.body(report.agency)}{report.year}年年度报告：{keep(report.title)}（{keep(report.file)}）"
                f"{f'，落款{keep(signed)}' if signed else ''}。",
                f"It comes from the report of {wording.body(report.agency)} for {report.year}: {keep(report.title)} "
                f"({keep(report.file)}){f', signed {keep(signed)}' if signed else ''}.",
            )
        )
        lines += [report.url] if report.url else []
    if dated and not any(report.published for report in reports):
        return reply.answer("not_found", *lines, reason=State.BLANK)
    return reply.answer("passage", *lines)


def _date_line(reply: Reply, report: Report) -> str:
    name, day = wording.body(report.agency), report.published
    if day is None:
        return reply.say(
            f"{name}{report.year}年的年度报告没有印出日期，哪天公布的无从知道。",
            f"The report of {name} for {report.year} prints no date; when it was published is not known.",
        )
    return reply.say(
        f"{day.year}年{day.month}月{day.day}日：{name}{report.year}年年度报告上印的日期。",
        f"{day:%Y-%m-%d} is the date that the report of {name} for {report.year} prints.",
    )


def why_answer(reply: Reply) -> Answer:
    """The reason that a report itself gives, or that it gives none."""
    reports, failed = reports_asked(reply)
    if not reports:
        return missing.not_found(reply, failed) if failed else clarifying.clarify_which_body(reply)
    asked = reply.question.measures
    values = [
        value
        for agency in reply.question.agencies
        for year in years_asked(reply.question, reply.lookup, agency)
        for value in reply.lookup.values([agency], [year], asked)
    ]
    if values and all(value.value is None for value in values):
        return missing.not_found(reply, values)  # 为什么算不了: because of what is blank
    names = [wording.measure_name(measure, "zh") for measure in reply.question.measures]
    topic = " ".join([*names, reply.question.topic])
    found = []
    for report in reports:
        reasons = [quote for quote in sentences(report) if _REASON.search(quote.text)]
        found += best(topic, reasons, least=0.5)[:2]
    if found:
        for quote in found:
            reply.cite(quote.citation)
        intro = reply.say("报告里提到的原因：", "The report gives this reason:")
        return reply.answer("passage", intro, *listed(reply, found))
    told = named(reply, reports[-3:])
    return reply.answer(
        "not_found",
        reply.say(
            f"{told}的年度报告没有说明原因；报告只印出数字，原因需要向该单位了解，这里不作猜测。",
            f"The annual report of {told} does not state the reason (没有说明原因); it prints the figures only, "
            "and no guess is made here.",
        ),
        reason=State.NOT_IN_FORM,
    )
