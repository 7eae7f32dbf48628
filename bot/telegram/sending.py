"""An answer on its way out: plain text in parts, buttons under the last, pictures where figures are drawn best."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.telegram.rendering import Links, entities_in, numbered_parts
from report.errors import ReportError
from retrieval.question import Answer

if TYPE_CHECKING:
    from bot.telegram.means import Means

log = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NO_LINKS: Links = {}
MANY = 20  # figures; more come as a file too


async def show_typing(at: Message) -> None:
    """Typing, shown at once and again every four seconds until cancelled; that it fails is nobody's business."""
    with suppress(TelegramError):
        while True:
            await at.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(4)


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Takes the clock off a pressed button; one that was pressed long ago has none any more."""
    with suppress(TelegramError):
        await query.answer(text)


async def send_parts(
    at: Message, text: str, keyboard: InlineKeyboardMarkup | None = None, links: Links = NO_LINKS
) -> list[int]:
    """The text as an answer to a message; the numbers of the messages that it became.

    It quotes the message where others may stand between: in a group, and for the files of an album.
    """
    parts = numbered_parts(text)
    sent: list[int] = []
    for n, part in enumerate(parts, 1):
        markup = keyboard if n == len(parts) else None
        quoted = n == 1 and (at.chat.type != Chat.PRIVATE or at.media_group_id is not None)
        entities = entities_in(part, links)
        try:
            message = await at.reply_text(
                part, reply_markup=markup, do_quote=quoted, entities=entities, link_preview_options=NO_PREVIEW
            )
        except BadRequest:  # the question was deleted meanwhile: the answer stands without quoting it
            message = await at.chat.send_message(
                part, reply_markup=markup, entities=entities, link_preview_options=NO_PREVIEW
            )
        sent.append(message.message_id)
    return sent


async def edit_parts(
    at: Message,
    told: Sequence[int],
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    links: Links = NO_LINKS,
) -> list[int]:
    """The text in place of an earlier answer, which may have had more parts or fewer; its pictures (negative) go."""
    parts = numbered_parts(text)
    bot = at.get_bot()
    texts = [number for number in told if number > 0]
    numbers: list[int] = []
    for n, part in enumerate(parts):
        markup = keyboard if n == len(parts) - 1 else None
        entities = entities_in(part, links)
        if n < len(texts):
            with suppress(BadRequest):  # the same text as before is an error to Telegram
                await bot.edit_message_text(
                    part,
                    at.chat.id,
                    texts[n],
                    reply_markup=markup,
                    entities=entities,
                    link_preview_options=NO_PREVIEW,
                )
            numbers.append(texts[n])
        else:
            sent = await at.chat.send_message(
                part, reply_markup=markup, entities=entities, link_preview_options=NO_PREVIEW
            )
            numbers.append(sent.message_id)
    for extra in [*texts[len(parts) :], *(-number for number in told if number < 0)]:
        with suppress(BadRequest):
            await bot.delete_message(at.chat.id, extra)
    return numbers


async def send_pictures(at: Message, answer: Answer, means: Means) -> list[int]:
    """The chart or table of an answer that is read best so, a file of many figures, its own files; their numbers."""
    from bot.pictures.choosing import draw_answer

    sent: list[int] = []
    try:
        picture = await means.paint(draw_answer, answer)
    except ReportError as error:  # no font: the text has said it all
        log.warning("%s", error.render("en"))
        picture = None
    if picture is not None:
        sent.append((await at.chat.send_photo(picture)).message_id)
    if len(answer.figures) > MANY:
        from bot.export import file_name, to_xlsx
        from retrieval.answer import answer_to_json

        content = await means.think(to_xlsx, answer_to_json(answer))
        named = InputFile(content, filename=f"{file_name(answer.question)}.xlsx")
        sent.append((await at.chat.send_document(named)).message_id)
    for file in answer.files:
        named = InputFile(file.content, filename=file.name)
        sent.append((await at.chat.send_document(named)).message_id)
    return sent
