"""Which bodies a follow-up is about: those of the turn before, those it names, or those it points at.

政府办 after a question about a district is that district's; 第二个 picks of what was offered; 全市 is the city of the
body talked about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from report.places import place_rank
from retrieval.question import Operation, Question, Scope
from retrieval.understanding.directory import Directory
from retrieval.understanding.grammar import COMPARE, SUM
from retrieval.understanding.reading import Parts
from retrieval.understanding.scopes import region_scope

_EVERY = re.compile(r"全部|所有|全国|各|\ball\b|\bevery\b", re.I)
_ORDINAL = re.compile(
    r"^\W*(?:第)?([一二三四五六七八九1-9])(?:个|家|项|种|号)?\W*$|^\W*(?:the )?(first|second|third|fourth"
    r"|fifth)(?: one)?\W*$",
    re.I,
)
_ORDER = {c: i for i, c in enumerate("一二三四五六七八九")} | {str(i + 1): i for i in range(9)}
_ORDER |= {w: i for i, w in enumerate(["first", "second", "third", "fourth", "fifth"])}
_OWN_LEVEL = {"全省": 1.0, "本省": 1.0, "全市": 3.0, "本市": 3.0, "全区": 4.0, "全县": 4.0}


_COUNT = r"[两二俩三四]"
_BOTH = re.compile(
    rf"(?:这|那)?{_COUNT}(?:个|家|者)(?:单位|局|机关|部门)?(?!年|月|数|指标|项|答复|问题)|它们|他们"
    r"|\b(?:both|the two|them|the (?:three|four))\b",
    re.I,
)
_OTHER = re.compile(
    r"另一(?:个|家)|另外(?:那|一)(?:个|家)|前一(?:个|家)(?!年|月)|上一(?:个|家)(?!年|月)|(?:刚才|之前|前面)(?:的)?(?:那|说的)(?:个|家)?(?:单位|局|机关)"
    r"|\b(?:the other one|the other (?:body|bureau|agency)|the former)\b",
    re.I,
)
_NTH = re.compile(r"^\W*(?:那么?)?第([一二三四五六1-6])(?:个|家)(?:单位|局|机关|部门)?(?!年|月|部分|问题|项)", re.I)
_WHO_OF_THEM = re.compile(r"谁家?|哪(?:一)?[个家]")
_THIS_ONE = re.compile(
    r"^\W*(?:那么?)?(?:它|他们|这家|这个(?:单位|局)|该(?:单位|局|机关)|那家|那个(?:单位|局)|第一名|榜首|冠军)"
    r"|\b(?:it|its|that one|the first)\b",
    re.I,
)
_PLACED = re.compile(
    r"^\W*(?:那么?)?(?:排|排名|名次)?(?:在)?第([一二三四五六七八九1-9])(?:名|位|的)?(?:的)?(?:是|呢|单位|局|办|收|公开|新|[^\u4e00-\u9fff]|$)"
)
_OVER_SETS = frozenset(
    {
        Operation.RANK,
        Operation.SUM,
        Operation.MEAN,
        Operation.MAXIMUM,
        Operation.MINIMUM,
        Operation.COUNT,
        Operation.LIST,
    }
)
_MOST_TALKED = 6


def talked_of(previous: Question | None, question: Question) -> tuple[int, ...]:
    """The bodies of a conversation, in the order that they came up; of a question back, those that it offered."""
    offered = question.candidates[0][1] if question.candidates and len(question.candidates[0][1]) <= 4 else ()
    before = previous.talked if previous is not None else ()
    return tuple(dict.fromkeys((*before, *question.agencies, *offered)))[-_MOST_TALKED:]


def earlier_year(previous: Question | None, question: Question) -> tuple[int, ...]:
    """The year before which the same was asked: 增加了多少 is between the two."""
    if previous is None or len(question.years) != 1 or len(previous.years) != 1:
        return ()
    same = previous.agencies == question.agencies and previous.measures == question.measures
    return previous.years if same and previous.years != question.years else ()


def pointed(previous: Question, question: Question, parts: Parts) -> Question:
    """两个比一下, 另一个呢: bodies of this conversation that a turn points at instead of naming."""
    if question.scope and len(previous.agencies) > 1 and _WHO_OF_THEM.fullmatch(question.scope.words.strip()):
        return replace(
            question,
            scope=None,
            agencies=previous.agencies,
            operation=Operation.COMPARE,
            years=question.years or previous.years,
            year_said=question.year_said or previous.year_said,
            measures=question.measures or previous.measures,
            count=None,
            named=question.named | {"agencies", "operation"},
        )
    if previous.listed and not (question.agencies or question.candidates or question.unknown or question.scope):
        placed = _PLACED.search(parts.text)
        this = not previous.agencies and _THIS_ONE.search(parts.text) is not None
        at = _ORDER[placed[1]] if placed else 0 if this else len(previous.listed)
        if at < len(previous.listed):
            return _of_the_list(previous, question, at)
        if placed:
            return replace(
                question,
                operation=Operation.RANK,
                scope=previous.scope or Scope(),
                count=at + 1,
                named=question.named | {"agencies", "operation"},
            )
    talked = previous.talked
    if question.agencies or question.candidates or question.unknown or question.scope or len(talked) < 2:
        return question
    text = parts.text
    picked: tuple[int, ...] = ()
    if (nth := _NTH.match(text)) and not previous.candidates:
        picked = talked[_ORDER[nth[1]] : _ORDER[nth[1]] + 1]
    elif _OTHER.search(text):
        picked = tuple(a for a in talked if a not in previous.agencies)[-1:]
    elif _BOTH.search(text) and len(previous.agencies) < 2:
        count = 3 if re.search(r"三(?:个|家|者)|the three", text) else 2
        operation = Operation.COMPARE if question.operation is Operation.FIGURE else question.operation
        operation = Operation.SUM if SUM.search(parts.grammar) and not COMPARE.search(parts.grammar) else operation
        return replace(
            question,
            agencies=talked[-count:],
            operation=operation,
            years=question.years or previous.years[-1:],
            year_said=question.year_said or previous.year_said,
            named=question.named | {"agencies", "operation"},
        )
    if not picked:
        return question
    return replace(question, agencies=picked, named=question.named | {"agencies"})


def _of_the_list(previous: Question, question: Question, at: int) -> Question:
    """它的公开率 after a ranking: of the body that stands there."""
    years = question.years or previous.years
    return replace(
        question,
        agencies=previous.listed[at : at + 1],
        operation=Operation.FIGURE if question.operation in _OVER_SETS else question.operation,
        years=years,
        year_said=bool(years),
        measures=question.measures or previous.measures,
        count=None,
        named=question.named | {"agencies", "operation"},
    )


def choice(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question | None:
    """浔川市的 or 第二个 after a question that offered several bodies."""
    if not previous.candidates:
        return None
    words, ids = previous.candidates[0]
    picked: tuple[int, ...] = ()
    ordinal = _ORDINAL.match(parts.text)
    if ordinal:
        at = _ORDER[(ordinal[1] or ordinal[2]).lower()]
        picked = ids[at : at + 1]
    elif parts.regions and not question.measures and not parts.mentions:
        inside = set(directory.ids([i for place in parts.regions[-1].places for i in directory.within.get(place, ())]))
        picked = tuple(i for i in ids if i in inside)
        if not picked:
            return None
    elif len(question.agencies) == 1 and not question.measures and question.agencies[0] in ids:
        picked = question.agencies
    elif question.candidates and not question.measures and not question.years:
        picked = tuple(i for i in ids if i in question.candidates[0][1])  # 教育局, of those in the city asked about
    if not picked:
        return None
    rest = previous.candidates[1:]
    resolved = picked if len(picked) == 1 else ()
    return replace(
        previous,
        text=question.text,
        agencies=(*previous.agencies, *resolved),
        candidates=rest if resolved else ((words, picked), *rest),
        years=question.years or previous.years,
        year_said=question.year_said or previous.year_said,
        named=frozenset({"agencies"}) | question.named,
        steps=question.steps,
    )


def place_kinds(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
    """政府办 after a question about 栎山区 is that district's; 全市 is its city."""
    if not previous.agencies:
        return question
    home = directory.stored[previous.agencies[0]].agency.region
    kind = directory.stored[previous.agencies[0]].agency.kind
    candidates: list[tuple[str, tuple[int, ...]]] = []
    agencies = list(question.agencies)
    kinds = {m.words for m in parts.mentions if m.kind_only}
    for words, ids in question.candidates:
        near = _nearest(ids, home, kind, directory) if words in kinds else ids
        if len(near) == 1 and words in kinds:
            agencies.append(near[0])
        else:
            candidates.append((words, near))
    for mention in parts.mentions:
        if mention.kind_only and len(mention.ids) == 1 and mention.ids[0] in agencies:
            region = directory.stored[mention.ids[0]].agency.region
            if home and region and region[0] != home[0]:  # the only one of its kind, but of another place: ask
                agencies.remove(mention.ids[0])
                candidates.append((mention.words, mention.ids))
    scope = question.scope
    if scope is not None and not scope.region:
        rank = next((rank for word, rank in _OWN_LEVEL.items() if scope.words.startswith(word)), None)
        level = next((i for i, place in enumerate(home) if place_rank(place) == rank), None)
        if level is not None:
            scope = replace(scope, region=home[: level + 1])
    return replace(question, agencies=tuple(dict.fromkeys(agencies)), candidates=tuple(candidates), scope=scope)


