"""`@bot 榆汀区科技局 2023 申请` in any chat: a cited figure to put there."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest

from bot.telegram.access import LONGEST
from bot.telegram.means import Context, Means
from bot.telegram.sending import numbered_parts, render_for_chat
from report.errors import ReportError
from retrieval.question import Answer

MOST_CHOICES = 10
SHOWN = ("figure", "comparison", "ranking", "aggregate", "trend", "share")


class Inline:
    """The handler of inline queries; they have no conversation."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def query(self, update: Update, context: Context) -> None:
        """Answers what was typed so far; nothing where it is no whole question yet."""
        query = update.inline_query
        if query is None:
            return
        text = query.query.strip()[:LONGEST]
        answers = []
        if text and self._means.access.refuses(query.from_user.id) is None:
            answers = await self._means.think(self._answers, text)
        results = [
            InlineQueryResultArticle(
                id=hashlib.sha256(answer.text.encode()).hexdigest()[:32],
                title=answer.text.splitlines()[0][:100],
                description=answer.question[:100],
                input_message_content=InputTextMessageContent(numbered_parts(render_for_chat(answer))[0]),
            )
            for answer in answers
        ]
        with suppress(BadRequest):  # who typed on meanwhile has asked anew
            await query.answer(results, cache_time=30, is_personal=False)

    def _answers(self, text: str) -> list[Answer]:
        try:
            answer = self._means.converse(()).reply(text)
            if answer.kind in SHOWN:
                return [answer]
            choices = [self._means.converse(()).reply(choice.question) for choice in answer.choices[:MOST_CHOICES]]
        except ReportError:
            return []
        return [chosen for chosen in choices if chosen.kind in SHOWN]
