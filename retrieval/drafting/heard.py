"""What was heard so far of a message: figures given, what could not be placed, groups whose rows are still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from report.form import Cell, Form, column_label, parts_of, row_label
from report.numbers import render
from retrieval.drafting.clauses import Number
from retrieval.drafting.draft import Given
from retrieval.understanding.phrases import Phrase

TOLD = "对话"


@dataclass(slots=True)
class Told:
    """What a message gives: figures by cell, what the rest is 0 of, and what could not be placed."""

    figures: dict[Cell, Given] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)  # a table, table/item, or * for everything
    same: list[Cell] = field(default_factory=list)  # as last year's report prints them
    cleared: list[Cell] = field(default_factory=list)  # told before, and now open again
    unclear: list[tuple[str, str]] = field(default_factory=list)
    row: str = ""  # table/item that was spoken of last

    @property
    def empty(self) -> bool:
        """Whether nothing was told."""
        return not (self.figures or self.rest or self.same or self.cleared or self.unclear)


@dataclass(frozen=True, slots=True)
class _Group:
    """A figure of a group, which the form does not print: 不予公开2件. One of its rows may follow: 都是过程性信息."""

    cell: Cell
    value: Decimal
    shown: str
    given: int  # cells that were given before


class Heard:
    """Figures as they are heard, each to its cell."""

    def __init__(self, words: str, form: Form, row: str, known: Mapping[Cell, Decimal]) -> None:
        self.words = words
        self.form = form
        self.masked = words  # what is overheard left out, positions kept
        self.phrases: list[Phrase] = []
        self.numbers: tuple[Number, ...] = ()
        self.told = Told(row=row)
        self.known = known
        self.last: tuple[Cell, Decimal] | None = None  # told last in this message
        self.groups: list[_Group] = []

    def figure(self, cell: Cell) -> Decimal | None:
        """The figure of a cell as far as it is known now."""
        told = self.told.figures.get(cell)
        return told.value if told is not None else self.known.get(cell)

    def give(self, cell: Cell, value: Decimal, shown: str) -> None:
        """A figure to its cell."""
        if cell in self.told.figures and self.told.figures[cell].value != value:
            self.unclear(shown, "同一栏说了两个数，以后一个为准", "the same cell was told twice; the last one holds")
        self.told.figures[cell] = Given(value, TOLD)
        self.last = (cell, value)

    def give_row(self, phrase: Phrase, shown: str, *, rest: bool = False) -> None:
        """0 to a whole row, or to the rest of a group: there was none; documents in force are another matter."""
        items = [row.item for row in self.form.table_rows(phrase.table) if phrase.name in (row.item, row.group)]
        items += ["litigation_direct", "litigation_after_review"] if phrase.name == "litigation" else []
        known = {cell.item for cell in self.form.cells if cell.table == phrase.table and self.figure(cell)}
        for cell in self.cells_of(phrase.table, items):
            if cell.column != "in_force" and not (rest and cell.item in known):
                self.give(cell, Decimal(0), shown)
        self.told.row = f"{phrase.table}/{phrase.name}"

    def cells_of(self, table: str, items: Sequence[str]) -> Iterator[Cell]:
        """The cells of some rows."""
        for row in self.form.table_rows(table):
            if row.item in items:
                yield from self.form.row_cells(row)

    def parts(self, cell: Cell) -> list[Cell]:
        """The cells that the form prints for a group, or the cell itself."""
        return [part for part in parts_of(cell, self.form.cells) if part in self.form.cells]

    def open_group(self, cell: Cell, value: Decimal, shown: str) -> None:
        """A figure of a group waits for the row that it is of."""
        self.groups.append(_Group(cell, value, shown, len(self.told.figures)))

    def settle(self, named: Sequence[Phrase]) -> bool:
        """Whether a name says which row of the group it was that a figure was told of: 不予处理1件（重复申请）."""
        rows = {(p.table, p.name) for p in named if p.kind == "row"}
        if not self.groups or len(rows) != 1 or any(p.kind == "column" for p in named):
            return False
        group = self.groups[-1]
        table, item = rows.pop()
        cell = Cell(table, item, group.cell.column)
        if cell not in self.parts(group.cell) or group.given != len(self.told.figures):
            return False
        self.groups.pop()
        self.give(cell, group.value, group.shown)
        self.told.row = f"{table}/{item}"
        return True

    def flush(self) -> None:
        """What is left of groups: their rows are to be told, or were told and do not add up."""
        for group in self.groups:
            parts = self.parts(group.cell)
            told = [self.told.figures[part].value for part in parts if part in self.told.figures]
            names = "、".join(dict.fromkeys(_name(part) for part in parts))
            if not told:
                self.unclear(group.shown, f"表里要分开填：{names}", "the form prints its parts, not the sum")
            elif sum(told) != group.value:
                self.unclear(
                    group.shown,
                    f"说到的各项合计是{render(sum(told, Decimal(0)))}，请核对",
                    f"the parts told add up to {render(sum(told, Decimal(0)))}",
                )

    def unclear(self, shown: str, zh: str, en: str) -> None:
        """Something that was not taken, and why."""
        self.told.unclear.append((f"“{shown}”：{zh}", f"“{shown}”: {en}"))


def _name(cell: Cell) -> str:
    label = row_label(cell)
    return label if cell.column == "total" or cell.table == "disclosure" else f"{label}（{column_label(cell)}）"
