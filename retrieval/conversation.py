"""A conversation: what was asked last is kept, so that a follow-up changes only the slots that it names.

`Conversation.reply(text) → Answer` is the product; whoever renders the answer holds no logic. Turns lie in SQL under
the conversation's key, so that a chat goes on after a restart; without a key it lives as long as its object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from retrieval.answer import compose
from retrieval.answering.drafting import asks_how_to_write, wants_report
from retrieval.answering.missing import full_name
from retrieval.answering.prose import Opened
from retrieval.answering.reply import Reply
from retrieval.answering.steps import explain, found
from retrieval.drafting.desk import Desk
from retrieval.drafting.words import asks_for_words, own_words_answer
from retrieval.lookup import Lookup
from retrieval.question import Answer, Claim, Condition, Operation, Question, Scope, StoredAgency
from retrieval.store import Store
from retrieval.twofold import join, split_twofold
from retrieval.understanding import understand
from retrieval.verifying import is_question, nothing_claimed, verify

if TYPE_CHECKING:
    from retrieval.fluent.guest import Fluent

LONGEST_QUESTION = 1_000  # characters; the rest of a longer text is not read as a question
_TO_VERIFY = re.compile(r"\s*(?:请|帮我)?(?:核实|核对|求证)(?:一下)?[：:\n]|\s*(?:verify|fact-?check)\s*[:\n]", re.I)
# What these ask about is the turn before; they do not become the turn that the next one follows.
_LISTED = 30  # bodies of a ranking that 第三名 may point at, whether they were shown or not
_ORDERS = (Operation.RANK, Operation.MAXIMUM, Operation.MINIMUM)
_PASSING = (Operation.SMALLTALK, Operation.REFUSE)


class Conversation:
    """One person's conversation in one chat."""

    def __init__(
        self,
        store: Store,
        passages: Opened,
        today: date,
        key: str | tuple[str, ...] = "",
        previous: Question | None = None,
        model: Fluent | None = None,
    ) -> None:
        self.store = store
        self.passages = passages
        self.today = today
        self.key = key
        self.previous = previous
        self.model = model
        self.desk = Desk(store, today, key)
        self._asked: Question | None = None  # what the rules have just answered, where a model may be asked too
        if key and previous is None:
            self.previous = self._load()

    def reply(self, text: str) -> Answer:
        """The answer to what was said, in the light of the turn before."""
        return next(one for one in self.stream(text) if isinstance(one, Answer))

    def stream(self, text: str) -> Iterator[str | Answer]:
        """The same as it comes: partial texts while a language model words prose, then the answer."""
        if self.model is None:
            yield self._by_rules(text)
            return
        from retrieval.fluent.turn import model_turn

        yield from model_turn(self, self.model, text)

    def by_rules(self, text: str) -> tuple[Question | None, Answer]:
        """The answer without a model, and the question where a model may still be asked about it."""
        self._asked = None
        answer = self._by_rules(text)
        asked, self._asked = self._asked, None
        return asked, answer

    def _by_rules(self, text: str) -> Answer:
        asked = _TO_VERIFY.match(text)
        if asked is not None:
            return self.verify(text[asked.end() :])
        heard = self.desk.hear(text)
        if heard is not None:
            return heard
        twofold = split_twofold(text)
        if twofold is not None:
            first = self._by_rules(twofold[0])
            if first.kind != "ranking" or len(first.figures) != 1:
                return first
            return replace(join(first, self._by_rules(twofold[1])), question=text)
        question = understand(text, self.store.agencies(), self.today, self.previous)
        if wants_report(question):
            return self.desk.start(question, self.previous)
        question = asks_how_to_write(question) or question
        return self._worded(question) or self.answer(self._for_own(question))

    def _for_own(self, question: Question) -> Question:
        """第五部分怎么写, while a report is being written, asks for that body."""
        body = self.desk.body()
        unnamed = "agencies" not in question.named and not (question.candidates or question.unknown)
        if question.operation is Operation.DRAFT and body is not None and unnamed:
            return replace(question, agencies=(body,))
        return question

    def _worded(self, question: Question) -> Answer | None:
        """Help with the words of the report that somebody writes, for the body that is meant."""
        if not asks_for_words(question.text):
            return None
        lookup = Lookup(self.store, self.store.agencies())
        writing = self.desk.body()
        own = question.agencies
        if "agencies" not in question.named or not own:
            before = self.previous.agencies if self.previous is not None else ()
            own = (writing,) if writing is not None else before
        body = lookup.agencies.get(own[0]) if len(own) == 1 else None
        answer = own_words_answer(Reply(question, lookup, self.today), body, self.passages)
        if answer is not None:
            self._keep(question)
        return answer

    def verify(self, text: str) -> Answer:
        """What a text from elsewhere claims, number by number; a text without any may be a question."""
        verified = verify(text, self.store.agencies(), self.today, self._look_up)
        if verified is not None:
            return verified
        return self._by_rules(text[:LONGEST_QUESTION]) if is_question(text) else nothing_claimed(text)

    def _look_up(self, question: Question) -> Answer:
        return compose(question, self.store, self.passages, self.today)

    def answer(self, question: Question) -> Answer:
        """The answer to a question that is resolved already: a button's own."""
        self._asked = question
        answer = compose(question, self.store, self.passages, self.today)
        if not (self.previous and _leads_nowhere(question, answer)):
            self._keep(self._settled(question, answer))
        return replace(answer, steps=(*explain(question, self.store), *found(answer)))

    def _settled(self, question: Question, answer: Answer) -> Question:
        """The question as it was answered: what was offered, what was put in order, which year was taken."""
        question = replace(question, offered=tuple(choice.question for choice in answer.choices), explained="")
        if question.candidates and answer.choices:
            question = _in_order_offered(question, answer, self.store.agencies())
        if question.operation in _ORDERS and not question.agencies:
            whole = (
                answer if question.operation is not Operation.RANK else self._look_up(replace(question, count=_LISTED))
            )
            listed = bodies_listed(whole, self.store.agencies())
            talked = tuple(dict.fromkeys((*question.talked, *listed[:1])))
            by, of = question.measures, question.scope
            question = replace(question, listed=listed, listed_by=by, listed_scope=of, talked=talked)
        told = [year for figure in answer.figures if isinstance(year := figure.year, int)]
        if answer.kind in ("ranking", "trend") and len(question.agencies) == 1 and len(told) > 1:
            question = replace(question, years_listed=_years_in_order(answer))
        years = set(told)
        if not question.year_said and len(years) == 1 and len(question.agencies) == 1:
            return replace(question, years=tuple(years))
        return question

    def _keep(self, question: Question) -> None:
        if question.operation is Operation.EXPLAIN:
            question = replace(self.previous or Question(""), explained=question.text)
        elif question.operation in _PASSING:
            return
        self.previous = question
        if self.key:
            self.store.save_turn(self.key, question_to_json(question))

    def _load(self) -> Question | None:
        turns = self.store.load_turns(self.key) if self.key else []
        return question_from_json(turns[-1]) if turns else None


