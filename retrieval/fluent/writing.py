"""The model words prose: from what was looked up, with its tools, sentence by sentence through the lock.

What is given out while it writes has passed already; a text with a breach is asked for once more with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prompts import fenced, rules_and_material, version
from report.facts import Citation
from retrieval.answering import wording
from retrieval.fluent.failures import NoText, Unbound, ending_of
from retrieval.fluent.lock import LONGEST, Breach, Checked, Lock
from retrieval.fluent.sentences import Sentence, without_marks
from retrieval.fluent.shown import FIGURE, Shown
from retrieval.fluent.tools import Tools, shown_line
from retrieval.fluent.usage import tokens_of
from retrieval.fluent.wording_checks import is_foreign
from retrieval.question import Answer, Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

STEPS = 4  # of the agent: each asks the model once
AGAIN = 2
_ENDS = "。！？!?.\n"


@dataclass
class Account:
    """What was spent on an answer, kept while it is made."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    prompt: int = 0
    breaches: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """A text whose every sentence passed."""

    sentences: tuple[Sentence, ...]


def write(
    model: BaseChatModel,
    question: Question,
    answer: Answer,
    tools: Tools,
    lock: Lock,
    account: Account,
    stopped: Callable[[], bool],
) -> Iterator[Checked | Written]:
    """Partial texts that passed, then the whole; raises `Unbound` where the second draft fails too."""
    from langchain.agents import create_agent
    from langchain_core.messages import AIMessage, HumanMessage

    account.prompt = version("answering", question.language)
    rules, material = rules_and_material("answering", question.language, **shown_values(question, answer, tools))
    agent: Any = create_agent(model, list(tools.functions()), system_prompt=rules)
    messages: list[Any] = [HumanMessage(material)]
    halt = halting(stopped)
    for steps in (STEPS, AGAIN):
        draft = Draft(lock)
        state = messages
        for mode, part in agent.stream(
            {"messages": messages},
            {"recursion_limit": 2 * steps + 1, "callbacks": [halt]},
            stream_mode=["messages", "values"],
        ):
            if mode == "values":
                state = part["messages"]
            elif (passed := draft.add(*part)) is not None:
                yield passed
        made = [m for m in state[len(messages) :] if isinstance(m, AIMessage)]
        account.calls += len(made)
        for message in made:
            spent = tokens_of(message)
            account.tokens_in += spent[0]
            account.tokens_out += spent[1]
        checked = lock.check(str(state[-1].text))
        if ending_of(state[-1]) == "length":
            checked = Checked((), (Breach("length", "cut off"),))
        elif checked.breaches and is_foreign(str(state[-1].text), question.language):
            checked = Checked((), (Breach("language", str(state[-1].text)),))
        if not checked.breaches:
            yield Written(checked.sentences)
            return
        account.breaches += [str(breach) for breach in checked.breaches]
        again, asked = rules_and_material(
            "again",
            question.language,
            reasons="\n".join(reason(breach, question.language) for breach in checked.breaches[:6]),
            question=fenced(question.text),
        )
        messages = [*state, HumanMessage(f"{again}\n\n{asked}")]
    kind = NoText if all(breach.rule in ("language", "length") for breach in checked.breaches) else Unbound
    raise kind("; ".join(account.breaches[-3:]))


def halting(stopped: Callable[[], bool]) -> Any:
    """Ends a text that has no end, or that nobody waits for, in the thread that reads it: the agent waits for that."""
    from langchain_core.callbacks import BaseCallbackHandler

    class Halting(BaseCallbackHandler):
        raise_error = True
        length = 0

        def on_llm_new_token(self, token: Any, **_: Any) -> None:
            self.length += max(1, len(str(token)))
            if stopped() or self.length > 4 * LONGEST:
                raise NoText("endless" if self.length > 4 * LONGEST else "stopped")

    return Halting()


