"""The national form (政府信息公开工作年度报告格式): its rows, its columns, and the sums it promises.

A cell's key, `applications/granted/total`, is the same in both editions; an edition says which cells there are.
Labels are data, in `form.toml`, as the form prints them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

EDITIONS = ("2019", "2021")
TABLES = ("disclosure", "applications", "review_litigation")
SECTION_OF = {"disclosure": 2, "applications": 3, "review_litigation": 4}
APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org")
ORGANIZATIONS = APPLICANTS[1:]  # 法人或其他组织
OUTCOMES = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One box of the form, or a group of boxes that people ask for as one."""

    table: str
    item: str
    column: str

    @property
    def key(self) -> str:
        """`applications/granted/total`."""
        return f"{self.table}/{self.item}/{self.column}"

    @classmethod
    def parse(cls, key: str) -> Cell:
        """The cell of a key; ValueError where the key has not three parts."""
        table, item, column = key.split("/")
        return cls(table, item, column)

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of the form: what it is called, and which columns each edition gives it."""

    table: str
    item: str
    label: str
    label_2019: str
    en: str
    article: str  # of the 条例 (2019); empty where only the notice knows the row
    group: str  # the group label that the form prints over it: denied, unavailable, …
    columns: dict[str, tuple[str, ...]]  # edition → columns; an edition without the row is not there

    def printed(self, edition: str) -> str:
        """The label as this edition prints it."""
        return self.label_2019 if edition == "2019" else self.label


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum that the form promises: left = right, over cells."""

    rule: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One edition of the form. `applications_edition` differs from it in the mixtures that real reports print."""

    edition: str
    applications_edition: str
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell in the order in which the form prints it."""
        return _cells(self)

    def row_cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of one row, left to right."""
        return tuple(Cell(row.table, row.item, column) for column in row.columns[self.edition_of(row.table)])

    def edition_of(self, table: str) -> str:
        """The edition that this table follows."""
        return self.applications_edition if table == "applications" else self.edition

    def table_rows(self, table: str) -> tuple[Row, ...]:
        """The rows of one table, top to bottom."""
        return tuple(row for row in self.rows if row.table == table)

    @property
    def result_items(self) -> tuple[str, ...]:
        """The rows of 三、本年度办理结果, less its 总计."""
        edges = {"new", "carried_in", "concluded", "carried_out"}
        return tuple(row.item for row in self.table_rows("applications") if row.item not in edges)

    def equations(self) -> tuple[Equation, ...]:
        """Every sum within one report that FORM promises: balance, results, applicants, outcomes."""
        return _equations(self)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("report").joinpath("form.toml").read_text(encoding="utf-8"))


@cache
def all_rows() -> tuple[Row, ...]:
    """Every row of either edition, in the form's order."""
    return tuple(
        Row(
            table=row["table"],
            item=row["item"],
            label=row["label"],
            label_2019=row.get("label_2019", row["label"]),
            en=row["en"],
            article=row.get("article", ""),
            group=row.get("group", ""),
            columns={edition: tuple(row[edition]) for edition in EDITIONS if edition in row},
        )
        for row in _data()["rows"]
    )


@cache
def form(edition: str, applications_edition: str | None = None) -> Form:
    """The form of an edition; reports exist with tables 二 of 2021 and the 23-row table 三 of 2019."""
    applications = applications_edition or edition
    rows = (row for row in all_rows() if (applications if row.table == "applications" else edition) in row.columns)
    return Form(edition, applications, tuple(rows))


@cache
def _cells(of: Form) -> tuple[Cell, ...]:
    return tuple(cell for row in of.rows for cell in of.row_cells(row))