def _nearest(ids: tuple[int, ...], home: tuple[str, ...], kind: str, directory: Directory) -> tuple[int, ...]:
    """Those that share most of a path with the place talked about."""

    def shared(id_: int) -> int:
        region = directory.stored[id_].agency.region
        if region == home:
            return 100
        return sum(1 for a, b in zip(region, home, strict=False) if a == b)

    alike = tuple(i for i in ids if directory.stored[i].agency.kind == kind)
    ids = alike or ids
    best = max(map(shared, ids), default=0)
    return tuple(i for i in ids if shared(i) == best) if best else ids


def bodies_meant(
    previous: Question, question: Question, parts: Parts, directory: Directory, joins: bool
) -> tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...], tuple[str, ...], tuple[int, ...], Scope | None]:
    regional = bool(parts.regions) and not parts.mentions and question.scope is None
    if regional and previous.scope is not None:
        return (), (), (), (), replace(region_scope(parts.regions[0], directory), kinds=previous.scope.kinds)
    if regional and (previous.agencies or (previous.unknown and previous.near)):  # 泽安市的呢: the same kind there
        moved = _same_kind_there(previous, parts, directory)
        if len(moved) == 1:
            kept = previous.agencies if question.operation is Operation.COMPARE or joins else ()
            return tuple(dict.fromkeys((*kept, *moved))), (), (), (), None
        if moved:
            return (), ((parts.regions[0].words, moved),), (), (), None
    if question.scope is not None:
        vague = not (question.scope.region or question.scope.kinds) and not _EVERY.search(question.scope.words)
        return (), (), (), (), previous.scope if vague and previous.scope is not None else question.scope
    if question.agencies or question.candidates or question.unknown:
        kept = tuple(a for a in previous.agencies if a not in question.agencies) if joins else ()
        return (*kept, *question.agencies), question.candidates, question.unknown, question.near, None
    return previous.agencies, previous.candidates, previous.unknown, previous.near, previous.scope


def _same_kind_there(previous: Question, parts: Parts, directory: Directory) -> tuple[int, ...]:
    kind = directory.stored[(*previous.agencies, *previous.near)[0]].agency.kind
    region = parts.regions[0]
    own = directory.ids([i for place in region.places for i in directory.by_place.get(place, ())])
    there = own or directory.ids([i for place in region.places for i in directory.within.get(place, ())])
    inside = directory.ids([i for place in region.places for i in directory.within.get(place, ())])
    alike = tuple(i for i in there if directory.stored[i].agency.kind == kind)
    alike = alike or tuple(i for i in inside if directory.stored[i].agency.kind == kind)
    again = [i for i in previous.talked if i in inside and i not in previous.agencies]
    again = [i for i in again if directory.stored[i].agency.kind == kind]
    return (again[0],) if len(again) == 1 else alike  # 汐原市那个, of the two that were offered
