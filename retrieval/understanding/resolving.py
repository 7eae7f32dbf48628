"""What was found becomes a Question: which operation, over which bodies, years and measures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from report.form import RATES
from report.places import place_rank
from retrieval.glossary import find_entry
from retrieval.question import OVER_SETS, Operation, Question, Scope
from retrieval.understanding import grammar
from retrieval.understanding.about_form import asked_as_a_rule, asks_about_form, names_a_box
from retrieval.understanding.boxes import boxes_meant, columns_alone
from retrieval.understanding.directory import Directory
from retrieval.understanding.english_against import whole_in_english
from retrieval.understanding.intents import (
    asks_for_a_file,
    complains,
    find_refusal,
    is_about_program,
    is_smalltalk,
)
from retrieval.understanding.inventory import REPORT_ITSELF, asks_what_is_stored
from retrieval.understanding.listing import bounded_share, earlier_first, had_any, listed, picks_none, set_without
from retrieval.understanding.named import bodies_named, english_body, unknown_organisation
from retrieval.understanding.operations import Shape, Task, find_task
from retrieval.understanding.reading import Parts, mark_topics
from retrieval.understanding.recognised import steps_of
from retrieval.understanding.scopes import ids_in, region_scope
from retrieval.understanding.themes import measure_stands, section_of
from retrieval.understanding.topics import find_breakdown, words_left
from retrieval.understanding.wholes import (
    disclosed_of_concluded,
    may_be_added,
    narrowest,
    part_and_whole,
    parts_and_whole,
)
from retrieval.understanding.whom import in_its_place

_ALTERS = re.compile(
    r"(?:把|将).{1,40}(?:改成|改为|修改成|修改为|删除|删掉|清空)|\b(?:set|change|overwrite)\b.{1,60}\bto \d", re.I
)
_ALIKE = re.compile(r"一样吗|相同吗|一致吗|\bthe same\b", re.I)
_YEAR_BEFORE = re.compile(r"(?:前|上)一?年|去年|previous year|year before|last year", re.I)
_OF_EDITIONS = re.compile(
    r"格式|版本|[新旧老]版|条例|表格|怎么算|公式|口径|什么意思|含义|是什么|\bmean|\bform\b"
    r"|\bedition",
    re.I,
)
_AT_ODDS = re.compile(r"对不上|不平|不符|不一致|对不起来|出入|\bwrong\b|n't add up", re.I)
_WHOLE_SAID = re.compile(
    r"按办结|办结总数|占(?:全部|总|本年)?(?:的)?(?:办结|办理)|of (?:all )?(?:concluded|closed)|占(?:全部"
    r"|总)?(?:新收|申请)"
)
_YES_OR_NO = re.compile(r"(?:吗|么|是不是|对不对)\W*$|^(?:is|are|does|do|must|should|can|may)\b.*\?\W*$", re.I)
_MENTIONS = re.compile(r"提到|提及|谈到|说到|讲到|写到|\bmention|\brefer", re.I)
_WHICH_MOST = re.compile(r"最(?:多|少|常见|主要)|\b(?:most|least|fewest)\b", re.I)
_OF_THOSE = re.compile(r"(?:的|那种|那类|类|情形)呢\W*$")
_VERBATIM = re.compile(r"原文|全文|原话|\bverbatim\b|\bquote\b|\bfull text\b", re.I)
_OTHERS = re.compile(r"其他|其它|别的|别人|人家|兄弟|同类|例子|参考|借鉴|案例|\bother|\bexamples?\b|怎么写的")
_TELLS_FIGURES = OVER_SETS | {
    Operation.FIGURE,
    Operation.COMPARE,
    Operation.TREND,
    Operation.SHARE,
    Operation.CHANGE,
}


def parts_to_question(parts: Parts, directory: Directory, today: date, follows: bool = False) -> Question:
    """The question that stands on its own; what it lacks, a turn before may give."""
    text = parts.bare
    named = set()
    agencies, candidates, unknown, near = bodies_named(parts, directory)
    if not (agencies or candidates or unknown or parts.scope or parts.regions):
        unknown = unknown_organisation(parts)
        if grammar.EXPLAIN.search(text) and find_entry(parts.text) is not None:
            unknown = ()  # 学校、医院要不要编年报
    if agencies and not (candidates or unknown) and (rest := set_without(parts, agencies)) is not None:
        parts, agencies = replace(parts, scope=rest, mentions=()), ()
    years = parts.years.years
    measures = boxes_meant(parts, years)
    if parts.measured.column_only and not follows:
        measures = columns_alone(parts)
    ranks = parts.scope is not None and grammar.RANK.search(parts.grammar)  # 科技局里谁申请最多
    breakdown = () if _by_column(measures) or ranks else find_breakdown(text, measures)
    if breakdown:
        measures = breakdown
    shape = Shape(
        bodies=len(agencies) + len(candidates) + len(unknown),
        years=len(years),
        year_range=parts.years.is_range,
        measures=len(measures),
        rates=sum(1 for m in measures if m in RATES),
        scope=parts.scope is not None and not (len(agencies) > 1 and _ONLY_ASKS.fullmatch(parts.scope.words)),
        region=bool(parts.regions),
        topic=bool(parts.topics),
        conditions=len(parts.conditions),
        follows=follows,
        weak=parts.measured.weak,
        section=parts.section is not None,
        added=grammar.says_added(parts.bare, parts.grammar),
        summed=grammar.says_total(parts.bare),
    )
    task, topic, section = _task(parts, shape, measures)
    if breakdown and task.operation is Operation.FIGURE and _WHICH_MOST.search(parts.text):
        task = Task(Operation.COMPARE)  # 最多的理由是什么
    of_some = bool(parts.mentions or parts.scope or parts.regions or follows) and not breakdown
    told = bool(measures or (follows and years and not breakdown and not parts.measured.columns))
    narrowed = parts.narrowing if task.operation in _TELLS_FIGURES and told and of_some else ""
    if narrowed and (stranger := english_body(parts.bare)):
        unknown, narrowed = (*unknown, stranger), ""
    kept = measures if narrowed else ()
    if narrowed:
        measures = ()
    if task.operation in (Operation.EXPLAIN, Operation.DRAFT, Operation.SMALLTALK, Operation.REFUSE):
        unknown = tuple(u for u in unknown) if task.operation is Operation.DRAFT else ()
    if task.operation is Operation.PASSAGE or (task.operation is Operation.CHECK and parts.measured.weak):
        measures = ()
    if task.words in ("the report itself", "what is stored"):
        measures = ()
    if task.operation is Operation.CHECK:
        section = parts.section
    if task.operation is Operation.SHARE and measures == (CARRIED_OUT,) and not _OF_ALL.search(text):
        task, measures = Task(Operation.FIGURE), ("backlog_rate",)  # 没办完的占多少: of all that was to be done
    if task.operation is Operation.SHARE:
        measures = disclosed_of_concluded(_parts_and_whole(parts, measures))
        task = Task(Operation.FIGURE) if measures == ("disclosure_rate",) else task
    if task.words == "by share":
        measures = part_and_whole(measures)
    if task.operation is Operation.COUNT and not (parts.conditions or task.growth):
        named_ = parts.measured.rows or any(m in RATES for m in measures)
        measures = measures if named_ and not parts.measured.weak else ()
    conditions, part = bounded_share(parts.conditions, parts.measured.keys)
    if (any_ := had_any(parts, task, measures)) is not None:
        conditions, task = (any_,), listed(task)
    elif picks_none(parts.scope, parts, task) and measures:
        parts, task = replace(parts, scope=None), Task(Operation.FIGURE)
    if task.operation is Operation.LIST and parts.conditions and not (part or narrowed):
        measures = tuple(dict.fromkeys(m for c in parts.conditions for m in (c.measure, c.than) if m))
    if parts.scope is not None and not (agencies or parts.conditions or task.words == "by share"):
        measures = narrowest(measures)
    if part and task.operation in OVER_SETS:
        measures, task = part_and_whole(part), replace(task, words="by share")
    by_share = task.words == "by share" and len(measures) == 2
    if task.operation is Operation.RANK and not by_share:
        measures = measures if parts.measured.column_only else measures[:1]
    if task.growth and len(years) == 2 and earlier_first(parts):
        task = replace(task, descending=not task.descending)  # 2022年比2023年多的: those that fell
    alike = task.operation is Operation.PASSAGE and _ALIKE.search(text) and _YEAR_BEFORE.search(parts.text)
    if (task.words == "last year too" or alike) and len(years) == 1:
        years = (years[0] - 1, years[0])
    if task.operation is Operation.COMPARE and task.difference and parts.years.is_range and len(years) > 2:
        years = (years[0], years[-1])  # 2020年到2022年差多少 asks about the two ends
    scope = parts.scope
    if scope is not None and len(agencies) == 1:
        scope = in_its_place(scope, directory.stored[agencies[0]].agency.region)
    elif scope is not None and len(agencies) > 1 and _ONLY_ASKS.fullmatch(scope.words) and not scope.region:
        scope = None  # 甲局、乙局、丙局哪家最多: of those named
    if not (scope or agencies or candidates or unknown or parts.regions or follows) and task.operation in OVER_SETS:
        scope = Scope()  # 新收申请前五名的单位: of all that are stored
    if parts.regions and scope is None and not agencies and not candidates and not unknown:
        if task.operation in OVER_SETS:
            scope = region_scope(parts.regions[0], directory)
        elif task.operation not in (Operation.EXPLAIN, Operation.SMALLTALK, Operation.REFUSE):
            towns = [ids_in(r, directory) for r in parts.regions if all(place_rank(p) == 5 for p in r.places)]
            if len(towns) == len(parts.regions) and all(len(ids) == 1 for ids in towns):
                agencies = tuple(id_ for ids in towns for id_ in ids)  # 白芦镇 is its government
            else:
                candidates = tuple((r.words, ids_in(r, directory)) for r in parts.regions)
    if scope is not None and len(agencies) > 1 and not (scope.region or scope.kinds or scope.level):
        scope = (
            None if re.search(r"谁|哪|什么|几|多少|\bwh(?:o|ich|at)\b|\bhow many\b", scope.words, re.I) else scope
        )  # 甲局和乙局谁多: the two, whoever is asked for
    if agencies or candidates or unknown or scope:
        named.add("agencies")
    if years or parts.years.open_ended:
        named.add("years")
    if measures or topic:
        named.add("measures")
    if task.said:
        named.add("operation")
    return Question(
        text=parts.said.original,
        language=parts.said.language,
        operation=task.operation,
        agencies=agencies,
        candidates=candidates,
        unknown=unknown,
        near=near,
        scope=scope,
        years=years,
        year_said=bool(years),
        measures=measures,
        outside=(narrowed,)
        if narrowed
        else parts.outside
        if task.operation not in (Operation.EXPLAIN, Operation.SMALLTALK, Operation.DRAFT)
        else (),
        conditions=conditions
        if not narrowed
        and task.operation in (Operation.LIST, Operation.COUNT, Operation.RANK, Operation.SUM, Operation.MEAN)
        else (),
        topic=topic,
        kept=kept,
        section=section,
        count=task.count,
        by_share=by_share,
        both_ends=task.words == "both ends",
        place=task.place,
        descending=task.descending,
        difference=task.difference,
        growth=task.growth,
        claim=parts.claim if (measures or follows) and not parts.conditions else None,
        named=frozenset(named),
        steps=steps_of(parts, task, measures),
    )


_ONLY_ASKS = re.compile(r"(?:哪|谁)(?:一?[家个]|几[家个]|些)?(?:单位|部门|机关|局|机构)?")


def _parts_and_whole(parts: Parts, measures: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a share, then its whole: as English says it, else as the form has them."""
    whole = whole_in_english(parts.bare, parts.measured, measures)
    others = tuple(m for m in measures if m != whole)
    if whole and others and (len(others) == 1 or may_be_added(others)):
        return (*others, whole)
    return parts_and_whole(measures, grammar.ONE_OF_ANOTHER.search(parts.grammar) is not None)


