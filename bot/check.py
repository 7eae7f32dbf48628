"""`wenbao check`: a draft or a report read, and what it promises held against what it says. Nothing is stored."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.facts import plain
from report.checks import check_report
from report.errors import UnreadableFile
from report.facts import Finding, Report
from report.words import render_finding

if TYPE_CHECKING:
    from retrieval.store import Store


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in one file."""

    file: str
    report: Report
    previous: Report | None
    findings: tuple[Finding, ...]


def check_file(path: Path, store: Store) -> Checked:
    """Read and check one file; the year before comes from the store, never the file itself."""
    from ingest.load import read_report

    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile(name=path.name, why="文件读不出来", why_en="the file cannot be opened") from error
    report = replace(read_report(path, path.name), sha256=sha256)
    previous = store.previous(report)
    return Checked(path.name, report, previous, check_report(report, previous))


def check_to_json(checked: Checked) -> dict[str, object]:
    """One line of `check --json`."""
    return {"file": checked.file, "findings": [_finding(finding) for finding in checked.findings]}


def _finding(finding: Finding) -> dict[str, object]:
    locator = asdict(finding.place)
    locator.pop("column")
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "cells": [cell.key for cell in finding.cells],
        "expected": plain(finding.expected),
        "found": plain(finding.found),
        "message": render_finding(finding),
        "locator": locator,
    }


def render_check(checked: Checked) -> str:
    """A list for a clerk, errors first; says what was compared with."""
    who = f"《{checked.file}》{checked.report.agency.name} {checked.report.year}年度"
    against = (
        f"已与{checked.previous.year}年度报告对照" if checked.previous else "没有上一年度报告可对照，跨年的规则未查"
    )
    if not checked.findings:
        return f"{who}：没有发现问题（{against}）。"
    ordered = sorted(checked.findings, key=lambda finding: finding.severity != "error")
    marks = {"error": "✗", "warning": "!"}
    lines = [f"{marks[finding.severity]} {render_finding(finding)}" for finding in ordered]
    return "\n".join([f"{who}：{len(ordered)} 处需要看（{against}）。", *lines])
