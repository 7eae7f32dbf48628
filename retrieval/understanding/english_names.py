"""Bodies as people name them in English: places in pinyin, the kind in any order around them.

"Xunchuan Lishan District Education Bureau", "the Education Bureau of Lishan District, Xunchuan", "Lishan Government
Office", "Lishan Branch of the Xunchuan Public Security Bureau".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from report.places import place_rank
from retrieval.understanding.bodies import Mention, Place, _near, _resolve
from retrieval.understanding.directory import Directory, english_kinds
from retrieval.understanding.scopes import Region

_LEVELS = {
    "province": (1.0,),
    "provincial": (1.0,),
    "autonomous": (),
    "prefecture": (2.0,),
    "city": (3.0,),
    "municipal": (3.0,),
    "municipality": (3.0,),
    "district": (4.0, 4.5),
    "county": (4.0,),
    "banner": (4.0,),
    "zone": (4.5,),
    "town": (5.0,),
    "township": (5.0,),
    "shi": (3.0,),
    "qu": (4.0, 4.5),
    "xian": (4.0,),
    "sheng": (1.0,),
}
_WORD = re.compile(r"[A-Za-zü]+(?:['’](?:s|[a-z]+))?", re.I)
_NO_NAME = frozenset(
    re.findall(
        r"[a-z]+",
        "what which when where does have list show rank compare give tell "
        "please among many much about with from that this their other each "
        "every average total number municipal local public district county provincial city people ",
    )
)
_BRANCH = re.compile(r"\s*(?:sub-?\s?bureau|branch(?: bureau| office)?|sub-?branch|suboffice)\b", re.I)
_NEEDS_PLACE = ("government", "police", "government_office")
_BARE = frozenset({"government", "police", "general office", "government office", "public security"})


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    place: Place | None  # None: capitalised like a place, and not stored


def find_english_bodies(text: str, directory: Directory) -> tuple[Mention, ...]:
    """Every body that a text names in English, left to right."""
    lowered = text.lower().replace("’", "'")
    names = english_kinds()
    found: list[Mention] = []
    at = 0
    for match in _kind_pattern().finditer(lowered):
        if match.start() < at:
            continue
        mention = _read(text, lowered, match.start(), match.end(), names[match.group()], directory, at)
        if mention is not None:
            found.append(mention)
            at = mention.end
    return tuple(found)


_compiled: list[re.Pattern[str]] = []


def _kind_pattern() -> re.Pattern[str]:
    if not _compiled:
        names = sorted((n for n in english_kinds() if " " in n or n in _BARE), key=len, reverse=True)
        _compiled.append(re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b"))
    return _compiled[0]


def _read(text: str, lowered: str, start: int, end: int, kind: str, directory: Directory, floor: int) -> Mention | None:
    phrase = lowered[start:end]
    word = "" if kind != "science" or "department" not in phrase else "科学技术厅"
    left, before = _places_left(text, start, directory, floor)
    branch: Place | None = None
    stop = end
    tail = _BRANCH.match(text, stop)
    if tail:
        stop, branch = tail.end(), Place("", ())
    own = re.match(r"['’]s (?=[A-Za-z]+ (?:sub-?\s?bureau|branch)\b)", text[stop:])  # the Bureau's Lishan branch
    stop += own.end() if own else 0
    after_stop, after = _places_right(text, stop, directory, not before and branch is None)
    if after:
        following = _BRANCH.match(text, after_stop)
        if following and after[-1].place:  # Xunchuan Public Security Bureau Lishan Branch
            branch, stop = after[-1].place, following.end()
            after_stop, outer = _places_right(text, stop, directory, False)
            after = [*after[:-1], *outer]
    leading = re.search(
        r"([A-Za-z]+)(?:\s+district)?\s+(?:sub-?\s?bureau|branch)(?:\s+of\s+|\s*,\s*)(?:the\s+)?$",
        text[floor:left],
        re.I,
    )
    if leading and leading[1].lower() in directory.sounds:
        branch = Place(leading[1], tuple(sorted(directory.sounds[leading[1].lower()])))
        left = floor + leading.start()
    if kind == "government":
        left, stop, kind = _its_office(text, floor, left, stop, bool(after))
    said = [*_inwards(after), *before]
    if any(s.place is None for s in said):
        known = tuple(s.place for s in said if s.place)
        near = _near(known, kind, directory, "")
        return Mention(
            left,
            max(stop, after_stop if after else stop),
            text[left : max(stop, after_stop if after else stop)].strip(),
            (),
            near,
            kind=kind,
        )
    places = tuple(sorted((s.place for s in said if s.place), key=_depth))
    right = after_stop if after else stop
    words = re.sub(r"^the\s+", "", text[left:right].strip(" ,"), flags=re.I)
    if not places and branch is None:
        if phrase in _BARE or (kind in _NEEDS_PLACE and phrase in ("government", "police")):
            return None
        ids = directory.ids(directory.by_kind.get(kind, ()))
        foreign = re.search(r"(?<![.?!] )(?<!^)?\b([A-Z][a-z]{3,})\s+$", text[floor:left])
        if foreign and foreign[1].lower() not in _NO_NAME:
            words = f"{foreign[1]} {words}"
            return Mention(floor + foreign.start(1), right, words, (), ids[:5], kind=kind)
        return Mention(left, right, words, ids, kind=kind, kind_only=True, asks=len(ids) != 1)
    return _resolve(left, right, words, places, branch, _chinese_word(word, kind, phrase, places), kind, directory)


def _its_office(text: str, floor: int, left: int, stop: int, placed: bool) -> tuple[int, int, str]:
    """The Office of Lishan District Government and Lishan Government's Office are no government."""
    behind = None if placed else re.match(r"['’]s (?:general )?office\b", text[stop:], re.I)
    before = re.search(r"\b(?:the )?(?:general )?office of (?:the )?$", text[floor:left], re.I)
    if behind:
        return left, stop + behind.end(), "government_office"
    return (floor + before.start(), stop, "government_office") if before else (left, stop, "government")


