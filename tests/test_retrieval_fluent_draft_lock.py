"""The lock of drafts: what a body's report may not say stays out, what its clerk would write passes."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from report.form import Cell
from retrieval.drafting import Given, make_draft
from retrieval.fluent.drafting import check_parts, split_parts
from retrieval.fluent.material import Material, make_material
from retrieval.fluent.sentences import without_marks
from retrieval.store import Store
from tests.draft_replies import NOTES, Section, honest, lies
from tests.stored import store_samples

TODAY = date(2027, 1, 12)
GIVEN = {
    "applications/new/natural_person": 41,
    "applications/new/business": 12,
    "applications/new/total": 53,
    "applications/granted/total": 29,
    "applications/partial/total": 6,
    "applications/denied.process/total": 4,
    "applications/unavailable.not_held/total": 9,
    "applications/concluded/total": 48,
    "applications/carried_out/total": 5,
    "disclosure/normative_documents/issued": 7,
    "disclosure/permits/decisions": 312,
    "review_litigation/reconsideration/total": 2,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_samples(tmp_path_factory.mktemp("stored"))[0]


def material_of(store: Store, name: str, number: int, told: str = NOTES) -> Material:
    body = next(b for b in store.agencies() if b.agency.name == name)
    year = body.years[-1] + 1
    given = {Cell.parse(key): Given(Decimal(value), "对话") for key, value in GIVEN.items()}
    draft = make_draft(body.agency, year, given, store.report(body.id, year - 1))
    return make_material(draft, number, store, None, TODAY, told=told)


@pytest.fixture(scope="module", params=[("汐原市科学技术局", 1), ("汐原市教育局", 5), ("汐原市教育局", 6)])
def material(store: Store, request: pytest.FixtureRequest) -> Material:
    return material_of(store, *request.param)


def delivered(material: Material, text: str) -> str:
    """What of a section would stand in the report."""
    passed, _ = check_parts(split_parts(text, material.headings), material)
    return "\n".join("".join(s.told for s in sentences) for sentences in passed.values())


def whole(material: Material, reply: Section) -> bool:
    parts = split_parts(reply.text, material.headings)
    return not check_parts(parts, material)[1] and len(parts) == len(material.headings)


def test_no_lie_is_delivered(material: Material) -> None:
    told = list(lies(material, random.Random(3), 400))
    through = [
        reply for reply in told if reply.lie.strip() and without_marks(reply.lie) in delivered(material, reply.text)
    ]
    assert not through


def test_honest_sections_pass(material: Material) -> None:
    told = list(honest(material, random.Random(3), 200))
    blocked = Counter(reply.text for reply in told if not whole(material, reply))
    assert blocked.total() <= 0.05 * len(told), blocked.most_common(3)