class Draft:
    """A text while it is written: what of it has passed so far."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._id = ""
        self._text = ""
        self._passed = 0

    def add(self, chunk: Any, _: Any) -> Checked | None:
        """The sentences that have passed, where there is one more."""
        if chunk.type not in ("ai", "AIMessageChunk"):
            return None
        if chunk.id != self._id:
            self._id, self._text, self._passed = chunk.id, "", 0
        new = str(chunk.text)
        self._text += new
        if len(self._text) > 2 * LONGEST or not any(sign in new for sign in _ENDS):
            return None
        checked = self._lock.check(self._text, whole=False)
        if checked.breaches or len(checked.sentences) <= self._passed:
            return None
        self._passed = len(checked.sentences)
        return checked


def shown_values(question: Question, answer: Answer, tools: Tools) -> dict[str, object]:
    """What the prompt is filled with: everything that the composed answer rests on."""
    tools.shown.add_answer(question, answer)
    language = question.language
    nothing = "none" if language == "en" else "无"
    lines = {
        kind: "\n".join(shown_line(piece, language) for piece in tools.shown if (piece.kind == FIGURE) == kind)
        for kind in (True, False)
    }
    return {
        "today": tools.today.isoformat(),
        "question": fenced(question.text),
        "facts": lines[True] or nothing,
        "passages": lines[False] or nothing,
        "notes": fenced("\n".join(answer.notes)) if answer.notes else nothing,
    }


def reason(breach: Breach, language: str) -> str:
    told = {
        "number": (
            "“{}”没有材料可依，或不属于句中的机关、年度、项目",
            "“{}” is bound to nothing shown, or not to that body, year and measure",
        ),
        "name": ("“{}”不是所标材料里的机关或地方", "“{}” is no body or place of the pieces cited"),
        "year": ("“{}”不是所标材料的年度", "“{}” is no year of the pieces cited"),
        "quote": ("引文“{}”与所标原文不一致", "the quote “{}” does not stand in the piece cited"),
        "source": ("没有标出处，或编号没有出现过：“{}”", "no source, or one that was not shown: “{}”"),
        "language": ("语言不对：“{}”", "in another language: “{}”"),
        "length": ("长度不对：{}", "length: {}"),
        "support": ("所标材料 {} 与这句话对不上", "piece {} does not say what the sentence says"),
        "instruction": ("不该写的话：“{}”", "not to be written: “{}”"),
        "copied": ("“{}”是别的单位报告里的原话，请用自己的话写", "“{}” is copied from another body's report"),
        "last year": ("这是上年报告的话，请写明“上年”：“{}”", "this is of last year's report, say 上年: “{}”"),
        "unsaid": (
            "这句话没有标依据，材料里也没有，请标编号、改成【待填】或删去：“{}”",
            "nothing says this: cite what it rests on, write 【待填】, or leave it out: “{}”",
        ),
    }  # fmt: skip
    zh, en = told[breach.rule]
    return "- " + (en if language == "en" else zh).format(breach.words[:80])


def render_sentences(
    sentences: Sequence[Sentence], shown: Shown, before: Sequence[Citation], language: str
) -> tuple[str, tuple[Citation, ...]]:
    """The text with citations made by code, each the place of a piece in the answer's list; and that list."""
    citations = list(before)
    told: list[str] = []
    for sentence in sentences:
        marks: list[str] = []
        for number in sentence.cited:
            piece = shown.pieces[number]
            for citation in piece.citations:
                if citation not in citations:
                    citations.append(citation)
                marks.append(f"[{citations.index(citation) + 1}]")
        words = _kept(sentence)
        end = re.search(r"[。！？!?.]*$", words)
        at = end.start() if end else len(words)
        told.append(f"{words[:at]}{''.join(dict.fromkeys(marks))}{words[at:]}")
    text = (" " if language == "en" else "").join(told)
    return wording.render(text, language), tuple(citations)


def render_places(text: str, citations: Sequence[Citation], language: str) -> str:
    """A line for each citation that the text marks: [1] whose report, and where in it."""
    lines = []
    for n, citation in enumerate(citations, 1):
        if f"[{n}]" in text:
            line = wording.source_line(citation, language)
            lines.append(f"[{n}] {re.sub(r'^(?:来源：|Source: )', '', line)}")
    return wording.render("\n".join(lines), language)


def _kept(sentence: Sentence) -> str:
    """The sentence without its marks, quotes kept from conversion."""
    text = sentence.text
    for quote in sorted(sentence.quotes, key=lambda quote: -quote.start):
        text = text[: quote.start] + wording.keep(quote.text) + text[quote.end :]
    return without_marks(text)
