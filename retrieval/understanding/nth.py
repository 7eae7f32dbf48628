"""Which place of an order a question asks for: 第二多的, 亚军, 倒数第三, the second highest, runner-up."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ENGLISH = {
    word: place
    for place, words in enumerate(
        ("second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th", "ninth 9th"), 2
    )
    for word in words.split()
}
_CHINESE = re.compile(
    r"(?P<end>倒数)?第\s*(?P<nth>十[一二三四五六七八九]?|[二三四五六七八九]|[2-9]|1\d)(?P<one>名|位|家)?"
    r"(?:(?P<way>[多高大少低小])|(?=的?(?:是|为|单位|部门|机关|局|那|谁|哪|有|,|，|\?|？|。|$)))"
    r"(?![部章条款节项张行列季度方次类种手产])"
)
_SECOND = re.compile(r"亚军|榜眼|仅次于(?:排名?)?(?:第一|冠军|榜首|首位|最)|\brunner[- ]?up\b", re.I)
_THIRD = re.compile(r"季军|探花")
_ORDINAL = re.compile(
    rf"\b(?P<nth>{'|'.join(_ENGLISH)})(?:[- ](?:place|rank)\b|[- ](?P<way>most|highest|largest|biggest|greatest|top"
    r"|least|fewest|lowest|smallest)\b|(?P<last>[- ](?:from (?:the )?(?:bottom|last)|to last|last)\b))"
    rf"|\b(?:ranks?|ranked|came|comes|placed?|stood|stands|finished|is|was)(?: in)?(?: the)?(?: number)?"
    rf" (?P<nth2>{'|'.join(_ENGLISH)})\b(?! (?:section|part|article|party|half|quarter|year))",
    re.I,
)


def find_nth(text: str) -> tuple[int, bool] | None:
    """The place, from 2 on, and whether it is counted from the most; None where none or several are named."""
    found: list[tuple[int, bool]] = []
    for match in _CHINESE.finditer(text):
        said = match["nth"]
        place = int(said) if said.isdigit() else 10 + _DIGITS[said[1]] if len(said) == 2 else _DIGITS[said]
        from_end = bool(match["end"]) or (match["way"] or "") in tuple("少低小")
        found.append((place, not from_end))
    found += [(2, True) for _ in _SECOND.finditer(text)] + [(3, True) for _ in _THIRD.finditer(text)]
    for match in _ORDINAL.finditer(text):
        place = _ENGLISH[(match["nth"] or match["nth2"]).lower()]
        least = (match["way"] or "").lower() in ("least", "fewest", "lowest", "smallest")
        found.append((place, not (least or match["last"])))
    return found[0] if len(found) == 1 else None
