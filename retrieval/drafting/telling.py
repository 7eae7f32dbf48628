"""What a draft holds, in words: what is still to be filled in, what was carried over, what was added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from report.form import Cell, column_label, describe, row_of
from report.numbers import render
from report.words import render_finding
from retrieval.drafting.draft import Draft, Entry, Origin, balance_due
from retrieval.drafting.outline import Words, places_to_fill

_SECTION = {"disclosure": 2, "applications": 3, "review_litigation": 4}


def unknown_lines(draft: Draft, language: str = "zh") -> list[str]:
    """A line a row of the form that has cells to be filled in, with what last year printed."""
    lines = []
    for (table, _), cells in _by_row(draft.unknown):
        whole = len(cells) == sum((cell.table, cell.item) == (table, cells[0].item) for cell in draft.form.cells)
        name = row_name(cells[0], language)
        columns = "" if whole and len(cells) > 1 else _columns(cells, language)
        told = _last_year(draft, cells, language)
        number = _SECTION[table]
        section = f"Section {number}:" if language == "en" else f"第{'一二三四'[number - 1]}部分"
        lines.append(f"{section} {name}{columns}{told}")
    return lines


def prose_line(words: Words, language: str = "zh") -> str:
    """What is to be written in words."""
    places = places_to_fill(words)
    if language == "en":
        told = [f"section {number}: {count} places of the text" for number, count in places.items()]
        return f"{'; '.join([*told, 'the date under the report'])}."
    told = [f"第{'一二三四五六'[number - 1]}部分的文字 {count} 处" for number, count in places.items()]
    return f"{'、'.join([*told, '落款日期 1 处'])}。"


def origin_lines(draft: Draft, origin: Origin, language: str = "zh") -> list[str]:
    """A line a row of what was carried over, or of what was added up."""
    lines = []
    for _, entries in groupby(draft.of(origin), key=lambda entry: (entry.cell.table, entry.cell.item)):
        listed = list(entries)
        shown = [_figure(entry, language) for entry in listed]
        where = f"（{listed[0].where}）" if listed[0].where and language != "en" else ""
        lines.append(
            f"{row_name(listed[0].cell, language)}：{'、'.join(shown)}{where}"
            if language != "en"
            else f"{row_name(listed[0].cell, language)}: {', '.join(shown)}"
        )
    return lines


def finding_lines(draft: Draft, language: str = "zh") -> list[str]:
    """What does not agree, a sentence each."""
    return [render_finding(finding, "en" if language == "en" else "zh") for finding in draft.findings]


def not_last_year(draft: Draft, cells: Iterable[Cell]) -> list[tuple[str, str]]:
    """What cannot be taken from last year's report, in Chinese and in English."""
    last = draft.year - 1
    zh = f"{last}年的报告里没有这个数" if draft.previous is not None else f"库里没有{last}年的报告"
    return [(f"“{cell_line(cell)}”：{zh}", f"{cell_line(cell, 'en')}: not in the report for {last}") for cell in cells]


def row_name(cell: Cell, language: str = "zh") -> str:
    """予以公开, 行政复议, 行政规范性文件: a row without its column."""
    english = language == "en"
    if cell.table == "applications":
        return describe(Cell(cell.table, cell.item, "total"), "en" if english else "zh")
    row = row_of(cell.table, cell.item)
    assert row is not None
    if english:
        return row.en
    return f"行政诉讼（{row.label}）" if cell.item.startswith("litigation_") else row.label


def cell_line(cell: Cell, language: str = "zh") -> str:
    """A cell in a sentence: 新收政府信息公开申请（自然人）."""
    if language == "en":
        return describe(cell, "en")
    return f"{row_name(cell)}（{column_label(cell)}）"


def _by_row(cells: Iterable[Cell]) -> Iterator[tuple[tuple[str, str], list[Cell]]]:
    for key, group in groupby(cells, key=lambda cell: (cell.table, cell.item)):
        yield key, list(group)


def _columns(cells: Sequence[Cell], language: str) -> str:
    if language == "en":
        names = [describe(cell, "en") for cell in cells]
        return f" ({', '.join(name[name.rfind('(') + 1 : -1] if name.endswith(')') else 'total' for name in names)})"
    return f"（{'、'.join(column_label(cell) for cell in cells)}）"


def _last_year(draft: Draft, cells: Sequence[Cell], language: str) -> str:
    """Last year's figure of a row's total or only cell, and what the balance would leave."""
    told = []
    for cell in cells:
        last, due = draft.last_year(cell), balance_due(draft, cell)
        if due is not None and cell.column == "total":
            told.append(
                f"balance: {render(due)}" if language == "en" else f"按勾稽关系应为 {render(due)}，请核实后填写"
            )
        if last is not None and (cell.column == "total" or cell.table == "disclosure"):
            label = "" if cell.column == "total" or len(cells) == 1 else column_label(cell).removeprefix("本年")
            english = f" {describe(cell, 'en')}" if label else ""
            told.append(f"last year{english}: {render(last)}" if language == "en" else f"上年{label} {render(last)}")
    if not told:
        return ""
    return f" — {', '.join(told)}" if language == "en" else f"，{'，'.join(told)}"


def _figure(entry: Entry, language: str) -> str:
    value = shown_value(entry)
    if language == "en":
        name = describe(entry.cell, "en")
        return f"{name[name.rfind('(') + 1 : -1] if name.endswith(')') else 'total'} {value}"
    return f"{column_label(entry.cell)} {value}"


def shown_value(entry: Entry) -> str:
    """The figure of an entry as it is printed; empty where it is unknown."""
    return "" if entry.value is None else render(entry.value)


def figure_phrases(figures: Mapping[Cell, str], language: str = "zh") -> list[str]:
    """Cells with their figures, a row of one figure throughout in one phrase: 行政复议各栏 0."""
    phrases: list[str] = []
    for _, cells in _by_row(figures):
        values = {figures[cell] for cell in cells}
        if len(values) == 1 and len(cells) > 3:
            name = row_name(cells[0], language)
            phrases.append(
                f"{name}, {len(cells)} cells: {values.pop()}"
                if language == "en"
                else f"{name}{len(cells)}格均为 {values.pop()}"
            )
        else:
            phrases += [f"{cell_line(cell, language)} {figures[cell]}" for cell in cells]
    return phrases
