"""The samples as a perfect reader would store them, for tests of what is answered from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from report.agencies import read_agency
from report.checks import check_report
from report.facts import Report
from report.form import section_title
from retrieval.store import Store
from tests.maker.samples import make_samples

_SECTION = {"disclosure": 2, "applications": 3, "review_litigation": 4}


def store_samples(folder: Path) -> tuple[Store, dict[tuple[str, int], Report]]:
    """A store with every sample, and the reports by name and year."""
    store = Store.open(None, folder)
    reports: dict[tuple[str, int], Report] = {}
    for sample, made in make_samples():
        report = _placed(made.report(sample.file))
        store.save(report, check=check_report)
        reports[report.agency.name, report.year] = report
    return store, reports


def _placed(report: Report) -> Report:
    """With its body as names are read, the section that prints each fact, and bytes of its own."""
    facts = tuple(
        replace(fact, citation=replace(fact.citation, section=section_title(_SECTION[fact.cell.table])))
        for fact in report.facts
    )
    agency = read_agency(report.agency.name, report.agency.region)
    return replace(report, agency=agency, facts=facts, sha256=report.file)
