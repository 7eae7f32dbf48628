"""Rows of a form's table put together from printed rows: the words of a label, then the values behind it.

A printed row that holds both is a row. Where cells stand one a line, or a label is wrapped, a run of words is a label
and the run of values behind it is what it is filled with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from ingest.extract.labels import GROUP_LABELS, bare, core, find_exact, group_labels, is_form_word, ordinal, score_label
from ingest.extract.strips import UNSURE, Kind, Piece, Shape, Strip, kind_of, with_pieces
from report.form import all_rows


@dataclass(frozen=True)
class Row:
    """A label and its values, blank places included where the print keeps them."""

    labels: tuple[str, ...]
    values: tuple[Piece, ...]
    strips: tuple[Strip, ...]
    tail: tuple[str, ...] = ()  # words printed right behind the values, often the end of the label
    borrowed: bool = False  # the label stands on a printed row of its own, above
    stray: tuple[int, ...] = ()  # values that stand alone on their line among rows of many: perhaps page numbers
    open: bool = False  # without figures, which may stand on the row below

    @cached_property
    def strip(self) -> Strip:
        """The printed row that the figures stand on."""
        return next((strip for strip in self.strips if strip.has_figures), self.strips[0])

    @property
    def shape(self) -> Shape:
        return self.strip.shape

    @cached_property
    def figures(self) -> tuple[Piece, ...]:
        """The values less the empty places."""
        return tuple(piece for piece in self.values if piece.kind is not Kind.EMPTY)

    @property
    def label(self) -> str:
        """The last piece of the label, as printed."""
        return self.labels[-1] if self.labels else ""

    @cached_property
    def printed(self) -> str:
        """The values as printed, in their order."""
        return " ".join(piece.text for piece in self.values[:40] if piece.text).replace(UNSURE, "")


def cited(labels: Sequence[str]) -> tuple[str, ...]:
    """The pieces of a label that a person would cite: the last, and those before where it is only an end."""
    pieces: list[str] = []
    for piece in reversed(labels[-6:]):
        if pieces and (ordinal("".join(pieces)) or core(piece) in group_labels()):
            break
        pieces.insert(0, piece)
        if ordinal(piece) or len("".join(pieces)) > 12:
            break
    return tuple(pieces)


def strips_to_rows(strips: Sequence[Strip], table: str) -> list[Row]:
    """Every row of a table's region: those with values, and those that are labels or empty places only."""
    full = sum(sum(p.kind in (Kind.FIGURE, Kind.MARK) for p in strip.pieces) >= 4 for strip in strips)
    lonely = sum(len(strip.pieces) == 1 and strip.pieces[0].kind is Kind.FIGURE for strip in strips)
    assembler = _Assembler(table, by_line=full >= max(2, lonely))
    for strip in strips:
        assembler.take(strip)
    return _with_tails(_with_figures_below(_without_strangers(assembler.finish()), table))


def _with_figures_below(rows: list[Row], table: str) -> list[Row]:
    """The rows, where each has its label in a row of boxes and its figures in the next, put together.

    Where only some stand so, the label's row is no blank, and whose the figures are cannot be known.
    """
    if table == "review_litigation":
        return rows
    pairs = [at for at, (row, below) in enumerate(pairwise(rows)) if _stands_over(row, below, table)]
    if not pairs:
        return rows
    whole = any(row.labels and row.figures and row.strip.closed for row in rows)
    if whole or len(pairs) < _FEWEST_PAIRS:
        return [replace(row, open=True) if at in pairs else row for at, row in enumerate(rows)]
    found: list[Row] = []
    for at, row in enumerate(rows):
        if at in pairs:
            below = rows[at + 1]
            found.append(Row(row.labels, below.values, (*row.strips, *below.strips), borrowed=True))
        elif at - 1 not in pairs:
            found.append(row)
    return found


def _stands_over(row: Row, below: Row, table: str) -> bool:
    if not row.labels or row.figures or below.labels or not below.figures:
        return False
    closed = row.strip.closed and below.strip.closed
    return closed and max(score_label(row.labels, table).values(), default=0.0) >= _CLEAR


def _without_strangers(rows: list[Row]) -> list[Row]:
    """The rows, where figures that follow each other without any label borrow none from a list of labels above."""
    found = list(rows)
    for at, (row, following) in enumerate(pairwise(rows)):
        bare_rows = not following.labels and len(following.values) == len(row.values) > 1
        if row.borrowed and bare_rows:
            found[at] = replace(row, labels=(), borrowed=False)
    return found


