"""The rounds of docs/layouts.md: the first try stays as it was, what is read since is written beside it.

A first try can be measured only once: when the readers are mended, the figure is history. It bears the last commit of
the readers that it was measured with; `record` never writes it again.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping

_MEASURED = ("layout", "what it is", "cells right", "not read", "wrong", "reports exact", "body and year")
_HEADS = (*_MEASURED, "first tried with", "since")


def readers_commit() -> str:
    """The last commit that touched what reads a report."""
    command = ["git", "log", "-1", "--format=%h", "--", "ingest", "report"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def record(document: str, title: str, measured: Mapping[str, str], commit: str, about: str = "") -> str:
    """The document with what was measured (name → rendered row) in the round of that title.

    A layout that is new to the round gets its first try; one that was tried before keeps it, and where the readers
    have changed and its figures with them, the last column says so. An older round keeps the columns it has.
    """
    heading = f"## {title}\n"
    before, found, rest = document.partition(heading)
    body, ahead, after = rest.partition("\n## ")
    if not found:
        before, body = document.rstrip("\n") + "\n\n", f"\n{about}\n" if about else ""
    words, notes = re.split(r"^\|(?:.*\n)*\|.*\n?", body, maxsplit=1, flags=re.M) if "\n|" in body else (body, "")
    heads, first = _read_table(body)
    heads = [*heads, "since"] if heads and measured and "since" not in heads else heads or list(_HEADS)
    rows = [_beside(row, heads, measured.get(name), commit) for name, row in first.items()]
    for name, row in measured.items():
        told = dict(zip(_MEASURED, _cells(row), strict=True)) | {"first tried with": f"`{commit}`"}
        rows += [[told.get(head, "") for head in heads]] if name not in first else []
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, *rows)]
    table = "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])
    words = f"\n{words.strip()}\n" if words.strip() else ""
    return f"{before}{heading}{words}\n{table}\n{notes}{ahead}{after}"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.sub(r"^\s*\||\|\s*$", "", row).split("|")]


def _read_table(body: str) -> tuple[list[str], dict[str, list[str]]]:
    """The heads of a round's table, and its rows by the layout's name."""
    rows = [_cells(line) for line in body.splitlines() if line.startswith("| ")]
    return (rows[0], {row[0]: row for row in rows[1:]}) if rows else ([], {})


def _beside(row: list[str], heads: list[str], again: str | None, commit: str) -> list[str]:
    cells = [*row, *[""] * (len(heads) - len(row))]
    first = dict(zip(heads, cells, strict=True))
    if again is None or commit in first.get("first tried with", ""):
        return cells
    now = dict(zip(_MEASURED, _cells(again), strict=True))
    same = all(now[head] == first[head] for head in _MEASURED[2:] if head in first)
    since = f"{now['cells right']}, {now['not read']} not read, {now['wrong']} wrong (`{commit}`)"
    return [("" if same else since) if head == "since" else cell for head, cell in zip(heads, cells, strict=True)]
