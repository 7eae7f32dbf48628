"""Words that narrow what is asked for to something no box of the form tells: 农民的申请, urgent applications, 一季度.

A question is a closed world: its bodies, years, sets, boxes and bounds are known, and so are the words that ask,
point, count and compare. What is left over beside them narrows the figure: that of the whole must not be told for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.understanding.cells import Measured
from retrieval.understanding.exclusions import find_excluded

_CLAUSE = re.compile(r"[,，。;；:：?？!！\n—…]+| - |(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_COUNTS = re.compile(
    r"多少|几|其中|里面|哪|谁|不算|不含|除了?|只算|仅|扣除|排除|去掉"
    r"|\b(?:how (?:many|much)|which|of (?:them|these|those)|excluding|except|only|without|not counting)\b",
    re.I,
)
# 关于征地补偿，…; …，法院转来的: said apart, and still of what is counted
_OF_WHAT = re.compile(r"^(?:关于|有关|涉及|针对|围绕)|(?:的|的?那(?:部分|些|一?类|种)|方面)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-[A-Za-z]+)*")
_NEAR = 2  # words
_LONGEST_FILLER = 7  # characters
_LONGEST = 14  # characters of such words that a reply repeats
_OF_REQUESTS = re.compile(
    r"[ -](?:foi |gi |information |disclosure )?(?:requests?|applications?|applicants?|cases)\b", re.I
)
_EDGES = re.compile(
    r"^(?:[的了是有在把被里中和与及]|请问?|其中|一共|总共)+|(?:[的了吗呢吧啊呀]|是?有?(?:多少|几)[件个份家次条人]?|一共|总共|占比?)+$"
)
_TAKEN = "\ue0fd"  # stands where a name of the form stood
_PART_OF_YEAR = re.compile(
    r"(?:上|下|前|后)半年|[一二三四1-4首末](?:个)?季度?|季度|旬|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|月度|每月|当月"
    r"|(?:一|1)[-至到](?:\d{1,2}|[一二三四五六七八九十]{1,2})月|(?:春|夏|秋|冬)[季天]|年中|上旬|中旬|下旬|星期|周末"
    r"|\b(?:first|second|last) (?:half|quarter)|\bhalf[- ]year\w*|\bq[1-4]\b|\bh[12]\b|\bquarter(?:ly)?\b"
    r"|\bmonth(?:ly|s)?\b|\bweek(?:ly|s)?\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|\bin may\b",
    re.I,
)
# 同一个人, 二次申请, 回复最快的申请: the form counts cases; it tells none of them, and no persons.
_ONE_PERSON = re.compile(
    r"(?:连续|先后|前后)[两二三四五几\d多]次|(?:同一?个?|最多的(?:那|一)?个?|单个|每一?个|每位|某个|哪个|一个)(?:申请)?人(?!民)"
    r"|(?:本地|当地|外地|异地)(?:人|居民|市民|户籍|企业|群众|的)|有效(?:的)?申请|申请人数|(?:第?[一二三四两\d]|首|再|多|初)次(?:的)?(?:提出?的?)?申请"
    r"|最(?:快|慢|长|短|早|晚|难|久|复杂|贵|大)(?:的)?(?:那|一)?(?:一?[件笔个])?(?:的)?(?:申请(?!量|数|件数|总)|案件(?!数|量)|答复|回复|收费(?!金额|数|总)|处罚(?!数|量|决定))"
    r"|\b(?:same|single|each|every|one) (?:person|applicant|individual)\b"
    r"|\b(?:first|second)[- ]time\b|\b(?:answered|replied|concluded|handled|processed|closed)(?: to)? on[- ]time\b"
    r"|\b(?:repeat|serial|frequent) (?:applicants?|requesters?|filers?)\b"
    r"|\b(?:fastest|slowest|longest|oldest|earliest|biggest) (?:pending )?(?:request|application|case)",
    re.I,
)
# 最多的申请是关于什么的: the form does not say what applications are about.
_ABOUT_WHAT = re.compile(
    r"(?:关于|有关|涉及)(?:的)?(?:是)?(?:什么|哪些|哪方面|啥)|申请(?:的)?(?:都)?是?些?(?:什么|啥)(?!时|年)|什么(?:内容|方面|主题)"
    r"|\b(?:about|concerning) what\b|\bwhat (?:are|were|is) .{0,40}\babout\b",
    re.I,
)
# 截至12月31日 and 1月1日至12月31日 are the whole year.
_WHOLE_YEAR = re.compile(
    r"(?:1|一)月份?(?:到|至|-|—|~)(?:12|十二)月份?(?:底|末|止)?"
    r"|(?:1|一)月(?:1|一)日?(?:起|开始)?(?:到|至|-|—|~)(?:\ue000)?(?:12|十二)月(?:(?:31|三十一)日?|底)?(?:止|为止)?"
    r"|(?:截至|截止到?|到|至)?(?:\ue000)?(?:12|十二)月(?:31|三十一)日?(?:止|为止)?|(?:1|一)(?:到|至|-|—|~)(?:12|十二)月份?"
    r"|\b(?:as of |by |until )?(?:december 31(?:st)?|31(?:st)? (?:of )?december)\b|\bjanuary to december\b",
    re.I,
)


@cache
def _fillers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_longest_first(pattern)) for group in _data()["zh"].values() for pattern in group)


def _longest_first(pattern: str) -> str:
    """A plain list of words with its longer words first, so that 总的 does not stand in the way of 总的来说."""
    words = re.fullmatch(r"\(\?:([^()\[\]?]*)\)", pattern)
    return f"(?:{'|'.join(sorted(words[1].split('|'), key=len, reverse=True))})" if words else pattern


@cache
def _words() -> frozenset[str]:
    return frozenset(_data()["en"]["words"].split())


@cache
def _loose() -> frozenset[str]:
    return frozenset(_data()["en"]["loose"].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "fillers.toml").read_text(encoding="utf-8"))


def find_unknown_modifier(text: str, measured: Measured) -> str:
    """The words that narrow what is named to something that no box tells; empty where there are none."""
    whole = _WHOLE_YEAR.sub(lambda match: _TAKEN * len(match.group()), text)
    part = _PART_OF_YEAR.search(_without(whole, measured))
    if part:
        return part.group()
    crossed = find_excluded(text, measured.spans)
    uncounted = _ONE_PERSON.search(text) or _ABOUT_WHAT.search(text)
    if crossed or uncounted:
        return crossed or (uncounted.group() if uncounted else "")
    for clause, said in _clauses(_without(whole, measured), whole):
        if not _says_what(clause):
            continue
        words = unknown_words(clause, said)
        if words:
            return words
    return ""


def _clauses(left: str, whole: str) -> Iterator[tuple[str, str]]:
    """Each clause without the names of the form, and as it was said."""
    at = 0
    for stop in _CLAUSE.finditer(left):
        yield left[at : stop.start()], whole[at : stop.start()]
        at = stop.end()
    yield left[at:], whole[at:]


def _without(text: str, measured: Measured) -> str:
    """The text with every name of a row, column or rate blanked."""
    tables = {key.split("/")[0] for key in measured.keys if "/" in key}
    for start, end, what in measured.spans:
        kind, _, named = what.partition(":")
        if kind == "column" and "/" in named and tables and named.split("/")[0] not in tables:
            continue  # valid of valid requests is no column of theirs
        text = text[:start] + _TAKEN * (end - start) + text[end:]
    return text


def _says_what(clause: str) -> bool:
    """Whether a clause names a body, year, set or box, or asks for a number; the rest is talk: 领导急着要."""
    return bool(re.search(r"[\ue000-\ue0ff]", clause) or _COUNTS.search(clause) or _OF_WHAT.search(clause))


def unknown_words(clause: str, said_whole: str = "") -> str:
    """The first stretch of words that only narrow; `said_whole` is the clause with the names of the form in it."""
    said = _unknown_han(clause)
    if said:
        return said
    for match in _WORD.finditer(clause):
        low = match.group().lower().replace("’", "'")
        forms = {low, low.removesuffix("'s"), low.split("'")[0]}
        if forms & _words() or (forms & _loose() and not _attributes(said_whole or clause, clause, match)):
            continue
        if _OF_REQUESTS.match(clause, match.end()) or not _leads_up(clause, match.end()):
            return match.group()
    return ""


_COUNTED = re.compile(
    r" (?:new |incoming |foi )*(?:requests?|applications?|applicants?|cases?|decisions?|appeals?|lawsuits?|suits?"
    r"|reconsiderations?|reviews?|permits?|licen[cs]es?|penalties|penalty|fines?|refusals?|denials?|grants?|disclosures?|documents?|rules|regulations"
    r"|measures?|fees)\b",
    re.I,
)
_WHOSE = re.compile(
    r"\b(?:from|by|about|of|via|through|concerning|regarding) (?:my |our |an? |the |any |some |other )*$", re.I
)


def _attributes(whole: str, clause: str, word: re.Match[str]) -> bool:
    """Whether a word says of what is counted which it is: evening requests, requests from my colleague."""
    before = _COUNTED.match(whole, word.end())
    return before is not None or (
        _TAKEN in clause[: word.start()] and _WHOSE.search(clause[: word.start()]) is not None
    )


def _leads_up(clause: str, end: int) -> bool:
    """Whether a word stands well before the box that is named: I'm writing a paper and need the new requests of …"""
    named = clause.find(_TAKEN, end)
    return named >= 0 and len(_WORD.findall(clause[end:named])) > _NEAR


