"""Help with the words of a report: how bodies like this one wrote it, what last year's report promised.

Proposals are quotations with their places, nearest bodies first: of the same kind, the same level, the same region,
with about as many applications. Nothing is worded anew, and no figure is told that a report does not print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from report.facts import Report
from report.form import Cell, section_title
from report.passages import PROSE
from report.places import place_rank
from retrieval.answering import wording
from retrieval.answering.prose import Opened, five
from retrieval.answering.quotes import (
    Quote,
    best,
    in_full,
    problems_and_improvements,
    section_quotes,
    sentences,
    words_of,
)
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.glossary import entry
from retrieval.lookup import State
from retrieval.question import Answer, StoredAgency
from retrieval.understanding.script import to_simplified

_NEW = Cell("applications", "new", "total")
_PROPOSALS = 4
_WEIGHED = 200  # bodies whose caseload is looked up
_READ = 40  # reports that are looked at, nearest bodies first
_NEAR = 0.4  # score of the index from which a passage is about the topic
_SHORT = 9  # characters: a heading is no proposal
PROMISES = re.compile(
    r"(?:去年|上一?年度?|前一年|往年)[^。？?]{0,14}(?:写|说|列|提|承诺|打算|问题|改进|整改|措施)[^。？?]{0,16}"
    r"(?:今年|本年)[^。？?]{0,10}(?:交代|回应|回答|说明|落实|兑现|完成|改|写)"
    r"|(?:今年|本年)[^。？?]{0,10}(?:交代|回应|回答)(?:哪些|什么|去年|上年)?"
    r"|(?:我们|我局|本局|本单位|本机关)[^。？?]{0,6}(?:去年|上一?年度?)[^。？?]{0,8}承诺"
    r"|(?:去年|上一?年度?)(?:我们|我局|本局|本单位|本机关)[^。？?]{0,8}承诺"
    r"|\b(?:we|our)\b[^.?]{0,40}promis[^.?]{0,40}last year|last year[^.?]{0,20}\b(?:we|our)\b[^.?]{0,20}promis",
    re.I,
)
OTHERS = re.compile(
    r"(?:别人|别的|其他|其它|兄弟|同类|同级|同行|人家|外地|各地|各单位)[^。？?]{0,8}(?:怎么|如何|咋|怎样)(?:写|说|表述|表达)"
    r"|how (?:do|did|have) (?:the )?others? [^.?]{0,12}(?:writ|word|phras|put)",
    re.I,
)
_BETTER = re.compile(r"改进|措施|打算|下一步|整改|improve|measure|next step", re.I)
_PROBLEM = re.compile(r"问题|不足|短板|problem|shortcoming", re.I)
_ASIDE = re.compile(
    r"别人|别的|其他|其它|兄弟|同类|同级|同行|人家|外地|各地|各?单位|怎么|如何|咋|怎样|写|说|表述|的|改进情况|改进措施|改进|措施"
    r"|下一步|打算|整改|问题|不足|存在|主要|单一|不够|不到位|滞后|欠缺|薄弱|第[一二三四五六]部分|部分|请|帮我|给我|一段|参考"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a body is like the one that writes, in the words of a clerk."""

    body: StoredAgency
    score: int
    why: tuple[str, ...] = ()


def comparable_bodies(reply: Reply, own: StoredAgency | None) -> list[Likeness]:
    """Every other body with a report, those most like this one first."""
    bodies = [body for body in reply.lookup.agencies.values() if body.years and (own is None or body.id != own.id)]
    found = sorted((_likeness(body, own, {}) for body in bodies), key=_nearest_first)
    if own is None:
        return found
    # The caseload decides among those that are near already.
    near = found[:_WEIGHED]
    size = _caseloads(reply, [own, *(like.body for like in near)])
    return sorted((_likeness(like.body, own, size) for like in near), key=_nearest_first)


def _nearest_first(like: Likeness) -> tuple[int, int, str]:
    return -like.score, -like.body.years[-1], like.body.agency.name


def _caseloads(reply: Reply, bodies: Sequence[StoredAgency]) -> dict[int, Decimal]:
    """How many applications each received in its latest year that counts them."""
    latest: dict[int, tuple[int, Decimal]] = {}
    for stored in reply.lookup.store.values([_NEW], None, [body.id for body in bodies]):
        if stored.value is not None and stored.year >= latest.get(stored.agency_id, (0, Decimal(0)))[0]:
            latest[stored.agency_id] = stored.year, stored.value
    return {body: value for body, (_, value) in latest.items()}


