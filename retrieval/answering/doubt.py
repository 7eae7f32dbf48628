"""Does a report add up: its findings with both sums, and prose held against table.

A finding is the report's own fault or a reading's; either way it is told with its place, never mended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.facts import Citation, Finding, Report, Status
from report.form import Cell, form
from report.statements import agrees
from retrieval.answering import missing, wording
from retrieval.answering.figures import years_asked
from retrieval.answering.quotes import best, sentences, title_of
from retrieval.answering.reply import DOUBTFUL, Reply
from retrieval.answering.sets import bodies_asked, set_words, year_line, years_of_set
from retrieval.answering.wording import keep
from retrieval.lookup import State, Value
from retrieval.question import Answer

_SHOWN = 12
_PROSE = re.compile(r"正文|文字|叙述|描述|写的|说的|prose|narrative|\btext\b", re.I)


def check_answer(reply: Reply) -> Answer:
    """The findings of the reports asked about; of a set, which reports have any."""
    question = reply.question
    if not question.agencies:
        return _reports_with_findings(reply)
    lines: list[str] = []
    failed: list[Value] = []
    for agency in question.agencies:
        for year in years_asked(question, reply.lookup, agency):
            body = reply.agency(agency)
            report = reply.lookup.store.report(agency, year) if year in body.years else None
            if report is None:
                failed.append(Value(body, year, "", State.NOT_PUBLISHED))
            elif question.measures and _PROSE.search(question.text):
                lines += _prose_and_table(reply, report) or _prose_beside_table(reply, report)
            else:
                lines += _of_report(reply, report, reply.findings(agency, year))
    if not lines:
        return missing.not_found(reply, failed)
    return reply.answer("check", *lines, *(missing.why_none(reply, value) for value in failed))


def _of_report(reply: Reply, report: Report, findings: Sequence[Finding]) -> list[str]:
    """One report: what does not hold, then what else was noticed."""
    name = f"{wording.body(report.agency)}{report.year}"
    named = f"{wording.body(report.agency)}, report for {report.year}"
    broken = [finding for finding in findings if finding.rule in DOUBTFUL]
    others = [finding for finding in findings if finding.rule not in DOUBTFUL]
    rules = len(form(report.edition, report.applications_edition or report.edition).equations())
    blank = sum(1 for fact in report.facts if fact.value is None)
    lines: list[str] = []
    if broken:
        lines.append(
            reply.say(
                f"{name}年年度报告有{len(broken)}处对不上（核对了{rules}条表内勾稽关系，以及与上年、与正文的关系）：",
                f"{named}: {_checks(len(broken))} not hold (of {rules} sums within the tables, and against last year "
                "and the prose):",
            )
        )
    else:
        reply.cite(_whole(report))
        lines.append(
            reply.say(
                f"{name}年年度报告没有发现勾稽不符：核对的{rules}条表内勾稽关系全部成立，与上年、与正文也没有发现不一致。",
                f"{named}: no errors were found; all {rules} sums of the form add up, nothing contradicts last year's "
                "report or the prose.",
            )
        )
    lines += _finding_lines(reply, report, broken)
    if others:
        lines.append(reply.say("另外请留意：", "Also to be noted:"))
        lines += _finding_lines(reply, report, others)
    lines += _reading_lines(reply, report)
    if blank and not broken:
        lines.append(
            reply.say(f"有{blank}栏空白，空白的栏目不参与核对。", f"{blank} cells are blank and were left out.")
        )
    return lines


def _reading_lines(reply: Reply, report: Report) -> list[str]:
    """What the reading itself adds to the doubt."""
    mended = sum(1 for fact in report.facts if fact.status is Status.REPAIRED)
    unread = sum(1 for fact in report.facts if fact.status is Status.UNREAD)
    lines = []
    if mended:
        lines.append(
            reply.say(f"读取时修正过{mended}栏（只修正读法，不改数字）。", f"The reading of {mended} cells was mended.")
        )
    if unread:
        lines.append(reply.say(f"有{unread}栏无法判读，没有参与核对。", f"{unread} cells could not be read."))
    return lines


def _finding_lines(reply: Reply, report: Report, findings: Sequence[Finding]) -> list[str]:
    lines = []
    for finding in findings[:_SHOWN]:
        reply.cite(_place_of(report, finding))
        lines.append(f"- {reply.finding(finding)}")
    left = len(findings) - _SHOWN
    if left > 0:
        lines.append(reply.say(f"- 还有{left}处同类问题。", f"- and {left} more."))
    return lines


def _place_of(report: Report, finding: Finding) -> Citation:
    """Where a finding can be seen: the row of its first printed cell, or the sentence."""
    sentence = str(finding.values.get("sentence") or "")
    facts = {fact.cell: fact for fact in report.facts}
    if sentence:
        number = next((s.section for s in report.statements if s.sentence == sentence), 1)
        title = next((title_of(section) for section in report.sections if section.number == number), "")
        return Citation(report.agency.name, report.year, report.file, title, finding.place, sentence, report.url)
    for cell in finding.cells:
        if cell in facts:
            return facts[cell].citation
    return _whole(report)


def _whole(report: Report) -> Citation:
    return Citation(report.agency.name, report.year, report.file, url=report.url)


# -- prose against table


def _prose_and_table(reply: Reply, report: Report) -> list[str]:
    """What the prose says of a cell, and what the table has."""
    lines = []
    facts = {fact.cell.key: fact for fact in report.facts}
    for statement in report.statements:
        if statement.cell is None or statement.cell.key not in reply.question.measures:
            continue
        fact = facts.get(statement.cell.key)
        title = next((title_of(s) for s in report.sections if s.number == statement.section), "")
        reply.cite(
            Citation(
                report.agency.name, report.year, report.file, title, statement.place, statement.sentence, report.url
            )
        )
        name = wording.measure_name(statement.cell.key, reply.language, report.edition)
        told = f"{wording.number(statement.value)}{statement.approximate}{statement.unit}"
        if fact is None or fact.value is None:
            lines.append(
                reply.say(
                    f"正文写的{name}是{told}，表格里这一栏空白，无法比较：“{keep(statement.sentence)}”",
                    f"The prose has {told} for {name}; the table leaves it blank: “{keep(statement.sentence)}”",
                )
            )
            continue
        reply.cite(fact.citation)
        same = agrees(statement, fact.value)
        table = reply.number(fact.value, wording_unit(statement.cell))
        lines.append(
            reply.say(
                f"{wording.body(report.agency)}{report.year}年：{name}，正文写{told}，表格里是{table}，"
                f"{'两者一致' if same else f'不一致，差{wording.number(abs(fact.value - statement.value))}'}。"
                f"正文原句：“{keep(statement.sentence)}”",
                f"{wording.body(report.agency)}, {report.year}, {name}: the prose says {told}, the table {table}: "
                f"{'they agree' if same else 'they differ'}. The sentence: “{keep(statement.sentence)}”",
            )
        )
    return lines


def _prose_beside_table(reply: Reply, report: Report) -> list[str]:
    """Where no statement was read for the cell: the nearest sentence with a figure, and the table, side by side."""
    facts = {fact.cell.key: fact for fact in report.facts}
    lines = []
    for measure in reply.question.measures:
        fact = facts.get(measure)
        if fact is None:
            continue
        name = wording.measure_name(measure, reply.language, report.edition)
        zh_name = wording.measure_name(measure, "zh", report.edition)
        prose = [quote for quote in sentences(report) if quote.section != 5]
        quotes = best(zh_name, prose, asked="多少件", least=0.5)[:1]
        reply.cite(fact.citation)
        table = (
            reply.number(fact.value, wording_unit(fact.cell)) if fact.value is not None else reply.say("空白", "blank")
        )
        if not quotes:
            lines.append(
                reply.say(
                    f"表格里{name}是{table}；正文没有找到写这个数的句子。",
                    f"The table has {table} for {name}; no sentence of the prose was found that states it.",
                )
            )
            continue
        reply.cite(quotes[0].citation)
        lines.append(
            reply.say(
                f"表格里{name}是{table}；正文写的是：“{keep(quotes[0].text)}”",
                f"The table has {table} for {name}; the prose says: “{keep(quotes[0].text)}”",
            )
        )
    return lines


def wording_unit(cell: Cell) -> str:
    """件 or 万元."""
    return "万元" if cell.column == "amount" else "件"


# -- which reports


def _reports_with_findings(reply: Reply) -> Answer:
    bodies = bodies_asked(reply)
    years = years_of_set(reply, bodies)
    lines: list[str] = [year_line(reply, years)]
    read = broken_reports = 0
    told: list[str] = []
    for body in bodies:
        for year in years:
            if year not in body.years:
                continue
            read += 1
            broken = [f for f in reply.findings(body.id, year) if f.rule in DOUBTFUL and f.severity == "error"]
            if not broken:
                continue
            report = reply.lookup.store.report(body.id, year)
            if report is None:
                continue
            broken_reports += 1
            reply.cite(_place_of(report, broken[0]))
            count = reply.say(f"{len(broken)}处，例如", f"{len(broken)}, for example ")
            first = reply.finding(broken[0])
            told.append(f"- {wording.body(report.agency)}{year}{reply.say('年：', ': ')}{count}{first}")
    if not read:
        return reply.answer(
            "not_found",
            reply.say(f"库中没有{reply.years(years)}的报告。", f"No report for {reply.years(years)} is stored."),
            reason=State.NOT_PUBLISHED,
        )
    lines.append(
        reply.say(
            f"{set_words(reply)}{reply.years(years)}的{read}份报告里，{broken_reports}份有对不上的地方"
            f"{'：' if told else '，即没有发现勾稽不符。'}",
            f"Of {read} reports for {reply.years(years)}, {broken_reports} have figures that do not add up"
            f"{':' if told else '; all sums add up.'}",
        )
    )
    return reply.answer("check", *lines, *told)


def _checks(count: int) -> str:
    return "1 check does" if count == 1 else f"{count} checks do"
