"""Where a body is: a path of places, outermost first.

`桐川省汐原市榆汀区` is read into (桐川省, 汐原市, 榆汀区) by the endings of places and their order. Names that hold
an ending inside (市中区, 新市区, 沙市区, 镇海区) make several readings possible; the cheapest one holds.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_RANK = {"province": 1.0, "prefecture": 2.0, "city": 3.0, "county": 4.0, "zone": 4.5, "township": 5.0}
_INSIDE = re.compile(r"[省市县区]")
# A zone may have no name of its own: 汐原市高新区.
_NAMELESS = frozenset(
    {"高新区", "经开区", "开发区", "新区", "经济开发区", "经济技术开发区", "高新技术产业开发区", "工业园区", "保税区"}
)


@cache
def vocabulary() -> dict[str, Any]:
    """report/agencies.toml, read once."""
    return tomllib.loads((Path(__file__).parent / "agencies.toml").read_text(encoding="utf-8"))


@cache
def _endings() -> tuple[tuple[str, float], ...]:
    pairs = [(end, _RANK[level]) for level, ends in vocabulary()["place_ends"].items() for end in ends]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _known() -> frozenset[str]:
    return frozenset(vocabulary()["place_names"]) | frozenset(vocabulary()["provinces"])


@cache
def _province_stems() -> dict[str, str]:
    return {place_stem(name): name for name in vocabulary()["provinces"]}


def _ending(place: str) -> tuple[str, float] | None:
    """The longest ending that a place has, and the rank it gives."""
    for end, rank in _endings():
        if place.endswith(end) and (len(place) > len(end) or place in _NAMELESS):
            return end, rank
    return None


@lru_cache(maxsize=65536)
def place_rank(place: str) -> float:
    """How far in a place lies: 1 province, 3 city, 4 county or district, 5 town; 0 where no ending tells."""
    found = _ending(place)
    return found[1] if found else 0.0


@lru_cache(maxsize=65536)
def place_stem(place: str) -> str:
    """A place without its ending, as people say it: 榆汀 for 榆汀区; a name of one character keeps it (城区, 叶县)."""
    for nation in ("壮族自治区", "回族自治区", "维吾尔自治区"):
        if place.endswith(nation):
            return place.removesuffix(nation)
    found = _ending(place)
    if found is None or place in _NAMELESS:
        return place
    stem = place.removesuffix(found[0])
    return stem if len(stem) > 1 else place


@lru_cache(maxsize=65536)
def _cost(place: str) -> float | None:
    """How unlikely a stretch is as the name of one place; None where it cannot be one."""
    if place in _known():
        return 0.5
    found = _ending(place)
    if found is None or not re.fullmatch(r"[\u4e00-\u9fff·]+", place):
        return None
    stem = place.removesuffix(found[0])
    size = len(stem)
    if size > 16 or (size > 7 and "族" not in stem and found[1] != 4.5):
        return None
    cost = 1.0 + (0.4 if size == 1 else 0.0)
    if "族" not in stem:
        cost += 0.15 * max(0, size - 2)
    cost += 1.5 * (len(_INSIDE.findall(stem)) + stem.count("自治州"))
    return cost + (1.0 if _INSIDE.match(place) else 0.0)


def read_places(printed: str) -> tuple[str, ...] | None:
    """The path of places that a stretch spells out, outermost first; None where it is no such path.

    A province may lack its ending (浙江清湖市). The empty stretch is the empty path.
    """
    return read_beginnings(printed)[len(printed)]


@lru_cache(maxsize=65536)
def read_beginnings(printed: str) -> tuple[tuple[str, ...] | None, ...]:
    """For every beginning of a stretch, by its length, the path of places that it spells out."""
    start_of_all: dict[float, tuple[float, tuple[str, ...]]] = {0.0: (0.0, ())}
    paths = [start_of_all, *({} for _ in printed)]
    for start in range(len(printed)):
        if not paths[start]:
            continue
        for stop in range(start + 2, min(len(printed), start + 24) + 1):
            place = printed[start:stop]
            full = _province_stems().get(place) if start == 0 else None
            cost = 0.1 if full else _cost(place)
            if cost is None:
                continue
            for rank, (spent, path) in paths[start].items():
                here = 1.0 if full else place_rank(place)
                if here == 3.0 and rank == 3.0:
                    here = 4.0  # 嘉川市清湖市: the second is a county-level city
                if here <= rank:
                    continue
                new = (spent + cost, (*path, full or place))
                if here not in paths[stop] or new < paths[stop][here]:
                    paths[stop][here] = new
    return tuple(min(ends.values())[1] if ends else None for ends in paths)


def same_place(a: str, b: str) -> bool:
    """Whether two printed places can be one: equal, or one of them without its ending (榆汀, 榆汀区)."""
    if a == b:
        return True
    return place_stem(a) == place_stem(b) and (not place_rank(a) or not place_rank(b))


def _ranked(path: tuple[str, ...]) -> dict[str, float]:
    ranks: dict[str, float] = {}
    for place in path:
        rank = place_rank(place)
        ranks[place] = 4.0 if rank == 3.0 and 3.0 in ranks.values() else rank
    return ranks


def join_places(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...] | None:
    """The path that two paths to the same place make together, or None where they contradict each other.

    (桐川省, 榆汀区) and (汐原市, 榆汀区) make (桐川省, 汐原市, 榆汀区); 汐原市榆汀区 and 砚浦市榆汀区 make nothing.
    """
    if a == b:
        return a
    if not a or not b:
        return None
    matched = {q: p for p in a for q in b if same_place(p, q)}
    if not same_place(a[-1], b[-1]):
        return None
    rest_a = [p for p in a if p not in matched.values()]
    rest_b = [q for q in b if q not in matched]
    ranks = {**_ranked(b), **_ranked(a)}
    if {ranks[p] for p in rest_a} & {ranks[q] for q in rest_b}:
        return None
    common = [p if place_rank(p) else q for q, p in matched.items()]
    last = a[-1] if place_rank(a[-1]) else b[-1]
    others = [p for p in (*common, *rest_a, *rest_b) if not same_place(p, last)]
    return (*sorted(others, key=lambda p: ranks.get(p, place_rank(p))), last)
