"""Kinds of body in the plural: all science bureaus, every district government, the police bureaus of A and B.

Of a kind without a place it is a set; with two places it is two bodies, each written out.
"""

from __future__ import annotations

import re
from functools import cache

from report.agencies import kinds
from retrieval.understanding.directory import Directory, english_kinds, families

_NOUNS = (
    "bureau",
    "department",
    "commission",
    "committee",
    "office",
    "administration",
    "government",
    "authority",
    "agency",
    "branch",
    "centre",
    "center",
)
_LEVEL = r"(?:municipal|city|district|county|provincial|local)(?:[- ]level)?"
_LEVELS = {"municipal": "市", "city": "市", "district": "区", "county": "区", "provincial": "省"}
_PLACE_WORDS = frozenset(
    ("city", "district", "county", "province", "municipality", "shi", "qu", "xian", "sheng", "the")
)
_JOIN = re.compile(r"(?:,? (?:and|or|versus|vs\.?|with|to)|,| &) (?:of |in |for )?(?:the )?", re.I)
_JOIN_BACK = re.compile(r"(?:,? (?:and|or|versus|vs\.?)|,| &) (?:the )?$", re.I)
_TOKEN = re.compile(r"[ ,]{0,2}([A-Za-z]+)(?:['’]s)?(?![A-Za-z'’])")
_TOKEN_BACK = re.compile(r"([A-Za-z]+)(?:['’]s)?[ ,]{0,2}$")


def level_said(words: str) -> str:
    """The level that the words before a plural name: district agencies, municipal bureaus."""
    found = re.findall(r"\b(municipal|city|district|county|provincial)(?:[- ]level)?\b", words.lower())
    return _LEVELS[found[-1]] if found else ""


@cache
def plurals() -> dict[str, str]:
    """Plural names of kinds, lower case → the singular: science bureaus, departments of education."""
    words: dict[str, str] = {}
    for name in english_kinds():
        head, _, last = name.rpartition(" ")
        if last in _NOUNS:
            words[f"{head} {_many(last)}".strip()] = name
        first, of, rest = name.partition(" of ")
        if of and first in _NOUNS:
            words[f"{_many(first)} of {rest}"] = name
    return words


def _many(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith("ch") else f"{noun}s"


@cache
def kinds_pattern() -> re.Pattern[str]:
    """A set told by its kind, with what counts and with its level: which district science bureaus."""
    names = "|".join(map(re.escape, sorted(plurals(), key=len, reverse=True)))
    lead = r"(?:(?:among|of|across|for|in|by|from)\s+)?(?:(?:all|which|what|how many|other|the|these|those|both)\s+)*"
    return re.compile(rf"\b{lead}(?:of\s+)?(?:the\s+)?(?P<level>(?:{_LEVEL}\s+)*)(?P<kind>{names})\b", re.I)


def kinds_of(plural: str) -> tuple[str, ...]:
    """The keys of the kinds that a plural stands for; bodies of one family go together."""
    kind = english_kinds()[plurals()[plural.lower()]]
    return families("", kind) or (kind,)


@cache
def _each_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(set(plurals().values()), key=len, reverse=True)))
    return re.compile(
        r"\b(?P<lead>(?:all|every|each|any)(?: single| of the)?|per|which|what)\s+"
        rf"(?P<level>(?:{_LEVEL}\s+)*)(?P<kind>{names})"
        r"(?!['’]s| (?:of|in)\b(?! (?:the year )?\d)|s\b|,)\b",
        re.I,
    )


@cache
def _plural_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(plurals(), key=len, reverse=True)))
    return re.compile(rf"\b(?:the )?(?P<kind>{names})\b", re.I)


def write_out_plurals(text: str, directory: Directory) -> str:
    """Every science bureau is all of them; the science bureaus of A and B, the A and B ones, are two bodies."""
    text = _after_a_chinese_place(text)
    if not re.search(
        r"bureau|department|office|commission|government|administration|authorit|agenc|committee", text, re.I
    ):
        return text
    text = _with_its_branch(_each_pattern().sub(_as_many, text), directory)
    at = 0
    while (match := _plural_pattern().search(text, at)) is not None:
        at = match.end()
        spread = _spread_after(text, match, directory) or _spread_before(text, match, directory)
        if spread:
            start, end, joined = spread
            text = f"{text[:start]}{joined}{text[end:]}"
            at = start + len(joined)
    return text


@cache
def _after_han() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(english_kinds(), key=len, reverse=True)))
    return re.compile(rf"(?<=[\u4e00-\u9fff]) ?(?:{names})(?![A-Za-z])", re.I)


