"""What a text names, found one kind of thing after the other: years, bodies, sets, themes, measures, bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from retrieval.question import OVER_SETS, Claim, Condition, Question, Scope
from retrieval.understanding.bodies import BODY_MARK, Mention, find_bodies
from retrieval.understanding.cells import Measured, find_measures
from retrieval.understanding.chatter import without_chatter
from retrieval.understanding.claims import asked_in_its_place, find_claim
from retrieval.understanding.conditions import find_conditions, without_zeros
from retrieval.understanding.denied import without_denied
from retrieval.understanding.directory import Directory
from retrieval.understanding.english_against import write_out_idioms
from retrieval.understanding.english_names import find_english_bodies, find_english_regions
from retrieval.understanding.english_sets import write_out_plurals
from retrieval.understanding.exclusions import others_spelt
from retrieval.understanding.hearing import rehear
from retrieval.understanding.modifiers import find_unknown_modifier
from retrieval.understanding.pinyin import is_spelt_throughout, respell
from retrieval.understanding.portions import portions_spelt
from retrieval.understanding.scopes import (
    REGION_MARK,
    Region,
    find_english_scope,
    find_regions,
    find_scope,
    spell_systems,
)
from retrieval.understanding.script import Said, normalise
from retrieval.understanding.spelling import correct
from retrieval.understanding.topics import TOPIC_MARK, Topic, find_beyond, find_outside, find_section, find_topics
from retrieval.understanding.years import Years, find_years


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that was found in a text."""

    said: Said
    text: str  # spelling mended
    years: Years
    mentions: tuple[Mention, ...]
    regions: tuple[Region, ...]
    scope: Scope | None
    topics: tuple[Topic, ...]
    outside: tuple[str, ...]
    section: int | None
    measured: Measured
    conditions: tuple[Condition, ...]
    claim: Claim | None
    bare: str  # marks in place of years, bodies, places, sets
    grammar: str  # and in place of measures
    corrections: tuple[tuple[str, str], ...] = ()
    narrowing: str = ""  # words that narrow what is named to something that no box tells


def read_parts(original: str, directory: Directory, today: date, previous: Question | None) -> Parts:
    """Find everything that a text names."""
    said = normalise(original)
    plain = portions_spelt(others_spelt(without_denied(without_chatter(said.text, said.language))))
    plain = write_out_idioms(plain) if said.language == "en" else plain
    respelt = respell(plain, directory)
    if is_spelt_throughout(said.text, respelt):
        said = replace(said, language="zh")
    spelt = write_out_plurals(spell_systems(respelt, directory), directory)
    text, corrections = correct(spelt, directory)
    years = find_years(text, today)
    bare = years.text
    mentions = find_bodies(bare, directory)
    outside_bodies = _blank(bare, [(m.start, m.end) for m in mentions])
    english = find_english_bodies(outside_bodies, directory) if re.search("[A-Za-z]{3}", outside_bodies) else ()
    mentions = tuple(sorted((*mentions, *english), key=lambda m: m.start))
    without = _blank(bare, [(m.start, m.end) for m in mentions])
    regions = find_regions(without, directory)
    if re.search("[A-Za-z]{3}", without):
        regions = (*regions, *find_english_regions(without, directory))
    scope, marked, regions, mentions = _find_scope(bare, mentions, regions, directory)
    claim = find_claim(marked, said.text)
    if claim is not None and scope is None:
        marked = asked_in_its_place(marked, claim)
    topics = find_topics(marked)
    measured = find_measures(marked)
    names = [marked[start:end] for start, end, _ in measured.spans]
    outside = tuple(word for word in find_outside(marked) if not any(word in name for name in names))
    if outside and (measured.weak or find_beyond(marked)):
        measured = Measured((), marked)
    said_of = _without_places(marked, without, directory)
    narrowing = find_unknown_modifier(without_zeros(said_of) if _asks_which(marked) or scope else said_of, measured)
    narrowing = narrowing or _bounded_together(measured.text)
    lost = not (measured.keys or topics or outside or find_section(marked)) and bool(mentions or scope or regions)
    if (narrowing or lost) and (heard := rehear(marked, narrowing)) is not None:
        corrections = (*corrections, *_changed(marked, heard[0]))
        (marked, measured), narrowing = heard, ""
    conditions = (
        find_conditions(
            _whole_names(marked, measured), _bound(measured, previous), _named_by_a_lack(measured), _row_ends(measured)
        )
        if scope is not None or _asks_which(marked) or not (mentions or regions or _of_one(previous))
        else ()
    )
    return Parts(
        said,
        text,
        years,
        mentions,
        regions,
        scope,
        topics,
        outside,
        find_section(marked),
        measured,
        conditions,
        claim,
        marked,
        measured.text,
        corrections,
        narrowing,
    )


_TOGETHER = re.compile(
    r"\ue002(?:[、和与及跟加]\ue002)+(?:的)?(?:数量|件数|数)?((?:加起来|合起来|合在一起|合计|之和|总和|相加|加在一起|一共|总共|共)"
    r"(?:都)?(?:超|大于|多于|高于|少于|低于|小于|不|达|至少|[<>≥≤]))"
)


