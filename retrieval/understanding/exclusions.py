"""Names of the form that a text shuts out or crosses: 除国家秘密以外, 没被纠正的, 行政许可申请, 处罚引起的复议.

The box that is named is then not the one that is asked for, and none is printed for what is.
"""

from __future__ import annotations

import re
from itertools import pairwise

_OUT = re.compile(
    r"(?:除了?|除去|除开|扣除|刨除|去掉|撇开|不算|不含|不包括|(?<!是)不是|并非|(?<![是除])非|不属于|不涉及)"
    r"(?:是|因|因为|由于|来自|由|属于)?$"
    r"|\b(?:excluding|except(?: for)?|other than|apart from|besides"
    r"|not (?:from|by|because of|due to|for|on grounds of))\s+(?:the |an? )?$",
    re.I,
)
_NOT = re.compile(r"(?<!有)(?:没有?|未|不)(?:能|曾)?$|\b(?:not|never|n't)(?: been| yet)*\s*$", re.I)
_BELONGS = re.compile(r"属于|涉及|因")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS_OF_CASES = re.compile(r"column:review_litigation/(?:upheld|corrected|other)$")
_JOINED = re.compile(
    r"(?:的|被|中的?|里的?|类|案件的?|决定)?(?:引发|引起|导致|提起|涉及)?(?:的|被)?$|\s*(?:that were |which were )?$"
)
_OF_PERSONS = re.compile(
    r"(?:除了?|不是|并非|非|不属于)(?:由|来自|是)?(?:自然人|个人|公民)(?:申请人?)?(?:提出?的?|申请的?)?(?:以外|之外|外)?(?:的)?[,，]?"
    r"|\b(?:not from|other than(?: from)?|except(?: for| from)?|excluding|non-)\s*"
    r"(?:natural persons?|individuals?|citizens)\b",
    re.I,
)


def others_spelt(text: str) -> str:
    """不是自然人的 is 法人或其他组织: the form has but these two."""

    def spelt(match: re.Match[str]) -> str:
        return "法人或其他组织的" if re.search(r"[\u4e00-\u9fff]", match.group()) else "organizations"

    return _OF_PERSONS.sub(spelt, text)


def find_excluded(text: str, spans: tuple[tuple[int, int, str], ...]) -> str:
    """The words that shut a named box out, or cross two tables; empty where none do."""
    for start, end, what in spans:
        before = text[:start]
        out = _OUT.search(before)
        if out is None and (_ENDS_OF_CASES.match(what) or _BELONGS.match(text, start)):
            out = _NOT.search(before)
        if out is None and what.startswith("column:"):
            out = re.search(r"\bper $", before)  # requests per citizen
        if out:
            return text[out.start() : end].strip()
    narrowed = _THROWN_OUT.search(text) or _TAKEN_BACK.search(text) or _aged(text, spans)
    return narrowed.group() if narrowed else _crossed(text, sorted(spans)) or _about(text, spans)


# Permits revoked, refused permits: the form counts the decisions made, not what became of them.
_WHAT_BECAME = (
    r"(?:revoked|cancelled|canceled|suspended|withdrawn|overturned|refused|denied|rejected|expired|renewed|unpaid)"
)
_DECIDED = r"(?:permits?|licen[cs]es?|approvals|penalt(?:y|ies)|fines?|sanctions?|coercive measures?)"
_TAKEN_BACK = re.compile(
    rf"\b{_DECIDED} (?:(?:that|which|were|was|got|had been|have been) )*{_WHAT_BECAME}\b"
    rf"|\b{_WHAT_BECAME} (?:administrative )?{_DECIDED}\b",
    re.I,
)
_AGE = re.compile(r" (?:aged |who are |who were )?(?:over|under|above|below|older than|younger than|aged) \d", re.I)


def _aged(text: str, spans: tuple[tuple[int, int, str], ...]) -> re.Match[str] | None:
    """Natural persons over 60, of one body: an age, and no bound."""
    if "\ue004" in text:
        return None
    return next((m for _, end, what in spans if what.startswith("column:") and (m := _AGE.match(text, end))), None)


# What a court does with a case is another thing than what a body does with a request.
_THROWN_OUT = re.compile(
    r"\b(?:lawsuits?|suits?|court cases?|litigations?|reconsiderations?|appeals?|reviews?) "
    r"(?:(?:that|which|were|was|got|had been) )*"
    r"(?:dismissed|rejected|denied|refused|thrown out|withdrawn"
    r"|(?:concluded|closed|decided|resolved|settled|heard)(?! (?:against|in fav|for|with)))\b",
    re.I,
)


_ABOUT = re.compile(
    r"\b(?:(?:requests?|applications?) (?:\w+ed )?"
    r"(?:about|concerning|regarding|on|over|relat(?:ed|ing) to|involving|into|for)"
    r"|(?:lawsuits?|reconsiderations?|reviews?) (?:about|concerning|regarding|over|relat(?:ed|ing) to|involving))"
    r" (?:the |any |an? |its |their )*$",
    re.I,
)


def _about(text: str, spans: tuple[tuple[int, int, str], ...]) -> str:
    """Requests about penalties, lawsuits over permits: no report tells what its cases are about."""
    for start, end, what in spans:
        about = _ABOUT.search(text[:start]) if re.match(r"row:(?:disclosure|review_litigation)/", what) else None
        if about and not re.search(r"\bfor (?:an? |the )?$", about.group()):
            return text[about.start() : end]
        if about and what.startswith("row:disclosure/"):
            return text[about.start() : end]  # applications for permits are none for information
    return ""


def _crossed(text: str, spans: list[tuple[int, int, str]]) -> str:
    """行政许可申请, 处罚引起的复议: a row of section two with one of another section hung on it."""
    rows = [span for span in spans if span[2].startswith("row:")]
    for first, second in pairwise(rows):
        tables = {first[2].split(":")[1].split("/")[0], second[2].split(":")[1].split("/")[0]}
        chinese = _HAN.match(text, first[0]) and _HAN.match(text, second[0])
        if chinese and len(tables) == 2 and "disclosure" in tables and _JOINED.fullmatch(text[first[1] : second[0]]):
            return text[first[0] : second[1]].strip()
    return ""
