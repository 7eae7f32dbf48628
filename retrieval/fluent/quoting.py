"""Whether a quote stands in the source that its sentence cites, and whether a source carries what a sentence says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from report.form import all_rows
from retrieval.fluent.numerals import half_width
from retrieval.fluent.sentences import Sentence
from retrieval.fluent.shown import ENTRY, QUOTE, Piece, Shown
from retrieval.glossary import glossary

_SPACE = re.compile(r"\s+")
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿.,%成倍余多]")
_NEGATION = "未没不无非"
_OVERLAP = 0.5  # share of a sentence's pairs of characters that its source has
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_COMMON = re.compile(
    r"报告|年度|政府信息|公开|工作|提到|指出|表示|认为|其中|同时|此外|以及|方面|情况|主要|存在|该局|该单位|单位|机关|写道|还有|并且|说明|根据"
)


def check_quotes(
    sentence: Sentence, cited: Sequence[Piece], shown: Shown, question: str
) -> tuple[list[str], list[str]]:
    """The quotes that stand in a source, and those that stand nowhere."""
    true: list[str] = []
    false: list[str] = []
    for quote in sentence.quotes:
        bare = _bare(quote.text)
        if not bare:
            continue
        if any(_stands(bare, _bare(piece.text)) for piece in cited if piece.kind != "figure"):
            true.append(quote.text)
        elif not _is_term(bare, cited, question):
            false.append(quote.text)
    return true, false


def _stands(quote: str, source: str) -> bool:
    """Verbatim, and not cut out of a number or out of its negation."""
    at = source.find(quote)
    while at >= 0:
        before, after = source[at - 1 : at] if at else "", source[at + len(quote) : at + len(quote) + 1]
        starts = bool(_NUMERAL.match(quote)) and bool(_NUMERAL.match(before))
        ends = bool(re.search(r"[\d零〇一二两三四五六七八九十百千万亿]$", quote)) and bool(_NUMERAL.match(after))
        if not starts and not ends and (before not in _NEGATION or not before):
            return True
        at = source.find(quote, at + 1)
    return False


def _is_term(quote: str, cited: Sequence[Piece], question: str) -> bool:
    """A term of the form, or the asker's own words, without a figure."""
    if re.search(r"\d", quote) or len(quote) > 30:
        return False
    labels = {_bare(label) for piece in cited for label in piece.labels}
    return quote in labels or quote in _terms() or (len(quote) <= 12 and quote in _bare(question))


@cache
def _terms() -> frozenset[str]:
    words = {_bare(name) for entry in glossary() for name in entry.names}
    return frozenset(words | {_bare(row.printed("2021")) for row in all_rows() if row.printed("2021")})


def supports(piece: Piece, sentence: Sentence, own: str, quoted: Sequence[str], language: str) -> bool:
    """Whether a passage or an explanation carries the sentence that cites it: by a quote, or by its words."""
    source = _bare(piece.text)
    if any(_bare(quote) in source and len(_bare(quote)) >= 4 for quote in quoted):
        return True
    if language == "en":
        if piece.kind == QUOTE:
            return False
        words = set(re.findall(r"[a-z]{4,}", own.lower()))
        known = set(re.findall(r"[a-z]{4,}", piece.text.lower()))
        return bool(words) and len(words & known) >= _OVERLAP * len(words)
    return _overlap(_simplified(own), source) >= (_OVERLAP if piece.kind == QUOTE else _OVERLAP * 0.8)


def _overlap(words: str, source: str) -> float:
    pairs = {run[n : n + 2] for run in _HAN.findall(_COMMON.sub(" ", words)) for n in range(len(run) - 1)}
    return sum(pair in source for pair in pairs) / len(pairs) if pairs else 0.0


def _simplified(text: str) -> str:
    from retrieval.understanding.script import normalise

    return normalise(text).text


@cache
def _bare(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFC", half_width(text))).lower()


__all__ = ["ENTRY", "check_quotes", "supports"]
