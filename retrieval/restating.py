"""A question in words that ask the same without the conversation around it: 2022年呢 → 甲市教育局2022年新收申请多少.

Words are only given out when they are understood as the very question that they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from report.form import measure_words
from retrieval.question import Operation, Question, StoredAgency
from retrieval.understanding import understand

_ENDS = {
    Operation.FIGURE: ("是多少", ""),
    Operation.COMPARE: ("对比", "compare "),
    Operation.TREND: ("的走势", "trend of "),
    Operation.CHANGE: ("的同比", "year-on-year change of "),
}


def restate(question: Question, agencies: Sequence[StoredAgency], today: date) -> str | None:
    """Words that ask the same of anyone who has not heard the rest; None where none are found."""
    for words in (question.text, *_in_full(question, agencies)):
        heard = understand(words, agencies, today)
        if _same(heard, question):
            return words
    return None


def _same(one: Question, other: Question) -> bool:
    return (
        one.operation == other.operation
        and one.agencies == other.agencies
        and one.measures == other.measures
        and one.scope == other.scope
        and one.years == other.years
        and one.topic == other.topic
        and one.conditions == other.conditions
        and not one.candidates
        and not one.unknown
    )


def _in_full(question: Question, agencies: Sequence[StoredAgency]) -> Iterator[str]:
    names = {agency.id: agency.agency.name for agency in agencies}
    if question.operation not in _ENDS or not question.agencies or not question.measures:
        return
    zh, en = _ENDS[question.operation]
    bodies = [names.get(agency, "") for agency in question.agencies]
    language = "en" if question.language == "en" else "zh"
    measures = [_words(measure, language) for measure in question.measures]
    for when in _spans(sorted(question.years), language):
        if language == "en":
            yield f"{en}{' and '.join(measures)}, {' and '.join(bodies)}{when}"
        else:
            yield f"{'和'.join(bodies)}{when}{'、'.join(measures)}{zh}"


def _spans(years: Sequence[int], language: str) -> Iterator[str]:
    """Ways to say which years; none where none was named."""
    if not years:
        yield ""
        return
    if len(years) > 1 and list(years) == list(range(years[0], years[-1] + 1)):
        yield f", {years[0]} to {years[-1]}" if language == "en" else f"{years[0]}到{years[-1]}年"
    yield f", {' and '.join(map(str, years))}" if language == "en" else "、".join(f"{year}年" for year in years)


def _words(measure: str, language: str) -> str:
    return measure_words(measure, language).removesuffix(" this year")  # which year is said apart