CARRIED_OUT = "applications/carried_out/total"
_OF_ALL = re.compile(r"占(?:到|了)?(?:全部|所有|总|新收|当年|本年)")  # names a whole of its own


def _by_column(measures: tuple[str, ...]) -> bool:
    """(申请人类型：自然人) names its one column: no list of all kinds of applicant is asked for."""
    return any(m.startswith("applications/") and not m.endswith("/total") for m in measures)


def _task(parts: Parts, shape: Shape, measures: tuple[str, ...]) -> tuple[Task, str, int | None]:
    """The operation, the topic of a search, and the section asked for."""
    text, marked = parts.bare, parts.grammar
    plain = parts.said.text
    concrete = bool(shape.bodies or shape.scope or shape.region)
    if is_smalltalk(plain) and not (shape.years and shape.follows):
        return Task(Operation.SMALLTALK), "", None
    about_form = asks_about_form(parts, shape, measures)
    refusal = find_refusal(parts.text)
    if about_form and asked_as_a_rule(refusal, parts.text) and not _ALTERS.search(parts.text):
        refusal = ""
    kept = concrete and measures and refusal not in ("personal", "forecast", "secrets")
    if refusal and (not kept or _ALTERS.search(parts.text)):
        return Task(Operation.REFUSE, words=refusal), refusal, None
    if complains(plain):
        return Task(Operation.EXPLAIN), "投诉 救济途径", None
    if (is_about_program(text) and not (concrete or measures)) or (asks_for_a_file(text) and not measures):
        return Task(Operation.SMALLTALK), "", None
    if about_form:
        return Task(Operation.EXPLAIN), words_left(text), parts.section
    section = parts.section if parts.section is not None else section_of(parts)
    if grammar.DRAFT.search(text) and (concrete or parts.topics or section) and _OTHERS.search(parts.text):
        return Task(Operation.PASSAGE), _topic(parts), section
    if not concrete and section and grammar.WHAT_TO_WRITE.search(text):
        return Task(Operation.EXPLAIN), words_left(text), section
    asks_figure = concrete and measures and not shape.weak and grammar.HOW_MANY.search(text)
    if grammar.DRAFT.search(text) and not (re.search(r"怎么写的|写了", text) or asks_figure):
        return Task(Operation.DRAFT), words_left(text), section
    if not (shape.years or shape.bodies) and asks_what_is_stored(text, shape.follows):
        return Task(Operation.YEARS, words="what is stored"), "", None
    of_figure = measures and not shape.weak and grammar.SOURCE.search(text)
    if parts.section is not None and shape.bodies and _VERBATIM.search(text):
        return Task(Operation.PASSAGE), "", section
    if REPORT_ITSELF.search(text) and not of_figure and (shape.bodies or (shape.follows and not parts.topics)):
        return Task(Operation.SOURCE, words="the report itself"), "", None
    if (
        grammar.NAMES.search(parts.text)
        and not grammar.SAID_HOW.search(parts.text)
        and (shape.bodies or shape.follows)
        and not (measures and not shape.weak)
    ):
        return Task(Operation.NAMES), "", None
    if grammar.STORED.search(text) and not (shape.years or concrete or measures):
        return Task(Operation.YEARS), "", None
    counts = (
        grammar.PUBLISHED.search(text)
        and _counts_reports(text, parts)
        and not re.search(r"没有?|未|还没|not|n't", text)
    )
    if grammar.YEARS.search(text) and not (measures and not shape.weak) and not parts.topics and not counts:
        return Task(Operation.YEARS), "", None
    if grammar.MUST.search(text) or (not concrete and grammar.COUNTED_WHERE.search(text)):
        return Task(Operation.EXPLAIN), words_left(text), section
    sourced = grammar.SOURCE.search(text) and not _AT_ODDS.search(text)
    if sourced and (concrete or measures or shape.follows) and not parts.topics:
        return Task(Operation.SOURCE), "", section
    if shape.follows and not measures and grammar.WHY.search(text) and not re.search(r"为什么(?:要|不能|可以)", text):
        return Task(Operation.WHY), words_left(text), section
    if not concrete and _explains(text, parts, shape, measures):
        return Task(Operation.EXPLAIN), words_left(text), section
    if not (concrete or shape.years or shape.follows) and measures and names_a_box(parts):
        return Task(Operation.EXPLAIN, said=False), words_left(text), section
    by_mention = parts.scope is not None and _MENTIONS.search(text)  # 哪些单位提到高新技术企业
    if grammar.MENTION.search(text) and (by_mention or not (measures and concrete)) and not parts.outside:
        return Task(Operation.PASSAGE), _topic(parts), section
    bare = shape.weak and not (grammar.COUNTS.search(marked) or grammar.COUNTS.search(parts.text))
    if not (concrete or shape.years or shape.follows) and (bare or _YES_OR_NO.search(parts.text)):
        return Task(Operation.EXPLAIN), words_left(text), section
    if shape.follows and shape.years and not (measures or concrete or parts.topics) and _ALIKE.search(text):
        return Task(Operation.COMPARE), "", None
    if (
        grammar.CHECK.search(text)
        and not grammar.TELLS.search(text)
        and not (parts.topics and _ALIKE.search(text) and (shape.follows or not (measures or parts.claim)))
        and (concrete or shape.years or shape.follows or not measures)
        and not (shape.scope and measures and grammar.ADD_UP.search(text))
        and not (parts.claim and measures)
    ):
        return Task(Operation.CHECK), "", section
    if grammar.WHY.search(text) and not (
        measures and re.search(r"\bhow (?:often|many|much)\b|\bnumber of\b", text, re.I)
    ):
        return Task(Operation.WHY), words_left(text), section
    overruled = parts.topics and not measure_stands(parts)
    if overruled or (section is not None and not measures):
        return Task(Operation.PASSAGE), _topic(parts), section
    task = find_task(marked, shape)
    one_name = not grammar.ASCENDING.search(marked)  # receive the fewest requests
    if task.descending and grammar.ASCENDING.search(text) and (one_name or task.operation is Operation.FIGURE):
        task = replace(task, descending=False)
    if (
        concrete
        and not measures
        and not parts.outside
        and task.operation in (Operation.FIGURE, Operation.LIST, Operation.COMPARE, Operation.COUNT)
    ):
        left = words_left(mark_topics(marked, ()))
        if _says_something(left, 4 if shape.follows else 2) and task.operation is not Operation.COUNT:
            return Task(Operation.PASSAGE, said=False), left, section
    if shape.follows and not concrete and not task.said and not task.count and _says_nothing_known(parts, measures):
        left = words_left(marked)
        if _says_something(grammar.REPEATS.sub("", left)):
            return Task(Operation.PASSAGE, said=False), left, section
    if not concrete and not measures and not shape.follows and not shape.years:
        return Task(Operation.EXPLAIN, said=False), words_left(text) or plain, section
    return task, "", section


