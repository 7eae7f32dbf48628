"""Years as people say them, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.understanding.script import normalise
from retrieval.understanding.years import find_years

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年", {2023}),
        ("23年的", {2023}),
        ("二〇二三年", {2023}),
        ("二零二三", {2023}),
        ("２０２３年", {2023}),
        ("去年", {2025}),
        ("前年和大前年", {2024, 2023}),
        ("近三年", {2023, 2024, 2025}),
        ("过去五年", {2021, 2022, 2023, 2024, 2025}),
        ("2021到2023年", {2021, 2022, 2023}),
        ("21年到23年", {2021, 2022, 2023}),
        ("2021—2023", {2021, 2022, 2023}),
        ("2019年和2022年", {2019, 2022}),
        ("20、21年", {2020, 2021}),
        ("“十四五”期间", {2021, 2022, 2023, 2024, 2025}),
        ("上一年度全部单位", {2025}),
        ("last year", {2025}),
        ("the year before last", {2024}),
        ("three years ago", {2023}),
        ("from 2021 to 2023", {2021, 2022, 2023}),
        ("between 2019 and 2021", {2019, 2020, 2021}),
        ("the past five years", {2021, 2022, 2023, 2024, 2025}),
        ("since 2023", {2023, 2024, 2025}),
        ("2023年去年没办完转过来的", {2023}),
    ],
)
def test_years(text: str, years: set[int]) -> None:
    assert set(find_years(normalise(text).text, TODAY).years) == years


@pytest.mark.parametrize(
    "text",
    [
        "收到申请2023件",
        "第二十条第（五）项",
        "〔2021〕30号",
        "前三名",
        "2019版",
        "比上年增减",
        "上年结转",
        "结转到明年",
        "carried over to the next year",
        "超过2,019件",
        "二十年",
    ],
)
def test_no_years(text: str) -> None:
    assert find_years(normalise(text).text, TODAY).years == ()


@settings(deadline=None)
@given(st.integers(2009, 2029))
def test_a_year_is_the_same_however_it_is_written(year: int) -> None:
    han = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    for said in (f"{year}年", f"{year % 100:02d}年", f"{han}年", f"{year}年度"):
        assert find_years(said, TODAY).years == (year,)


@settings(deadline=None)
@given(st.integers(2010, 2024), st.integers(1, 5), st.sampled_from(["到", "至", "-", "—", "～"]))
def test_a_range_holds_every_year_between(first: int, more: int, joint: str) -> None:
    found = find_years(f"{first}{joint}{first + more}年", TODAY)
    assert found.years == tuple(range(first, first + more + 1))
    assert found.is_range
