"""The language model of a process: asked within a time, not asked while it is dead, and never waited for in vain.

`Fluent` is handed to every conversation. Whatever goes wrong, the reply composed without the model is what is given,
with one quiet note.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from retrieval.answer import compose
from retrieval.answering import missing, wording
from retrieval.answering.prose import Opened
from retrieval.answering.reply import Reply
from retrieval.fluent.breaker import Breaker
from retrieval.fluent.choosing import Filled, describe_key, fill, near_lists, nothing_found, unsure
from retrieval.fluent.drafting import Drafted, draft_section
from retrieval.fluent.failures import NoText, TooSlow, Unbound, failure_of, note_of
from retrieval.fluent.lock import Lock
from retrieval.fluent.material import Material
from retrieval.fluent.shown import Shown
from retrieval.fluent.tools import Tools
from retrieval.fluent.usage import BLOCKED, FILLED, RESTING, WORDED, Spent, Usage
from retrieval.fluent.writing import Account, Written, render_places, render_sentences, write
from retrieval.glossary import find_entry
from retrieval.lookup import Lookup
from retrieval.question import Answer, Choice, Operation, Question
from retrieval.store import Store
from retrieval.understanding.directory import directory_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TIMEOUT = 20.0  # seconds that the model has for an answer
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Around:
    """What an answer is made with."""

    store: Store
    passages: Opened
    today: date


class Fluent:
    """The model as a guest, made by `opened` at the first question that wants it; `local`: it runs on this machine."""

    def __init__(
        self,
        opened: Callable[[], BaseChatModel | None],
        *,
        timeout: float = TIMEOUT,
        local: bool = False,
        breaker: Breaker | None = None,
        usage: Usage | None = None,
    ) -> None:
        self._opened = opened
        self._model: BaseChatModel | None = None
        self.timeout = timeout
        self.local = local
        self.breaker = breaker or Breaker()
        self.usage = usage or Usage()
        self._turn = threading.Lock()

    def fill(self, question: Question, answer: Answer, around: Around, previous: Question | None) -> Answer | Question:
        """A question that the rules were unsure of: as the model fills it, asked back, or the answer as it was."""
        from retrieval.models import embedder

        if not unsure(question, answer) or self._rests("understanding"):
            return answer
        lists = near_lists(question, around.store.agencies(), embedder())
        if not lists.measures and not question.topic and not lists.agencies:
            return answer
        account = Account()
        with self._counting("understanding", account, FILLED) as outcome:
            try:
                work = self._within(
                    lambda _: iter([fill(self._open(), question, lists, around.today, account, previous)])
                )
                filled = next(iter(work))
            except Exception as error:  # each provider raises its own
                outcome[0], told = self._failed(error, answer)
                return told
            self.breaker.succeeded()
        if filled is None:
            return answer
        if nothing_found(question, answer):  # it stays not found: what the model takes to be meant is offered
            return offer(filled, answer, around)
        return filled.question if filled.sure else ask_back(filled, answer, around)

    def stream(self, question: Question, answer: Answer, around: Around) -> Iterator[str | Answer]:
        """The answer in the model's words: partial texts, then the answer; the answer alone where it needs none."""
        if not words_prose(question, answer) or self._rests("answering"):
            yield answer
            return
        shown = Shown(around.store.agencies())
        tools = Tools(question, around.store, around.passages, around.today, shown)
        lock = Lock(shown, directory_of(shown.agencies), question.text, question.language, around.today)
        account = Account()
        with self._counting("answering", account, WORDED) as outcome:
            try:
                model = self._open()
                for made in self._within(lambda stopped: write(model, question, answer, tools, lock, account, stopped)):
                    text, citations = render_sentences(made.sentences, shown, answer.citations, question.language)
                    if isinstance(made, Written):
                        self.breaker.succeeded()
                        yield _worded(question, answer, text, citations, account)
                    else:
                        yield text
            except Exception as error:  # each provider raises its own
                outcome[0], told = self._failed(error, answer, account)
                yield told

    def write_section(self, material: Material) -> Iterator[str | Drafted]:
        """A section of a report in the model's words: what has passed so far, then the whole, or why there is none."""
        if self._rests("drafting"):
            yield Drafted()
            return
        account = Account()
        with self._counting("drafting", account, WORDED) as outcome:
            try:
                model = self._open()
                for made in self._within(lambda stopped: draft_section(model, material, account, stopped)):
                    if isinstance(made, Drafted):
                        self.breaker.succeeded()
                        done = f"model: prompt drafting {account.prompt}, {account.calls} calls"
                        made = replace(made, steps=(done, *account.breaches))
                    yield made
            except Exception as error:  # each provider raises its own
                outcome[0], note, steps = self._blame(error, material.language, account)
                yield Drafted(note=note, steps=steps)

    def _open(self) -> BaseChatModel:
        with self._turn:
            if self._model is None:
                import langchain.agents  # noqa: F401 — paid before the clock runs

                # What stops a text is no news.
                logging.getLogger("langchain_core.callbacks.manager").setLevel(logging.ERROR)
                self._model = self._opened()
            if self._model is None:
                raise Unbound("no model")
            return self._model

    def _rests(self, task: str) -> bool:
        if self.breaker.resting:
            self.usage.add(Spent(task, RESTING, 0))
            return True
        return False

    @contextmanager
    def _counting(self, task: str, account: Account, well: str) -> Iterator[list[str]]:
        started = time.monotonic()
        outcome = [well]
        try:
            yield outcome
        finally:
            spent = int((time.monotonic() - started) * 1000)
            self.usage.add(Spent(task, outcome[0], spent, account.calls, account.tokens_in, account.tokens_out))

    def _failed(self, error: Exception, answer: Answer, account: Account | None = None) -> tuple[str, Answer]:
        """What to count, and the answer without the model."""
        outcome, note, steps = self._blame(error, answer.language, account)
        answer = replace(answer, steps=(*answer.steps, *steps))
        return outcome, noted(answer, note) if note else answer

    def _blame(self, error: Exception, language: str, account: Account | None) -> tuple[str, str, tuple[str, ...]]:
        """What to count, what to tell (nothing where only the words were at fault), and the steps."""
        if isinstance(error, Unbound):
            told = note_of(BLOCKED, language) if isinstance(error, NoText) else ""
            steps = (f"model: {error}", *(account.breaches if account else ()))
            return BLOCKED, wording.render(told, language), steps
        failure = failure_of(error)
        if failure.server:
            self.breaker.failed(dead=failure.dead)
        note = wording.render(note_of(failure.outcome, language), language)
        return failure.outcome, note, (f"model: {failure.outcome} {type(error).__name__}",)

    def _within(self, work: Callable[[Callable[[], bool]], Iterator[T]]) -> Iterator[T]:
        """What the work gives, for as long as an answer may take; then it is left alone, and told to stop."""
        self._open()
        given: queue.Queue[tuple[bool, Any]] = queue.Queue()
        stop = threading.Event()

        def run() -> None:
            try:
                for one in work(stop.is_set):
                    given.put((True, one))
                    if stop.is_set():
                        return
                given.put((False, None))
            except BaseException as error:  # handed over to whoever waits
                given.put((False, error))

        until = time.monotonic() + self.timeout
        threading.Thread(target=run, name="model", daemon=True).start()
        try:
            while True:
                try:
                    going, one = given.get(timeout=max(0.0, until - time.monotonic()))
                except queue.Empty:
                    raise TooSlow(f"{self.timeout:g} s") from None
                if going:
                    yield one
                elif one is not None:
                    raise one
                else:
                    return
        finally:
            stop.set()


