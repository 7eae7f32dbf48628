"""Names of bodies: region, body and kind, and every way people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.agencies import (
    Agency,
    find_kind,
    full_body,
    full_name,
    is_body_name,
    kindred,
    kinds,
    names_of,
    read_agency,
    split_branch,
)
from report.places import join_places, place_rank, place_stem, read_places, same_place


@pytest.mark.parametrize(
    ("printed", "region", "body", "kind"),
    [
        ("汐原市榆汀区科学技术局", ("汐原市", "榆汀区"), "科学技术局", "science"),
        ("榆汀区科技局", ("榆汀区",), "科技局", "science"),
        ("桐川省汐原市科委", ("桐川省", "汐原市"), "科委", "science"),
        ("汐原市市场监督管理局", ("汐原市",), "市场监督管理局", "market"),  # not 汐原市市 and 场监督管理局
        ("汐原市市中区教育和体育局", ("汐原市", "市中区"), "教育和体育局", "education_sports"),
        ("汐原市新市区民政局", ("汐原市", "新市区"), "民政局", "civil_affairs"),
        ("云滩区乡村振兴局", ("云滩区",), "乡村振兴局", "rural_revitalization"),  # not 云滩区乡
        ("清湖市区域合作交流局", ("清湖市",), "区域合作交流局", "investment"),
        ("汐原市镇海区水利局", ("汐原市", "镇海区"), "水利局", "water_resources"),
        ("青岚藏族羌族自治州汐原市财政局", ("青岚藏族羌族自治州", "汐原市"), "财政局", "finance"),
        ("浙江清湖市科技局", ("浙江省", "清湖市"), "科技局", "science"),
        ("汐原市公安局榆汀分局", ("汐原市", "榆汀"), "公安局榆汀分局", "police"),
        ("汐原市生态环境局榆汀区分局", ("汐原市", "榆汀区"), "生态环境局榆汀区分局", "ecology"),
        ("榆汀区清溪镇人民政府", ("榆汀区", "清溪镇"), "人民政府", "government"),
        ("望湖街道办事处", ("望湖街道",), "办事处", "subdistrict"),
        ("汐原高新技术产业开发区管委会", ("汐原高新技术产业开发区",), "管委会", "zone_committee"),
        ("汐原市高新区管理委员会", ("汐原市", "高新区"), "管理委员会", "zone_committee"),
        ("国家税务总局汐原市税务局", ("汐原市",), "税务局", "tax"),
        ("汐原市雨水情监测中心", ("汐原市",), "雨水情监测中心", ""),
    ],
)
def test_read_agency(printed: str, region: tuple[str, ...], body: str, kind: str) -> None:
    assert read_agency(printed) == Agency(printed, region, body, kind)


def test_a_scope_word_is_filled_in_from_the_region() -> None:
    assert read_agency("市科技局", ("桐川省", "汐原市")).name == "汐原市科技局"
    assert read_agency("区政府办", ("汐原市", "榆汀区")).name == "汐原市榆汀区政府办"
    assert read_agency("市科技局").region == ()


def test_a_branch_takes_the_ending_of_its_place_from_the_document() -> None:
    assert read_agency("汐原市公安局榆汀分局", ("桐川省", "汐原市", "榆汀区")).region == ("桐川省", "汐原市", "榆汀区")
    assert split_branch("榆汀公安分局") == ("公安局", "榆汀")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("科技局", "科学技术局"),
        ("科技委", "科学技术委员会"),
        ("工信局", "工业和信息化局"),
        ("发改委", "发展和改革委员会"),
        ("扶贫办", "扶贫开发办公室"),
        ("政府办", "人民政府办公室"),
        ("公安局", "公安局"),
        ("公安局榆汀分局", "公安局榆汀分局"),
        ("大数据局", "大数据局"),  # 大数据管理局 or 大数据发展管理局: the short name does not say
        ("雨水情监测中心", "雨水情监测中心"),
    ],
)
def test_full_body(short: str, full: str) -> None:
    assert full_body(short) == full


def test_people_name_a_body_in_many_ways() -> None:
    names = names_of(read_agency("汐原市榆汀区科学技术局"))
    assert names[0] == "汐原市榆汀区科学技术局"
    assert {"榆汀区科技局", "汐原榆汀科技局", "汐原市榆汀科学技术局", "榆汀科技局", "榆汀区科委"} <= set(names)
    assert "科技局" not in names  # that would be any
    office = set(names_of(read_agency("汐原市榆汀区人民政府办公室")))
    assert {"榆汀区政府办", "榆汀区政府办公室", "汐原市榆汀区人民政府办公室"} <= office
    assert "榆汀区政府" not in office
    branch = set(names_of(read_agency("汐原市公安局榆汀分局")))
    assert {"公安局榆汀分局", "汐原市公安局榆汀区分局", "榆汀公安分局"} <= branch
    assert "汐原市公安局" not in branch


def test_reforms_that_only_renamed_link_two_kinds() -> None:
    assert kindred("poverty") == {"poverty", "rural_revitalization"}
    assert "data" in kindred("big_data")
    assert kindred("veterans") == {"veterans"}
    assert kindred("market") == {"market"}  # three bodies went into one: no renaming


def test_every_kind_is_found_by_its_own_names() -> None:
    seen: dict[str, str] = {}
    for kind in kinds().values():
        assert kind.full, kind.key
        assert kind.english, kind.key
        for name in kind.full:
            assert find_kind(name) == kind.key, name
            assert seen.setdefault(name, kind.key) == kind.key


@pytest.mark.parametrize("line", ["2024年1月5日", "一、总体情况", "政府信息公开年报", "全市各级行政机关", "无。", "局"])
def test_other_lines_are_no_names(line: str) -> None:
    assert not is_body_name(line)


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        (("榆汀区",), ("汐原市", "榆汀区"), ("汐原市", "榆汀区")),
        (("桐川省", "榆汀区"), ("汐原市", "榆汀区"), ("桐川省", "汐原市", "榆汀区")),
        (("汐原市", "榆汀"), ("汐原市", "榆汀区"), ("汐原市", "榆汀区")),
        (("砚浦市", "榆汀区"), ("汐原市", "榆汀区"), None),
        (("汐原市",), ("汐原市", "榆汀区"), None),
        (("清湖市",), ("嘉川市", "清湖市"), ("嘉川市", "清湖市")),
    ],
)
def test_join_places(a: tuple[str, ...], b: tuple[str, ...], joined: tuple[str, ...] | None) -> None:
    assert join_places(a, b) == joined
    assert join_places(b, a) == joined


STEMS = st.text("汐原榆汀砚浦芷澜崧陵桐川清溪望湖", min_size=2, max_size=3)


@given(STEMS, STEMS, STEMS, st.sampled_from(["区", "县"]), st.sampled_from(sorted(kinds())))
def test_a_name_comes_apart_as_it_was_put_together(province: str, city: str, inner: str, ending: str, key: str) -> None:
    path = (f"{province}省", f"{city}市", f"{inner}{ending}")
    body = kinds()[key].full[0]
    agency = read_agency("".join(path) + body)
    assert agency.region == path
    assert agency.kind == key
    assert full_name(agency) in names_of(agency)
    for place in path:
        assert place_rank(place) > 0
        assert same_place(place, place_stem(place))
    assert read_places("".join(path)) == path