def _after_a_chinese_place(text: str) -> str:
    """浔川 Public Security Bureau is 浔川公安局."""

    def spelt(match: re.Match[str]) -> str:
        kind = kinds().get(english_kinds()[match.group().strip().lower()])
        return kind.full[0] if kind is not None and kind.full else match.group()

    return _after_han().sub(spelt, text) if re.search("[\u4e00-\u9fff] ?[A-Za-z]{4}", text) else text


_ITS_BRANCH = re.compile(
    r"\b(?:its|their) (?:own )?(?P<place>[A-Za-z]+) (?:district )?(?:branch|sub-?\s?bureau)\b(?! of)", re.I
)


def _with_its_branch(text: str, directory: Directory) -> str:
    """Xunchuan PSB and its Lishan branch: the branch has the place and the kind of the body named before it."""
    branch = _ITS_BRANCH.search(text)
    if branch is None or not _is_place(branch["place"], directory):
        return text
    names = "|".join(map(re.escape, sorted(set(plurals().values()), key=len, reverse=True)))
    before = list(re.finditer(rf"\b(?:{names})\b", text[: branch.start()], re.I))
    if not before:
        return text
    kind = before[-1]
    outer = text[_place_begins(text, kind.start(), directory) : kind.start()].strip(" ,")
    body = " ".join(filter(None, ("the", outer, kind.group(), branch["place"], "branch")))
    return text[: branch.start()] + body + text[branch.end() :]


def _as_many(match: re.Match[str]) -> str:
    lead = match["lead"] if match["lead"].lower() in ("which", "what") else "all"
    if match["lead"].lower() == "per":
        lead = "across all"
    name = match["kind"].lower()
    many = next(plural for plural, single in plurals().items() if single == name)
    return f"{lead} {match['level']}{many}"


_Spread = tuple[int, int, str]


def _spread_after(text: str, match: re.Match[str], directory: Directory) -> _Spread | None:
    """The science bureaus of A, B and C: each place with the kind."""
    of = re.compile(r" (?:of|in|for) (?:the )?", re.I).match(text, match.end())
    if of is None:
        return None
    places: list[str] = []
    at = end = of.end()
    while (stop := _place_ends(text, at, directory)) > at:
        places.append(text[at:stop].strip(" ,"))
        end = stop
        join = _JOIN.match(text, stop)
        if join is None:
            break
        at = join.end()
    return (match.start(), end, _each(match["kind"], places)) if len(places) > 1 else None


def _spread_before(text: str, match: re.Match[str], directory: Directory) -> _Spread | None:
    """The A, B and C science bureaus: each place with the kind."""
    places: list[str] = []
    at = start = match.start()
    while (begin := _place_begins(text, at, directory)) < at:
        places.insert(0, text[begin:at].strip(" ,"))
        start = begin
        join = _JOIN_BACK.search(text[:begin])
        if join is None:
            break
        at = join.start()
    return (start, match.end(), _each(match["kind"], places)) if len(places) > 1 else None


def _each(kind: str, places: list[str]) -> str:
    name = plurals()[kind.lower()].title().replace("'S", "'s").replace(" Of ", " of ")
    return " and ".join(f"the {name} of {re.sub('^the ', '', place, flags=re.I)}" for place in places)


def _is_place(word: str, directory: Directory) -> bool:
    low = word.lower()
    return low in directory.sounds or re.sub("(?:qu|shi|xian|sheng)$", "", low) in directory.sounds


def _place_ends(text: str, at: int, directory: Directory) -> int:
    """Where the names and levels that begin at a place in the text end; there itself where no stored place is named."""
    end, stored = at, False
    while (token := _TOKEN.match(text, end)) is not None:
        if not _is_place(token[1], directory) and (token[1].lower() not in _PLACE_WORDS or not stored):
            break
        if (
            stored
            and "," in token.group()[: token.start(1) - token.start()]
            and not text[token.end() :].lower().startswith(" city")
        ):
            break  # A, B and C: another place
        stored = stored or _is_place(token[1], directory)
        end = token.end()
    return end if stored else at


def _place_begins(text: str, at: int, directory: Directory) -> int:
    """Where the names and levels that end at a place in the text begin."""
    begin, stored = at, False
    while (token := _TOKEN_BACK.search(text[:begin])) is not None:
        if not _is_place(token[1], directory) and token[1].lower() not in _PLACE_WORDS - {"the"}:
            break
        if stored and "," in token.group():
            break
        stored = stored or _is_place(token[1], directory)
        begin = token.start()
    return begin if stored else at
