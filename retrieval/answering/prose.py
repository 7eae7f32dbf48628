"""What the prose of reports says: quoted verbatim with its place, never retold.

In the report that is asked about its sentences are ranked; over many bodies the passages index finds the reports first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from report.facts import Report
from report.passages import PROSE, ROW
from retrieval.answering import clarifying, missing, wording
from retrieval.answering.figures import years_asked
from retrieval.answering.quotes import (
    Quote,
    asks_only_for,
    best,
    done,
    in_full,
    is_heading,
    of_the_platform,
    phrase_said,
    problems_and_improvements,
    said_words,
    saying,
    says_literally,
    section_quotes,
    sentences,
    statements,
    terms,
    told_kinds,
    told_more_than_none,
    words_of,
)
from retrieval.answering.reply import Reply
from retrieval.answering.sets import bodies_asked, set_words
from retrieval.answering.topic_words import topic_words
from retrieval.answering.wording import keep
from retrieval.lookup import State, Value
from retrieval.question import Answer, Operation, Question
from retrieval.understanding.script import to_simplified

Opened = Callable[[], Any] | None  # opens the passages index
_NUMBER = re.compile(r"多少|几[次条件个名场篇期项份位人家]|数量|how many|how much|number of|\bcount\b", re.I)
_PROBLEM = re.compile(r"问题|不足|短板|困难|problem|shortcoming|shortage|lack|insufficient|weakness|difficult", re.I)
_IMPROVE = re.compile(r"改进|措施|打算|下一步|整改|improve|measure|next step|remed", re.I)
_PLAN = re.compile(r"打算|计划|准备|下一步|怎么改|改进|措施|\bplans?\b|\bplanned\b|\bimprove|\bintend", re.I)
_ALL = re.compile(
    r"哪些|哪[个家几]|哪一[个家]|谁|几[家个](?:单位|部门|机关|局)|(?:有没有|是否有|有无|(?<!所)有)(?:哪[个家]|人|单位|部门|机关|局|报告|年报)"
    r"|which (?:agenc|bod|bureau|dep|off|report)|\bwho\b"
    r"|\bany(?:one|body)?\b(?= (?:agenc|bod|bureau|dep|report|of them|mention|talk|refer))",
    re.I,
)
_MENTION = re.compile(r"提到|提及|谈到|说到|讲到|写到|说|写|mention|talk|refer|say", re.I)
_NONE = re.compile(r"没有?(?:收|办|开|搞|举|组|发)|未(?:收|办|开|曾)|\bno\b|\bdid not\b|n't\b", re.I)
_SHOWN = 6
_NEAR = 0.4  # score of the index from which a passage is about the topic; unrelated ones stay below 0.3
_WEAK = {"applications/new/total", "applications/concluded/total"}  # what 收到多少, 办理多少 name without more
_APPLICATIONS = re.compile(r"申请|application|request", re.I)


def passage_answer(reply: Reply, passages: Opened) -> Answer:
    """Prose: of one report, or of all that speak of a topic."""
    question = reply.question
    if question.agencies:
        reports, failed = reports_asked(reply)
        if not reports and (before := _plans_before(reply)):
            reports, failed = before, []
        if not reports:
            return missing.not_found(reply, failed)
        found = [quote for report in reports for quote in _of_report(reply, report, passages, several=len(reports) > 1)]
        if not found:
            return _says_nothing(reply, reports)
        return _quoted(reply, found, failed)
    if _ALL.search(question.text) and not (_about_five(reply) and not _rest(question.topic)):
        return mentions(reply, passages)
    return examples(reply, passages)


def _plans_before(reply: Reply) -> list[Report]:
    """What was planned for a year stands in the report of the year before it."""
    question = reply.question
    if not question.year_said or not _PLAN.search(question.text):
        return []
    found = (reply.lookup.store.report(agency, year - 1) for agency in question.agencies for year in question.years)
    return [report for report in found if report is not None]


def told_in_prose(question: Question) -> bool:
    """收了多少信息处理费 asks for a figure that only prose tells, whatever cell 收了多少 alone would name."""
    if question.operation is not Operation.FIGURE or _APPLICATIONS.search(question.text):
        return False
    kinds = told_kinds(question.text)
    sure = bool(question.topic) or "published_items" not in kinds
    return bool(kinds) and sure and bool(question.measures) and set(question.measures) <= _WEAK


def reports_asked(reply: Reply) -> tuple[list[Report], list[Value]]:
    """The reports asked about; what is missing, as values without figures."""
    found: list[Report] = []
    failed: list[Value] = []
    for agency in reply.question.agencies:
        for year in years_asked(reply.question, reply.lookup, agency):
            body = reply.agency(agency)
            report = reply.lookup.store.report(agency, year) if year in body.years else None
            if report is None:
                failed.append(Value(body, year, "", State.NOT_PUBLISHED))
            else:
                found.append(report)
    return found, failed


def _about_five(reply: Reply) -> bool:
    question = reply.question
    return question.section == 5 or bool(_PROBLEM.search(question.topic) or _IMPROVE.search(question.topic))


def _asked_of_five(reply: Reply) -> str:
    """The words that say which half is meant: this turn's, else those that the topic carries on."""
    text = reply.question.text
    return text if _PROBLEM.search(text) or _IMPROVE.search(text) else reply.question.topic