def _chinese_word(word: str, kind: str, phrase: str, places: tuple[Place, ...]) -> str:
    """A department is a 厅 where its place is a province, a bureau elsewhere: either is the body that is there."""
    if re.search(r"\b(?:commission|committee|office|administration)\b", phrase):
        return f"{kind}委"
    provincial = bool(places) and all(place_rank(name) == 1.0 for name in places[-1].places)
    return f"{kind}厅" if provincial else f"{kind}局"


def _depth(place: Place) -> float:
    return min((place_rank(name) or 9.0 for name in place.places), default=9.0)


def _inwards(said: list[_Said]) -> list[_Said]:
    return list(reversed(said))


def _places_left(text: str, at: int, directory: Directory, floor: int) -> tuple[int, list[_Said]]:
    """The places before a kind: Xunchuan (City's) Lishan District."""
    found: list[_Said] = []
    while True:
        match = re.search(r"([A-Za-zü]+)(?:['’]s)?[\s,()]*(?:([A-Za-z]+)(?:['’]s)?[\s()]*)?$", text[floor:at])
        if match is None:
            return at, found
        said = _place_of(match[1], match[2], directory)
        if said is None and match[2]:
            inner = re.search(r"([A-Za-zü]+)(?:['’]s)?[\s,()]*$", text[floor:at])
            said = _place_of(inner[1], None, directory) if inner else None
            match = inner or match
        if said is None:
            return at, found
        if said == "unknown":
            found.insert(0, _Said(floor + match.start(), at, None))
            return floor + match.start(), found
        found.insert(0, _Said(floor + match.start(), at, said))  # type: ignore[arg-type]
        at = floor + match.start()


