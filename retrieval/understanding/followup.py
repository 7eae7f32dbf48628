"""What a turn takes from the one before: what it names changes, the rest stays.

那2022年呢 changes the year, 法人呢 the column, 跟政府办比呢 adds a body, 为什么 the operation. A turn that names a body
and what is asked of it stands on its own; of the turn before it takes at most the year, where it says 那…呢.
"""

from __future__ import annotations

import re
from dataclasses import replace

from report.form import RATES
from retrieval.question import OVER_SETS, Operation, Question
from retrieval.understanding import grammar
from retrieval.understanding import operations as ops
from retrieval.understanding.adding import box_sums, shared, shuts_out, without_body, years_added
from retrieval.understanding.columns import boxes_named, moved_columns, of_court
from retrieval.understanding.conditions import find_conditions
from retrieval.understanding.directory import Directory
from retrieval.understanding.inside import in_parts
from retrieval.understanding.picking import accepted, at_its_place, choice, pointed
from retrieval.understanding.placing import its_place
from retrieval.understanding.reading import Parts
from retrieval.understanding.when import (
    LATEST,
    adds_two_years,
    asks_more,
    by_stored_years,
    count_years,
    names_more,
    years_meant,
)
from retrieval.understanding.whom import bodies_meant, place_kinds

_CARRIES = re.compile(
    r"^\W*(?:那么?|然后|还有|再|另外|同期|同年|同一年|也|换成?|改成)|呢\W*$|也(?:是|一样)?吗|同期|同年"
    r"|\b(?:what about|how about"
    r"|and (?:what about|for|in|the)|then|also|same (?:year|period|question))\b|^and\b",
    re.I,
)
_WITH = re.compile(
    r"(?:跟|和|与|同|比|对比|相比|加上|还有|vs)\s*\ue003|\ue003[^,?]{0,6}(?:比|对比|相比|比较)|比(?:一)?(?:下|比)?呢"
    r"|\b(?:compared? (?:it |that |them )?(?:to|with)|against|versus|vs\.?|than)\b",
    re.I,
)
_ASKS_THE_FIGURE = re.compile(r"^\W*(?:and )?what(?:'s| is| was| were| are) (?:the|its|their) [\w -]{3,40}\W*$", re.I)
_HOW_MANY = re.compile(r"多少|几(?:件|份|个|条)|how many|how much|数量?(?:是|呢)|总数", re.I)
_LESS = re.compile(
    r"最少|最低|最小|最差|倒数|垫底|末位|最后一名|从少到多|从低到高|升序|least|fewest|lowest|bottom|smallest"
    r"|ascending",
    re.I,
)
_ALONE = re.compile(r"^\W*(?:那么?)?(?:单独?|光|只|仅)(?:是)?(?:说|看|讲|算|问|要|论|就)|\b(?:just|only|alone)\b", re.I)
_EACH_OF_THEM = re.compile(
    r"它们|他们|这些|这几[家个]|各(?:家|自|是|多少|有|收)|分别|\b(?:each|their|they|these|those)\b", re.I
)
_TRENDS = re.compile(r"趋势|走势|变化|怎么变|\btrend|\bchange|\bdevelop", re.I)
_WHICH_ONES = re.compile(
    r"哪些|哪几|分别(?:是|有)?\W*$|是谁|有谁|都有谁|名单|列出|列一下|列举|\bwhich\b|\bwho\b|\blist\b", re.I
)
_REVERSED = re.compile(r"倒着|倒序|反过来|反着|颠倒|倒过来|\b(?:reverse[ds]?|the other way round)\b", re.I)
_STANDALONE = frozenset({Operation.YEARS, Operation.DRAFT})
_ASIDE = frozenset({Operation.SMALLTALK, Operation.REFUSE})
_ABOUT = frozenset(
    {
        Operation.SOURCE,
        Operation.WHY,
        Operation.CHECK,
        Operation.NAMES,
        Operation.EXPLAIN,
        Operation.YEARS,
        Operation.DRAFT,
        *_ASIDE,
    }
)
_WHICH_YEARS = re.compile(r"哪(?:些|几)?个?年|\bwh(?:ich|at) years?\b", re.I)
_APPLICATIONS = re.compile(r"申请|收|接|受理|appl|request|recei|got|get", re.I)
_OVER_YEARS = (Operation.COMPARE, Operation.CHANGE, Operation.TREND)
_OF_BODIES = re.compile(r"家|单位|部门|机关|机构|局|bod(?:y|ies)|agenc|bureau|depart|office", re.I)
_FILTERS = (Operation.LIST, Operation.COUNT, Operation.RANK)
_AGGREGATES = OVER_SETS - set(_FILTERS)
_OF_ONE_YEAR = OVER_SETS | {
    Operation.FIGURE,
    Operation.SHARE,
    Operation.CHANGE,
    Operation.COMPARE,
    Operation.PASSAGE,
    Operation.CHECK,
}


