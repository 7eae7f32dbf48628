"""What a section is drafted from: the figures of the draft, last year's words, what was told, how others wrote.

Only the first three are numbered and may be told. How others wrote is shown for its style, and kept to see what was
copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from prompts import fenced
from report.facts import Citation
from report.form import Cell, section_title, unit
from retrieval.answer import compose
from retrieval.answering.prose import Opened
from retrieval.drafting.draft import Draft, Entry
from retrieval.drafting.outline import outline
from retrieval.drafting.telling import row_name
from retrieval.fluent.shown import FIGURE, QUOTE, TOLD, Piece, Shown
from retrieval.fluent.tools import shown_line
from retrieval.glossary import entry
from retrieval.question import Answer, Operation, Question, StoredAgency
from retrieval.store import Store

SECTIONS = (1, 5, 6)  # the parts in prose
_NUMERALS = "一二三四五六"
_MOST = 80  # pieces
_SAID = 24  # sentences of what was told
_UNSTORED = -1  # id of a body that no report bears
_MAIN = ("new", "carried_in", "granted", "partial", "concluded", "carried_out")
_COMPARED = ("new", "concluded", "granted")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


@dataclass(frozen=True, slots=True)
class Material:
    """Of one section: what may be told, and what it may not be copied from."""

    draft: Draft
    own: StoredAgency
    number: int
    asked: str
    shown: Shown
    examples: tuple[str, ...]
    outline: Answer
    sketch: tuple[tuple[str, str], ...]  # as it stands in the file without a model
    language: str = "zh"

    @property
    def headings(self) -> tuple[str, ...]:
        """Under which it is written."""
        return tuple(heading for heading, _ in self.sketch if heading)

    @property
    def told(self) -> str:
        """What was told, what last year's report says, and the outline: words that anybody may use."""
        said = [piece.text for piece in self.shown if piece.kind != FIGURE]
        return "\n".join([*said, *(text for _, text in self.sketch)])

    def values(self) -> dict[str, object]:
        """What the prompt is filled with."""
        nothing = "none" if self.language == "en" else "无"
        english = self.language == "en"
        lines = {
            kind: "\n".join(
                f"[{p.number}] {fenced(p.text)}" if kind != FIGURE else shown_line(p, "zh")
                for p in self.shown
                if p.kind == kind
            )
            for kind in (FIGURE, QUOTE, TOLD)
        }
        known = entry(f"form/section/{self.number}")
        open_rows = (c for c in self.draft.unknown if c.table == "disclosure" or c.column == "total")
        unknown = dict.fromkeys(map(row_name, open_rows))
        return {
            "body": fenced(f"{self.own.agency.name} {self.draft.year}"),
            "section": section_title(self.number),
            "requirement": known.text("en" if english else "zh") if known is not None else nothing,
            "headings": "\n".join(self.headings),
            "outline": fenced("\n".join(f"{heading}\n{text}".strip() for heading, text in self.sketch)),
            "facts": lines[FIGURE] or nothing,
            "unknown": "、".join(list(unknown)[:30]) or nothing,
            "own": lines[QUOTE] or nothing,
            "told": lines[TOLD] or nothing,
            "examples": "\n".join(fenced(text) for text in self.examples) or nothing,
            "question": fenced(self.asked),
        }


def make_material(
    draft: Draft,
    number: int,
    store: Store,
    passages: Opened,
    today: date,
    *,
    asked: str = "",
    told: str = "",
    language: str = "zh",
) -> Material:
    """What is known for a section, the outline of the clerk's desk among it."""
    own = _own(draft, store)
    shown = Shown((*store.agencies(), *(() if own.years else (own,))), most=_MOST)
    _add_figures(shown, draft, own)
    for sentence in _SENTENCE.findall(told)[:_SAID]:
        if len(sentence.strip()) > 3:
            shown.add_told(sentence, own.id, draft.year)
    answer = _outline(draft, own, number, store, passages, today, language)
    examples = []
    for citation in answer.citations:
        if citation.agency in (own.agency.name, *own.names) and own.years:
            shown.add_quote(citation)
        elif citation.quote:
            examples.append(citation.quote)
    return Material(draft, own, number, asked, shown, tuple(examples), answer, outline(draft)[number], language)


