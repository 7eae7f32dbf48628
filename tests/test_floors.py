"""The floors of the house: what a package may import, and the one door of each library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "bot": {"bot", "ingest", "retrieval", "report"},
    "ingest": {"ingest", "report"},
    "retrieval": {"retrieval", "report", "prompts"},
    "report": {"report"},
    "prompts": {"prompts"},
}
OURS = set(FLOORS)
LOAD = Path("ingest/load.py")  # alone hands what was read to retrieval
CHUNKS = Path("ingest/chunks.py")  # makes the passages that retrieval stores
# A library, and the modules that may import it.
DOORS = {
    "chromadb": ("retrieval/passages",),
    "sqlalchemy": ("retrieval/store", "retrieval/migrations"),
    "alembic": ("retrieval/store", "retrieval/migrations"),
    "telegram": ("bot/telegram",),
    "torch": ("retrieval/models", "retrieval/embedding"),
    "sentence_transformers": ("retrieval/models", "retrieval/embedding"),
    "pypdfium2": ("ingest/readers", "bot/proof"),
    "docx": ("retrieval/drafting",),
}
FORBIDDEN_NAMES = {"utils", "common", "helpers", "base", "manager"}


def modules() -> Iterator[Path]:
    for package in sorted(OURS):
        yield from sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Top-level names of what a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", list(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_floors_only_look_down(path: Path) -> None:
    here = path.relative_to(ROOT)
    allowed = set(FLOORS[here.parts[0]])
    if here in (LOAD, CHUNKS):
        allowed.add("retrieval")
    used = {name.split(".")[0] for name in imported(path)} & OURS
    assert used <= allowed, f"{here} looks up to {sorted(used - allowed)}"


@pytest.mark.parametrize("path", list(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_library_has_one_door(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for library, doors in DOORS.items():
        if any(name.split(".")[0] == library for name in imported(path)):
            assert here.startswith(doors), f"{here} imports {library}, which belongs to {doors}"


def test_report_needs_the_standard_library_only() -> None:
    import sys

    for path in (ROOT / "report").rglob("*.py"):
        outside = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names) - {"report"}
        assert not outside, f"{path.name} imports {sorted(outside)}"


def test_names_say_what_a_module_is() -> None:
    assert not [path for path in modules() if path.stem in FORBIDDEN_NAMES]
