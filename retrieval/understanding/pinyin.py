"""Questions typed in pinyin, in part or throughout: xunchuan shi lishanqu kejiju 2023 nian shoudao duoshao shenqing.

A run of letters is respelt where it reads as places of the store and a kind of body, or from end to end as words that
questions are made of (`spelling.toml`); what reads as neither stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from report.places import place_stem
from retrieval.understanding.directory import Directory, kind_words
from retrieval.understanding.sounds import is_pinyin, sounds_of
from retrieval.understanding.spelling import spoken_words

_LETTER = "a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_WORD = re.compile(f"[{_LETTER}]+", re.I)
_RUN = re.compile(rf"[{_LETTER}]{{2,}}(?:[ '’\-]{{1,2}}[{_LETTER}]+)*", re.I)
_LEVELS = ("sheng", "shi", "qu", "xian", "zhen", "xiang")
_LONGEST = 12  # words of one name
_LONGEST_SAID = 24  # words that are read together
_LETTERS_OF_A_WORD = 18
_ONE_CHARACTER = 3  # what a word of one character costs, against 2 of a longer one


def respell(text: str, directory: Directory) -> str:
    """The text with every body and every word of a question that is spelt in pinyin written in characters."""
    named = _RUN.sub(lambda run: _respell_run(run.group(), directory), text)
    return _RUN.sub(lambda run: _read_run(run.group(), named[: run.start()], named[run.end() :]), named)


def is_spelt_throughout(typed: str, respelt: str) -> bool:
    """Whether a text without a Chinese character has been read as pinyin to the last word."""
    return re.search("[\u4e00-\u9fff]", typed) is None and bool(
        re.search("[\u4e00-\u9fff]", respelt) and re.search("[A-Za-z]{2}", respelt) is None
    )


def _respell_run(run: str, directory: Directory) -> str:
    words = [(m.start(), m.end()) for m in _WORD.finditer(run)]
    ends = _ends(run, words)
    for first in range(len(words)):
        for last in range(min(ends[first], first + _LONGEST) - 1, first - 1, -1):
            start, end = words[first][0], words[last][1]
            name = _name(_plain(run[start:end]), directory)
            if name:
                return run[:start] + name + _respell_run(run[end:], directory)
    return run


def _ends(run: str, words: list[tuple[int, int]]) -> list[int]:
    """For each word, where the words from it on cease to be pinyin: most English words are none."""
    ends = [0] * len(words)
    for at in range(len(words) - 1, -1, -1):
        start, end = words[at]
        following = ends[at + 1] if at + 1 < len(words) and ends[at + 1] > at + 1 else at + 1
        ends[at] = following if is_pinyin(_plain(run[start:end])) else at
    return ends


def _plain(run: str) -> str:
    """The letters alone, without tones."""
    low = run.lower().replace("ü", "v").translate(str.maketrans("ǖǘǚǜ", "vvvv"))
    return re.sub("[^a-z]", "", "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c)))


def _name(letters: str, directory: Directory) -> str:
    """The name that letters spell: at least one place and a kind, to the last letter; gonganju xunchuan as well."""
    for cut in range(len(letters) - 4, 2, -1):
        kind = _kinds().get(letters[cut:])
        if kind and (places := _places(letters[:cut], directory)):
            return places + kind
    for cut in range(len(letters) - 3, 4, -1):
        kind = _kinds().get(letters[:cut])
        if kind and (places := _places(letters[cut:], directory)):
            return places + kind
    return ""


def _places(letters: str, directory: Directory) -> str:
    """A path of places spelt without a gap; empty where some letter is left or a sound fits two names."""
    if not letters:
        return ""
    for size in range(len(letters), 2, -1):
        fitting = directory.sounds.get(letters[:size])
        if not fitting:
            continue
        rest = letters[size:]
        for level in ("", *(level for level in _LEVELS if rest.startswith(level))):
            left = rest[len(level) :]
            inner = _places(left, directory) if left else ""
            if left and not inner:
                continue
            places = [p for p in fitting if not level or any(s.endswith(level) for s in sounds_of(p[-1]))]
            stems = {place_stem(place) for place in places}
            if len(stems) == 1:
                return (places[0] if len(places) == 1 else stems.pop()) + inner
    return ""


@cache
def _kinds() -> dict[str, str]:
    """Pinyin without spaces → the word for a kind: kejiju → 科技局; a sound of two words is none."""
    found: dict[str, set[str]] = {}
    for word in kind_words():
        if len(word) < 2:
            continue
        for sound in sounds_of(word):
            found.setdefault(sound, set()).add(word)
    return {sound: next(iter(words)) for sound, words in found.items() if len(words) == 1}


def _read_run(run: str, before: str, after: str) -> str:
    """The run with each of its stretches that reads as words of questions written in characters, the longest first."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(run)]
    ends = _ends(run, words)
    first = 0
    made, at = "", 0
    while first < len(words):
        for last in range(min(ends[first], first + _LONGEST_SAID) - 1, first - 1, -1):
            start, end = words[first][0], words[last][1]
            small = _small(before + made + run[at:start], run[end:] + after)
            said = _said(_plain(run[start:end]), small)
            if said:
                made, at, first = f"{made}{run[at:start].strip(' ')}{said}", end, last
                break
        first += 1
    return made + run[at:]


def _small(before: str, after: str) -> frozenset[str]:
    """The words of one character that may stand alone: 2023 nian, and those between two years."""
    if re.search(r"[\d\u4e00-\u9fff]['’ ]?$", before) is None:
        return frozenset()
    return _AFTER_A_NUMBER | (_BETWEEN_NUMBERS if re.match(r" ?\d", after) else frozenset())


def _said(letters: str, small: frozenset[str]) -> str:
    """The words that letters spell from end to end, the fewest; empty where some letter is left over."""
    best: list[tuple[int, str, bool] | None] = [(0, "", False), *[None] * len(letters)]
    for end in range(2, len(letters) + 1):
        for start in range(max(0, end - _LETTERS_OF_A_WORD), end - 1):
            so_far, word = best[start], _vocabulary().get(letters[start:end])
            if so_far is None or word is None:
                continue
            cost = so_far[0] + (2 if len(word) > 1 else _ONE_CHARACTER)
            known = best[end]
            if known is None or cost < known[0]:
                best[end] = (cost, so_far[1] + word, so_far[2] or len(word) > 1)
    whole = best[-1]
    if whole is None or not (whole[2] or letters in small):
        return ""
    return whole[1]


_AFTER_A_NUMBER = frozenset(("nian", "niandu", "jian", "nianshou", "nianban"))
_BETWEEN_NUMBERS = frozenset(a + b for a in ("", "nian") for b in ("dao", "zhi", "he", "gen", "yu", "bi"))


@cache
def _vocabulary() -> dict[str, str]:
    """Pinyin without spaces → the word that is meant, the first of the list."""
    found: dict[str, str] = {}
    for word in spoken_words():
        for sound in sounds_of(word):
            found.setdefault(sound, word)
    return found
