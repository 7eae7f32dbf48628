"""Bodies typed in pinyin throughout: xunchuan shi lishanqu kejiju is 浔川市栎山区科技局.

A run of letters is respelt where it reads as places of the store followed by a kind of body, and as nothing else.
"""

from __future__ import annotations

import re
from functools import cache

from report.places import place_stem
from retrieval.understanding.directory import Directory, kind_words
from retrieval.understanding.sounds import sounds_of

_RUN = re.compile(r"[a-zü]{2,}(?:[ '’\-]{1,2}[a-zü]+)*", re.I)
_LEVELS = ("sheng", "shi", "qu", "xian", "zhen", "xiang")
_LONGEST = 12  # words of one name


def respell(text: str, directory: Directory) -> str:
    """The text with every body that is spelt in pinyin written in characters."""
    return _RUN.sub(lambda run: _respell_run(run.group(), directory), text)


def _respell_run(run: str, directory: Directory) -> str:
    words = [(m.start(), m.end()) for m in re.finditer(r"[a-zü]+", run, re.I)]
    for first in range(len(words)):
        for last in range(min(len(words), first + _LONGEST) - 1, first - 1, -1):
            start, end = words[first][0], words[last][1]
            name = _name(re.sub("[^a-zü]", "", run[start:end].lower()), directory)
            if name:
                return run[:start] + name + _respell_run(run[end:], directory)
    return run


def _name(letters: str, directory: Directory) -> str:
    """The name that letters spell: at least one place, then a kind to the last letter."""
    for cut in range(len(letters) - 4, 2, -1):
        kind = _kinds().get(letters[cut:])
        if kind and (places := _places(letters[:cut], directory)):
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