def _own(draft: Draft, store: Store) -> StoredAgency:
    """The body that writes, as the store knows it, or as itself."""
    name = draft.agency.name
    found = [body for body in store.agencies() if name in (body.agency.name, *body.names)]
    same = [body for body in found if body.agency.region == draft.agency.region] or found
    return same[0] if len(same) == 1 else StoredAgency(_UNSTORED, draft.agency, (name,))


def _outline(
    draft: Draft, own: StoredAgency, number: int, store: Store, passages: Opened, today: date, language: str
) -> Answer:
    """Help with the section as the clerk's desk gives it without a model."""
    asked = f"write section {number}" if language == "en" else f"第{_NUMERALS[number - 1]}部分怎么写"
    agencies = (own.id,) if own.years else ()
    question = Question(asked, language, Operation.DRAFT, agencies=agencies, years=(draft.year,), section=number)
    return compose(question, store, passages, today)


def _add_figures(shown: Shown, draft: Draft, own: StoredAgency) -> None:
    """What the draft knows, the main figures of last year's report, and by how much they differ."""
    told = [entry for entry in draft.entries if _worth_telling(entry)]
    for entry_ in told:
        assert entry_.value is not None
        shown.add_figure(own, (draft.year,), entry_.cell.key, entry_.value, (), unit=unit(entry_.cell))
    before = {cell: (value, citation) for cell, value, citation in _last_year(draft)}
    for cell, (value, citation) in before.items():
        shown.add_figure(own, (draft.year - 1,), cell.key, value, (citation,), unit=unit(cell))
    for cell in (Cell("applications", item, "total") for item in _COMPARED):
        now, then = draft.value(cell), before.get(cell)
        if now is None or then is None or now == then[0]:
            continue
        years, cited = (draft.year - 1, draft.year), (then[1],)
        shown.add_figure(own, years, "difference", now - then[0], cited, cell.key)
        if then[0]:
            shown.add_figure(own, years, "change", (now - then[0]) / then[0] * 100, cited, cell.key, "%")


def _worth_telling(entry_: Entry) -> bool:
    cell = entry_.cell
    if entry_.value is None:
        return False
    main = cell.table == "applications" and cell.item in _MAIN and cell.column == "total"
    if cell.table == "disclosure" or main or (cell.table == "review_litigation" and cell.column == "total"):
        return True
    return bool(entry_.value) and cell.column in ("total", "corrected", "natural_person", "business")


def _last_year(draft: Draft) -> Iterator[tuple[Cell, Decimal, Citation]]:
    for fact in draft.previous.facts if draft.previous is not None else ():
        cell = fact.cell
        if fact.value is not None and cell.table == "applications" and cell.item in _MAIN and cell.column == "total":
            yield cell, fact.value, fact.citation


def basis_lines(material: Material, numbers: Sequence[int]) -> list[str]:
    """What a text rests on, a line each, for the person who has to answer for it."""
    english = material.language == "en"
    lines = []
    for number in numbers:
        piece = material.shown.pieces[number]
        if piece.kind == FIGURE:
            where = _where(material, piece)
            line = piece.line(material.language).partition("] ")[2]
            lines.append(f"{line} ({where})" if english else f"{line}（{where}）")
        elif piece.kind == QUOTE:
            head = f"report for {piece.years[0]}: " if english else f"{piece.years[0]}年报告："
            lines.append(f"{head}“{piece.text}”")
        else:
            lines.append(f"told: {piece.text}" if english else f"您说的：{piece.text}")
    return lines


def _where(material: Material, piece: Piece) -> str:
    """Where a figure came from: told, a row of a file, carried over, added up, last year's report."""
    english = material.language == "en"
    if piece.citations:
        file = piece.citations[0].file
        return f"report for {material.draft.year - 1}: {file}" if english else f"{material.draft.year - 1}年报告 {file}"
    found = next((e for e in material.draft.entries if e.cell.key == piece.measure), None)
    return (found.where if found is not None else "") or ("draft" if english else "草稿")
