"""How near a passage is to a question: by meaning and by the words they share, the two added with weights.

A weighted sum keeps what the better member knows, where fusing ranks loses it (docs/embedding.md has the table). Words
are pairs of Chinese characters and whole Latin words; those that few passages hold weigh more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DENSE = 0.5  # the share of meaning; the rest is words
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]{2,}|\d{3,}")
_EMPTY = re.compile(
    r"哪些|哪个|哪家|哪几|多少|什么|怎么|怎样|如何|为何|是否|有没有|提到|提及|谈到|说到|写到|关于|方面|情况|单位|部门|"
    r"机关|报告|年报|年度|[的了吗呢吧啊请问里中有是在和与]"
)
_STOP = re.compile(
    r"\b(?:the|of|in|on|at|to|for|and|or|is|are|was|were|be|by|with|from|that|this|it|its|an|as|which|who|what|how|when|"
    r"where|why|do|does|did|has|have|had|there|any|they|their|mention(?:s|ed)?|says?|said|about|reports?)\b"
)
_TYPICAL = 120.0  # characters of a passage of middling length


def terms(text: str) -> list[tuple[str, ...]]:
    """What a question is searched by, each in one or several ways: pairs of Chinese characters, long numbers, and Latin
    words with the Chinese words that mean the same, since reports are in Chinese.
    """
    text = text.lower()
    found = [(word, *_chinese().get(word.removesuffix("s"), ())) for word in _LATIN.findall(_STOP.sub(" ", text))]
    bare = _EMPTY.sub(" ", text)
    for run in _HAN.findall(bare) or _HAN.findall(text):
        found += [(run[n : n + 2],) for n in range(len(run) - 1)] or [(run,)]
    return list(dict.fromkeys(found))


@cache
def _chinese() -> dict[str, tuple[str, ...]]:
    """English words and the Chinese words of their meaning."""
    found: dict[str, tuple[str, ...]] = {}
    groups = tomllib.loads(resources.files("retrieval.embedding").joinpath("words.toml").read_text(encoding="utf-8"))
    for group in groups["groups"]:
        words = group.split()
        chinese = tuple(word for word in words if not word.isascii() and len(word) > 1)
        for word in words:
            for part in word.split("-") if word.isascii() else ():
                key = part.removesuffix("s")
                found[key] = (*found.get(key, ()), *chinese)
    return found


def lexical(question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """For each text how much of the question's words it holds, from 0 to 1; long texts a little less."""
    wanted = terms(question)
    if not wanted or not texts:
        return np.zeros(len(texts), dtype=np.float32)
    lower = [text.lower() for text in texts]
    holds = np.array([[any(way in text for way in term) for term in wanted] for text in lower], dtype=np.float32)
    weight = np.log1p(len(texts) / (holds.sum(axis=0) + 0.5))
    covered = holds @ weight / weight.sum()
    length = np.array([len(text) for text in texts], dtype=np.float32)
    result: NDArray[np.float32] = (covered / (0.85 + 0.15 * np.maximum(length / _TYPICAL, 0.5))).astype(np.float32)
    return result


def combined(dense: NDArray[np.float32], words: NDArray[np.float32], share: float = DENSE) -> NDArray[np.float32]:
    """The weighted sum; by meaning alone where the question shares no word with any text, as across languages."""
    if not len(words) or words.max() == 0:
        return dense
    result: NDArray[np.float32] = share * dense + (1 - share) * words
    return result
