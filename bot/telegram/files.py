"""A report sent as a file: anyone gets it checked, staff may store it after a button press.

What staff send lies in their own drafts until then, and goes after seven days; of anyone else nothing is kept.
"""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from telegram import Chat, Document, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message, PhotoSize, Update
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest

from bot.telegram.means import Context, Means, key_of
from bot.telegram.measures import REFUSED
from bot.telegram.messages import chosen, message
from bot.telegram.sending import acknowledge, send_parts
from report.errors import NoText, ReportError

KEEP = "keep:"
MOST_WAITING = 20  # files of everybody that wait to be read; more would wait too long
LONGEST_NAME = 60  # of a file; some systems allow 255 bytes
PHOTO = "photo.jpg"  # photos have no name


class Files:
    """The handlers of documents and photos."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._waiting = 0

    async def receive(self, update: Update, context: Context) -> None:
        """A file in a private chat: read, checked, and kept for its sender."""
        incoming, user = update.message, update.effective_user
        if incoming is None or user is None or self._means.check is None or incoming.chat.type != Chat.PRIVATE:
            return
        sent: Document | PhotoSize | None = incoming.document or (incoming.photo[-1] if incoming.photo else None)
        if sent is None or not await self._means.may(incoming, user):
            return
        language = await self._means.language(user)
        if (sent.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            await incoming.reply_text(message("too_big", language))
            return
        limit = self._means.access.refuses_file(user.id) if user.id not in self._means.staff else None
        if limit is None and self._waiting >= MOST_WAITING:
            limit = "files_wait"
            REFUSED.labels(limit).inc()
        if limit is not None:
            if limit:
                await incoming.reply_text(message(limit, language))
            return
        self._waiting += 1
        try:
            await self._check(incoming, user.id, sent, language)
        finally:
            self._waiting -= 1

    async def _check(self, at: Message, person: int, sent: Document | PhotoSize, language: str | None) -> None:
        name = safe_name(getattr(sent, "file_name", None) or PHOTO)
        with TemporaryDirectory(prefix="wenbao-") as folder:
            path = Path(folder) / name
            try:
                await (await sent.get_file()).download_to_drive(path)
            except BadRequest:  # larger than it said, or no longer there
                await at.reply_text(message("no_file", language))
                return
            text, annotated, well = await self._means.read(self._checked, path, chosen(language))
            content = await asyncio.to_thread(path.read_bytes)
        keyboard = None
        if person in self._means.staff and well:
            owner = key_of(at.chat.id, person)
            draft = await asyncio.to_thread(self._means.store.save_draft, owner, name, {"text": text}, content)
            keep = InlineKeyboardButton(message("button_keep", language), callback_data=f"{KEEP}{draft}")
            keyboard = InlineKeyboardMarkup([[keep]])
        elif well:
            text = f"{text}\n{message('not_staff', language)}"
        await send_parts(at, text, keyboard)
        if annotated is not None:
            await at.chat.send_document(InputFile(annotated, filename=name), caption=message("annotated", language))

    def _checked(self, path: Path, language: str) -> tuple[str, bytes | None, bool]:
        assert self._means.check is not None
        try:
            return *self._means.check(path, language), True
        except NoText:
            return message("no_text", language, file=path.name), None, False
        except ReportError as error:
            return error.render(language), None, False

    async def keep(self, update: Update, context: Context) -> None:
        """The button under a checked file: stores it; only for staff, only their own."""
        query = update.callback_query
        if query is None or self._means.keep is None or not isinstance(query.message, Message):
            return
        language = await self._means.language(query.from_user)
        number = (query.data or "").removeprefix(KEEP)
        owner = key_of(query.message.chat.id, query.from_user.id)
        drafts = await asyncio.to_thread(self._means.store.drafts, owner)
        draft = next((draft for draft in drafts if str(draft.id) == number), None)
        if query.from_user.id not in self._means.staff or draft is None or draft.content is None:
            await acknowledge(query, message("old_button", language))
            return
        await acknowledge(query)
        with TemporaryDirectory(prefix="wenbao-") as folder:
            path = Path(folder) / draft.name
            path.write_bytes(draft.content)
            loaded = await self._means.read(self._means.keep, path)
        done = message(f"kept_{loaded.status}", language)
        text = loaded.error or message(
            "kept", language, file=draft.name, agency=loaded.agency, year=loaded.year, done=done
        )
        await query.message.reply_text(text)


def safe_name(given: str) -> str:
    """A sender's name for a file, as a name and nothing else."""
    name = PurePosixPath(given.replace("\\", "/").replace("\x00", "")).name
    if not name.strip("."):
        return "report"
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix[:10]}" if stem else name[:LONGEST_NAME]
