"""Text goes into the conversation, its answer comes back out: new questions, edited ones, commands.

No logic of answering is here. A message is answered once, whatever happens: it is let go just before its answer leaves.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from contextlib import suppress
from typing import Any

from telegram import Chat, Message, MessageEntity, Update
from telegram.error import TelegramError

from bot.telegram.access import LONGEST
from bot.telegram.inbox import CHANNEL
from bot.telegram.keyboards import answer_keyboard
from bot.telegram.means import Context, Key, Means, key_of
from bot.telegram.messages import COMMAND_QUESTIONS, chosen, message
from bot.telegram.sending import edit_parts, render_for_chat, send_chart, send_parts, show_typing
from report.errors import ReportError
from retrieval.answer import answer_to_json
from retrieval.conversation import question_to_json
from retrieval.offers import Offer, find_offers
from retrieval.question import Answer, Question

log = logging.getLogger(__name__)
ANSWER_NUMBER = re.compile(r"(?:回答编号|Answer number) (\d+)")
NEEDS_WORDS = ("compare", "trend", "rank")


class Questions:
    """The handlers of what is asked in words."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def text(self, update: Update, context: Context) -> None:
        """A text message; in a group only one that is addressed to the bot."""
        incoming = update.effective_message
        user = update.effective_user
        if incoming is None or incoming.text is None or user is None:
            return
        asked = addressed_text(incoming, context.bot.username, context.bot.id)
        if asked is None:
            await asyncio.to_thread(self._means.store.begin, CHANNEL, update.update_id)
            return
        language = await self._means.language(user)
        complaint = complained_of(incoming, context.bot.id)
        if not self._means.access.allows(user.id):
            await self._say(update, message("too_fast", language))
        elif len(asked) > LONGEST:
            await self._say(update, message("too_long", language, longest=LONGEST))
        elif complaint is not None:
            key = key_of(incoming.chat.id, user.id)
            number = await asyncio.to_thread(self._means.store.save_feedback, key, complaint, asked)
            await self._say(update, message("thanks_wrong", language, id=number))
        else:
            await self.answer(update, incoming, user.id, asked, language)

    async def command(self, update: Update, context: Context) -> None:
        """A command that is short for a question: its words are put into one."""
        incoming, user = update.effective_message, update.effective_user
        if incoming is None or incoming.text is None or user is None:
            return
        name, _, words = incoming.text.lstrip("/").partition(" ")
        name = name.partition("@")[0].lower()
        language = await self._means.language(user)
        if not self._means.access.allows(user.id):
            await self._say(update, message("too_fast", language))
            return
        if name in NEEDS_WORDS and not words.strip():
            await self._say(update, message(f"ask_{name}", language))
            return
        written = "en" if words.isascii() and words.strip() else chosen(language)
        asked = COMMAND_QUESTIONS[name][written].format(words=words.strip()[:LONGEST] or "去")
        await self.answer(update, incoming, user.id, asked, language)

    async def other(self, update: Update, context: Context) -> None:
        """A voice message, a sticker: one sentence, in private chats only."""
        incoming, user = update.effective_message, update.effective_user
        addressed = incoming is not None and incoming.chat.type == Chat.PRIVATE and user is not None
        if addressed and user is not None and self._means.access.allows(user.id):
            await self._say(update, message("not_text", await self._means.language(user)))
        else:
            await asyncio.to_thread(self._means.store.begin, CHANNEL, update.update_id)

    async def broken(self, update: object, context: Context) -> None:
        """Anything that went wrong in a handler: a sentence with a number, the traceback under it in the log."""
        number = secrets.token_hex(4)
        log.error("update failed, number %s", number, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message is not None:
            await asyncio.to_thread(self._means.store.begin, CHANNEL, update.update_id)
            language = update.effective_user.language_code if update.effective_user else None
            with suppress(TelegramError):
                await update.effective_message.reply_text(message("broken", language, id=number))

    async def answer(
        self, update: Update, at: Message, person: int, asked: str | Question, language: str | None
    ) -> None:
        """Asks the conversation, and sends what it says, in place of what it said before if the question was edited."""
        typing = asyncio.create_task(show_typing(at))
        key = key_of(at.chat.id, person)
        try:
            async with self._means.turn(at.chat.id):
                answer, number, offers = await asyncio.to_thread(self._reply, key, asked)
                if not await asyncio.to_thread(self._means.store.begin, CHANNEL, update.update_id):
                    return
                keyboard = answer_keyboard(number, answer, offers, language)
                edited = update.edited_message is not None
                told = await asyncio.to_thread(self._means.store.reply_to, key, at.message_id) if edited else []
                if told:
                    told = await edit_parts(at, told, render_for_chat(answer), keyboard)
                else:
                    told = await send_parts(at, render_for_chat(answer), keyboard)
                if update.callback_query is None:
                    await asyncio.to_thread(self._means.store.save_reply, key, at.message_id, told)
                if not edited:
                    await send_chart(at, answer)
        finally:
            typing.cancel()

    def _reply(self, key: Key, asked: str | Question) -> tuple[Answer, int, tuple[Offer, ...]]:
        offers: tuple[Offer, ...] = ()
        try:
            conversation = self._means.converse(key)
            answer = conversation.reply(asked) if isinstance(asked, str) else conversation.answer(asked)
            if conversation.previous is not None:
                offers = find_offers(conversation.previous, answer, self._means.store.agencies())
        except ReportError as error:
            answer = Answer(kind="not_found", text=str(error))
        kept: dict[str, Any] = answer_to_json(answer)
        kept["offers"] = {offer.key: question_to_json(offer.question) for offer in offers}
        kept["steps"] = list(answer.steps)
        kept["columns"] = [citation.place.column for citation in answer.citations]
        return answer, self._means.store.save_answer(key, kept), offers

    async def _say(self, update: Update, text: str) -> None:
        incoming = update.effective_message
        if incoming is not None and await asyncio.to_thread(self._means.store.begin, CHANNEL, update.update_id):
            await incoming.reply_text(text)


def complained_of(incoming: Message, bot_id: int) -> int | None:
    """The answer that a message complains of: it replies to the bot's question what is wrong."""
    asked = incoming.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != bot_id:
        return None
    found = ANSWER_NUMBER.search(asked.text or "")
    return int(found[1]) if found else None


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
