"""Whose and of which year a text speaks: the bodies, places and years that it names.

Bodies come from the closed list of the store; one that is named like a body and is not in it is a name made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from report.agencies import names_of
from retrieval.fluent.numerals import YEAR, Number
from retrieval.understanding.bodies import find_bodies
from retrieval.understanding.directory import Directory
from retrieval.understanding.english_names import find_english_bodies

HIDDEN = "\ue0fe"
_RELATIVE = {
    r"去年|\blast year": -1,
    r"今年|本年(?!度|新)|\bthis year": 0,
    r"前年": -2,
}
_BEFORE_THAT = re.compile(
    r"上一?年(?!度?结转(?!下))度?|前一年度?|同比|\b(?:the )?(?:previous|preceding|prior) year|\byear before"
    r"|year[- ]on[- ]year",
    re.I,
)
_PLACE = re.compile(r"(?<![\u4e00-\u9fff])?[\u4e00-\u9fff]{2,3}(?:省|市|区|县|自治州)(?!域|场|民|政|级|直|内|外|里)")
_NO_PLACE = re.compile(r"[全各本该我的在和与是为有到从由及其每某以了中市县区省]")


@dataclass(frozen=True, slots=True)
class Named:
    """A body or a year named in a text."""

    start: int
    end: int
    words: str
    ids: frozenset[int] = frozenset()  # of bodies; empty for one that is not stored
    year: int | None = None
    generic: bool = False  # a kind of body without a place: 公安局


def find_named_bodies(text: str, directory: Directory, shown: Iterable[int]) -> list[Named]:
    """Every body that a text names; where a name fits several, those that were shown."""
    wanted = frozenset(shown)
    found: list[Named] = []
    for mention in find_bodies(text, directory):
        ids = frozenset(mention.ids)
        found.append(Named(mention.start, mention.end, mention.words, ids & wanted or ids, None, mention.kind_only))
    rest = hide(text, found)
    if re.search("[A-Za-z]{3}", rest):
        for mention in find_english_bodies(rest, directory):
            ids = frozenset(mention.ids)
            found.append(Named(mention.start, mention.end, mention.words, ids & wanted or ids))
        rest = hide(text, found)
    for words, ids in _aliases(directory, wanted):
        for match in re.finditer(re.escape(words), rest):
            found.append(Named(match.start(), match.end(), words, ids))
        rest = rest.replace(words, HIDDEN * len(words))
    return sorted(found, key=lambda named: named.start)


def _aliases(directory: Directory, wanted: frozenset[int]) -> list[tuple[str, frozenset[int]]]:
    of: dict[str, set[int]] = {}
    for number in wanted:
        agency = directory.stored[number]
        for name in (*agency.names, *names_of(agency.agency)):
            if len(name) > 3:
                of.setdefault(name, set()).add(number)
    return [(name, frozenset(of[name])) for name in sorted(of, key=len, reverse=True)]


def find_places(text: str, directory: Directory) -> list[tuple[str, frozenset[str]]]:
    """Places named apart from bodies: as said, and the stored places that this may be; none for a place not stored."""
    found: list[tuple[str, frozenset[str]]] = []
    n = 0
    while n < len(text):
        for length in range(min(directory.longest_token, len(text) - n), 1, -1):
            places = directory.tokens.get(text[n : n + length])
            if places and re.fullmatch(r"[\u4e00-\u9fff]+", text[n : n + length]):
                found.append((text[n : n + length], frozenset(places)))
                text = text[:n] + HIDDEN * length + text[n + length :]
                n += length - 1
                break
        n += 1
    found += [(m[0], frozenset()) for m in _PLACE.finditer(text) if not _NO_PLACE.search(m[0][:-1])]
    return found


def find_named_years(text: str, numbers: Iterable[Number], today: date) -> list[Named]:
    """Every year that a text names, 去年 too; the year before another one is `before_that`."""
    found = [
        Named(n.start, n.end, n.words, year=int(n.value)) for n in numbers if n.kind == YEAR and n.value is not None
    ]
    for pattern, shift in _RELATIVE.items():
        found += [
            Named(match.start(), match.end(), match[0], year=today.year + shift)
            for match in re.finditer(pattern, text, re.I)
        ]
    return sorted(found, key=lambda named: named.start)


def before_that(text: str, *, carried: bool = False) -> bool:
    """Whether 上年, 同比, the year before is said; of what was carried over, English says so in any case."""
    return any(not (carried and match[0].isascii()) for match in _BEFORE_THAT.finditer(text))


def hide(text: str, found: Iterable[Named]) -> str:
    """The text with marks of no meaning in place of names, positions as they are."""
    for named in found:
        text = text[: named.start] + HIDDEN * (named.end - named.start) + text[named.end :]
    return text
