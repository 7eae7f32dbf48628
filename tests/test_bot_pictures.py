"""Pictures of answers: looked at once by a person, held by size and content after that."""

from __future__ import annotations

import io
import warnings
from decimal import Decimal

import numpy as np
import pytest
from PIL import Image

from bot.pictures.charts import bar_names
from bot.pictures.choosing import draw_answer
from bot.pictures.fonts import chinese_family
from bot.pictures.tables import table_rows
from report.errors import MissingTool
from retrieval.question import Answer, Figure

NEW, GRANTED = "applications/new/total", "applications/granted/total"


def figure(agency: str, year: int, value: int, measure: str = NEW, unit: str = "件") -> Figure:
    return Figure(agency, year, measure, Decimal(value), unit)


def drawn(answer: Answer) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a sign that the font does not have
        picture = draw_answer(answer)
    assert picture is not None
    return Image.open(io.BytesIO(picture))


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
@pytest.mark.parametrize("bodies", [3, 20, 30])
def test_a_ranking_of_many_bodies_reads_on_a_phone(bodies: int, language: str) -> None:
    names = [f"汐原市某某区某某街道办事处第{n}" for n in range(bodies)]
    figures = tuple(figure(name, 2023, 1_000 * n) for n, name in enumerate(names))
    picture = drawn(Answer("ranking", "", language, figures=figures))
    assert picture.width == 1_080
    assert 70 * bodies < picture.height < 90 * bodies + 400  # a bar a finger's breadth


def test_a_year_without_a_figure_is_a_gap() -> None:
    years = (2019, 2020, 2022, 2023)
    picture = drawn(Answer("trend", "", figures=tuple(figure("甲市教育局", year, 5) for year in years)))
    points = np.asarray(picture.convert("RGB")).astype(int)
    blue = (abs(points - (47, 111, 171)).sum(axis=2) < 60).any(axis=0)
    middle = int(picture.width * 0.5)  # 2021 stands in the middle of five years
    assert blue[: middle - 100].any()
    assert blue[middle + 100 :].any()
    assert not blue[middle - 60 : middle + 60].any()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ["自然人", "商业企业", "法律服务机构", "总计"]),
        ("zh-Hant", ["自然人", "商業企業", "法律服務機構", "總計"]),
        ("en", ["natural persons", "businesses", "legal service\ninstitutions", "total"]),
    ],
)
def test_the_parts_of_one_row_are_told_by_what_parts_them(language: str, told: list[str]) -> None:
    columns = ("natural_person", "business", "legal_service", "total")
    figures = [figure("甲市教育局", 2023, 5, f"applications/new/{column}") for column in columns]
    assert bar_names(figures, language) == told


def test_a_long_name_is_broken_and_none_is_cut_short_of_what_tells_it_apart() -> None:
    names = bar_names(
        [figure("甲市某某经济技术开发区管理委员会自然资源和规划建设局", 2023, 5, m) for m in (NEW, GRANTED)], "en"
    )
    assert names == ["applications received\nthis year", "granted"]
    bodies = [
        "甲市某某经济技术开发区管理委员会自然资源和规划建设局第一分局",
        "甲市某某经济技术开发区管理委员会自然资源和规划建设局第二分局",
    ]
    one, two = bar_names([figure(body, 2023, 5) for body in bodies], "zh")
    assert one.replace("\n", "").endswith("第一分局")
    assert two.replace("\n", "").endswith("第二分局")


def test_what_cannot_be_drawn_together_is_a_table_with_empty_boxes() -> None:
    figures = [figure(f"甲市{name}局", 2023, 7, measure) for name in ["教育", "科技"] for measure in (NEW, GRANTED)]
    answer = Answer(
        "comparison", "", figures=(*figures[:3], *(figure("甲市民政局", year, 1) for year in (2022, 2023, 2024)))
    )
    rows = table_rows(answer)
    assert rows[0] == ["", "新收政府信息公开申请（件）", "予以公开（件）"]
    assert ["甲市科技局 2023", "7", ""] in rows
    assert drawn(answer).height == 44 * 6 + 45 - 44


@pytest.mark.parametrize(
    "answer",
    [
        Answer("figure", "", figures=(figure("甲市教育局", 2023, 5),)),
        Answer("comparison", "", figures=(figure("甲市教育局", 2022, 5), figure("甲市教育局", 2023, 6))),
        Answer("not_found", ""),
        Answer("check", "", figures=tuple(figure("甲市教育局", year, 5) for year in range(2019, 2026))),
    ],
)
def test_what_the_text_says_best_gets_no_picture(answer: Answer) -> None:
    assert draw_answer(answer) is None


def test_a_machine_without_a_chinese_font_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pictures.fonts.FAMILIES", ())
    chinese_family.cache_clear()
    with pytest.raises(MissingTool, match="fonts-noto-cjk"):
        chinese_family()
    chinese_family.cache_clear()
