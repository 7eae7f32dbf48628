"""Who reports: a body is a region and a name.

`汐原市榆汀区科学技术局` is the 科学技术局 of (汐原市, 榆汀区). A region is what reports print, or what the name says;
nothing is guessed beyond that. The kinds of body, their short names and the reforms that renamed them are data, in
agencies.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from report.places import place_rank, place_stem, read_beginnings, read_places, same_place, vocabulary

_ENDS = {"局": "局", "厅": "厅", "委": "委员会", "办": "办公室"}
_SCOPES = {
    "省": 1.0,
    "自治区": 1.0,
    "州": 2.0,
    "盟": 2.0,
    "市": 3.0,
    "区": 4.0,
    "县": 4.0,
    "旗": 4.0,
    "镇": 5.0,
    "乡": 5.0,
}
_ORGAN = re.compile(
    r"(?:局|厅|委员会|委|办公室|办|政府|办公厅|办事处|中心|管委会|院|会|处|所|站|支队|大队|总队|公司|学校|医院|大学|"
    r"学院|社|馆|台|部|海关|室|队|银行|支行)$"
)
_BRANCH = re.compile(r"^(?P<parent>.{2,20}?局)(?P<place>[\u4e00-\u9fff]{1,12})分局$")
_OF_POLICE = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,10}?)(?P<kind>公安|交警)分局$")


@dataclass(frozen=True, slots=True)
class Agency:
    """A reporting body, as one report names it."""

    name: str  # whole, as the report bears it: 汐原市榆汀区科学技术局
    region: tuple[str, ...] = ()  # outermost first: ("桐川省", "汐原市", "榆汀区"), as far as known
    body: str = ""  # the name less its region: 科学技术局
    kind: str = ""  # key of report/agencies.toml: science, police, government, …; empty where unknown


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: 科学技术局, 科技局, 科技厅, 科委 are all `science`."""

    key: str
    full: tuple[str, ...]  # written out, the usual name first
    short: tuple[str, ...]
    english: tuple[str, ...]
    expands: bool  # whether the short name says which full name is meant


def _kind(entry: dict[str, Any]) -> Kind:
    ends = entry.get("ends", "")
    stems = [*entry.get("full", [])]
    full = [stem + _ENDS[end] for end in ends for stem in stems] + entry.get("names", [])
    if entry.get("names") and not stems:
        full = list(entry["names"])
    short = [stem + end for stem in entry.get("short", []) for end in ends]
    short += [stem + _ENDS[end] for stem in entry.get("short", []) for end in ends if _ENDS[end] != end]
    short += [stem + end for stem in stems for end in ends if _ENDS[end] != end]
    short += entry.get("also", [])
    english = [f"{stem} {noun}" for stem in entry.get("english", []) for noun in ("bureau", "department", "commission")]
    if "办" in ends:
        english += [f"{stem} office" for stem in entry.get("english", [])]
    short = [name for name in dict.fromkeys(short) if name not in full]
    expands = bool(entry.get("expand", True))
    return Kind(entry["key"], tuple(full), tuple(short), (*english, *entry.get("english_names", [])), expands)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of body by its key."""
    return {entry["key"]: _kind(entry) for entry in vocabulary()["kinds"]}


@cache
def _kind_of_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for kind in kinds().values():
        for name in kind.full:
            names.setdefault(name, kind.key)
    for kind in kinds().values():
        for name in kind.short:
            names.setdefault(name, kind.key)
    return names


def find_kind(body: str) -> str:
    """The key of the kind that a body's name says, 科技局 or 科学技术局; empty where the vocabulary has none."""
    return _kind_of_name().get(body, "")


@cache
def _ending(body: str) -> str:
    """局 for 科技局, 委 for 科技委 and 科学技术委员会."""
    for short, full in _ENDS.items():
        if body.endswith(full):
            return short
    return body[-1:]


