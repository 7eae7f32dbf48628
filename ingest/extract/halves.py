"""Columns that stand under another year's head, and rows that are labelled with one, are never this report's.

Some offices print last year's figures beside this year's: 2025年 and 2024年 over two halves of one table, or over every
second column. A column's year head governs it down to the end of its table, and what stands under another year is taken
away before anything is read. Where the halves cannot be parted, or heads stand twice and no year says which is which,
the figures are kept with a mark that makes them unread.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.extract.labels import bare, columns, find_exact, find_head
from ingest.extract.outcome_heads import outcome
from ingest.extract.regions import evidence, find_heading, is_prose
from ingest.extract.script import to_simplified
from ingest.extract.strips import UNSURE, Kind, Piece, Shape, Strip, with_pieces
from report.form import SECTION_OF, TABLES
from report.numbers import normalise

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_NO_YEAR = re.compile(r"[〔\[【(（]20\d\d[〕\]】)）]\d*号|20\d\d年\d{1,2}月|版|格式|式样")
_OF_THE_FORM = re.compile(r"项目|结转|转结|[末底]|截[至止]|累计|新收|增|减|同比|较|比上")
_NOW = re.compile(r"(?:本|今|当)年|本期|报告期")
_THEN = re.compile(r"上一?年|去年|上期|上年同期|往年|同期")
_ALONE = re.compile(r"(?:20\d\d年?|[本今当上去]年|上一年|[本上]期)度?(?:数据?|情况)?")
_CHANGE = re.compile(
    r"(?:同比|较上年|比上年|与上年相比)?(?:增减|变化|变动|增幅|增长|升降)(?:情况|数|量|率|值|幅度|%|[（(]%[）)])*"
)
_LONGEST = 24
_THIS, _LAST = 9999, -1
_VALUES = {2: (2, 4, 6), 3: (14,), 4: (10, 30)}  # of a row in two halves, by section, where no place is left out


@dataclass(frozen=True, slots=True)
class _Years:
    """The years over the columns of a table, from left to right, and which of them is the report's own."""

    over: tuple[tuple[int, int, int], ...] = ()  # first column, the column behind the last, year
    own: int = 0  # 0 where none is known to be
    edge: int = 0  # of the table; 0 where its boxes stand one a line

    @property
    def parts(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(year for _, _, year in self.over))

    @property
    def others(self) -> frozenset[int]:
        """The columns that stand under other years."""
        return frozenset(column for start, end, year in self.over if year != self.own for column in range(start, end))


_NO_YEARS = _Years()


def own_columns(strips: Sequence[Strip], year: int) -> list[Strip]:
    """The printed rows without what stands under another year than `year`; 0 where that is not known."""
    parting = _Parting(year)
    return [parting.own_part(strip) for strip in _own_rows(strips, year)]


# ---- rows


def _own_rows(strips: Sequence[Strip], year: int) -> Sequence[Strip]:
    """The printed rows without those that are labelled with another year, where the own year's stand beside them."""
    labelled = {at: label for at, strip in enumerate(strips) if (label := _year_label(strip))}
    if len(labelled) < 2:
        return strips
    by_table: dict[int | None, set[int]] = {}
    for at, label in labelled.items():
        by_table.setdefault(strips[at].table, set()).add(year_of_head(label.text))
    own = {table: _own_year(years - {0}, year) for table, years in by_table.items() if len(years - {0}) > 1}
    found: list[Strip] = []
    for at, strip in enumerate(strips):
        if at not in labelled or not own.get(strip.table):
            found.append(strip)
        elif year_of_head(labelled[at].text) == own[strip.table]:
            found.append(with_pieces(strip, [replace(p, text="") if p is labelled[at] else p for p in strip.pieces]))
    return found


