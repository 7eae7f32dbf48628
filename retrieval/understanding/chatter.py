"""Talk around a question: who asks, for what, how urgently, how the answer should look.

我是律师, 领导催我要, 尽快回复我, 不要编 name nothing that is asked for, and their words must not be taken for it: no
applicant is a lawyer there, nothing was answered. Such stretches are taken out before anything is found.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_BOUNDARY = re.compile(r"([,，。;；:：?？!！~…、\n]+|\s+|—{2,})")
_COUNTED = re.compile(
    r"(?:多少|几)(?:件|个|起|份|条|次|家|宗|例|元|万元|项|笔|桩|部)?(?:的)?(?:依申请公开|信息公开)?(?:的)?(?:申请|案件|案子|案)?"
)
_STOP = re.compile(r"([,;:?!…\n]+|\.(?=\s|$)|\s-+\s|—+)")
_ASKS = re.compile(r"多少|几|\bhow (?:many|much)\b|\bnumber of\b|\bwhat (?:is|was|were|are)\b", re.I)
_OPENS = re.compile(r"how|what|which|who|whose|where|did|was|were|is|are|has|have|give|list|show|tell|compare", re.I)
# What a user may want done with a report that is named: left out only where a number is asked for beside it.
_DONE = re.compile(
    r"核|对一?下|出处|来源|链接|原文|页码|依据|check|verif|confirm|source|cit(?:e|ation)|quote|reference|page", re.I
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALL_AROUND = re.compile(r"(?:前前后后|里里外外|上上下下)(?:加起来|算下来)?")  # 23年前前后后 is not before 2023
_LONGEST = 30  # characters of a stretch
_MOST = 14  # words


@cache
def _talk(language: str) -> re.Pattern[str]:
    data = tomllib.loads((Path(__file__).parent / "chatter.toml").read_text(encoding="utf-8"))
    one = "|".join(f"(?:{pattern})" for pattern in data[language])
    return re.compile(f"(?:{one})+" if language == "talk" else f"(?:{one})(?: (?:{one}))*", re.I)


def without_chatter(text: str, language: str = "zh") -> str:
    """The question less the talk around it; as it is where it is talk from end to end."""
    pieces = _STOP.split(text) if language == "en" else _BOUNDARY.split(_ALL_AROUND.sub("", text))
    asks = _ASKS.search(text) is not None
    for at in range(0, len(pieces), 2):
        if _is_talk(pieces[at], asks) and (language == "en" or _HAN.search(pieces[at])):
            pieces[at] = ""
        elif asks:
            pieces[at] = _less(pieces[at])
    left = "".join(pieces).strip(" ,，。;；:：~、\n…-")
    return left if left and any(pieces[::2]) else text


def _less(piece: str) -> str:
    """A stretch between two stops without the talk that follows the number asked for."""
    for match in reversed(list(_COUNTED.finditer(piece))):
        if _is_talk(piece[match.end() :], asks=True):
            return piece[: match.end()]
    words = piece.split(" ") if _ASKS.search(piece) else []
    for at in range(min(_MOST, len(words) - 1), 0, -1):  # Hello bot how many …
        if _OPENS.fullmatch(words[at]) and _is_talk(" ".join(words[:at]), asks=True):
            words = words[at:]
            break
    for at in range(max(len(words) - _MOST, 1), len(words)):
        if _ASKS.search(" ".join(words[:at])) and _is_talk(" ".join(words[at:]), asks=True):
            return " ".join(words[:at])
    return " ".join(words) or piece


# I work at a law firm in London. A sentence about oneself that asks for nothing.
_OF_ONESELF = re.compile(
    r"(?:and |so |well |as you know )?(?:(?:i|we)(?:'m|'re|'ve| am| are| was| were| have been| work| live| study| write"
    r"| teach| represent| run| cover| advise| research| moved| come| belong)\b"
    r"|my (?:job|name|boss|editor|client|professor|firm|paper|newspaper|wife|husband|friend|colleague|supervisor)\b"
    r"(?!'s (?:request|application)))"
    r"(?![^.?!]*\b(?:how|what|which|who|whether|number|requests?|applications?|cases?|figures?|report|need|want|know"
    r"|tell|find|see|asked|asking|told)\b)[^\d?]*",
    re.I,
)


def _is_talk(piece: str, asks: bool) -> bool:
    if asks and _OF_ONESELF.fullmatch(piece.strip()):
        return True
    if _DONE.search(piece) and not asks:
        return False
    if _HAN.search(piece):
        return len(piece) <= _LONGEST and _talk("talk").fullmatch(piece) is not None
    words = piece.split()
    return 0 < len(words) <= _MOST and _talk("english").fullmatch(" ".join(words)) is not None
