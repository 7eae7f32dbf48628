"""What the form and the 条例 mean: the entry that a question about the form asks for.

Entries stand in `report/glossary.toml`, in our own words, each with the article or row that it rests on. They are found
by the names that people use, closed and lexical: the longest name that stands in the question wins. Whether a question
is about the form at all (予以公开是什么意思) or about a figure (予以公开多少件) is decided elsewhere.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be asked about the form."""

    key: str  # a row (applications/granted), a column (column/applications/research), or a subject (form/deadline)
    zh: str
    en: str
    rests_on: str  # the article of the 条例, the row, or the notice; empty where it is about this program
    names: tuple[str, ...] = ()

    def text(self, language: str = "zh") -> str:
        """The explanation, in the language of the question."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a question: how well, and where its name stands."""

    entry: Entry
    score: float
    spans: tuple[tuple[int, int], ...]


@cache
def glossary() -> tuple[Entry, ...]:
    """Every entry, in the order of the file."""
    data = tomllib.loads(resources.files("report").joinpath("glossary.toml").read_text(encoding="utf-8"))
    return tuple(
        Entry(
            item["key"],
            item["zh"].strip(),
            item["en"].strip(),
            "" if item["rests_on"].startswith("本程序") else item["rests_on"],
            tuple(dict.fromkeys([*item["zh_names"], *item["en_names"]])),
        )
        for item in data["entries"]
    )


def entry(key: str) -> Entry | None:
    """The entry of a row, a column or a subject by its key; a cell's row is `applications/granted`."""
    return next((e for e in glossary() if e.key == key), None)


def matches(text: str) -> list[Match]:
    """Every entry that the text names, best first; one whose names lie wholly inside a better one's is left out."""
    words = normal(text)
    found = [match for e in glossary() if (match := _best(e, words)) is not None]
    found.sort(key=lambda match: -match.score)
    taken: list[tuple[int, int]] = []
    kept: list[Match] = []
    for match in found:
        if all(any(a <= start and end <= b for a, b in taken) for start, end in match.spans):
            continue
        kept.append(match)
        taken.extend(match.spans)
    return kept


def entries(text: str) -> list[Entry]:
    """Every entry that the text names, best first: 主动公开和依申请公开."""
    return [match.entry for match in matches(text)]


def find_entry(text: str, language: str = "zh") -> Entry | None:
    """The entry that the question asks for, or None; two side by side where the question asks how they differ.

    No nearest name by meaning stands in where none is named: measured, it takes 怎么煮饭 for a question about the form.
    """
    found = matches(text)
    if not found:
        return None
    first = found[0]
    beside = [m for m in found[1:] if m.score >= 2 and _side_by_side(text, first, m)]
    if not beside:
        return first.entry
    together = [m.entry for m in sorted([first, *beside[:2]], key=lambda m: m.spans[0])]
    return Entry(
        "+".join(e.key for e in together),
        "\n".join(e.zh for e in together),
        "\n".join(e.en for e in together),
        "；".join(dict.fromkeys(e.rests_on for e in together if e.rests_on)),
    )


_ASKS_DIFFERENCE = re.compile(
    r"区别|不同(?!意)|差别|分别|异同|一样|一回事|差异|对比|比较|各指|各是|\b(?:differ\w*|distinguish|versus|vs|compared?|same)\b"
)
_JOINS = re.compile(r"[和与跟、及或同,/]|以及|还有|和者|and|or|vs\.?")


def _side_by_side(text: str, first: Match, second: Match) -> bool:
    words = normal(text)
    a, b = sorted([first.spans[0], second.spans[0]])
    if a[1] > b[0]:
        return False
    joined = bool(_JOINS.fullmatch(words[a[1] : b[0]].strip())) and second.score >= first.score / 3
    return joined or bool(_ASKS_DIFFERENCE.search(words))


# ---------------------------------------------------------------- what may be meant

_OWN_WORDS = 0.3  # what the words of an entry count beside its names
_STRONG = 12.0  # a name that weighs so much leaves no doubt
_EMPTY = frozenset(
    _part
    for _part in re.findall(
        r"\S+",
        "怎么 什么 如何 可以 要不 不要 是不 不是 多少 哪些 是否 能不 不能 一个 这个 那个 我们 他们 "
        "应该 应当 需要 有没 没有 "
        "the what how does can may for and are that with this have when where which who there not is",
    )
)


