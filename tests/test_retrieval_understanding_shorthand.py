"""English shorthand is written out before anything is looked for."""

from __future__ import annotations

import pytest

from retrieval.understanding.script import normalise
from retrieval.understanding.shorthand import write_out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Xiyuan PSB, # of new apps, FY2023", "Xiyuan Public Security Bureau, number of new applications, 2023"),
        ("yuting district s&t bureau", "yuting district Science and Technology bureau"),
        ("Science & Tech Bureau of Yuting", "Science and Technology Bureau of Yuting"),
        ("Industry & IT Bureau of Zhilan", "Industry and Information Technology Bureau of Zhilan"),
        ("People's Gov't of Xiyuan", "People's Government of Xiyuan"),
        ("Xiyuan govt office", "Xiyuan government office"),
        ("admin penalties", "administrative penalties"),
        ("rejected b/c info not held", "rejected because information not held"),
        ("RTI reqs 2020–23", "FOI requests 2020-2023"),
        ("y/y change", "year-on-year change"),
        # what is no shorthand
        ("as of 2020-12", "as of 2020-12"),
        ("2023年新收申请", "2023年新收申请"),
        ("mobile apps and mini programs", "mobile apps and mini programs"),
        ("Ecology and Environment Bureau", "Ecology and Environment Bureau"),
        ("how is it governed", "how is it governed"),
    ],
)
def test_write_out(typed: str, written: str) -> None:
    assert write_out(typed) == written


def test_the_language_is_that_of_what_was_typed() -> None:
    assert normalise("汐原市2023年 new apps 是多少").language == "zh"
    assert normalise("Xiyuan PSB 2023 new apps").language == "en"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("at least one lawsuit", "at least 1 lawsuit"),
        ("more than twenty requests", "more than 20 requests"),
        ("over two years", "over two years"),
    ],
)
def test_bounds_in_words_are_numbers(typed: str, written: str) -> None:
    assert write_out(typed) == written
