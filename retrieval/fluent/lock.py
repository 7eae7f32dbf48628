"""The digit-lock: a model's text passes only where every number, name and quote in it is bound to what was shown.

A number is the value of a figure that its sentence cites, of the body, year and measure that the words around it name;
or it stands in a quote, verbatim, of a passage that its sentence cites. A name is one of the bodies cited. Nothing is
mended: what is not bound is a breach, with words for the model that is asked once more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from retrieval.fluent import wording_checks as wording
from retrieval.fluent.binding import Spoken, bind
from retrieval.fluent.names import (
    HIDDEN,
    Named,
    before_that,
    find_named_bodies,
    find_named_years,
    find_places,
    hide,
)
from retrieval.fluent.numerals import LOOSE, YEAR, Number, find_numbers, half_width
from retrieval.fluent.quoting import check_quotes, supports
from retrieval.fluent.sentences import QUOTED, Sentence, split_sentences
from retrieval.fluent.shown import ENTRY, FIGURE, QUOTE, Piece, Shown
from retrieval.understanding.directory import Directory

LONGEST = 1_500  # characters; more is no answer


@dataclass(frozen=True, slots=True)
class Breach:
    """What in a text is bound to nothing."""

    rule: str  # number name year quote source language length support instruction
    words: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


@dataclass(frozen=True, slots=True)
class Checked:
    """The sentences of a text that passed, in order, up to the first breach."""

    sentences: tuple[Sentence, ...]
    breaches: tuple[Breach, ...]


@dataclass
class Lock:
    """Holds texts against what was shown; one is made for each text, since it remembers who was spoken of last."""

    shown: Shown
    directory: Directory
    question: str
    language: str
    today: date
    _spoken: Spoken = field(default_factory=Spoken)

    def check(self, text: str, *, whole: bool = True) -> Checked:
        """The sentences that pass; `whole` is False for a text that is still being written."""
        if any(unicodedata.category(sign) in ("Cf", "Co") for sign in text):
            return Checked((), (Breach("language", "signs that are not seen"),))
        text = half_width(text).strip()
        if len(text) > LONGEST:
            return Checked((), (Breach("length", f"more than {LONGEST} characters"),))
        sentences = split_sentences(text)
        if not whole:
            sentences = sentences[:-1]
        elif not sentences:
            return Checked((), (Breach("length", "empty"),))
        passed: list[Sentence] = []
        self._spoken = Spoken()
        for sentence in sentences:
            breaches = self.check_sentence(sentence)
            if breaches:
                return Checked(tuple(passed), tuple(breaches))
            passed.append(sentence)
        return Checked(tuple(passed), ())

    def check_sentence(self, sentence: Sentence) -> list[Breach]:
        """What in one sentence is bound to nothing."""
        unknown = [n for n in sentence.cited if n not in self.shown.pieces]
        if unknown or not sentence.cited:
            return [Breach("source", f"[{unknown[0]}]" if unknown else sentence.told)]
        cited = [self.shown.pieces[n] for n in sentence.cited]
        quoted, false = check_quotes(sentence, cited, self.shown, self.question)
        if false:
            return [Breach("quote", false[0])]
        own = sentence.words.replace(QUOTED, HIDDEN)
        bodies = find_named_bodies(own, self.directory, {n for piece in self.shown for n in piece.agencies})
        bare = hidden_labels(hide(own, bodies), cited)
        numbers = [n for n in find_numbers(bare) if not _retold(own, n, cited)]
        years = find_named_years(bare, numbers, self.today)
        counted = [n for n in numbers if n.kind != YEAR]
        breaches = self._names(cited, own, bodies, counted)
        breaches += self._years(cited, bare, years, counted, quoted)
        breaches += [Breach("number", n.words) for n in counted if n.kind == LOOSE and not self._as_shown(n, cited)]
        if breaches:
            return breaches
        exact = [n for n in counted if n.kind != LOOSE]
        bound = bind(own, sentence, exact, bodies, years, cited, self._spoken)
        used = {piece.number for _, found in bound for piece in found}
        breaches += [Breach("number", number.words) for number, found in bound if not found]
        told = [self.shown.pieces[n] for n in used]
        if any(piece.agencies for piece in told):
            compared = all(piece.measure in ("change", "difference") for piece in told)
            breaches += [Breach(rule, words) for rule, words in wording.check_claims(bare, compared)]
        breaches += self._sources(sentence, own, cited, used, quoted)
        breaches += [
            Breach(rule, words)
            for rule, words in wording.check_words(hide(own, bodies), self.language, self._vocabulary(cited))
        ]
        return breaches

    def _as_shown(self, number: Number, cited: Sequence[Piece]) -> bool:
        """第二十一条 may be named where the explanation that is cited names it."""
        return number.words.startswith("第") and any(p.kind == ENTRY and number.words in p.text for p in cited)

    def _names(
        self, cited: Sequence[Piece], own: str, bodies: Sequence[Named], counted: Sequence[Number]
    ) -> list[Breach]:
        """Bodies and places are those of what the sentence cites."""
        allowed = self._allowed(cited)
        for named in bodies:
            if named.ids & allowed or (named.generic and not counted and not named.ids & set(self._ids())):
                continue
            if any(named.words in piece.text for piece in cited if piece.kind != FIGURE):
                continue
            if not named.ids and not counted and named.words in self.question:
                continue
            return [Breach("name", named.words)]
        regions = {place for n in allowed for place in self.directory.stored[n].agency.region}
        texts = "".join(piece.text for piece in cited)
        for words, places in find_places(hide(own, bodies), self.directory):
            of_bodies = bool(allowed) and bool(counted)  # a city is not its bureau
            if (of_bodies or not places & regions) and words not in texts and (allowed or counted):
                return [Breach("name", words)]
        return []

    def _allowed(self, cited: Sequence[Piece]) -> set[int]:
        """The bodies that may be named."""
        return {n for piece in cited for n in piece.agencies}

    def _ids(self) -> set[int]:
        return {n for piece in self.shown for n in piece.agencies}

    def _years(
        self,
        cited: Sequence[Piece],
        own: str,
        years: Sequence[Named],
        counted: Sequence[Number],
        quoted: Sequence[str],
    ) -> list[Breach]:
        """Years are those of what the sentence cites, or stand in its text."""
        allowed = {year for piece in cited for year in piece.years}
        texts = "".join(piece.text for piece in cited if piece.kind != FIGURE) + "".join(quoted)
        for named in years:
            if named.year in allowed:
                continue
            if not counted and (str(named.year) in texts or str(named.year) in self.question):
                continue
            return [Breach("year", named.words)]
        carried = any(_carried(piece) for piece in cited)
        if before_that(own, carried=carried) and counted and not any(len(piece.years) > 1 for piece in cited):
            return [Breach("year", "上年")]
        return []

    def _sources(
        self, sentence: Sentence, own: str, cited: Sequence[Piece], used: set[int], quoted: Sequence[str]
    ) -> list[Breach]:
        """Each piece that is cited carries something of the sentence."""
        for piece in cited:
            if piece.kind == FIGURE and piece.number not in used:
                return [Breach("support", f"[{piece.number}]")]
            if piece.kind != FIGURE and not supports(piece, sentence, own, quoted, self.language):
                return [Breach("support", f"[{piece.number}]")]
        return []

    def _vocabulary(self, cited: Sequence[Piece]) -> str:
        return " ".join([self.question, *(piece.text for piece in cited), *(n for p in cited for n in p.names)])


def hidden_labels(text: str, cited: Sequence[Piece]) -> str:
    """The text without what the form calls its measures: 上年结转, applications received this year."""
    for label in sorted({label for piece in cited for label in piece.labels}, key=len, reverse=True):
        text = re.sub(re.escape(label), lambda match: HIDDEN * len(match[0]), text, flags=re.I)
    return text


def _retold(text: str, number: Number, cited: Sequence[Piece]) -> bool:
    """每季度学习一次: a small numeral told with the words around it, as the passage that is cited has them."""
    if number.kind == YEAR or not re.fullmatch(r"[一二两三四五六七八九十]", number.words):
        return False
    around = text[number.start - 3 : number.end + 2]
    told = len(re.findall(r"[\u4e00-\u9fff]", around)) == 6
    return told and any(around in piece.text for piece in cited if piece.kind == QUOTE)


def _carried(piece: Piece) -> bool:
    return "/carried_in/" in piece.measure


__all__ = ["Breach", "Checked", "Lock", "hidden_labels"]
