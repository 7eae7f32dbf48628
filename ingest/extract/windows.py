"""Rows that keep their empty places and have more of them than the form has columns: which seven are meant.

Most rows of a table have their figures in the same places. Where the sum of a row speaks for other places than the
usual ones, rows of that table slip to the side, and a row whose own sum is silent is not decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.extract.heads import key_of, read_value
from ingest.extract.rows import Row
from ingest.extract.strips import Kind, Piece, Shape

WIDTH = 7
Span = tuple[Piece, ...]


def are_shifting(rows: Sequence[Row], usual: Mapping[tuple[int, int], Counter[tuple[int, ...]]]) -> bool:
    """Whether the sums of some row hold in other places than the usual ones, or of rows alike in different ones."""
    starts: set[int] = set()
    for row in rows:
        if _is_loose(row):
            starts |= {at for at, span in enumerate(_spans(row)) if _keeps_sum(span)}
    if len(starts) > 1:
        return True
    for row in rows:
        if row.shape is Shape.RAGGED and key_of(row.strip) in usual:
            spans = _spans(row)
            chosen = _usual_spans(row, spans, usual[key_of(row.strip)])
            if len(spans) > 1 and _is_shifted(spans) and not _keeps_sum(chosen[0]):
                return True
    return False


def _spans(row: Row) -> list[Span]:
    """The runs of seven neighbouring cells that hold all figures of a row."""
    values = row.values
    spans: list[Span] = []
    if len(row.figures) > WIDTH:
        return spans
    for start in range(len(values) - WIDTH + 1):
        outside = [*values[:start], *values[start + WIDTH :]]
        if all(piece.kind is Kind.EMPTY for piece in outside):
            spans.append(tuple(values[start : start + WIDTH]))
    return spans


def windows_of(row: Row, usual: Counter[tuple[int, ...]], *, shifting: bool) -> list[Span]:
    """The runs of seven neighbouring cells that can be the seven columns; the sums are heard before the usual place."""
    spans = _spans(row)
    chosen = _usual_spans(row, spans, usual)
    if shifting and _is_loose(row) and not any(_keeps_sum(span) for span in spans):
        return []
    if len(chosen) == 1 < len(spans) and not _keeps_sum(chosen[0]) and (shifting or _is_shifted(spans)):
        return list(spans)
    return chosen


def _is_loose(row: Row) -> bool:
    """Whether the cells follow one another without places of their own."""
    return row.shape is Shape.RAGGED and not row.strip.closed and all(piece.column < 0 for piece in row.values)


def _is_shifted(spans: Sequence[Span]) -> bool:
    return any(_keeps_sum(span) for span in spans)


def _keeps_sum(span: Sequence[Piece]) -> bool:
    """Whether the last of seven is the sum of the others, zeros aside."""
    values = [read_value(piece) for piece in span]
    return values[-1] != 0 and sum(values[:-1]) == values[-1]


def _usual_spans(row: Row, spans: list[Span], usual: Counter[tuple[int, ...]]) -> list[Span]:
    if len(spans) <= 1:
        return list(spans)
    if _is_loose(row):
        return [spans[0]] if spans[0][0] is row.values[0] else list(spans)
    after = _after_label(row)
    fitting = [span for span in spans if tuple(piece.column for piece in span) in usual]
    if len(fitting) > 1:
        best = max(fitting, key=lambda span: usual[tuple(piece.column for piece in span)])
        if usual[tuple(piece.column for piece in best)] >= 3 * sum(usual.values()) / 4:
            return [best]
    return list(fitting or ([spans[0]] if after else spans))


def _after_label(row: Row) -> bool:
    """Whether the first cell behind the label is the first value: rows without filler cells print it so."""
    return row.strip.closed and len(row.strip.pieces) <= WIDTH + 2
