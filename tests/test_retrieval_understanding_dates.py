"""Years written in unusual ways are read as they are meant; months, counts and article numbers are none."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.understanding.dates import write_plainly
from retrieval.understanding.years import find_years


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("公元2022年", (2022,)),
        ("2019到21收到", (2019, 2020, 2021)),
        ("2021/22/23", (2021, 2022, 2023)),
        ("2021起到2023年", (2021, 2022, 2023)),
        ("from 2023 on", (2023, 2024, 2025)),
        ("fiscal 2022", (2022,)),
        ("2022财年", (2022,)),
        ("2023年发布的2022年年报", (2022,)),
        ("浔川市教育局22收到", (2022,)),
    ],
)
def test_unusual_years(said: str, years: tuple[int, ...]) -> None:
    assert find_years(said, date(2026, 11, 20)).years == years


@pytest.mark.parametrize("said", ["2021/12", "2019到21件", "2022-12-31", "2022年到25件", "浔川市教育局22件"])
def test_what_is_no_year_stays(said: str) -> None:
    assert write_plainly(said) == said