@lru_cache(maxsize=16384)
def full_body(body: str) -> str:
    """A short name written out where the vocabulary knows one way to: 科技局 → 科学技术局; else as it is."""
    branch = split_branch(body)
    if branch:
        parent, place = branch
        return f"{full_body(parent)}{place}分局"
    kind = kinds().get(find_kind(body))
    if kind is None or body in kind.full or not kind.expands:
        return body
    if kind.key == "government_office":
        return "人民政府办公厅" if body.endswith("厅") else "人民政府办公室"
    return next((name for name in kind.full if _ending(name) == _ending(body)), kind.full[0])


def split_branch(body: str) -> tuple[str, str] | None:
    """公安局榆汀分局 → (公安局, 榆汀); None for what is no branch."""
    match = _BRANCH.match(body)
    if match:
        return match["parent"], match["place"]
    match = _OF_POLICE.match(body)
    if match and not read_places(match["place"]):
        return match["kind"] + "局", match["place"]
    return None


def _clean(printed: str) -> str:
    return re.sub(r"[\s\u3000\u200b]+|[“”\"'《》（）()]", "", printed)


def _splits(name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every way to take a path of places off the front, the longest path first."""
    beginnings = read_beginnings(name)
    for cut in range(len(name) - 1, -1, -1):
        places = beginnings[cut]
        if places is not None:
            yield places, name[cut:]


def _rank_split(split: tuple[tuple[str, ...], str]) -> tuple[bool, bool, bool, float]:
    """A body that is known goes before one that is not, a clean path of places before a doubtful one."""
    places, body = split
    branch = split_branch(body)
    known = bool(find_kind(body) or (branch and find_kind(branch[0])))
    doubtful = sum(
        1 for place in places if any(c in place[:-1] for c in "市县区") and place not in ("市中区", "市南区")
    )
    # 住房和城乡建设局 is one name: 住房和城乡 is no township, though 建设局 alone would be known too.
    doubtful += bool(places and find_kind(places[-1] + body))
    starts_inside = body[:1] in "市区县" and len(body) > 3 and not known
    return (not known, bool(starts_inside), bool(doubtful), -sum(map(len, places)))


@lru_cache(maxsize=65536)
def read_agency(printed: str, region: tuple[str, ...] = ()) -> Agency:
    """The body that a printed name says; `region` is what the document tells beside the name.

    A scope word is filled in from the region: 市科技局 with (汐原市) is 汐原市科技局. The name stays as printed
    otherwise; `full_body` writes a short one out.
    """
    name = _clean(printed)
    prefix = next((p for p in vocabulary()["prefixes"] if name.startswith(p) and len(name) > len(p)), "")
    places, body = min(_splits(name.removeprefix(prefix)), key=_rank_split)
    scope = _scope(body) if not places else ""
    if scope:
        within = tuple(place for place in region if place_rank(place) <= _SCOPES[scope])
        body = body.removeprefix(scope)
        name = "".join(place for place in within if place_rank(place) > 1.0 or len(within) == 1) + body
        places = within
    if places and place_rank(places[-1]) == 5.0 and body in ("办事处", "街道办事处"):
        body = "办事处"
    branch = split_branch(body)
    kind = find_kind(branch[0] if branch else body)
    if prefix and not kind:
        kind = find_kind(body)
    inner = _branch_place(branch[1], region) if branch else None
    path = _fill(places, region)
    if inner and not any(same_place(inner, place) for place in path):
        path = (*(place for place in path if place_rank(place) < 4.0 or not place_rank(inner)), inner)
    return Agency(name, path, body, kind)


def _scope(body: str) -> str:
    """The scope word that a bare name begins with: 区 in 区科技局, but none in 市场监督管理局."""
    if find_kind(body):
        return ""
    for scope in _SCOPES:
        rest = body.removeprefix(scope)
        if rest != body and (find_kind(rest) or split_branch(rest)):
            return scope
    return ""


def _branch_place(printed: str, region: tuple[str, ...]) -> str:
    """The place of a branch, with its ending where the name or the document gives it."""
    return next((place for place in region if same_place(place, printed)), printed)


def _fill(places: tuple[str, ...], region: tuple[str, ...]) -> tuple[str, ...]:
    """The name's own path, with the outer places that the document gives."""
    if not places or not region:
        return places or region
    outer = region[: region.index(places[0])] if places[0] in region else ()
    return (*outer, *places)


def is_body_name(text: str) -> bool:
    """Whether a line can be nothing but the name of a body: 汐原市榆汀区科学技术局, 区政府办."""
    name = _clean(text)
    if not 3 <= len(name) <= 40 or not re.fullmatch(r"[\u4e00-\u9fff·]+", name) or not _ORGAN.search(name):
        return False
    agency = read_agency(name)
    return bool(agency.kind or (agency.region and len(agency.body) > 1))


def full_name(agency: Agency) -> str:
    """The name with its body written out: 榆汀区科技局 → 榆汀区科学技术局."""
    return agency.name.removesuffix(agency.body) + full_body(agency.body) if agency.body else agency.name


def names_of(agency: Agency) -> tuple[str, ...]:
    """Every way people name a body in Chinese, the full name first.

    With and without outer regions and the endings of places, the body written out and short, with a neighbouring
    ending (科技委 for 科技局), a branch by its place, a government by its short forms.
    """
    names = [agency.name, full_name(agency)]
    branch = split_branch(agency.body)
    if branch:
        outer = tuple(p for p in agency.region if not same_place(p, branch[1]))
        inner = next((p for p in agency.region if same_place(p, branch[1])), branch[1])
        stem = place_stem(inner) if place_rank(inner) else inner
        tails = dict.fromkeys([branch[1], inner, stem, stem if place_rank(inner) == 4.5 else stem + "区"])
        bodies = [f"{parent}{tail}分局" for parent in bodies_of(agency.kind, branch[0]) for tail in tails]
        short = parent_stem(branch[0])
        names += [f"{start}{body}" for start in (*places_of(outer), "") for body in bodies]
        around = ("", *places_of(outer)) if outer else ("",)
        names += [f"{start}{tail}{short}分局" for start in around for tail in tails]
        names += [f"{start}{tail}{branch[0]}" for start in around for tail in tails if place_rank(tail)]
        return tuple(dict.fromkeys(names))
    bodies = list(bodies_of(agency.kind, agency.body))
    if agency.kind == "subdistrict" and agency.region:
        names += [*places_of(agency.region)]
    names += [f"{start}{body}" for start in places_of(agency.region) for body in bodies]
    return tuple(dict.fromkeys(names))


def parent_stem(body: str) -> str:
    """公安 for 公安局."""
    return re.sub(r"(?:局|厅|委员会|委)$", "", body)


def bodies_of(kind: str, body: str) -> tuple[str, ...]:
    """The names that one kind of body goes by, those nearest to the printed one first."""
    if kind not in kinds():
        return (body,)
    entry = kinds()[kind]
    others = [name for name in (*entry.full, *entry.short) if not name.endswith("厅") or body.endswith("厅")]
    return tuple(dict.fromkeys([body, full_body(body), *others]))


def places_of(region: Iterable[str]) -> tuple[str, ...]:
    """The ways to say a path of places: whole, without outer ones, without endings."""
    path = tuple(region)
    ways: list[str] = []
    for start in range(len(path)):
        tail = path[start:]
        stems = tuple(place_stem(place) for place in tail)
        ways += ["".join(tail), "".join((*stems[:-1], tail[-1])), "".join((*tail[:-1], stems[-1])), "".join(stems)]
    if len(path) == 3:  # 桐川省榆汀区: the city left out
        ways += [path[0] + path[2]]
    return tuple(dict.fromkeys(way for way in ways if len(way) > 1))


@cache
def kindred(kind: str) -> frozenset[str]:
    """The kinds that a reform made of this one, or this one of them, and itself: 扶贫办 and 乡村振兴局."""
    found = {kind}
    for reform in vocabulary()["reforms"]:
        if not reform.get("merged") and (kind == reform["former"] or kind in reform["new"]):
            found |= {reform["former"], *reform["new"]}
    return frozenset(found)
