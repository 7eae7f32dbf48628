"""Which bodies a follow-up is about: those of the turn before or those it names.

政府办 after a question about a district is that district's; 全市 is the city of the body talked about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from report.places import place_rank
from retrieval.question import Operation, Question, Scope
from retrieval.understanding.directory import Directory
from retrieval.understanding.reading import Parts
from retrieval.understanding.scopes import find_regions, region_scope

_EVERY = re.compile(r"全部|所有|全国|各|\ball\b|\bevery\b", re.I)
_OWN_LEVEL = {"全省": 1.0, "本省": 1.0, "全市": 3.0, "本市": 3.0, "全区": 4.0, "全县": 4.0}
_LEVEL_ONLY = re.compile(
    r"(?<![\u4e00-\u9fff]{2})(?:[和跟与同比那换]|换成|看看)?(省|市|区|县)(?:局|厅|委"
    r"|里)(?![\u4e00-\u9fff]{0,2}[局厅委办])"
)
_BRANCH = re.compile(
    r"^\W*(?:那么?|那个|换成?|看看|还有)?(?:它|他们?|其|该局|这个局|下面|下属|所属|底下)?(?:的|们)?分局"
    r"|(?:跟|和|与|同|比)(?:它|他们?|其|自己|下属|下面)(?:的)?分局"
)
_RANKS = {"省": (1.0,), "市": (3.0,), "区": (4.0,), "县": (4.0,)}
_ENDS = re.compile(r"最(?:多|高|少|低|大|小)|\b(?:most|least|fewest|highest|lowest|peak)\b", re.I)
_MOST_TALKED = 6


def talked_of(previous: Question | None, question: Question) -> tuple[int, ...]:
    """The bodies of a conversation, in the order that they came up; of a question back, those that it offered."""
    offered = question.candidates[0][1] if question.candidates and len(question.candidates[0][1]) <= 4 else ()
    before = previous.talked if previous is not None else ()
    return tuple(dict.fromkeys((*before, *question.agencies, *offered)))[-_MOST_TALKED:]


def talked_years(previous: Question | None, question: Question) -> tuple[int, ...]:
    """The years of a conversation about the same body, in the order that they came up."""
    if previous is None or previous.agencies != question.agencies:
        return question.years if len(question.years) == 1 else ()
    return tuple(dict.fromkeys((*previous.years_talked, *previous.years, *question.years)))[-_MOST_TALKED:]


def measured_before(previous: Question | None, question: Question) -> tuple[str, ...]:
    """The other boxes that were asked of the same body and year: 哪个多, 这三项加起来 after 复议 and 诉讼."""
    if previous is None or len(previous.measures) != 1 or len(question.measures) != 1:
        return ()
    same = previous.agencies == question.agencies and previous.years == question.years and len(question.agencies) == 1
    told = (*previous.measured_before, *previous.measures)[-_MOST_TALKED:]
    return tuple(dict.fromkeys(key for key in told if key not in question.measures)) if same else ()


def same_before(previous: Question | None, question: Question) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The year and the bodies that the turn before asked the same for: 增加了多少, 哪个多 are between the two."""
    if previous is None or previous.measures != question.measures:
        return (), ()
    one_year = len(question.years) == 1 and len(previous.years) == 1
    earlier = previous.years if one_year and previous.agencies == question.agencies else ()
    if _ENDS.search(previous.text) and _ENDS.search(question.text) and previous.years_listed:
        ends = (previous.years_listed[0], previous.years_listed[-1])
        earlier = tuple(year for year in ends if year not in question.years) if question.years[0] in ends else ()
        earlier = earlier if previous.agencies == question.agencies else ()
    one_body = len(question.agencies) == 1 and len(previous.agencies) == 1
    beside = previous.agencies if one_body and previous.years == question.years else ()
    return earlier if earlier != question.years else (), beside if beside != question.agencies else ()