def _year_label(strip: Strip) -> Piece | None:
    """The last words before the figures of a row, where they are a year alone, or say that it is a change."""
    if len(strip.pieces) < 3:
        return None
    last = None
    for piece in strip.pieces:
        if piece.kind in (Kind.FIGURE, Kind.MARK):
            break
        last = piece if piece.kind is Kind.WORDS else last
    else:
        return None
    if last is None or not 1 < len(last.text) <= _LONGEST:
        return None
    plain = normalise(last.text)
    return last if _ALONE.fullmatch(plain) or _CHANGE.fullmatch(plain) else None


def _own_year(years: set[int], year: int) -> int:
    """The report's own among the years that heads or labels tell; 0 where it is not among them."""
    if year in years:
        return year
    if _THIS in years:
        return _THIS
    return 0 if year else max(years, default=0)


# ---- columns


class _Parting:
    """Goes over the rows with what the heads so far have said of the columns."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.years: _Years | None = None
        self.doubled = False
        self.table: int | None = None
        self.edge = self.section = 0
        self.alone: list[int] = []  # years on lines of their own, one after the other
        self.run: list[str] = []  # heads on lines of their own

    def own_part(self, strip: Strip) -> Strip:
        """What of a row is the report's own."""
        self._follow(strip)
        if read := self._read_years(strip):
            self.years = read
            return with_pieces(strip, [piece for piece in strip.pieces if not year_of_head(piece.text)])
        found = self._part(strip, self.years) if self.years else strip
        self.doubled = self.doubled or self._is_doubled(found)
        return with_pieces(found, list(_marked(found.pieces))) if self.doubled and found.has_figures else found

    def _follow(self, strip: Strip) -> None:
        """Forgets the heads where another table or part begins."""
        heading = find_heading(strip)
        if strip.table != self.table:
            if not (strip.table and self.table and _edge(strip) == self.edge):
                self.years, self.doubled = None, False
            self.table = strip.table
        elif strip.table is None and (self.years or self.doubled) and (heading or is_prose(strip)):
            self.years, self.doubled = None, False
        self.edge = max(self.edge, _edge(strip)) if strip.table == self.table else _edge(strip)
        if heading:
            self.section = heading
        elif (self.years or self.doubled) and (said := evidence(strip)):
            self.section = SECTION_OF[said]

    # ---- years

    def _read_years(self, strip: Strip) -> _Years | None:
        """The years that a row of heads sets over the columns; None for any other row."""
        told = [(piece, year) for piece in strip.pieces if piece.text and (year := year_of_head(piece.text))]
        if len(strip.pieces) == 1 and strip.table is None:
            return self._read_alone(strip, told[0][1] if told else 0)
        if not told or not _is_head(strip, [piece for piece, _ in told]):
            return None
        years = {year for _, year in told}
        if len(years) == 1 and (years & {self.year, _THIS} or not self.year or not _heads_beside(strip)):
            return None
        return _Years(tuple(_spans(strip, told)), self._own(years), _edge(strip))

    def _read_alone(self, strip: Strip, year: int) -> _Years | None:
        """Years that stand one under the other, each on a line of its own, as boxes do in some texts."""
        if not year or not _ALONE.fullmatch(normalise(strip.text)):
            self.alone = []
            return None
        self.alone.append(year)
        return _NO_YEARS if len(set(self.alone)) > 1 else None

    def _own(self, years: set[int]) -> int:
        return self.year if len(years) == 1 and _THIS not in years else _own_year(years, self.year)

    def _part(self, strip: Strip, years: _Years) -> Strip:
        in_place = strip.shape is Shape.GRID or (strip.shape is Shape.RAGGED and 0 < years.edge == _edge(strip))
        if in_place:
            other = years.others
            if not years.own:
                return with_pieces(strip, list(_marked(strip.pieces, other)))
            return with_pieces(strip, [p for p in strip.pieces if not {*range(p.column, p.column + p.width)} <= other])
        if not strip.has_figures:
            return strip
        first = next(at for at, piece in enumerate(strip.pieces) if piece.kind in (Kind.FIGURE, Kind.MARK))
        label = max((at for at, piece in enumerate(strip.pieces[:first]) if piece.kind is Kind.WORDS), default=-1)
        values = strip.pieces[label + 1 :]
        if not years.own or len(years.parts) != 2 or len(values) not in _VALUES.get(self.section, ()):
            return with_pieces(strip, [*strip.pieces[: label + 1], *_marked(values)])
        width = len(values) // 2
        at = years.parts.index(years.own) * width
        return with_pieces(strip, [*strip.pieces[: label + 1], *values[at : at + width]])

    # ---- heads that stand twice

    def _is_doubled(self, strip: Strip) -> bool:
        """Whether heads of the form's columns stand twice side by side."""
        if strip.has_figures or not strip.pieces:
            self.run = []
            return False
        most = 3 if self.section == SECTION_OF["review_litigation"] else 1
        if len(strip.pieces) > 1 or strip.table is not None:
            self.run = []
            return len(strip.pieces) > 3 and _stand_twice([_head(piece) for piece in strip.pieces], most)
        name = _head(strip.pieces[0])
        self.run = [*self.run, name] if name else []
        return len(self.run) > 3 and _stand_twice(self.run, most)


