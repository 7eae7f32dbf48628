"""Tables without ruling lines, found by where their words stand.

Rows of figures are the skeleton: what stands in one column overlaps from row to row, so the figures' positions give
the columns, and every other word is put in the columns that it reaches over. A label that wraps belongs to the row
whose figures stand at its height. What is read like this is never marked exact.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.document import Box
from ingest.readers.frames import Frame
from ingest.readers.lines import Line, Word, bounds_of, is_numbered
from ingest.readers.struck import STROKE
from ingest.readers.wrapped import label_chunks

_MARKS = frozenset("/\\-—–―－无〇一．.*")
_FIGURE = re.compile(
    r"[+\-增减]?[\d,，]+(?:\.\d+)?(?:件|条|份|宗|例|项|个|次|期|万元|亿元|元|%)?(?:[（(][^（）()]{0,30}[）)])?"
)
_CELL_GAP = 0.42  # of a character's height: as near may the words of two cells stand
_SPLIT = 4.2  # times a line's height, or 1.4 times the distance of its rows: a wider gap ends a table


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Whether a word is what a value cell holds: a figure, or a mark for none."""
    bare = unicodedata.normalize("NFKC", text).replace(" ", "").replace(STROKE, "")
    return bool(_FIGURE.fullmatch(bare)) or (bool(bare) and len(bare) <= 3 and set(bare) <= _MARKS)


@dataclass(slots=True)
class Row:
    """One line as words, with how many of them are figures at its end."""

    line: Line
    words: list[Word]
    figures: list[Word] = field(default_factory=list)
    aligned: bool = False  # two figures or more and no label, all under the figures of other rows

    @classmethod
    def of(cls, line: Line) -> Row:
        """The row in a line."""
        words = line.words(_CELL_GAP)
        figures: list[Word] = []
        for word in reversed(words):
            if not is_figure(word.text):
                break
            figures.insert(0, word)
        return cls(line, words, figures)

    @property
    def bears_figures(self) -> bool:
        """Whether the line is a row of a table: figures alone, or a label and figures well apart from it."""
        if not self.figures:
            return False
        labels = len(self.words) - len(self.figures)
        if labels == 0:
            return (
                self.aligned or len(self.figures) >= 3 or (len(self.figures) == 1 and "\ufffd" in self.figures[0].text)
            )
        gap = self.figures[0].x0 - self.words[labels - 1].x1
        if len(self.figures) >= 2:
            return gap > 0.4 * self.line.size
        return gap > 2.0 * self.line.size and len(self.words[0].text) <= 30


def lines_to_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows in some lines; two figures without a label are one where they stand under those of others."""
    rows = [Row.of(line) for line in lines]
    spans = _overlapping([word for row in rows if row.bears_figures for word in row.figures])
    for row in rows:
        if len(row.figures) == len(row.words) == 2 and not row.aligned:
            row.aligned = all(any(low < word.middle < high for low, high in spans) for word in row.figures)
    return rows


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of lines that is a table: from `start` to before `end`."""

    start: int
    end: int


def find_zones(lines: Sequence[Line], left: float, right: float) -> list[Zone]:
    """Where among the lines of a page a table stands."""
    rows = lines_to_rows(lines)
    zones: list[Zone] = []
    start: int | None = None
    last = -1
    for at, row in enumerate(rows):
        if row.bears_figures:
            if start is not None and not _belongs(rows, last, at, left, right):
                zones.append(_widened(rows, start, last, zones, left, right))
                start = None
            start = at if start is None else start
            last = at
    if start is not None:
        zones.append(_widened(rows, start, last, zones, left, right))
    return [zone for zone in zones if _is_table(rows[zone.start : zone.end])]


def _belongs(rows: Sequence[Row], last: int, at: int, left: float, right: float) -> bool:
    """Whether the row at `at` goes on with the table whose last row was `last`."""
    between = rows[last + 1 : at]
    if len(between) > 14:
        return False
    return not any(_is_prose(row, left, right) or _is_heading(row) for row in between)


def _is_prose(row: Row, left: float, right: float) -> bool:
    """A line of running text: one stretch over most of the page, or the end of a sentence."""
    longest = max(row.words, key=lambda word: word.x1 - word.x0)
    text = row.line.text
    return longest.x1 - longest.x0 > 0.62 * (right - left) or text.rstrip().endswith(("。", "；", "："))


def is_running(line: Line, left: float, right: float) -> bool:
    """Whether a line is running text or a heading, over which no table goes."""
    row = Row.of(line)
    return _is_prose(row, left, right) or _is_heading(row)


_HEADING = re.compile(r"^[一二三四五六七八九十]{1,2}\s*[、．.].{4,}(?:情况|事项|措施|问题|建议|工作|概况|信息)$")


def _is_heading(row: Row) -> bool:
    """The heading of a section, which no table goes over."""
    return len(row.words) <= 2 and bool(_HEADING.match(row.line.text.replace(" ", "")))


