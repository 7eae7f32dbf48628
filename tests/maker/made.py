"""A made report: who, which year, every figure as it is and as it is printed, and the prose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from report.agencies import Agency
from report.facts import Citation, Fact, Paragraph, Place, Report, Section, Statement, Status
from report.form import APPLICANTS, Cell, Form, form, section_title
from report.numbers import render
from tests.maker.bodies import CITY, Body
from tests.maker.figures import Figures, break_promise, make_figures
from tests.maker.prose import Prose, make_prose


@dataclass(frozen=True)
class Made:
    """One made report; `printed` holds what stands in each cell of the form."""

    body: Body
    year: int
    edition: str
    applications_edition: str
    figures: Figures
    printed: dict[Cell, str]
    prose: Prose
    published: date
    titles: dict[int, str] = field(default_factory=dict)  # of the six parts, where they differ from the form's
    drop: frozenset[int] = frozenset()  # parts left out

    @property
    def form(self) -> Form:
        """The form that the report fills."""
        return form(self.edition, self.applications_edition)

    @property
    def title(self) -> str:
        """《汐原市教育局2022年政府信息公开工作年度报告》."""
        return f"{self.body.name}{self.year}年政府信息公开工作年度报告"

    def value(self, cell: Cell) -> Decimal | None:
        """The figure that a reader should find: none where the cell is printed blank."""
        return None if self.printed[cell] in BLANKS else self.figures[cell]

    def report(self, file: str = "made") -> Report:
        """What a perfect reader makes of it."""
        citation = Citation(self.body.name, self.year, file)
        facts = tuple(
            Fact(cell, self.value(cell), printed, Status.BLANK if printed in BLANKS else Status.READ, citation)
            for cell, printed in self.printed.items()
        )
        sections = tuple(
            Section(
                n,
                section_title(n),
                tuple(Paragraph(text, Place(text=text[:20])) for text in self.prose.parts.get(n, ())),
            )
            for n in range(1, 7)
            if n not in self.drop
        )
        statements = tuple(
            Statement(s.what, s.cell, s.value, s.approximate, s.unit, s.sentence, 4 if "复议" in s.sentence else 1)
            for s in self.prose.said
        )
        agency = Agency(self.body.name, self.body.region, self.body.body, self.body.kind)
        return Report(
            agency,
            self.year,
            self.edition,
            self.applications_edition,
            file,
            self.title,
            self.body.name,
            self.published,
            sections=sections,
            facts=facts,
            statements=statements,
        )


BLANKS = frozenset({"", "/", "—", "-", "无"})


def make(
    body: Body,
    year: int,
    seed: int,
    *,
    before: Made | None = None,
    edition: str = "",
    applications_edition: str = "",
    blank: str | None = None,
    blank_where: str = "all",
    style: str = "",
    broken: str = "",
    wrong: Cell | None = None,
    lines: Mapping[int, tuple[str, ...]] | None = None,
    drop: frozenset[int] = frozenset(),
    prose_seed: int | None = None,
    edit: Callable[[Figures], Figures] | None = None,
) -> Made:
    """A report of a body for a year.

    `before` is its report of the year before, `blank` what stands where a figure is 0 (`blank_where`: all,
    regulations, organizations), `broken` a rule that the figures break, `wrong` a cell that the prose misstates,
    `lines` are paragraphs added to a part, `style` a habit of printing figures: units, commas, remarks, holes,
    `edit` changes the figures before the prose tells them.
    """
    random = Random(f"{body.name} {year} {seed}")
    edition = edition or ("2019" if year < 2021 else "2021")
    applications_edition = applications_edition or edition
    figures = make_figures(
        random,
        edition,
        body.scale,
        applications_edition=applications_edition,
        before=before.figures if before else None,
        rules=body == CITY,
    )
    figures = edit(figures) if edit else figures
    prose_random = random if prose_seed is None else Random(prose_seed)
    prose = make_prose(prose_random, body, year, figures, wrong)
    if broken:
        figures, _ = break_promise(figures, broken, random)
    parts = dict(prose.parts)
    for number, added in (lines or {}).items():
        parts[number] = (*parts.get(number, ()), *added)
    published = date(year + 1, 1, random.randint(8, 29))
    printed = restyle(print_figures(figures, blank, blank_where), style, random)
    return Made(
        body, year, edition, applications_edition, figures, printed, Prose(parts, prose.said), published, drop=drop
    )


def print_figures(figures: Figures, blank: str | None = None, where: str = "all") -> dict[Cell, str]:
    """Every figure as it is printed; `blank` takes the place of 0."""
    return {
        cell: blank if blank is not None and value == 0 and _is_struck(cell, where) else render(value)
        for cell, value in figures.items()
    }


def restyle(printed: dict[Cell, str], style: str, random: Random) -> dict[Cell, str]:
    """Figures as some offices print them: 15件, 1,204, 8（其中修订2件）; `holes` leaves one cell in forty empty."""
    return {cell: _restyled(cell, text, style, random.random()) for cell, text in printed.items()}


def _restyled(cell: Cell, text: str, style: str, chance: float) -> str:
    if text in BLANKS or not style:
        return text
    if style == "holes":
        return "" if chance < 1 / 40 else text
    if style == "units" and chance < 0.5:
        return text + ("万元" if cell.column == "amount" else "项" if cell.column.startswith("items") else "件")
    if style == "commas":
        return f"{Decimal(text):,}"
    if style == "remarks" and cell.column in ("issued", "in_force", "decisions") and len(text) > 1:
        return f"{text}（其中新增{text[0]}件）"
    return text


def _is_struck(cell: Cell, where: str) -> bool:
    if where == "regulations":
        return cell.item == "regulations"
    if where == "organizations":
        return cell.table == "applications" and cell.column in APPLICANTS[1:]
    return True
