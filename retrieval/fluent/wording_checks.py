"""Whether a sentence is in the language of the question, and says nothing that no report and no question could want."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from retrieval.fluent.names import HIDDEN

_LINK = re.compile(r"https?:|www\.|@\w|\b\w+\.(?:com|cn|net|org|io)\b", re.I)
_MACHINE = re.compile(
    r"提示词|系统提示|忽略(?:以上|前面|之前|上述)|system prompt|ignore (?:all|the|any|previous|above)|</?\w+>|[{}]",
    re.I,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words(
    "the of and to in for was were is are be been that which its it on by with from as at this these their they has"
    " have had not also than or one all report reports said says states stated according bureau"
)
_FOREIGN = _words(
    "le la les des du une est dans pour sur avec der die das und ist mit von wurden el los las una que por para con del"
    " en il di che sono per gli een het van zijn em os dos foram demandes solicitudes anträge"
)
_ALLOWED = _words("pdf docx html")


def check_words(words: str, language: str, vocabulary: str) -> Iterator[tuple[str, str]]:
    """The rule that is broken, and the words that break it."""
    if _LINK.search(words) or _MACHINE.search(words):
        yield "instruction", words.replace(HIDDEN, "").strip()
        return
    for sign in words:
        if sign.isalpha() and sign != HIDDEN and not sign.isascii():
            name = unicodedata.name(sign, "")
            if not name.startswith("CJK UNIFIED") or language == "en":
                yield "language", sign
                return
    latin = re.findall(r"[A-Za-z]+", words)
    han = re.findall(r"[\u4e00-\u9fff]", words)
    if language == "en":
        lower = [word.lower() for word in latin]
        if sum(word in _FOREIGN for word in lower) >= 2 or (len(lower) > 3 and not set(lower) & _ENGLISH):
            yield "language", words.replace(HIDDEN, "").strip()
        return
    known = vocabulary.lower()
    strange = [word for word in latin if word.lower() not in known and word.lower() not in _ALLOWED]
    if strange:
        yield "language", strange[0]
    elif not han and HIDDEN not in words:
        yield "language", words.strip()
