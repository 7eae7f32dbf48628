"""What to ask next of an answer: its trend, the year before, its parts. Each offer is a whole question, resolved.

A messenger shows them as buttons; pressing one asks that question and nothing else, whoever presses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from report.form import APPLICANTS, OUTCOMES, Cell, groups, measure_words
from retrieval.question import Answer, Operation, Question, StoredAgency

RESULTS = ("granted", "partial", "denied", "unavailable", "not_processed", "other")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question to ask next; `key` names its button: trend, compare, details."""

    key: str
    question: Question


def find_offers(question: Question, answer: Answer, agencies: Sequence[StoredAgency]) -> tuple[Offer, ...]:
    """What fits the answer, from what is stored; nothing where no figure of one body was told."""
    body = next((body for body in agencies if question.agencies == (body.id,)), None)
    years = sorted({figure.year for figure in answer.figures if isinstance(figure.year, int)})
    if body is None or not years or not question.measures:
        return ()
    plain = replace(
        question,
        claim=None,
        count=None,
        difference=False,
        conditions=(),
        topic="",
        section=None,
        year_said=True,
        steps=(),
    )
    return tuple(_offers(plain, answer, body, years))


def _offers(question: Question, answer: Answer, body: StoredAgency, years: list[int]) -> Iterator[Offer]:
    name, measure = body.agency.name, _words(question)
    latest = years[-1]
    if answer.kind != "trend" and len(body.years) > 1 and len(question.measures) == 1:
        text = _text(
            question, f"{name}{body.years[0]}到{body.years[-1]}年{measure}的走势", f"trend of {measure}, {name}"
        )
        yield Offer("trend", replace(question, text=text, operation=Operation.TREND, years=body.years))
    if answer.kind == "figure" and len(years) == 1 and latest - 1 in body.years:
        text = _text(
            question, f"{name}{latest}年{measure}比{latest - 1}年", f"{measure}, {name}, {latest - 1} and {latest}"
        )
        yield Offer("compare", replace(question, text=text, operation=Operation.COMPARE, years=(latest - 1, latest)))
    parts = _parts(question.measures)
    if parts and len(years) == 1:
        text = _text(question, f"{name}{latest}年{measure}的明细", f"{measure} in detail, {name}, {latest}")
        details = replace(question, text=text, operation=Operation.FIGURE, measures=parts, years=(latest,))
        yield Offer("details", details)


def _parts(measures: tuple[str, ...]) -> tuple[str, ...]:
    """The cells that a total is printed in parts of: results for 办理结果总计, applicants else; outcomes in 四."""
    if len(measures) != 1 or measures[0].count("/") != 2:
        return ()
    cell = Cell.parse(measures[0])
    if cell.column != "total":
        return ()
    if cell.table == "review_litigation":
        return tuple(replace(cell, column=column).key for column in OUTCOMES)
    if cell.item == "concluded":
        return tuple(replace(cell, item=item).key for item in RESULTS)
    if cell.table == "applications" and (cell.item in groups() or not cell.item.startswith("other.")):
        return tuple(replace(cell, column=column).key for column in APPLICANTS)
    return ()


def _words(question: Question) -> str:
    language = "en" if question.language == "en" else "zh"
    return "、".join(measure_words(measure, language) for measure in question.measures)


def _text(question: Question, zh: str, en: str) -> str:
    return en if question.language == "en" else zh
