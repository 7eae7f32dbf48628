"""What the bot does with an update: text goes into the conversation, its answer comes back out.

No logic of answering is here. Messages of one chat are answered in order, chats beside each other.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from telegram import Chat, Message, MessageEntity, Update
from telegram.constants import ChatAction, MessageLimit
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.reply import render_answer
from bot.telegram.access import LONGEST, Access
from bot.telegram.keyboards import choice_keyboard, read_button
from bot.telegram.messages import message
from report.errors import ReportError
from retrieval.answer import answer_to_json
from retrieval.question import Answer

if TYPE_CHECKING:
    from retrieval.conversation import Conversation
    from retrieval.store import Store

log = logging.getLogger(__name__)
CHANNEL = "telegram"
Context = ContextTypes.DEFAULT_TYPE
Key = tuple[str, ...]  # channel, chat, person


class Handlers:
    """The handlers, with what they need handed in."""

    def __init__(self, store: Store, converse: Callable[[Key], Conversation], access: Access) -> None:
        self._store = store
        self._converse = converse
        self._access = access
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def text(self, update: Update, context: Context) -> None:
        """A text message, or a command that is a question in itself."""
        incoming = update.effective_message
        if incoming is None or incoming.text is None or update.effective_user is None:
            return
        asked = addressed_text(incoming, context.bot.username, context.bot.id)
        if asked is None:
            return
        language = update.effective_user.language_code
        if not self._access.allows(update.effective_user.id):
            await incoming.reply_text(message("too_fast", language))
        elif len(asked) > LONGEST:
            await incoming.reply_text(message("too_long", language, longest=LONGEST))
        else:
            await self._answer(incoming, update.effective_user.id, asked)

    async def other(self, update: Update, context: Context) -> None:
        """A voice message, a sticker, a photo: one sentence, in private chats only."""
        incoming = update.effective_message
        if incoming is None or incoming.chat.type != Chat.PRIVATE or update.effective_user is None:
            return
        if self._access.allows(update.effective_user.id):
            await incoming.reply_text(message("not_text", update.effective_user.language_code))

    async def button(self, update: Update, context: Context) -> None:
        """A pressed choice: its question continues the conversation of whoever pressed it."""
        query = update.callback_query
        if query is None:
            return
        language = query.from_user.language_code
        if not self._access.allows(query.from_user.id):
            await query.answer(message("too_fast", language))
            return
        question = await asyncio.to_thread(self._question_behind, query.data or "")
        if question is None or not isinstance(query.message, Message):
            await query.answer(message("old_button", language))
            return
        await query.answer()
        await self._answer(query.message, query.from_user.id, question)

    async def broken(self, update: object, context: Context) -> None:
        """Anything that went wrong in a handler: a sentence with a number, the traceback under it in the log."""
        number = secrets.token_hex(4)
        log.error("update failed, number %s", number, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message is not None:
            language = update.effective_user.language_code if update.effective_user else None
            with suppress(TelegramError):
                await update.effective_message.reply_text(message("broken", language, id=number))

    async def _answer(self, at: Message, person: int, asked: str) -> None:
        typing = asyncio.create_task(show_typing(at))
        try:
            async with self._turn(at.chat.id):
                answer = await asyncio.to_thread(self._reply, (CHANNEL, str(at.chat.id), str(person)), asked)
                await send(at, *answer)
        finally:
            typing.cancel()

    def _reply(self, key: Key, asked: str) -> tuple[Answer, int]:
        try:
            answer = self._converse(key).reply(asked)
        except ReportError as error:
            answer = Answer(kind="not_found", text=str(error))
        return answer, self._store.save_answer(key, answer_to_json(answer))

    def _question_behind(self, data: str) -> str | None:
        pressed = read_button(data)
        answer = self._store.load_answer(pressed.answer) if pressed else None
        choices = answer["choices"] if answer else []
        return choices[pressed.choice]["question"] if pressed and pressed.choice < len(choices) else None

    def _turn(self, chat: int) -> asyncio.Lock:
        return self._turns.setdefault(chat, asyncio.Lock())


async def show_typing(at: Message) -> None:
    """Typing, shown at once and again every four seconds until cancelled; that it fails is nobody's business."""
    with suppress(TelegramError):
        while True:
            await at.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(4)


async def send(at: Message, answer: Answer, number: int) -> None:
    """The answer as plain text, in numbered parts where it is long; buttons under the last part."""
    parts = numbered_parts(render_answer_for_chat(answer))
    for n, part in enumerate(parts, 1):
        keyboard = choice_keyboard(number, answer.choices) if n == len(parts) else None
        in_group = at.chat.type != Chat.PRIVATE
        try:
            await at.reply_text(part, reply_markup=keyboard, do_quote=in_group and n == 1)
        except BadRequest:  # the question was deleted meanwhile: the answer stands without quoting it
            await at.chat.send_message(part, reply_markup=keyboard)


def render_answer_for_chat(answer: Answer) -> str:
    """The text and its sources; choices are buttons here."""
    from dataclasses import replace

    return render_answer(replace(answer, choices=()))


def numbered_parts(text: str, longest: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """The text in parts of Telegram's length, cut at line ends, numbered (1/3) where there are several.

    Telegram counts UTF-16 units; so do we.
    """
    if _units(text) <= longest:
        return [text]
    room = longest - 12
    parts: list[str] = []
    part = ""
    for line in text.splitlines(keepends=True):
        while _units(line) > room:
            head = line[: room // 2]
            parts += [part, head] if part else [head]
            part, line = "", line[room // 2 :]
        if _units(part) + _units(line) > room:
            parts.append(part)
            part = ""
        part += line
    parts = [part.rstrip("\n") for part in [*parts, part] if part.strip()]
    return [f"({n}/{len(parts)}) {part}" for n, part in enumerate(parts, 1)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


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
