"""Text becomes a `Question`: bodies, years, measures and what to do with them, each from a closed list.

The order matters: what is found is taken out of the text and leaves a mark, so that a later finder sees only what is
left. 政府信息公开 is no 政府, 2023件 is no year, and the grammar of the question is read from the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retrieval.question import Operation, Question, StoredAgency
from retrieval.understanding.directory import Directory, directory_of
from retrieval.understanding.followup import continue_from
from retrieval.understanding.grammar import HOW_MANY
from retrieval.understanding.picking import offered_question
from retrieval.understanding.reading import read_parts
from retrieval.understanding.resolving import goes_on_about_the_form, parts_to_question
from retrieval.understanding.script import language_meant
from retrieval.understanding.whom import measured_before, same_before, talked_of, talked_years

_RATHER = re.compile(
    r"^\W*(?:不要|不看|别看|别给我?)[^,，。]{1,12}[,，。]\s*(?:我)?(?=(?:只|就)?(?:要|看|是|给))"
)  # 不要总数,要自然人的
__all__ = ["understand"]


def understand(text: str, agencies: Sequence[StoredAgency], today: date, previous: Question | None = None) -> Question:
    """The question that a text asks, resolved against what is stored; `previous` is the turn before."""
    taken = offered_question(previous, text)
    if taken:
        return replace(understand(taken, agencies, today), talked=previous.talked if previous else ())
    directory = directory_of(agencies)
    talk = _of_boxes(previous) if previous is not None and _of_reports(previous) else None
    text = _RATHER.sub("", text) if talk is not None else text
    parts = read_parts(text, directory, today, talk)
    question = parts_to_question(parts, directory, today, follows=talk is not None)
    if previous is not None and previous.explained and goes_on_about_the_form(question, parts):
        return replace(question, operation=Operation.EXPLAIN)
    before = previous.language if previous is not None else None
    question = replace(question, language=language_meant(text, question.language, before))
    if previous is not None and previous.explained:
        question = _of_the_entry(previous, question, directory, today)
    if talk is not None:
        question = continue_from(talk, question, parts, directory)
    earlier, beside = same_before(previous, question)
    return replace(
        question,
        talked=talked_of(previous, question),
        listed=previous.listed if previous else (),
        listed_by=previous.listed_by if previous else (),
        listed_scope=previous.listed_scope if previous else None,
        years_listed=previous.years_listed if previous and question.agencies == previous.agencies else (),
        earlier=earlier,
        measured_before=measured_before(talk, question),
        years_talked=talked_years(talk, question),
        beside=beside,
        kept=question.kept
        or (talk.measures if talk is not None and question.outside and not question.measures else ()),
    )


def _of_the_entry(previous: Question, question: Question, directory: Directory, today: date) -> Question:
    """某局21年有几件 after 什么叫区分处理: of the row that was explained."""
    asks = (question.agencies or question.candidates) and question.operation in (Operation.FIGURE, Operation.PASSAGE)
    if not asks or question.measures or question.outside or not HOW_MANY.search(question.text):
        return question
    entry = read_parts(previous.explained, directory, today, None).measured
    if not entry.keys or entry.weak:
        return question
    named = question.named | {"measures"}
    return replace(question, measures=entry.keys[:1], operation=Operation.FIGURE, topic="", named=named)


def _of_boxes(previous: Question) -> Question:
    """The turn before; where it asked for what no box tells, with the boxes that were talked of before it."""
    if previous.kept and previous.outside and not previous.measures:
        return replace(previous, measures=previous.kept, outside=(), topic="")
    return previous


def _of_reports(previous: Question) -> bool:
    """Whether the turn before was about a report at all: a question about the form leaves nothing to go on with."""
    return bool(
        previous.agencies
        or previous.scope
        or previous.candidates
        or previous.unknown
        or previous.measures
        or previous.years
        or previous.topic
    )
