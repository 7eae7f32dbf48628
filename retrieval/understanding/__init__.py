"""Text becomes a `Question`: bodies, years, measures and what to do with them, each from a closed list.

The order matters: what is found is taken out of the text and leaves a mark, so that a later finder sees only what is
left. 政府信息公开 is no 政府, 2023件 is no year, and the grammar of the question is read from the marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retrieval.question import Question, StoredAgency
from retrieval.understanding.directory import directory_of
from retrieval.understanding.followup import continue_from
from retrieval.understanding.picking import offered_question
from retrieval.understanding.reading import read_parts
from retrieval.understanding.resolving import parts_to_question
from retrieval.understanding.whom import same_before, talked_of

__all__ = ["understand"]


def understand(text: str, agencies: Sequence[StoredAgency], today: date, previous: Question | None = None) -> Question:
    """The question that a text asks, resolved against what is stored; `previous` is the turn before."""
    taken = offered_question(previous, text)
    if taken:
        return replace(understand(taken, agencies, today), talked=previous.talked if previous else ())
    directory = directory_of(agencies)
    parts = read_parts(text, directory, today, previous)
    question = parts_to_question(parts, directory, today, follows=previous is not None)
    if previous is not None:
        question = continue_from(previous, question, parts, directory)
    earlier, beside = same_before(previous, question)
    return replace(
        question,
        talked=talked_of(previous, question),
        listed=previous.listed if previous else (),
        years_listed=previous.years_listed if previous and question.agencies == previous.agencies else (),
        earlier=earlier,
        beside=beside,
    )