def _widened(rows: Sequence[Row], first: int, last: int, before: list[Zone], left: float, right: float) -> Zone:
    """The table with its head above and what wraps below."""
    floor = before[-1].end if before else 0
    start = first
    levels = [row.line.y for row in rows[first : last + 1] if row.bears_figures]
    steps = sorted(two - one for one, two in pairwise(levels))
    widest = max(_SPLIT * rows[first].line.size, 1.4 * steps[len(steps) // 2] if steps else 0.0)
    while start > floor:
        above, row = rows[start - 1], rows[start]
        if _is_prose(above, left, right) or _is_heading(above) or row.line.y - above.line.y > widest:
            break
        start -= 1
    end = last + 1
    while end < len(rows):
        row = rows[end]
        near = row.line.y - rows[end - 1].line.y < 1.6 * row.line.size
        if not near or _is_prose(row, left, right) or _is_heading(row) or is_numbered(row.line.text):
            break
        if len(row.words) > 1 or row.line.x0 > left + 0.5 * (right - left):
            break
        end += 1
    return Zone(start, end)


def _is_table(rows: Sequence[Row]) -> bool:
    """More than a chance figure at the end of a line."""
    bearing = [row for row in rows if row.bears_figures]
    return len(bearing) >= 2 or any(len(row.figures) >= 4 for row in bearing)


@dataclass(frozen=True, slots=True)
class Columns:
    """A table found by position: its boxes, and where its columns stand, those of labels first."""

    boxes: tuple[Box, ...]
    spans: tuple[tuple[float, float], ...]
    labels: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where the columns of some rows stand, and the edges between them."""

    spans: tuple[tuple[float, float], ...]
    labels: int
    edges: tuple[float, ...]


def zone_to_columns(lines: Sequence[Line], frame: Frame) -> Columns:
    """The grid of a stretch of lines that `find_zones` found."""
    rows = lines_to_rows(lines)
    found = find_columns(rows)
    assert found is not None  # a zone holds figures
    return Columns(_boxes(rows, found.edges, found.labels, frame), found.spans, found.labels)


def find_columns(rows: Sequence[Row]) -> Found | None:
    """The columns of some rows by where their figures stand; None where they hold none."""
    bearing = [row for row in rows if row.bears_figures]
    if not bearing:
        return None
    columns = figure_columns([row.figures for row in bearing])
    first = next(at for at, row in enumerate(rows) if row.bears_figures)
    start = _body_start(rows, first, columns[0][0])
    columns = _with_blank_columns(rows, columns, start)
    labels = _label_columns(rows[start:], columns[0][0])
    return Found((*labels, *columns), len(labels), tuple(_edges([*labels, *columns])))


def figure_columns(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """The columns that figures stand in, from left to right.

    Overlapping words make a column, unless one row has two of them in it: then the rows with most figures say how
    many columns there are and where their middles lie.
    """
    spans = _overlapping([word for row in rows for word in row])
    most = max(len(row) for row in rows)
    if len(spans) >= most:
        return spans
    fullest = [row for row in rows if len(row) == most]
    middles = [sum(row[at].middle for row in fullest) / len(fullest) for at in range(most)]
    found = [[middle, middle] for middle in middles]
    for row in fullest:
        for at, word in enumerate(row):
            found[at] = [min(found[at][0], word.x0), max(found[at][1], word.x1)]
    for at in range(1, most):  # wide figures may reach into a neighbour's column: the middle between parts them
        if found[at][0] < found[at - 1][1]:
            found[at - 1][1] = found[at][0] = (middles[at - 1] + middles[at]) / 2
    return [(low, high) for low, high in found]


def _with_blank_columns(
    rows: Sequence[Row], columns: list[tuple[float, float]], start: int
) -> list[tuple[float, float]]:
    """The columns with those that only the head knows, because no row has a figure there."""
    labelled = max((word.x1 for row in rows[start:] for word in row.words if not is_figure(word.text)), default=-1e9)
    low = labelled if labelled < columns[-1][1] else columns[0][0]
    middles = [(span[0] + span[1]) / 2 for span in columns]
    steps = sorted(two - one for one, two in pairwise(middles))
    step = steps[len(steps) // 2] if steps else 1e9
    added: list[Word] = []
    for row in rows[:start]:
        for word in row.words:
            # The head of a group stands over or between the columns that it groups; a column keeps its distance.
            apart = min(abs(word.middle - middle) for middle in middles) > 0.75 * step
            if word.x0 > low and apart and word.x1 - word.x0 <= 1.1 * step:
                added.append(word)
    return sorted([*columns, *_overlapping(added)])


def _overlapping(words: Sequence[Word]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for word in sorted(words):
        if spans and word.x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.x1))
        else:
            spans.append((word.x0, word.x1))
    return spans


def _label_columns(rows: Sequence[Row], limit: float) -> list[tuple[float, float]]:
    """The columns of labels to the left of the figures: where several labels begin at the same place."""
    words = [word for row in rows for word in row.words if word.x0 < limit - 1 and not is_figure(word.text)]
    words = [word for word in words if word.x1 <= limit + 2] or words
    if not words:
        return []
    size = sorted(row.line.size for row in rows)[len(rows) // 2]
    starts: list[list[Word]] = []
    for word in sorted(words):
        if starts and word.x0 - starts[-1][0].x0 < 1.2 * size:
            starts[-1].append(word)
        else:
            starts.append([word])
    leading = [group for at, group in enumerate(starts) if at == 0 or len(group) >= 3]
    lows = [group[0].x0 for group in leading]
    # A start is a column only where words end before it in the rows that have both.
    kept = [lows[0]]
    for low in lows[1:]:
        crossing = sum(word.x0 < low - size and word.x1 > low + size for word in words)
        beginning = sum(abs(word.x0 - low) < 1.2 * size for word in words)
        if beginning >= crossing and low - kept[-1] > 1.5 * size:
            kept.append(low)
    highs = [*kept[1:], max(min(word.x1, limit) for word in words)]
    return list(zip(kept, highs, strict=True))


def _edges(columns: Sequence[tuple[float, float]]) -> list[float]:
    """Where one column ends and the next begins."""
    inner = [(one[1] + two[0]) / 2 for one, two in itertools.pairwise(columns)]
    return [-1e9, *inner, 1e9]


def _boxes(rows: Sequence[Row], edges: Sequence[float], labels: int, frame: Frame) -> tuple[Box, ...]:
    """Each word in its column; wrapped labels joined to the row at their height."""
    bearing = [at for at, row in enumerate(rows) if row.bears_figures]
    first = bearing[0]
    head = list(range(_body_start(rows, first, edges[labels] if labels else -1e9)))
    first = len(head)
    owner = {at: at for at in [*head, *bearing]}
    grid: dict[tuple[int, int], list[Word]] = {}
    spans: dict[tuple[int, int], int] = {}
    loose: list[tuple[int, int, Word]] = []
    for at, row in enumerate(rows):
        for word in row.words:
            low, high = reach(word, edges)
            if at in owner and not (low < labels and at >= first):
                grid.setdefault((at, low), []).append(word)
                spans[(at, low)] = max(spans.get((at, low), 1), high - low + 1)
            elif low >= labels and at >= first:
                owner[at] = at  # a head that is repeated further down
                grid.setdefault((at, low), []).append(word)
                spans[(at, low)] = max(spans.get((at, low), 1), high - low + 1)
            else:
                loose.append((low, at, word))
    for column, words, at in label_chunks(rows, loose, sorted(owner)):
        grid.setdefault((at, column), []).extend(words)
    order = {at: index for index, at in enumerate(sorted({at for at, _ in grid}))}
    boxes = [
        words_to_box(words, order[at], column, spans.get((at, column), 1), frame)
        for (at, column), words in sorted(grid.items())
    ]
    return with_blanks(boxes, labels, len(edges) - 1)


def words_to_box(words: Sequence[Word], row: int, column: int, colspan: int, frame: Frame) -> Box:
    """Words one under the other as a box of a table, with the place that they take up."""
    area = frame.area(*bounds_of(words)) if words else None
    return Box("\n".join(word.text for word in words), row, column, 1, colspan, area)


def with_blanks(boxes: Sequence[Box], start: int, end: int) -> tuple[Box, ...]:
    """The boxes with an empty one at each place of the columns of figures that none covers."""
    covered = {(box.row, at) for box in boxes for at in range(box.column, box.column + box.colspan)}
    rows = sorted({box.row for box in boxes})
    blanks = [Box("", row, at) for row in rows for at in range(start, end) if (row, at) not in covered]
    return tuple(sorted([*boxes, *blanks], key=lambda box: (box.row, box.column)))


def _body_start(rows: Sequence[Row], first: int, limit: float) -> int:
    """Where the head of a table is over: a label that wraps above its figures is no part of it."""
    end = first
    while (
        end > 0
        and rows[end - 1].line.x1 < limit
        and rows[end].line.y - rows[end - 1].line.y < 1.9 * rows[end].line.size
    ):
        end -= 1
    while end < first and not is_numbered(rows[end].line.text):
        end += 1
    return end


def reach(word: Word, edges: Sequence[float]) -> tuple[int, int]:
    """The first and the last column that a word reaches well into."""
    width = word.x1 - word.x0
    touched = []
    for column in range(len(edges) - 1):
        inside = min(word.x1, edges[column + 1]) - max(word.x0, edges[column])
        if inside > 0.35 * width or inside > 12:
            touched.append(column)
    if not touched:
        middle = word.middle
        touched = [next(at for at in range(len(edges) - 1) if edges[at] <= middle < edges[at + 1])]
    if is_figure(word.text):
        middle = word.middle
        at = next(at for at in range(len(edges) - 1) if edges[at] <= middle < edges[at + 1])
        return at, at
    return touched[0], touched[-1]
