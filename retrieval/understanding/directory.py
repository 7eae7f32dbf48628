"""The bodies of a store, laid out for finding: by place, by kind, by the sound of a place's name.

A name is not looked up whole; it is read into places and a kind, and those are looked up. So 栎山教育局,
浔川栎山区教育局 and "Lishan District Education Bureau" need no list of spellings, and
100,000 bodies fit in memory.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from report.agencies import find_kind, full_body, kinds, read_agency, split_branch
from report.places import place_rank, place_stem, read_places
from retrieval.question import StoredAgency
from retrieval.understanding.sounds import sounds_of

ZONES = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济技术开发区", "开发区"),
    ("经济开发区", "经开区"),
    ("经济开发区", "开发区"),
)
ENDINGS = (
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "新区",
    *"省市县区旗盟州镇乡",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one stored body, read into its parts."""

    id: int
    name: str
    region: tuple[str, ...]
    body: str  # of a branch: the body that it is a branch of
    kind: str
    branch: bool

    @property
    def place(self) -> str:
        """The innermost place."""
        return self.region[-1] if self.region else ""


@dataclass
class Directory:
    """Every name of every stored body, indexed."""

    agencies: Sequence[StoredAgency]
    entries: list[Entry] = field(default_factory=list)
    by_place: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # innermost place → entries
    within: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # any place of the path → entries
    by_kind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_body: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    tokens: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # as said → places
    stored: dict[int, StoredAgency] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for agency in self.agencies:
            self.stored[agency.id] = agency
            for name in dict.fromkeys((agency.agency.name, *agency.names)):
                self._add(agency, name)
        for place in list(self.within):
            self.tokens[place].add(place)
            stem = place_stem(place)
            if len(stem) > 1:
                self.tokens[stem].add(place)
                if stem in self.within:  # a branch may print its district without the ending
                    self.tokens[place].add(stem)
        for place in list(self.within):
            for long, short in ZONES:
                if place.endswith(long):
                    self.tokens[place.removesuffix(long) + short].add(place)
        self.longest_token = max(map(len, self.tokens), default=0)

    def _add(self, stored: StoredAgency, name: str) -> None:
        if name == stored.agency.name and stored.agency.body:
            read = stored.agency
        else:
            read = read_agency(name, stored.agency.region)
        region = read.region or stored.agency.region
        branch = split_branch(read.body)
        body = branch[0] if branch else read.body or name
        kind = read.kind or find_kind(body)
        index = len(self.entries)
        self.entries.append(Entry(stored.id, name, region, body, kind, branch is not None))
        if region:
            self.by_place[region[-1]].append(index)
        for place in region:
            self.within[place].append(index)
        if kind:
            self.by_kind[kind].append(index)
        self.by_body[full_body(body)].append(index)

    @cached_property
    def kind_words(self) -> dict[str, str]:
        """Every word for a kind of body, and the words of stored bodies that have no kind."""
        words = dict(kind_words())
        for entry in self.entries:
            if not entry.kind and len(entry.body) > 1:
                words.setdefault(entry.body, "")
        return words

    @cached_property
    def longest_kind(self) -> int:
        return max(map(len, self.kind_words), default=0)

    @cached_property
    def sounds(self) -> dict[str, set[str]]:
        """Pinyin without spaces → places: lishan → 栎山区."""
        found: dict[str, set[str]] = defaultdict(set)
        for place in self.within:
            for sound in sounds_of(place_stem(place)):
                found[sound].add(place)
        return found

    def ids(self, indexes: Sequence[int]) -> tuple[int, ...]:
        """The bodies behind entries, each once."""
        return tuple(dict.fromkeys(self.entries[i].id for i in indexes))

    def paths_of(self, place: str) -> tuple[tuple[str, ...], ...]:
        """The paths to places of one name, the longest that any body's region tells: 麓区 may be in two cities."""
        regions = (self.entries[index].region for index in self.within.get(place, ()))
        told = dict.fromkeys(region[: region.index(place) + 1] for region in regions)
        longest = [a for a in told if not any(len(b) > len(a) and b[-len(a) :] == a for b in told)]
        return tuple(longest) or ((place,),)

    def path_of(self, place: str) -> tuple[str, ...]:
        """The path to a place; where there are two of its name, the name alone."""
        paths = self.paths_of(place)
        return paths[0] if len(paths) == 1 else (place,)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "bodies.toml").read_text(encoding="utf-8"))


@cache
def kind_words() -> dict[str, str]:
    """科技局, 科学技术局, 科委 → science."""
    words: dict[str, str] = {}
    for kind in kinds().values():
        for name in kind.full:
            words.setdefault(name, kind.key)
    for kind in kinds().values():
        for name in kind.short:
            words.setdefault(name, kind.key)
    for family in _data()["families"]:
        for word in family["words"]:
            words.setdefault(word, find_kind(word) or family["kinds"][0])
    return words


@cache
def bare_words() -> dict[str, str]:
    """Kinds that are said without 局 after a place: 浔川公安."""
    return dict(_data()["bare"])


@cache
def families(word: str, kind: str) -> tuple[str, ...]:
    """The kinds that a spoken name may mean besides its own."""
    found: list[str] = []
    for family in _data()["families"]:
        if word in family["words"] or (kind in family["kinds"] and not word):
            found += family["kinds"]
    return tuple(dict.fromkeys(found))


@cache
def english_kinds() -> dict[str, str]:
    """English names of kinds, lower-case → key."""
    words: dict[str, str] = {}
    for key, names in _data()["english"].items():
        for name in names:
            words.setdefault(name, key)
    for kind in kinds().values():
        for name in kind.english:
            if re.match(r"(?:municipal|district|county|provincial|city)\b", name):
                continue  # a level word belongs to the place: Lishan District | Government Office
            words.setdefault(name.lower(), kind.key)
            words.setdefault(name.lower().replace("bureau", "administration"), kind.key)
    for name, key in list(words.items()):
        words.setdefault(name.replace(" and ", " & "), key)
        words.setdefault(name.replace(",", ""), key)
        words.setdefault(name.replace("people's", "people’s"), key)
        words.setdefault(name.replace("people's", "peoples"), key)
        for noun in (" bureau", " department", " commission", " office", " administration"):
            if name.endswith(noun):
                stem = name.removesuffix(noun)
                words.setdefault(f"{noun.strip()} of {stem}", key)
                words.setdefault(f"{noun.strip()} for {stem}", key)
    return words


_last: list[Directory] = []


def directory_of(agencies: Sequence[StoredAgency]) -> Directory:
    """The index of a store's bodies; the last two are kept."""
    for known in _last:
        if known.agencies is agencies or (len(known.agencies) == len(agencies) and known.agencies == agencies):
            return known
    made = Directory(agencies)
    _last.insert(0, made)
    del _last[2:]
    return made


def rank_of_place(place: str) -> float:
    """How far in a place lies; a county-level city counts as a city."""
    return place_rank(place)


def looks_like_places(text: str) -> bool:
    """Whether a stretch can be a path of places: 某某市, 某某市某某区."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,16}", text)) and bool(read_places(text))