def _rest(topic: str) -> bool:
    """Whether a topic names more than problems and improvements."""
    return bool(terms(_IMPROVE.sub(" ", _PROBLEM.sub(" ", topic)).replace("存在", " ").replace("主要", " ")))


def _by_meaning(topic: str, report: Report, reply: Reply, passages: Opened) -> list[Quote]:
    """What the index finds near where no sentence shares the words; nothing where it is not near enough."""
    if passages is None:
        return []
    same = [r.report_id for r in reply.lookup.store.reports([report.year]) if r.file == report.file]
    hits = passages().search(topic, report_ids=same, k=2, kind=PROSE)
    return [
        Quote(hit.passage.text, hit.passage.number, hit.passage.section, hit.passage.place, report)
        for hit in hits
        if hit.score >= _NEAR and hit.passage.number
    ]


def _of_report(reply: Reply, report: Report, passages: Opened, *, several: bool) -> list[Quote]:
    """What a report says to the question."""
    question = reply.question
    topic = question.topic or question.text
    asked = to_simplified(question.text)
    figure = bool(_NUMBER.search(asked))
    among = [quote for quote in sentences(report) if not question.section or quote.section == question.section]
    if question.outside:
        return best(" ".join(question.outside), among, asked=asked, least=0.8)[:1]
    if figure and (stated := of_the_platform(asked, statements(report, asked, topic))):
        return stated[:4]
    if _about_five(reply) and not (figure and told_kinds(asked)):
        return five(report, _asked_of_five(reply))
    if question.section and not figure:
        quotes = section_quotes(report, question.section)
        return best(topic, quotes, least=0.5)[:3] or quotes[:_SHOWN]
    said = " ".join(said_words(topic, asked))
    if figure:
        # Where prose is known to tell such figures and none was read, only a sentence that surely speaks of it will do.
        sure = 0.65 if told_kinds(asked) else 0.5
        return of_the_platform(asked, done(best(said or topic, among, asked=asked, least=sure)))[:1]
    found = of_the_platform(
        asked,
        best(said or topic, among, least=0.5)
        or (best(topic, among, least=0.4) if said else [])
        or _by_meaning(topic, report, reply, passages),
    )
    return [in_full(quote) for quote in found[: 1 if several else 3]]


def five(report: Report, text: str) -> list[Quote]:
    """Section 五: its problems, its improvements, or both."""
    problems, improvements = problems_and_improvements(report)
    wants_problem, wants_better = _PROBLEM.search(text), _IMPROVE.search(text)
    if wants_problem and not wants_better:
        return problems or section_quotes(report, 5)
    if wants_better and not wants_problem:
        return improvements or section_quotes(report, 5)
    return section_quotes(report, 5)


def _quoted(reply: Reply, found: Sequence[Quote], failed: Sequence[Value]) -> Answer:
    lines: list[str] = []
    if not reply.question.year_said or not reply.question.years:
        years = reply.years({quote.report.year for quote in found})
        lines.append(reply.say(f"没有说年份，以最近的{years}报告作答。", f"No year was named: latest report, {years}."))
    last = None
    for quote in found:
        reply.cite(quote.citation)
        if quote.told:
            lines.append(_figure_first(reply, quote))
            last = None
            continue
        heading = (quote.report, quote.title)
        if heading != last:
            name, title = wording.body(quote.report.agency), keep(quote.title)
            lines.append(
                reply.say(
                    f"{name}{quote.report.year}年年度报告（{keep(quote.report.file)}）“{title}”写道：",
                    f"{name}, report for {quote.report.year} ({keep(quote.report.file)}), “{title}”:",
                )
            )
            last = heading
        lines.append(f"“{keep(quote.text)}”")
    lines += [missing.why_none(reply, value) for value in failed]
    return reply.answer("passage", *lines)


