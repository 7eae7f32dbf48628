"""The rounds of docs/layouts.md: the first try stays as it was, what is read since is written beside it.

A first try can be measured only once: when the readers are mended, the figure is history. It bears the last commit of
the readers that it was measured with; `record` never writes it again.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping

_HEADS = (
    "layout", "what it is", "cells right", "not read", "wrong", "reports exact", "body and year", "first tried with",
    "since",
)  # fmt: skip


def readers_commit() -> str:
    """The last commit that touched what reads a report."""
    command = ["git", "log", "-1", "--format=%h", "--", "ingest", "report"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def record(document: str, title: str, measured: Mapping[str, str], commit: str, about: str = "") -> str:
    """The document with what was measured (name → rendered row) in the round of that title.

    A layout that is new to the round gets its first try; one that was tried before keeps it, and where the readers
    have changed and its figures with them, the last column says so.
    """
    heading = f"## {title}\n"
    before, found, rest = document.partition(heading)
    body, ahead, after = rest.partition("\n## ")
    if not found:
        before, body = document.rstrip("\n") + "\n\n", f"\n{about}\n" if about else ""
    kept = {line.split("|")[1].strip(): line for line in body.splitlines() if re.match(r"\| \w+ \|.*\d %", line)}
    told = [line for line in body.splitlines() if not line.startswith("|")]
    rows = [_beside(kept[name], measured.get(name), commit) for name in kept]
    rows += [f"{row} `{commit}` |  |" for name, row in measured.items() if name not in kept]
    table = [f"| {' | '.join(_HEADS)} |", "|" + "---|" * len(_HEADS), *rows]
    text = "\n".join(told).strip("\n")
    return f"{before}{heading}\n{text + chr(10) * 2 if text else ''}" + "\n".join(table) + "\n" + ahead + after


def _beside(first: str, again: str | None, commit: str) -> str:
    cells = [cell.strip() for cell in first.strip("|\n ").split(" |")]
    cells += [""] * (len(_HEADS) - len(cells))
    if again is None or commit in cells[7]:
        return first
    now = [cell.strip() for cell in again.strip("| ").split(" |")]
    cells[8] = f"{now[2]}, {now[3]} not read, {now[4]} wrong (`{commit}`)" if now[2:7] != cells[2:7] else ""
    return f"| {' | '.join(cells)} |"
