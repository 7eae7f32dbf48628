"""Bodies as people name them in Chinese: places, a kind, and what stands between.

A kind word (科技局, 政府办, 科委) is found first; the places to its left, or the branch to its right, say which one.
What fits one body is resolved; what fits several is a question back; what fits none is kept as unknown, with the
nearest ones: a figure of another body is never given in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report.agencies import full_body
from report.places import place_rank, place_stem, read_places
from retrieval.understanding.around import (
    BARE_ENDS,
    BARE_GOVERNMENTS,
    BOUNDARY,
    EACH,
    GLUE,
    LEADING,
    LEVELS,
    NO_PLACE,
    NO_PLACE_IN,
    NOT_GOVERNMENT,
    OF_A_GOVERNMENT,
    SETTLED,
)
from retrieval.understanding.directory import ENDINGS, Directory, Entry, bare_words, families

BODY_MARK = "\ue003"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as said: which stored places it can be, and how surely."""

    words: str
    places: tuple[str, ...]
    surely: bool = True  # False: another ending, or only the same sound


@dataclass(frozen=True, slots=True)
class Mention:
    """A body that a text names, as far as it could be resolved."""

    start: int
    end: int
    words: str
    ids: tuple[int, ...]  # one: resolved; several: candidates; none: unknown
    near: tuple[int, ...] = ()
    asks: bool = False  # one body fits, but not surely: ask
    kind: str = ""
    kind_only: bool = False  # no place was named
    region: tuple[str, ...] = ()  # places named


def find_bodies(text: str, directory: Directory) -> tuple[Mention, ...]:
    """Every body that a text names in Chinese, left to right."""
    found: list[Mention] = []
    taken = 0
    for start, end, word, kind in (*_kind_words(text, directory), (len(text), len(text), "", "")):
        if start < taken:
            continue
        for branch in _branches_alone(text, taken, start, directory):
            found.append(branch)
            taken = branch.end
        if not word:
            break
        mention = _read_mention(text, start, end, word, kind, directory, taken)
        if mention is not None:
            found.append(mention)
            taken = mention.end
    return tuple(found)


def _branches_alone(text: str, floor: int, stop: int, directory: Directory) -> list[Mention]:
    """栎山分局 without saying whose: every branch of that place."""
    found: list[Mention] = []
    for match in re.finditer("分局", text[floor:stop]):
        at = floor + match.start()
        place = _place_ending(text, at, directory, found[-1].end if found else floor)
        if place is None:
            continue
        indexes = [i for name in place.places for i in directory.by_place.get(name, ()) if directory.entries[i].branch]
        ids = directory.ids(indexes)
        start, end = at - len(place.words), at + 2
        near = () if ids else _near((place,), "", directory, "")
        found.append(Mention(start, end, text[start:end], ids, near, asks=len(ids) > 1, kind_only=len(ids) > 1))
    return found


def _kind_words(text: str, directory: Directory) -> list[tuple[int, int, str, str]]:
    words, longest = directory.kind_words, directory.longest_kind
    found: list[tuple[int, int, str, str]] = []
    at = 0
    while at < len(text):
        for size in range(min(longest, len(text) - at), 1, -1):
            word = text[at : at + size]
            of_branch = word + "局" if text.startswith("分局", at + size) else ""  # 栎山规划分局
            if (word in words and not _is_no_kind(text, at, word, directory)) or of_branch in words:
                found.append((at, at + size, word, words[word] if word in words else words[of_branch]))
                at += size
                break
        else:
            for word, kind in bare_words().items():
                if text.startswith(word, at) and not text.startswith(word + "局", at):
                    found.append((at, at + len(word), word, kind))
            at += 1
    return found


def _is_no_kind(text: str, at: int, word: str, directory: Directory) -> bool:
    """政府 in 政府信息公开, 政府办 in 政府办结, 县级以上人民政府; 规章 and 文件 are no bodies."""
    if re.search(r"(?:级|以上|地方)的?$", text[max(0, at - 4) : at]) and word.endswith("政府"):
        return True
    if word.endswith("政府办"):
        return SETTLED.match(text, at + len(word)) is not None
    if word != "政府":
        return False
    if OF_A_GOVERNMENT.match(text, at) and _place_ending(text, at, directory, 0) is not None:
        return False
    return NOT_GOVERNMENT.match(text, at) is not None or text[at - 3 : at] in ("被告上",)