@cache
def _equations(of: Form) -> tuple[Equation, ...]:
    found: list[Equation] = []
    for column in (*APPLICANTS, "total"):
        new, carried_in, concluded, carried_out = (
            Cell("applications", item, column) for item in ("new", "carried_in", "concluded", "carried_out")
        )
        found.append(Equation("balance", (new, carried_in), (concluded, carried_out)))
        results = tuple(Cell("applications", item, column) for item in of.result_items)
        found.append(Equation("results", (concluded,), results))
    for row in of.table_rows("applications"):
        parts = tuple(Cell(row.table, row.item, column) for column in APPLICANTS)
        found.append(Equation("applicants", (Cell(row.table, row.item, "total"),), parts))
    for row in of.table_rows("review_litigation"):
        parts = tuple(Cell(row.table, row.item, column) for column in OUTCOMES)
        found.append(Equation("outcomes", (Cell(row.table, row.item, "total"),), parts))
    return tuple(found)


@cache
def row_of(table: str, item: str) -> Row | None:
    """The row, in whichever edition has it."""
    return next((row for row in all_rows() if (row.table, row.item) == (table, item)), None)


@cache
def groups() -> tuple[str, ...]:
    """Items that are sums of rows: denied, unavailable, not_processed, other, litigation."""
    return tuple(group["item"] for group in _data()["groups"])


def parts_of(cell: Cell, present: Iterable[Cell] | None = None) -> tuple[Cell, ...]:
    """The printed cells that a cell stands for: itself, or the parts of a group.

    `other` is a row in the 23-row table and the sum of three in the 25-row one: `present`, the cells that the
    report's own form has, decides. Without it `other` is taken as the row.
    """
    items: tuple[str, ...] = (cell.item,)
    has = set(present) if present is not None else None
    members = tuple(row.item for row in all_rows() if row.group == cell.item and row.table == cell.table)
    is_row = row_of(cell.table, cell.item) is not None
    if members and (not is_row or (has is not None and Cell(cell.table, members[0], "total") in has)):
        items = members
    columns = ORGANIZATIONS if cell.column == "organizations" else (cell.column,)
    return tuple(Cell(cell.table, item, column) for item in items for column in columns)


def is_group(cell: Cell) -> bool:
    """Whether the form prints no such box in any edition: its figure is a sum that we form."""
    row = row_of(cell.table, cell.item)
    return cell.column == "organizations" or row is None


def unit(cell: Cell) -> str:
    """件, or 万元 for an amount of money."""
    return "万元" if cell.column == "amount" else "件"


@dataclass(frozen=True, slots=True)
class Rate:
    """A derived measure: one sum over another, as a percentage."""

    key: str
    zh: str
    en: str
    above: tuple[tuple[int, Cell], ...]  # signed
    below: tuple[tuple[int, Cell], ...]


def _rate(key: str, zh: str, en: str, above: str, below: str) -> Rate:
    def signed(sums: str) -> tuple[tuple[int, Cell], ...]:
        return tuple((-1 if part[0] == "-" else 1, Cell.parse(part.lstrip("-"))) for part in sums.split())

    return Rate(key, zh, en, signed(above), signed(below))


def _rates() -> dict[str, Rate]:
    a, r = "applications", "review_litigation"
    both = [f"{r}/reconsideration", f"{r}/litigation"]
    made = [
        _rate(
            "disclosure_rate",
            "公开率",
            "disclosure rate",
            f"{a}/granted/total {a}/partial/total",
            f"{a}/concluded/total",
        ),
        _rate("denial_rate", "不予公开率", "denial rate", f"{a}/denied/total", f"{a}/concluded/total"),
        _rate(
            "backlog_rate",
            "结转率",
            "backlog rate",
            f"{a}/carried_out/total",
            f"{a}/new/total {a}/carried_in/total",
        ),
        _rate(
            "correction_rate:reconsideration",
            "行政复议纠正率",
            "correction rate in reconsideration",
            f"{both[0]}/corrected",
            f"{both[0]}/total -{both[0]}/pending",
        ),
        _rate(
            "correction_rate:litigation",
            "行政诉讼纠正率",
            "correction rate in litigation",
            f"{both[1]}/corrected",
            f"{both[1]}/total -{both[1]}/pending",
        ),
        _rate(
            "correction_rate:both",
            "复议诉讼纠正率",
            "correction rate in reconsideration and litigation",
            f"{both[0]}/corrected {both[1]}/corrected",
            f"{both[0]}/total -{both[0]}/pending {both[1]}/total -{both[1]}/pending",
        ),
    ]
    return {rate.key: rate for rate in made}


