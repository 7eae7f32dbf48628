"""Sentences of the prose: how two years' reports are held against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from report.facts import Section

PROSE_SECTIONS = (1, 5, 6)
_END = re.compile(r"(?<=[。！？；!?;])|\n")
_SHORT = 6  # characters: 无。 and bare sub-headings are nobody's own words


def sentences(sections: Iterable[Section]) -> Iterator[str]:
    """Sentences in order, white space dropped and digits masked: 2024年公开12条 and 2023年公开130条 are the same."""
    for section in sections:
        for paragraph in section.paragraphs:
            for sentence in _END.split(unicodedata.normalize("NFKC", paragraph.text)):
                masked = mask(sentence).rstrip("。！？；!?;")
                if len(masked) >= _SHORT:
                    yield masked


def mask(text: str) -> str:
    """Words as two years' reports are compared by: white space dropped, every figure a #."""
    return re.sub(r"\d+(?:[.,]\d+)*", "#", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def copied_sentences(this_year: Iterable[Section], last_year: Iterable[Section]) -> tuple[list[str], int]:
    """The sentences of this year, masked, that stand in last year's report, and of how many."""
    before = set(sentences(last_year))
    now = list(sentences(this_year))
    return [sentence for sentence in now if sentence in before], len(now)
