"""What is to be done with what is named: say it, compare, rank, add up, explain, refuse.

The text comes with a mark for each body, year, place, set and measure, so the patterns here see only the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from retrieval.question import Operation
from retrieval.understanding.conditions import read_number
from retrieval.understanding.english_against import asks_if_it_moved, rises_or_falls
from retrieval.understanding.grammar import (
    ASCENDING,
    BOTH_ENDS,
    BY_THE_YEAR,
    CHANGE,
    COMPARE,
    COUNT,
    COUNT_OF_TOP,
    DIFFERENCE,
    GROWTH,
    LAST_YEAR_TOO,
    LIST,
    MAXIMUM,
    MEAN,
    MEDIAN,
    MINIMUM,
    NOT_A_WAY,
    ONLY_A_YEAR,
    PUBLISHED,
    RANK,
    ROSE_OR_FELL,
    SHARE,
    SUM,
    TREND,
)
from retrieval.understanding.nth import find_nth


@dataclass(frozen=True, slots=True)
class Shape:
    """What was named, counted."""

    bodies: int = 0
    years: int = 0
    year_range: bool = False
    measures: int = 0
    rates: int = 0
    scope: bool = False
    region: bool = False
    topic: bool = False
    conditions: int = 0
    follows: bool = False  # a turn is before this one
    weak: bool = False  # only 申请 names the measure
    section: bool = False
    added: bool = False  # a word for a sum is said
    summed: bool = False  # 总数, 合计, if only within the name of a box


@dataclass(frozen=True, slots=True)
class Task:
    """The operation with what belongs to it."""

    operation: Operation
    count: int | None = None
    descending: bool = True
    difference: bool = False
    said: bool = True  # False: nothing said so, a figure is the default
    words: str = ""
    growth: str = ""  # a ranking by a change: "difference" or "change"
    place: int | None = None  # of a ranking: 第二多的


_LISTS = re.compile(
    r"哪|谁|连续|连着|有(?:吗|没有)|找出|列出|列举|筛选?出?|挑出|的单位\W*$|\bwhich\b|\bfind\b|\blist\b", re.I
)


def find_task(text: str, shape: Shape) -> Task:
    """The operation that a marked text asks for."""
    several = shape.scope or shape.bodies > 1
    of_many = shape.bodies != 1 and not re.search(r"哪一?年|which year", text, re.I)
    if shape.measures and of_many and GROWTH.search(text):
        return _grown(text)
    if shape.measures and not shape.bodies and (which := _which_grew(text, shape)):
        return which
    if shape.measures and not shape.bodies and not shape.year_range and (nth := find_nth(text)) is not None:
        ranked = replace(_rank(text), count=None, descending=nth[1] and not ASCENDING.search(text), place=nth[0])
        return replace(ranked, words="by share") if SHARE.search(text) and _ranks_shares(text, shape) else ranked
    if shape.bodies == 1 and shape.measures and not shape.years and _WHICH_YEARS.search(text):
        return Task(Operation.TREND)  # each year is told, so that none is picked for the user
    if shape.conditions and not shape.bodies and not shape.region:
        if COUNT.search(text) and not re.search(r"哪几|哪些|列出|有谁|which", text, re.I):
            return Task(Operation.COUNT)
        if _LISTS.search(text) or not (SUM.search(text) or MEAN.search(text) or MEDIAN.search(text)):
            return Task(Operation.LIST)
    if (several or shape.follows or _of_all(text, shape)) and (aggregate := _aggregate(text, shape)):
        return aggregate
    if not several and _adds_boxes(text, shape):
        return Task(Operation.SUM)
    if shape.bodies == 1 and shape.years == 0 and shape.measures == 1 and BY_THE_YEAR.search(text):
        return Task(Operation.MEAN)
    if (
        (shape.scope or not shape.bodies)
        and PUBLISHED.search(text)
        and (COUNT.search(text) or re.search(r"(?:多少|几)(?:份|篇|本)|how many|number of|多少家|几家", text, re.I))
        and not shape.measures
    ):
        return Task(Operation.COUNT)
    if (LAST_YEAR_TOO.search(text) and not (shape.follows and ONLY_A_YEAR.match(text))) or CHANGE.search(text):
        return _change(text, shape)
    moved = shape.bodies == 1 and shape.measures == 1 and asks_if_it_moved(text)
    if moved and not (shape.years or shape.follows):
        return Task(Operation.TREND)
    if moved and shape.years == 1:
        in_per_cent = re.search(r"per ?cent|%", text, re.I)
        return (
            Task(Operation.CHANGE) if in_per_cent else Task(Operation.COMPARE, difference=True, words="last year too")
        )
    if SHARE.search(text) and _ranks_shares(text, shape):
        return replace(_rank(text), words="by share")
    if SHARE.search(text) and (shape.measures or shape.follows) and not (shape.rates and shape.measures == shape.rates):
        return Task(Operation.SHARE)
    if several and RANK.search(text) and not (shape.bodies > 1 and not shape.scope):
        return _rank(text)
    if shape.years > 1 and not shape.year_range and shape.bodies <= 1 and not shape.scope:
        if TREND.search(text) and shape.years > 2:
            return Task(Operation.TREND)
        return Task(Operation.COMPARE, difference=bool(DIFFERENCE.search(text)), descending=not ASCENDING.search(text))
    if shape.year_range and shape.bodies <= 1 and not shape.scope:
        if DIFFERENCE.search(text):
            return Task(Operation.COMPARE, difference=True)
        if (
            (SUM.search(text) or shape.summed)
            and not (TREND.search(text) or re.search("列(?:一下|出|举)|分别", text))
            and not shape.rates
        ):
            return Task(Operation.SUM)
        if MEAN.search(text):
            return Task(Operation.MEAN)
        if RANK.search(text) and not TREND.search(text):
            return Task(Operation.COMPARE, descending=not ASCENDING.search(text))
        return Task(Operation.TREND)
    if shape.bodies > 1:
        if shape.year_range or (TREND.search(text) and not COMPARE.search(text)):
            return Task(Operation.TREND)
        return Task(Operation.COMPARE, difference=bool(DIFFERENCE.search(text)), descending=not ASCENDING.search(text))
    if TREND.search(text) and (shape.bodies or shape.follows or shape.scope) and shape.years != 1:
        return Task(Operation.TREND)
    if shape.scope:
        if COUNT.search(text) and not shape.measures and not re.search(r"\b(?:nothing|nobody|never)\b", text, re.I):
            return Task(Operation.COUNT)
        if LIST.search(text) and not shape.measures:
            return Task(Operation.LIST, said=False)
        if RANK.search(text):
            return _rank(text)
        if COUNT.search(text):
            return Task(Operation.COUNT)
        if COMPARE.search(text) or LIST.search(text) or re.search(r"分别|各", text):
            return Task(Operation.RANK)
        return Task(Operation.SUM if shape.measures and not shape.rates else Operation.FIGURE, said=False)
    if shape.measures > 1 and (COMPARE.search(text) or DIFFERENCE.search(text)):
        return Task(Operation.COMPARE, difference=bool(DIFFERENCE.search(text)))
    if TREND.search(text) and (shape.bodies or shape.follows):
        return Task(Operation.TREND if shape.years != 1 else Operation.CHANGE)
    if COMPARE.search(text) and shape.follows:
        return Task(Operation.COMPARE, difference=bool(DIFFERENCE.search(text)))
    if shape.follows and COUNT.search(text) and not shape.bodies:
        return Task(Operation.COUNT)
    if not shape.bodies and RANK.search(text) and shape.measures and not shape.region:
        return _rank(text)
    return Task(Operation.FIGURE, descending=not ASCENDING.search(text), said=False)


_WHICH_YEARS = re.compile(
    r"哪几个?年|哪些年|(?:从|自)?哪一?年(?:起|开始)|\b(?:which|what) years\b|\bsince when\b", re.I
)


def _of_all(text: str, shape: Shape) -> bool:
    """2022年新收申请中位数: no body and no place is named, so it is taken over all bodies."""
    named = shape.bodies or shape.region or shape.follows
    of_all = any(pattern.search(text) for pattern in (MEDIAN, MEAN, MAXIMUM, MINIMUM))
    return bool(shape.measures and not named and of_all)


def _ranks_shares(text: str, shape: Shape) -> bool:
    """哪个单位自然人申请占比最高: the bodies of a set by a share."""
    whole = shape.scope or not (shape.region or shape.follows)
    of_set = whole and shape.measures and not shape.rates and not shape.bodies
    return bool(of_set and (RANK.search(text) or LIST.search(text) or re.search(r"分别|各", text)))


def _adds_boxes(text: str, shape: Shape) -> bool:
    """Whether several boxes of one report, or several years of one box, are to be added up."""
    if shape.bodies > 1 or shape.rates or SHARE.search(text) or COMPARE.search(text) or DIFFERENCE.search(text):
        return False
    several_years = shape.years > 1 and not shape.year_range and shape.measures == 1
    return shape.added and (several_years or (shape.measures > 1 and shape.years < 2))


def _aggregate(text: str, shape: Shape) -> Task | None:
    if MEDIAN.search(text):
        return Task(Operation.MEDIAN)
    if MEAN.search(text):
        return Task(Operation.MEAN)
    if MAXIMUM.search(text) and not re.search(r"哪|谁|which|who", text, re.I):
        return Task(Operation.MAXIMUM)
    if MINIMUM.search(text) and not re.search(r"哪|谁|which|who", text, re.I):
        return Task(Operation.MINIMUM, descending=False)
    if (
        (SUM.search(text) or (shape.bodies > 1 and shape.summed))
        and shape.measures
        and not RANK.search(text)
        and not shape.rates
        and not COMPARE.search(text)
        and not SHARE.search(text)
        and not (shape.bodies > 1 and DIFFERENCE.search(text))
    ):
        if COUNT.search(text) or (not shape.scope and TREND.search(text)):
            return None
        return Task(Operation.SUM)
    return None


def _change(text: str, shape: Shape) -> Task:
    percent = CHANGE.search(text)
    difference = DIFFERENCE.search(text)
    if percent and not (difference and not re.search(r"百分|%|率|幅|几成|percent|year-on-year", text, re.I)):
        return Task(Operation.CHANGE)
    if percent and "同比" in percent.group():
        return Task(Operation.CHANGE)
    return Task(Operation.COMPARE, difference=True, words="last year too")


def _grown(text: str) -> Task:
    """Ranked by what changed: in per cent where a rate or a speed is asked for, else by how many."""
    falling = re.search(r"降|减|跌|\b(?:fell|fall|drop|declin|decreas|shr[au]nk)", text, re.I) is not None
    percent = re.search(r"幅|率|速|快|百分|%|比例|同比|per ?cent|fastest|sharp|steep|rate", text, re.I)
    ranking = _rank(text)
    return replace(ranking, descending=not falling, growth="change" if percent else "difference")


_OF_SOME = re.compile(
    r"哪(?!一?年)|谁|的(?:单位|部门|机关|局)|的 ?\ue004|列出|找出|筛选|挑出|(?:几|多少)个?(?:家|单位|局)", re.I
)


def _which_grew(text: str, shape: Shape) -> Task | None:
    """哪些单位比上年增加了, and how many did: those that rose, or fell, the most first."""
    english = "" if shape.conditions or RANK.search(text) or re.search(r"which year", text) else rises_or_falls(text)
    if english and not re.search(r"\bhow (?:much|many)\b(?! \ue004)", text, re.I):
        counts = COUNT.search(text) and not re.search(r"which|list|who", text, re.I)
        return Task(Operation.COUNT if counts else Operation.RANK, descending=english == "rise", growth="difference")
    way = ROSE_OR_FELL.search(text)
    if way is None or shape.conditions or RANK.search(text) or not _OF_SOME.search(text):
        return None
    if NOT_A_WAY.search(re.sub(r"(?:几|多少)个?(?:家|单位|局|部门|机关)", "", text)) or not (
        shape.scope or shape.years
    ):
        return None
    said = way["way"] or way["way2"] or way["way3"] or way["way4"]
    rising = re.match(r"[增涨升多高上提]", said) is not None
    counting = COUNT.search(text) and not re.search(r"哪些|哪几|列出|有谁", text)
    return Task(Operation.COUNT if counting else Operation.RANK, descending=rising, growth="difference")


def _rank(text: str) -> Task:
    ascending = ASCENDING.search(text) is not None
    count = find_count(text)
    if count is None and BOTH_ENDS.search(text):
        return Task(Operation.RANK, count=1, words="both ends")
    if count is None:
        one = re.search(
            r"哪(?:一)?(?:家|个)(?!.{0,3}(?:几|些))|谁(?!们)|第一名|第\s*一|冠军|居首|最(?:多|少|高|低|大"
            r"|小)的(?:是|那|一家|单位|为|$)"
            r"|which (?:agency|body|bureau|department|one|office|\ue004)|who\b|\btopped\b"
            r"|the (?:most|least|fewest|highest|lowest)",
            text,
            re.I,
        )
        listing = re.search(
            r"排名|排个名|排序|排行|排个序|排列|从.到.|哪些|哪几|rank|(?<!the )list|sort|order", text, re.I
        )
        count = 1 if one and not listing else None
        if re.search(r"第一(?!部分|项|条|章|节)|冠军|居首", text):
            count = 1
    return Task(Operation.RANK, count=count, descending=not ascending)


_PLACES = re.compile(r"第\s*([一二三四五六七八九十]|\d{1,2})(?!部分|项|条|章|节|方|类|次|季|[行列栏])")


def find_count(text: str) -> int | None:
    """How many are asked for: 前三名, top 5, 最多的3家; 第一、第二 are two."""
    places = [read_number(said) for said in _PLACES.findall(text)]
    if len(places) > 1 and all(places) and 1 in places:
        return int(max(place for place in places if place))
    for match in COUNT_OF_TOP.finditer(text):
        said = next((g for g in match.groups() if g), "").lower()
        words = {
            w: i
            for i, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
        }
        value = words.get(said) or read_number(said)
        if value and 1 <= int(value) <= 500:
            return int(value)
    return None
