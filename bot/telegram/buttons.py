"""What a pressed button does: a choice or an offer is asked, a kept answer is proved, exported, or complained of."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from telegram import Chat, ForceReply, InputFile, Message, MessageEntity, Update, User

from bot.telegram.inbox import CHANNEL
from bot.telegram.keyboards import Pressed, read_button
from bot.telegram.means import Context, Means
from bot.telegram.messages import message
from bot.telegram.rendering import units
from bot.telegram.sending import acknowledge
from report.errors import ReportError
from retrieval.conversation import question_from_json

if TYPE_CHECKING:
    from bot.telegram.questions import Questions
    from retrieval.question import Question

MOST_PROOFS = 3  # places shown of one answer


class Buttons:
    """The handlers of pressed buttons; whoever presses, the button means the same."""

    def __init__(self, means: Means, questions: Questions) -> None:
        self._means = means
        self._questions = questions

    async def press(self, update: Update, context: Context) -> None:
        """Any button under an answer."""
        query = update.callback_query
        if query is None:
            return
        language = await self._means.language(query.from_user)
        refused = self._means.access.refuses(query.from_user.id)
        if refused is not None:
            await acknowledge(query, message(refused or "too_fast", language))
            return
        pressed = read_button(query.data or "")
        answer = await asyncio.to_thread(self._means.store.load_answer, pressed.answer) if pressed else None
        at = query.message
        # A client may send whatever number it likes: an answer is only shown where it was given.
        if pressed is None or answer is None or not isinstance(at, Message) or answer.get("chat") != str(at.chat.id):
            await acknowledge(query, message("old_button", language))
            return
        await acknowledge(query)
        if "update" in answer:  # a note that an answer may not have arrived
            await context.application.process_update(Update.de_json(answer["update"], context.bot))
            return
        if pressed.verb == "do":
            await self._do(at, pressed, answer, language, query.from_user)
            return
        asked = _question_behind(pressed, answer)
        if asked is None:
            await at.reply_text(message("old_button", language))
        else:
            await self._questions.answer(update, at, query.from_user.id, asked, language)

    async def export(self, update: Update, context: Context) -> None:
        """/export: the last answer of this conversation."""
        incoming, user = update.effective_message, update.effective_user
        if incoming is None or user is None or not await self._means.may(incoming, user):
            return
        language = await self._means.language(user)
        key = (CHANNEL, str(incoming.chat.id), str(user.id))
        answer = await asyncio.to_thread(self._means.store.last_answer, key)
        if answer is None or not answer["citations"]:
            await incoming.reply_text(message("nothing_to_export", language))
        else:
            await self._export(incoming, answer, language)

    async def _do(
        self, at: Message, pressed: Pressed, answer: dict[str, Any], language: str | None, person: User
    ) -> None:
        if pressed.what == "proof":
            await self._prove(at, answer, language)
        elif pressed.what == "export":
            await self._export(at, answer, language)
        elif pressed.what == "wrong":
            await _ask_wrong(at, pressed.answer, language, person)
        elif pressed.what == "original":
            await self._send_originals(at, answer, language)

    async def _prove(self, at: Message, answer: dict[str, Any], language: str | None) -> None:
        from bot.pictures.proof import draw_proof

        columns = answer.get("columns") or [None] * len(answer["citations"])
        for n, citation in enumerate(answer["citations"][:MOST_PROOFS]):
            measure = next((figure["measure"] for figure in answer["figures"] if n in figure["citations"]), "")
            try:
                proof = await self._means.paint(draw_proof, citation, self._means.store, language, columns[n], measure)
            except ReportError as error:
                await at.reply_text(error.render("en" if answer["language"] == "en" else "zh"))
                continue
            await at.chat.send_photo(proof.picture, caption=proof.caption[:1024])

    async def _send_originals(self, at: Message, answer: dict[str, Any], language: str | None) -> None:
        from bot.pictures.proof import original_of

        by_file = {citation["file"]: citation for citation in answer["citations"]}
        for file, citation in list(by_file.items())[:MOST_PROOFS]:
            path = await asyncio.to_thread(original_of, citation, self._means.store)
            if path is None:
                await at.reply_text(message("no_original", language, file=file))
            else:
                content = await asyncio.to_thread(path.read_bytes)
                named = InputFile(content, filename=PurePosixPath(file).name)
                await at.chat.send_document(named, caption=citation.get("url"))

    async def _export(self, at: Message, answer: dict[str, Any], language: str | None) -> None:
        from bot.export import file_name, to_csv, to_xlsx

        name = file_name(answer.get("again") or answer["question"])
        for suffix, render in (("csv", to_csv), ("xlsx", to_xlsx)):
            content = await self._means.think(render, answer)
            caption = message("export", language) if suffix == "csv" else None
            await at.chat.send_document(InputFile(content, filename=f"{name}.{suffix}"), caption=caption)


async def _ask_wrong(at: Message, answer: int, language: str | None, person: User) -> None:
    """Asks what is wrong with an answer; in a group whoever pressed is named, so that only they are asked to reply."""
    text = message("ask_wrong", language, answer=answer)
    entities = []
    if at.chat.type != Chat.PRIVATE:
        name = person.first_name[:60]
        entities = [MessageEntity(MessageEntity.TEXT_MENTION, 0, units(name), user=person)] if name else []
        text = f"{name} {text}"
    await at.reply_text(text, entities=entities, reply_markup=ForceReply(selective=True))


def _question_behind(pressed: Pressed, answer: dict[str, Any]) -> str | Question | None:
    if pressed.verb == "go":
        offer = answer.get("offers", {}).get(pressed.what)
        return question_from_json(offer) if offer else None
    choices: list[dict[str, str]] = answer["choices"]
    number = int(pressed.what) if pressed.what.isdecimal() else len(choices)
    return choices[number]["question"] if number < len(choices) else None
