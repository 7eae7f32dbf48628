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
        if user is None:
            return
        other = "en" if chosen(await self._means.language(user)) == "zh" else "zh"
        await asyncio.to_thread(self._means.store.save_person, CHANNEL, str(user.id), {"language": other})
        await self._say(update, message("language", other))

    async def privacy(self, update: Update, context: Context) -> None:
        """Says what is kept."""
        key = "privacy_remote" if self._means.model_is_remote else "privacy"
        await self._say(update, message(key, await self._means.language(update.effective_user)))

    async def forget(self, update: Update, context: Context) -> None:
        """Asks before it forgets."""
        if update.effective_message is None:
            return
        language = await self._means.language(update.effective_user)
        yes = InlineKeyboardButton(message("button_forget", language), callback_data=FORGET)
        await update.effective_message.reply_text(
            message("forget", language), reply_markup=InlineKeyboardMarkup([[yes]])
        )

    async def forgotten(self, update: Update, context: Context) -> None:
        """Deletes what is kept of whoever pressed."""
        query = update.callback_query
        if query is None:
            return
        language = await self._means.language(query.from_user)
        await asyncio.to_thread(self._means.store.forget, CHANNEL, str(query.from_user.id))
        await acknowledge(query)
        await self._say(update, message("forgotten", language))

    @staticmethod
    async def _say(update: Update, text: str) -> None:
        if update.effective_message is not None:
            await update.effective_message.reply_text(text)