def continue_from(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
    """The question of a turn, with what it leaves unsaid taken from the turn before."""
    previous = accepted(previous, question, parts)
    chosen = choice(previous, question, parts, directory)
    if chosen is not None:
        return chosen
    if question.operation in _ASIDE:
        return _carried(previous, question)
    if previous.scope is not None and parts.mentions and shuts_out(parts.text):
        return without_body(previous, question, directory)
    if question.conditions and len(previous.agencies) == 1 and _WHICH_YEARS.search(parts.text):
        named = question.named | {"operation"}
        question = replace(question, operation=Operation.TREND, conditions=(), scope=None, named=named)
    if _only_filler(previous, question, parts) and not parts.regions:
        question = replace(question, measures=(), named=question.named - {"measures"})
    if question.measures and not _named(question):
        question = replace(question, measures=of_court(previous, question, parts))
    question = years_added(previous, question, parts)
    question = at_its_place(previous, question, parts, directory)
    question = pointed(previous, place_kinds(previous, question, parts, directory), parts, directory)
    if (placed := its_place(previous, question, parts)) is not None:
        return placed
    question = by_stored_years(previous, question, parts, directory)
    question = in_parts(previous, count_years(previous, question, parts), parts)
    question = box_sums(previous, question, parts, boxes_named(previous, question, parts))
    has_body = bool(question.agencies or question.candidates or question.unknown or question.scope)
    has_what = bool(question.measures or question.topic or question.outside) and not parts.measured.column_only
    if parts.regions and not parts.mentions and question.scope is None and "operation" not in question.named:
        has_what = bool(question.measures)  # just the ones in Yanpu
    joins = has_body and bool(_WITH.search(parts.bare)) and len(question.agencies) + len(question.candidates) <= 1
    if _ASKS_THE_FIGURE.match(parts.text) and question.measures and previous.agencies:
        question = replace(question, operation=Operation.FIGURE, topic="", named=question.named - {"operation"})
    if question.operation is Operation.EXPLAIN and "operation" in question.named:
        return _explained(previous, question)
    if has_body and not joins and (has_what or question.operation in (Operation.CHECK, *_STANDALONE)):
        return _with_year(previous, question, parts)
    if not has_body and question.operation in _STANDALONE and not (previous.agencies or previous.scope):
        return question
    if not (previous.agencies or previous.scope or previous.candidates or previous.unknown or previous.measures):
        return question
    return _merge(previous, question, parts, directory, joins)


def _carried(previous: Question, question: Question) -> Question:
    """Thanks and greetings leave the conversation where it was."""
    return replace(
        previous,
        text=question.text,
        language=question.language,
        operation=question.operation,
        topic=question.topic,
        claim=None,
        named=question.named,
        steps=question.steps,
        outside=(),
        section=None,
    )


def _explained(previous: Question, question: Question) -> Question:
    """这是什么意思 asks about the measure of the turn before; agencies and years are kept for the turn after."""
    return replace(
        question,
        agencies=previous.agencies,
        years=previous.years,
        year_said=previous.year_said,
        scope=previous.scope,
        measures=question.measures or previous.measures,
    )


def _with_year(previous: Question, question: Question, parts: Parts) -> Question:
    """A question that stands on its own takes the year where it goes on about the same thing."""
    if question.years or not previous.year_said or LATEST.search(parts.bare):
        return question
    same = bool(question.measures) and question.measures == previous.measures
    if (same or _CARRIES.search(parts.text)) and question.operation in _OF_ONE_YEAR:
        return replace(question, years=previous.years, year_said=True)
    return question


def _merge(previous: Question, question: Question, parts: Parts, directory: Directory, joins: bool) -> Question:
    agencies, candidates, unknown, near, scope = bodies_meant(previous, question, parts, directory, joins)
    measures, outside = _what(previous, question, parts)
    moved = scope is not None and question.scope is None and scope != previous.scope
    operation, difference, said = _how(previous, question, parts, joins, moved)
    years, year_said = years_meant(previous, question, operation, said, parts)
    topic, section = question.topic, question.section
    if operation is Operation.PASSAGE and not topic and not question.measures:
        topic, section = previous.topic, section or previous.section
    elif operation is not Operation.PASSAGE and question.operation is not Operation.WHY:
        topic = topic if question.operation is operation else ""
    conditions = question.conditions
    if operation in (Operation.LIST, Operation.COUNT):
        base = measures[0] if measures else ""
        conditions = conditions or (find_conditions(parts.bare, [(0, base)]) if base else ())
        if operation is Operation.COUNT and not (question.measures or conditions or previous.conditions):
            measures = ()  # 一共统计了几家: of how many bodies
        if not conditions and measures == previous.measures:
            conditions = previous.conditions
        elif any(c.value == 0 and c.relation == "=" for c in conditions) and shuts_out(parts.text):
            conditions = (*previous.conditions, *(replace(c, relation=">") for c in conditions))  # 去掉0件的
        elif not conditions and previous.conditions and measures:
            conditions = tuple(replace(c, measure=measures[0]) for c in previous.conditions[:1])
    if operation is Operation.RANK and previous.operation in _FILTERS and measures == previous.measures:
        conditions = conditions or previous.conditions  # 其中最多的是谁
    if operation is Operation.SHARE:
        measures = shared(previous, question, measures, parts)
    if operation is Operation.RANK:
        measures = measures[:1]
    ranked_now = question.operation is Operation.RANK or grammar.RANK.search(parts.grammar)
    descending = not _LESS.search(parts.text) if ranked_now else previous.descending
    descending = not previous.descending if _REVERSED.search(parts.text) else descending
    return replace(
        question,
        operation=operation,
        agencies=agencies,
        candidates=candidates,
        unknown=unknown,
        near=near,
        scope=scope,
        years=years,
        year_said=year_said,
        measures=measures,
        outside=outside,
        conditions=conditions,
        topic=topic,
        section=section,
        count=question.count
        or ops.find_count(parts.grammar)
        or (previous.count if operation is Operation.RANK else None),
        descending=descending,
        difference=difference,
        growth=question.growth or (previous.growth if operation is Operation.RANK else ""),
        steps=(*question.steps, "承接上一问" if question.language != "en" else "continues the question before"),
    )


def _of_cases(measures: tuple[str, ...]) -> bool:
    """Whether a share may be of these: what section two counts is no part of another row."""
    return not any(key.startswith("disclosure/") for key in measures)


def _one(previous: Question) -> bool:
    return len(previous.agencies) == 1 and previous.scope is None


def _names_a_box(question: Question, parts: Parts) -> bool:
    narrower = any(not said.endswith("/total") for said in parts.measured.columns)
    return bool(question.measures or question.topic or question.outside or narrower or question.scope)


def _named(question: Question) -> bool:
    return bool(question.agencies or question.candidates or question.unknown or question.scope)


def _what(previous: Question, question: Question, parts: Parts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if question.outside and not question.measures:
        return (), question.outside
    if "boxes" in question.named:
        return question.measures, ()
    narrower = any(not said.endswith("/total") for said in parts.measured.columns)
    of_a_column = any(key.count("/") == 2 and not key.endswith("/total") for key in previous.measures)
    narrower = narrower or (of_a_column and not previous.measures[0].startswith("disclosure"))  # else 总共 adds up
    if (parts.measured.column_only or parts.measured.weak) and parts.measured.columns and narrower:
        moved = moved_columns(previous, parts)
        if moved:
            return moved, ()
    if question.measures and not _only_filler(previous, question, parts):
        return question.measures, question.outside
    return previous.measures, ()


def _only_filler(previous: Question, question: Question, parts: Parts) -> bool:
    """申请 in 2022年的申请呢 names nothing new where applications are talked of; a number word alone does."""
    if not parts.measured.weak or not previous.measures or question.measures != ("applications/new/total",):
        return False
    if not _APPLICATIONS.search(parts.text):
        return True  # 总共两年多少, whatever is talked of
    return previous.measures[0].startswith("applications/") and not re.search(r"申请[总件]*[数量]", parts.text)


def _how(
    previous: Question, question: Question, parts: Parts, joins: bool, moved: bool
) -> tuple[Operation, bool, bool]:
    """The operation, whether a difference is asked for, and whether this turn said so."""
    said = "operation" in question.named
    base = previous.operation
    if {"boxes", "operation"} <= question.named:
        return question.operation, question.difference, True
    if joins and question.operation is not Operation.NAMES:
        return Operation.COMPARE, question.difference, True
    if question.operation is Operation.COUNT and base in OVER_SETS and not question.measures:
        return Operation.COUNT, False, True
    if base in (Operation.COUNT, Operation.LIST) and not question.measures and _WHICH_ONES.search(parts.text):
        return Operation.LIST, False, True
    of_all = base in (Operation.COUNT, Operation.LIST, Operation.YEARS) and previous.scope is not None
    if of_all and question.measures and not question.conditions and _EACH_OF_THEM.search(parts.text):
        return Operation.RANK, False, True
    several = len(previous.measures) > 1 and len(previous.years) < 2 and _one(previous)
    if base is Operation.COMPARE and several and len(question.measures) == 1 and not said:
        return Operation.FIGURE, False, False
    of_boxes = base is Operation.SUM and len(previous.measures) > 1 and _one(previous)
    adds = not said or question.operation in (Operation.SUM, Operation.COMPARE)
    if of_boxes and adds and not _names_a_box(question, parts):
        return Operation.SUM, False, True
    beside = base is Operation.COMPARE or (base is Operation.FIGURE and len(previous.agencies) > 1)
    by_year = base in (Operation.TREND, Operation.FIGURE) and len(previous.years) > 1 and len(previous.measures) == 1
    beside = beside or by_year or len(question.years) > 1
    if (
        adds_two_years(previous)
        and grammar.SUM.search(parts.grammar)
        and not names_more(question, parts)
        and not question.years
    ):
        return Operation.SUM, False, True
    if base in _AGGREGATES and _one(previous) and grammar.SUM.search(parts.grammar) and not question.measures:
        return Operation.SUM, False, True
    if (base in OVER_SETS or beside) and grammar.SUM.search(parts.grammar) and not names_more(question, parts):
        return Operation.SUM, False, True
    if grammar.DIFFERENCE.search(parts.grammar) and len(question.years) == 2 and not _named(question):
        return Operation.COMPARE, True, True
    differs = grammar.DIFFERENCE.search(parts.grammar) is not None and base is Operation.FIGURE
    one_year = len(previous.years) == 1 and not question.years and len(previous.agencies) == 1
    if one_year and differs and not names_more(question, parts):
        return Operation.COMPARE, True, True
    if one_year and grammar.UP_OR_DOWN.search(parts.grammar) and base is not Operation.TREND:
        return Operation.COMPARE, True, True
    of_one = bool(previous.agencies) and previous.scope is None and question.scope is None
    if question.operation is Operation.COUNT and of_one and not _OF_BODIES.search(parts.text):
        return Operation.FIGURE, False, False  # 赢了几个
    if base is Operation.PASSAGE and question.operation in _OVER_YEARS and not question.measures:
        return base, False, True  # 2023年相比有什么变化, of what the prose says
    if base is Operation.YEARS and question.years and previous.measures and not question.topic:
        return Operation.FIGURE, False, False
    if base is Operation.YEARS and not question.measures and not question.topic:
        return base, False, False
    over_years = len(previous.years) > 1 and _one(previous) and not question.measures and len(question.years) > 1
    if base in _AGGREGATES and over_years and question.operation is Operation.TREND and not _TRENDS.search(parts.text):
        return base, False, True
    if said and question.operation is not Operation.FIGURE:
        if question.operation is Operation.COMPARE and base is Operation.TREND and not question.agencies:
            return Operation.TREND, False, False
        return question.operation, question.difference, True
    if base in OVER_SETS and not said and grammar.RANK.search(parts.grammar) and not _named(question):
        return Operation.RANK, False, True
    if not said and asks_more(previous, question, parts) and not _named(question):
        return (base if base is Operation.SHARE else Operation.COMPARE), question.difference, False
    if question.scope is not None or moved:
        if base in OVER_SETS:
            return base, False, False
        return question.operation if question.operation in OVER_SETS else Operation.SUM, False, False
    if question.operation is Operation.PASSAGE and question.topic:
        return Operation.PASSAGE, False, False
    again = question.years and not said and not parts.measured.columns
    if base is Operation.CHECK and (again or not previous.measures) and not question.measures:
        return base, False, False
    if base in _ABOUT:
        many = len(previous.years) > 2 and not question.years
        return (Operation.TREND if many else Operation.FIGURE), False, False
    if base is Operation.PASSAGE and parts.measured.weak and "费" in previous.topic and "申请" not in parts.text:
        return base, False, False  # 总共收了多少 of the fees that were told
    if base is Operation.PASSAGE:
        return (Operation.FIGURE if question.measures else Operation.PASSAGE), False, False
    if base is Operation.COMPARE and len(question.years) == 1 and len(previous.agencies) <= 1:
        return Operation.FIGURE, False, False
    if base is Operation.COMPARE and question.agencies and len(previous.years) <= 1:
        return (Operation.COMPARE if len(question.agencies) > 1 else Operation.FIGURE), False, False
    if base is Operation.TREND and len(question.years) == 1:
        return Operation.FIGURE, False, False
    if (
        base in (Operation.SHARE, Operation.CHANGE)
        and question.measures
        and not parts.measured.column_only
        and _HOW_MANY.search(parts.text)
    ):
        return Operation.FIGURE, False, False
    if base in (Operation.SHARE, Operation.CHANGE) and question.measures and all(m in RATES for m in question.measures):
        return (Operation.FIGURE if base is Operation.SHARE else base), False, False
    if base in (Operation.CHANGE, Operation.SHARE) and question.measures and question.years:
        return Operation.FIGURE, False, False
    if (
        base is Operation.SHARE
        and question.measures
        and (_ALONE.search(parts.text) or not _of_cases(question.measures))
    ):
        return Operation.FIGURE, False, False
    if base is Operation.SHARE and question.measures and not parts.measured.column_only:
        return Operation.FIGURE if re.search(r"其中|数", parts.text) else Operation.SHARE, False, False
    over_years = len(previous.agencies) == 1 and len(previous.years) > 1 and not question.years
    if base in _AGGREGATES and over_years and len(question.agencies) + len(question.candidates) == 1:
        return base, False, False
    one_year_of_one = len(previous.agencies) == 1 and len(question.years) == 1
    if base in OVER_SETS and (question.agencies or question.candidates or one_year_of_one):
        return Operation.FIGURE, False, False
    return base, previous.difference and base is Operation.COMPARE, False
