"""Which entry of the glossary a question means: by the ways in which people ask, by names, and by likeness of meaning.

`report/asked.toml` holds questions and words for each entry. Four things are weighed: the best single way of asking
that the question is like; how much of its words the entry has at all, a word that few entries have counting for more;
the names of the entry that stand in it; and the carried embedding model. Measured on 120 questions of clerks and
citizens written before their words stood here: the first alone puts 53 % right, the second 64 %, all four 70 %.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.folding import features
from retrieval.glossary import Entry, entry, glossary, matches, ranked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WAY, _WORDS, _NAMES, _SENSE = 1.0, 2.2, 0.45, 0.7  # what each of the four counts
_SINGLE, _ASKING = 0.35, 0.5  # what one character, and a word that only asks, count beside a pair
_NEW = 3.0  # what a part weighs that no entry has
_KEPT = 12  # entries that are kept in order
_OWN = 0.5  # what the explanation itself counts beside the ways of asking
_Parts = dict[str, float]


@cache
def ways() -> tuple[tuple[str, str], ...]:
    """Each way of asking, after the key of its entry."""
    data = tomllib.loads(resources.files("report").joinpath("asked.toml").read_text(encoding="utf-8"))
    return tuple((key, way) for key, asked in data.items() for way in asked)


def meant(text: str, count: int = 3, *, by_sense: bool = True) -> list[tuple[Entry, float]]:
    """The entries that a question may mean, best first; `by_sense` asks the embedding model too."""
    return list(_ordered(text, by_sense)[:count])


@lru_cache(maxsize=256)
def _ordered(text: str, by_sense: bool) -> tuple[tuple[Entry, float], ...]:
    scores: dict[str, float] = defaultdict(float)
    for key, score in _like(text).items():
        scores[key] += _WAY * score
    for key, score in _covered(text).items():
        scores[key] += _WORDS * score
    for one, weight in ranked(text, 40):
        scores[one.key] += _NAMES * min(weight, 1.2)
    if by_sense:
        for key, score in _alike(text).items():
            scores[key] += _SENSE * score
    if article := article_named(text):
        items = [found.entry.key for found in matches(text) if found.entry.key.startswith(f"{article}/")]
        scores[items[0] if items else article] = max(scores.values(), default=0.0) + 1.0
    best = sorted(scores.items(), key=lambda found: -found[1])[:_KEPT]
    return tuple((found, score) for key, score in best if (found := entry(key)) is not None)


@lru_cache(maxsize=256)
def likeliest(text: str) -> tuple[float, float]:
    """How near the likeliest entry is by words and names, and how like the nearest single way of asking is."""
    found = meant(text, 1, by_sense=False)
    return (found[0][1] if found else 0.0), max(_like(text).values(), default=0.0)


# ---------------------------------------------------------------- ways of asking


@cache
def _rare_ways() -> _Parts:
    counts = Counter(part for _, way in ways() for part in features(way))
    return {part: math.log(1 + len(ways()) / (number + 0.5)) for part, number in counts.items()}


def _single(part: str) -> float:
    """What a part counts by its kind: a word that only asks, one character, a pair or word."""
    if len(part) > 1 or part.isascii():
        return 1.0
    return _ASKING if "\ue100" <= part <= "\ue1ff" else _SINGLE


def _weighted(text: str) -> tuple[_Parts, float]:
    rare = _rare_ways()
    parts = {part: rare.get(part, 5.0) * _single(part) for part in features(text)}
    return parts, math.sqrt(sum(weight * weight for weight in parts.values())) or 1.0


@cache
def _by_part() -> dict[str, list[tuple[int, float]]]:
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (_, way) in enumerate(ways()):
        parts, length = _weighted(way)
        for part, weight in parts.items():
            found[part].append((number, weight / length))
    return found


def _like(text: str) -> _Parts:
    """For each entry how like the question is to the way of asking that comes nearest, from 0 to 1."""
    parts, length = _weighted(text)
    likeness: dict[int, float] = defaultdict(float)
    for part, weight in parts.items():
        for number, share in _by_part().get(part, ()):
            likeness[number] += weight / length * share
    best: _Parts = defaultdict(float)
    for number, score in likeness.items():
        key = ways()[number][0]
        best[key] = max(best[key], score)
    return best


# ---------------------------------------------------------------- words


@cache
def _words_of() -> dict[str, _Parts]:
    """The words of each entry: those of its names and ways of asking whole, those of its explanation by half."""
    found: dict[str, _Parts] = {one.key: {} for one in glossary()}
    for one in glossary():
        found[one.key].update(dict.fromkeys(features(f"{one.zh} {one.en}"), _OWN))
        for name in one.names:
            for part in re.split(r" \+ |\|", name):
                found[one.key].update(dict.fromkeys(features(part), 1.0))
    for key, way in ways():
        found[key].update(dict.fromkeys(features(way), 1.0))
    return found


@cache
def _rare_words() -> _Parts:
    counts = Counter(part for words in _words_of().values() for part in words)
    return {part: math.log(1 + len(_words_of()) / (number + 0.5)) for part, number in counts.items()}


def _covered(text: str) -> _Parts:
    """For each entry how much of the question its words cover, from 0 to 1."""
    rare = _rare_words()
    weights = {part: rare.get(part, _NEW) * _single(part) for part in features(text)}
    whole = sum(weights.values()) or 1.0
    return {
        key: sum(weight * words[part] for part, weight in weights.items() if part in words) / whole
        for key, words in _words_of().items()
    }


# ---------------------------------------------------------------- likeness of meaning


@cache
def _vectors() -> NDArray[np.float32]:
    from retrieval.models import embedder

    return embedder().vectors([way for _, way in ways()])


def _alike(text: str) -> _Parts:
    """For each entry the likeness of the nearest way of asking, by the carried model."""
    from retrieval.models import embedder

    best: _Parts = defaultdict(float)
    for (key, _), score in zip(ways(), _vectors() @ embedder().vectors([text], query=True)[0], strict=True):
        best[key] = max(best[key], float(score))
    return best


# ---------------------------------------------------------------- articles by number

_ARTICLE = re.compile(
    r"第([一二三四五六七八九十]{1,3}|\d{1,2})条|条例([一二三四五六七八九十]{1,3}|\d{1,2})条"
    r"|\barticles? (\d{1,2})\b|\bart\. ?(\d{1,2})\b",
    re.I,
)
_OTHER_LAW = re.compile(
    r"复议法|诉讼法|许可法|处罚法|强制法|保密法|档案法|宪法|民法典|办法|\b(?:reconsideration|litigation) law\b", re.I
)
_DIGITS = "零一二三四五六七八九"
_LAST = 56  # the 条例 has no article after it


def article_named(text: str) -> str:
    """The entry of the one article of the 条例 that is named by its number; empty where none or several are."""
    numbers = {_number(next(g for g in match.groups() if g)) for match in _ARTICLE.finditer(text)}
    if len(numbers) != 1 or _OTHER_LAW.search(text):
        return ""
    number = numbers.pop()
    return f"law/article{number}" if number <= _LAST else "law/chapters"


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    if "十" not in words:
        return _DIGITS.index(words[-1])
    tens, _, ones = words.partition("十")
    return (_DIGITS.index(tens[-1]) if tens else 1) * 10 + (_DIGITS.index(ones[0]) if ones else 0)