def _likeness(body: StoredAgency, own: StoredAgency | None, size: dict[int, Decimal]) -> Likeness:
    if own is None:
        return Likeness(body, 0)
    mine, theirs = own.agency, body.agency
    why: list[str] = []
    score = 0
    if mine.kind and mine.kind == theirs.kind:
        score += 4
        why.append("同类")
    if mine.region and theirs.region and place_rank(mine.region[-1]) == place_rank(theirs.region[-1]):
        score += 2
        why.append("同级")
    shared = len(set(mine.region) & set(theirs.region))
    if shared:
        score += min(shared, 2)
        why.append("同地区")
    a, b = size.get(own.id), size.get(body.id)
    if a is not None and b is not None and (a + 1) <= 2 * (b + 1) and (b + 1) <= 2 * (a + 1):
        score += 2
        why.append("申请量相近")
    return Likeness(body, score, tuple(why))


# -- a section, or a topic of one


def section_proposals(reply: Reply, head: Sequence[str], own: StoredAgency | None) -> Answer | None:
    """What the form wants of a section, then how bodies like this one wrote it; None where no report helps."""
    number = reply.question.section
    lines = [*head, *_requirement(reply, number)]
    if own is not None and number == 5:
        lines += _promise_lines(reply, own)
    found = list(_proposals(reply, own, number)) or list(_proposals(reply, own, number, whole=True))
    if not found:
        return None
    lines.append(_introduction(reply, own))
    lines += [_proposal(reply, like, quotes) for like, quotes in found]
    return reply.answer("draft", *lines)


def asks_for_words(text: str) -> bool:
    """Whether last year's promises are asked for, or how others wrote."""
    plain = to_simplified(text)
    return bool(PROMISES.search(plain) or OTHERS.search(plain))


def own_words_answer(reply: Reply, own: StoredAgency | None, passages: Opened = None) -> Answer | None:
    """The reply where last year's promises are asked for, or how others wrote; None where something else is asked."""
    text = to_simplified(reply.question.text)
    if PROMISES.search(text):
        if own is None:
            words = "是哪个单位的报告？请说全称，我把它上一年第五部分写下的问题和打算列出来。"
            english = "Of which body? I then list the problems and promises of its last report."
            return reply.answer("clarify", reply.say(words, english))
        said = [year for year in reply.question.years if year in own.years]
        return promises_answer(reply, own, min(said) if said else None)
    if own is not None and OTHERS.search(text) and not reply.question.measures:
        return others_answer(reply, own, passages)
    return None


def others_answer(reply: Reply, own: StoredAgency, passages: Opened = None) -> Answer:
    """How others wrote it, nearest bodies first: by the words they share, else by meaning, else their whole section."""
    number = reply.question.section
    found = list(_proposals(reply, own, number)) or list(_by_meaning(reply, own, passages))
    lines: list[str] = []
    if not found:
        found = list(_proposals(reply, own, number or 5, whole=True))
        lines.append(reply.say("没有找到正好写这一点的。", "None was found that speaks of just this."))
    if not found:
        return reply.answer("not_found", *lines, reason=State.NOT_IN_FORM)
    lines.append(_introduction(reply, own))
    return reply.answer("draft", *lines, *(_proposal(reply, like, quotes) for like, quotes in found))


def _introduction(reply: Reply, own: StoredAgency | None) -> str:
    if own is None:
        return reply.say("下面是报告里的原文，供参考：", "From the reports, verbatim:")
    name = wording.body(own.agency)
    return reply.say(
        f"与{name}相近的单位这样写（原文，供参考，请按本单位的实际改写）：",
        f"Bodies like {name} wrote (verbatim; say what is true of your own):",
    )


def _proposal(reply: Reply, like: Likeness, quotes: Sequence[Quote]) -> str:
    for quote in quotes:
        reply.cite(quote.citation)
    report = quotes[0].report
    why = f"（{'、'.join(like.why)}）" if like.why and reply.language != "en" else ""
    name = wording.body(report.agency)
    said = "；".join(f"“{keep(quote.text)}”" for quote in quotes)
    return reply.say(f"- {name}{report.year}年{why}：{said}", f"- {name}, {report.year}: {said}")


def _requirement(reply: Reply, number: int | None) -> list[str]:
    known = entry(f"form/section/{number}") if number else None
    if known is None:
        return []
    rests = known.rests_on
    return [reply.say(f"格式的要求：{known.zh}（{rests}）", f"The form: {known.en} ({rests})")]


def _topic(reply: Reply) -> str:
    topic = _ASIDE.sub(" ", reply.question.topic or reply.question.text)
    return topic if any(len(word) > 1 for word in words_of(topic)) else ""


def _proposals(
    reply: Reply, own: StoredAgency | None, number: int | None, *, whole: bool = False
) -> Iterator[tuple[Likeness, list[Quote]]]:
    """Quotes of the nearest bodies that have something to say; `whole` where the section will do without the topic."""
    asked, topic = reply.question.text, "" if whole else _topic(reply)
    told: set[str] = set()
    count = 0
    for like in comparable_bodies(reply, own)[:_READ]:
        report = reply.lookup.store.report(like.body.id, like.body.years[-1])
        quotes = _quotes(report, asked, topic, number) if report is not None else []
        if not quotes or quotes[0].text in told or len(quotes[0].text) < _SHORT:
            continue
        told.add(quotes[0].text)
        yield like, quotes
        count += 1
        if count == _PROPOSALS:
            return


