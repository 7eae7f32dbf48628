"""Rows of a form's table put together from printed rows: the words of a label, then the values behind it.

A printed row that holds both is a row. Where cells stand one a line, or a label is wrapped, a run of words is a label
and the run of values behind it is what it is filled with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.labels import bare, find_exact, ordinal
from ingest.extract.strips import Kind, Piece, Shape, Strip


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its values, blank places included where the print keeps them."""

    labels: tuple[str, ...]
    values: tuple[Piece, ...]
    strips: tuple[Strip, ...]
    tail: tuple[str, ...] = ()  # words printed right behind the values, often the end of the label
    borrowed: bool = False  # the label stands on a printed row of its own, above
    stray: tuple[int, ...] = ()  # values that stand alone on their line among rows of many: perhaps page numbers

    @property
    def strip(self) -> Strip:
        """The printed row that the figures stand on."""
        return next((strip for strip in self.strips if strip.has_figures), self.strips[0])

    @property
    def shape(self) -> Shape:
        return self.strip.shape

    @property
    def figures(self) -> tuple[Piece, ...]:
        """The values less the empty places."""
        return tuple(piece for piece in self.values if piece.kind is not Kind.EMPTY)

    @property
    def label(self) -> str:
        """The last piece of the label, as printed."""
        return self.labels[-1] if self.labels else ""

    @property
    def quote(self) -> str:
        """The row as text: what is printed, in the order in which it is printed."""
        if self.strip.shape is Shape.LINE or not self.strip.closed:
            texts = [*self.labels[-3:], *(piece.text for piece in self.values if piece.text)]
            return " ".join(" ".join(texts).split())
        return " ".join(" ".join(strip.text for strip in self.strips[-2:]).split())


def strips_to_rows(strips: Sequence[Strip], table: str) -> list[Row]:
    """Every row of a table's region that has values, and the rows that are only labels."""
    full = sum(sum(p.kind in (Kind.FIGURE, Kind.MARK) for p in strip.pieces) >= 4 for strip in strips)
    lonely = sum(len(strip.pieces) == 1 and strip.pieces[0].kind is Kind.FIGURE for strip in strips)
    rows = list(_assemble(strips, table, by_line=full >= max(2, lonely)))
    return _with_tails(rows)


def _assemble(strips: Sequence[Strip], table: str, *, by_line: bool) -> Iterator[Row]:
    labels: list[str] = []
    values: list[Piece] = []
    held: list[Strip] = []
    stray: list[int] = []

    def flush() -> Iterator[Row]:
        nonlocal labels, values, held, stray
        if labels or values:
            yield Row(tuple(labels), tuple(values), tuple(held), stray=tuple(stray))
        labels, values, held, stray = [], [], [], []

    for strip in strips:
        if strip.shape is Shape.GRID or strip.closed or (strip.shape is Shape.RAGGED and len(strip.pieces) > 1):
            words, places = _split(strip)
            if words and places is not None and any(p.kind is not Kind.EMPTY for p in places):
                yield from flush()
                yield Row(tuple(words), tuple(places), (strip,))
            elif places and any(p.kind is not Kind.EMPTY for p in places):
                if labels and not values:  # the label stands above, on a row of its own
                    yield Row(tuple(labels), tuple(places), (*held, strip), borrowed=True)
                    labels, held = [], []
                else:
                    yield from flush()
                    yield Row((), tuple(places), (strip,))
            elif words:
                yield from flush()
                labels, held, values = list(words), [strip], list(places or ())
                if any(True for _ in values):
                    yield from flush()
                    labels, held = list(words), [strip]
            continue
        for at, piece in enumerate(strip.pieces):
            kind = piece.kind
            if kind is Kind.WORDS:
                if values:
                    yield from flush()
                labels.append(piece.text)
                if not held or held[-1] is not strip:
                    held.append(strip)
            elif kind is Kind.EMPTY:
                if labels or values:
                    values.append(piece)
            elif _numbers_a_label(strip, at):
                labels.append(piece.text)
            else:
                if by_line and len(strip.pieces) == 1 and (values or not labels or table == "applications"):
                    if not values and not labels:
                        continue
                    stray.append(len(values))
                if not held or held[-1] is not strip:
                    held.append(strip)
                values.append(piece)
    yield from flush()


def _numbers_a_label(strip: Strip, at: int) -> bool:
    """Whether a figure is the number of the label behind it: 1 属于国家秘密."""
    if at != 0 or len(strip.pieces) < 2 or strip.shape is not Shape.LINE:
        return False
    behind = strip.pieces[1]
    return behind.kind is Kind.WORDS and len(strip.pieces[0].text) == 1 and not ordinal(behind.text)


def _split(strip: Strip) -> tuple[list[str], list[Piece] | None]:
    """The words before the first value of a row, and everything from there on; all empty places where it has none."""
    pieces = strip.pieces
    first = next((at for at, piece in enumerate(pieces) if piece.kind in (Kind.FIGURE, Kind.MARK)), None)
    if first is None:
        last = max((at for at, piece in enumerate(pieces) if piece.kind is Kind.WORDS), default=-1)
        return [p.text for p in pieces if p.kind is Kind.WORDS], list(pieces[last + 1 :])
    words = [p.text for p in pieces[:first] if p.kind is Kind.WORDS]
    last = max((at for at, piece in enumerate(pieces[:first]) if piece.kind is Kind.WORDS), default=-1)
    return words, list(pieces[last + 1 :])


def _with_tails(rows: Sequence[Row]) -> list[Row]:
    """Each row with the words behind it that may be the end of its label."""
    found = list(rows)
    for at, row in enumerate(rows[:-1]):
        following = rows[at + 1]
        if row.values and following.labels and row.shape is Shape.LINE:
            found[at] = replace(row, tail=following.labels[:1])
    return found


def is_label_only(row: Row) -> bool:
    """Whether nothing is filled in."""
    return not row.figures


def names_row(row: Row, table: str) -> str:
    """The item that the last piece of the label spells exactly; empty where it does not."""
    return find_exact(row.label, table) if row.label and bare(row.label) else ""
