"""What the documents name is there: files and folders, modules that are run, the nouns of the map."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_QUOTED = re.compile(r"`((?:report|ingest|retrieval|bot|prompts|tests|docs|samples)/[\w./*-]*)`")
_LINKED = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_RUN = re.compile(r"python -m ([\w.]+)")
_NOUNS = re.compile(r"^\| (`.+?) \| .+ \| (`.+`) \|$", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_and_modules_that_a_document_names_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [path for path in _QUOTED.findall(text) if not list(ROOT.glob(path.rstrip("/")))]
    missing += [path for path in _LINKED.findall(text) if not (document.parent / path).exists()]
    missing += [module for module in _RUN.findall(text) if find_spec(module.rstrip(".")) is None]
    assert not missing


def test_the_nouns_of_the_map_stand_where_it_says() -> None:
    rows = _NOUNS.findall((ROOT / "docs" / "design.md").read_text(encoding="utf-8"))
    assert len(rows) > 8
    for nouns, places in rows:
        files = [found for place in re.findall(r"`([^`]+)`", places) for found in _sources(place)]
        assert files, places
        told = "\n".join(file.read_text(encoding="utf-8") for file in files)
        for noun in re.findall(r"`(\w+)`", nouns):
            assert re.search(rf"^(?:class )?{noun}\b", told, re.MULTILINE), f"{noun} in {places}"


def _sources(place: str) -> list[Path]:
    """The modules of a place that the map names: a file, a package, or a file beside the one named before it."""
    for path in (ROOT / place, ROOT / "retrieval" / place):
        if path.exists():
            return [path] if path.is_file() else sorted(path.rglob("*.py"))
    return []
