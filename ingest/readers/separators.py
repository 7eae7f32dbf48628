"""Lines whose cells are parted by commas, semicolons or drawn bars, rewritten with tabs or plain bars.

A comma parts cells where line after line it leaves figures and short labels; in prose and inside figures it does not.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Sequence

_SEPARATORS = ",;，；"
_FEWEST = 5  # lines with figures between separators: a table of the form has more
_FIGURE = re.compile(r"\s*(?:[+-]?\d[\d,]*(?:\.\d+)?(?:件|项|个|万元|元)?|[/\\—-]|无)?\s*")
_MOST_BROKEN = 8  # line ends inside one box
_LIST = re.compile(r"\s*[\[(].{0,3000}[\])],?\s*")
_UPRIGHT = str.maketrans("│┃║｜¦", "|||||")
_DRAWN = re.compile(r"[\s─━═┄┈┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╟╫╢┏┳┓┣╋┫┗┻┛|+-]+")


def open_cells(lines: list[str]) -> list[str]:
    """The lines of a text, those of drawn tables with bars, those of separated values with tabs."""
    lines = _listed(_unquoted(_undrawn(lines)))
    separator = max(_SEPARATORS, key=lambda sign: _rows(lines, sign))
    if _rows(lines, separator) < _FEWEST:
        return lines
    return ["\t".join(cells) if (cells := _cells(line, separator)) else line for line in lines]


def _unquoted(lines: list[str]) -> list[str]:
    """Rows of tabs as a spreadsheet saves them: a box with a line end or a comma stands in quotes."""
    if not any('\t"' in line or line.startswith('"') for line in lines if "\t" in line or '"' in line):
        return lines
    found: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if '\t"' in line or (line.startswith('"') and '"' in line):
            end = at
            while line.count('"') % 2 and end < len(lines) and end - at < _MOST_BROKEN and len(line) < 2000:
                line += "\n" + lines[end]
                end += 1
            if line.count('"') % 2:
                line = lines[at - 1]  # a quotation mark of the text
            else:
                at = end
                line = "\t".join(_without_quotes(cell) for cell in line.split("\t"))
        found.append(line)
    return found


def _without_quotes(cell: str) -> str:
    bare = cell.strip("\r\n ")
    if len(bare) < 2 or not (bare.startswith('"') and bare.endswith('"')):
        return cell
    return re.sub(r"[\r\n]+", "", bare[1:-1].replace('""', '"'))


def _listed(lines: list[str]) -> list[str]:
    """Rows that a program wrote as lists, ['规章', None, '3'], with tabs between their cells."""
    listed = [bool(_LIST.fullmatch(line)) for line in lines]
    if sum(listed) < _FEWEST:
        return lines
    return [
        "\t".join(cells) if is_list and (cells := _list_cells(line)) else line
        for line, is_list in zip(lines, listed, strict=True)
    ]


def _list_cells(line: str) -> list[str]:
    text = re.sub(r"\b(?:null|nan|NaN)\b", "None", line.strip().rstrip(","))
    try:
        cells = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    if not isinstance(cells, (list, tuple)) or any(isinstance(cell, (list, tuple, dict, set)) for cell in cells):
        return []
    return ["" if cell is None else re.sub(r"[\r\n\t]+", "", str(cell)) for cell in cells]


def _undrawn(lines: list[str]) -> list[str]:
    """Without the lines that only draw."""
    if not any("─" in line or "━" in line or "═" in line for line in lines):
        return lines
    drawn = [bool(re.search(r"[┌┬├┼└┴╔╠╚┏┣┗╟]", line)) and bool(_DRAWN.fullmatch(line)) for line in lines]
    if not any(drawn):
        return lines
    return [line.translate(_UPRIGHT) for line, is_drawn in zip(lines, drawn, strict=True) if not is_drawn]


def _rows(lines: Sequence[str], separator: str) -> int:
    """Lines that hold three figures or blanks, and a figure, between separators."""
    count = 0
    for line in lines:
        if line.count(separator) >= 3:
            cells = _cells(line, separator)
            values = [cell for cell in cells if _FIGURE.fullmatch(cell)]
            count += len(values) >= 3 and any(cell.strip() for cell in values)
    return count


def _cells(line: str, separator: str) -> list[str]:
    """The cells of a line; none where it is running text or has no separators."""
    if line.count(separator) < 2 or "\t" in line or "|" in line or len(line) > 600 or "。" in line:
        return []
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(re.search(r"\d\s+\d", cell) for cell in filled) or any(len(cell) > 60 for cell in filled):
        return []
    # A label or a head is followed by values or by other heads, never by the rest of a sentence.
    return [cell.strip().replace("\n", "") for cell in cells] if max(map(len, filled), default=0) <= 60 else []
