"""Excel's XLSX, straight from its XML; a hidden sheet is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.document import Block, Document, Text
from ingest.readers.cells import Sheet, name_captions, print_number, sheet_to_blocks
from ingest.readers.grid import Numbering
from ingest.readers.package import Parts, child, tag, value
from ingest.readers.raised import lower_alone, raise_signs
from ingest.readers.sheet_looks import PLAIN, CellLook, Rich, Shown, read_looks, shown_texts
from ingest.readers.struck import strike, without_struck

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATES = {
    14: "yyyy-m-d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "yyyy-m-d h:mm",
    31: "yyyy年m月d日",
    9: "0%",
    10: "0.00%",
}
_MAX_ROWS = 20_000


def read(data: bytes, name: str) -> Document:
    """The visible sheets in their order."""
    parts = Parts(data, name)
    strings = [_text(item) for item in _items(parts.xml("xl/sharedStrings.xml"), "si")]
    looks = read_looks(parts.xml("xl/styles.xml"), _DATES)
    numbering = Numbering()
    blocks: list[Block] = []
    sheets = list(_sheets(parts))
    named = name_captions(name for name, _ in sheets)
    for number, (title, part) in enumerate(sheets, start=1):
        if (root := parts.xml(part)) is not None:
            if title in named:
                blocks.append(Text(title, number))
            blocks.extend(sheet_to_blocks(_sheet(root, strings, looks), numbering, number))
    core = parts.xml("docProps/core.xml")
    metadata = tuple((tag(item), item.text.strip()) for item in (core if core is not None else ()) if item.text)
    return Document(name, "xlsx", tuple(blocks), dict(metadata).get("title", ""), metadata)


def _sheets(parts: Parts) -> Iterator[tuple[str, str]]:
    """The names and parts of the visible sheets, in the order of the workbook."""
    workbook = parts.xml("xl/workbook.xml")
    links = parts.xml("xl/_rels/workbook.xml.rels")
    targets = {item.get("Id"): (item.get("Target") or "") for item in (links if links is not None else ())}
    for sheet in _items(child(workbook, "sheets"), "sheet"):
        if sheet.get("state", "visible") == "visible":
            target = targets.get(value(sheet, "id"), "").lstrip("/")
            if target:
                yield sheet.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _items(root: _Element | None, name: str) -> Iterator[_Element]:
    return (item for item in (root if root is not None else ()) if tag(item) == name)


def _text(item: _Element) -> str:
    """The runs of a string, without the readings that East Asian editions put beside it.

    A raised digit is a note's number; what is struck out does not count where something else stands beside it.
    """
    pieces: list[str] = []
    rich = False
    for part in item.iter():
        run = part.getparent()
        if tag(part) != "t" or run is None or tag(run) == "rPh":
            continue
        look = child(run, "rPr")
        rich = rich or look is not None
        raised = value(child(look, "vertAlign")) in ("superscript", "subscript")
        line = child(look, "strike")
        text = raise_signs(part.text or "") if raised else part.text or ""
        pieces.append(strike(text) if line is not None and value(line) not in ("0", "false") else text)
    text = lower_alone(without_struck("".join(pieces)))
    return Rich(text) if rich else text


def _sheet(root: _Element, strings: list[str], looks: list[CellLook]) -> Sheet:
    cells: dict[tuple[int, int], Shown] = {}
    hidden = _hidden_columns(root)
    at = -1
    for row in list(_items(child(root, "sheetData"), "row"))[:_MAX_ROWS]:
        number = row.get("r", "")
        at = int(number) - 1 if number.isdigit() else at + 1
        if row.get("hidden") in ("1", "true") or _is_nought(row.get("ht")):
            continue
        column = -1
        for cell in _items(row, "c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            style = cell.get("s", "0")
            look = looks[int(style)] if style.isdigit() and int(style) < len(looks) else PLAIN
            if column not in hidden and (text := _cell(cell, strings, look.form)):
                cells[(at, column)] = Shown(text, look)
    merged = []
    for area in _items(child(root, "mergeCells"), "mergeCell"):
        ends = [_place(end) for end in (area.get("ref") or "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (top, left), (bottom, right) = ends[0], ends[1]
            merged.append((top, left, bottom - top + 1, right - left + 1))
    return Sheet(shown_texts(cells), tuple(merged))


def _hidden_columns(root: _Element) -> frozenset[int]:
    found: set[int] = set()
    for item in _items(child(root, "cols"), "col"):
        first, last = item.get("min", ""), item.get("max", "")
        if (
            (item.get("hidden") in ("1", "true") or _is_nought(item.get("width"), 0.3))
            and first.isdigit()
            and last.isdigit()
        ):
            found.update(range(int(first) - 1, min(int(last), 1000)))
    return frozenset(found)


def _is_nought(size: str | None, least: float = 2.0) -> bool:
    """Whether a height or a width leaves nothing to be seen."""
    return size is not None and re.fullmatch(r"\d*\.?\d+", size) is not None and float(size) < least


def _place(reference: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _cell(cell: _Element, strings: list[str], form: str) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _text(inline) if inline is not None else ""
    found = child(cell, "v")
    printed = (found.text or "") if found is not None else ""
    if kind == "s":
        return strings[int(printed)] if printed.isdigit() and int(printed) < len(strings) else ""
    if kind != "n" or not printed:
        return printed
    try:
        return print_number(float(printed), form)
    except (ValueError, OverflowError):
        return printed