class _Assembler:
    """Rows out of printed rows, one after the other."""

    def __init__(self, table: str, *, by_line: bool) -> None:
        self.table, self.by_line = table, by_line
        self.rows: list[Row] = []
        self.labels: list[str] = []
        self.values: list[Piece] = []
        self.held: list[Strip] = []
        self.stray: list[int] = []

    def finish(self) -> list[Row]:
        """The rows, the last one too."""
        self._flush()
        return self.rows

    def take(self, strip: Strip) -> None:
        """The next printed row."""
        if strip.shape is Shape.GRID or strip.closed or (strip.shape is Shape.RAGGED and len(strip.pieces) > 1):
            self._take_row(strip)
        else:
            for at, piece in enumerate(strip.pieces):
                self._take_piece(strip, at, piece)

    def _flush(self) -> None:
        if len(self.labels) > 1 and is_no_label(self.labels[-1]) and find_exact(self.labels[-2], self.table):
            self.values.insert(0, Piece(self.labels.pop()))  # 未发生 in place of the first figure
        if self.labels or self.values:
            self.rows.append(Row(tuple(self.labels), tuple(self.values), tuple(self.held), stray=tuple(self.stray)))
        self.labels, self.values, self.held, self.stray = [], [], [], []

    def _take_row(self, strip: Strip) -> None:
        strip = _without_serial(strip, self.table)
        words, places = _without_spoilt(strip, self.table, *_split(strip, self.table))
        loose = self.labels and not self.values and all(held.shape is Shape.LINE for held in self.held)
        if not words and strip.has_figures and loose and self._names_several():
            self.labels, self.held = [], []  # labels one under the other: the figures may be any one's
        elif not words and strip.has_figures and loose:  # the label stands above, on lines of its own
            self.rows.append(Row(tuple(self.labels), tuple(places), (*self.held, strip), borrowed=True))
            self.labels, self.held = [], []
            return
        self._flush()
        if words or places:
            self.rows.append(Row(tuple(words), tuple(places), (strip,)))

    def _names_several(self) -> bool:
        return len({item for label in self.labels if (item := find_exact(label, self.table))}) > 1

    def _take_piece(self, strip: Strip, at: int, piece: Piece) -> None:
        kind = piece.kind
        if kind is Kind.WORDS and self._stands_for_a_value(strip, piece):
            self._take_words(strip, piece)
        elif kind is Kind.WORDS:
            if self.values:
                self._flush()
            self.labels.append(piece.text)
            self._hold(strip)
        elif kind is Kind.EMPTY:
            if self.labels or self.values:
                self.values.append(piece)
        elif _numbers_a_label(strip, at):
            if self.values:
                self._flush()
            self.labels.append(piece.text)
            self._hold(strip)
        else:
            if (
                self.by_line
                and len(strip.pieces) == 1
                and (self.values or not self.labels or self.table == "applications")
            ):
                if not self.values and not self.labels:
                    return
                self.stray.append(len(self.values))
            self._hold(strip)
            self.values.append(piece)

    def _stands_for_a_value(self, strip: Strip, piece: Piece) -> bool:
        """Whether words among the values of a row, 未发生 or 若干, stand where a figure should."""
        held = sum(value.kind is not Kind.EMPTY for value in self.values)
        if held >= _MOST[self.table] or len(self.values) > _MOST[self.table] + 1 or not self.labels:
            return False
        if not self.values:
            spoilt = begins_as_figure(piece.text) or (len(strip.pieces) > 1 and is_no_label(piece.text))
            return spoilt and bool(find_exact(self.labels[-1], self.table))
        if len(strip.pieces) == 1 and self.by_line:
            return False
        if len(strip.pieces) > 1 and self.held and self.held[-1] is not strip:
            return False  # the first words of another line
        return is_no_label(piece.text)

    def _take_words(self, strip: Strip, piece: Piece) -> None:
        self._hold(strip)
        before = self.values[-1] if self.values else Piece("")
        if is_open(before.text) and not begins_as_figure(piece.text):  # 16（其 / 中1件）
            self.values[-1] = replace(before, text=before.text + piece.text, right=max(before.right, piece.right))
        elif before.kind is Kind.FIGURE and kind_of(before.text + piece.text) is Kind.FIGURE:  # 5 件
            self.values[-1] = replace(before, text=before.text + piece.text, right=piece.right)
        else:
            self.values.append(piece)

    def _hold(self, strip: Strip) -> None:
        if not self.held or self.held[-1] is not strip:
            self.held.append(strip)


@lru_cache(maxsize=16384)
def begins_as_figure(text: str) -> bool:
    """Whether words begin with a figure, and not with the number of a label: 12（其中修订, 3件."""
    return bool(re.match(r"[+-]?\d[\d,]*(?:\.\d+)?\s*(?:[（(]|[件条份宗例项个次]|万元|元|\n)", text)) and not ordinal(
        text
    )


def is_open(text: str) -> bool:
    """Whether a bracket behind a figure is not closed yet."""
    return text[:1].isdigit() and len(re.findall("[（(]", text)) > len(re.findall("[）)]", text))


