"""Every sample is read as the golden file beside it says; `pytest --update-facts` rewrites those."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.checks import check_report
from tests.conftest import SAMPLES
from tests.maker.golden import render_facts
from tests.maker.samples import make_samples, write_samples

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
