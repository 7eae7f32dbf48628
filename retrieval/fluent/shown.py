"""What a model was shown: figures, quotes and explanations, each under a number that it cites.

A figure comes with its bodies, years and measure, so that the text that tells it can be held against all three.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from report.facts import Citation
from report.form import RATES, Cell, describe, row_label
from retrieval.answering import wording
from retrieval.question import Answer, Figure, Question, StoredAgency

FIGURE, QUOTE, ENTRY, TOLD = "figure", "quote", "entry", "told"
MOST = 40  # pieces that one answer shows
LONGEST = 600  # characters of one passage


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing shown, under its number."""

    number: int
    kind: str  # figure, quote, entry, told
    text: str  # a passage verbatim, an explanation, what somebody told; nothing of a figure
    agencies: tuple[int, ...] = ()  # whose it is; several for a difference, none for a sum over many
    years: tuple[int, ...] = ()
    measure: str = ""
    value: Decimal | None = None
    unit: str = ""
    citations: tuple[Citation, ...] = ()
    names: tuple[str, ...] = ()  # as the reports bear them
    about: tuple[str, ...] = ()  # the measures that it tells of: of a difference, what differs

    @property
    def labels(self) -> tuple[str, ...]:
        """What the measure of a figure is called."""
        return tuple(label for measure in self.about for label in labels_of(measure))

    def line(self, language: str) -> str:
        """As the model is shown it."""
        if self.kind != FIGURE:
            where = "".join(self.names) + "、".join(map(str, self.years))
            return f"[{self.number}] {where}: {self.text}" if where else f"[{self.number}] {self.text}"
        assert self.value is not None
        whose = " / ".join(self.names) or ("all" if language == "en" else "合计")
        years = "–".join(map(str, self.years))
        shown = wording.figure(self.value, self.unit, "zh")
        what = " / ".join(wording.measure_name(measure, language) for measure in self.about)
        if self.measure not in self.about:
            what += f" · {wording.measure_name(self.measure, language)}"
        return f"[{self.number}] {whose} · {years} · {what} = {shown}"


def labels_of(measure: str) -> tuple[str, ...]:
    """Every way a reply may call a measure."""
    if measure in RATES:
        return (RATES[measure].zh, RATES[measure].en)
    if "/" not in measure:
        return wording.DERIVED.get(measure, ())
    cell = Cell.parse(measure)
    made = [describe(cell, "zh"), describe(cell, "en"), describe(cell, "zh", "2019")]
    if cell.column in ("total", "in_force"):
        made.append(row_label(cell))
    return tuple(dict.fromkeys(label.replace("“", "").replace("”", "") for label in made if label))


@dataclass
class Shown:
    """Everything that one answer's model was shown; grows as its tools are used."""

    agencies: Sequence[StoredAgency] = ()
    pieces: dict[int, Piece] = field(default_factory=dict)
    most: int = MOST
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)  # tools are called beside each other

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.pieces.values())

    @property
    def figures(self) -> list[Piece]:
        """The figures among them."""
        return [piece for piece in self if piece.kind == FIGURE]

    def add_answer(self, question: Question, answer: Answer) -> list[Piece]:
        """The figures and the quotes of an answer that was composed."""
        made = [self._figure(question, figure, answer.citations) for figure in answer.figures]
        made += [self.add_quote(citation) for citation in answer.citations if citation.quote and not answer.figures]
        return [piece for piece in made if piece is not None]

    def add_quote(self, citation: Citation) -> Piece | None:
        """A stretch of a report's prose."""
        ids = tuple(self._ids(citation.agency))
        text = citation.quote.strip()[:LONGEST]
        return self._add(QUOTE, text, ids, (citation.year,), citations=(citation,), names=(citation.agency,))

    def add_entry(self, text: str, rests_on: str) -> Piece | None:
        """An explanation of the form."""
        return self._add(ENTRY, text.strip()[:LONGEST] + (f"（{rests_on}）" if rests_on else ""))

    def add_told(self, text: str, agency: int, year: int) -> Piece | None:
        """What whoever writes a report told of it."""
        return self._add(TOLD, text.strip()[:LONGEST], (agency,), (year,))

    def add_figure(
        self,
        of: StoredAgency,
        years: tuple[int, ...],
        measure: str,
        value: Decimal,
        citations: tuple[Citation, ...] = (),
        about: str = "",
        unit: str = "件",
    ) -> Piece | None:
        """A figure of one body, in a report or in a draft; `about` is what differs in a difference."""
        told = (about or measure,)
        return self._add(FIGURE, "", (of.id,), years, measure, value, unit, citations, (of.agency.name,), told)

    def _figure(self, question: Question, figure: Figure, citations: Sequence[Citation]) -> Piece | None:
        cited = tuple(citations[n] for n in figure.citations)
        years: tuple[int, ...] = figure.year if isinstance(figure.year, tuple) else (figure.year,)
        names: tuple[str, ...] = (figure.agency,) if figure.agency else ()
        ids = tuple(self._ids(figure.agency)) if figure.agency else ()
        if figure.measure in ("difference", "change"):
            ids = question.agencies or ids
            known = {agency.id: agency.agency.name for agency in self.agencies}
            names = tuple(known[n] for n in ids if n in known)
            years = tuple(sorted({*years, *(citation.year for citation in cited)}))
        elif isinstance(figure.year, tuple):
            years = tuple(range(years[0], years[-1] + 1))
        about = question.measures if figure.measure in wording.DERIVED else (figure.measure,)
        return self._add(FIGURE, "", ids, years, figure.measure, figure.value, figure.unit, cited, names, about)

    def _ids(self, name: str) -> Iterator[int]:
        for agency in self.agencies:
            if name in (agency.agency.name, *agency.names):
                yield agency.id

    def _add(
        self,
        kind: str,
        text: str,
        agencies: tuple[int, ...] = (),
        years: tuple[int, ...] = (),
        measure: str = "",
        value: Decimal | None = None,
        unit: str = "",
        citations: tuple[Citation, ...] = (),
        names: tuple[str, ...] = (),
        about: tuple[str, ...] = (),
    ) -> Piece | None:
        with self._turn:
            return self._put(Piece(0, kind, text, agencies, years, measure, value, unit, citations, names, about))

    def _put(self, made: Piece) -> Piece | None:
        for piece in self:
            if replace(made, number=piece.number, citations=piece.citations) == piece:
                return piece
        if len(self.pieces) >= self.most:
            return None
        numbered = replace(made, number=len(self.pieces) + 1)
        self.pieces[numbered.number] = numbered
        return numbered
