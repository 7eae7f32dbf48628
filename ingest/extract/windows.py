"""Rows that keep their empty places and have more of them than the form has columns: which seven are meant.

Most rows of a table have their figures in the same places. Where the sum of a row speaks for other places than the
usual ones, rows of that table slip to the side, and a row whose own sum is silent is not decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.extract.heads import key_of, read_value
from ingest.extract.labels import ordinal
from ingest.extract.rows import Row
from ingest.extract.strips import Kind, Piece, Shape

WIDTH = 7
Span = tuple[Piece, ...]


def are_shifting(rows: Sequence[Row], usual: Mapping[tuple[int, int], Counter[tuple[int, ...]]]) -> bool:
    """Whether the sums of some row hold in other places than the usual ones, or of rows alike in different ones."""
    starts: set[int] = set()
    for row in rows:
        if _is_loose(row):
            starts |= {at for at, span in enumerate(_spans(row)) if keeps_sum(span)}
    if len(starts) > 1:
        return True
    for row in rows:
        if row.shape is Shape.RAGGED and key_of(row.strip) in usual:
            spans = _spans(row)
            chosen = _usual_spans(row, spans, usual[key_of(row.strip)])
            if len(spans) > 1 and _is_shifted(spans) and not keeps_sum(chosen[0]):
                return True
    return False


def are_trimmed(rows: Sequence[Row]) -> bool:
    """Whether empty cells at the end of a row may be lost: rows of text, and none of them ends in one."""
    return all(row.values[-1].kind is not Kind.EMPTY for row in rows if row.values and row.shape is Shape.RAGGED)


def _spans(row: Row, *, trimmed: bool = False) -> list[Span]:
    """The runs of seven neighbouring cells that hold all figures of a row."""
    values = row.values
    if trimmed and row.shape is Shape.RAGGED and not row.strip.closed and values and values[-1].column >= 0:
        end = values[-1].column
        lost = max(0, min(_leading(values), _leading(values) + WIDTH - len(values)))  # a total is never trimmed away
        values = (*values, *(Piece("", end + 1 + at) for at in range(lost)))
    spans: list[Span] = []
    if len(row.figures) > WIDTH:
        return spans
    for start in range(len(values) - WIDTH + 1):
        outside = [*values[:start], *values[start + WIDTH :]]
        if all(piece.kind is Kind.EMPTY for piece in outside):
            spans.append(tuple(values[start : start + WIDTH]))
    return spans


def _leading(values: Span) -> int:
    """How many empty cells stand before the first figure."""
    return next((at for at, piece in enumerate(values) if piece.kind is not Kind.EMPTY), 0)


def offsets_of(rows: Sequence[Row]) -> dict[str, set[int]]:
    """How far behind their label whole rows begin, by how the label is numbered: 一、 （一） 1."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row.shape is Shape.RAGGED and len(row.figures) == WIDTH and row.figures[0].column >= 0:
            found.setdefault(ordinal(row.label)[:1], set()).add(row.figures[0].column - _label_column(row))
    return found


def _label_column(row: Row) -> int:
    first = row.values[0].column if row.values else 0
    return max((p.column for p in row.strip.pieces if p.kind is Kind.WORDS and p.column < first), default=-1)


def windows_of(
    row: Row, usual: Counter[tuple[int, ...]], *, shifting: bool, offsets: Mapping[str, set[int]] | None
) -> list[Span]:
    """The runs of seven neighbouring cells that can be the seven columns; the sums are heard before the usual place."""
    spans = _spans(row, trimmed=offsets is not None)
    if offsets is not None and len(spans) > 1 and not row.strip.closed:  # rows labelled alike tell
        begins = offsets.get(ordinal(row.label)[:1], set())
        alike = [span for span in spans if span[0].column - _label_column(row) in begins]
        return alike if len(alike) == len(begins) == 1 else spans
    chosen = _usual_spans(row, spans, usual)
    if shifting and _is_loose(row) and not any(keeps_sum(span) for span in spans):
        return []
    if len(chosen) == 1 < len(spans) and not keeps_sum(chosen[0]) and (shifting or _is_shifted(spans)):
        return list(spans)
    return chosen


def _is_loose(row: Row) -> bool:
    """Whether the cells follow one another without places of their own."""
    return row.shape is Shape.RAGGED and not row.strip.closed and all(piece.column < 0 for piece in row.values)


def _is_shifted(spans: Sequence[Span]) -> bool:
    return any(keeps_sum(span) for span in spans)


def keeps_sum(span: Sequence[Piece]) -> bool:
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