def _is_scrap(text: str) -> bool:
    """Whether a word is too little to be a label: O, l2, ×."""
    return len(text.strip()) <= 2 and not re.search("[\u4e00-\u9fff]", text)


@lru_cache(maxsize=16384)
def is_no_label(text: str) -> bool:
    """Whether words are short, or begin as a figure does, and are no part of the form's own labels."""
    return (len(text) <= 6 or text[:1].isdigit()) and not is_form_word(text)


def _numbers_a_label(strip: Strip, at: int) -> bool:
    """Whether a figure is the number of the label behind it: 1 属于国家秘密."""
    if at != 0 or len(strip.pieces) < 2 or strip.shape is not Shape.LINE:
        return False
    behind = strip.pieces[1]
    return behind.kind is Kind.WORDS and len(strip.pieces[0].text) == 1 and not ordinal(behind.text)


def _without_serial(strip: Strip, table: str) -> Strip:
    """The row without a running number that stands before its label: a figure, a label, and figures behind."""
    filled = [piece for piece in strip.pieces if piece.kind is not Kind.EMPTY]
    if len(filled) < 2 or filled[0].kind is not Kind.FIGURE or filled[1].kind is not Kind.WORDS:
        return strip
    label = [piece.text for piece in filled if piece.kind is Kind.WORDS]
    if not filled[0].text.isdigit() or max(score_label(label, table).values(), default=0.0) < 0.6:
        return strip
    return with_pieces(strip, [replace(p, text="") if p is filled[0] else p for p in strip.pieces])


def _split(strip: Strip, table: str) -> tuple[list[str], list[Piece]]:
    """The words before the first value of a row, and every place behind them.

    Words that are none of the form's, behind a label that is whole, stand in the place of a value.
    """
    pieces = strip.pieces
    first = next((at for at, piece in enumerate(pieces) if piece.kind in (Kind.FIGURE, Kind.MARK)), len(pieces))
    words = [at for at, piece in enumerate(pieces[:first]) if piece.kind is Kind.WORDS]
    values = sum(piece.kind in (Kind.FIGURE, Kind.MARK) for piece in pieces)
    if values >= _MOST[table]:
        return [pieces[at].text for at in words], list(pieces[(words[-1] if words else -1) + 1 :])
    for number, at in enumerate(words[1:], start=1):
        text, before = pieces[at].text, pieces[words[number - 1]].text
        if begins_as_figure(text) or _is_scrap(text) or (is_no_label(text) and find_exact(before, table)):
            words = words[:number]
            break
    if len(words) == 1 and _is_scrap(pieces[words[0]].text):
        return [], list(pieces[words[0] :])
    last = words[-1] if words else -1
    return [pieces[at].text for at in words], list(pieces[last + 1 :])


def _without_spoilt(strip: Strip, table: str, words: list[str], places: list[Piece]) -> tuple[list[str], list[Piece]]:
    """The row with words that stand in its first value cell, 若干 or 见附件, told as a value and not as its label."""
    figures = sum(place.kind in (Kind.FIGURE, Kind.MARK) for place in places)
    if table == "review_litigation" and figures == 14 and len(words) == 1 and 2 <= len(bare(words[0])) <= 6:
        return [], [next(piece for piece in strip.pieces if piece.text == words[0]), *places]
    apart = strip.shape is Shape.RAGGED or (strip.shape is Shape.GRID and table == "disclosure")
    if not apart or len(words) < 2 or figures >= _FULL.get(table, 0):
        return words, places
    last = words[-1]
    if not find_exact(words[-2], table) or find_exact(last, table) or not 2 <= len(bare(last)) <= 6 or ordinal(last):
        return words, places
    if core(last) in group_labels() or core(last) in core(words[-2]) or any(sign in last for sign in "（(）)"):
        return words, places
    piece = next(piece for piece in reversed(strip.pieces) if piece.kind is Kind.WORDS and piece.text == last)
    return words[:-1], [piece, *places]


_FEWEST_PAIRS = 3  # labels over their figures
_CLEAR = 0.6  # a label so like the form's names its row
_FULL = {"applications": 7, "disclosure": 1}  # values that a row has at least
_MOST = {"applications": 7, "disclosure": 3, "review_litigation": 15}  # and at most


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


def without_group_sums(rows: Sequence[Row]) -> list[Row]:
    """The rows of the form: a group's row that prints the sum of the rows below it is none of them."""
    named = {find_exact(label, "applications") for row in rows for label in row.labels}
    return [row for row in rows if not (row.figures and _is_group_sum(row, named))]


def _is_group_sum(row: Row, named: Collection[str]) -> bool:
    group = next((key for key, labels in GROUP_LABELS.items() if core(row.label) in labels), "")
    members = {form_row.item for form_row in all_rows() if form_row.group == group and form_row.table == "applications"}
    return bool(group) and bool(members) and members <= set(named)
