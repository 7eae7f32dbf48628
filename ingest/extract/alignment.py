"""Printed rows against the form's rows.

Both run in the same order, so the best pairing is found for all rows at once (dynamic programming over label
similarity). A row whose label says little is placed by its neighbours, and only where they leave one place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.labels import score_label
from ingest.extract.rows import Row
from ingest.extract.strips import Shape

SURE = 0.6  # a label this alike names its row
_FAINT = 0.04  # for a row that only its place speaks for


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which item each printed row is; where the label leaves it open, the items that it may be."""

    items: tuple[str, ...]  # by row; empty where the row is none of the form's
    open: dict[int, tuple[str, ...]]


def pair_rows(rows: Sequence[Row], items: Sequence[str], table: str) -> Pairing:
    """The items of the rows, in the form's order where the labels do not say otherwise."""
    scores = [_scores(row, table, items) for row in rows]
    found = _best_path([_weigh(row, score) for row, score in zip(rows, scores, strict=True)], items)
    _place_strangers(found, scores, items)
    return _settle(rows, found, scores, items)


def _scores(row: Row, table: str, items: Sequence[str]) -> dict[str, float]:
    scores = score_label(row.labels, table)
    if row.tail and row.labels and max(scores.values(), default=0.0) < 0.95:
        for item, score in score_label((row.labels[-1] + row.tail[0],), table).items():  # the end of a wrapped label
            if item in scores:
                scores[item] = max(scores[item], score)
    return {item: score for item, score in scores.items() if item in items}


def _weigh(row: Row, score: dict[str, float]) -> dict[str, float]:
    """Rows with figures go before rows without."""
    return score if row.figures else {item: 0.7 * value for item, value in score.items()}


def _best_path(scores: Sequence[dict[str, float]], items: Sequence[str]) -> list[str]:
    count, width = len(scores), len(items)
    best = [[0.0] * (width + 1) for _ in range(count + 1)]
    gains = [[_gain(score, item) for item in items] for score in scores]
    for row in range(1, count + 1):
        above, here, gain = best[row - 1], best[row], gains[row - 1]
        for column in range(1, width + 1):
            value = above[column - 1] + gain[column - 1]
            if above[column] > value:
                value = above[column]
            if here[column - 1] > value:
                value = here[column - 1]
            here[column] = value
    found = [""] * count
    row, column = count, width
    while row and column:
        here_value = best[row][column]
        if here_value == best[row - 1][column]:
            row -= 1
        elif here_value == best[row][column - 1]:
            column -= 1
        else:
            found[row - 1] = items[column - 1]
            row, column = row - 1, column - 1
    return found


def _gain(score: dict[str, float], item: str) -> float:
    """What pairing a row with an item is worth: its likeness, less what a better name elsewhere takes from it."""
    mine = score.get(item, 0.0)
    best = max(score.values(), default=0.0)
    if best >= SURE and mine < best - 0.25:
        return -1.0
    return mine * mine if mine >= 0.35 else _FAINT


def _place_strangers(found: list[str], scores: Sequence[dict[str, float]], items: Sequence[str]) -> None:
    """Rows out of the form's order, by their label alone."""
    free = [item for item in items if item not in found]
    for at, score in enumerate(scores):
        best = max(score, key=lambda item: score[item], default="")
        if not best or score[best] < 0.9 or found[at] == best:
            continue
        if best in free:
            found[at] = best
            free.remove(best)
        elif found[at] and score.get(found[at], 0.0) < 0.35:
            found[at] = ""


def _settle(rows: Sequence[Row], found: list[str], scores: Sequence[dict[str, float]], items: Sequence[str]) -> Pairing:
    """Which rows are named for certain; between those, rows and items are matched where their numbers agree."""
    order = {item: at for at, item in enumerate(items)}
    certain = [bool(item) and bool(rows[at].figures) and _is_sure(scores[at], item) for at, item in enumerate(found)]
    open_rows: dict[int, tuple[str, ...]] = {}
    taken = {found[at] for at, sure in enumerate(certain) if sure}
    at = 0
    while at < len(rows):
        if certain[at]:
            at += 1
            continue
        end = at
        while end < len(rows) and not certain[end]:
            end += 1
        before = max((order[found[i]] for i in range(at) if certain[i]), default=-1)
        after = min((order[found[i]] for i in range(end, len(rows)) if certain[i]), default=len(items))
        between = [item for item in items[before + 1 : after] if item not in taken]
        _settle_gap(range(at, end), between, rows, found, scores, open_rows)
        at = end
    return Pairing(tuple(found), open_rows)


def _settle_gap(
    gap: range,
    between: Sequence[str],
    rows: Sequence[Row],
    found: list[str],
    scores: Sequence[dict[str, float]],
    open_rows: dict[int, tuple[str, ...]],
) -> None:
    """The rows between two that are certain."""
    entries = [at for at in gap if rows[at].figures or _may_be_row(rows[at], scores[at])]
    entries = [at for at in entries if not _is_repeated(scores[at], between)]
    filled = [at for at in entries if rows[at].figures]
    for at in gap:
        if at not in filled:
            found[at] = ""
    if not filled:
        for at in entries:
            best = _best(scores[at])
            if best in between and best not in found:
                found[at] = best
        return
    nameless = [at for at in entries if not rows[at].labels]
    for chosen in (entries, nameless if filled == [at for at in nameless if rows[at].figures] else filled, filled):
        if len(chosen) == len(between) and all(
            _agrees(scores[at], item, between) for at, item in zip(chosen, between, strict=True)
        ):
            for at, item in zip(chosen, between, strict=True):
                found[at] = item
            return
    for at in filled:  # a fair label beside strangers still counts
        item = found[at]
        if item in between and scores[at].get(item, 0.0) >= SURE and _is_sure(scores[at], item):
            continue
        found[at] = ""
        open_rows[at] = tuple(between)


def _is_repeated(score: dict[str, float], between: Sequence[str]) -> bool:
    """Whether a row bears the very label of one that stands elsewhere: it was printed again behind a page break."""
    best = _best(score)
    return best not in between and score.get(best, 0.0) >= 0.95


def _may_be_row(row: Row, score: dict[str, float]) -> bool:
    """Whether a printed row without figures takes a row of the form: by its label, or as a row of empty cells."""
    if row.labels:
        return max(score.values(), default=0.0) >= SURE
    return row.shape is not Shape.LINE and len(row.values) >= 7


def _agrees(score: dict[str, float], item: str, between: Sequence[str]) -> bool:
    """Whether a label does not speak for another of the rows in question."""
    mine = score.get(item, 0.0)
    best = max((score.get(other, 0.0) for other in between), default=0.0)
    return best < 0.35 or mine >= best - 0.12


def _best(score: dict[str, float]) -> str:
    return max(score, key=lambda item: score[item], default="")


def _is_sure(score: dict[str, float], item: str) -> bool:
    mine = score.get(item, 0.0)
    second = max((other for name, other in score.items() if name != item), default=0.0)
    return mine >= SURE and mine - second >= 0.12