def _bounded_together(text: str) -> str:
    """复议和诉讼加起来超过20件: a bound on a sum of boxes, which no box tells."""
    match = _TOGETHER.search(text)
    return match[1] if match else ""


def _changed(before: str, after: str) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in zip(before, after, strict=True) if a != b)


def _bound(measured: Measured, previous: Question | None) -> tuple[tuple[int, str], ...]:
    """What a bound may be of: the measures named, else that of the set talked about: 少于100件的有哪些."""
    if measured.column_only:
        columns = [(start, what.removeprefix("column:")) for start, _, what in measured.spans]
        return tuple(
            (start, column.replace("/", "/new/"))
            for start, column in columns
            if column.startswith("applications/") and not column.endswith("/total")
        )
    if measured.positions or previous is None or not previous.measures or previous.operation not in OVER_SETS:
        return measured.positions
    return ((0, previous.measures[0]),)


def _without_places(text: str, placed: str, directory: Directory) -> str:
    """The text with a mark for each place of a set: 浔川市 of 浔川市2023年哪些单位."""
    for region in find_regions(placed, directory):
        text = text.replace(region.words, "\ue005" * len(region.words))
    return text


def _whole_names(text: str, measured: Measured) -> str:
    """The text with no comma inside a name: 部分公开(区分处理的,只计这一情形)超过5."""
    for start, end, what in measured.spans:
        if not what.startswith("column"):
            text = text[:start] + re.sub("[,，、;]", "·", text[start:end]) + text[end:]
    return text


def _named_by_a_lack(measured: Measured) -> tuple[tuple[int, int], ...]:
    """Stretches of rows whose own names hold a no: no existing information, without reconsideration."""
    rows = re.compile(r"row:\S*/(?:unavailable|not_processed|other|carried_out|litigation_direct)")
    return tuple((start, end) for start, end, what in measured.spans if rows.match(what))


def _row_ends(measured: Measured) -> dict[int, int]:
    """Where each name ends, by where it begins: 和 between two of them joins the two."""
    columns = {start: end for start, end, what in measured.spans if what.startswith("column")}
    return columns | {start: end for start, end, what in measured.spans if not what.startswith("column")}


def _of_one(previous: Question | None) -> bool:
    """Whether the talk is of bodies named, not of a set: 没公开的几件 is no bound then."""
    return previous is not None and previous.scope is None


def _asks_which(text: str) -> bool:
    return re.search(r"哪|谁|几家|几个|多少家|多少个|which|who|how many", text, re.I) is not None


def _find_scope(
    bare: str, mentions: tuple[Mention, ...], regions: tuple[Region, ...], directory: Directory
) -> tuple[Scope | None, str, tuple[Region, ...], tuple[Mention, ...]]:
    """The set, and the text with marks: bodies that are not part of a set, then the set, then places left over."""
    named = [m for m in mentions if not (m.kind_only or (not m.ids and not m.near))]
    loose = tuple(m for m in mentions if m not in named)
    text = _fill(bare, [(m.start, m.end, BODY_MARK) for m in named])
    scope, text, left, rest = find_scope(text, regions, loose, directory)
    shift = len(bare) != len(text)
    if scope is None and re.search("[A-Za-z]{3}", text):
        region = left[0] if left else None
        filled = _fill(text, [(r.start, r.end, REGION_MARK) for r in left[:1]], keep=False)
        scope, made = find_english_scope(filled, region, directory)
        if scope is not None:
            text = made.replace(REGION_MARK, "")
            return (
                scope,
                text,
                (() if region is not None and scope.region else left),
                tuple(sorted((*named, *rest), key=lambda m: m.start)),
            )
    if not shift:
        text = _fill(text, [(m.start, m.end, BODY_MARK) for m in rest] + [(r.start, r.end, REGION_MARK) for r in left])
    else:
        for word in [m.words for m in rest]:
            text = text.replace(word, BODY_MARK, 1)
        for word in [r.words for r in left]:
            text = text.replace(word, REGION_MARK, 1)
    return scope, _squeeze(text), left, tuple(sorted((*named, *rest), key=lambda m: m.start))


def _fill(text: str, spans: list[tuple[int, int, str]], keep: bool = True) -> str:
    """A mark in place of each stretch, padded with marks of no meaning so that positions stay."""
    for start, end, mark in spans:
        pad = "\ue0fe" * (end - start - 1) if keep else ""
        text = text[:start] + mark + pad + text[end:]
    return text


def _squeeze(text: str) -> str:
    return text.replace("\ue0fe", "")


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\ue0fe" * (end - start) + text[end:]
    return text


def mark_topics(text: str, topics: tuple[Topic, ...]) -> str:
    """The text with a mark for each theme."""
    return _squeeze(_fill(text, [(t.start, t.end, TOPIC_MARK) for t in topics]))


def without_measures(parts: Parts) -> Parts:
    """The parts as they are where a theme of the prose overrules a box of the form."""
    return replace(parts, measured=replace(parts.measured, keys=(), rows=(), positions=()))