def _read_mention(
    text: str, start: int, end: int, word: str, kind: str, directory: Directory, floor: int
) -> Mention | None:
    left, places, unknown = _places_before(text, start, directory, floor)
    branch, right = _branch_after(text, end, directory)
    if word in bare_words() and (not (places or branch) or (word != "公安" and not BARE_ENDS.match(text, end))):
        return None
    level = _level_before(text, start, floor) if not (places or unknown or (branch and branch.words)) else ""
    if level:
        return _at_level(text, start, right, level, word, kind, directory)
    each = EACH.search(text[:start]) is not None  # 各区政府 is a kind, wherever it stands
    if word in BARE_GOVERNMENTS and not (places or unknown or each) and not _standing_alone(text, start, end):
        return None
    words = text[left:right].strip(GLUE)
    if not places and not unknown and (branch is None or not branch.words):
        return _kind_alone(text, start, right, word, kind, directory, branch is not None)
    if unknown and place_rank(unknown) == 1 and places and _leaves_province_out(places[0].places[:1]):
        unknown = ""
    if unknown:
        near = _near(places, kind, directory, unknown)
        return Mention(left, right, words, (), near, kind=kind, region=tuple(p.words for p in places))
    return _resolve(left, right, words, places, branch, word, kind, directory)


def _level_before(text: str, at: int, floor: int) -> str:
    """市 of 换成市教育局: the level alone, no name of a place before it."""
    if at <= floor or text[at - 1] not in LEVELS or re.search(r"[各每全本该]$", text[: at - 1]):
        return ""
    return text[at - 1] if BOUNDARY.search(text[: at - 1]) else ""


def _at_level(text: str, start: int, end: int, level: str, word: str, kind: str, directory: Directory) -> Mention:
    """The bodies of a kind that stand at a level: 区科技局 is no city's."""
    every = _of_kind(word, kind, directory)
    indexes = [i for i in every if not directory.entries[i].branch]
    ids = directory.ids([i for i in indexes if directory.entries[i].place.endswith(LEVELS[level])])
    near = () if ids else directory.ids(every)[:5]
    words = text[start - 1 : end]
    sure = len(ids) == 1 and word.endswith("厅")  # only a province has a 厅
    return Mention(
        start - 1, end, words, ids, near, kind=kind, kind_only=bool(ids) and not sure, asks=bool(ids) and not sure
    )


def _standing_alone(text: str, start: int, end: int) -> bool:
    return BOUNDARY.search(text[:start]) is not None and not text[end : end + 1].strip(" 呢比的\ue000?？,，吗")


def _places_before(text: str, at: int, directory: Directory, floor: int) -> tuple[int, tuple[Place, ...], str]:
    """The places that end at a position, outermost first, and an unknown one if there is."""
    found: list[Place] = []
    while True:
        here = at
        while here > floor and text[here - 1] in GLUE:
            here -= 1
        place = _place_ending(text, here, directory, floor)
        if place is None:
            break
        found.insert(0, place)
        at = here - len(place.words)
    unknown = _unknown_before(text, at, floor)
    if unknown and not (found and not _ends_like_place(unknown)):
        return at - len(unknown), tuple(found), unknown
    return at, tuple(found), ""


def _place_ending(text: str, at: int, directory: Directory, floor: int) -> Place | None:
    """The longest stored place that ends here: 栎山区, 栎山, lishanqu, 栎山县 for 栎山区."""
    for size in range(min(directory.longest_token, at - floor), 1, -1):
        said = text[at - size : at]
        if said in directory.tokens:
            return Place(said, tuple(sorted(directory.tokens[said])))
    for ending in ENDINGS:
        if text.endswith(ending, floor, at):
            for size in range(min(directory.longest_token, at - len(ending) - floor), 1, -1):
                stem = text[at - len(ending) - size : at - len(ending)]
                if stem in directory.tokens:
                    return Place(stem + ending, _same_level(directory.tokens[stem], ending), False)
    latin = re.search(r"[A-Za-zü']+(?: ?(?:qu|shi|xian|sheng))?([省市县区]?)$", text[floor:at])
    if latin:
        return _latin_place(latin.group(), directory)
    return None


