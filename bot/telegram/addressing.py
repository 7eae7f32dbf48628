"""Whether a message speaks to the bot, and what it says to it."""

from __future__ import annotations

import re

from telegram import Chat, Message, MessageEntity

ANSWER_NUMBER = re.compile(r"(?:回答编号|Answer number) (\d+)")


def complained_of(incoming: Message, bot_id: int) -> int | None:
    """The answer that a message complains of: it replies to the bot's question what is wrong."""
    asked = incoming.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != bot_id:
        return None
    found = ANSWER_NUMBER.findall(asked.text or "")  # the last: a person's name may stand before it
    return int(found[-1]) if found else None


def addressed_text(incoming: Message, username: str, bot_id: int) -> str | None:
    """What was said to the bot, its own name taken out; None for what a group says to others."""
    text = incoming.text or ""
    named = f"@{username}"
    mentions = [
        (entity.offset, entity.length)
        for entity, words in incoming.parse_entities([MessageEntity.MENTION, MessageEntity.BOT_COMMAND]).items()
        if words.lower().endswith(named.lower())
    ]
    units = text.encode("utf-16-le")
    for offset, length in sorted(mentions, reverse=True):
        said = units[2 * offset : 2 * (offset + length)].decode("utf-16-le")
        kept = said[: -len(named)]  # /help@our_bot keeps its /help
        units = units[: 2 * offset] + kept.encode("utf-16-le") + units[2 * (offset + length) :]
    asked = units.decode("utf-16-le").strip()
    reply_to = incoming.reply_to_message
    answered = reply_to is not None and reply_to.from_user is not None and reply_to.from_user.id == bot_id
    if incoming.chat.type == Chat.PRIVATE or mentions or answered:
        return asked
    return None
