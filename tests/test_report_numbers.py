"""Figures as offices type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.numbers import NotAFigure, is_blank, read_chinese, read_figure, render


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("12", "12"), ("1,204", "1204"), ("１２０", "120"), (" 7 ", "7"), ("3.50", "3.5"), ("15件", "15"),
        ("31（其中修订4件）", "31"), ("-2", "-2"), ("+3", "3"), ("增3", "3"), ("减2", "-2"), ("减少5", "-5"),
    ],
)  # fmt: skip
def test_read_figure(printed: str, figure: str) -> None:
    assert read_figure(printed) == Decimal(figure)


@pytest.mark.parametrize(
    ("printed", "header", "figure"),
    [
        ("480000元", "", "48"),
        ("48万元", "元", "48"),
        ("480000", "元", "48"),
        ("1.5", "亿元", "15000"),
        ("48", "万元", "48"),
    ],
)
def test_money_is_kept_in_wan(printed: str, header: str, figure: str) -> None:
    assert read_figure(printed, header) == Decimal(figure)


@pytest.mark.parametrize("printed", ["", " ", "/", "／", "-", "—", "——", "无", "\u3000", "N/A"])
def test_blank_is_not_zero(printed: str) -> None:
    assert is_blank(printed)
    assert read_figure(printed) is None


@pytest.mark.parametrize("printed", ["行政处罚", "1 2件3", "见附件", "2023年", "1.2.3", "12/13"])
def test_what_is_no_figure_is_refused(printed: str) -> None:
    with pytest.raises(NotAFigure):
        read_figure(printed)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_figures_round_trip(value: Decimal) -> None:
    assert read_figure(render(value)) == value
    assert read_figure(f"{value:,}") == value


@given(st.integers(0, 10**12))
def test_whole_figures_print_without_a_point(value: int) -> None:
    assert render(Decimal(value)) == str(value)
    assert render(value) == str(value)


@pytest.mark.parametrize(
    ("words", "number"),
    [("二〇二三", 2023), ("十二", 12), ("二十", 20), ("一百二十", 120), ("三千零五", 3005), ("两万", 20000),
     ("一千二百万", 12_000_000), ("若干", None), ("", None)],
)  # fmt: skip
def test_read_chinese(words: str, number: int | None) -> None:
    assert read_chinese(words) == number
