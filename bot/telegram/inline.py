"""`@bot 榆汀区科技局 2023 申请` in any chat: a cited figure to put there."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, Update
from telegram.error import BadRequest

from bot.telegram.access import LONGEST
from bot.telegram.means import Context, Means
from bot.telegram.messages import message
from bot.telegram.rendering import entities_in, links_of, numbered_parts, render_for_chat
from bot.telegram.sending import NO_PREVIEW
from report.errors import ReportError
from retrieval.question import Answer

MOST_CHOICES = 10
FIGURE = re.compile(r"(?:\d+\. )?.{0,40}?-?\d[\d,.]*(?:件|万元|%|家|个| — )")
SHOWN = ("figure", "comparison", "ranking", "aggregate", "trend", "share")


class Inline:
    """The handler of inline queries; they have no conversation."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def query(self, update: Update, context: Context) -> None:
        """Answers what was typed so far; nothing but a hint where it is no whole question yet."""
        query = update.inline_query
        if query is None:
            return
        text = query.query.strip()[:LONGEST]
        answers = []
        if text and self._means.access.refuses(query.from_user.id) is None:
            answers = await self._means.think(self._answers, text)
        hint = message("inline_none" if text else "inline_hint", await self._means.language(query.from_user))
        with suppress(BadRequest):  # who typed on meanwhile has asked anew
            await query.answer(
                [_result(answer) for answer in answers],
                cache_time=30,
                is_personal=False,
                button=None if answers else InlineQueryResultsButton(hint, start_parameter="inline"),
            )

    def _answers(self, text: str) -> list[Answer]:
        try:
            answer = self._means.converse(()).reply(text)
            if answer.kind in SHOWN:
                return [answer]
            # Bodies that are merely near the one named are not what was asked for.
            choices = answer.choices[:MOST_CHOICES] if answer.kind == "clarify" else ()
            found = [self._means.converse(()).reply(choice.question) for choice in choices]
        except ReportError:
            return []
        return [one for one in found if one.kind in SHOWN]


def _result(answer: Answer) -> InlineQueryResultArticle:
    text = numbered_parts(render_for_chat(answer))[0]
    lines = answer.text.splitlines()
    # The line that bears a figure; what stands before it in the text says how it was counted.
    title = next((line for line in lines if FIGURE.match(line)), lines[0])
    other = next((line for line in lines if line != title), answer.question)
    return InlineQueryResultArticle(
        id=hashlib.sha256(text.encode()).hexdigest()[:32],
        title=title[:100],
        description=other[:100],
        input_message_content=InputTextMessageContent(
            text, entities=entities_in(text, links_of(answer)), link_preview_options=NO_PREVIEW
        ),
    )
