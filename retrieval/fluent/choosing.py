"""The model fills the same `Question`, where the rules are unsure, from the closed lists that it is shown.

What is not in the lists is dropped, and what the rules have found stands. A row of the form that both the model and the
embedder take for the nearest is looked up; anything else that the model proposes is asked back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from prompts import fenced, rules_and_material
from report.agencies import names_of
from report.form import describe
from retrieval.fluent.usage import tokens_of
from retrieval.fluent.writing import Account
from retrieval.glossary import find_entry
from retrieval.lookup import State
from retrieval.nearest import find_rows
from retrieval.question import Answer, Operation, Question, StoredAgency

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from retrieval.models import Embedder

NEAR = 4  # rows of the form that are shown
SURE = 0.6  # likeness from which the nearest row may be looked up
MOST = 20  # bodies that are shown
LEAST = 6  # characters of what may be a question
_PROPOSED = (
    Operation.FIGURE,
    Operation.COMPARE,
    Operation.RANK,
    Operation.SUM,
    Operation.MEAN,
    Operation.TREND,
    Operation.CHANGE,
    Operation.PASSAGE,
)
_MAIN = (  # rows that are shown with any body: what most questions are about
    "applications/new/total",
    "applications/granted/total",
    "applications/denied/total",
    "applications/concluded/total",
    "applications/carried_out/total",
    "review_litigation/reconsideration/total",
    "review_litigation/litigation/total",
)
_COUNTING = re.compile(  # words that ask how many, not of what
    r"[\W\d_]|多少|几|数量|总数|一共|总共|共|有|是|了|的|[件份个条宗]|\b(?:how|many|much|number|of|the|in|did|was|were|have|has|cases?)\b",
    re.I,
)
_NOT_ASKED = (Operation.REFUSE, Operation.SMALLTALK, Operation.DRAFT, Operation.CHECK)
_SCHEMA: dict[str, Any] = {
    "title": "Question",
    "description": "The fields of a question, chosen from the lists.",
    "type": "object",
    "properties": {
        "agencies": {"type": "array", "items": {"type": "integer"}, "description": "numbers of bodies from the list"},
        "years": {"type": "array", "items": {"type": "integer"}},
        "measures": {"type": "array", "items": {"type": "string"}, "description": "keys from the list"},
        "operation": {"type": "string", "enum": [operation.value for operation in _PROPOSED]},
        "topic": {"type": "string"},
        "unknown": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["agencies", "years", "measures", "operation"],
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A question as the model has filled it; where not `sure`, it is to be asked back."""

    question: Question
    sure: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """What the model may choose from."""

    agencies: tuple[StoredAgency, ...]
    years: tuple[int, ...]
    measures: tuple[str, ...]  # nearest first
    surely: bool = False  # the first of them is near enough to be looked up, where the model takes it too


def unsure(question: Question, answer: Answer) -> bool:
    """Whether the rules found no way to an answer, though something is asked."""
    if len(question.text.strip()) < LEAST or question.candidates or question.unknown:
        return False
    if nothing_found(question, answer):
        return True
    if question.outside or question.operation in _NOT_ASKED:
        return False
    if answer.kind == "clarify":
        return not question.measures and not question.topic and question.scope is None
    explained = question.operation is Operation.EXPLAIN and find_entry(question.text, question.language) is not None
    return (
        answer.kind == "help" and not explained and not question.measures and question.operation is not Operation.YEARS
    )


def nothing_found(question: Question, answer: Answer) -> bool:
    """Whether a question was read as one about prose, and no report says anything to it."""
    prose = question.operation in (Operation.PASSAGE, Operation.FIGURE) and not question.measures
    return answer.kind == "not_found" and answer.reason == State.NOT_IN_FORM and prose and bool(question.agencies)


def near_lists(question: Question, agencies: Sequence[StoredAgency], embedder: Embedder) -> Lists:
    """The near bodies, years and rows."""
    by_id = {agency.id: agency for agency in agencies}
    if question.agencies:
        bodies = [by_id[n] for n in question.agencies if n in by_id]
    else:
        bodies = sorted(
            (agency for agency in agencies if _likeness(agency, question.text) >= 2),
            key=lambda agency: -_likeness(agency, question.text),
        )[:MOST]
    years = sorted({year for body in bodies or agencies for year in body.years})
    words = re.sub(r"\d{2,4}\s*年?", " ", question.text)
    for body in bodies:
        for name in sorted((*body.names, *names_of(body.agency)), key=len, reverse=True):
            words = words.replace(name, " ")
    rows = find_rows(words, embedder, NEAR)
    surely = bool(rows) and rows[0][1] >= SURE and len(_COUNTING.sub("", words)) > 1
    near = [cell.key for cell, _ in rows]
    measures = dict.fromkeys((*near, *(_MAIN if near or bodies else ())))
    return Lists(tuple(bodies), tuple(years), tuple(measures), surely)


