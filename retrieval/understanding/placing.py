"""What a turn points at in a ranking: 第三名, 前两名差多少, 它, 第二高的, the top one.

The whole order is kept with the question, shown or not, so that a place means the body that stands there.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.question import OVER_SETS, Operation, Question, Scope
from retrieval.understanding.grammar import DIFFERENCE, TOGETHER
from retrieval.understanding.pointers import NTH_ENGLISH, at_place, find_pointer
from retrieval.understanding.reading import Parts
from retrieval.understanding.wholes import part_of

_PLACED = re.compile(
    r"^\W*(?:那么?|谁是|谁|哪个是|哪家是|看看|还有)?(?:排名?|排行|名次)?(?:在"
    r"|是)?第\s*(?P<nth>[一二三四五六七八九十]|\d{1,2})(?:名|位|家|的)?(?:的)?"
    r"(?:是|呢|单位|局|办|收|公开|新|谁|哪|多少|几|有|拒|不|部分|结|被|处|许|[^\u4e00-\u9fff个家]|$)"
    rf"|^\W*(?:and |what about |how about |then |who(?:'s| is| was| came| ranks?| ranked)? |in |place |number |the )*"
    rf"(?P<en>{NTH_ENGLISH})\b(?! (?:section|part|article|party|half|quarter|year))",
    re.I,
)
_NTH_MOST = re.compile(
    r"^\W*(?:那么?)?(?:排)?(?:倒数)?第(?P<nth>[一二三四五六七八九十])(?P<most>[高多大低少小])(?:的)?"
)
_EACH_PLACE = re.compile(r"第([一二三四五六七八九十])(?:名|位|家)?(?=第|和|跟|与|、|,|的|呢|名|位|家|差|谁|哪|比|各|$)")
_TOP_OF = re.compile(
    r"前([两二三四五六七八九十])(?:名|家|位|个)?(?:单位)?(?:的)?(?:合计|总和|一共|总共|加起来|共"
    r"|平均)"
)
_GAP = re.compile(
    r"^\W*(?:那么?|两者|它们)?(?:相差|差)(?:多少|几|了)?[件个万元]*(?:呢)?\W*$|^\W*(?:by )?how (?:much|many)\W*$", re.I
)
_MOST_OF = re.compile(
    r"最(?P<most>[多高大少低小])的?(?:前)?(?P<n>[两二三四五六七八九十2-9])(?:名|家|位|个)?(?:单位|局)?(?:的)?[^,?]{0,6}"
    rf"(?:{TOGETHER}|合计|总和|一共|总共|平均)"
)
_TOP_ONE = re.compile(
    r"^\W*(?:and |what about |who is )?(?:the )?(?:top|highest|biggest|largest)(?: one| body"
    r"| agency)?\W*$",
    re.I,
)
_WITH_PLACED = re.compile(
    r"(?:跟|和|与|同|比)(?:排)?第(?P<nth>[一二三四五六七八九十]|\d{1,2})(?:名|位|家)?(?:的)?(?:比|对比|相比|差|$)"
    r"|^\W*(?:把|还有|再加上?|加上)?第(?P<nth2>[一二三四五六七八九十])(?:名|位|家)?(?:的)?也?(?:加上|加进来|算上|一起)"
)
_TOP_TWO = re.compile(
    r"(?:前两|前二|头两)[名家位个]|第一(?:名)?(?:和|跟|与|比|、)第二|冠亚军|\b(?:first|top) (?:and second|two)\b", re.I
)
_THIS_ONE = re.compile(
    r"(?<!其)它(?!们)|^\W*(?:那么?)?(?:他们|这家|这个(?:单位|局)|该(?:单位|局|机关)|那家|那个(?:单位|局)|第一名|榜首|冠军)"
    r"|\b(?:it|its|that one|the first)\b",
    re.I,
)


_LAST = re.compile(
    r"(?:最后一?|倒数第一|末(?=[名位])|垫底的?(?:那)?)(?:名|位|一?家|的)?(?:的)?(?:是|呢|谁|哪|单位|叫|有|\W|$)|吊车尾"
    r"|\b(?:the )?(?:last|bottom)(?: one| place| body| agency)?\W*$",
    re.I,
)
ITS_PLACE = re.compile(
    r"(?:排|位列|名列|位居)(?:名|行|位|序)?(?:在|到)?(?:了)?(?:第)?(?:几|多少|哪)|第几(?:名|位|高|低|多|少)?"
    r"|(?:名次|排名|位次)(?:是|呢|多少|怎么样|如何|情况)?\W*$"
    r"|\b(?:what|which) (?:place|rank|position)\b"
    r"|\bwhere (?:does|do|did|is|are|was|were)\b.{0,40}\b(?:rank|place|come|stand)",
    re.I,
)
_PLACES = (Operation.FIGURE, Operation.RANK, Operation.PASSAGE, Operation.LIST, Operation.MINIMUM)
_SECTION_OR_YEAR = re.compile(r"第几(?:部分|页|行|条|栏|列|章|节|号|张|次|年)")


def its_place(previous: Question, question: Question, parts: Parts) -> Question | None:
    """桦局排第几 after a ranking: its place in the set."""
    if not previous.listed or not ITS_PLACE.search(parts.text) or _SECTION_OR_YEAR.search(parts.text):
        return None
    own = question.agencies or previous.agencies
    if len(own) != 1 or question.candidates or question.unknown:
        return None
    return replace(
        question,
        operation=Operation.RANK,
        agencies=own,
        scope=question.scope or previous.listed_scope or Scope(),
        measures=question.measures or previous.measures[:1] or previous.listed_by,
        years=question.years or previous.years,
        year_said=question.year_said or previous.year_said,
        topic="",
        outside=(),
        named=question.named | {"agencies", "operation", "measures"},
    )


def between(previous: Question, question: Question, among: tuple[int, ...], difference: bool) -> Question:
    return replace(
        question,
        scope=None,
        agencies=among,
        operation=Operation.COMPARE,
        difference=difference,
        years=question.years or previous.years,
        year_said=question.year_said or previous.year_said,
        measures=question.measures or previous.measures,
        topic="",
        count=None,
        named=question.named | {"agencies", "operation"},
    )


def of_listed(previous: Question, question: Question, parts: Parts) -> Question | None:
    """第三名, 它 and 前两名差多少 after a ranking."""
    if not previous.listed:
        return None
    if _TOP_ONE.match(parts.text) and not question.measures:
        return _from_the_end(previous, question, 1, most=True)
    if question.operation is Operation.WHY and not previous.agencies:
        return replace(question, agencies=previous.listed[:1], named=question.named | {"agencies"})
    if question.operation in (Operation.MEAN, Operation.MEDIAN) and len(previous.agencies) == 1 and _of_a_set(question):
        return _of_the_set(previous, question)
    if _LAST.search(parts.text) and not question.measures and not question.years and question.operation in _PLACES:
        made = _from_the_end(previous, question, 1, most=False)
        by = previous.listed_by or made.measures
        years = question.years or previous.years
        return replace(made, scope=previous.listed_scope or Scope(), measures=by, years=years, year_said=bool(years))
    if (most := _NTH_MOST.match(parts.text)) and not question.measures:
        return _from_the_end(previous, question, at_place(most["nth"]) + 1, most=most["most"] in "高多大")
    if _TOP_TWO.search(parts.text) and DIFFERENCE.search(parts.grammar) and len(previous.listed) > 1:
        return between(previous, question, previous.listed[:2], True)
    behind = len(previous.agencies) == 1 and previous.agencies[0] in previous.listed[1:] and not previous.beside
    if behind and _GAP.match(parts.text):
        return between(previous, question, (previous.listed[0], *previous.agencies), True)
    several = [at_place(nth) for nth in _EACH_PLACE.findall(parts.text)]
    if len(several) > 1 and max(several) < len(previous.listed):
        among = tuple(previous.listed[at] for at in several)
        return between(previous, question, among, bool(DIFFERENCE.search(parts.grammar)))
    if (added := _WITH_PLACED.search(parts.text)) and previous.agencies:
        nth = at_place(added["nth"] or added["nth2"])
        at = previous.listed[nth : nth + 1]
        return between(previous, question, tuple(dict.fromkeys((*previous.agencies, *at))), False) if at else None
    if (most := _MOST_OF.search(parts.text)) and 1 < (many := at_place(most["n"]) + 1) <= len(previous.listed):
        among = previous.listed[:many] if (most["most"] in "多高大") == previous.descending else previous.listed[-many:]
        made = between(previous, question, among, False)
        return replace(made, operation=Operation.MEAN if "平均" in most[0] else Operation.SUM)
    if (top := _TOP_OF.search(parts.text)) and at_place(top[1]) < len(previous.listed):
        operation = Operation.MEAN if "平均" in top[0] else Operation.SUM
        made = between(previous, question, previous.listed[: at_place(top[1]) + 1], False)
        return replace(made, operation=operation)
    shown = previous.listed[: previous.count or len(previous.listed)]
    if (pointer := find_pointer(parts.text)) is not None and pointer.middle and (one := pointer.of(shown)):
        return _of_the_list(previous, question, previous.listed.index(one[0]))
    placed = _PLACED.search(parts.text)
    this = not previous.agencies and _THIS_ONE.search(parts.text) is not None
    place = at_place(placed["nth"] or placed["en"]) if placed else 0 if this else len(previous.listed)
    if place < len(previous.listed):
        return _of_the_list(previous, question, place)
    if not placed:
        return None
    return replace(
        question,
        operation=Operation.RANK,
        scope=previous.scope or Scope(),
        count=place + 1,
        topic="",
        named=question.named | {"agencies", "operation"},
    )


def _of_a_set(question: Question) -> bool:
    return not (question.years or question.agencies or question.candidates or question.unknown)


def _of_the_set(previous: Question, question: Question) -> Question:
    """平均数呢 after one body of a ranking: that of the whole set."""
    return replace(
        question,
        scope=previous.listed_scope or Scope(),
        measures=question.measures or previous.measures[:1],
        years=previous.years,
        year_said=bool(previous.years),
        topic="",
        named=question.named | {"agencies", "measures", "operation"},
    )


def _from_the_end(previous: Question, question: Question, count: int, *, most: bool) -> Question:
    """第二高的, and the top one, after 最低的是谁: the first so many from the other end."""
    return replace(
        question,
        agencies=(),
        operation=Operation.RANK,
        scope=previous.scope or previous.listed_scope or Scope(),
        measures=previous.measures if previous.operation is Operation.RANK else previous.listed_by or previous.measures,
        years=question.years or previous.years,
        year_said=bool(question.years or previous.years),
        count=count,
        descending=most,
        topic="",
        named=question.named | {"agencies", "operation"},
    )


def _of_it(previous: Question, question: Question) -> tuple[str, ...]:
    """占它全部复议的多少 after 纠正最多: what was ranked, of that."""
    whole, part = question.measures, previous.measures[:1]
    if question.operation is Operation.SHARE and len(whole) == 1 and part and part_of(part[0], whole[0]):
        return (part[0], whole[0])
    return question.measures or previous.measures


def _of_the_list(previous: Question, question: Question, at: int) -> Question:
    """它的公开率 after a ranking: of the body that stands there."""
    years = question.years or previous.years
    plain = question.operation in OVER_SETS or (question.operation is Operation.PASSAGE and not question.measures)
    said = "operation" in question.named
    return replace(
        question,
        agencies=previous.listed[at : at + 1],
        operation=Operation.FIGURE
        if plain and not (said and question.operation is Operation.PASSAGE)
        else question.operation,
        years=years,
        year_said=bool(years),
        measures=_of_it(previous, question),
        topic=question.topic if said else "",
        count=None,
        named=question.named | {"agencies", "operation"},
    )
