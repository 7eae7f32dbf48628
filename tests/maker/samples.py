"""The project's samples: one city, its districts and a county, 2019 to 2025, in five formats.

They are what `make run` reads and what the golden tests hold the readers against, so each has its reason to be here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report.checks import check_report
from tests.maker import bodies
from tests.maker.bodies import Body
from tests.maker.golden import render_facts
from tests.maker.made import Made, make
from tests.maker.prose import CARRIED_IN, NEW
from tests.maker.write import write

SEED = 7
_RENAMED = (
    "2022年3月机构改革后，原汐原市房产管理局更名为汐原市住房和城乡建设局，原单位承担的信息公开职责由我局继续履行。",
)
_DIGITAL = ("试点情况。作为全市政府开放日试点单位，我局在青少年科技馆办了3场开放日，612名市民报名参加。",)


@dataclass(frozen=True)
class Sample:
    """One file: its name, whose report for which year, and what is odd about it."""

    file: str
    body: Body
    year: int
    look: str = ""
    odd: dict[str, Any] = field(default_factory=dict)


SAMPLES = (
    Sample("xiyuan_science_2019.md", bodies.CITY_SCIENCE, 2019),
    Sample("xiyuan_science_2020.txt", bodies.CITY_SCIENCE, 2020),
    Sample("xiyuan_science_2021.html", bodies.CITY_SCIENCE, 2021),
    Sample("xiyuan_science_2022.docx", bodies.CITY_SCIENCE, 2022),
    Sample("xiyuan_science_2023.pdf", bodies.CITY_SCIENCE, 2023),
    Sample("xiyuan_science_2024.html", bodies.CITY_SCIENCE, 2024, "plain", {"lines": {1: _DIGITAL}}),
    Sample("xiyuan_science_2025.docx", bodies.CITY_SCIENCE, 2025),
    Sample("xiyuan_government_2021.pdf", bodies.CITY, 2021),
    Sample("xiyuan_government_2022.docx", bodies.CITY, 2022),
    Sample("xiyuan_government_2023.html", bodies.CITY, 2023),
    Sample("xiyuan_education_2020.html", bodies.CITY_EDUCATION, 2020, "old"),
    Sample("xiyuan_education_2021.txt", bodies.CITY_EDUCATION, 2021, "cells"),
    Sample("xiyuan_education_2022.docx", bodies.CITY_EDUCATION, 2022, "", {"blank": "/"}),
    Sample("xiyuan_education_2023.md", bodies.CITY_EDUCATION, 2023, "", {"wrong": NEW}),
    Sample("yuting_police_2022.pdf", bodies.YUTING_POLICE, 2022),
    Sample("yuting_police_2023.md", bodies.YUTING_POLICE, 2023, "", {"broken": "results"}),
    Sample("yuting_office_2020.docx", bodies.YUTING_OFFICE, 2020),
    Sample("yuting_office_2021.txt", bodies.YUTING_OFFICE, 2021, "tabs", {"applications_edition": "2019"}),
    Sample("yuting_office_2022.pdf", bodies.YUTING_OFFICE, 2022, "unruled"),
    Sample("yuting_science_2023.txt", bodies.YUTING_SCIENCE, 2023, "aligned"),
    Sample("yuting_science_2024.md", bodies.YUTING_SCIENCE, 2024, "", {"blank": "", "blank_where": "regulations"}),
    Sample("zhilan_education_2023.html", bodies.ZHILAN_EDUCATION, 2023),
    Sample("zhilan_education_2024.docx", bodies.ZHILAN_EDUCATION, 2024, "", {"broken": "outcomes"}),
    Sample("yanpu_zhilan_education_2023.md", bodies.OTHER_EDUCATION, 2023),
    Sample("xiyuan_estate_2021.txt", bodies.CITY_ESTATE, 2021),
    Sample("xiyuan_housing_2022.html", bodies.CITY_HOUSING, 2022, "", {"lines": {1: _RENAMED}}),
    Sample("xiyuan_housing_2023.pdf", bodies.CITY_HOUSING, 2023, "", {"wrong": CARRIED_IN}),
    Sample("songling_government_2024.pdf", bodies.COUNTY, 2024, "", {"blank": "", "blank_where": "organizations"}),
    Sample("songling_government_2025.html", bodies.COUNTY, 2025),
    Sample("songling_statistics_2025.docx", bodies.COUNTY_STATISTICS, 2025),
    Sample("songling_forestry_2023.txt", bodies.COUNTY_FORESTRY, 2023, "tabs", {"edition": "2019"}),
    Sample("songling_forestry_2024.md", bodies.COUNTY_FORESTRY, 2024, "", {"blank": "—"}),
)
_SUCCESSOR = {bodies.CITY_HOUSING: bodies.CITY_ESTATE}


def make_samples() -> Iterator[tuple[Sample, Made]]:
    """Every sample with its report; a body's years carry on from one another."""
    made: dict[tuple[Body, int], Made] = {}
    for sample in SAMPLES:
        before = made.get((sample.body, sample.year - 1))
        before = before or made.get((_SUCCESSOR.get(sample.body, sample.body), sample.year - 1))
        report = make(sample.body, sample.year, SEED, before=before, **sample.odd)
        made[sample.body, sample.year] = report
        yield sample, report


def write_samples(folder: Path, formats: Collection[str] = ()) -> None:
    """All samples, or those of some formats, and what each of them says."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample, made in make_samples():
        if formats and Path(sample.file).suffix not in formats:
            continue
        write(made, folder / sample.file, sample.look)
        report = made.report(sample.file)
        golden = render_facts(report, check_report(report))
        (folder / f"{sample.file}.facts").write_text(golden, encoding="utf-8")
