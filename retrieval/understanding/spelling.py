"""Typing errors and homophones in the words that questions are made of: 依申情公开, 行政素讼, 多小, recieved.

A stretch that is one of our words but for one character is mended where the two characters sound or look alike. Names
of places are not mended here: a place that sounds like another one is another place.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.understanding.directory import Directory
from retrieval.understanding.sounds import alike, is_pinyin, nearly_alike

_BLANK = "\ue0fd"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "spelling.toml").read_text(encoding="utf-8"))


@cache
def _words() -> frozenset[str]:
    return frozenset(_data()["zh"].split())


def spoken_words() -> tuple[str, ...]:
    """The words that a question typed in pinyin may be made of: those around the figures first, then all of ours."""
    return tuple(dict.fromkeys([*_data()["spoken"].split(), *_data()["zh"].split()]))


@cache
def _keep() -> frozenset[str]:
    return frozenset(_data()["keep"]["zh"].split())


@cache
def _holed() -> dict[str, tuple[tuple[str, int], ...]]:
    """Each word with one character blanked → the words and the place of the blank."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in _words():
        for at in range(len(word)):
            found[word[:at] + _BLANK + word[at + 1 :]].append((word, at))
    return {key: tuple(value) for key, value in found.items()}


@cache
def _swapped() -> dict[str, str]:
    """Longer words with two neighbours exchanged."""
    found: dict[str, str] = {}
    for word in _words():
        if len(word) >= 4:
            for at in range(len(word) - 1):
                wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
                if wrong not in _words():
                    found[wrong] = word
    return found


_SHORTEST_PLACE = 5  # letters of a name in pinyin that is mended
_NUMBERS = "一二两三四五六七八九十几"


def correct(text: str, directory: Directory) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with its spelling mended, and what was mended."""
    mended: list[tuple[str, str]] = []
    if re.search("[\u4e00-\u9fff]{2}", text):
        text = _correct_chinese(text, directory, mended)
    if re.search("[A-Za-z]{4}", text):
        text = re.sub(r"[A-Za-z']{4,}", lambda m: _correct_english(m.group(), directory, mended), text)
    return text, tuple(mended)


def _correct_chinese(text: str, directory: Directory, mended: list[tuple[str, str]]) -> str:
    protected = _protected(text, directory)
    for size in range(min(12, len(text)), 1, -1):
        at = 0
        while at + size <= len(text):
            window = text[at : at + size]
            of_year = text[at] == "年" and re.search(r"[\d〇零一二三四五六七八九]$", text[:at])  # 2023年保… is no 年报
            better = "" if of_year else _better(window, protected, at)
            if better:
                mended.append((window, better))
                text = text[:at] + better + text[at + size :]
                protected |= set(range(at, at + size))
                at += size
            else:
                at += 1
    return text


def _protected(text: str, directory: Directory) -> set[int]:
    """Positions that are right as they stand: inside a word of ours, a stored place, a kind of body."""
    safe: set[int] = set()
    words, kept, kinds, tokens = _words(), _keep(), directory.kind_words, directory.tokens
    longest = max(10, directory.longest_kind, directory.longest_token)
    for at in range(len(text)):
        for size in range(min(longest, len(text) - at), 1, -1):
            word = text[at : at + size]
            if word in tokens or word in kinds or (size <= 12 and (word in words or word in kept)):
                safe |= set(range(at, at + size))
                break
    return safe


def _better(window: str, protected: set[int], at: int) -> str:
    if window in _words() or window in _keep():
        return ""
    if len(window) >= 4 and window in _swapped() and not all(at + i in protected for i in range(len(window))):
        return _swapped()[window]
    for hole in range(len(window)):
        if at + hole in protected and len(window) < 4:
            continue
        for word, _ in _holed().get(window[:hole] + _BLANK + window[hole + 1 :], ()):
            if _fits(window[hole], word[hole], len(window), at + hole in protected):
                return word
    return ""


def _fits(said: str, meant: str, size: int, protected: bool) -> bool:
    if not "\u4e00" <= said <= "\u9fff" or (said in _NUMBERS and (size < 4 or meant in "上下本前去今")):
        return False  # 近三年结转 is no 上年结转, 申请两次 no 申请量
    if protected:
        return size >= 4 and (alike(said, meant) or nearly_alike(said, meant)) and said != meant
    if said in _data()["looks"].get(meant, ""):
        return True
    return alike(said, meant) or (size >= 4 and nearly_alike(said, meant))


@cache
def _english() -> frozenset[str]:
    return frozenset(_data()["english"]["words"].split())


@cache
def _shortened() -> dict[str, tuple[str, ...]]:
    """Each English word less one letter → the words."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in _english():
        if len(word) >= 6:
            for at in range(len(word)):
                found[word[:at] + word[at + 1 :]].add(word)
    return {key: tuple(sorted(value)) for key, value in found.items()}