def _says_nothing_known(parts: Parts, measures: tuple[str, ...]) -> bool:
    """Whether a turn names no box, column, year, part or figure: what it says else is looked for in the prose."""
    known = measures or parts.measured.columns or parts.outside or parts.section or parts.claim
    return not (known or parts.years.years or parts.years.open_ended)


def goes_on_about_the_form(question: Question, parts: Parts) -> bool:
    """那部分公开呢 after a question about the form names no body, year or count: it asks about the form too."""
    named = question.agencies or question.candidates or question.unknown or question.scope or question.years
    aside = question.operation in (Operation.SMALLTALK, Operation.REFUSE, Operation.DRAFT)
    return not (named or aside) and names_a_box(parts)


def _counts_reports(text: str, parts: Parts) -> bool:
    return bool(grammar.COUNT.search(text)) or (
        (parts.scope is not None or bool(parts.years.years)) and re.search(r"(?:多少|几)(?:份|篇|本)", text) is not None
    )


def _explains(text: str, parts: Parts, shape: Shape, measures: tuple[str, ...]) -> bool:
    if shape.follows and parts.topics and _YES_OR_NO.search(parts.text):
        return False  # 2024年的问题一样吗 asks what that report says
    if shape.follows and shape.years and not _OF_EDITIONS.search(text):
        return False  # 2023年相比有什么变化
    if shape.follows and grammar.ADDS_UP.search(parts.text) and not _OF_EDITIONS.search(parts.text):
        return False  # 二者相加 of what was told
    if shape.follows and measures and _OF_THOSE.search(parts.text):
        return False  # 三安全一稳定的呢, of the figures told
    if not grammar.EXPLAIN.search(text):
        return False
    return not (shape.years and measures and re.search(r"多少|几件|how many", text))


def _topic(parts: Parts) -> str:
    words = [t.words for t in parts.topics]
    said = [t.said for t in parts.topics]
    left = words_left(mark_topics(parts.bare, parts.topics))
    return " ".join(dict.fromkeys([*words, *said, left])).strip()


def _says_something(left: str, least: int = 2) -> bool:
    return len(re.findall(r"[\u4e00-\u9fff]", left)) >= least or len(re.findall(r"[A-Za-z]{4,}", left)) >= 1