def ranked(text: str, count: int = 3) -> list[tuple[Entry, float]]:
    """The entries that come nearest, best first: by the names that stand in the question and the words that they share.

    A name counts by its length and by how rare its words are. Measured on 85 questions written before their entries:
    the names alone put 61 % first, with the words 75 %; the right one was among the first three in 88 %.
    """
    asked = _pairs(normal(text)) - _EMPTY
    if not asked:
        return []
    rare = _rarity()
    whole = sum(rare.get(pair, _NEW) for pair in asked)
    named: dict[str, float] = {}
    for match in matches(text):
        whole_text = normal(text)
        said = {pair for start, end in match.spans for pair in _pairs(whole_text[start:end])} - _EMPTY
        told = sum(rare.get(pair, _NEW) for pair in said) / whole
        named[match.entry.key] = (told + min(match.score, _STRONG) / _STRONG) / 2
    scored = []
    for one, words in zip(glossary(), _words_of_entries(), strict=True):
        shared = sum(rare[pair] for pair in asked & words) / whole
        scored.append((named.get(one.key, 0.0) + _OWN_WORDS * shared, one))
    scored.sort(key=lambda found: -found[0])
    return [(one, score) for score, one in scored[:count] if score > 0]


def title(of: Entry, asked: str) -> str:
    """The name of an entry that says it in the words of the question; empty where none finds it again."""
    language = asked.isascii()
    plain = [name for name in of.names if " + " not in name and "|" not in name and name.isascii() == language]
    wanted = _pairs(normal(asked))
    plain.sort(key=lambda name: -len(_pairs(normal(name)) & wanted))
    return next((name for name in plain[:8] if (found := find_entry(name)) and found.key == of.key), "")


def _pairs(words: str) -> set[str]:
    """Pairs of Chinese characters, and the beginnings of English words."""
    found = {run[n : n + 2] for run in re.findall(r"[\u4e00-\u9fff]+", words) for n in range(len(run) - 1)}
    return found | {word[:6] for word in re.findall(r"[a-z]{3,}", words)}


@cache
def _words_of_entries() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(_pairs(normal(" ".join([*(re.sub(r"[|+]", " ", name) for name in e.names), e.zh, e.en]))))
        for e in glossary()
    )


@cache
def _rarity() -> dict[str, float]:
    """What a pair says: the fewer entries have it, the more."""
    counts = Counter(pair for words in _words_of_entries() for pair in words)
    return {pair: math.log(1 + len(glossary()) / (count + 0.5)) for pair, count in counts.items()}


_NEW = math.log(1 + 320)  # what a pair weighs that no entry has


# ---------------------------------------------------------------- names in a text

_DIGITS = "零一二三四五六七八九"
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』《》〈〉")


def normal(text: str) -> str:
    """A question as names are compared with it: simplified, then folded."""
    return _folded(text if text.isascii() else _simplified(text))


def _folded(text: str) -> str:
    """Half-width, lower case, quotes dropped; articles in Chinese numerals; -ize as -ise."""
    text = unicodedata.normalize("NFKC", text).lower().replace("'s", "").translate(_QUOTES).replace("-", " ")
    if not text.isascii():
        text = re.sub(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])", "", text)
        text = re.sub(r"(?:第|条例)(\d{1,2})条", lambda m: f"第{_numeral(int(m[1]))}条", text)
        text = re.sub(r"第(\d{1,2})(项|部分|款)", lambda m: f"第{_numeral(int(m[1]))}{m[2]}", text)
        text = re.sub(r"第?\(([一二三四五六七八九十]+|\d{1,2})\)项", _item, text)
    return re.sub(r"(?<=[a-z]{3})iz(?=e|ed|es|ing|ation)", "is", text)


def _item(match: re.Match[str]) -> str:
    number = match[1]
    return f"第{_numeral(int(number)) if number.isdigit() else number}项"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _simplified(text: str) -> str:
    return _converter()(text)


@cache
def _names(of: Entry) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each name, the parts that must all stand in the text, each in one of several ways, the longest first."""
    return tuple(
        tuple(
            tuple(sorted((_folded(way) for way in part.split("|")), key=len, reverse=True))
            for part in name.split(" + ")
        )
        for name in of.names
    )


def _find(ways: tuple[str, ...], words: str) -> tuple[int, int] | None:
    """Where one of the ways stands; a Latin one as whole words, or in the plural."""
    for way in ways:
        start = words.find(way)
        while start >= 0:
            end = start + len(way)
            if not way.isascii() or not _inside_word(words, start, end):
                return start, end
            start = words.find(way, start + 1)
    return None


def _inside_word(words: str, start: int, end: int) -> bool:
    rest = words[end : end + 3]
    plural = 2 if rest.startswith("es") else 1 if rest.startswith("s") else 0
    return _latin(words[start - 1 : start]) or (_latin(rest[:1]) and (not plural or _latin(rest[plural : plural + 1])))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _best(of: Entry, words: str) -> Match | None:
    best: Match | None = None
    for parts in _names(of):
        found: list[tuple[int, int]] = []
        for ways in parts:
            span = _find(ways, words)
            if span is None:
                break
            found.append(span)
        else:
            spans = tuple(sorted(found))
            score = sum(_weight(words[a:b]) for a, b in spans) + 0.5 * (len(spans) - 1)
            if best is None or score > best.score:
                best = Match(of, score, spans)
    return best


def _weight(words: str) -> float:
    """How much a name says: a Chinese character as much as two and a half letters."""
    return sum(0.4 if c.isascii() else 1.0 for c in words)