def _same_level(places: set[str], ending: str) -> tuple[str, ...]:
    """栎山县 may be 栎山区; it is not 栎山市 or 栎山省, unless nothing else is there."""
    rank = place_rank("某某" + ending)
    return tuple(sorted(place for place in places if place_rank(place) in (rank, 0.0)))


def _latin_place(said: str, directory: Directory) -> Place | None:
    bare = said.lower().replace("'", "").replace(" ", "")
    for ending, ranks in (
        ("", ()),
        ("省", (1.0,)),
        ("市", (3.0,)),
        ("县", (4.0,)),
        ("区", (4.0, 4.5)),
        ("qu", (4.0, 4.5)),
        ("shi", (3.0,)),
        ("xian", (4.0,)),
        ("sheng", (1.0,)),
    ):
        stem = bare.removesuffix(ending) if ending else bare
        if ending and stem == bare:
            continue
        places = directory.sounds.get(stem, set())
        fitting = tuple(sorted(p for p in places if not ranks or place_rank(p) in ranks))
        if fitting:
            return Place(said, fitting)
    return None


def _unknown_before(text: str, at: int, floor: int) -> str:
    """What stands before a kind word and is no stored place: 某某市, 外地."""
    run = re.search(r"[\u4e00-\u9fff]+$", text[floor:at])
    if run is None:
        return ""
    said = run.group()
    if re.search(r"[各每全][省市区县州]{0,3}$|[区县市]{2}$", said) or _level_before(text, at, floor):
        return ""
    for size in range(min(len(said), 14), 1, -1):
        tail = said[-size:]
        if read_places(tail) and not NO_PLACE_IN.search(tail) and BOUNDARY.search(text[: at - size]):
            return tail
    for size in range(min(len(said), 9), 2, -1):
        if read_places(said[-size:]) and place_stem(said[-size:]) != said[-size:]:
            return said[-size:]
    lead = re.search(rf"(?:{LEADING})$", said)
    if lead and lead.group():
        return ""
    rest = re.sub(rf"^.*(?:{LEADING})", "", said)
    return rest if 2 <= len(rest) <= 4 and not NO_PLACE.search(rest) else ""


def _ends_like_place(words: str) -> bool:
    return words.endswith(tuple("省市区县旗州盟"))


def _branch_after(text: str, at: int, directory: Directory) -> tuple[Place | None, int]:
    """栎山分局, 栎山区分局 after 公安局; 分局 alone makes a branch of the place before."""
    direct = re.match(r"分局|支局", text[at:])
    if direct:
        return Place("", ()), at + direct.end()
    match = re.match(r"(?![和与跟及同比或])((?:(?![局厅委办])[\u4e00-\u9fff]){2,8}?)(?:分局|支局)", text[at:])
    if match is None:
        return None, at
    said = match[1]
    stop = at + match.end()
    if said in directory.tokens:
        return Place(said, tuple(sorted(directory.tokens[said]))), stop
    for ending in ENDINGS:
        stem = said.removesuffix(ending)
        if stem != said and stem in directory.tokens:
            return Place(said, _same_level(directory.tokens[stem], ending), False), stop
    return Place(said, ()), stop


def _kind_alone(
    text: str, start: int, end: int, word: str, kind: str, directory: Directory, branches: bool = False
) -> Mention | None:
    indexes = _of_kind(word, kind, directory)
    ids = directory.ids([i for i in indexes if directory.entries[i].branch] if branches else indexes)
    return Mention(start, end, text[start:end], ids, kind=kind, kind_only=True, asks=len(ids) != 1)


def _of_kind(word: str, kind: str, directory: Directory) -> list[int]:
    if not kind:
        return list(directory.by_body.get(full_body(word), ()))
    if word.endswith("厅") and kind not in ("government_office",):
        return [i for i in directory.by_kind.get(kind, ()) if directory.entries[i].body.endswith("厅")]
    return list(directory.by_kind.get(kind, ()))


