"""tests/maker/variants.py: which boxes are figures, and that a copy printed otherwise keeps them."""

from __future__ import annotations

import pytest

from tests.maker.bodies import CITY_EDUCATION
from tests.maker.layouts import DEVELOPED, HELD, LAYOUTS
from tests.maker.made import make
from tests.maker.variants import is_figure, last_year, marked, other_body, tables_of


@pytest.mark.parametrize(("edition", "applications"), [("2019", "2019"), ("2021", "2021"), ("2021", "2019")])
def test_each_cell_of_the_form_is_one_figure_box(edition: str, applications: str) -> None:
    made = make(CITY_EDUCATION, 2022, 1, edition=edition, applications_edition=applications)
    figures = [box.text for table in tables_of(made) for box in table.boxes if is_figure(table, box)]
    assert figures == list(made.printed.values())


def test_other_marks_leave_the_made_report_as_it_is() -> None:
    made = make(CITY_EDUCATION, 2022, 1, blank="/")
    shown = marked(made, "不涉及", "０")
    assert "不涉及" in shown.printed.values()
    assert "不涉及" not in made.printed.values()
    assert [made.value(cell) for cell in made.printed] == [
        None if text == "/" else made.figures[cell] for cell, text in made.printed.items()
    ]


def test_last_year_and_another_body_fill_the_same_form_otherwise() -> None:
    made = make(CITY_EDUCATION, 2023, 1, applications_edition="2019")
    for other in (last_year(made), other_body(made)):
        assert list(other.figures) == list(made.figures)
        assert other.figures != made.figures


def test_a_layout_has_one_name_and_is_held_back_or_developed_on() -> None:
    names = [layout.__name__ for layout in (*HELD, *DEVELOPED)]
    assert len(names) == len(set(names))
    assert set(names) <= set(LAYOUTS)
