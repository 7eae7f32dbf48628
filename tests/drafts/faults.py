"""One fault of every rule, seeded into a draft that has none: what was changed, and what a finding must name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from ingest.document import Block, Table, Text
from report.form import Cell
from tests.drafts.years import Years, faultless, heading_at, lay_draft
from tests.maker.figures import Figures, break_promise
from tests.maker.made import Made
from tests.maker.prose import CARRIED_OUT, CONCLUDED, GRANTED, NEW, Prose


@dataclass(frozen=True)
class Seeded:
    """A draft with one fault."""

    rule: str
    made: Made
    blocks: list[Block]
    before: Made
    cell: Cell | None = None  # that a finding of the rule must name
    section: int = 0  # that it must speak of, for faults without a cell


Fault = Callable[[Years, int, Random], Seeded]


def _a(item: str, column: str = "total") -> Cell:
    return Cell("applications", item, column)


def _edited(years: Years, number: int, edit: Callable[[Figures], Figures]) -> tuple[Made, Made]:
    return faultless(years, number, edit=edit)


def _sum(rule: str) -> Fault:
    def seed(years: Years, number: int, random: Random) -> Seeded:
        changed: list[Cell] = []

        def edit(figures: Figures) -> Figures:
            broken, cell = break_promise(figures, rule, Random(number))
            changed[:] = [cell]
            return broken

        made, before = _edited(years, number, edit)
        return Seeded(rule, made, lay_draft(made), before, changed[0])

    return seed


def _more(figures: Figures, items: tuple[str, ...], by: int) -> Figures:
    cells = {_a(item, column) for item in items for column in ("natural_person", "total")}
    return {cell: value + by if cell in cells else value for cell, value in figures.items()}


def _carryover(years: Years, number: int, random: Random) -> Seeded:
    by = random.randint(1, 9)
    made, before = _edited(years, number, lambda f: _more(f, ("carried_in", "granted", "concluded"), by))
    return Seeded("carryover", made, lay_draft(made), before, _a("carried_in", "natural_person"))


def _in_force(years: Years, number: int, random: Random) -> Seeded:
    cell, by = Cell("disclosure", "normative_documents", "in_force"), random.randint(1, 40)
    made, before = _edited(years, number, lambda f: {**f, cell: f[cell] + by})
    return Seeded("in_force", made, lay_draft(made), before, cell)


def _narrative(years: Years, number: int, random: Random) -> Seeded:
    cell = random.choice((NEW, CONCLUDED, CARRIED_OUT, GRANTED))
    if cell == NEW and faultless(years, number)[0].figures[_a("carried_in")] == 2:
        cell = CONCLUDED  # two more than were received may be those carried in
    made, before = faultless(years, number, wrong=cell)
    return Seeded("narrative", made, lay_draft(made), before, cell)


def _missing_section(years: Years, number: int, random: Random) -> Seeded:
    part = random.choice((1, 5, 6))
    made, before = faultless(years, number, drop=frozenset({part}))
    return Seeded("missing_section", made, lay_draft(made), before, section=part)


def _missing_table(years: Years, number: int, random: Random) -> Seeded:
    made, before = faultless(years, number)
    gone = random.choice((1, 2, 3))
    blocks = [b for b in lay_draft(made) if not (isinstance(b, Table) and b.number == gone)]
    return Seeded("missing_table", made, blocks, before, section=gone + 1)


def _bad_value(years: Years, number: int, random: Random) -> Seeded:
    made, before = faultless(years, number, style="")
    cell = Cell("disclosure", random.choice(("permits", "penalties", "coercions")), "decisions")
    printed = random.choice(("-3", "2.5", "若干", "20252025202", "详见附件"))
    made = replace(made, printed={**made.printed, cell: printed})
    return Seeded("bad_value", made, lay_draft(made), before, cell)


def _wrong_edition(years: Years, number: int, random: Random) -> Seeded:
    made, before = faultless(years, number, edition="2019")
    return Seeded("wrong_edition", made, lay_draft(made), before)


def _boilerplate(years: Years, number: int, random: Random) -> Seeded:
    made, before = faultless(years, number)
    old = {n: tuple(t.replace(str(before.year), str(made.year)) for t in p) for n, p in before.prose.parts.items()}
    own = [text for text in made.prose.parts[1] if "申请" in text]
    parts = made.prose.parts | {1: (*(t for t in old[1] if "申请" not in t), *own), 5: old[5]}
    told = tuple(s for s in made.prose.said if s.cell)
    made = replace(made, prose=Prose(parts, told))
    return Seeded("boilerplate", made, lay_draft(made), before)


def _section_order(years: Years, number: int, random: Random) -> Seeded:
    made, before = faultless(years, number)
    blocks = lay_draft(made)
    five, six = heading_at(blocks, 5), heading_at(blocks, 6)
    blocks = [*blocks[:five], *blocks[six:-2], *blocks[five:six], *blocks[-2:]]
    return Seeded("section_order", made, blocks, before, section=5)


def _outlier(years: Years, number: int, random: Random) -> Seeded:
    def edit(figures: Figures) -> Figures:
        by = int(figures[NEW]) * random.randint(10, 30) + 500
        return _more(figures, ("new", "granted", "concluded"), by)

    made, before = _edited(years, number, edit)
    return Seeded("outlier", made, lay_draft(made), before, NEW)


def _stale_year(years: Years, number: int, random: Random) -> Seeded:
    made, before = faultless(years, number)
    last, year, we = made.year - 1, made.year, made.body.we
    part, words = random.choice(
        (
            (0, f"本报告所列数据的统计期限自{last}年1月1日起至{last}年12月31日止。"),
            (0, f"根据规定，{we}编制了{last}年度政府信息公开工作年度报告，现予公布。"),
            (0, f"本报告中的数据起止时间为{last}年1月1日至12月31日。"),
            (1, f"{last}年，{we}围绕群众关切做好信息公开，各项工作平稳推进。"),
            (5, f"{year}年，{we}将进一步拓宽公开渠道，请群众参与评议。"),
            (0, ""),  # the date below
        )
    )
    if words:
        kept = made.prose.parts.get(part, ())[1:]
        made = replace(made, prose=Prose(made.prose.parts | {part: (words, *kept)}, made.prose.said))
        return Seeded("stale_year", made, lay_draft(made), before, section=part)
    blocks = [*lay_draft(made)[:-1], Text(f"{year}年1月{random.randint(8, 29)}日")]
    return Seeded("stale_year", made, blocks, before, section=part)


def _fees(years: Years, number: int, random: Random) -> Seeded:
    if random.random() < 0.5:
        unpaid = _a("other.unpaid")
        made, before = _edited(years, number, lambda f: _more(f, ("new", "other.unpaid", "concluded"), 2))
        words = random.choice(("全年未向申请人发出收费通知。", "本年度没有开具收费通知，也没有收取信息处理费。"))
        cell = unpaid
    else:
        cell = Cell("disclosure", "fees", "amount")
        made, before = _edited(years, number, lambda f: {**f, cell: Decimal("31.5")})
        words = random.choice(("全年行政事业性收费共计42.7万元。", "本年度未收取任何行政事业性收费。"))
    made = replace(made, prose=Prose(made.prose.parts | {6: (words,)}, made.prose.said))
    return Seeded("fees", made, lay_draft(made), before, cell)


FAULTS: dict[str, Fault] = {
    **{rule: _sum(rule) for rule in ("balance", "results", "applicants", "outcomes")},
    "carryover": _carryover,
    "in_force": _in_force,
    "narrative": _narrative,
    "missing_section": _missing_section,
    "missing_table": _missing_table,
    "bad_value": _bad_value,
    "wrong_edition": _wrong_edition,
    "boilerplate": _boilerplate,
    "section_order": _section_order,
    "outlier": _outlier,
    "stale_year": _stale_year,
    "fees": _fees,
}
