"""The steps from the words to the answer, for whoever asks how it came about."""

from __future__ import annotations

from retrieval.answering.wording import place_words
from retrieval.question import Answer, Question
from retrieval.store import Store


def explain(question: Question, store: Store) -> list[str]:
    """What was recognised, slot by slot."""
    names = {agency.id: agency.agency.name for agency in store.agencies()}
    bodies = "、".join(names.get(agency, str(agency)) for agency in question.agencies)
    slots: dict[str, object] = {
        "language": question.language,
        "operation": question.operation.value,
        "agencies": bodies,
        "candidates": "；".join(
            f"{words} → {'、'.join(names.get(agency, '?') for agency in fitting)}"
            for words, fitting in question.candidates
        ),
        "unknown": "、".join(question.unknown),
        "scope": question.scope,
        "years": question.years if question.year_said else f"{question.years} (none named: the latest)",
        "measures": "、".join(question.measures),
        "outside": "、".join(question.outside),
        "conditions": "、".join(f"{c.measure} {c.relation} {c.value}" for c in question.conditions),
        "topic": question.topic,
        "section": question.section,
        "count": question.count,
        "claim": question.claim,
    }
    return [*question.steps, *(f"{name}: {value}" for name, value in slots.items() if value)]


def found(answer: Answer) -> list[str]:
    """What was looked up and where it stands."""
    lines = [f"answer: {answer.kind}{f' ({answer.reason})' if answer.reason else ''}"]
    lines += [
        f"figure: {figure.agency or 'all'} {figure.year} {figure.measure} = {figure.value} {figure.unit} "
        f"{list(figure.citations)}"
        for figure in answer.figures
    ]
    lines += [
        f"[{n}] {citation.file} {citation.section} {place_words(citation, 'zh')}".replace("\ue000", "").replace(
            "\ue001", ""
        )
        for n, citation in enumerate(answer.citations)
    ]
    return lines
