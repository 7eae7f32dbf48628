"""Which boxes hold which, and which add up."""

from __future__ import annotations

import pytest

from retrieval.understanding.wholes import may_be_added, parts_and_whole


@pytest.mark.parametrize(
    ("measures", "added"),
    [
        (("applications/granted/total", "applications/partial/total"), True),
        (("applications/new/total", "applications/carried_in/total"), True),
        (("applications/new/natural_person", "applications/new/business"), True),
        (("review_litigation/reconsideration/total", "review_litigation/litigation/total"), True),
        (("applications/concluded/total", "applications/granted/total"), False),  # a part of its whole
        (("applications/denied/total", "applications/denied.state_secret/total"), False),
        (("applications/new/total", "applications/new/business"), False),
        (("applications/new/organizations", "applications/new/business"), False),
        (("applications/new/total", "applications/granted/total"), False),  # what came in, and what became of it
        (("disclosure/permits/decisions", "disclosure/fees/amount"), False),  # cases and money
        (("disclosure/normative_documents/issued", "disclosure/normative_documents/repealed"), False),
    ],
)
def test_boxes_that_add_up(measures: tuple[str, ...], added: bool) -> None:
    assert may_be_added(measures) is added


PETITIONS, REPEATED = "applications/not_processed.petition/total", "applications/not_processed.repeat/total"
NATURAL, BUSINESS = "applications/new/natural_person", "applications/new/business"


@pytest.mark.parametrize(
    ("measures", "against", "expected"),
    [
        (
            (PETITIONS, REPEATED, "applications/not_processed/total"),
            False,
            (PETITIONS, REPEATED, "applications/not_processed/total"),
        ),
        ((NATURAL, BUSINESS), False, (NATURAL, BUSINESS, "applications/new/total")),  # 自然人和企业合计占比
        ((NATURAL, BUSINESS), True, (NATURAL, BUSINESS)),  # 自然人占企业的比例
        ((PETITIONS, REPEATED), False, (PETITIONS, REPEATED, "applications/concluded/total")),
        ((NATURAL,), False, (NATURAL, "applications/new/total")),
    ],
)
def test_parts_that_are_joined_have_one_whole(
    measures: tuple[str, ...], against: bool, expected: tuple[str, ...]
) -> None:
    assert parts_and_whole(measures, against) == expected