def _figure_first(reply: Reply, quote: Quote) -> str:
    """418条：某某局2023年年度报告“一、总体情况”：“…”"""
    name, title, file = wording.body(quote.report.agency), keep(quote.title), keep(quote.report.file)
    return reply.say(
        f"{quote.told}：{name}{quote.report.year}年年度报告“{title}”写道：“{keep(quote.text)}”（{file}）",
        f"{quote.told}: {name}, report for {quote.report.year}, “{title}”: “{keep(quote.text)}” ({file})",
    )


def _says_nothing(reply: Reply, reports: Sequence[Report]) -> Answer:
    if reply.question.outside:
        return missing.outside_form(reply)
    told = named(reply, reports)
    return reply.answer(
        "not_found",
        reply.say(
            f"{told}的年度报告里没有找到关于“{topic_words(reply)}”的文字或数字。",
            f"The annual report of {told} says nothing that was found about “{topic_words(reply)}”.",
        ),
        reason=State.NOT_IN_FORM,
    )


def named(reply: Reply, reports: Sequence[Report]) -> str:
    """某局2022、2023年, each body once."""
    years: dict[str, list[int]] = {}
    for report in reports:
        years.setdefault(wording.body(report.agency), []).append(report.year)
    named = [reply.say(f"{name}{reply.years(of)}", f"{name} for {reply.years(of)}") for name, of in years.items()]
    return reply.joined(named)


# -- over many bodies


def mentions(reply: Reply, passages: Opened) -> Answer:
    """哪些单位提到…: every body whose prose says it, a quote of each; what comes near only where none does."""
    question = reply.question
    topic = question.topic or question.text
    words = said_words(topic, question.text) or words_of(topic)
    said = " ".join(words)
    reports = _candidates(reply, passages, topic)
    plain = asks_only_for(question.text, words) and not _PROBLEM.search(question.text)
    kinds = told_kinds(question.text) if plain else ()
    of_none = bool(kinds) and _NONE.search(to_simplified(question.text)) is not None
    found = [quote for report in reports for quote in told_more_than_none(report, kinds, none=of_none)[:1]]
    if not found or (_MENTION.search(question.text) and not of_none):
        found += _speaking(said, [report for report in reports if all(quote.report is not report for quote in found)])
    phrase = "" if kinds else phrase_said(question.text)
    literal = saying(question.text, reports) if phrase else [quote for quote in found if says_literally(quote, words)]
    near = found or _speaking(said, reports, 0.4) or _speaking(topic, reports)
    found = literal
    if not (found or near):
        return reply.answer(
            "not_found",
            reply.say(
                f"在{set_words(reply)}的报告里没有找到提到“{topic_words(reply)}”的文字。",
                f"No report of {set_words(reply)} was found to mention “{topic_words(reply)}”.",
            ),
            reason=State.NOT_IN_FORM,
        )
    shown = found or near
    known = {name: body.id for body in reply.lookup.agencies.values() for name in (body.agency.name, *body.names)}
    bodies = len({known.get(quote.report.agency.name, quote.report.agency.name) for quote in shown})
    word = keep(phrase) or topic_words(reply)
    head = reply.say(
        f"提到“{word}”的有{bodies}家单位（{len(shown)}份报告）：",
        f"{bodies} bodies ({len(shown)} reports) mention “{word}”:",
    )
    none = reply.say(
        f"没有报告直接提到“{word}”，说法相近的有{bodies}家单位（{len(shown)}份报告）：",
        f"No report mentions “{word}” itself; {bodies} bodies ({len(shown)} reports) come near:",
    )
    return reply.answer("passage", head if found else none, *listed(reply, shown))


