"""A number bound to a figure: of the same value and unit, and of the body, year and measure that the words name.

Who is meant is read conservatively: what stands nearest before the number in its clause, else what follows it, else
what was named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from retrieval.answering import wording
from retrieval.fluent.names import Named, before_that, hide
from retrieval.fluent.numerals import Number
from retrieval.fluent.sentences import Sentence
from retrieval.fluent.shown import FIGURE, Piece
from retrieval.understanding.cells import find_measures

_UP = re.compile(r"增|升|多|高|涨|长|\b(?:rose|rise|up|more|higher|increas\w*|grew|growth|gain\w*)\b", re.I)
_DOWN = re.compile(r"减|降|少(?!数)|低|跌|\b(?:fell|fall|down|fewer|less|lower|decreas\w*|declin\w*|drop\w*)\b", re.I)
_GAP = re.compile(r"差|变化|变动|\b(?:differ\w*|chang\w*|gap)\b", re.I)
_JOINT = re.compile(r"[、和及与]|\band\b|\bwhile\b|\bbut\b", re.I)
_COUNTED = re.compile(r"\s*([件条份家个项次期篇宗例名人页场户])")


@dataclass
class Spoken:
    """Of whom, of which year and of which measure was spoken last."""

    body: Named | None = None
    year: Named | None = None
    measures: frozenset[str] = frozenset()


def bind(
    own: str,
    sentence: Sentence,
    numbers: Sequence[Number],
    bodies: Sequence[Named],
    years: Sequence[Named],
    cited: Sequence[Piece],
    spoken: Spoken,
) -> list[tuple[Number, list[Piece]]]:
    """Each number with the pieces that it is bound to; none where it is bound to nothing."""
    bound: list[tuple[Number, list[Piece]]] = []
    figures = [piece for piece in cited if piece.kind == FIGURE]
    for start, end in sentence.clauses():
        inside = [n for n in numbers if start <= n.start < end]
        here = [b for b in bodies if start <= b.start < end]
        when = [y for y in years if start <= y.start < end]
        for n, number in enumerate(inside):
            left = inside[n - 1].end if n else start
            right = inside[n + 1].start if n + 1 < len(inside) else end
            clause = Clause(own, start, end, left, right, tuple(here), tuple(when), len(inside) == 1)
            found = [p for p in figures if _is_value(own, number, p) and _fits(clause, number, p, figures, spoken)]
            bound.append((number, found))
            spoken.measures = clause.measures(number) or spoken.measures
        spoken.body = here[-1] if here else spoken.body
        spoken.year = when[-1] if when else spoken.year
        if not inside:
            words = hide(own, [*bodies, *years])[start:end]
            spoken.measures = frozenset(find_measures(words).keys) or spoken.measures
    return bound


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around one number."""

    own: str
    start: int
    end: int
    left: int  # where the number before it ends
    right: int  # where the number after it begins
    bodies: tuple[Named, ...]
    years: tuple[Named, ...]
    alone: bool  # no other number stands in the clause

    def near(self, named: Sequence[Named], number: Number) -> Named | None:
        """What is named nearest before the number, else first after it."""
        before = [one for one in named if one.end <= number.start]
        return before[-1] if before else (named[0] if named else None)

    def measures(self, number: Number) -> frozenset[str]:
        """The measures that the words before a number name, else those after it."""
        words = hide(self.own, [*self.bodies, *self.years])
        before = frozenset(find_measures(words[self.left : number.start]).keys)
        return before or frozenset(find_measures(self._after(words, number)).keys)

    def nearest(self, number: Number) -> str:
        """The measure that is named last before a number."""
        words = hide(self.own, [*self.bodies, *self.years])[self.left : number.start]
        return max(find_measures(words).positions, default=(0, ""))[1]

    def around(self, number: Number) -> tuple[str, str]:
        """The words before a number and after it, up to its neighbours."""
        return self.own[self.left : number.start], self._after(self.own, number)

    def _after(self, words: str, number: Number) -> str:
        return _JOINT.split(words[number.end : self.right])[0]


def _is_value(own: str, number: Number, piece: Piece) -> bool:
    """The same value in a unit of the same kind; a percentage also as it is printed, with two decimals."""
    if number.value is None or piece.value is None:
        return False
    value, unit = number.value, number.unit
    if unit == "元":
        value, unit = value / 10_000, "万元"
    kind = {"%": "%", "个百分点": "points", "万元": "万元"}.get(piece.unit, "")
    counted = _COUNTED.match(own[number.end :])
    if kind == "" and counted and counted[1] not in ("件", "条", "份", "个", "项", "宗", "例", "次", piece.unit[:1]):
        return False
    if unit != kind and not (
        unit == "" and kind == "万元" and own[number.end :].lstrip(" ×").startswith("10,000 yuan")
    ):
        return False
    shown = Decimal(wording.number(piece.value, piece.unit))
    signed = {piece.value, shown}
    if piece.measure in ("difference", "change") and not number.signed:
        return value in {abs(one) for one in signed}
    return value in signed


