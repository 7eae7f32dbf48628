"""What is asked, and what is given back: `Question` and `Answer`.

A question is resolved into bodies, years and measures from closed lists before anything is looked up; what could not be
resolved stays in it as words, so that the reply can say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from report.agencies import Agency
from report.facts import Citation


@dataclass(frozen=True, slots=True)
class StoredAgency:
    """A body as the store knows it: one id through renamings, with every name it goes by."""

    id: int
    agency: Agency  # as its latest report names it
    names: tuple[str, ...]  # every full name that a report bears for it, latest first
    links: tuple[str, ...] = ()  # what linked former names: the report's own words, or a national reform
    years: tuple[int, ...] = ()  # years with a current report, ascending


class Operation(StrEnum):
    """What to do with what was looked up."""

    FIGURE = "figure"  # one or more figures of one body
    COMPARE = "compare"  # bodies, years or measures side by side; `difference` where asked how much more
    RANK = "rank"  # bodies of a scope in order
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    COUNT = "count"  # how many bodies of a scope meet the conditions, or have published
    LIST = "list"  # which bodies meet the conditions
    TREND = "trend"
    SHARE = "share"  # a part of a whole, both in `measures`: (part, whole)
    CHANGE = "change"  # against the year before, in per cent
    PASSAGE = "passage"  # what the prose says
    SOURCE = "source"  # where a figure is printed
    CHECK = "check"  # does the report add up, can it be trusted
    WHY = "why"
    YEARS = "years"  # which years, which bodies are stored; who has not published
    NAMES = "names"  # what a body was called before
    EXPLAIN = "explain"  # the form, the 条例, this program
    DRAFT = "draft"
    SMALLTALK = "smalltalk"
    REFUSE = "refuse"


OVER_SETS = frozenset(
    {
        Operation.RANK,
        Operation.SUM,
        Operation.MEAN,
        Operation.MEDIAN,
        Operation.MAXIMUM,
        Operation.MINIMUM,
        Operation.COUNT,
        Operation.LIST,
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A bound that a body's figure must keep: new/total > 100."""

    measure: str
    relation: str  # > >= < <= = !=
    value: Decimal
    than: str = ""  # the other measure that it is held against, in place of a value: 复议比诉讼多的


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of bodies described, not named: 汐原市范围内（含区县）各单位, 全市各区科技局."""

    region: tuple[str, ...] = ()  # names of regions, outermost first; empty for everywhere
    kinds: tuple[str, ...] = ()  # keys of kinds of body; empty for all
    below: bool = True  # bodies of the region's districts too
    words: str = ""  # as the user said it
    level: str = ""  # 省 市 区: only bodies of this level
    inner: bool = False  # only those of its districts, not its own: 各区科技局
    without: tuple[int, ...] = ()  # bodies that are left out: 除公安局以外的单位


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that the user takes for granted: 听说去年收到500件."""

    value: Decimal
    words: str
    relation: str = "="  # > at least more, < less, + so many and some, ~ about
    reach: Decimal = Decimal(0)  # how far + and ~ go

    more: tuple[Claim, ...] = ()  # the figures that are claimed beside it, in order

    def agrees(self, figure: Decimal) -> bool:
        """Whether a figure is as it is claimed to be."""
        return {
            "=": figure == self.value or self._rounds(figure),
            ">": figure > self.value,
            "<": figure < self.value,
            "+": self.value <= figure < self.value + self.reach,
            "~": abs(figure - self.value) <= self.reach,
        }[self.relation]

    def told_in(self, unit: str) -> Claim:
        """The claim in the unit of a figure: 400万元 is 400 where money is told in 万元."""
        if unit != "万元" or not any(c in self.words for c in "元万块"):
            return self
        return replace(self, value=self.value / 10000, reach=self.reach / 10000)

    def _rounds(self, figure: Decimal) -> bool:
        """20.11% is as claimed where 20.1% was said; a count is never rounded."""
        if figure == figure.to_integral_value():
            return False
        places = Decimal(1).scaleb(min(0, int(self.value.as_tuple().exponent)))
        return figure.quantize(places, ROUND_HALF_UP) == self.value


@dataclass(frozen=True, slots=True)
class Question:
    """A question, resolved as far as it goes."""

    text: str
    language: str = "zh"  # zh | zh-Hant | en
    operation: Operation = Operation.FIGURE
    agencies: tuple[int, ...] = ()  # ids of the store, each resolved to exactly one body
    candidates: tuple[tuple[str, tuple[int, ...]], ...] = ()  # words that fit several bodies, and which
    unknown: tuple[str, ...] = ()  # words that name a body which is not stored
    near: tuple[int, ...] = ()  # bodies like the unknown ones
    scope: Scope | None = None
    years: tuple[int, ...] = ()
    year_said: bool = True  # False where no year was named: the latest of each body is meant
    measures: tuple[str, ...] = ()  # keys of cells, groups and rates
    outside: tuple[str, ...] = ()  # words for what the form does not count: 访问量, 粉丝数
    conditions: tuple[Condition, ...] = ()
    topic: str = ""  # what the prose is searched for, bodies and years taken out
    section: int | None = None  # the part of the report that is asked for
    count: int | None = None  # the first N
    descending: bool = True
    by_share: bool = False  # a ranking is by the share of the first measure in the second
    both_ends: bool = False  # the most and the least
    place: int | None = None  # only what stands at this place of a ranking: 第二多的
    difference: bool = False
    growth: str = ""  # a ranking by what changed between two years: "difference" or "change" (in per cent)
    claim: Claim | None = None
    talked: tuple[int, ...] = ()  # bodies that this conversation has named or offered, the first first
    earlier: tuple[int, ...] = ()  # the year that the turn before asked the same for
    measured_before: tuple[str, ...] = ()  # what the turns before asked of the same body and year, the latest last
    kept: tuple[str, ...] = ()  # the boxes talked of, where this turn asks for what no box tells
    years_talked: tuple[int, ...] = ()  # years that this conversation has named, the first first
    beside: tuple[int, ...] = ()  # the bodies that the turn before asked the same of
    listed: tuple[int, ...] = ()  # bodies that the answer put in order, the first first
    listed_by: tuple[str, ...] = ()  # what they were put in order by
    listed_scope: Scope | None = None  # the set that they are of
    years_listed: tuple[int, ...] = ()  # years that the answer put in order, the first first
    offered: tuple[str, ...] = ()  # whole questions that the answer offered, in their order
    explained: str = ""  # the question about the form that came just before
    named: frozenset[str] = frozenset()  # slots that this turn named: agencies years measures operation …
    steps: tuple[str, ...] = ()  # what was recognised, for --explain


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a reply, bound to the places that print it or its parts."""

    agency: str | None  # None for an aggregate over bodies
    year: int | tuple[int, int]
    measure: str
    value: Decimal
    unit: str
    citations: tuple[int, ...] = ()  # indexes into Answer.citations


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from a clarifying question: a label for a button, and the full question behind it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, whoever renders it."""

    kind: str  # figure comparison ranking aggregate trend share passage check draft clarify not_found help refused
    text: str
    language: str = "zh"
    question: str = ""
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    reason: str | None = None  # with not_found
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = field(default=(), compare=False)  # for --explain
    files: tuple[Attachment, ...] = ()
    private: bool = False  # of a draft: its text is kept nowhere but in the sender's own drafts
