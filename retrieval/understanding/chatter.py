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
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALL_AROUND = re.compile(r"(?:前前后后|里里外外|上上下下)(?:加起来|算下来)?")  # 23年前前后后 is not before 2023
_LONGEST = 30  # characters of a stretch


@cache
def _talk() -> re.Pattern[str]:
    data = tomllib.loads((Path(__file__).parent / "chatter.toml").read_text(encoding="utf-8"))
    return re.compile("(?:" + "|".join(f"(?:{pattern})" for pattern in data["talk"]) + ")+", re.I)


def without_chatter(text: str) -> str:
    """The question less the talk around it; as it is where it is talk from end to end."""
    if _HAN.search(text) is None:
        return text
    pieces = _BOUNDARY.split(_ALL_AROUND.sub("", text))
    kept = [piece if at % 2 else _less(piece) for at, piece in enumerate(pieces)]
    left = "".join(kept).strip(" ,，。;；:：~、\n…")
    return left if left and any(kept[::2]) else text


def _less(piece: str) -> str:
    """A stretch between two stops without its talk: all of it, or what follows the number asked for."""
    if _is_talk(piece):
        return ""
    for match in reversed(list(_COUNTED.finditer(piece))):
        tail = piece[match.end() :]
        if tail and _is_talk(tail):
            return piece[: match.end()]
    return piece


def _is_talk(piece: str) -> bool:
    return 0 < len(piece) <= _LONGEST and _HAN.search(piece) is not None and _talk().fullmatch(piece) is not None
