"""Which boxes hold which, and which add up."""

from __future__ import annotations

import pytest

from retrieval.understanding.wholes import may_be_added


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
