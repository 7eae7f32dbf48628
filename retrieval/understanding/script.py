"""A question as it was typed becomes simplified, half-width text without noise; its language is remembered.

Everything after this module reads one script. The reply goes out in the script of the question's own frame: an English
sentence that quotes a Chinese row stays English, a Chinese one that holds an English word stays Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from retrieval.understanding.shorthand import write_out
from retrieval.understanding.usage import in_words_of_the_form, written_out

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ufe0f\ufffc\x00-\x08\x0b-\x1f\x7f]")
_SYMBOLS = {"So", "Sk", "Cs", "Co", "Cn"}  # emoji, modifiers, lone surrogates, private use
LONGEST = 1200  # characters of a question that are read
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
_LATIN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_ENGLISH_FRAME = frozenset(
    re.findall(
        r"[a-z]+",
        "how many much what which who when where why did does do is are was were "
        "the of in for by with from at and or than to please tell me show "
        "list compare rank top give about between since during over can could you i my it "
        "that this their there had has have most least more fewer less any all not per "
        "no if should will would ",
    )
)
_CHINESE_FRAME = re.compile(
    r"多少|几|请问?|帮我|麻烦|想问|查|哪|什么|怎么|为什么|吗|呢|吧|的|了|是|有|和|跟|与|比|最|里|中|在|对|谁|啥|如何|给|把|那|年度?"
)
_QUOTED = re.compile(r"[“”\"'‘’「」『』（(《][^“”\"'‘’「」『』）)》]*[“”\"'‘’「」『』）)》]")
_INJECTED = re.compile(
    r"""(?ix) <script\b.*?(?:</script>|$) | <[a-z/!][^<>]*>
    | ['"]?\s*;\s*(?:drop|delete|insert|update|alter|truncate|select|exec)\b[^\u3400-\u9fff]*
    | ['"]\s*(?:or|and)\s+['"]?\d+['"]?\s*=\s*['"]?\d+[^\u3400-\u9fff]*
    | \bunion\s+(?:all\s+)?select\b[^\u3400-\u9fff]* | \b(?:drop|truncate)\s+table\s+\w+\s*;?
    | \brm\s+-rf?\s+\S+ | \$\{[^}]*\} | \{\{[^}]*\}\} | (?:%s|%n|%x|%d)+ | --\s*$ | /\*.*?\*/ | && | \|\|
    | \.\./(?:\.\./)*[\w/.]* | `[^`]*`"""
)
_DIRECTION_TO_WRITER = re.compile(
    r"(?:请)?用很{3,}[^:]{0,12}(?:方式|语气)(?:回答)?[::]|请只?用[^:]{0,20}(?:格式|方式)(?:输出|回答)?[::]"
)
_REPEATED = re.compile(r"([^\d\s])\1{5,}")


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed, made readable."""

    original: str  # English shorthand is written out
    text: str  # simplified, half-width, without noise; letters keep their case
    language: str  # zh | zh-Hant | en


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


def to_simplified(text: str) -> str:
    """Traditional characters made simplified; the rest as it is."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Simplified characters made traditional, for a reply in the script of the question."""
    return str(_converter("s2t").convert(text))


def normalise(original: str) -> Said:
    """Read a question as typed."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", original))
    language = find_language(folded)  # as typed: PSB written out would weigh as three words
    written = write_out(folded)
    original, folded = (original if written == folded else written), written
    simplified = in_words_of_the_form(to_simplified(written_out(folded))) if _HAN.search(folded) else folded
    return Said(original, _without_noise(simplified), language)


def find_language(text: str) -> str:
    """zh, zh-Hant or en: of the frame of the sentence, not of what it quotes."""
    han = _HAN.findall(text)
    words = [word.lower().removesuffix("'s") for word in _LATIN.findall(text.replace("’", "'"))]
    if not han:
        return "en" if words else "zh"
    if words and _is_english_frame(text, words, len(han)):
        return "en"
    joined = "".join(han)
    traditional = sum(a != b for a, b in zip(joined, to_simplified(joined), strict=False))
    simplified = sum(a != b for a, b in zip(joined, to_traditional(joined), strict=False))
    return "zh-Hant" if traditional > simplified or (traditional and traditional == simplified) else "zh"


def language_meant(text: str, found: str, before: str | None) -> str:
    """那2023年呢 and 2019? are written alike in both scripts: they go on in the language of the turn before."""
    if before is None or before == found:
        return found
    han = "".join(_HAN.findall(text))
    if not han:
        return found if _LATIN.search(text) else before
    same = before == "zh-Hant" and han == to_simplified(han) == to_traditional(han)
    return before if same else found


def _is_english_frame(text: str, words: list[str], han: int) -> bool:
    frame = _QUOTED.sub(" ", text)
    english = sum(word in _ENGLISH_FRAME for word in words)
    chinese = len(_CHINESE_FRAME.findall(frame))
    if english and not chinese:
        return True
    if chinese > english:
        return False
    return english > chinese or len(words) * 2 > han


# 浔川 市人民政府, 栎山 区科技局: a space before the level is a slip.
_INSIDE_A_NAME = re.compile(
    r"(?<=[\u3400-\u9fff])(?<!年) (?=[省市区县](?:(?:人民)?政府|[\u3400-\u9fff]{2,8}[局委厅办]))"
)

# I'm a reporter at a daily and would like to know: who asks narrows nothing.
_WHO_ASKS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|dear)\b[^,.!?]{0,20}[,.!] *)?(?:i(?:'m| am)|we(?:'re| are)|as) (?:an? )"
    r"(?!(?:share|percent|proportion|result|fraction|ratio|whole|part|rule|body)\w*\b)[^,.?\d]{3,70}?(?:,|\.| and)"
    r" +(?=(?:i|we|would|please|could|can|how|what|which|need|want)\b)",
    re.I,
)
_LATIN_NAME = re.compile(r"(?<=[A-Za-z]) (?=[省市区县](?:人民)?政府)")  # Xunchuan 市政府
_SHORT_GOVERNMENT = re.compile(r"(?<=[\u3400-\u9fff][省市区县])府(?!办|\w?[街路苑邸])")  # 浔川市府


def _without_noise(text: str) -> str:
    text = "".join(" " if unicodedata.category(c) in _SYMBOLS else c for c in text)
    text = _INJECTED.sub(" ", text)
    text = _DIRECTION_TO_WRITER.sub(" ", text)
    text = _REPEATED.sub(r"\1", text)
    if len(text) > LONGEST:  # what is asked stands at the beginning or at the end
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    text = re.sub(r"\((?:number|count) of (?:requests|applications|cases)\)", " ", text, flags=re.I)
    text = _WHO_ASKS.sub("", re.sub(r"\s+", " ", text))
    text = _SHORT_GOVERNMENT.sub("政府", _LATIN_NAME.sub("", _INSIDE_A_NAME.sub("", text)))
    return text.strip(" ;'\"")
