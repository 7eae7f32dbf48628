"""A model's text cut into sentences and clauses, its quotes and marks of citation told apart from its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.fluent.names import HIDDEN

QUOTED = "\ue0fd"  # stands for a character inside of quotation marks
_MARK = re.compile(r"\s*[\[【［]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］]")
_QUOTE = re.compile(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\"")
_END = re.compile(rf"(?:[。！？!?]|\.(?=\s|\[|$|{HIDDEN})|\n)[”」』\"）)]*[{HIDDEN}\s]*")
_CLAUSE = re.compile(r"[，；;：:。！？!?\n]|,(?!\d)|\.(?!\d)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks; positions are those of its inside."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `words` has marks of no meaning where quotes and citations stand, same positions as `text`."""

    text: str
    words: str
    marks: tuple[tuple[int, tuple[int, ...]], ...]  # where a mark stands, and the numbers in it
    quotes: tuple[Quote, ...]

    @property
    def cited(self) -> tuple[int, ...]:
        """Every number that it cites, in order."""
        return tuple(dict.fromkeys(number for _, numbers in self.marks for number in numbers))

    @property
    def told(self) -> str:
        """The sentence without its marks."""
        return without_marks(self.text)

    def clauses(self) -> Iterator[tuple[int, int]]:
        """Start and end of each clause."""
        start = 0
        for match in _CLAUSE.finditer(self.words):
            if self.words[start : match.end()].strip(HIDDEN + " "):
                yield start, match.end()
                start = match.end()
        if self.words[start:].strip(HIDDEN + " "):
            yield start, len(self.words)


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text; a mark after the full stop belongs to the sentence before it."""
    marked = _MARK.sub(lambda match: HIDDEN * len(match[0]), text)
    quotes = list(_QUOTE.finditer(marked))
    for match in quotes:
        inside = QUOTED * (len(match[0]) - 2)
        marked = marked[: match.start() + 1] + inside + marked[match.end() - 1 :]
    found: list[Sentence] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(marked)), len(marked)]:
        if text[start:end].strip():
            marks = tuple(
                (match.start(), tuple(int(n) for n in re.findall(r"\d+", match[1])))
                for match in _MARK.finditer(text[start:end])
            )
            inside_of = tuple(
                Quote(q.start() + 1 - start, q.end() - 1 - start, text[q.start() + 1 : q.end() - 1])
                for q in quotes
                if start <= q.start() and q.end() <= end
            )
            found.append(Sentence(text[start:end], marked[start:end], marks, inside_of))
        start = end
    return found


def without_marks(text: str) -> str:
    """A text without its marks of citation."""
    return _MARK.sub("", text).strip()