def _likeness(agency: StoredAgency, text: str) -> int:
    """The longest stretch of a body's name that the text says."""
    name = agency.agency.name
    longest = 0
    for start in range(len(name)):
        while name[start : start + longest + 1] in text and start + longest < len(name):
            longest += 1
    return longest


def fill(
    model: BaseChatModel,
    question: Question,
    lists: Lists,
    today: date,
    account: Account,
    previous: Question | None = None,
) -> Filled | None:
    """The question as the model fills it; None where nothing of what it says is in the lists."""
    language = question.language
    before = previous.text if previous is not None else ""
    rules, material = rules_and_material(
        "understanding",
        language,
        today=today.isoformat(),
        agencies="\n".join(f"{agency.id}: {agency.agency.name}" for agency in lists.agencies) or "—",
        years="、".join(map(str, lists.years)),
        measures="\n".join(f"{key}: {describe_key(key, language)}" for key in lists.measures) or "—",
        operations="、".join(operation.value for operation in _PROPOSED),
        previous=fenced(before),
        question=fenced(question.text),
    )
    told = _asked(model, [("system", rules), ("user", material)], account)
    if told.get("parsing_error") is not None:
        raise told["parsing_error"]
    proposed = told.get("parsed")
    return disposed(question, lists, proposed if proposed is not None else _from_text(told.get("raw")))


def _asked(model: BaseChatModel, messages: list[Any], account: Account) -> dict[str, Any]:
    """The fields as the model calls them; a server that lets no call be forced is asked again, free to choose."""
    asked = model.with_structured_output(_SCHEMA, method="function_calling", include_raw=True)
    account.calls += 1
    try:
        told: Any = asked.invoke(messages)
    except Exception as error:  # each provider raises its own
        if getattr(error, "status_code", None) != 400 or "tool_choice" not in str(error):
            raise
        account.calls += 1
        raw = model.bind_tools([_SCHEMA]).invoke(messages)
        told = {"raw": raw, "parsed": next((call["args"] for call in raw.tool_calls), None)}
    spent = tokens_of(told.get("raw"))
    account.tokens_in, account.tokens_out = account.tokens_in + spent[0], account.tokens_out + spent[1]
    return dict(told)


def _from_text(raw: Any) -> Any:
    """The fields where the model wrote them down instead of calling: the first object of its text."""
    text = str(getattr(raw, "text", "") or "")
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end - start > 4_000:
        return None
    try:
        return json.loads(text[start : end + 1])
    except ValueError:
        return None


def describe_key(key: str, language: str) -> str:
    """What a row of the list is called."""
    from report.form import Cell

    return describe(Cell.parse(key), "en" if language == "en" else "zh")


def disposed(question: Question, lists: Lists, proposed: Any) -> Filled | None:
    """What of a proposal stands: chosen from the lists, beside what the rules have found."""
    if not isinstance(proposed, dict):
        return None
    agencies = _chosen(proposed.get("agencies"), [agency.id for agency in lists.agencies])
    measures = _chosen(proposed.get("measures"), lists.measures)
    said = re.search(r"\d|年|year", question.text, re.I)
    years = _chosen(proposed.get("years"), lists.years) if said and not question.years else ()
    operation = proposed.get("operation")
    filled = replace(
        question,
        agencies=question.agencies or agencies,
        measures=question.measures or measures,
        years=question.years or years,
        year_said=question.year_said or bool(years),
        operation=next((one for one in _PROPOSED if one.value == operation), Operation.FIGURE),
    )
    if filled.operation is Operation.PASSAGE:
        topic = proposed.get("topic")
        words = topic.strip()[:60] if isinstance(topic, str) else ""
        filled = replace(filled, topic=words or question.text, measures=question.measures)
        return Filled(filled, bool(question.agencies)) if filled.agencies else None
    if not filled.measures or not filled.agencies:
        return None
    agreed = lists.surely and filled.measures == lists.measures[:1] and bool(question.agencies)
    return Filled(filled, agreed and filled.operation is Operation.FIGURE)


def _chosen(proposed: Any, known: Sequence[Any]) -> tuple[Any, ...]:
    """What of a proposed list is known, each once."""
    if not isinstance(proposed, list):
        return ()
    return tuple(dict.fromkeys(one for one in proposed if isinstance(one, int | str) and one in known))