def _unknown_han(clause: str) -> str:
    """The first run of Chinese that cannot be read as fillers from end to end."""
    for run in re.finditer(r"[\u4e00-\u9fff]+", clause):
        unread = _first_unread(clause, run.start(), run.end())
        if unread is not None:
            return _stretch(clause, *unread)
    return ""


def _first_unread(clause: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch at which every way of reading a run as fillers stops; None where one goes through.

    A filler may run past the Chinese, into a digit or a mark.
    """
    reached, ends = {start}, _filler_ends(clause)
    for at in range(start, end):
        if at in reached:
            reached.update(ends(at, end))
    if any(at >= end for at in reached):
        return None
    at = max(reached)
    stop = next((a for a in range(at + 1, end) if any(e > a for e in ends(a, end))), end)
    return at, stop


def _filler_ends(clause: str) -> Callable[[int, int], set[int]]:
    """Where fillers that begin at a place may end."""

    def ends(at: int, end: int) -> set[int]:
        found = {m.end() for p in _fillers() if (m := p.match(clause, at)) and m.end() > at}
        longest = min(max(found, default=at), end)
        for stop in range(at + 1, longest):  # 帮 of 帮忙: a shorter reading may go on where the longest does not
            if stop not in found and any(p.fullmatch(clause, at, stop) for p in _fillers()):
                found.add(stop)
        for stop in range(longest + 1, min(at + _LONGEST_FILLER, end) + 1):
            if any(p.fullmatch(clause, at, stop) for p in _fillers()):
                found.add(stop)
        return found

    return ends


def _stretch(clause: str, start: int, end: int) -> str:
    """The words around, as far as no name of ours begins: 没正当理由反复大量 of 没正当理由反复大量申请."""
    while start > 0 and _HAN.match(clause, start - 1):
        start -= 1
    while end < len(clause) and _HAN.match(clause, end):
        end += 1
    words = _EDGES.sub("", clause[start:end])
    return words if len(words) <= _LONGEST else clause[start:end][-_LONGEST:]
