"""Numbers that no cell holds as they are: about, more than, a range, a share, a change, another year's.

Each is told back with the reason, and not taken.
"""

from __future__ import annotations

import re

from retrieval.drafting.clauses import Number

_ABOUT = re.compile(r"(?:约|大概|大约|将近|近|接近|差不多|超过?|不到|至少|about|some|around|nearly|over)\s*$", re.I)
_MORE_OR_LESS = re.compile(r"^\s*(?:余|多(?!少)|左右|来件|上下|以上|以下)")
_CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|上升|降低|提高|多了|少了|同比|占|比例|increase\w*|decrease\w*|rose|fell)[^,。;]{0,6}$",
    re.I,
)
_ANOTHER_TIME = re.compile(
    r"去年|前年|往年|同期|上一?年(?!度?结转)|季度|[上下]半年|\d+月|\blast year\b|\bquarter\b", re.I
)
_CALCULATED = re.compile(r"^\s*(?:[+＋*×/~～－—–-]|到|至|加|减|\d)")


def why_no_count(number: Number, words: str, masked: str, at: int) -> tuple[str, str] | None:
    """Why a number is not taken, in Chinese and in English; None where nothing speaks against it.

    `words` is what was typed, `masked` the same with what is overheard left out, `at` where the stretch begins.
    """
    before, after = masked[: number.start], masked[number.end :]
    tail = masked[number.start + len(number.printed.rstrip("件份宗条项个次起例家人元万亿")) :]
    if re.search(r"[由从](?:去年|上年)?的?\s*$", before):
        return "请只说今年的数", "only this year's figure, please"
    if _ABOUT.search(before) or _MORE_OR_LESS.match(tail) or _MORE_OR_LESS.match(after):
        return "年报里要填准确的数", "the form wants an exact figure"
    if _CALCULATED.match(after) or re.search(r"\d\s*(?:[件份宗]\s*)?(?:[+＋*×/~～]|到|至)\s*$", before):
        return "请给一个数", "one figure, please"
    if re.search(r"[-−负]\s*$", before):
        return "不能是负数", "negative"
    if after.lstrip().startswith(("%", "个百分点")) or re.search(r"百分之$", before) or _CHANGE.search(before):
        return "像是增减或比例，没有记", "looks like a change or a share, not taken"
    if _ANOTHER_TIME.search(words[at : number.start]):
        return "不是全年的数，或是往年的", "not of this whole year"
    return ("读不出数", "no figure") if number.value is None else None
