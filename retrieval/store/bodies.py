"""Which body is it? A pure grouping of the names that the stored reports bear.

A name is a region path and a body. A path that leaves something out joins a fuller one only where exactly one body
fits; where two fit it stays its own, and a question asks. Former names join where a report's own words link them, or a
national reform does and the years do not overlap. The grouping is a function of the names, their years and the links
alone, so the order of reading cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from report.agencies import Agency, full_body, kindred, split_branch
from report.places import place_rank, place_stem, same_place

REFORM, OWN_WORDS = "机构改革", "报告自述"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that reports bear, and the years for which they do."""

    agency: Agency
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """A report's own words for what its body was called before."""

    name: int
    former: Agency
    words: str  # the former name as printed


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one body, and what linked those that differ."""

    names: frozenset[int]
    links: tuple[str, ...] = ()


def place_of(agency: Agency) -> str:
    """What all names of one body share, whatever is left out of them: the innermost region, without its ending."""
    return place_stem(agency.region[-1]) if agency.region else agency.name


@lru_cache(maxsize=65536)
def body_of(agency: Agency) -> str:
    """The body's name written out, so that 科技局 is 科学技术局 and 榆汀区公安分局 is 公安局榆汀分局."""
    body = agency.body or agency.name
    branch = split_branch(body)
    if branch is None and body.endswith("分局") and agency.region:
        branch = body.removesuffix("分局") + "局", agency.region[-1]
    if branch is not None:
        return f"{full_body(branch[0])}·{place_stem(branch[1])}分局"
    return full_body(body).replace("和", "").replace("与", "").replace("、", "")


def fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a path is another with outer regions or an ending left out; the empty path fits none but itself."""
    if short == full:
        return True
    if not short or not full or _told(short) >= _told(full) or not same_place(short[-1], full[-1]):
        return False
    rest = iter(full)
    return all(any(same_place(place, other) for other in rest) for place in short)


def _told(path: tuple[str, ...]) -> tuple[int, int]:
    return len(path), sum(1 for place in path if place_rank(place))


def group_names(names: Mapping[int, Name], links: Iterable[Link] = ()) -> list[Group]:
    """The bodies behind these names, in the order of their least name."""
    sets = _Sets(names)
    by_body: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in sorted(names):
        agency = names[number].agency
        by_body[place_of(agency), body_of(agency)].append(number)
    for alike in by_body.values():
        for joined in _join_paths({number: names[number].agency.region for number in alike}):
            sets.join(joined)
    words = list(_join_links(names, links, sets)) + list(_join_reforms(names, sets))
    return [
        Group(frozenset(members), tuple(sorted({said for number, said in words if number in members})))
        for members in sets.members()
    ]


class _Sets:
    """Numbers in disjoint sets that join."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._set = {number: {number} for number in numbers}

    def join(self, numbers: Iterable[int]) -> None:
        together = set().union(*(self._set[number] for number in numbers))
        for number in together:
            self._set[number] = together

    def of(self, number: int) -> frozenset[int]:
        return frozenset(self._set[number])

    def members(self) -> list[set[int]]:
        return [found for number, found in sorted(self._set.items()) if number == min(found)]


def _join_paths(paths: Mapping[int, tuple[str, ...]]) -> Iterator[list[int]]:
    """Numbers of one place: those of one path, and of paths that only one fullest path completes."""
    distinct = sorted(set(paths.values()))
    fullest = [path for path in distinct if not any(path != other and fits(path, other) for other in distinct)]
    joined: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, path in paths.items():
        completed = [full for full in fullest if fits(path, full)]
        joined[completed[0] if len(completed) == 1 else path].append(number)
    yield from joined.values()


def _join_links(names: Mapping[int, Name], links: Iterable[Link], sets: _Sets) -> Iterator[tuple[int, str]]:
    """Joins what reports link by their own words; a former name that fits two bodies links none."""
    found: list[tuple[Link, int]] = []
    for link in links:
        former = link.former
        targets = {
            sets.of(number)
            for number, name in names.items()
            if body_of(name.agency) == body_of(former)
            and (fits(name.agency.region, former.region) or fits(former.region, name.agency.region))
        } - {sets.of(link.name)}
        if len(targets) == 1:
            found.append((link, min(targets.pop())))
    for link, target in found:
        sets.join((link.name, target))
        yield link.name, f"{OWN_WORDS}：原名{link.words}"


def _join_reforms(names: Mapping[int, Name], sets: _Sets) -> Iterator[tuple[int, str]]:
    """Joins the bodies of one place that a national reform turned into one another, one after the other."""
    families: dict[tuple[str, frozenset[str], bool], set[frozenset[int]]] = defaultdict(set)
    for number, name in names.items():
        kin = family(name.agency.kind)
        if len(kin) > 1 and name.agency.region:
            families[place_of(name.agency), kin, "分局" in name.agency.body].add(sets.of(number))
    for key in sorted(families, key=lambda key: (key[0], sorted(key[1]), key[2])):
        bodies = {min(body): body for body in families[key]}
        paths = {first: _fullest(names[number].agency for number in body) for first, body in bodies.items()}
        for together in _join_paths(paths):
            parts = [bodies[first] for first in together]
            if len(parts) > 1 and _one_after_another([_years(names, part) for part in parts]):
                ordered = sorted(parts, key=lambda part: (max(_years(names, part), default=0), min(part)))
                sets.join(min(part) for part in parts)
                told = " → ".join(_last_body(names, part) for part in ordered)
                yield min(ordered[0]), f"{REFORM}：{told}"


@cache
def family(kind: str) -> frozenset[str]:
    """The kinds that reforms made of one another, over several steps too."""
    found, new = {kind}, {kind}
    while new:
        new = {other for one in new for other in kindred(one)} - found
        found |= new
    return frozenset(found)


def _fullest(agencies: Iterable[Agency]) -> tuple[str, ...]:
    return max((agency.region for agency in agencies), key=lambda path: (_told(path), path))


def _years(names: Mapping[int, Name], body: Iterable[int]) -> frozenset[int]:
    return frozenset(year for number in body for year in names[number].years)


def _one_after_another(years: list[frozenset[int]]) -> bool:
    return sum(map(len, years)) == len(frozenset().union(*years))


def _last_body(names: Mapping[int, Name], body: Iterable[int]) -> str:
    last = max((names[number] for number in body), key=lambda name: (max(name.years, default=0), name.agency.name))
    return last.agency.body or last.agency.name
