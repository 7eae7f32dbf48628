"""Bodies as people name them: the right one, a question back, or none; never another one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.agencies import names_of
from retrieval.understanding import understand
from tests.test_retrieval_understanding_questions import AGENCIES, NAMES

TODAY = date(2026, 11, 20)
IDS = {name: id_ for id_, name in NAMES.items()}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("浔川市教育局", "浔川市教育局"),
        ("青岭省浔川市教育局", "浔川市教育局"),
        ("浔川教育局", "浔川市教育局"),
        ("潯川市教育局", "浔川市教育局"),
        ("xunchuan市教育局", "浔川市教育局"),
        ("xunchuan shi jiaoyuju", "浔川市教育局"),
        ("Xunchuanshi Lishan-qu zhufang he chengxiang jianshe ju", "浔川市栎山区住房和城乡建设局"),
        ("浔川市栎山区住建局", "浔川市栎山区住房和城乡建设局"),
        ("栎山县住建局", "浔川市栎山区住房和城乡建设局"),
        ("公安局栎山分局", "浔川市公安局栎山分局"),
        ("浔川市公安局栎山区分局", "浔川市公安局栎山分局"),
        ("栎山公安分局", "浔川市公安局栎山分局"),
        ("浔川公安", "浔川市公安局"),
        ("滨沙区安监局", "鹭宁市滨沙区应急管理局"),
        ("the Education Bureau of Xunchuan City", "浔川市教育局"),
        ("Binsha District Data Bureau, Luning", "鹭宁市滨沙区数据局"),
        ("Xunchuan Public Security Bureau Lishan Branch", "浔川市公安局栎山分局"),
        ("Lishan District Government Office", "浔川市栎山区人民政府办公室"),
    ],
)
def test_a_body_by_its_names(said: str, name: str) -> None:
    question = understand(f"{said} 2023 新收申请", AGENCIES, TODAY)
    assert question.agencies == (IDS[name],)


@pytest.mark.parametrize(
    "said",
    [
        "浔川市教育厅",  # a department where the city has a bureau
        "沙汀区教育局",  # a place that has no such body
        "某某市某某区住房和城乡建设局",
        "中国人民银行",
        "Wuxi Education Bureau",
        "the Tax Bureau of Lishan District",
    ],
)
def test_what_is_not_stored_is_unknown(said: str) -> None:
    question = understand(f"{said} 2023年收到多少申请", AGENCIES, TODAY)
    assert question.unknown
    assert question.agencies == ()


@pytest.mark.parametrize("said", ["栎山区教育局", "Lishan District Education Bureau"])
def test_two_places_of_one_name_are_asked_about(said: str) -> None:
    question = understand(f"{said} 2023年收到多少申请", AGENCIES, TODAY)
    offered = {NAMES[i] for _, ids in question.candidates for i in ids}
    assert offered == {"泽安市栎山区教育局", "浔川市栎山区教育和体育局"}


@settings(deadline=None)
@given(st.sampled_from(AGENCIES), st.integers(0, 200))
def test_every_name_of_a_body_leads_to_it_or_asks(agency: object, which: int) -> None:
    stored = next(a for a in AGENCIES if a is agency)
    names = [name for name in names_of(stored.agency) if len(name) > 3 and stored.agency.region[-1][:2] in name]
    said = names[which % len(names)]
    question = understand(f"{said}2023年收到多少申请", AGENCIES, TODAY)
    reached = {*question.agencies, *(i for _, ids in question.candidates for i in ids)}
    assert not question.agencies or question.agencies == (stored.id,), said
    assert stored.id in reached or question.unknown, said


@pytest.mark.parametrize(
    ("said", "kinds"), [("浔川市各区", ()), ("浔川市各区政府", ("government",)), ("浔川市各区住建局", ("housing",))]
)
def test_each_of_the_districts_is_a_set_without_the_city_itself(said: str, kinds: tuple[str, ...]) -> None:
    question = understand(f"{said}2023年新收申请排名", AGENCIES, TODAY)
    assert question.scope is not None
    assert question.scope.inner
    assert question.scope.kinds == kinds
    assert question.scope.region[-1] == "浔川市"
