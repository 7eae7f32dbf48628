"""A draft read for its writer: nothing of it is stored or logged, and what it lacks is no reason to refuse it."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.guard import run_guarded
from ingest.readers.request import Request
from report.facts import Report

PASTED = "粘贴的文字"
_THEN = "ingest.extract:document_to_draft"


def read_draft(path: Path, name: str | None = None) -> Report:
    """What the draft in a file says; raises `ReportError` where it cannot be read or is something else."""
    return _read(Request(name or path.name, str(path), suffix=path.suffix, then=_THEN, private=True))


def read_pasted(text: str) -> Report:
    """What a draft sent as plain text says: whole, or a table copied out of one."""
    return _read(Request(PASTED, data=text.encode(), suffix=".txt", then=_THEN, private=True))


def _read(request: Request) -> Report:
    report = run_guarded(request)
    assert isinstance(report, Report)
    return report
