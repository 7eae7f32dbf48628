"""What a turn points at instead of naming: 第二个 of what was offered, 第三名 of a ranking, 后者 of two, 两个都要.

A pointer is the whole of what is said, little words apart; 第二部分 and 两个问题 point at nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from report.places import place_rank
from retrieval.question import OVER_SETS, Operation, Question, Scope
from retrieval.understanding.directory import Directory
from retrieval.understanding.grammar import COMPARE, DIFFERENCE, SUM
from retrieval.understanding.reading import Parts
from retrieval.understanding.scopes import Region

_ORDER = {c: i for i, c in enumerate("一二三四五六七八九十")}
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDER |= {word: i for i, word in enumerate(_ENGLISH)}
_NTH_EN = rf"(?:{'|'.join(_ENGLISH)}|\d{{1,2}}(?:st|nd|rd|th))"
_LEAD = (
    r"^\W*(?:(?:那么?|就|我?(?:想|要|是|选|指|问|说|看|查)(?:的)?(?:是)?|应该|请|嗯+|哦|好的?|对|and|what about"
    r"|how about|then|i mean"
    r"|i meant|i choose|it is|it's|show(?: me)?|give me|please)[\s,，]*)*"
)
_TAIL = (
    r"(?:那)?(?:个|家|项|种|条|位|者)?(?:单位|局|机关|选项|那个)?(?:的)?"
    r"(?:吧|呢|啊|呀|哦|好了|就行|就好|谢谢|please|,|，|\s)*\W*$"
)
_NTH = re.compile(
    rf"{_LEAD}(?:第\s*)?(?P<nth>[一二三四五六七八九十]|\d{{1,2}})(?:号)?{_TAIL}"
    rf"|{_LEAD}(?:the |number |no\.? ?|option |choice |#)*(?P<en>{_NTH_EN}|\d{{1,2}})(?: one| option| choice| body"
    rf"| agency)?"
    r"(?:,? please)?\W*$",
    re.I,
)
_FORMER = re.compile(rf"{_LEAD}(?:前者|前面?一|前面(?:的)?那?|上面(?:的)?那?|头一|the former|former){_TAIL}", re.I)
_LATTER = re.compile(
    rf"{_LEAD}(?:后者|后面?一|后面(?:的)?那?|下面(?:的)?那?|最后一?|末一?|the latter|latter|the last(?: one)?"
    rf"|last one){_TAIL}",
    re.I,
)
_MIDDLE = re.compile(rf"{_LEAD}(?:(?:正?中间)(?:的)?那?|the middle one|middle one){_TAIL}", re.I)
_EVERY = re.compile(
    rf"{_LEAD}(?:[两俩三四几]?(?:个|家)?(?:单位)?(?:都|全)(?:部)?(?:要|看|查|来|给我|行|可以|列出来|说)?(?:一下|看)?"
    rf"|全要|一起看?|都"
    r"|(?:both|all|each)(?: of (?:them|these|those))?(?: of the (?:two|three))?)(?:吧|呢|啊|,|，|\s|please)*\W*$",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:是(?:的|啊|呀)?|对(?:的|啊|呀)?|没错|嗯+|好(?:的|啊|呀)?|可以|行|要|就(?:这个|它)|就问这个|那就(?:这个"
    r"|它|问这个)|yes|yeah|yep|sure|ok(?:ay)?|correct"
    r"|please(?: do)?|go ahead|that one)(?:[\s,，!！。.]|please|谢谢|the)*$",
    re.I,
)
_PLACED = re.compile(
    r"^\W*(?:那么?|谁是|谁|哪个是|哪家是|看看|还有)?(?:排名?|排行|名次)?(?:在"
    r"|是)?第\s*(?P<nth>[一二三四五六七八九十]|\d{1,2})(?:名|位|家|的)?(?:的)?"
    r"(?:是|呢|单位|局|办|收|公开|新|谁|哪|多少|几|有|拒|不|部分|结|被|处|许|[^\u4e00-\u9fff个家]|$)"
    rf"|^\W*(?:and |what about |how about |then |who(?:'s| is| was| came| ranks?| ranked)? |in |place |number |the )*"
    rf"(?P<en>{_NTH_EN})\b(?! (?:section|part|article|party|half|quarter|year))",
    re.I,
)
_NTH_MOST = re.compile(
    r"^\W*(?:那么?)?(?:排)?(?:倒数)?第(?P<nth>[一二三四五六七八九十])(?P<most>[高多大低少小])(?:的)?"
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
    r"^\W*(?:那么?)?(?:它|他们|这家|这个(?:单位|局)|该(?:单位|局|机关)|那家|那个(?:单位|局)|第一名|榜首|冠军)"
    r"|\b(?:it|its|that one|the first)\b",
    re.I,
)
_BOTH = re.compile(
    r"(?:这|那)?[两二俩三四](?:个|家|者)(?:单位|局|机关|部门)?(?!年|月|数|指标|项|答复|问题)|它们|他们"
    r"|\b(?:both|the two|them|those two|these two|the (?:three|four))\b",
    re.I,
)
_OTHER = re.compile(
    r"另一(?:个|家)|另外(?:那|一)(?:个|家)|前一(?:个|家)(?!年|月)|上一(?:个|家)(?!年|月)|(?:刚才|之前"
    r"|前面)(?:的)?(?:那|说的)(?:个|家)?(?:单位|局|机关)"
    r"|\b(?:the other one|the other (?:body|bureau|agency)|the former)\b|\b(?:and|what about|how about) the other\b",
    re.I,
)
_NTH_TALKED = re.compile(
    r"^\W*(?:那么?)?第([一二三四五六1-6])(?:个|家)(?:单位|局|机关|部门)?(?!年|月|部分|问题|项)", re.I
)
_WHO_OF_THEM = re.compile(
    r"(?:谁家?|哪(?:一)?[个家边方](?!年)|到底谁)[^,?]{0,8}(?:多|少|高|低|大|小|严|快)"
    r"|\bwh(?:o|ich)\b(?! year)[^?]{0,30}\b(?:more|fewer|less|higher|lower|most|least|larger|smaller|bigger)\b",
    re.I,
)
_LEVEL = re.compile(
    r"^\W*(?:那么?|就|我?(?:要|是|选|问|指)的?是?)?(省|市|区|县)(?:级|里|局|本级)?(?:的)?(?:那个)?(?:吧|呢)?\W*$"
)
_LEVELS = {"省": (1.0,), "市": (3.0,), "区": (4.0,), "县": (4.0,)}
_FILLER = re.compile(r"那么?|就|我|要|是|选|指|问|说|看|查|的|那个|这个|个|家|吧|呢|啊|\s|[,，。.!！?？]")


Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which of several things is meant: by its place, from the front or (negative) from the end, or all."""

    at: int = 0
    middle: bool = False
    every: bool = False

    def of(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """What it points at; nothing where there are too few."""
        if self.every:
            return tuple(things)
        if self.middle:
            return (things[len(things) // 2],) if len(things) % 2 else ()
        return (things[self.at],) if -len(things) <= self.at < len(things) else ()


def find_pointer(text: str) -> Pointer | None:
    """第二个, 后面那个, the first one, both: the whole text is nothing else."""
    if match := _NTH.match(text):
        return Pointer(_at(match["nth"] or match["en"]))
    if _FORMER.match(text):
        return Pointer(0)
    if _LATTER.match(text):
        return Pointer(-1)
    if _MIDDLE.match(text):
        return Pointer(middle=True)
    return Pointer(every=True) if _EVERY.match(text) else None


def _at(said: str) -> int:
    said = said.lower()
    if said in _ORDER:
        return _ORDER[said]
    digits = re.match(r"\d+", said)
    return int(digits[0]) - 1 if digits else 0


def offered_question(previous: Question | None, text: str) -> str:
    """The whole question that a turn takes up of those that were offered: 第二个, 好的; empty where it takes none."""
    if previous is None or not previous.offered or previous.candidates:
        return ""
    if _YES.match(text):
        return previous.offered[0] if previous.operation is not Operation.RANK else ""
    pointer = find_pointer(text)
    picked = pointer.of(previous.offered) if pointer is not None and not pointer.every else ()
    return picked[0] if picked else ""


def choice(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question | None:
    """浔川市的, 第二个 or 都要 after a question that offered several bodies."""
    if not previous.candidates:
        return None
    words, ids = previous.candidates[0]
    pointer = find_pointer(parts.text)
    rest = previous.candidates[1:]
    if pointer is not None and pointer.every and len(ids) <= len(previous.offered or ids):
        return _chosen(previous, question, ids, rest, Operation.COMPARE)
    picked: tuple[int, ...] = ()
    if pointer is not None:
        picked = pointer.of(ids)
    elif _YES.match(parts.text) and len(ids) == 1:
        picked = ids
    elif parts.regions and not question.measures and not parts.mentions:
        picked = tuple(i for i in ids if all(i in _inside(region, directory) for region in parts.regions))
        own = tuple(i for i in picked if directory.stored[i].agency.region[-1:] and _is_own(parts, directory, i))
        picked = own if len(own) == 1 else picked
        if not picked:
            return None
    elif len(question.agencies) == 1 and not question.measures and question.agencies[0] in ids:
        picked = question.agencies
    elif question.candidates and not question.measures and not question.years:
        picked = tuple(i for i in ids if i in question.candidates[0][1])  # 教育局, of those in the city asked about
    elif not (question.agencies or question.measures or question.years):
        picked = _by_part_of_name(parts.text, ids, directory)
    if not picked:
        return None
    if len(picked) == 1:
        return _chosen(previous, question, picked, rest)
    return replace(_chosen(previous, question, (), rest), candidates=((words, picked), *rest))


def _inside(region: Region, directory: Directory) -> set[int]:
    """The bodies of a place and of what lies within it."""
    return set(directory.ids([i for place in region.places for i in directory.within.get(place, ())]))


def _is_own(parts: Parts, directory: Directory, id_: int) -> bool:
    """Whether a body belongs to the place that is named itself, not to one within it."""
    region = directory.stored[id_].agency.region
    return region[-1] in parts.regions[-1].places


def _by_part_of_name(text: str, ids: tuple[int, ...], directory: Directory) -> tuple[int, ...]:
    """分局那个, 市里的: what tells one of the bodies from the others."""
    level = _LEVEL.match(text)
    if level:
        ranks = {i: place_rank(directory.stored[i].agency.region[-1]) for i in ids if directory.stored[i].agency.region}
        return tuple(i for i in ids if ranks.get(i) in _LEVELS[level[1]])
    said = _FILLER.sub("", text)
    if len(said) < 2:
        return ()
    return tuple(i for i in ids if any(said in name for name in directory.stored[i].names))


def _chosen(
    previous: Question,
    question: Question,
    picked: tuple[int, ...],
    rest: tuple[tuple[str, tuple[int, ...]], ...],
    operation: Operation | None = None,
) -> Question:
    """The question before, about the bodies that are picked."""
    plain = operation is not None and previous.operation is Operation.FIGURE
    return replace(
        previous,
        text=question.text,
        language=question.language,
        operation=operation if operation is not None and plain else previous.operation,
        agencies=(*previous.agencies, *picked),
        candidates=rest,
        offered=(),
        years=question.years or previous.years,
        year_said=question.year_said or previous.year_said,
        named=frozenset({"agencies"}) | question.named,
        steps=question.steps,
    )


def pointed(previous: Question, question: Question, parts: Parts) -> Question:
    """两个比一下, 另一个呢: bodies of this conversation that a turn points at instead of naming."""
    found = _of_them(previous, question, parts)
    if found is not None:
        return found
    if question.agencies or question.candidates or question.unknown or question.scope:
        return question
    return _of_listed(previous, question, parts) or _of_talked(previous, question, parts)


def _of_them(previous: Question, question: Question, parts: Parts) -> Question | None:
    """谁多 between the bodies of the answer, or between the last two that the same was asked of."""
    if question.agencies or question.candidates or question.unknown or not _WHO_OF_THEM.search(parts.text):
        return None
    if question.scope and (question.scope.region or question.scope.kinds or previous.scope):
        return None
    among = previous.agencies if len(previous.agencies) > 1 else (*previous.beside, *previous.agencies)
    if len(among) < 2 or (previous.years and len(previous.years) > 1):
        return None
    return _between(previous, question, among, bool(DIFFERENCE.search(parts.grammar)))


def _between(previous: Question, question: Question, among: tuple[int, ...], difference: bool) -> Question:
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


def _of_listed(previous: Question, question: Question, parts: Parts) -> Question | None:
    """第三名, 它 and 前两名差多少 after a ranking."""
    if not previous.listed:
        return None
    if _TOP_ONE.match(parts.text) and not question.measures:
        return _from_the_end(previous, question, 1, most=True)
    if (most := _NTH_MOST.match(parts.text)) and not question.measures:
        return _from_the_end(previous, question, _at(most["nth"]) + 1, most=most["most"] in "高多大")
    if _TOP_TWO.search(parts.text) and DIFFERENCE.search(parts.grammar) and len(previous.listed) > 1:
        return _between(previous, question, previous.listed[:2], True)
    if question.operation is Operation.WHY and not previous.agencies:
        return replace(question, agencies=previous.listed[:1], named=question.named | {"agencies"})
    if (added := _WITH_PLACED.search(parts.text)) and previous.agencies:
        nth = _at(added["nth"] or added["nth2"])
        at = previous.listed[nth : nth + 1]
        return _between(previous, question, tuple(dict.fromkeys((*previous.agencies, *at))), False) if at else None
    placed = _PLACED.search(parts.text)
    this = not previous.agencies and _THIS_ONE.search(parts.text) is not None
    place = _at(placed["nth"] or placed["en"]) if placed else 0 if this else len(previous.listed)
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


def _from_the_end(previous: Question, question: Question, count: int, *, most: bool) -> Question:
    """第二高的, and the top one, after 最低的是谁: the first so many from the other end."""
    return replace(
        question,
        agencies=(),
        operation=Operation.RANK,
        scope=previous.scope or Scope(),
        measures=previous.measures,
        count=count,
        descending=most,
        topic="",
        named=question.named | {"agencies", "operation"},
    )


def _of_talked(previous: Question, question: Question, parts: Parts) -> Question:
    talked, text = previous.talked, parts.text
    pointer = find_pointer(text)
    if pointer is not None and len(previous.agencies) > 1 and not pointer.every:
        return replace(question, agencies=pointer.of(previous.agencies), topic="", named=question.named | {"agencies"})
    if len(talked) < 2:
        return question
    if pointer is not None and not pointer.every and not previous.candidates and not previous.listed:
        picked_one = pointer.of(talked)
        if picked_one:
            return replace(question, agencies=picked_one, topic="", named=question.named | {"agencies"})
    picked: tuple[int, ...] = ()
    if (nth := _NTH_TALKED.match(text)) and not previous.candidates:
        picked = talked[_at(nth[1]) : _at(nth[1]) + 1]
    elif _OTHER.search(text):
        picked = tuple(a for a in talked if a not in previous.agencies)[-1:]
    elif _BOTH.search(text) and len(previous.agencies) < 2:
        count = 3 if re.search(r"三(?:个|家|者)|the three", text) else 2
        among = (*previous.beside, *previous.agencies) if count == 2 and previous.beside else talked[-count:]
        operation = Operation.COMPARE if question.operation is Operation.FIGURE else question.operation
        operation = Operation.SUM if SUM.search(parts.grammar) and not COMPARE.search(parts.grammar) else operation
        return replace(
            question,
            agencies=among,
            operation=operation,
            years=question.years or previous.years[-1:],
            year_said=question.year_said or previous.year_said,
            named=question.named | {"agencies", "operation"},
        )
    if not picked:
        return question
    return replace(question, agencies=picked, topic="", named=question.named | {"agencies"})


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
        measures=question.measures or previous.measures,
        topic=question.topic if said else "",
        count=None,
        named=question.named | {"agencies", "operation"},
    )
