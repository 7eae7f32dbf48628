"""Every sample is read as the golden file beside it says; `pytest --update-facts` rewrites those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.checks import check_report
from report.form import Cell
from tests.conftest import SAMPLES
from tests.maker import bodies
from tests.maker.bodies import Body
from tests.maker.golden import render_facts
from tests.maker.made import make
from tests.maker.pages import make_document
from tests.maker.samples import make_samples, write_samples
from tests.maker.write import write

GOLDEN = sorted(SAMPLES.glob("*.facts"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_sample_says_what_its_golden_file_says(golden: Path, update_facts: bool) -> None:
    from ingest.extract import document_to_report
    from ingest.readers import read_document

    report = document_to_report(read_document(golden.with_suffix("")))
    said = render_facts(report, check_report(report))
    if update_facts:
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_there_are_samples_of_all_formats() -> None:
    assert len(GOLDEN) >= 24
    assert {path.with_suffix("").suffix for path in GOLDEN} >= {".docx", ".pdf", ".html", ".md", ".txt"}


def test_golden_files_are_what_the_maker_meant(tmp_path: Path) -> None:
    """A golden file updated from a wrong reading would hide it: the maker knows better."""
    for sample, made in make_samples():
        report = made.report(sample.file)
        meant = render_facts(report, check_report(report))
        assert (SAMPLES / f"{sample.file}.facts").read_text(encoding="utf-8") == meant, sample.file


def test_the_maker_repeats_itself(tmp_path: Path) -> None:
    write_samples(tmp_path / "again", formats={".txt", ".md", ".html", ".docx"})
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (SAMPLES / path.name).read_bytes(), path.name


_BODIES = (bodies.CITY, bodies.CITY_EDUCATION, bodies.YUTING_POLICE, bodies.CITY_SCIENCE, bodies.COUNTY_STATISTICS)
_ODD = (
    {},
    {"blank": "/"},
    {"broken": "results"},
    {"applications_edition": "2019"},
    {"blank": "—", "broken": "outcomes"},
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(_BODIES), st.integers(2019, 2025), st.integers(0, 10_000), st.sampled_from(_ODD))
def test_a_well_laid_form_is_read_as_it_was_filled(body: Body, year: int, seed: int, odd: dict[str, str]) -> None:
    from ingest.extract import document_to_report

    made = make(body, year, seed, **odd)  # type: ignore[arg-type]
    report = document_to_report(make_document(made))
    meant = made.report()
    assert (report.agency.name, report.year) == (meant.agency.name, meant.year)
    assert {f.cell: (f.value, f.status) for f in report.facts} == {f.cell: (f.value, f.status) for f in meant.facts}


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.md"])
@pytest.mark.parametrize(
    "key",
    [
        "applications/granted/natural_person",
        "applications/granted/research",
        "applications/concluded/total",
        "review_litigation/reconsideration/upheld",
        "disclosure/penalties/decisions",
    ],
)
def test_a_word_where_a_figure_belongs_spoils_its_own_cell_only(tmp_path: Path, name: str, key: str) -> None:
    from ingest.extract import document_to_report
    from ingest.readers import read_document

    cell = Cell.parse(key)
    made = make(bodies.CITY_EDUCATION, 2022, 5)
    made = replace(made, printed=made.printed | {cell: "见附件"})
    report = document_to_report(read_document(write(made, tmp_path / name)))
    read = {fact.cell: fact.value for fact in report.facts}
    assert read.pop(cell) is None
    assert read == {c: made.figures[c] for c in read}
    assert (key, "bad_value") in {(f.cells[0].key, f.rule) for f in check_report(report) if f.cells}
