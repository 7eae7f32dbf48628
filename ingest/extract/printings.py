"""Where a document prints each of the form's tables, once or several times.

A row that stands far further up in the form than the one before begins another printing of its table, and so do the
words of a table's head behind its last rows. Rows are known by their labels alone, whatever is printed beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ingest.extract.labels import bare, core, find_exact
from ingest.extract.strips import Kind, Strip, kind_of
from report.form import all_rows

if TYPE_CHECKING:
    from ingest.extract.captions import Caption

_BACK = {"disclosure": 3, "applications": 8, "review_litigation": 2}  # rows gone back over: the table begins anew
_END = {"disclosure": 5, "applications": 17, "review_litigation": 2}  # a head behind these rows is another's
_OUTCOMES = 5  # figures of one of its items
_FULL = 13  # figures of section 四 behind which its words begin anew
_HEADS = {
    "applications": ("申请人情况", "勾稽关系"),
    "disclosure": ("第二十条第（一）", "第二十条第(一)", "第二十条第一", "第二十条（一）"),
    "review_litigation": ("结果维持", "结果纠正", "尚未审结"),
}
_WHOLE = {"disclosure": 4, "applications": 8, "review_litigation": 2}  # rows that make a set of its own
_REVIEW = {"行政复议": 0, "行政诉讼": 0, "未经复议直接起诉": 1, "复议后起诉": 2}
_SIZE = {"disclosure": 12, "applications": 80}  # figures that do so, whatever the labels
_LATIN = re.compile(r"[A-Za-z]+")
_PATH = re.compile(r"[/／>＞→｜|\\]")
_UNIT = re.compile(r"[件条项个份次]+$")


@dataclass(slots=True)
class Printing:
    """One printing of one of the tables."""

    table: str
    first: int  # the first printed row that is known as the form's
    ranks: set[int] = field(default_factory=set)
    figures: int = 0
    widest: int = 0  # figures of one row
    sure: set[int] = field(default_factory=set)  # printed rows that are its own for certain, and what is between
    latest: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)  # of printed rows, the end past the last
    score: float = 0.0
    firm: bool = False  # said in words to be another's
    alien: bool = False
    home: bool = False  # in the part of the report that it belongs to, before the signature
    signed: bool = False  # behind the signature
    above: bool = False  # a caption stands right above it
    below: Caption | None = None

    def take(self, at: int) -> None:
        """A row that is its own; so is what stands between it and the one before."""
        self.sure.update(range(self.latest, at + 1))
        self.latest = at

    def is_over(self, rank: int) -> bool:
        """Whether a row that stands so far up, or a head, must begin another printing."""
        if self.table == "review_litigation" and (rank < 0 or not self.figures or self.figures >= _FULL):
            return self.figures >= _FULL
        furthest = max(self.ranks, default=-1)
        return furthest - rank >= _BACK[self.table] and (rank >= 0 or furthest >= _END[self.table])


@cache
def _ranks() -> Mapping[str, tuple[str, int]]:
    """The table and the place in it of every label that names one row alone."""
    found: dict[str, tuple[str, int]] = {}
    for table in ("disclosure", "applications"):
        items = list(dict.fromkeys(row.item for row in all_rows() if row.table == table))
        for row in all_rows():
            if row.table == table and not row.item.startswith(("other", "concluded")):
                for label in (row.label, row.label_2019):
                    if label and find_exact(label, table) == row.item:
                        found[core(label)] = found[bare(label)] = table, items.index(row.item)
    found |= {bare(label): ("review_litigation", rank) for label, rank in _REVIEW.items()}
    for table, item, labels in _SPELLINGS:
        items = list(dict.fromkeys(row.item for row in all_rows() if row.table == table))
        found |= {label: (table, items.index(item)) for label in labels}
    return found


_SPELLINGS = (
    ("applications", "new", ("新收政府信息公开申请数量", "本年新收申请数量", "本年新收数量", "本年新收")),
    (
        "applications",
        "carried_in",
        ("上年转结政府信息公开申请数量", "上年结转申请数量", "上年转结申请数量", "上年结转"),
    ),
    ("disclosure", "normative_documents", ("规范性文件", "行政规范性文件")),
)


@lru_cache(maxsize=16384)
def _rank_of(text: str) -> tuple[str, int] | None:
    """The row that a label names: whole, with a unit or another language behind it, or cut at a line's end."""
    ranks = _ranks()
    words = core(text)
    if found := ranks.get(words) or ranks.get(bare(text)):
        return found
    if kind_of(text) is not Kind.WORDS:
        return None
    if _PATH.search(text):  # 三、本年度办理结果／（一）予以公开
        words = core(_PATH.split(text)[-1])
    words = _LATIN.sub("", words)
    if found := ranks.get(words):
        return found
    if len(words) >= 5:
        alike = {found for label, found in ranks.items() if label.startswith(words) or words.startswith(label + "单位")}
        return alike.pop() if len(alike) == 1 else None
    return ranks.get(_UNIT.sub("", words))


