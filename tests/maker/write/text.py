"""Text as it comes out of office files, and Markdown as converters write it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from ingest.document import Block, Table, Text


def rows_of(table: Table, fill: str | None = "") -> list[list[str]]:
    """The rows of a table: a spanning box's text stands once, `fill` at its other places; None leaves them out."""
    rows = []
    for y, places in enumerate(table.grid()):
        row = []
        for x, box in enumerate(places):
            if box is not None and (box.row, box.column) == (y, x):
                row.append(box.text)
            elif fill is not None:
                row.append(fill)
        rows.append(row)
    return rows


def _tabs(table: Table) -> str:
    return "\n".join("\t".join(row) + "\t" for row in rows_of(table, None))


def _cells(table: Table) -> str:
    return "\n\n".join("\n".join(f"\t{text}" for text in row) for row in rows_of(table, None))


def _aligned(table: Table) -> str:
    widths = [0] * table.width
    for box in sorted(table.boxes, key=lambda box: box.colspan):
        under = range(box.column, box.column + box.colspan)
        widths[under[-1]] += max(0, _width(box.text) + 2 - sum(widths[x] for x in under))
    starts = [sum(widths[:x]) for x in range(table.width)]
    lines = []
    for y in range(table.height):
        line = ""
        for box in sorted((box for box in table.boxes if box.row == y), key=lambda box: box.column):
            line += " " * (starts[box.column] - _width(line)) + box.text
        lines.append(line)
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


_LOOKS: dict[str, Callable[[Table], str]] = {"tabs": _tabs, "cells": _cells, "aligned": _aligned}


def write_text(blocks: Iterable[Block], path: Path, look: str, encoding: str = "utf-8") -> None:
    """`tabs`: a row a line · `cells`: one cell a line · `aligned`: columns kept apart by blanks."""
    parts = [block.text if isinstance(block, Text) else _LOOKS[look](block) for block in blocks]
    path.write_bytes(("\n\n".join(parts) + "\n").encode(encoding))


def write_markdown(blocks: Iterable[Block], path: Path) -> None:
    """Pipe tables; the title and the six parts as headings."""
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            rows = [f"| {' | '.join(row)} |" for row in rows_of(block)]
            parts.append("\n".join([rows[0], "|" + " --- |" * block.width, *rows[1:]]))
        else:
            parts.append(("# " if not parts else "## " if block.heading else "") + block.text)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
