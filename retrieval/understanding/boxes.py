"""Which boxes are meant where a text names a row or a column alone: 规范性文件, 行政许可增减, 企业提出的, 败诉几件."""

from __future__ import annotations

import re

from report.form import RATES, Cell
from retrieval.understanding.reading import Parts


def boxes_meant(parts: Parts, years: tuple[int, ...]) -> tuple[str, ...]:
    """Measures with every box made definite: a row of section 二 without a column means what is in force."""
    made: list[str] = []
    for key in parts.measured.keys:
        old = bool(years) and max(years) < 2021
        if not key.endswith("/any"):
            made.append(_items(key, parts.text) if old else key)
            continue
        cell = Cell.parse(key)
        made.append(Cell(cell.table, cell.item, "published_total" if old else "in_force").key)
    if _AND_CHANGE.search(parts.text):
        made += [m.replace("items_last_year", "items_change") for m in made if m.endswith("/items_last_year")]
    return tuple(dict.fromkeys(made))


_AND_CHANGE = re.compile(r"项目[^,，、和与]{0,6}[,，、和与][^,，]{0,4}增减")  # 上年项目多少,增减多少


def _items(key: str, text: str) -> str:
    """行政许可增减, 收费项目上年有多少 of a report of the older form: its columns of items."""
    cell = Cell.parse(key) if key not in RATES and key.count("/") == 2 else None
    if cell is None or cell.table != "disclosure" or cell.item in ("regulations", "normative_documents", "procurement"):
        return key
    last_year = cell.column == "items_last_year" and not re.search(r"项目[^,，、和与]{0,4}增", text)
    if re.search(r"增减|增/减|增或减", text) and not last_year:
        return Cell(cell.table, cell.item, "items_change").key
    if re.search(r"项目.{0,4}(?:上|前)一?年|(?:上|前)一?年度?.{0,6}项目", text) and cell.column in (
        "amount",
        "decisions",
    ):
        return Cell(cell.table, cell.item, "items_last_year").key
    return key


def columns_alone(parts: Parts) -> tuple[str, ...]:
    """企业提出的有多少: of what came in; 败诉几件: of the court cases."""
    made: list[str] = []
    court = re.search(r"败诉|胜诉|官司|打赢|打输|\bwon\b|\blos[te]\b|sued", parts.text, re.I)
    for said in parts.measured.columns:
        table, column = said.split("/")
        if column == "total":
            continue
        if table == "applications":
            made.append(Cell(table, "new", column).key)
        elif table == "review_litigation":
            rows = ("litigation",) if court else ("reconsideration", "litigation")
            made += [Cell(table, row, column).key for row in rows]
    return tuple(dict.fromkeys(made))
