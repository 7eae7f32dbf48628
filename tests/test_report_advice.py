"""What a clerk reads first, and what to do about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report.advice import by_weight, render_with_advice
from report.facts import Finding
from report.form import Cell
from report.unchecked import Unchecked, render_unchecked


def broken(rule: str, keys: str, gap: int, severity: str = "error") -> Finding:
    cells = tuple(Cell.parse(f"applications/{key}") for key in keys.split())
    sides = {"left": [[cells[0].key, "1"]], "right": [[cell.key, "1"] for cell in cells[1:]]}
    return Finding(rule, severity, cells, Decimal(0), Decimal(gap), values=sides if cells else {})


def test_the_gravest_comes_first_then_totals_then_large_gaps() -> None:
    findings = [
        Finding("boilerplate", "warning"),
        broken("results", "concluded/business granted/business", 9),
        broken("results", "concluded/total granted/total", 2),
        broken("results", "concluded/research granted/research", 30),
        Finding("missing_section", "error"),
    ]
    ordered = by_weight(findings)
    assert [f.rule for f in ordered] == ["missing_section", "results", "results", "results", "boilerplate"]
    assert [f.cells[0].column for f in ordered[1:4]] == ["total", "research", "business"]


def test_a_cell_that_two_sums_share_is_named_only_where_they_miss_by_the_same() -> None:
    column = broken("results", "concluded/business granted/business", 3)
    row = broken("applicants", "granted/total granted/business", 3)
    other = broken("applicants", "granted/total granted/business", 4)
    assert "请先核对“（一）予以公开”行“商业企业”栏，几处不符都差 3" in render_with_advice(column, [column, row])
    assert "请先核对" not in render_with_advice(column, [column, other])
    assert "look first at row “granted”, column “businesses”" in render_with_advice(row, [column, row], "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_not_checked_is_a_sentence(language: str) -> None:
    cells = [Cell("applications", "granted", column) for column in ("total", "business")] * 4
    unread = render_unchecked(Unchecked("unread", {"cells": cells}), language)
    assert "8" in unread
    assert "{" not in unread
    for what in ("recognised", "year", "body", "tables_only", "fees_untold"):
        assert render_unchecked(Unchecked(what), language)