def noted(answer: Answer, note: str) -> Answer:
    """The answer with one quiet note under it."""
    shown = f"({note}.)" if answer.language == "en" else f"（{note}。）"
    return replace(answer, text=f"{answer.text}\n{shown}", notes=(*answer.notes, note))


def words_prose(question: Question, answer: Answer) -> bool:
    """Whether an answer is prose that a model may word; a figure never waits for one."""
    if answer.figures:
        return False
    if answer.kind == "passage":
        return bool(answer.citations)
    return (
        answer.kind == "help"
        and question.operation is Operation.EXPLAIN
        and find_entry(question.text, question.language) is None
        and len(question.text) > 4
    )


def _worded(question: Question, answer: Answer, text: str, citations: tuple[Any, ...], account: Account) -> Answer:
    """The model's words first, then what they rest on, verbatim."""
    heading = wording.render("原文：", question.language) if question.language != "en" else "The passages:"
    places = render_places(text, citations, question.language)
    rest = f"\n{places}" if places else ""
    rest += f"\n\n{heading}\n{answer.text}" if answer.kind == "passage" else ""
    steps = (*answer.steps, f"model: prompt answering {account.prompt}, {account.calls} calls", *account.breaches)
    return replace(answer, text=f"{text}{rest}", citations=citations, steps=steps)


