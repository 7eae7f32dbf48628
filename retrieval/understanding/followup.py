"""What a turn takes from the one before: what it names changes, the rest stays."""

from __future__ import annotations

from datetime import date

from retrieval.question import Question
from retrieval.understanding.directory import Directory
from retrieval.understanding.reading import Parts


def continue_from(previous: Question, question: Question, parts: Parts, directory: Directory, today: date) -> Question:
    """The question of a follow-up."""
    return question
