"""Tables with lines between their rows and none between their columns.

The lines say which words belong to one row, however a label wraps and however many cells are blank; the columns are
found by position. A line that stops short leaves the cells beside it in one piece: a group's label over its rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.readers.columns import Columns, Row, find_columns, is_figure, reach, with_blanks, words_to_box
from ingest.readers.frames import Frame
from ingest.readers.lattice import Grid, merge_rules
from ingest.readers.lines import Line, Word
from ingest.readers.pdf_page import Rule

_FEWEST = 4  # lines; a rule under a heading and one over the notes make no table
_TALLEST = 150.0  # points between two lines of one table


@dataclass(frozen=True, slots=True)
class Stack:
    """The level lines of one table, from top to bottom."""

    rules: tuple[Rule, ...]

    @property
    def levels(self) -> list[float]:
        """Where the lines lie, one for those at one height."""
        found: list[float] = []
        for rule in self.rules:
            if not found or rule.at - found[-1] > 3.0:
                found.append(rule.at)
        return found


def find_stacks(level: Sequence[Rule], grids: Sequence[Grid]) -> list[Stack]:
    """The stacks of level lines on a page that belong to no ruled table."""
    free = [rule for rule in merge_rules(level) if not any(_in_grid(rule, grid) for grid in grids)]
    stacks: list[list[Rule]] = []
    for rule in sorted(free):
        if rule.end - rule.start < 20:
            continue
        home = next((s for s in stacks if rule.at - s[-1].at < _TALLEST and any(_overlaps(r, rule) for r in s)), None)
        if home is None:
            stacks.append([rule])
        else:
            home.append(rule)
    return [Stack(tuple(stack)) for stack in stacks]


def _in_grid(rule: Rule, grid: Grid) -> bool:
    return grid.ys[0] - 3 <= rule.at <= grid.ys[-1] + 3 and _overlaps(rule, Rule(0, grid.xs[0], grid.xs[-1]))


def _overlaps(one: Rule, two: Rule) -> bool:
    return one.start < two.end and two.start < one.end


def cut_at(stack: Stack, heights: Sequence[float]) -> Iterator[Stack]:
    """A stack as the tables that it draws: between them stands running text, at these heights."""
    parts: list[list[Rule]] = [[]]
    for rule in stack.rules:
        if parts[-1] and any(parts[-1][-1].at < height < rule.at for height in heights):
            parts.append([])
        parts[-1].append(rule)
    for part in parts:
        if len(Stack(tuple(part)).levels) >= _FEWEST:
            yield Stack(tuple(part))


def lines_in(stack: Stack, lines: Sequence[Line]) -> tuple[int, int]:
    """The lines of text that stand in a stack: from the first to before the end.

    A table that goes on from the page before may have no line above its first row.
    """
    levels = stack.levels
    inside = [at for at, line in enumerate(lines) if levels[0] < line.y < levels[-1]]
    if not inside:
        return 0, 0
    start, end = inside[0], inside[-1] + 1
    if all(_fits_above(stack, lines[at], lines[start]) for at in range(start)) and start <= 4:
        start = 0
    while end < len(lines) and Row.of(lines[end]).bears_figures and lines[end].y - levels[-1] < 40:
        end += 1
    return start, end


def _fits_above(stack: Stack, line: Line, first: Line) -> bool:
    left = min(rule.start for rule in stack.rules)
    right = max(rule.end for rule in stack.rules)
    wide = line.x1 - line.x0 > 0.6 * (right - left) and len(line.words()) == 1
    return first.y - line.y < 40 and line.x0 > left - 2 and line.x1 < right + 2 and not wide


def stack_to_columns(stack: Stack, lines: Sequence[Line], frame: Frame) -> Columns | None:
    """The grid of a stack; None where its lines do not part the rows."""
    rows = [Row.of(line) for line in lines]
    found = find_columns(rows)
    if found is None:
        return None
    levels = stack.levels
    spans = found.spans[found.labels :]
    edges = found.edges[found.labels :]
    limit = spans[0][0] - 2
    bands: dict[int, tuple[list[Word], list[Word]]] = {}  # words of labels, words under the columns
    for line, row in zip(lines, rows, strict=True):
        band = bands.setdefault(bisect_right(levels, line.y), ([], []))
        for word in row.words:
            band[word.middle > limit].append(word)
    if _is_coarse([words for _, words in bands.values()], edges):
        return None
    labels = [_cells(words) for words, _ in bands.values()]
    width = max(map(len, labels))
    boxes: list[Box] = []
    for at, ((_, words), cells) in enumerate(zip(bands.values(), labels, strict=True)):
        boxes.extend(words_to_box(cell, at, x, 1, frame) for x, cell in enumerate(cells))
        held: dict[int, list[tuple[int, Word]]] = {}
        for word in words:
            low, high = reach(word, (-1e9, *edges[1:]))
            held.setdefault(low, []).append((high - low + 1, word))
        boxes.extend(
            words_to_box([word for _, word in own], at, width + low, max(span for span, _ in own), frame)
            for low, own in sorted(held.items())
        )
    first = min((word.x0 for words, _ in bands.values() for word in words), default=limit)
    return Columns(with_blanks(boxes, width, width + len(spans)), (*[(first, limit)] * width, *spans), width)


def _cells(words: Sequence[Word]) -> list[list[Word]]:
    """The labels of one row, each with its lines: words that stand over one another are one."""
    cells: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.x0):
        if cells and word.x0 < max(other.x1 for other in cells[-1]) - 1:
            cells[-1].append(word)
        else:
            cells.append([word])
    return [[word for word in words if word in cell] for cell in cells]


def _is_coarse(bands: Sequence[Sequence[Word]], edges: Sequence[float]) -> bool:
    """Whether figures stand one under another between two lines, as under the head of a table of three lines."""
    piles: dict[tuple[int, int], int] = {}
    for at, words in enumerate(bands):
        for word in words:
            if is_figure(word.text):
                place = at, reach(word, (-1e9, *edges[1:]))[0]
                piles[place] = piles.get(place, 0) + 1
    return sum(count > 1 for count in piles.values()) > 0.1 * len(piles)
