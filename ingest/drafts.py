"""A draft read for its writer: nothing of it is stored or logged, and what it lacks is no reason to refuse it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.extract import document_to_draft
from ingest.readers.guard import run_guarded
from ingest.readers.request import Request
from report.facts import Report

PASTED = "粘贴的文字"
_THEN = "ingest.drafts:document_to_drafted"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it was read."""

    report: Report
    recognised: bool = False  # its text was recognised from pictures


def read_draft(path: Path, name: str | None = None) -> Drafted:
    """What the draft in a file says; raises `ReportError` where it cannot be read or is something else."""
    return _read(Request(name or path.name, str(path), suffix=path.suffix, then=_THEN, private=True))


def read_pasted(text: str) -> Drafted:
    """What a draft sent as plain text says: whole, or a table copied out of one."""
    return _read(Request(PASTED, data=text.encode(), suffix=".txt", then=_THEN, private=True))


def document_to_drafted(document: Document) -> Drafted:
    """What a document says so far, and whether it was a picture."""
    return Drafted(document_to_draft(document), recognised=document.format == "image")


def _read(request: Request) -> Drafted:
    drafted = run_guarded(request)
    assert isinstance(drafted, Drafted)
    return drafted