RATES = _rates()


def column_label(cell: Cell, edition: str = "2021") -> str:
    """The column's label as the edition prints it; 法人或其他组织 for the group."""
    if cell.column == "organizations":
        return "法人或其他组织"
    column = _data()["columns"][cell.table][cell.column]
    # 采购总金额 and 本年收费金额 share the key `amount`: the row tells which.
    late = edition == "2021" and cell.item != "procurement"
    return str(column["label"] if late else column.get("label_2019", column["label"]))


def row_label(cell: Cell, edition: str = "2021") -> str:
    """The row's label as the edition prints it; the group's label for a group."""
    row = row_of(cell.table, cell.item)
    if row is not None and (edition in row.columns or cell.item not in groups()):
        return row.printed(edition)
    return next(str(g["label"]) for g in _data()["groups"] if g["item"] == cell.item)


def describe(cell: Cell, language: str = "zh", edition: str = "2021") -> str:
    """What a cell is called in a reply: 予以公开（自然人）, or granted (natural persons)."""
    if language == "en":
        row = row_of(cell.table, cell.item)
        name = row.en if row else next(str(g["en"]) for g in _data()["groups"] if g["item"] == cell.item)
        if cell.column == "organizations":
            return f"{name} (legal persons and other organisations)"
        column = str(_data()["columns"][cell.table][cell.column]["en"])
        return name if (cell.table, cell.column) == ("applications", "total") else f"{name} ({column})"
    name = _SPOKEN.get(cell.item) or row_label(cell, edition).split("（区分")[0]
    name = name[name.find("）") + 1 :] if name.startswith("（") else name
    name = name[2:] if name[:1].isdigit() and name[1:2] == "." else name
    if cell.table == "disclosure":
        return f"{name}{_SPOKEN_COLUMN.get(cell.column) or column_label(cell, edition)}"
    if cell.table == "review_litigation":
        return f"{name}{column_label(cell, edition)}"
    return name if cell.column == "total" else f"{name}（{_spoken_applicant(cell)}）"


_SPOKEN = {
    "new": "新收政府信息公开申请",
    "carried_in": "上年结转政府信息公开申请",
    "concluded": "办理结果总计",
    "carried_out": "结转下年度继续办理",
    "other.uncorrected": "逾期不补正、不再处理的申请",
    "other.unpaid": "逾期不缴费、不再处理的申请",
    "other.other": "其他处理中的“其他”",
    "litigation_direct": "行政诉讼（未经复议直接起诉）",
    "litigation_after_review": "行政诉讼（复议后起诉）",
}
_SPOKEN_COLUMN = {"amount": "金额"}


def measure_words(key: str, language: str = "zh", edition: str = "2021") -> str:
    """What a cell, a group or a rate is called by its key; another key is its own name."""
    if key in RATES:
        return RATES[key].en if language == "en" else RATES[key].zh
    return describe(Cell.parse(key), language, edition) if key.count("/") == 2 else key


def _spoken_applicant(cell: Cell) -> str:
    return "其他组织" if cell.column == "other_org" else column_label(cell)


def section_title(number: int, language: str = "zh") -> str:
    """三、收到和处理政府信息公开申请情况."""
    section = _data()["sections"][str(number)]
    return (
        f"Section {number}: {section['en']}"
        if language == "en"
        else f"{'一二三四五六'[number - 1]}、{section['title']}"
    )


def notice(edition: str) -> str:
    """The notice that prescribes an edition: 国办公开办函〔2021〕30号."""
    return str(_data()["editions"][edition]["document"])


def edition_for(year: int) -> str:
    """The edition that a report for this year should follow."""
    return "2019" if year < 2021 else "2021"
