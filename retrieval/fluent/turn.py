"""One turn of a conversation with a model: the rules first, then the model where they are unsure or prose is told.

What a sender wrote themselves (a draft, a long text) goes to a model of another machine only after that sender's yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering import wording
from retrieval.drafting.outline import Words
from retrieval.drafting.work import Work
from retrieval.fluent.guest import Around, Fluent, answered, noted
from retrieval.fluent.material import SECTIONS
from retrieval.fluent.sections import asked_section, section_turn, words_that_hold, write_words
from retrieval.question import Answer, Question
from retrieval.understanding import understand

if TYPE_CHECKING:
    from retrieval.conversation import Conversation

FIRST_YEAR = 2021  # of reports that can be drafted
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
    if not model.local and (_YES.fullmatch(text) or _NO.fullmatch(text)):
        yield _consented(talk, text, _YES.fullmatch(text) is not None)
        return
    asked = asked_section(text)
    work = _work(talk, text) if asked is not None else None
    if asked is not None and work is not None:
        if may_leave(talk, model):
            yield from section_turn(talk, model, work, asked, text)
            return
        yield _not_sent(talk.by_rules(text)[1])
        return
    before = talk.previous
    words = FileWords(talk, model if may_leave(talk, model) else None)
    talk.desk.worded = words
    question, answer = talk.by_rules(text)
    if question is None:
        sent = noted(answer, words.note) if words.note else answer
        yield sent if not answer.files or may_leave(talk, model) else _not_sent(sent)
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


def _work(talk: Conversation, text: str) -> Work | None:
    """The report that a section is for: the one that is being written, or the next of the body that is named."""
    question = understand(text[:OWN], talk.store.agencies(), talk.today, talk.previous)
    own = question.agencies if "agencies" in question.named else ()
    work = talk.desk.work
    if work is not None and (not own or work.agency_id in own):
        return work
    if len(own) != 1 or question.candidates or question.unknown:
        return None
    body = next(agency for agency in talk.store.agencies() if agency.id == own[0])
    said = max(question.years) if question.year_said and question.years else 0
    year = said or min(body.years[-1] + 1, talk.today.year)
    return Work(year, body.agency, body.id) if year >= FIRST_YEAR else None


class FileWords:
    """The paragraphs of the file: those that were written and still hold, the rest by the model where it may."""

    def __init__(self, talk: Conversation, model: Fluent | None) -> None:
        self._talk = talk
        self._model = model
        self.note = ""

    def __call__(self, work: Work) -> Words:
        """The words of the report that is being written."""
        talk, draft = self._talk, work.draft(self._talk.store)
        words = words_that_hold(work, draft)
        if self._model is not None:
            wanted = [number for number in SECTIONS if number not in words]
            made = write_words(self._model, draft, wanted, talk.store, talk.passages, talk.today)
            words |= made.words
            self.note = made.note
        if words and not self.note:
            told = "、".join("一二三四五六"[number - 1] for number in sorted(words))
            self.note = f"第{told}部分的文字是语言模型起草的，请逐句核实"
        return words


def may_leave(talk: Conversation, model: Fluent) -> bool:
    """Whether own text may be told to the model: it runs here, or its sender said so in this conversation."""
    return model.local or _agreed(talk)


def _agreed(talk: Conversation) -> bool:
    if isinstance(talk.key, str) or len(talk.key) != 3:
        return talk.desk.agreed
    channel, chat, person = talk.key
    return chat in talk.store.person(channel, person).get(_SETTING, {})


def _consented(talk: Conversation, text: str, yes: bool) -> Answer:
    """Keeps what somebody says about their own texts; `forget` takes it away with the rest."""
    if isinstance(talk.key, str) or len(talk.key) != 3:
        talk.desk.agreed = yes
    else:
        channel, chat, person = talk.key
        kept = talk.store.person(channel, person)
        agreed = {c: True for c in kept.get(_SETTING, {}) if c != chat} | ({chat: True} if yes else {})
        talk.store.save_person(channel, person, kept | {_SETTING: agreed})
    english = text.isascii()
    if yes:
        told = "在这个对话里，您写的文字现在可以发给语言模型；回复“不同意”即可撤回。"
        told_en = (
            "In this conversation your own texts may go to the language model now; reply “I do not agree” to take "
            "that back."
        )
    else:
        told, told_en = "您写的文字不会发给语言模型。", "Your own texts do not go to the language model."
    if yes and talk.desk.work is not None:
        told += "例如：第五部分帮我写一段。"
        told_en += " For example: write section five for me."
    return Answer("help", told_en if english else told, "en" if english else "zh", text)


def _not_sent(answer: Answer) -> Answer:
    zh = "没有把您的文字发给语言模型；如同意发送，请回复“同意”"
    en = "nothing of your own text was sent to the language model; reply “I agree” if it may be"
    return noted(answer, wording.render(en if answer.language == "en" else zh, answer.language))
