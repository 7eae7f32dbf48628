"""A passage: a stretch of a report that can be found and cited.

Prose is cut verbatim; a table row is told as label and figures, and carries its cells, so that a row found by meaning
points to facts: the row says what is asked, the fact says how much.
"""

from __future__ import annotations

from dataclasses import dataclass

from report.facts import Citation, Place
from report.form import Cell

PROSE, ROW = "prose", "row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a piece of one, a table row, or the rows of a table that print nothing but 0."""

    id: str  # made from the report and the place, the same whenever the same bytes are read
    kind: str  # prose | row
    section: str  # number and title: 五、存在的主要问题及改进情况
    text: str
    place: Place
    cells: tuple[Cell, ...] = ()
    report_id: int = 0  # of the store; 0 until it is stored
    agency: str = ""  # as that year's report bears it
    year: int = 0
    file: str = ""
    url: str = ""

    @property
    def number(self) -> int:
        """The number of the section; 0 for what stands before the first."""
        return "一二三四五六".find(self.section[:1]) + 1 if self.section else 0

    @property
    def citation(self) -> Citation:
        """Where it can be checked; only prose is quoted."""
        quote = self.text if self.kind == PROSE else ""
        return Citation(self.agency, self.year, self.file, self.section, self.place, quote, self.url)
