"""Excel's XLSX, straight from its XML; a hidden sheet is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.document import Block, Document
from ingest.readers.cells import Sheet, print_number, sheet_to_blocks
from ingest.readers.grid import Numbering
from ingest.readers.package import Parts, child, tag, value
from ingest.readers.raised import lower_alone, raise_signs

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
    formats = _formats(parts.xml("xl/styles.xml"))
    numbering = Numbering()
    blocks: list[Block] = []
    for number, part in enumerate(_sheets(parts), start=1):
        if (root := parts.xml(part)) is not None:
            blocks.extend(sheet_to_blocks(_sheet(root, strings, formats), numbering, number))
    core = parts.xml("docProps/core.xml")
    metadata = tuple((tag(item), item.text.strip()) for item in (core if core is not None else ()) if item.text)
    return Document(name, "xlsx", tuple(blocks), dict(metadata).get("title", ""), metadata)


def _sheets(parts: Parts) -> Iterator[str]:
    """The parts of the visible sheets, in the order of the workbook."""
    workbook = parts.xml("xl/workbook.xml")
    links = parts.xml("xl/_rels/workbook.xml.rels")
    targets = {item.get("Id"): (item.get("Target") or "") for item in (links if links is not None else ())}
    for sheet in _items(child(workbook, "sheets"), "sheet"):
        if sheet.get("state", "visible") == "visible":
            target = targets.get(value(sheet, "id"), "").lstrip("/")
            if target:
                yield target if target.startswith("xl/") else f"xl/{target}"


def _items(root: _Element | None, name: str) -> Iterator[_Element]:
    return (item for item in (root if root is not None else ()) if tag(item) == name)


def _text(item: _Element) -> str:
    """The runs of a string, without the readings that East Asian editions put beside it.

    A raised digit is a note's number; what is struck out does not count where something else stands beside it.
    """
    pieces: list[tuple[str, bool]] = []
    for part in item.iter():
        run = part.getparent()
        if tag(part) != "t" or run is None or tag(run) == "rPh":
            continue
        look = child(run, "rPr")
        raised = value(child(look, "vertAlign")) in ("superscript", "subscript")
        strike = child(look, "strike")
        struck = strike is not None and value(strike) not in ("0", "false")
        pieces.append((raise_signs(part.text or "") if raised else part.text or "", struck))
    kept = "".join(text for text, struck in pieces if not struck)
    return lower_alone(kept if kept.strip() else "".join(text for text, _ in pieces))


def _formats(styles: _Element | None) -> list[str]:
    """The number format of each cell style."""
    named = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in _items(child(styles, "numFmts"), "numFmt")
    }
    cells = _items(child(styles, "cellXfs"), "xf")
    return [named.get(number, _DATES.get(number, "")) for number in (int(item.get("numFmtId", "0")) for item in cells)]


def _sheet(root: _Element, strings: list[str], formats: list[str]) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    hidden = _hidden_columns(root)
    at = -1
    for row in list(_items(child(root, "sheetData"), "row"))[:_MAX_ROWS]:
        number = row.get("r", "")
        at = int(number) - 1 if number.isdigit() else at + 1
        if row.get("hidden") in ("1", "true") or row.get("ht") == "0":
            continue
        column = -1
        for cell in _items(row, "c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            if column not in hidden and (text := _cell(cell, strings, formats)):
                texts[(at, column)] = text
    merged = []
    for area in _items(child(root, "mergeCells"), "mergeCell"):
        ends = [_place(end) for end in (area.get("ref") or "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (top, left), (bottom, right) = ends[0], ends[1]
            merged.append((top, left, bottom - top + 1, right - left + 1))
    return Sheet(texts, tuple(merged))


def _hidden_columns(root: _Element) -> frozenset[int]:
    found: set[int] = set()
    for item in _items(child(root, "cols"), "col"):
        first, last = item.get("min", ""), item.get("max", "")
        if (item.get("hidden") in ("1", "true") or item.get("width") == "0") and first.isdigit() and last.isdigit():
            found.update(range(int(first) - 1, min(int(last), 1000)))
    return frozenset(found)


def _place(reference: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _cell(cell: _Element, strings: list[str], formats: list[str]) -> str:
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
    style = cell.get("s", "0")
    form = formats[int(style)] if style.isdigit() and int(style) < len(formats) else ""
    try:
        return print_number(float(printed), form)
    except (ValueError, OverflowError):
        return printed