def _resolve(
    left: int,
    right: int,
    words: str,
    places: tuple[Place, ...],
    branch: Place | None,
    word: str,
    kind: str,
    directory: Directory,
) -> Mention:
    """The stored bodies that places and a kind fit."""
    path = (*places, branch) if branch is not None and branch.words else places
    inner = path[-1]
    entries = [
        directory.entries[i]
        for place in inner.places
        for i in directory.by_place.get(place, ())
        if _path_fits(path, directory.entries[i].region)
    ]
    if branch is not None:
        fitting = [e for e in entries if e.branch and _is_kind(e, word, kind)]
        fitting = fitting or _by_family(entries, word, kind, branch=True)
    else:
        fitting = [e for e in entries if not e.branch and _is_kind(e, word, kind)]
        fitting = fitting or _by_family(entries, word, kind)
        fitting = fitting or [e for e in entries if e.branch and _is_kind(e, word, kind)]
        fitting = fitting or _by_family(entries, word, kind, branch=True)
    region = tuple(p.words for p in path)
    exact = [e for e in fitting if full_body(e.body) == full_body(word) or e.body == word]
    others = _elsewhere(exact or fitting, entries, inner, word, kind) if branch is None else []
    ids = tuple(dict.fromkeys(e.id for e in (*(exact or fitting), *others)))
    if ids:
        return Mention(left, right, words, ids, asks=len(ids) > 1, kind=kind, region=region, near=())
    return Mention(left, right, words, (), _near(path, kind, directory, ""), kind=kind, region=region)


def _path_fits(path: Sequence[Place], region: tuple[str, ...]) -> bool:
    """Whether every place named lies on a body's path, in order, and the innermost is its own."""
    at = 0
    for place in path:
        spot = next((i for i in range(at, len(region)) if region[i] in place.places), None)
        if spot is None:
            if at == 0 and _leaves_province_out(region) and all(place_rank(name) == 1 for name in place.places):
                continue
            return False
        at = spot + 1
    return at == len(region)


def _leaves_province_out(region: tuple[str, ...]) -> bool:
    """Reports of a city seldom name its province: whoever names it says more than they do, not something else."""
    return bool(region) and place_rank(region[0]) == 3


def _is_kind(entry: Entry, word: str, kind: str) -> bool:
    if not kind or not entry.kind:
        return full_body(entry.body) == full_body(word)
    if entry.kind != kind:
        return False
    if kind == "government_office":
        return True
    # A 厅 is a province's: 市科学技术厅 names no bureau of the city, nor 省科技局 its department.
    # 科委 says no level.
    return word.endswith("厅") == entry.body.endswith("厅") or (len(word) == 2 and word.endswith("委"))


def _by_family(entries: list[Entry], word: str, kind: str, branch: bool = False) -> list[Entry]:
    """Bodies of a neighbouring kind; of branches so: 栎山区环保局 is the 生态环境局栎山分局."""
    likely = families(word, kind)
    same_level = [e for e in entries if word.endswith("厅") == e.body.endswith("厅")]
    return [e for e in same_level if e.branch == branch and e.kind in likely]


def _elsewhere(fitting: list[Entry], entries: list[Entry], inner: Place, word: str, kind: str) -> list[Entry]:
    """The like bodies of other places of the same name: 栎山区教育局 may be the 教体局 of the other 栎山区."""
    if not fitting or len({e.region for e in entries}) < 2:
        return []
    likely = families("", kind)
    if not likely or likely[0] != kind:
        return []
    settled = {e.region for e in fitting}
    return [e for e in entries if e.kind in likely and not e.branch and e.region not in settled]


def _near(places: Sequence[Place], kind: str, directory: Directory, unknown: str, most: int = 5) -> tuple[int, ...]:
    """Bodies like one that is not stored: of the same kind in the place, in the same place, of the same kind."""
    inner = [
        i for place in (places[-1].places if places and not unknown else ()) for i in directory.by_place.get(place, ())
    ]
    around = [i for place in places for name in place.places for i in directory.within.get(name, ())]
    alike = directory.by_kind.get(kind, []) if kind else []
    same_both = [i for i in around if directory.entries[i].kind == kind]
    ordered = directory.ids(
        [*[i for i in inner if directory.entries[i].kind == kind], *same_both, *inner, *alike[:50], *around[:50]]
    )
    return ordered[:most]
