"""The lock of drafts: what a body's report may not say stays out, what its clerk would write passes."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from report.form import Cell
from retrieval.drafting import Given, make_draft
from retrieval.fluent.copying import find_copied
from retrieval.fluent.drafting import check_parts, split_parts
from retrieval.fluent.material import Material, make_material
from retrieval.fluent.sentences import without_marks
from retrieval.store import Store
from tests.draft_replies import NOTES, Section, figure, honest, lies
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


# Of one draft: {n} received 53, {g} granted 29, {i} 7 documents issued, {r} 2 reconsiderations, {t} 3 trainings told.
CROOKED = """新收政府信息公开申请五十三件半{n}。
新收政府信息公开申请53件{n}，其中一半来自自然人。
新收53件{n}，是上年的53倍。
新收53件{n}，上年为零。
53件申请均予公开{n}。
53家单位{n}提出申请。
2026年1月新收政府信息公开申请53件{n}。
收到行政复议53件{n}。
予以公开29件{g}，公开率60%。
废止行政规范性文件7件{i}。
行政复议2件{r}，均维持。
行政诉讼2件{r}。
较上年增长53件{n}。
新收政府信息公开申请不少于53件{n}。
新收政府信息公开申请53件次以上{n}。
新收政府信息公开申请53-54件{n}。
全市新收政府信息公开申请53件{n}。
我局与市教育局新收政府信息公开申请53件{n}。
近三年新收政府信息公开申请53件{n}。
本届政府以来新收政府信息公开申请53件{n}。
组织业务培训3期，每期86人次{t}。
参训3人次，培训86期{t}。
下一步，将公开率提升至九成。
我局在全市率先建成公开专区【待填】。""".splitlines()
STRAIGHT = """2026年，我局共收到政府信息公开申请53件{n}，其中予以公开29件{g}。
全年制发行政规范性文件7件{i}；因政府信息公开引起的行政复议2件{r}。
新收申请53件{n}，较上年的1件{l}增加52件{d}。
全年组织业务培训3期，参训86人次{t}。
本年度主动公开政府信息【待填】条，其中政府网站【待填】条、政务新媒体【待填】条。
下一步，我局将从以下方面改进。一是完善公开目录。二是加强业务培训。""".splitlines()


@pytest.fixture(scope="module")
def marks(store: Store) -> tuple[Material, dict[str, str]]:
    material = material_of(store, "汐原市科学技术局", 1)
    of = {
        "n": ("applications/new/total", 2026),
        "l": ("applications/new/total", 2025),
        "g": ("applications/granted/total", 2026),
        "i": ("disclosure/normative_documents/issued", 2026),
        "r": ("review_litigation/reconsideration/total", 2026),
    }
    found = {key: f"[{figure(material, *cell).number}]" for key, cell in of.items() if figure(material, *cell)}  # type: ignore[union-attr]
    gap = next(p for p in material.shown.figures if p.measure == "difference" and "new" in p.about[0])
    told = next(p for p in material.shown if p.kind == "told")
    return material, found | {"d": f"[{gap.number}]", "t": f"[{told.number}]"}


@pytest.mark.parametrize("text", CROOKED)
def test_a_true_figure_told_of_something_else(marks: tuple[Material, dict[str, str]], text: str) -> None:
    material, numbers = marks
    assert not check_parts({material.headings[0]: text.format(**numbers)}, material)[0]


@pytest.mark.parametrize("text", STRAIGHT)
def test_what_a_clerk_would_write(marks: tuple[Material, dict[str, str]], text: str) -> None:
    material, numbers = marks
    assert not check_parts({material.headings[0]: text.format(**numbers)}, material)[1]


def test_a_sentence_of_another_body_is_not_ours() -> None:
    theirs = ["我局围绕重点领域细化公开目录，逐项明确责任科室和更新时限，并在网站首页设置检索入口。"]
    assert find_copied(f"下一步，{theirs[0]}", theirs, "")
    swapped = theirs[0].replace("重点", "热点").replace("首页", "顶部")
    assert find_copied(swapped, theirs, "")
    assert not find_copied("下一步，将细化公开目录，明确责任科室。", theirs, "")
    assert not find_copied(theirs[0], theirs, free=theirs[0])  # last year's own words