def ask_back(filled: Filled, answer: Answer, around: Around) -> Answer:
    """What the model took to be asked, as questions to choose from."""
    reply = _reply(filled.question, around)
    choices = list(_choices(filled.question, reply))
    if not choices:
        return answer
    intro = reply.say("您是想问下面的哪一项？", "Do you mean one of these?")
    return replace(reply.answer("clarify", intro, choices=choices), steps=(*answer.steps, "model: asked back"))


def offer(filled: Filled, answer: Answer, around: Around) -> Answer:
    """An answer that found nothing, with what the model took to be asked as questions to ask next."""
    question = filled.question
    reply = _reply(question, around)
    known = {choice.question for choice in answer.choices}
    choices = [choice for choice in _choices(question, reply) if choice.question not in known]
    if question.operation is Operation.PASSAGE:
        found = compose(question, around.store, around.passages, around.today)
        choices = list(_passages(question, reply)) if found.kind == "passage" else []
    if not choices:
        return answer
    intro = wording.render(reply.say("或者想问：", "Or perhaps:"), question.language)
    shown = "\n".join([answer.text, intro, *(f"- {choice.label}" for choice in choices)])
    steps = (*answer.steps, "model: offered")
    return replace(answer, text=shown, choices=(*answer.choices, *choices), steps=steps)


def _reply(question: Question, around: Around) -> Reply:
    return Reply(question, Lookup(around.store, around.store.agencies()), around.today)


def _choices(question: Question, reply: Reply) -> Iterator[Choice]:
    for agency in question.agencies[:3]:
        body = reply.agency(agency)
        years = [year for year in question.years if year in body.years] or list(body.years[-1:])
        for measure in question.measures[:3]:
            if years:
                name = wording.render(wording.body(body.agency), question.language)
                label = f"{name}{years[-1]} {describe_key(measure, question.language)}"
                yield Choice(label, wording.render(missing.ask(reply, body, years[-1], measure), question.language))


def _passages(question: Question, reply: Reply) -> Iterator[Choice]:
    """What a report says of the words that the model would search for."""
    for agency in question.agencies[:1]:
        body = reply.agency(agency)
        years = [year for year in question.years if year in body.years] or list(body.years[-1:])
        for year in years[-1:]:
            name, topic = wording.render(wording.body(body.agency), question.language), question.topic
            zh, en = (
                f"{name}{year}年报告里关于{topic}写了什么",
                f"what does the {year} report of {name} say about {topic}",
            )
            yield Choice(reply.say(zh, en), reply.say(zh, en))


def answered(question: Question, around: Around) -> Answer:
    """A filled question through the same checks as any other, and the reader told how it was understood."""
    answer = compose(question, around.store, around.passages, around.today)
    zh, en = (
        "语言模型帮助理解了这个提问，如与原意不符，请换个说法",
        "a model helped to read this question; if it is not what you meant, please reword it",
    )
    return noted(answer, wording.render(en if question.language == "en" else zh, question.language))
