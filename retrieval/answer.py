"""A question resolved becomes an answer: `compose` chooses who writes it, `answer_to_json` shows it to scripts.

What fits two bodies is asked back before anything is looked up, and what no report holds is said to be missing. Figures
come from facts; `passages`, a call that opens the index, is only made where the prose of many reports is asked for.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from report.facts import Citation
from report.form import RATES
from retrieval.answering import clarifying, missing
from retrieval.answering.comparing import (
    change_answer,
    compare_answer,
    over_years_answer,
    rank_years_answer,
    trend_answer,
)
from retrieval.answering.counts import set_answer
from retrieval.answering.doubt import check_answer
from retrieval.answering.drafting import draft_answer
from retrieval.answering.figures import figure_answer, share_answer
from retrieval.answering.growth import growth_answer
from retrieval.answering.help import OPERATIONS, introduce, smalltalk_answer
from retrieval.answering.portion import asks_portion, asks_share_of_set, portion_answer, share_of_set_answer
from retrieval.answering.prose import Opened, passage_answer, rows_near, told_in_prose
from retrieval.answering.provenance import source_answer, why_answer
from retrieval.answering.reply import Reply
from retrieval.answering.sets import bodies_asked, empty_set, set_words
from retrieval.answering.sums import boxes_answer
from retrieval.answering.totals import set_trend
from retrieval.lookup import Lookup
from retrieval.question import OVER_SETS, Answer, Operation, Question
from retrieval.store import Store

_AGGREGATES = (Operation.SUM, Operation.MEAN, Operation.MEDIAN, Operation.MAXIMUM, Operation.MINIMUM)
# 全市各局收到多少件 asks for all of them together; 某市收到多少件 names no body.
_EVERY = re.compile(
    r"各|每|全部|所有|全[省市州区县]|合计|总和|总共|一共|加起来|\b(?:all|each|every|total|together)\b", re.I
)
_WHICH_YEAR = re.compile(
    r"哪一?个?年|那一?个?年(?=[^,?，？]{0,10}最)|(?:高峰|峰值|低谷)(?:的)?(?:年|出现)|which year|what year"
    r"|\b(?:peak|record|best|worst|top|busiest) year"
    r"|^\W*when (?:did|was|were|has|have)\b.*\b(?:most|fewest|least|highest|lowest|largest|smallest|biggest)\b"
    r"|\byear (?:with|of) the (?:most|fewest|least|highest|lowest|largest|smallest)",
    re.I,
)
_WHO = re.compile(r"哪些|哪几|哪家|有谁|是谁|\bwhich\b|\bwho\b", re.I)
_PER_CENT = re.compile(r"百分之|百分比|幅度|%|per ?cent", re.I)
_WITHOUT_MEASURE = (Operation.PASSAGE, Operation.SOURCE, Operation.CHECK, Operation.WHY, Operation.YEARS)


def compose(question: Question, store: Store, passages: Opened, today: date) -> Answer:
    """The reply to a question, whoever renders it. `passages` opens the index; None where there is none."""
    if question.operation is Operation.SUM and _has_rates(question):
        question = _each_rate(question)
    reply = Reply(question, Lookup(store, store.agencies()), today)
    operation = question.operation
    if operation in (Operation.EXPLAIN, Operation.SMALLTALK, Operation.REFUSE):
        return OPERATIONS[operation](reply)
    if not reply.lookup.agencies:
        return missing.empty_store(reply)
    if operation is not Operation.DRAFT and question.candidates:
        words, fitting = question.candidates[0]
        return clarifying.clarify_body(reply, words, fitting)
    if question.unknown and not (question.agencies and _told_beside(question)):
        return missing.unknown_body(reply)
    if operation is Operation.DRAFT:
        return draft_answer(reply, passages)
    if operation is Operation.YEARS:
        return OPERATIONS[operation](reply)
    if operation in OVER_SETS:
        return _of_set(reply)
    if operation is Operation.NAMES and question.agencies:
        return OPERATIONS[operation](reply)
    if not question.agencies:
        return _without_body(reply, passages)
    return _of_bodies(reply, passages)


def _has_rates(question: Question) -> bool:
    return any(measure in RATES for measure in question.measures)


def _each_rate(question: Question) -> Question:
    """Rates do not add up: those of each body in order, or of each year, are told in place of their sum."""
    one = len(question.agencies) == 1
    return replace(question, operation=Operation.TREND if one else Operation.RANK, count=None)


def _of_set(reply: Reply) -> Answer:
    question = reply.question
    bare = question.operation in (Operation.COUNT, Operation.LIST)
    if question.outside and not question.measures and not question.conditions:
        return missing.outside_form(reply)
    if not question.measures and not (bare or question.conditions):
        if question.agencies:
            return clarifying.clarify_measure(reply, question.agencies)
        return clarifying.clarify_measure_of_set(reply, set_words(reply))
    if question.conditions and question.operation in _AGGREGATES and _WHO.search(question.text):
        return set_answer(Reply(replace(question, operation=Operation.LIST), reply.lookup, reply.today))
    paths = clarifying.places_meant(reply)
    if len(paths) > 1:
        return clarifying.clarify_place(reply, paths)
    if question.growth and len(question.agencies) != 1:
        bodies = bodies_asked(reply)
        return growth_answer(reply, bodies) if bodies else empty_set(reply)
    described = question.scope is not None and (question.scope.region or question.scope.kinds)
    if len(question.agencies) == 1 and not described:
        if question.operation is Operation.SUM and len(question.measures) > 1:
            return boxes_answer(reply)
        if question.operation in _AGGREGATES:
            return figure_answer(reply) if len(question.years) == 1 else over_years_answer(reply)
        if question.operation is Operation.RANK and (len(question.years) > 1 or _WHICH_YEAR.search(question.text)):
            return rank_years_answer(reply)
    return set_answer(reply)


def _without_body(reply: Reply, passages: Opened) -> Answer:
    """No body is named: the set that is described, everything that is stored, or back to the user."""
    question = reply.question
    if question.operation is Operation.CHECK:
        return check_answer(reply)
    if question.conditions and not question.agencies:
        return _again(reply, passages, replace(question, operation=Operation.LIST))
    if question.operation is Operation.PASSAGE or (question.topic and not question.measures and question.scope):
        return passage_answer(reply, passages)
    if len(reply.lookup.agencies) == 1 and (question.measures or question.topic):
        return _again(reply, passages, replace(question, agencies=tuple(reply.lookup.agencies)))
    if asks_share_of_set(question):
        return share_of_set_answer(reply)
    if question.scope is not None and question.measures and question.operation in (Operation.TREND, Operation.COMPARE):
        return set_trend(reply, reply.lookup.scope(question.scope))
    if question.scope is not None and question.measures and not _EVERY.search(question.text):
        fitting = [agency.id for agency in reply.lookup.scope(question.scope)]
        return clarifying.clarify_body(reply, question.scope.words, fitting) if fitting else set_answer(reply)
    if question.scope is not None and question.measures:
        summed = replace(question, operation=Operation.SUM)
        return _again(reply, passages, _each_rate(summed) if _has_rates(summed) else summed)
    if question.outside and not question.measures:
        return missing.outside_form(reply)
    if question.measures or question.years or question.operation in _WITHOUT_MEASURE:
        return clarifying.clarify_which_body(reply)
    if question.topic:
        return passage_answer(reply, passages)
    return smalltalk_answer(reply)


def _again(reply: Reply, passages: Opened, question: Question) -> Answer:
    return compose(question, reply.lookup.store, passages, reply.today)


def _told_beside(question: Question) -> bool:
    """Whether a stored body is told beside one that is not: 甲局和乙局谁多, where only 甲局 has reports."""
    return question.operation not in (Operation.FIGURE, Operation.COMPARE) or bool(question.measures)


def _of_bodies(reply: Reply, passages: Opened) -> Answer:
    question = reply.question
    operation = question.operation
    if question.unknown and operation in (Operation.FIGURE, Operation.COMPARE):
        return figure_answer(reply, beside=missing.unknown_line(reply))
    if operation is Operation.PASSAGE or told_in_prose(question):
        return passage_answer(reply, passages)
    if operation is Operation.SOURCE:
        return source_answer(reply, passages)
    if operation is Operation.CHECK:
        return check_answer(reply)
    if operation is Operation.WHY:
        return why_answer(reply)
    if not question.measures:
        if question.outside or question.topic:
            return passage_answer(reply, passages)
        return clarifying.clarify_measure(reply, question.agencies, rows_near(reply, passages))
    if operation is Operation.SHARE:
        return portion_answer(reply) if asks_portion(question) else share_answer(reply)
    if _WHICH_YEAR.search(question.text) and len(question.agencies) == 1 and len(question.years) != 2:
        return rank_years_answer(reply)
    in_per_cent = operation is Operation.COMPARE and len(question.years) < 3 and _PER_CENT.search(question.text)
    if operation is Operation.CHANGE or (in_per_cent and len(question.agencies) == 1):
        return change_answer(reply)
    if operation is Operation.TREND:
        return trend_answer(reply)
    if operation is Operation.COMPARE or len(question.agencies) > 1 or len(question.years) > 1:
        one = len(question.agencies) == 1
        return trend_answer(reply) if one and len(question.years) > 2 else compare_answer(reply)
    return figure_answer(reply)


def failed(question: str, language: str = "zh") -> Answer:
    """A bug: one sentence for the user; the traceback is the operator's."""
    text = (
        "Something went wrong here; please ask in other words."
        if language == "en"
        else "这里出了点问题，请换个说法再问一次。"
    )
    return Answer("help", text, language, question)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The object of `ask --json`; the caller adds `id`, and `seconds` in a batch."""
    return {
        "question": answer.question,
        "language": answer.language,
        "kind": answer.kind,
        "text": answer.text,
        "figures": [
            {
                "agency": figure.agency,
                "year": list(figure.year) if isinstance(figure.year, tuple) else figure.year,
                "measure": figure.measure,
                "value": plain(figure.value),
                "unit": figure.unit,
                "citations": list(figure.citations),
            }
            for figure in answer.figures
        ],
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "choices": [asdict(choice) for choice in answer.choices],
        "reason": answer.reason,
        "notes": list(answer.notes),
    }


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """A place as INTERFACE writes it."""
    place = citation.place
    shown: dict[str, Any] = {
        "agency": citation.agency,
        "year": citation.year,
        "file": citation.file,
        "section": citation.section,
        "locator": {"page": place.page, "table": place.table, "row": place.row, "text": place.text},
        "quote": citation.quote,
    }
    return shown | ({"url": citation.url} if citation.url else {})


def plain(value: Decimal) -> int | float:
    """Whole numbers without a point; others with six decimals."""
    return int(value) if value == value.to_integral_value() else round(float(value), 6)


__all__ = ["answer_to_json", "compose", "failed", "introduce"]
