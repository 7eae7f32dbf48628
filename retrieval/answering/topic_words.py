"""The topic of a question in a few words, as a reply repeats it."""

from __future__ import annotations

import re

from retrieval.answering.quotes import said_words, words_of
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep

_LONGEST_WORD, _LONGEST_ENGLISH = 16, 40  # characters of a topic that a reply repeats
_NAMED = re.compile(
    r"\b(?:mention(?:s|ed)?|refer(?:s|red)? to|talk(?:s|ed)? about)\s+(?:the |any |an? )?([^?.!,;]{2,60}?)"
    r"(?= in (?:the )?(?:20)?\d\d|[?.!,;]|$)"
    r"|\b(weibo|douyin|tik ?tok|wechat|social media|open days?|training|processing fees?)\b",
    re.I,
)


def topic_words(reply: Reply) -> str:
    """The topic in one word, as the question itself says it: the longest."""
    topic, text = reply.question.topic, reply.question.text.strip()
    if reply.language == "en" and (named := _NAMED.search(text)):
        return keep(next(group for group in named.groups() if group)[:_LONGEST_ENGLISH])
    said = said_words(topic or text, text) if reply.language != "en" else []
    words = said or words_of(topic)[:1] or [text]
    word = max(words, key=len)
    return keep(word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…")
