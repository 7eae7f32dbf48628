"""Whether a sentence is another body's: a long stretch of it verbatim, or most of it in shorter ones.

What anybody may say in the same words (the form's own, last year's own, what was told) does not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FAIR = 20  # characters in a row that may be the same
_SHORT = 8
_MOST = 0.75  # of a sentence
_LONG = 24  # characters of a sentence from which its share counts
_SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


def find_copied(sentence: str, others: Sequence[str], free: str) -> str:
    """The stretch that is copied; empty where there is none."""
    words, known = _bare(sentence), _bare(free)
    for other in map(_bare, others):
        at = next((n for n in _grams(words, FAIR + 1) if words[n : n + FAIR + 1] in other), None)
        if at is not None and words[at : at + FAIR + 1] not in known:
            return words[at : at + FAIR + 1]
        same: set[int] = set()
        for n in _grams(words, _SHORT):
            gram = words[n : n + _SHORT]
            if gram in other and gram not in known:
                same |= set(range(n, n + _SHORT))
        if len(words) >= _LONG and len(same) > _MOST * len(words):
            return words[min(same) : min(same) + FAIR]
    return ""


def _grams(words: str, size: int) -> range:
    return range(max(0, len(words) - size + 1))


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)
