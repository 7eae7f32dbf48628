"""Which body is it? A pure grouping of the names that the stored reports bear.

A name is a region path and a body. A shorter path joins a longer one only where exactly one body fits; where two fit it
stays its own, and a question asks. Former names join where a report's own words, or a national reform, link them. The
grouping is a function of the set of names and links alone, so the order of reading cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report.agencies import Agency


@dataclass(frozen=True, slots=True)
class Link:
    """A report's own words for what its body was called before."""

    name: int
    former: Agency
    words: str  # the former name as printed


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one body, and what linked those that do not share a name."""

    names: frozenset[int]
    links: tuple[str, ...] = ()


def place_of(agency: Agency) -> str:
    """What all names of one body share whatever was left out of them: the innermost region."""
    return agency.region[-1] if agency.region else agency.name


def same_name(a: Agency, b: Agency) -> bool:
    """Whether two names are one but for regions left out: 科技局 is 科学技术局."""
    if a.body and b.body:
        return _plain(a.body) == _plain(b.body)
    return _plain(a.name) == _plain(b.name)


def _plain(body: str) -> str:
    return body.replace("科学技术", "科技").replace("和", "").replace("与", "")


def fits(short: Agency, long: Agency) -> bool:
    """Whether the shorter path is the longer one with outer regions left out; a name without any region fits none."""
    if short.region == long.region:
        return True
    if not short.region or not long.region or short.region[-1] != long.region[-1]:
        return False
    if len(short.region) >= len(long.region):
        return False
    rest = iter(long.region)
    return all(region in rest for region in short.region)


def group_names(names: Mapping[int, Agency], links: Iterable[Link] = ()) -> list[Group]:
    """The bodies behind these names, in the order of their least name."""
    group_of: dict[int, int] = {}
    for alike in _alike(names):
        _join_regions({number: names[number] for number in alike}, group_of)
    words = _join_links(names, links, group_of)
    members: dict[int, set[int]] = defaultdict(set)
    for number, group in group_of.items():
        members[group].add(number)
    return sorted(
        (Group(frozenset(numbers), tuple(sorted(words.get(group, ())))) for group, numbers in members.items()),
        key=lambda group: min(group.names),
    )


def _alike(names: Mapping[int, Agency]) -> list[list[int]]:
    """Names that may be one body: the same innermost region and the same body."""
    found: dict[str, list[list[int]]] = defaultdict(list)
    for number in sorted(names):
        classes = found[place_of(names[number])]
        for alike in classes:
            if same_name(names[alike[0]], names[number]):
                alike.append(number)
                break
        else:
            classes.append([number])
    return [alike for classes in found.values() for alike in classes]


def _join_regions(names: Mapping[int, Agency], group_of: dict[int, int]) -> None:
    longest: dict[tuple[str, ...], int] = {}
    for number, agency in names.items():
        if not any(agency.region != other.region and fits(agency, other) for other in names.values()):
            longest.setdefault(agency.region, number)
    alone: dict[tuple[str, ...], int] = {}
    for number, agency in names.items():
        fitting = {first for region, first in longest.items() if fits(agency, names[first])}
        group_of[number] = fitting.pop() if len(fitting) == 1 else alone.setdefault(agency.region, number)


def _join_links(names: Mapping[int, Agency], links: Iterable[Link], group_of: dict[int, int]) -> dict[int, set[str]]:
    """Merges linked groups; a former name that fits two bodies links none."""
    found: list[tuple[int, int, str]] = []
    for link in links:
        targets = {
            group_of[number]
            for number, agency in names.items()
            if same_name(agency, link.former) and near(agency, link)
        }
        targets.discard(group_of[link.name])
        if len(targets) == 1:
            found.append((link.name, targets.pop(), link.words))
    words: dict[int, set[str]] = defaultdict(set)
    root: dict[int, int] = {group: group for group in group_of.values()}

    def top(group: int) -> int:
        while root[group] != group:
            group = root[group]
        return group

    for name, target, _ in found:
        ends = sorted((top(group_of[name]), top(target)))
        root[ends[1]] = ends[0]
    for name, _, said in found:
        words[top(group_of[name])].add(said)
    for number, group in group_of.items():
        group_of[number] = top(group)
    return words


def near(agency: Agency, link: Link) -> bool:
    """Whether a name's region is that of a former name, as far as either is printed."""
    return fits(agency, link.former) or fits(link.former, agency)