def _correct_english(word: str, directory: Directory, mended: list[tuple[str, str]]) -> str:
    low = word.lower()
    if low in _data()["keep"]["en"].split() or low in directory.sounds or _is_english(low):
        return word
    if len(low) < _SHORTEST_PLACE + 1 and (swapped := _swapped_english(low)):
        mended.append((word, swapped))
        return swapped.capitalize() if word[0].isupper() else swapped
    if len(low) < _SHORTEST_PLACE:
        return word
    options = set(_shortened().get(low, ()))  # a letter is missing
    for at in range(len(low)):
        less = low[:at] + low[at + 1 :]
        if less in _english() and len(less) >= 6:  # a letter too many
            options.add(less)
        options |= {o for o in _shortened().get(less, ()) if _one_wrong(low, o)}  # one wrong, or two exchanged
    if not options and not is_pinyin(low):
        options = _places_like(low, directory)
    options = {o for o in options if o + "s" not in options}  # requets: request, or requests
    if len(options) != 1:
        return word
    better = options.pop()
    mended.append((word, better))
    return better.capitalize() if word[0].isupper() else better


def _swapped_english(low: str) -> str:
    """A short word with two neighbours exchanged: mnay."""
    ways = {low[:at] + low[at + 1] + low[at] + low[at + 2 :] for at in range(len(low) - 1)} - {low}
    known = sorted(ways & _english())
    return known[0] if len(known) == 1 and low not in _spoken_english() else ""


def _places_like(low: str, directory: Directory) -> set[str]:
    """The stored places, in pinyin, that are one letter away from what cannot be pinyin."""
    if len(low) < _SHORTEST_PLACE or low in _spoken_english():
        return set()
    return {sound for sound in directory.sounds if len(sound) >= _SHORTEST_PLACE and _one_letter_away(low, sound)}


def _one_letter_away(said: str, meant: str) -> bool:
    """One letter wrong, missing, too many, or two neighbours exchanged."""
    if abs(len(said) - len(meant)) > 1 or said[0] != meant[0]:
        return False
    long, short = (said, meant) if len(said) >= len(meant) else (meant, said)
    if len(long) > len(short):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    wrong = [at for at, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and said[first] == meant[second] and said[second] == meant[first]
    return len(wrong) == 1


@cache
def _spoken_english() -> frozenset[str]:
    """Words of talk, which are no places."""
    data = tomllib.loads((Path(__file__).parent / "fillers.toml").read_text(encoding="utf-8"))
    return frozenset([*data["en"]["words"].split(), *data["en"]["loose"].split()])


def _is_english(low: str) -> bool:
    """A word of ours, or a form of one."""
    stems = [low, low + "s", *(low.removesuffix(end) for end in ("s", "es", "ed", "ing", "ly", "'s"))]
    stems += [low[:-1]] if low.endswith("ed") else []
    return any(stem in _english() or stem + "e" in _english() for stem in stems)


def _one_wrong(said: str, meant: str) -> bool:
    if len(said) != len(meant) or said[0] != meant[0]:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
    if len(wrong) == 1:
        return len(said) >= 9 and said[wrong[0]] in "aeiou" and meant[wrong[0]] in "aeiou"
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and said[wrong[0]] == meant[wrong[1]]
        and said[wrong[1]] == meant[wrong[0]]
    )