def _quotes(report: Report, asked: str, topic: str, number: int | None) -> list[Quote]:
    """What one report has to say: a stretch of its prose, or a problem with what is to be done about it."""
    if number == 5 or (number is None and (_BETTER.search(asked) or _PROBLEM.search(asked))):
        return _of_five(report, asked, topic)
    among = section_quotes(report, number) if number is not None else sentences(report)
    found = best(topic, among, least=0.4) if topic else among if number is not None else []
    return [in_full(found[0])] if found else []


def _of_five(report: Report, asked: str, topic: str) -> list[Quote]:
    if not topic:
        return five(report, asked)[:2]
    problems, improvements = problems_and_improvements(report)
    better, named = _speaking_of(topic, improvements)[:1], _speaking_of(topic, problems)[:1]
    if named and _BETTER.search(asked):
        return [*named, *(better or improvements)[:1]]
    return named or better


def _speaking_of(topic: str, among: Sequence[Quote]) -> list[Quote]:
    """Quotes near to a topic; one that says a word of it in full is, however common the word."""
    said = [quote for quote in among if any(len(word) > 2 and word in quote.text for word in words_of(topic))]
    return best(topic, among, least=0.45) or said


def _by_meaning(reply: Reply, own: StoredAgency, passages: Opened) -> Iterator[tuple[Likeness, list[Quote]]]:
    """What the index finds near in the reports of the nearest bodies."""
    topic = _topic(reply)
    if passages is None or not topic:
        return
    nearest = {like.body.id: like for like in comparable_bodies(reply, own)[:_READ]}
    latest = {body: like.body.years[-1] for body, like in nearest.items()}
    stored = {r.report_id: r for r in reply.lookup.store.reports(sorted(set(latest.values())))}
    ids = [n for n, r in stored.items() if latest.get(r.agency_id) == r.year]
    for hit in passages().search(topic, report_ids=ids, k=_PROPOSALS, kind=PROSE, each=True):
        found = stored.get(hit.passage.report_id)
        report = reply.lookup.store.report(found.agency_id, found.year) if found is not None else None
        if found is not None and report is not None and hit.score >= _NEAR:
            passage = hit.passage
            yield (
                nearest[found.agency_id],
                [Quote(passage.text, passage.number, passage.section, passage.place, report)],
            )


# -- last year's promises


def promises_answer(reply: Reply, own: StoredAgency, year: int | None = None) -> Answer:
    """What last year's report named as problems, and promised: this year's is to answer each."""
    lines = _promise_lines(reply, own, year)
    if lines:
        return reply.answer("draft", *lines)
    last = year if year in own.years else own.years[-1]
    name = wording.body(own.agency)
    return reply.answer(
        "not_found",
        reply.say(
            f"{name}{last}年的报告里没有读到“{section_title(5)}”的文字。",
            f"The report for {last} of {name} has no text in section 5 that was read.",
        ),
        reason=State.NOT_IN_FORM,
    )


def _promise_lines(reply: Reply, own: StoredAgency, year: int | None = None) -> list[str]:
    if not own.years:
        return []
    last = year if year in own.years else own.years[-1]
    report = reply.lookup.store.report(own.id, last)
    if report is None:
        return []
    problems, _ = problems_and_improvements(report)
    said = promised(report)
    name, file = wording.body(own.agency), keep(report.file)
    lines = []
    if problems:
        lines.append(
            reply.say(
                f"{name}{last}年的报告（{file}）列出的问题：",
                f"Problems that {name} named in its report for {last} ({file}):",
            )
        )
        lines += [f"- “{keep(quote.text)}”" for quote in problems]
    if said:
        lines.append(
            reply.say(
                "当时写下的改进打算，今年的报告要逐条交代做了没有、做到什么程度：",
                "What it promised; this year's report is to say of each what became of it:",
            )
        )
        lines += [
            f"{n}. “{keep(quote.text)}”{reply.say('→ 落实情况：【待填】', ' → what became of it: 【待填】')}"
            for n, quote in enumerate(said, 1)
        ]
    for quote in (*problems, *said):
        reply.cite(quote.citation)
    return lines


def promised(report: Report) -> list[Quote]:
    """What section 五 of a report set out to do, a promise each."""
    _, improvements = problems_and_improvements(report)
    return [quote for half in improvements for quote in _apart(report, half)]


def _apart(report: Report, half: Quote) -> list[Quote]:
    """A stretch of improvements, a promise each: its sentences that say something."""
    single = [q for q in sentences(report) if q.section == 5 and q.text in half.text and len(q.text) >= _SHORT]
    return single or [half]