def _place_of(name: str, level: str | None, directory: Directory) -> Place | str | None:
    """The stored places of a name in pinyin; "unknown" where a level word follows a name that is none."""
    low, kind = name.lower(), (level or "").lower()
    if level and kind not in _LEVELS:
        return None
    if low in _LEVELS or low in ("the", "of", "in", "for", "at", "by", "and", "s"):
        return None
    places = directory.sounds.get(low)
    if not places and low.endswith(("qu", "shi", "xian", "sheng")):
        places = directory.sounds.get(re.sub(r"(?:qu|shi|xian|sheng)$", "", low))
    if places:
        ranks = _LEVELS.get(kind, ()) if level else ()
        fitting = tuple(sorted(p for p in places if not ranks or place_rank(p) in ranks))
        if fitting:
            return Place(name, fitting)
        return "unknown"  # Lishan Town is not Lishan District
    return "unknown" if level and name[:1].isupper() and kind in _LEVELS and low not in ("municipal",) else None


def _places_right(text: str, at: int, directory: Directory, bare: bool) -> tuple[int, list[_Said]]:
    """The places after a kind: of Lishan District, Xunchuan City."""
    found: list[_Said] = []
    stop = at
    match = re.compile(
        r"\s*(?:,|\(|of|in|for|at)?\s*(?:the\s+)?([A-Za-zü]+)(?P<own>['’]s)?(?:(?<!['’]s)\s+([A-Za-z]+)(?P<owns>['’]s)?)?",
        re.I,
    )
    owned = False  # of Xunchuan's Lishan District
    while True:
        step = match.match(text, stop)
        if step is None:
            return stop, found
        joined = step.group()[: step.start(1) - step.start()]
        alone = bare and not found and step[1].lower() in directory.sounds  # S&T Bureau Lishan
        if not joined.strip() and not (alone or owned) and not _BRANCH.match(text, step.end(1)):
            return stop, found
        said = _place_of(step[1], step[3], directory) if step[3] else None
        levelled = step[3] and said is not None
        owned = bool(step["owns"] if levelled else step["own"])
        end = (step.end("owns") if owned else step.end(3)) if levelled else step.end("own") if owned else step.end(1)
        if said is None:
            said = _place_of(step[1], None, directory)
        if said is None:
            if (
                re.search(r"\bof\b|\bin\b", joined, re.I)
                and step[1][:1].isupper()
                and step[1].lower() not in _LEVELS
                and not step[1].isupper()
            ):
                return step.end(1), [*found, _Said(step.start(1), step.end(1), None)]
            return stop, found
        if said == "unknown":
            return end, [*found, _Said(step.start(1), end, None)]
        found.append(_Said(step.start(1), end, said))  # type: ignore[arg-type]
        stop = end


def find_english_regions(text: str, directory: Directory) -> tuple[Region, ...]:
    """Places in pinyin with a level word, or that stand after in/of: Xunchuan City."""
    found: list[Region] = []
    at = 0
    for match in re.finditer(
        r"\b([A-Za-zü]{3,})(?:['’]s)?(?:\s+(city|district|county|province|municipality|prefecture))?\b", text, re.I
    ):
        if match.start() < at:
            continue
        said = _place_of(match[1], match[2], directory)
        placed = match[2] or match[1][:1].isupper() or re.search(r"\b(?:in|within|across) $", text[: match.start()])
        if not isinstance(said, Place) or not said.places or not placed:
            continue
        previous = found[-1] if found else None
        if previous and not text[previous.end : match.start()].strip(" ,'s’"):
            inner, outer = sorted((said, previous.path[-1]), key=_depth, reverse=True)
            places = tuple(
                p for p in inner.places if any(o in way for o in outer.places for way in directory.paths_of(p))
            )
            if places:
                found[-1] = Region(
                    previous.start, match.end(), text[previous.start : match.end()], places, (outer, inner)
                )
                at = match.end()
                continue
        found.append(Region(match.start(), match.end(), match.group(), said.places, (said,)))
        at = match.end()
    return tuple(found)