def _known(strip: Strip) -> Iterator[tuple[str, int]]:
    for piece in strip.pieces:
        if 1 < len(piece.text) < 60 and (found := _rank_of(piece.text)):
            yield found


def _headed(strip: Strip) -> str:
    """The table whose head a printed row begins; empty for any other row."""
    for piece in strip.pieces[:16]:
        if found := _head_of(piece.text):
            return "" if strip.has_figures else found
    return ""


@lru_cache(maxsize=16384)
def _head_of(text: str) -> str:
    if not 3 < len(text) < 90:
        return ""
    text = "".join(text.split())
    return next((table for table, words in _HEADS.items() if any(word in text for word in words)), "")


def find_printings(strips: Sequence[Strip]) -> list[Printing]:
    """Each printing of each table, in the order in which they begin."""
    prints: list[Printing] = []
    latest: dict[str, Printing] = {}
    open_print: Printing | None = None
    last = -1  # the last row known as the form's or with figures
    for at, strip in enumerate(strips):
        head = _headed(strip)
        for table, rank in [*([(head, -1)] if head else []), *_known(strip)]:
            mine = latest.get(table)
            if mine is None or mine.is_over(rank) or _is_left_behind(mine, open_print, strips, at):
                mine = latest[table] = Printing(table, at)
                prints.append(mine)
            mine.ranks |= {rank} - {-1}
            if mine is not open_print:
                if open_print is not None:
                    open_print.spans[-1] = (open_print.spans[-1][0], last + 1)
                mine.spans.append((last + 1, at + 1))
                open_print, mine.latest = mine, at
            last = at
            mine.take(at)
        if open_print is not None and (blank := _blank_boxes(strip, open_print.table)):
            open_print.figures += blank
            open_print.take(at)
            last = at
        elif open_print is not None and strip.has_figures:
            count = sum(piece.kind in (Kind.FIGURE, Kind.MARK) for piece in strip.pieces)
            open_print.widest = max(open_print.widest, count if strip.closed else 0)
            is_grid = strip.closed and strip.exact  # elsewhere an empty place need not be a box
            open_print.figures += count + sum(piece.kind is Kind.EMPTY for piece in strip.pieces) * is_grid
            if strip.closed or not strip.words:
                open_print.take(at)
            last = at
    if open_print is not None:
        open_print.spans[-1] = (open_print.spans[-1][0], len(strips))
    return [each for each in prints if each.ranks]


def _is_left_behind(mine: Printing, current: Printing | None, strips: Sequence[Strip], at: int) -> bool:
    """Whether section 四 stood in a table of its own, and another table has begun since."""
    if mine.table != "review_litigation" or current is None or current is mine or current.first <= mine.latest:
        return False
    before = strips[mine.latest].table
    return before is not None and strips[at].table not in (None, before)


def _blank_boxes(strip: Strip, table: str) -> int:
    """How many boxes of section 四 a row has that holds nothing: no label then tells one row from another."""
    if table != "review_litigation" or not strip.closed or not strip.exact or strip.has_figures:
        return 0
    empty = sum(piece.kind is Kind.EMPTY for piece in strip.pieces)
    if empty == len(strip.pieces) >= _FULL:
        return empty
    return empty if empty == _OUTCOMES and len(strip.pieces) - empty <= 2 and any(_known(strip)) else 0


def whole_printings(prints: Sequence[Printing], table: str) -> list[Printing]:
    """Printings of a table that are sets of their own, and no scraps of it."""
    most = max((len(each.ranks) for each in prints), default=0)
    if table == "review_litigation":
        return [each for each in prints if each.figures >= _FULL or len(each.ranks) >= _WHOLE[table]]
    full = max(_SIZE[table], 0.6 * max((each.figures for each in prints), default=0))
    return [each for each in prints if len(each.ranks) >= max(_WHOLE[table], 0.6 * most) or each.figures >= full]


def is_in_columns(prints: Sequence[Printing], table: str) -> bool:
    """Whether the printings are one table, a few of its columns in each, with the labels in all of them."""
    return table == "applications" and 0 < sum(each.widest for each in prints) <= 7 and all(e.widest for e in prints)
