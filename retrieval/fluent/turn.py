"""One turn of a conversation with a model: the rules first, then the model where they are unsure or prose is told.

What a sender wrote themselves (a draft, a long text) goes to a model of another machine only after that sender's yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering import wording
from retrieval.fluent.guest import Around, Fluent, answered
from retrieval.question import Answer, Question

if TYPE_CHECKING:
    from retrieval.conversation import Conversation

OWN = 200  # characters from which a text is a sender's own writing rather than a question
_YES = re.compile(
    r"\s*(?:我?同意(?:发送|外发)?|可以发送?|yes,? (?:you may )?send(?: it)?|i agree)\s*[。.!！]?\s*", re.I
)
_NO = re.compile(
    r"\s*(?:我?不同意(?:发送|外发)?|撤回同意|no,? do not send(?: it)?|i do not agree)\s*[。.!！]?\s*", re.I
)
_SETTING = "own_text_to_model"


def model_turn(talk: Conversation, model: Fluent, text: str) -> Iterator[str | Answer]:
    """Partial texts while the model words prose, then the answer."""
    if not model.local and (_YES.fullmatch(text) or _NO.fullmatch(text)) and len(talk.key) == 3:
        yield _consented(talk, text, _YES.fullmatch(text) is not None)
        return
    before = talk.previous
    question, answer = talk.by_rules(text)
    if question is None:
        yield answer
        return
    around = Around(talk.store, talk.passages, talk.today)
    if (len(text) > OWN or talk.desk.body() is not None) and not may_leave(talk, model):
        yield _not_sent(answer) if len(text) > OWN else answer
        return
    filled = model.fill(question, answer, around, before)
    if isinstance(filled, Question):
        talk.answer(filled)  # kept, as any other question
        yield replace(answered(filled, around), steps=(*answer.steps, "model: understood"))
        return
    yield from model.stream(question, filled, around)


def may_leave(talk: Conversation, model: Fluent) -> bool:
    """Whether a sender's own text may be told to the model."""
    return model.local or _agreed(talk)


def _agreed(talk: Conversation) -> bool:
    if isinstance(talk.key, str) or len(talk.key) != 3:
        return False
    channel, _, person = talk.key
    return bool(talk.store.person(channel, person).get(_SETTING))


def _consented(talk: Conversation, text: str, yes: bool) -> Answer:
    """Keeps what somebody says about their own texts; `forget` takes it away with the rest."""
    channel, person = talk.key[0], talk.key[-1]
    talk.store.save_person(channel, person, talk.store.person(channel, person) | {_SETTING: yes})
    english = text.isascii()
    if yes:
        told = "您写的文字现在可以发给语言模型；回复“不同意”即可撤回。"
        told_en = "Your own texts may go to the language model now; reply “I do not agree” to take that back."
    else:
        told, told_en = "您写的文字不会发给语言模型。", "Your own texts do not go to the language model."
    return Answer("help", told_en if english else told, "en" if english else "zh", text)


def _not_sent(answer: Answer) -> Answer:
    zh = "这段文字没有发给语言模型；如同意发送，请回复“同意”"
    en = "this text was not sent to the language model; reply “I agree” if it may be"
    note = wording.render(en if answer.language == "en" else zh, answer.language)
    shown = f"({note}.)" if answer.language == "en" else f"（{note}。）"
    return replace(answer, text=f"{answer.text}\n{shown}", notes=(*answer.notes, note))
