"""The three tools of the model: look up figures, search passages, explain the form.

A tool answers in numbered pieces, which are all that the model may tell. Figures are asked for in words and go the same
road as anybody's question; what a passage says stands between fences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prompts import fenced
from report.facts import Citation
from report.passages import PROSE
from retrieval.answer import compose
from retrieval.answering.prose import Opened
from retrieval.answering.quotes import best, sentences
from retrieval.fluent.shown import QUOTE, Piece, Shown
from retrieval.glossary import entries
from retrieval.question import Operation, Question
from retrieval.store import Store
from retrieval.understanding import understand

FOUND = 6  # passages of one search
LONGEST = 300  # characters of what a tool is asked
MOST = 12  # times that the tools of one answer are used; more find nothing


@dataclass(frozen=True)
class Tools:
    """What the tools of one answer work with."""

    question: Question
    store: Store
    passages: Opened
    today: date
    shown: Shown
    used: list[str] = field(default_factory=list)

    def functions(self) -> tuple[Callable[..., str], ...]:
        """The tools, as functions whose names and docstrings the model is shown."""

        def look_up_figures(question: str) -> str:
            """查数字：用一句完整的话提问，写明机关、年份和项目，例如“某局2023年新收申请多少件”。Looks figures up."""
            return self._once("look_up", question) or self.look_up(question)

        def search_passages(words: str, body: str = "", year: int = 0) -> str:
            """查报告原文：words 是要找的内容；body 机关名称、year 年份可以不填。Searches the prose of reports."""
            return self._once("search", f"{words} {body} {year}") or self.search(words, body, year)

        def explain_form(term: str) -> str:
            """查年报格式、栏目和《条例》条款的解释。Explains a term of the form."""
            return self._once("explain", term) or self.explain(term)

        return look_up_figures, search_passages, explain_form

    def _once(self, name: str, asked: str) -> str:
        """Nothing where a tool may be used; what is told where it was used for the same before, or too often."""
        call = f"{name} {asked}"
        if call in self.used or len(self.used) >= MOST:
            return self._nothing()
        self.used.append(call)
        return ""

    def look_up(self, asked: str) -> str:
        """The figures that a question in words asks for."""
        agencies = self.store.agencies()
        question = understand(asked[:LONGEST], agencies, self.today)
        if question.operation in (Operation.DRAFT, Operation.SMALLTALK, Operation.REFUSE, Operation.EXPLAIN):
            return self._nothing()
        answer = compose(question, self.store, self.passages, self.today)
        found = self.shown.add_answer(question, answer)
        return self._lines(found) if found else f"{self._nothing()} {fenced(answer.text[:LONGEST])}"

    def search(self, words: str, body: str = "", year: int = 0) -> str:
        """Passages of the reports that are asked about, or of the body and year that are named."""
        agencies = self.store.agencies()
        named = understand(body[:LONGEST], agencies, self.today).agencies if body.strip() else ()
        wanted = set(named or self.question.agencies)
        years = [year] if year else list(self.question.years) if self.question.year_said else []
        latest = {agency.id: agency.years[-1:] for agency in agencies}
        reports = [
            report
            for report in self.store.reports(years or None)
            if (not wanted or report.agency_id in wanted) and (years or report.year in latest.get(report.agency_id, ()))
        ]
        if body.strip() and not named:
            return self._nothing()
        return self._lines([p for c in self._near(words[:LONGEST], reports) if (p := self.shown.add_quote(c))])

    def _near(self, words: str, reports: Sequence[Any]) -> list[Citation]:
        if self.passages is not None:
            ids = [report.report_id for report in reports]
            return [hit.passage.citation for hit in self.passages().search(words, report_ids=ids, k=FOUND, kind=PROSE)]
        found = []
        for stored in reports[:FOUND]:
            report = self.store.report(stored.agency_id, stored.year)
            found += best(words, sentences(report))[:2] if report is not None else []
        return [quote.citation for quote in found[:FOUND]]

    def explain(self, term: str) -> str:
        """What the form means by a term."""
        made = [
            self.shown.add_entry(entry.text("en" if self.question.language == "en" else "zh"), entry.rests_on)
            for entry in entries(term[:LONGEST])[:2]
        ]
        return self._lines([piece for piece in made if piece is not None])

    def _lines(self, found: Sequence[Piece]) -> str:
        lines = [shown_line(piece, self.question.language) for piece in found]
        return "\n".join(dict.fromkeys(lines)) or self._nothing()

    def _nothing(self) -> str:
        return "Nothing was found." if self.question.language == "en" else "没有查到。"


def shown_line(piece: Piece, language: str) -> str:
    """A piece as the model reads it; what a report says is fenced."""
    line = piece.line(language)
    return line.replace(piece.text, fenced(piece.text)) if piece.kind == QUOTE else line