def _years_in_order(answer: Answer) -> tuple[int, ...]:
    """The years of a ranking as it stands; of a trend the highest first: 最高那年."""
    figures = list(answer.figures)
    if answer.kind == "trend":
        figures.sort(key=lambda figure: -figure.value)
    return tuple(dict.fromkeys(figure.year for figure in figures if isinstance(figure.year, int)))


def _leads_nowhere(question: Question, answer: Answer) -> bool:
    """Words that nobody knew were looked for in the prose and not found: the next turn goes on from the one before."""
    unsaid = question.operation is Operation.PASSAGE and "operation" not in question.named
    return unsaid and answer.kind in ("not_found", "help") and answer.reason != "not_published"


def _in_order_offered(question: Question, answer: Answer, agencies: Sequence[StoredAgency]) -> Question:
    """The bodies of a question back in the order that the choices stand in: 第二个 is the second that was shown."""
    (words, fitting), *rest = question.candidates
    names = {full_name(agency): agency.id for agency in agencies if agency.id in fitting}
    shown = [names[choice.label] for choice in answer.choices if choice.label in names]
    talked = (*(body for body in question.talked if body not in fitting), *shown)
    return replace(question, candidates=((words, tuple(dict.fromkeys((*shown, *fitting)))), *rest), talked=talked)


def bodies_listed(answer: Answer, agencies: Sequence[StoredAgency]) -> tuple[int, ...]:
    """The bodies that a ranking names, in its order."""
    ids = {name: agency.id for agency in agencies for name in (*agency.names, agency.agency.name)}
    return tuple(dict.fromkeys(ids[figure.agency] for figure in answer.figures if figure.agency in ids))


def question_to_json(question: Question) -> dict[str, Any]:
    """A question as plain data, to be kept or to lie behind a button."""
    plain = asdict(question)
    plain["operation"] = question.operation.value
    plain["named"] = sorted(question.named)
    for condition in plain["conditions"]:
        condition["value"] = str(condition["value"])
    if plain["claim"] is not None:
        plain["claim"] = _claim_to_json(plain["claim"])
    return {name: value for name, value in plain.items() if name != "steps"}


def question_from_json(plain: Mapping[str, Any]) -> Question | None:
    """The question that was kept; None where an earlier version wrote what cannot be read."""
    known = {field.name for field in fields(Question)}
    values = {name: _tuples(value) for name, value in plain.items() if name in known}
    try:
        values["operation"] = Operation(plain["operation"])
        values["named"] = frozenset(plain.get("named", ()))
        values["conditions"] = tuple(
            Condition(c["measure"], c["relation"], Decimal(c["value"]), c.get("than", ""))
            for c in plain.get("conditions", ())
        )
        claim = plain.get("claim")
        for name in ("scope", "listed_scope"):
            scope = plain.get(name)
            values[name] = Scope(**{slot: _tuples(v) for slot, v in scope.items()}) if scope else None
        values["claim"] = _claim(claim) if claim else None
        return Question(**values)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _claim_to_json(plain: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {name: str(plain[name]) for name in ("value", "reach")}
    return {**plain, **numbers, "more": [_claim_to_json(claim) for claim in plain["more"]]}


def _claim(plain: Mapping[str, Any]) -> Claim:
    more = tuple(_claim(claim) for claim in plain.get("more", ()))
    reach, relation = Decimal(plain.get("reach", "0")), plain.get("relation", "=")
    return Claim(Decimal(plain["value"]), plain["words"], relation, reach, more)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list | tuple) else value
