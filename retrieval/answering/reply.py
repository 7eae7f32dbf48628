"""A reply while it is being written: figures, the places they rest on, the doubts that go with them.

A figure enters a reply only with the value that was looked up, and takes its citations with it. At the end the text is
put into the script of the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from report.facts import Citation, Fact, Finding, Status
from report.form import Cell
from report.reasons import reason_in
from report.words import render_finding
from retrieval.answering import wording
from retrieval.answering.wording import keep, number
from retrieval.lookup import Lookup, State, Value
from retrieval.question import Answer, Choice, Figure, Question, StoredAgency

DOUBTFUL = ("balance", "results", "applicants", "outcomes", "carryover", "in_force", "narrative", "bad_value")
_MANY = 4  # figures from which on their sources are named together, and doubts counted


class Reply:
    """Collects what an `Answer` holds."""

    def __init__(self, question: Question, lookup: Lookup, today: date) -> None:
        self.question = question
        self.lookup = lookup
        self.today = today
        self.language = question.language
        self.figures: list[Figure] = []
        self.citations: list[Citation] = []
        self.notes: list[str] = []
        self._cited: dict[Citation, int] = {}
        self._findings: dict[tuple[int, int], Sequence[Finding]] = {}

    # -- words

    def say(self, zh: str, en: str) -> str:
        """The sentence in the language of the question."""
        return en if self.language == "en" else zh

    def agency(self, agency: int) -> StoredAgency:
        """A body by its id."""
        return self.lookup.agencies[agency]

    def name(self, agency: int) -> str:
        """A body as its latest report names it, kept from conversion."""
        return wording.body(self.agency(agency).agency)

    def named(self, value: Value) -> str:
        """A value's body as that year's report bears it, with its city."""
        return keep(wording.whole_name(value.name, value.agency.agency.region))

    def measure(self, measure: str, value: Value | None = None) -> str:
        """What a measure is called; a cell of the older form by that form's label."""
        return wording.measure_name(measure, self.language, edition_used(value) if value else "2021")

    def number(self, value: Decimal, unit: str) -> str:
        """A figure with its unit."""
        return wording.figure(value, unit, self.language)

    def joined(self, names: Iterable[str]) -> str:
        """甲、乙和丙."""
        return wording.joined(names, self.language)

    def years(self, years: Iterable[int]) -> str:
        """2019、2021年."""
        return wording.year_words(years, self.language)

    # -- what a reply rests on

    def cite(self, citation: Citation) -> int:
        """The index of a citation; the same place is cited once."""
        if citation not in self._cited:
            self._cited[citation] = len(self.citations)
            self.citations.append(citation)
        return self._cited[citation]

    def cite_facts(self, facts: Iterable[Fact]) -> tuple[int, ...]:
        """The indexes of the places that print these facts."""
        return tuple(dict.fromkeys(self.cite(fact.citation) for fact in facts))

    def state(self, value: Value, agency: str | None = None) -> None:
        """Puts a looked-up figure among the figures of the reply."""
        if value.value is not None:
            cited = self.cite_facts(value.parts)
            name = agency or value.name
            self.figures.append(Figure(name, value.year, value.measure, value.value, value.unit, cited))

    def source(self, values: Sequence[Value]) -> str:
        """Where the figures stand: in full for one place, by section for many."""
        places = list(dict.fromkeys(fact.citation for value in values for fact in value.parts))
        if not places:
            return ""
        if len(places) == 1:
            return wording.source_line(places[0], self.language)
        sections = list(dict.fromkeys(wording.section_words(p.section, self.language) for p in places if p.section))
        reports = list(dict.fromkeys((place.agency, place.year, place.file) for place in places))
        where = self.joined(sections[:3])
        if len(reports) == 1:
            agency, year, file = reports[0]
            printed = list(dict.fromkeys(place.place.text for place in places if place.place.text))
            shown = printed if self.language != "en" else printed[:1]
            rows = "、".join(f"“{keep(row)}”" for row in shown[:_MANY])
            if len(printed) > len(shown[:_MANY]):
                rows += self.say(f"等{len(printed)}行", f" and {len(printed) - 1} more rows")
            return self.say(
                f"来源：{keep(agency)}{year}年年度报告（{keep(file)}），{where}{f'，{rows}' if rows else ''}。",
                f"Source: {keep(agency)}, report for {year} ({keep(file)}), {where}{f': {rows}' if rows else ''}.",
            )
        if len(reports) <= _MANY:
            zh = "；".join(f"{keep(agency)}{year}年（{keep(file)}）" for agency, year, file in reports)
            en = "; ".join(f"{keep(agency)} {year} ({keep(file)})" for agency, year, file in reports)
            return self.say(f"来源：{zh}，{where}。", f"Source: {en}, {where}.")
        return self.say(
            f"来源：{len(reports)}份年度报告的{where}。", f"Source: {len(reports)} annual reports, {where}."
        )

    # -- doubts

    def note(self, text: str) -> None:
        """A doubt, told once."""
        if text and text not in self.notes:
            self.notes.append(text)

    def finding(self, finding: Finding) -> str:
        """A finding in a sentence; the prose that it quotes stays as printed."""
        told = render_finding(finding, "en" if self.language == "en" else "zh").rstrip("。.")
        if finding.rule == "balance" and finding.expected is not None and finding.found is not None:
            told += self.say(f"（{number(finding.expected)} 对 {number(finding.found)}）", "")
            told += self.say("", f" ({number(finding.expected)} against {number(finding.found)})")
        sentence = str(finding.values.get("sentence") or "")
        return told.replace(sentence, keep(sentence)) if sentence else told

    def findings(self, agency: int, year: int) -> Sequence[Finding]:
        """What does not hold in a report."""
        if (agency, year) not in self._findings:
            self._findings[agency, year] = tuple(self.lookup.store.findings(agency, year))
        return self._findings[agency, year]

    def doubt(self, values: Sequence[Value]) -> None:
        """Notes what speaks against these figures: broken promises, mended readings, a former name."""
        many = len({(value.agency.id, value.year) for value in values}) > _MANY
        for value in values:
            self._doubt_findings(value, many)
            self._doubt_reading(value)
        self._doubt_names(values)

    def _doubt_findings(self, value: Value, many: bool) -> None:
        cells = {part.cell for part in value.parts}
        resting = [
            finding
            for finding in self.findings(value.agency.id, value.year)
            if finding.rule in DOUBTFUL and cells.intersection(finding.cells)
        ]
        if not resting:
            return
        report = self.say(f"{self.named(value)}{value.year}年报告", f"{self.named(value)}, report for {value.year}")
        if many:
            count = len(resting)
            self.note(
                self.say(
                    f"{report}有{count}处勾稽不符涉及这个数",
                    f"{report}: {count} of the checks on this figure {'fails' if count == 1 else 'fail'}",
                )
            )
            return
        for finding in resting[:3]:
            self.note(f"{report}{self.say('：', ': ')}{self.finding(finding)}")

    def _doubt_reading(self, value: Value) -> None:
        for part in value.parts:
            if part.status is Status.REPAIRED:
                name = wording.measure_name(part.cell.key, self.language)
                self.note(
                    self.say(
                        f"{self.named(value)}{value.year}年“{name}”的读取经过修正：{part.reason or '数字跨行'}",
                        f"{self.named(value)} {value.year}, {name}: the reading was mended"
                        f" ({reason_in(part.reason, 'en') if part.reason else 'split digits'})",
                    )
                )

    def _doubt_names(self, values: Sequence[Value]) -> None:
        """Former names, once each: 2019、2020年的报告署名为…，现名…."""
        years: dict[tuple[int, str], list[int]] = {}
        for value in values:
            then, now = self.named(value), wording.body(value.agency.agency)
            if value.parts and not then.endswith(value.agency.agency.name + "\ue001") and then != now:
                years.setdefault((value.agency.id, then), []).append(value.year)
        for (agency, then), bearing in years.items():
            links = "；".join(self.agency(agency).links)
            now = wording.body(self.agency(agency).agency)
            self.note(
                self.say(
                    f"{self.years(bearing)}的报告署名为{then}，现名{now}{f'（{links}）' if links else ''}",
                    f"the report for {self.years(bearing)} bears the name {then}, now {now}"
                    f"{f' ({links})' if links else ''}",
                )
            )

    # -- the whole

    def answer(
        self,
        kind: str,
        *lines: str,
        reason: State | str | None = None,
        choices: Sequence[Choice] = (),
    ) -> Answer:
        """The finished answer; doubts come last in the text, in one line."""
        told = [line for line in lines if line]
        if self.notes:
            marks = "; ".join(self.notes) if self.language == "en" else "；".join(self.notes)
            told.append(self.say(f"注意：{marks}。", f"Note: {marks}.").replace("。。", "。").replace("..", "."))
        done = [wording.render(line, self.language) for line in told]
        return Answer(
            kind=kind,
            text="\n".join(done),
            language=self.language,
            question=self.question.text,
            figures=tuple(self.figures),
            citations=tuple(self.citations),
            choices=tuple(
                Choice(wording.render(choice.label, self.language), wording.render(choice.question, self.language))
                for choice in choices
            ),
            reason=str(reason) if reason else None,
            notes=tuple(wording.render(note, self.language) for note in self.notes),
            steps=self.question.steps,
        )


def edition_used(value: Value) -> str:
    """The edition whose labels fit a value: by what it rests on."""
    if value.edition:
        return value.edition
    late = {"issued", "repealed", "in_force"}
    cells: set[Cell] = {part.cell for part in value.parts}
    if any(cell.column in late or cell.item.startswith("other.") for cell in cells):
        return "2021"
    old = {"made", "published", "published_total", "items_last_year", "items_change", "projects"}
    if any(cell.column in old for cell in cells) or any((c.item, c.column) == ("procurement", "amount") for c in cells):
        return "2019"
    return "2021"
