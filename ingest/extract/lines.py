"""Lines of text that hold a table's rows: by tabs, by bars, a cell a line, in aligned columns, or as bare words.

A run of lines is read in the one way that most of its lines speak for, since an export writes all its tables alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from ingest.document import Text
from ingest.extract.labels import find_exact
from ingest.extract.strips import UNSURE, Piece, Shape, Strip
from report.form import TABLES

Lines = Sequence[tuple[int, Text]]
Split = Sequence[tuple[int, Text, str]]
_RULE = re.compile(r"[\s|:+=─━-]*(?:-{3,}|─{2,}|={3,})[\s|:+=─━-]*")
_LEFTOVER = re.compile(r"\[bookmark:[^\]]*\]|</?[a-zA-Z][^<>]{0,60}>|\*\*|&nbsp;")
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"(\D{2,}?[\u4e00-\u9fff）)])([-+]?\d[\d,]*(?:\.\d+)?\D{0,2})")  # a label that touches its figure
_STRUCK_OUT = re.compile(r"([—–]{1,2}|/|无)(\d.*)")  # a mark for none that touches the next figure
_POINTS = re.compile(r"[、，。；：,.;:·…_]+|[-─━═—–=_]{5,}")
_PAGE_MARK = re.compile(
    r"\s*(?:[-—–－_~·.•\s]*\d{1,3}\s*[-—–－_~·.•]+|[-—–－_~·.•]+\s*\d{1,3}[-—–－_~·.•\s]*|第?\s*\d{1,3}\s*页.*)\s*"
)
_HEADING = re.compile(r"\s*#*\s*[一二三四五六]、\s*(?:总体|主动公开|收到|政府信息公开行政|因政府|存在|其他需要)")
_CUT_OFF = re.compile(r"\s*[,.]?\d[\d,.]*\s*(?:[件条项个份宗次元]|万元)?\s*")
_MOST_LINES = 7  # of one label
_WIDEST = 20  # cells in a row of any of the tables
_BULLET = re.compile(
    r"\s*[-*+•●○◦▪■◆‣]\s+(?=(?:\d{1,2}[.．、]\s*)?[^\s\d*+—/-]*[\u4e00-\u9fff])"
)  # of a list, no mark for a blank
_VERTICAL = set("│┃｜¦")


def lines_to_strips(lines: Lines) -> Iterator[Strip]:
    """The rows that the lines print; a line of prose is a row of one piece."""
    split = [(number, text, line) for number, text in lines for line in text.text.split("\n")]
    start = 0
    while start < len(split):
        way = _way(split[start][2])
        end = start + 1
        while end < len(split) and _goes_on(split, end, way):
            end += 1
        yield from _READ[way or "plain"](split[start:end])
        start = end


def _goes_on(split: Split, at: int, way: str) -> bool:
    """Whether a line belongs to the run before it; the end of a cell on a line of its own does."""
    line, before = split[at][2], split[at - 1][2]
    nearest = next((other for _, _, other in reversed(split[max(0, at - 6) : at]) if other.strip()), "")
    here = _way(line)
    if here in (way, ""):
        return True
    if here != "plain" or len(line) > 40 or _HEADING.match(line):
        return False
    if way == "tabs":
        return bool(before.strip())
    if way == "bars":
        after = next((other for _, _, other in split[at + 1 : at + 4] if other.strip()), "")
        return (
            nearest.strip() == "|"
            or after.strip() == "|"
            or (bool(before.strip()) and not before.rstrip().endswith("|"))
            or (before.count("|") > 1 and bool(_CUT_OFF.fullmatch(line)))
        )
    return False


def _way(line: str) -> str:
    """How one line prints a row; empty for a blank line."""
    if "|" in line or _VERTICAL & set(line):
        return "bars"
    if "\t" in line:
        return "tabs"
    return "plain" if line.strip() else ""


def _clean(text: str) -> str:
    return _LEFTOVER.sub("", text).strip() if "<" in text or "[" in text or "*" in text or "&" in text else text.strip()


# ---- tabs


def _read_tabs(split: Split) -> Iterator[Strip]:
    rows = sum("\t" in line.strip() or line.count("\t") > 2 for _, _, line in split)
    cells = sum(line.startswith("\t") and line.count("\t") == 1 for _, _, line in split)
    yield from (_read_tab_rows(split) if rows >= cells else _read_cell_lines(split))


def _read_tab_rows(split: Split) -> Iterator[Strip]:
    split = _with_whole_labels(split)
    for at, (number, text, line) in enumerate(split):
        if "\t" not in line:
            if line.strip():
                yield _line_strip(number, text, line)
            continue
        if not line.strip():
            continue
        cells = [_clean(cell) for cell in line.split("\t")]
        if _is_cut_off(split, at + 1):
            cells[-1] += UNSURE
        pieces = tuple(Piece(cell, column) for column, cell in enumerate(cells))
        yield Strip(pieces, Shape.RAGGED, text.page, block=number)


# A row as encyclopedias write it: a bar before it, two between its boxes, none behind.
_MARKUP = re.compile(r"\s*(?:\{\|.*|\|-+\s*|\|\}\s*)")  # and what stands round its tables and rows: no blank box
_DOUBLE = re.compile(r"\s*\|(?:[^|]*\|\|){2,}[^|]*")


def _with_whole_labels(split: Split) -> Split:
    """The lines, where a label that was broken inside its box is put together: 其他对外管理服务事 over 项⇥58⇥0⇥4."""
    found = list(split)
    at = 0
    while at < len(found):
        number, text, line = found[at]
        first, tab, rest = line.partition("\t")
        if tab and first.strip() and not any(find_exact(first, table) for table in TABLES):
            for start in range(at - 1, max(-1, at - _MOST_LINES), -1):
                front, mark, head = found[start][2].rpartition("\t")
                joined = "".join([head, *(each[2].strip() for each in found[start + 1 : at]), first])
                if any(find_exact(joined, table) for table in TABLES):
                    found[start : at + 1] = [(number, text, front + mark + joined + tab + rest)]
                    at = start
                    break
                if mark or not found[start][2].strip():
                    break
        at += 1
    return found


def _read_cell_lines(split: Split) -> Iterator[Strip]:
    """A cell a line, each after a tab; an empty line parts the rows; a line without a tab goes on with the cell."""
    row: list[str] = []
    first: tuple[int, Text] | None = None
    for number, text, line in split:
        if line.startswith("\t"):
            first = first or (number, text)
            row.append(_clean(line))
        elif line.strip() and row:
            row[-1] = row[-1] + "\n" + _clean(line) if row[-1] else _clean(line)
        elif row and first:
            yield from _cells_to_strips(row, first)
            row, first = [], None
        elif line.strip():
            yield _line_strip(number, text, line)
    if row and first:
        yield from _cells_to_strips(row, first)


def _cells_to_strips(row: Sequence[str], first: tuple[int, Text]) -> Iterator[Strip]:
    """A row; or, where nothing parts the rows, cell after cell."""
    number, text = first
    if len(row) <= _WIDEST:
        pieces = tuple(Piece(cell, column) for column, cell in enumerate(row))
        yield Strip(pieces, Shape.RAGGED, text.page, block=number, closed=True)
        return
    for cell in row:
        yield Strip((Piece(cell),), Shape.RAGGED, text.page, block=number)


# ---- bars


def _read_bars(split: Split) -> Iterator[Strip]:
    full = sum(_bars(line) >= 2 and len(line.replace("|", " ").split()) >= 2 for _, _, line in split)
    lone = sum(line.strip() == "|" or (_bars(line) == 1 and line.rstrip().endswith("|")) for _, _, line in split)
    yield from (_read_bar_rows(split) if full >= lone else _read_bar_cells(split))


def _bars(line: str) -> int:
    return sum(line.count(bar) for bar in ("|", *_VERTICAL))


def _read_bar_rows(split: Split) -> Iterator[Strip]:
    rows = [line.rstrip() for _, _, line in split if "|" in line]
    ended = sum(row.startswith("|") and row.endswith("|") for row in rows) * 2 > len(rows)
    split = _with_whole_rows(split) if ended else split
    for at, (number, text, line) in enumerate(split):
        if not line.strip() or _RULE.fullmatch(line) or _MARKUP.fullmatch(line):
            continue
        for bar in _VERTICAL:
            line = line.replace(bar, "|")
        if _DOUBLE.fullmatch(line):
            line = line.strip()[1:].replace("||", "|")
        if "|" not in line:
            yield _line_strip(number, text, line)
            continue
        cells = [_clean(cell) for cell in line.split("|")]
        if ended:
            cells = cells[1:-1]
        elif _is_cut_off(split, at + 1):
            cells[-1] += UNSURE
        led = ended
        pieces = tuple(Piece(cell, column) for column, cell in enumerate(cells))
        yield Strip(pieces, Shape.RAGGED, text.page, block=number, closed=led)


def _is_cut_off(split: Split, at: int) -> bool:
    """Whether a figure alone on the next line may be the end of a row that was cut at a width."""
    return at < len(split) and bool(_CUT_OFF.fullmatch(split[at][2]))


def _with_whole_rows(split: Split) -> Split:
    """The lines, where rows that were broken are put together, inside a box or right at a bar.

    A line that begins without a bar goes on with a row that seemed whole; so does one with the bars that a row lacks
    beside the others of its table, where the row is as long as a line gets.
    """
    rows = [line.strip() for _, _, line in split]
    counts = [row.count("|") for row, below in pairwise([*rows, "||"]) if _is_whole(row) and _is_whole(below)]
    usual = max(counts, key=counts.count, default=0)
    widest = max(map(_width, rows), default=0)
    found: list[tuple[int, Text, str]] = []
    above = ""  # the line before, as it is printed
    for number, text, line in split:
        row, before = line.strip(), found[-1][2] if found else ""
        bars = before.count("|")
        if row and before.startswith("|") and not before.endswith("|") and before.count("\n") < _MOST_LINES - 1:
            found[-1] = (*found[-1][:2], before + "\n" + row)
        elif _is_whole(before) and (
            (not row.startswith("|") and row.endswith("|"))
            or (bars < usual == bars + row.count("|") and _width(above) >= widest - 1)
        ):
            found[-1] = (*found[-1][:2], before + row)
        elif row:
            found.append((number, text, row if row.startswith("|") else line))
        above = row or above
    return found


def _is_whole(row: str) -> bool:
    return len(row) > 1 and row.startswith("|") and row.endswith("|")


def _width(row: str) -> int:
    return len(row) + sum(east_asian_width(char) in "WF" for char in row)


def _read_bar_cells(split: Split) -> Iterator[Strip]:
    """A cell a line: the bars end the cells, or stand on lines of their own between them."""
    alone = sum(line.strip() == "|" for _, _, line in split)
    ending = sum(line.rstrip().endswith("|") and line.strip() != "|" for _, _, line in split)
    filled = next((line.strip() for _, _, line in split if line.strip()), "") == "|"  # something stands before the bar
    gaps = _gaps(split)
    least = min(gaps.values(), default=0)
    for at, (number, text, line) in enumerate(split):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if alone > ending and gaps.get(at, 0) > least:  # the row above ended in an empty cell
            yield Strip((Piece(""),), Shape.RAGGED, text.page, block=number)
        cells = [_clean(cell) for cell in line.split("|")]
        if alone > ending:  # bars between the cells: two bars with nothing between them hold an empty cell
            if line.strip() == "|":
                if not filled:
                    yield Strip((Piece(""),), Shape.RAGGED, text.page, block=number)
                filled = False
                continue
            filled = not line.rstrip().endswith("|")
            cells = cells if filled else cells[:-1]
        elif line.strip() == "|":  # an empty cell, or the beginning of a row
            cells = cells[:1]
        elif line.rstrip().endswith("|"):
            cells = cells[:-1]
        for cell in cells:
            yield Strip((Piece(cell),), Shape.RAGGED, text.page, block=number)


def _gaps(split: Split) -> dict[int, int]:
    """By line, how many empty lines part it from a bar right before it."""
    found: dict[int, int] = {}
    bar = -1
    for at, (_, _, line) in enumerate(split):
        if line.strip() == "|":
            bar = at
        elif line.strip():
            if bar >= 0:
                found[at] = at - bar - 1
            bar = -1
    return found


# ---- words


def _read_plain(split: Split) -> Iterator[Strip]:
    pages = _page_numbers([line for _, _, line in split])
    for at, (number, text, line) in enumerate(split):
        if at in pages:
            yield Strip((), Shape.LINE, text.page, block=number)
        elif line.strip():
            yield _line_strip(number, text, line)


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """Bare numbers set apart by empty lines above and below, where lines are not so otherwise."""
    found: set[int] = set()
    for at in range(1, len(lines) - 1):
        line = lines[at].strip()
        if not (len(line) <= 3 and line.isascii() and line.isdigit() and line[0] != "0"):
            continue
        if lines[at - 1].strip() or lines[at + 1].strip():
            continue
        around = [*lines[max(0, at - 14) : at - 1], *lines[at + 2 : at + 15]]
        if len(around) >= 12 and sum(not other.strip() for other in around) <= len(around) // 12:
            found.add(at)
    return found


def _line_strip(number: int, text: Text, line: str) -> Strip:
    """The words of a line; words one blank apart are one label, figures stand alone."""
    if _PAGE_MARK.fullmatch(line) and not re.fullmatch(r"\s*[-+]\d+\s*", line):
        return Strip((), Shape.LINE, text.page, block=number)
    if len(line) < 40 and " " not in line.strip():
        bare = _clean(line)
        if _POINTS.fullmatch(bare):
            return Strip((), Shape.LINE, text.page, block=number)
        return Strip((Piece(bare, left=0, right=len(line)),), Shape.LINE, text.page, block=number, exact=False)
    pieces: list[Piece] = []
    laid_out = "  " in line or "\u3000" in line
    bullet = _BULLET.match(line)
    for match in _WORD.finditer(line, bullet.end() if bullet else 0):
        word = _clean(match[0])
        if not word or _POINTS.fullmatch(word):
            continue
        start, end = match.span()
        shift = sum(east_asian_width(char) in "WF" for char in line[:start]) if laid_out else 0
        glued = _GLUED.fullmatch(word)
        struck = _STRUCK_OUT.fullmatch(word) if laid_out else None
        if (glued and laid_out and any(find_exact(glued[1], table) for table in TABLES)) or struck:
            glued = struck or glued
            assert glued is not None
            middle = end - len(glued[2])
            pieces.append(Piece(glued[1], left=start, right=middle, shift=shift))
            pieces.append(Piece(glued[2], left=middle, right=end, shift=shift + len(glued[1])))
        else:
            pieces.append(Piece(word, left=start, right=end, shift=shift))
    return Strip(tuple(pieces), Shape.LINE, text.page, block=number, exact=False)


_READ = {"tabs": _read_tabs, "bars": _read_bars, "plain": _read_plain}
