"""What concerns one person: the language of buttons and notes, what is kept, forgetting it."""

from __future__ import annotations

import asyncio

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.telegram.inbox import CHANNEL
from bot.telegram.means import Context, Means
from bot.telegram.messages import chosen, message
from bot.telegram.sending import acknowledge

FORGET = "me:forget"


class Personal:
    """/language, /privacy, /forget."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def language(self, update: Update, context: Context) -> None:
        """Switches between the two languages of buttons and notes."""
        user = update.effective_user
        if user is None or not await self._may(update):
            return
        other = "en" if chosen(await self._means.language(user)) == "zh" else "zh"
        await asyncio.to_thread(self._means.store.save_person, CHANNEL, str(user.id), {"language": other})
        await self._say(update, message("language", other))

    async def privacy(self, update: Update, context: Context) -> None:
        """Says what is kept."""
        if not await self._may(update):
            return
        key = "privacy_remote" if self._means.model_is_remote else "privacy"
        await self._say(update, message(key, await self._means.language(update.effective_user)))

    async def forget(self, update: Update, context: Context) -> None:
        """Asks before it forgets."""
        user = update.effective_user
        if update.effective_message is None or user is None or not await self._may(update):
            return
        language = await self._means.language(user)
        yes = InlineKeyboardButton(message("button_forget", language), callback_data=f"{FORGET}:{user.id}")
        await update.effective_message.reply_text(
            message("forget", language), reply_markup=InlineKeyboardMarkup([[yes]])
        )

    async def forgotten(self, update: Update, context: Context) -> None:
        """Deletes what is kept of whoever asked for it; in a group nobody else's yes counts."""
        query = update.callback_query
        if query is None:
            return
        language = await self._means.language(query.from_user)
        if query.data != f"{FORGET}:{query.from_user.id}":
            await acknowledge(query, message("not_yours", language))
            return
        await asyncio.to_thread(self._means.store.forget, CHANNEL, str(query.from_user.id))
        await acknowledge(query)
        await self._say(update, message("forgotten", language))

    async def _may(self, update: Update) -> bool:
        at, user = update.effective_message, update.effective_user
        return at is not None and user is not None and await self._means.may(at, user)

    @staticmethod
    async def _say(update: Update, text: str) -> None:
        if update.effective_message is not None:
            await update.effective_message.reply_text(text)