def _head(piece: Piece) -> str:
    if piece.kind is not Kind.WORDS or len(piece.text) > _LONGEST:
        return ""
    return columns("applications").get(bare(piece.text)) or outcome(piece.text) or find_head(piece.text)


def _stand_twice(names: Sequence[str], most: int) -> bool:
    """Whether a column is named, then another, then the first again; section 四 names each of its own three times."""
    told = [name for at, name in enumerate(names) if name and (not at or name != names[at - 1])]
    most = 3 if {"upheld", "corrected", "pending"} & set(told) else most
    return any(told.count(name) > most for name in set(told))


def _edge(strip: Strip) -> int:
    return max((piece.column + piece.width for piece in strip.pieces), default=0)


def _spans(strip: Strip, told: Sequence[tuple[Piece, int]]) -> Iterator[tuple[int, int, int]]:
    """The columns under each year; merged places of a head may be printed as empty boxes."""
    edge = _edge(strip)
    for at, (piece, year) in enumerate(told):
        end = piece.column + piece.width
        if piece.width == 1:
            behind = min((p.column for p in strip.pieces if p.column >= end and p.text), default=edge)
            end = behind if at + 1 < len(told) or behind == edge else end
        yield piece.column, end, year


@lru_cache(maxsize=16384)
def year_of_head(text: str) -> int:
    """The year that the head of a column names: 2024年, 2024年制发件数, 上年, 上年制发件数; 0 where it names none."""
    if not 1 < len(text) <= _LONGEST:
        return 0
    plain = to_simplified(normalise(text))
    if _NO_YEAR.search(plain) or _OF_THE_FORM.search(plain):
        return 0
    if years := {int(each) for each in _YEAR.findall(plain)}:
        return years.pop() if len(years) == 1 else 0
    if _THEN.match(plain):
        return _LAST
    return _THIS if _NOW.match(plain) else 0


def _is_head(strip: Strip, years: Container[Piece]) -> bool:
    """Whether a row holds heads only, and no row's figures."""
    told = [piece for piece in strip.pieces if piece in years]
    others = [piece for piece in strip.pieces if piece not in years and piece.text]
    if any(piece.kind in (Kind.FIGURE, Kind.MARK) for piece in others):
        return False
    if len(told) > 1 and all(piece.kind is Kind.WORDS for piece in told):
        return True
    return not any(find_exact(piece.text, table) for piece in others for table in TABLES)


def _heads_beside(strip: Strip) -> bool:
    """Whether a row holds other heads of the form's columns."""
    return sum(bool(_head(piece)) for piece in strip.pieces) >= 2


def _marked(pieces: Iterable[Piece], among: Container[int] | None = None) -> Iterator[Piece]:
    """The pieces with the values among them marked as unsure, blank ones too."""
    for piece in pieces:
        inside = (among is None or piece.column in among) and piece.kind is not Kind.WORDS
        yield replace(piece, text=piece.text + UNSURE) if inside and UNSURE not in piece.text else piece
