"""What a turn picks of what was offered or talked of: 第二个, 好的, 都要, 另一个, 谁多."""

from __future__ import annotations

import re
from dataclasses import replace

from report.places import place_rank
from retrieval.question import Operation, Question
from retrieval.understanding.directory import Directory
from retrieval.understanding.grammar import COMPARE, DIFFERENCE, SUM, TOGETHER
from retrieval.understanding.placing import between, of_listed
from retrieval.understanding.pointers import at_place, find_pointer
from retrieval.understanding.reading import Parts
from retrieval.understanding.scopes import Region

_YES = re.compile(
    r"^\W*(?:是(?:的|啊|呀)?|对(?:的|啊|呀)?|没错|嗯+|好(?:的|啊|呀)?|可以|行|要|就(?:这个|它)|就问这个|那就(?:这个"
    r"|它|问这个)|yes|yeah|yep|sure|ok(?:ay)?|correct"
    r"|please(?: do)?|go ahead|that one)(?:[\s,，!！。.]|please|谢谢|the)*$",
    re.I,
)
_ONE_OF = re.compile(r"^\W*(?:那么?|换)?[\u4e00-\u9fff]{2,6}(?:的|那个|那家)(?:呢)?\W*$")
_THAT = re.compile(r"那(?:一)?[个家]|刚才|之前|先前|\bthat one\b|\bthe one\b", re.I)
_NO = re.compile(r"^\W*(?:不是?|不对|没有|错|no\b|not\b|wrong)", re.I)
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
_OVER_TIME = re.compile(r"增|减|涨|跌|升|降|变|年|\b(?:rise|rose|fall|fell|grow|grew|increase|decrease|change)", re.I)
_ADDED = re.compile(
    rf"^\W*(?:那么?|把)?(?:它们|他们|这些)?(?:{TOGETHER}|相加|合计|一共|总共)(?:是|有|收|呢|多少|几|件|了)*\W*$"
    r"|^\W*(?:and )?(?:together|combined|in total|altogether)\W*$",
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


def accepted(previous: Question, question: Question, parts: Parts) -> Question:
    """The turn before, about the one body that it asked back, where a turn goes on without saying yes."""
    if len(previous.candidates) != 1 or len(previous.offered) != 1 or previous.agencies:
        return previous
    named = question.agencies or question.candidates or question.unknown or question.scope or parts.regions
    aside = question.operation in (Operation.SMALLTALK, Operation.REFUSE, Operation.EXPLAIN, Operation.DRAFT)
    if named or aside or _NO.match(parts.text) or _YES.match(parts.text) or find_pointer(parts.text) is not None:
        return previous
    return replace(previous, agencies=previous.candidates[0][1][:1], candidates=(), offered=())


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


def pointed(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
    """两个比一下, 另一个呢: bodies of this conversation that a turn points at instead of naming."""
    found = _of_them(previous, question, parts)
    if found is not None:
        return found
    if question.agencies or question.candidates or question.unknown or question.scope:
        return question
    return of_listed(previous, question, parts) or _of_talked(previous, question, parts, directory)


def at_its_place(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
    """2024年汐原那个呢: of the bodies talked of, the one of that place."""
    if not parts.regions or parts.mentions or question.agencies or question.scope is not None:
        return question
    among = previous.agencies if len(previous.agencies) > 1 else previous.talked if _THAT.search(parts.text) else ()
    there = [i for i in among if any(i in _inside(region, directory) for region in parts.regions)]
    if len(there) != 1:
        return question
    named = question.named | {"agencies"}
    return replace(question, agencies=tuple(there), candidates=(), topic="", named=named)


def _of_them(previous: Question, question: Question, parts: Parts) -> Question | None:
    """谁多 between the bodies of the answer, or between the last two that the same was asked of."""
    differs = DIFFERENCE.search(parts.grammar) is not None and not question.measures
    two = len(previous.agencies) == 2 and len(previous.years) == 1 and not _OVER_TIME.search(parts.text)
    asks = (differs and (previous.beside or two)) or _WHO_OF_THEM.search(parts.text)
    if question.agencies or question.candidates or question.unknown or question.years or not asks:
        return None
    if question.scope and (question.scope.region or question.scope.kinds or previous.scope):
        return None
    if previous.measured_before and not previous.beside and not question.measures:
        both = (*previous.measured_before[-1:], *previous.measures)
        difference = bool(DIFFERENCE.search(parts.grammar))
        return replace(between(previous, question, previous.agencies, difference), measures=both)
    among = previous.agencies if len(previous.agencies) > 1 else (*previous.beside, *previous.agencies)
    if len(among) < 2 or (previous.years and len(previous.years) > 1):
        return None
    return between(previous, question, among, bool(DIFFERENCE.search(parts.grammar)))


def _of_talked(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
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
        picked = talked[at_place(nth[1]) : at_place(nth[1]) + 1]
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
            topic="",
            years=question.years or previous.years[-1:],
            year_said=question.year_said or previous.year_said,
            named=question.named | {"agencies", "operation"},
        )
    elif question.operation is Operation.PASSAGE and "operation" not in question.named and _ONE_OF.search(text):
        picked = _by_part_of_name(text, talked, directory)
        picked = picked if len(picked) == 1 else ()
    elif previous.beside and not question.measures and not question.years and _ADDED.match(text):
        made = between(previous, question, (*previous.beside, *previous.agencies), False)
        return replace(made, operation=Operation.SUM)
    if not picked:
        return question
    plain = question.operation is Operation.PASSAGE and "operation" not in question.named
    question = replace(question, operation=Operation.FIGURE) if plain else question
    return replace(question, agencies=picked, topic="", named=question.named | {"agencies"})