def _speaking(topic: str, reports: Sequence[Report], least: float = 0.6) -> list[Quote]:
    """Of each report the sentence that speaks of a topic; the paragraph where only its heading does."""
    found: list[Quote] = []
    for report in reports:
        quotes = best(topic, sentences(report), least=least)
        plain = [quote for quote in quotes if not is_heading(quote)]
        found += plain[:1] or [in_full(quote) for quote in quotes[:1]]
    return found


def listed(reply: Reply, found: Sequence[Quote]) -> list[str]:
    lines = []
    for quote in found:
        reply.cite(quote.citation)
        year = reply.say(f"{quote.report.year}年", f", {quote.report.year}")
        lines.append(f"- {wording.body(quote.report.agency)}{year}：“{keep(quote.text)}”")
    return lines


def _candidates(reply: Reply, passages: Opened, topic: str, limit: int = 60) -> list[Report]:
    """The reports to read: of the years asked, else the latest of each body; found by search where they are many."""
    question = reply.question
    wanted = set(question.years) if question.year_said else set()
    pairs = []
    for body in bodies_asked(reply):
        years = [year for year in body.years if not wanted or year in wanted]
        pairs += [(body.id, year) for year in years]
    if len(pairs) > limit and passages is not None:
        stored = {r.report_id: (r.agency_id, r.year) for r in reply.lookup.store.reports(sorted(wanted) or None)}
        hits = passages().search(
            topic, report_ids=[n for n, pair in stored.items() if pair in set(pairs)], k=limit, kind=PROSE, each=True
        )
        pairs = list(dict.fromkeys(stored[hit.passage.report_id] for hit in hits if hit.passage.report_id in stored))
    reports = [reply.lookup.store.report(agency, year) for agency, year in pairs[:limit]]
    return [report for report in reports if report is not None]


def examples(
    reply: Reply,
    passages: Opened,
    kind: str = "passage",
    head: str = "",
    topic: str = "",
    only: re.Pattern[str] | None = None,
) -> Answer:
    """How others write it: a few quotes, each of another body; `only` those with certain words."""
    quotes = example_quotes(reply, passages, topic, only)
    if not quotes:
        return reply.answer(
            "help",
            head or reply.say("报告里没有找到可供参考的文字。", "No report was found that has such a text."),
        )
    intro = reply.say("下面是报告里的原文，供参考：", "From the reports, verbatim:")
    return reply.answer(kind, head, intro, *listed(reply, quotes))


def example_quotes(
    reply: Reply, passages: Opened, topic: str = "", only: re.Pattern[str] | None = None, count: int = 4
) -> list[Quote]:
    """Passages of different bodies on the topic or the section, the latest report of each."""
    topic = topic or reply.question.topic or reply.question.text
    found: list[Quote] = []
    bodies: set[str] = set()
    texts: set[str] = set()
    for report in sorted(_candidates(reply, passages, topic), key=lambda report: -report.year):
        if report.agency.name in bodies or len(found) >= count:
            continue
        quotes = [quote for quote in _of_example(reply, report, topic) if only is None or only.search(quote.text)]
        fresh = [quote for quote in quotes[:2] if not any(quote.text in text for text in texts) and len(quote.text) > 8]
        fresh = fresh[-1:] if len(fresh) == 2 and fresh[0].text in fresh[1].text else fresh
        if fresh:
            found += fresh
            bodies.add(report.agency.name)
            texts |= {quote.text for quote in fresh}
    return found


def _of_example(reply: Reply, report: Report, topic: str) -> list[Quote]:
    question = reply.question
    if _about_five(reply):
        return five(report, _asked_of_five(reply))
    if question.section and question.section not in (2, 3, 4):
        whole = section_quotes(report, question.section)
        return best(topic, whole, least=0.3) or whole
    return [in_full(quote) for quote in best(topic, sentences(report), least=0.4)]


def rows_near(reply: Reply, passages: Opened) -> clarifying.Rows:
    """Table rows found by meaning: they say what may be asked, never how much."""
    topic = reply.question.topic.strip()
    if passages is None or not topic:
        return None

    def rows(agency: int, year: int) -> list[str]:
        reports = [r.report_id for r in reply.lookup.store.reports([year]) if r.agency_id == agency]
        hits = passages().search(topic, report_ids=reports, k=3, kind=ROW)
        cells = [next((c for c in hit.passage.cells if c.column == "total"), hit.passage.cells[0]) for hit in hits]
        return list(dict.fromkeys(cell.key for cell in cells))

    return rows
