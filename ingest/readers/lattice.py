"""Ruling lines become grids.

Lines that touch belong to one table. Their positions cut it into small places; two places between which no line is
drawn are one cell. A cell that comes out crooked, because a line was left out, is told as the upright pieces it is made
of. What frames a page or a paragraph is no table.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter, mul, sub

from ingest.readers.pdf_page import Rule

_NEAR = 2.5  # points: lines no further apart are one line drawn twice
_REACH = 3.5  # a line that ends this short of another still meets it
_COVERED = 0.55  # of an edge: as much must be drawn for it to part two cells
_MAX_LINES = 400
_start = itemgetter(1)  # of a rule


@dataclass(frozen=True, slots=True)
class Region:
    """One cell of a grid: rows `top` to `bottom` and columns `left` to `right`, the ends not included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """One ruled table."""

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    owner: list[list[int]]  # the region at each place

    @property
    def area(self) -> float:
        """Its size on the page."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def find(self, x: float, y: float) -> int | None:
        """The region at a point of the page."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self.owner[row][column]


def rules_to_grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """The tables that the lines of a page draw, the smallest first, so that an inner one claims its text."""
    flat, tall = merge_rules(level), merge_rules(upright)
    if len(flat) > _MAX_LINES or len(tall) > _MAX_LINES:
        return []
    grids = [_grid(rows, columns) for rows, columns in _groups(flat, tall)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.area)


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Lines drawn in pieces, or twice, made one."""
    levels: list[list[Rule]] = []
    first = last = -math.inf
    for rule in sorted(rules):
        at = rule.at
        if at - last <= _NEAR and at - first <= 2 * _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
            first = at
        last = at
    merged: list[Rule] = []
    for group in levels:
        run: list[Rule] = []
        end = 0.0
        for rule in sorted(group, key=_start):
            _, start, stop = rule
            if run and start > end + _REACH:
                merged.append(_as_one(run))
                run = []
            if not run or stop > end:
                end = stop
            run.append(rule)
        merged.append(_as_one(run))
    return [rule for rule in merged if rule.end - rule.start > 4]


def _as_one(rules: Sequence[Rule]) -> Rule:
    """Pieces of one line: its level is that of the longer pieces."""
    heights, starts, ends = zip(*rules, strict=True)
    lengths = list(map(sub, ends, starts))
    return Rule(sum(map(mul, heights, lengths)) / max(sum(lengths), 1e-9), min(starts), max(ends))


class _Sets:
    """Things that belong together, directly or through others, each by its number."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, at: int) -> int:
        """The one that stands for all that belong with this."""
        parents = self._parents
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    def join(self, one: int, two: int) -> None:
        self._parents[self.root(one)] = self.root(two)


def _groups(flat: list[Rule], tall: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, directly or through others."""
    sets = _Sets(len(flat) + len(tall))

    order = sorted(range(len(tall)), key=lambda j: tall[j].at)
    places = [tall[j].at for j in order]
    for i, row in enumerate(flat):
        near = order[bisect_left(places, row.start - _REACH) : bisect_right(places, row.end + _REACH)]
        for j in near:
            if tall[j].start - _REACH <= row.at <= tall[j].end + _REACH:
                sets.join(i, len(flat) + j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(flat):
        found.setdefault(sets.root(i), ([], []))[0].append(row)
    for j, column in enumerate(tall):
        found.setdefault(sets.root(len(flat) + j), ([], []))[1].append(column)
    return list(found.values())


def _grid(flat: list[Rule], tall: list[Rule]) -> Grid | None:
    if len(flat) < 2 or not tall:
        return None
    xs = _positions([rule.at for rule in tall], min(rule.start for rule in flat), max(rule.end for rule in flat))
    ys = _positions([rule.at for rule in flat], min(rule.start for rule in tall), max(rule.end for rule in tall))
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    sets = _Sets(rows * columns)

    lines_at = _by_position(flat, ys)
    columns_at = _by_position(tall, xs)
    for row in range(rows):
        for column in range(columns):
            place = row * columns + column
            if column + 1 < columns and not _covered(columns_at[column + 1], ys[row], ys[row + 1]):
                sets.join(place, place + 1)
            if row + 1 < rows and not _covered(lines_at[row + 1], xs[column], xs[column + 1]):
                sets.join(place, place + columns)
    return _pieces(xs, ys, [[sets.root(row * columns + column) for column in range(columns)] for row in range(rows)])


def _positions(found: list[float], low: float, high: float) -> list[float]:
    """The distinct positions, with the ends of the crossing lines where a border was left out."""
    positions: list[float] = []
    for at in sorted(found):
        if not positions or at - positions[-1] > _NEAR:
            positions.append(at)
    if positions and positions[0] - low > 8:
        positions.insert(0, low)
    if positions and high - positions[-1] > 8:
        positions.append(high)
    return positions


def _by_position(rules: list[Rule], positions: list[float]) -> list[list[Rule]]:
    result: list[list[Rule]] = [[] for _ in positions]
    for rule in rules:
        after = bisect_left(positions, rule.at)
        near = [at for at in (after - 1, after) if 0 <= at < len(positions)]
        result[min(near, key=lambda at: abs(positions[at] - rule.at))].append(rule)
    return result


def _covered(rules: list[Rule], start: float, end: float) -> bool:
    drawn = 0.0
    for _, first, last in rules:
        if first < end and last > start:
            drawn += min(last, end) - max(first, start)
    return drawn >= _COVERED * (end - start)


def _pieces(xs: list[float], ys: list[float], labels: list[list[int]]) -> Grid:
    """Each cell as one region where it is upright, as several where it is crooked."""
    regions: list[Region] = []
    owner = [[-1] * len(row) for row in labels]
    for top, row in enumerate(labels):
        for left, label in enumerate(row):
            if owner[top][left] >= 0:
                continue
            right = left + 1
            while right < len(row) and row[right] == label and owner[top][right] < 0:
                right += 1
            bottom = top + 1
            while bottom < len(labels) and _same_run(labels[bottom], left, right, label):
                bottom += 1
            for y in range(top, bottom):
                owner[y][left:right] = [len(regions)] * (right - left)
            regions.append(Region(top, left, bottom, right))
    return Grid(xs, ys, regions, owner)


def _same_run(row: list[int], left: int, right: int, label: int) -> bool:
    """Whether the row below has the very same stretch of the cell."""
    inside = all(row[column] == label for column in range(left, right))
    return inside and (left == 0 or row[left - 1] != label) and (right == len(row) or row[right] != label)
