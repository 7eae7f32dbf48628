"""Text goes into the conversation, its answer comes back out: new questions, edited ones, forwarded texts, commands.

No logic of answering is here.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Chat, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.check import is_draft
from bot.telegram.access import LONGEST
from bot.telegram.addressing import addressed_text, complained_of
from bot.telegram.delivery import AnsweredBefore
from bot.telegram.keyboards import answer_keyboard, answer_replied_to
from bot.telegram.means import Context, Key, Means, key_of
from bot.telegram.measures import ANSWER_SECONDS, ANSWERS, ERRORS
from bot.telegram.messages import COMMAND_QUESTIONS, chosen, message
from bot.telegram.rendering import links_of, render_for_chat
from bot.telegram.sending import edit_parts, send_parts, send_pictures
from bot.telegram.streaming import Streaming, ask
from bot.telegram.unsure import tell_unsure
from report.errors import ReportError
from retrieval.answer import answer_to_json
from retrieval.conversation import question_from_json, question_to_json
from retrieval.offers import Offer, find_offers
from retrieval.question import Answer, Question
from retrieval.restating import restate

log = logging.getLogger(__name__)
NEEDS_WORDS = ("compare", "trend", "rank")
TAKES_WORDS = ("agencies", "missing", *NEEDS_WORDS)
GOES_ON = ("compare", "trend")  # the body of the question before may be meant; the other commands ask of all


class Questions:
    """The handlers of what is asked in words."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def text(self, update: Update, context: Context) -> None:
        """A text message; in a group only one that is addressed to the bot."""
        incoming, user = update.effective_message, update.effective_user
        if incoming is None or incoming.text is None or user is None:
            return
        asked = addressed_text(incoming, context.bot.username, context.bot.id)
        if asked is None or not await self._means.may(incoming, user):
            return
        language = await self._means.language(user)
        complaint = complained_of(incoming, context.bot.id)
        forwarded = incoming.forward_origin is not None
        if self._means.check_text is not None and is_draft(asked) and not forwarded:
            await send_parts(incoming, await self._means.read(self._means.check_text, asked, chosen(language)))
        elif len(asked) > LONGEST and not forwarded:
            await incoming.reply_text(message("too_long", language, longest=LONGEST))
        elif complaint is not None:
            key = key_of(incoming.chat.id, user.id)
            number = await asyncio.to_thread(self._means.store.save_feedback, key, complaint, asked)
            await incoming.reply_text(message("thanks_wrong", language, id=number))
        elif not asked and incoming.chat.type != Chat.PRIVATE:
            await incoming.reply_text(message("greeting", language, name=context.bot.username))
        else:
            since = answer_replied_to(incoming, context.bot.id)
            await self.answer(update, incoming, user.id, asked, language, verify=forwarded, since=since)

    async def unknown_command(self, update: Update, context: Context) -> None:
        """A command that is none of ours."""
        incoming, user = update.message, update.effective_user
        if incoming is None or incoming.text is None or user is None:
            return
        asked = addressed_text(incoming, context.bot.username, context.bot.id)
        if asked is not None and await self._means.may(incoming, user):
            name = asked.split()[0].lstrip("/")[:40]
            await incoming.reply_text(message("no_command", await self._means.language(user), name=name))

    async def joined(self, update: Update, context: Context) -> None:
        """Somebody came into a group: where it is the bot, it says how it is asked."""
        incoming = update.message
        if incoming is None or not any(member.id == context.bot.id for member in incoming.new_chat_members):
            return
        language = await self._means.language(update.effective_user)
        await incoming.chat.send_message(message("greeting", language, name=context.bot.username))

    async def command(self, update: Update, context: Context) -> None:
        """A command that is short for a question: its words are put into one."""
        incoming, user = update.effective_message, update.effective_user
        if incoming is None or incoming.text is None or user is None or not await self._means.may(incoming, user):
            return
        name, _, words = incoming.text.lstrip("/").partition(" ")
        name = name.partition("@")[0].lower()
        language = await self._means.language(user)
        if name in NEEDS_WORDS and not words.strip():
            await incoming.reply_text(message(f"ask_{name}", language))
            return
        asked = command_question(name, words.strip()[:LONGEST], chosen(language))
        await self.answer(update, incoming, user.id, asked, language, anew=name not in GOES_ON)

    async def status(self, update: Update, context: Context) -> None:
        """/status, for administrators; for anyone else there is no such command."""
        incoming, user = update.effective_message, update.effective_user
        if incoming is None or user is None or self._means.status is None or user.id not in self._means.admins:
            await self.unknown_command(update, context)
            return
        await send_parts(incoming, await self._means.think(self._means.status))

    async def other(self, update: Update, context: Context) -> None:
        """A voice message, a sticker: one sentence, in private chats only."""
        incoming, user = update.message, update.effective_user
        if incoming is None or user is None or incoming.chat.type != Chat.PRIVATE or not _said(incoming):
            return
        if await self._means.may(incoming, user):
            await incoming.reply_text(message("not_text", await self._means.language(user)))

    async def broken(self, update: object, context: Context) -> None:
        """Anything that went wrong in a handler: a sentence with a number, the traceback under it in the log."""
        error = context.error
        if isinstance(error, AnsweredBefore):
            return
        number = secrets.token_hex(4)
        if isinstance(error, Forbidden):  # nobody wants it
            log.warning("Telegram did not take an answer (%s), number %s", type(error).__name__, number)
            return
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest) and isinstance(update, Update):
            log.warning("Telegram did not confirm an answer (%s), number %s", type(error).__name__, number)
            with suppress(TelegramError):
                await tell_unsure(update, self._means)
            return
        ERRORS.inc()
        log.error("update failed, number %s", number, exc_info=error)
        if isinstance(update, Update) and update.effective_message is not None:
            language = update.effective_user.language_code if update.effective_user else None
            with suppress(TelegramError):
                await update.effective_message.reply_text(message("broken", language, id=number))

    async def answer(
        self,
        update: Update,
        at: Message,
        person: int,
        asked: str | Question,
        language: str | None,
        *,
        verify: bool = False,
        anew: bool = False,
        since: int | None = None,
    ) -> None:
        """Asks the conversation, and sends what it says, in place of what it said before if the question was edited."""
        store, key = self._means.store, key_of(at.chat.id, person)
        streaming = Streaming(at) if update.message is not None else None
        before = await self._asked_in(since, at) if since is not None else None
        answer, number, offers = await self._means.think(self._reply, key, asked, verify, anew, streaming, before)
        keyboard = answer_keyboard(number, answer, offers, language)
        text, links = render_for_chat(answer), links_of(answer)
        old = await asyncio.to_thread(store.reply_to, key, at.message_id) if update.edited_message else []
        old = old or (await streaming.close() if streaming is not None else [])
        if old:
            told = await edit_parts(at, old, text, keyboard, links)
        else:
            told = await send_parts(at, text, keyboard, links)
        told += [-picture for picture in await send_pictures(at, answer, self._means)]
        if update.callback_query is None:
            await asyncio.to_thread(store.save_reply, key, at.message_id, told)

    async def _asked_in(self, number: int, at: Message) -> Question | None:
        """The question behind an answer of this chat that somebody replies to: theirs goes on from there."""
        kept = await asyncio.to_thread(self._means.store.load_answer, number)
        if kept is None or kept.get("chat") != str(at.chat.id) or not kept.get("asked"):
            return None
        return question_from_json(kept["asked"])

    def _reply(
        self,
        key: Key,
        asked: str | Question,
        verify: bool,
        anew: bool,
        streaming: Streaming | None = None,
        before: Question | None = None,
    ) -> tuple[Answer, int, tuple[Offer, ...]]:
        started = time.monotonic()
        offers: tuple[Offer, ...] = ()
        again: str | None = None
        gone_on: Question | None = None
        try:
            conversation = self._means.converse(key)
            if anew or before is not None:
                conversation.previous = before
            if isinstance(asked, Question):
                answer = conversation.answer(asked)
            else:
                answer = conversation.verify(asked) if verify else ask(conversation, asked, streaming)
            if conversation.previous is not None and answer.kind != "check" and not answer.private:
                agencies, gone_on = self._means.store.agencies(), conversation.previous
                offers = find_offers(conversation.previous, answer, agencies)
                if answer.figures:
                    again = restate(conversation.previous, agencies, conversation.today)
        except ReportError as error:
            answer = Answer(kind="not_found", text=str(error))
        ANSWERS.labels(answer.kind).inc()
        ANSWER_SECONDS.labels(answer.kind).observe(time.monotonic() - started)
        # What is told of a draft stays in the sender's drafts alone.
        kept: dict[str, Any] = answer_to_json(replace(answer, text="", question="") if answer.private else answer)
        kept["chat"] = key[1]
        kept["offers"] = {offer.key: question_to_json(offer.question) for offer in offers}
        kept["steps"] = list(answer.steps)
        kept["again"] = again
        kept["asked"] = question_to_json(gone_on) if gone_on is not None else None
        kept["columns"] = [citation.place.column for citation in answer.citations]
        return answer, self._means.store.save_answer(key, kept), offers


def command_question(name: str, words: str, tongue: str) -> str:
    """The question that a command is short for, in the language of its words."""
    if words.isascii() and words and not words.isdecimal() and name in TAKES_WORDS:
        tongue = "en"
    if name == "rank" and words.isdecimal():  # a year alone: by what is asked for most
        words = {"zh": f"{words}年新收申请", "en": f"applications received in {words}"}[tongue]
    unsaid = {"zh": "单位", "en": "agencies"} if name == "agencies" else {"zh": "去", "en": "last year"}
    return COMMAND_QUESTIONS[name][tongue].format(words=words or unsaid[tongue])


def _said(incoming: Message) -> bool:
    """Whether somebody sent something, rather than that a chat was renamed."""
    kinds = (
        incoming.voice,
        incoming.audio,
        incoming.sticker,
        incoming.video,
        incoming.video_note,
        incoming.animation,
        incoming.location,
        incoming.contact,
        incoming.poll,
        incoming.dice,
        incoming.venue,
    )
    return any(kind is not None for kind in kinds)