def _fits(clause: Clause, number: Number, piece: Piece, figures: Sequence[Piece], spoken: Spoken) -> bool:
    return (
        _of_body(clause, number, piece, figures, spoken)
        and _of_year(clause, number, piece, figures, spoken)
        and _of_measure(clause, number, piece, spoken)
        and _of_sign(clause, number, piece)
    )


def _of_body(clause: Clause, number: Number, piece: Piece, figures: Sequence[Piece], spoken: Spoken) -> bool:
    ids = frozenset(piece.agencies)
    if not ids:  # a sum over many bodies is no one's own
        return not clause.bodies
    if clause.bodies:
        near = clause.near(clause.bodies, number)
        assert near is not None
        return bool(near.ids & ids) and (not clause.alone or all(body.ids & ids for body in clause.bodies))
    if spoken.body is not None:
        return bool(spoken.body.ids & ids)
    return all(frozenset(other.agencies) == ids for other in figures)


def _of_year(clause: Clause, number: Number, piece: Piece, figures: Sequence[Piece], spoken: Spoken) -> bool:
    if clause.years:
        near = clause.near(clause.years, number)
        assert near is not None
        return near.year in piece.years and (not clause.alone or all(year.year in piece.years for year in clause.years))
    words = clause.own[clause.start : clause.end]
    if before_that(words, carried="/carried_in/" in piece.measure) and len(piece.years) < 2:
        return spoken.year is not None and piece.years == ((spoken.year.year or 0) - 1,)
    if spoken.year is not None:
        return spoken.year.year in piece.years
    return all(other.years == piece.years for other in figures)


def _of_measure(clause: Clause, number: Number, piece: Piece, spoken: Spoken) -> bool:
    before, after = clause.around(number)
    labels = [label.lower() for label in piece.labels]
    said = before.replace("“", "").replace("”", "").lower()
    named = clause.measures(number)
    if named & set(piece.about):
        return _told_of(clause.nearest(number), piece)
    if _column_of_spoken(before, piece, spoken):
        return True
    ends = max((said.rfind(label) + len(label) for label in labels if label in said), default=-1)
    if ends >= 0 and not _measured(said[ends:]):
        return True
    if not said.strip() or not find_measures(before).keys:
        follows = after.replace("“", "").replace("”", "").lower()
        if any(label in follows for label in labels):
            return True
    if named:
        return False
    return not spoken.measures or bool(spoken.measures & set(piece.about))


def _told_of(nearest: str, piece: Piece) -> bool:
    """因属于过程性信息不予公开4件: what is named last is the measure, or the group that its row is of."""
    if not nearest or nearest in piece.about or "/" not in nearest:
        return True
    row, _, _ = nearest.rpartition("/")
    return any(about.startswith(f"{row}.") or about.startswith(f"{row}_") for about in piece.about)


def _column_of_spoken(before: str, piece: Piece, spoken: Spoken) -> bool:
    """新收12件，其中自然人10件: a column alone is one of the row that was spoken of last."""
    found = find_measures(before)
    if found.keys or len(found.columns) != 1 or len(spoken.measures) != 1:
        return False
    table, column = next(iter(found.columns)).split("/", 1)
    row, _, _ = next(iter(spoken.measures)).rpartition("/")
    return row.startswith(f"{table}/") and f"{row}/{column}" in piece.about


def _measured(words: str) -> bool:
    """Whether a measure is named, or a column of one: （自然人）."""
    found = find_measures(words)
    return bool(found.keys or found.columns)


def _of_sign(clause: Clause, number: Number, piece: Piece) -> bool:
    """A rise is not told as a fall; A has more than B, not B than A."""
    if piece.measure not in ("difference", "change") or piece.value is None or number.signed or not piece.value:
        return True
    words = hide(clause.own, [*clause.bodies, *clause.years])[clause.start : clause.end]
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    if up == down:
        return not up and piece.value > 0 and bool(_GAP.search(words))
    rises = piece.value > 0
    if piece.measure == "difference" and len(piece.agencies) == 2 and len(piece.years) == 1:
        first = clause.bodies[0] if clause.bodies else None
        if first is None or piece.agencies[0] not in first.ids | set(piece.agencies[1:]):
            return False
        if piece.agencies[0] not in first.ids:
            rises = not rises
    return up == rises
