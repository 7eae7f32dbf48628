"""Traditional script matched in simplified: words compared, never words printed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_TRADITIONAL = re.compile(r"[開關處機構總計會報請資訊結辦類複議訴訟問題應當項務單並與個為據條實學]")


def to_simplified(text: str) -> str:
    """The text in simplified script with the mainland's words, sign for sign; as it is where that does not fit."""
    if not _TRADITIONAL.search(text):
        return text
    return _convert(text)


@lru_cache(maxsize=4096)
def _convert(text: str) -> str:
    for name in ("tw2sp", "t2s"):
        converted = str(_converter(name).convert(text))
        if len(converted) == len(text):
            return converted
    return text


@lru_cache(maxsize=2)
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)
