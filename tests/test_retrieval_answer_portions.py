"""Parts of what a set has together: one body's part, a box in another over all bodies, a set without a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from retrieval.answering.portion import asks_portion
from retrieval.question import Answer, Operation, Question, Scope
from tests.answers import CITY, NEW, Ask, Stored, asking, assert_bound, value_of
from tests.stored import store_samples

NATURAL = "applications/new/natural_person"
YEAR = 2023


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    store, reports = store_samples(tmp_path_factory.mktemp("stored"))
    yield store, reports
    store.close()


@pytest.fixture
def ask(stored: Stored) -> Ask:
    return asking(stored)


def total(ask: Ask, scope: Scope, measure: str = NEW) -> Decimal:
    answer = ask(Operation.SUM, scope=scope, years=(YEAR,), measures=(measure,))
    return answer.figures[0].value


def share(answer: Answer) -> Decimal:
    assert answer.kind == "share"
    assert_bound(answer)
    return answer.figures[0].value


def test_what_part_of_a_set_one_body_has(ask: Ask, stored: Stored) -> None:
    own, scope = value_of(stored, CITY, YEAR, NEW), Scope(("汐原市",))
    answer = ask(Operation.SHARE, CITY, scope=scope, years=(YEAR,), measures=(NEW,))
    assert own is not None
    assert share(answer) == own / total(ask, scope) * 100
    assert answer.figures[0].agency == CITY


def test_a_body_outside_the_set_has_no_part_of_it(ask: Ask) -> None:
    answer = ask(Operation.SHARE, CITY, scope=Scope(("砚浦市",)), years=(YEAR,), measures=(NEW,))
    assert (answer.kind, answer.figures) == ("not_found", ())


def test_a_box_in_another_over_all_bodies(ask: Ask) -> None:
    answer = ask(Operation.SHARE, scope=Scope(), years=(YEAR,), measures=(NATURAL, NEW))
    assert 0 < share(answer) < 100
    assert answer.figures[0].agency is None


def test_a_set_without_a_body_has_its_figure_less(ask: Ask, stored: Stored) -> None:
    every = Scope()
    left_out = next(a.id for a in stored[0].agencies() if CITY in a.names)
    own = value_of(stored, CITY, YEAR, NEW)
    assert own
    assert total(ask, every) - total(ask, replace(every, without=(left_out,))) == own


def test_two_boxes_are_no_portion_of_a_set() -> None:
    question = Question("问", operation=Operation.SHARE, agencies=(1,), scope=Scope(), measures=(NATURAL, NEW))
    assert not asks_portion(question)