def place_kinds(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
    """政府办 after a question about 栎山区 is that district's; 全市 is its city."""
    home, kind = _home(previous, directory)
    if not home and not previous.agencies:
        return question
    candidates: list[tuple[str, tuple[int, ...]]] = []
    agencies = list(question.agencies)
    kinds = {m.words for m in parts.mentions if m.kind_only}
    for words, ids in question.candidates:
        again = tuple(i for i in ids if i in previous.talked)
        near = _nearest(ids, home, kind, directory) if words in kinds else ids
        near = again if words in kinds and len(again) == 1 and previous.agencies != again else near
        if len(near) == 1 and words in kinds:
            agencies.append(near[0])
        else:
            candidates.append((words, near))
    for one in list(candidates):
        alike = _of_the_same_kind(one, kind, agencies, parts, directory)
        if len(alike) == 1:
            candidates.remove(one)
            agencies += alike
    for mention in parts.mentions:
        if mention.kind_only and len(mention.ids) == 1 and mention.ids[0] in agencies:
            region = directory.stored[mention.ids[0]].agency.region
            if home and region and region[0] != home[0]:  # the only one of its kind, but of another place: ask
                agencies.remove(mention.ids[0])
                candidates.append((mention.words, mention.ids))
    if not (agencies or candidates or question.unknown) and (said := _LEVEL_ONLY.search(parts.bare)):
        agencies += _of_the_level(said[1], home, kind, directory)
    if previous.agencies and not (agencies or candidates or question.unknown) and _BRANCH.search(parts.text):
        branches = _branches(previous.agencies[0], directory)
        agencies += branches if len(branches) == 1 else ()
        candidates += [("分局", branches)] if len(branches) > 1 else []
        if branches and question.operation is Operation.PASSAGE and "operation" not in question.named:
            question = replace(question, operation=Operation.FIGURE, topic="")
        if branches and any("分局" in words for words in question.outside):
            question = replace(question, outside=(), measures=question.kept, kept=())
    scope = in_its_place(question.scope, home)
    return replace(question, agencies=tuple(dict.fromkeys(agencies)), candidates=tuple(candidates), scope=scope)


def in_its_place(scope: Scope | None, home: tuple[str, ...]) -> Scope | None:
    """全市 beside a body is its own city."""
    if scope is None or scope.region:
        return scope
    rank = next((rank for word, rank in _OWN_LEVEL.items() if scope.words.startswith(word)), None)
    level = next((i for i, place in enumerate(home) if place_rank(place) == rank), None)
    return scope if level is None else replace(scope, region=home[: level + 1])


def _home(previous: Question, directory: Directory) -> tuple[tuple[str, ...], str]:
    """The place and the kind of body talked of; of a body that is not stored, the place that its name says."""
    if previous.agencies:
        body = directory.stored[previous.agencies[0]].agency
        return body.region, body.kind
    regions = [directory.stored[id_].agency.region for id_ in previous.near]
    shared = tuple(places[0] for places in zip(*regions, strict=False) if len(set(places)) == 1)
    said = "".join(previous.unknown)
    there = shared and (shared[-1] in said or (len(shared[-1]) > 2 and shared[-1][:-1] in said))
    return (shared, "") if there else ((), "")


def _branches(parent: int, directory: Directory) -> tuple[int, ...]:
    """它的分局 after a bureau: the bodies whose names begin with its own."""
    names = directory.stored[parent].names
    return tuple(
        id_
        for id_, one in directory.stored.items()
        if id_ != parent and any(n.startswith(name) and n.endswith("分局") for n in one.names for name in names)
    )


def _of_the_level(level: str, home: tuple[str, ...], kind: str, directory: Directory) -> list[int]:
    """市局 after a question about a district's branch: the body of that kind of its city."""
    ranks = _RANKS[level]
    place = next((place for place in home if place_rank(place) in ranks), None)
    if place is None:
        return []
    own = [i for i in directory.by_place.get(place, ()) if directory.stored[i].agency.kind == kind]
    return own if len(own) == 1 else []


def _of_the_same_kind(
    candidate: tuple[str, tuple[int, ...]], kind: str, agencies: list[int], parts: Parts, directory: Directory
) -> tuple[int, ...]:
    """麓区的呢 after a police bureau: of all that fit a bare place, the police of that place."""
    words, ids = candidate
    if any(mention.words == words for mention in parts.mentions):
        return ()
    return tuple(i for i in ids if directory.stored[i].agency.kind == kind and i not in agencies)


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
    regional = regional and not question.agencies
    if regional and previous.scope is not None:
        return (), (), (), (), replace(region_scope(parts.regions[0], directory), kinds=previous.scope.kinds)
    if regional and (previous.agencies or (previous.unknown and previous.near)):  # 泽安市的呢: the same kind there
        moved = _same_kind_there(previous, parts, directory)
        if len(moved) == 1:
            kept = previous.agencies if question.operation is Operation.COMPARE or joins else ()
            return tuple(dict.fromkeys((*kept, *moved))), (), (), (), None
        if moved:
            kept = previous.agencies if question.operation is Operation.COMPARE or joins else ()
            return kept, ((parts.regions[0].words, moved),), (), (), None
    if question.scope is not None and not question.scope.region and previous.candidates and not previous.agencies:
        places = find_regions(previous.candidates[0][0], directory)
        if len(places) == 1 and places[0].words == previous.candidates[0][0]:
            return (), (), (), (), replace(region_scope(places[0], directory), kinds=question.scope.kinds)
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
    district = directory.stored[(*previous.agencies, *previous.near)[0]].agency.region[-1:]
    same = tuple(i for i in inside if directory.stored[i].agency.kind == kind and i not in previous.agencies)
    same = tuple(i for i in same if district and directory.stored[i].agency.region[-1:] == district)
    if len(same) == 1 and same != previous.agencies:
        return same  # 汐原那个 after 砚浦市榆汀区科技局: the one of the district of that name
    alike = alike or tuple(i for i in inside if directory.stored[i].agency.kind == kind)
    again = [i for i in previous.talked if i in inside and i not in previous.agencies]
    again = [i for i in again if directory.stored[i].agency.kind == kind]
    return (again[0],) if len(again) == 1 else alike  # 汐原市那个, of the two that were offered
