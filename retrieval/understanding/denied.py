"""What a user takes back in the same breath: 不是教育局，是科技局 asks about the 科技局 alone.

The words taken back are cut out before anything is found, so that no body, year or measure of theirs is resolved.
"""

from __future__ import annotations

import re

_WORDS = r"[^,，。.?？!！;；、是]{2,14}?"
_CORRECTED = re.compile(
    rf"(?<!是)(?:不是|不要|不问|没问)(?:说|问|要|指|看)?(?:的)?(?:是)?{_WORDS}(?:的)?[,，]?\s*"
    r"(?:而是|我?(?:要|问|说|指|想问|想要|想看)的?是|应该是|是|改成|换成)(?=[^吗么?？]{2,})"
)
_NOT_THAT = re.compile(r"(?P<kept>(?:^|是)[^,，。?？]{2,40})[,，]\s*(?:而)?不是[^,，。?？是]{2,14}(?:[。.!！]|$)")
_ENGLISH = re.compile(
    r"\bnot (?:the |in |for |about )?[\w' ]{2,50}?,? (?:but|i mean(?:t)?|rather|i(?:'m| am) asking (?:about|for)) "
    r"(?:the |in |for )?|,\s*not (?!processed|held|provided|granted"
    r"|disclosed|available|corrected|paid|concluded)(?:the |in |for |about )?[\w' ]{2,50}[.!]?$",
    re.I,
)


_OF_THE_LEVEL = re.compile(r"(?<![\u4e00-\u9fff]{2}[省市县])([省市区县])里的?(?=[\u4e00-\u9fff]{2,8}(?:局|厅|委|办))")


def without_denied(text: str) -> str:
    """The text less what it takes back; as it is where nothing would be left."""
    text = _OF_THE_LEVEL.sub(r"\1", text)
    left = _NOT_THAT.sub(lambda match: match["kept"], _CORRECTED.sub("", text))
    if re.search("[A-Za-z]{3}", left):
        left = _ENGLISH.sub(" ", left)
    left = left.strip(" ,，")
    return left if len(left) >= 2 else text
