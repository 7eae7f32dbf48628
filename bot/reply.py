"""An Answer as a person reads it, in plain text: for the terminal, and what a messenger starts from."""

from __future__ import annotations

from report.facts import Citation
from retrieval.question import Answer

MOST_SOURCES = 5
WORDS = {
    "zh": ("出处", "第{page}页", "另有{n}处出处", "您可以选：", "原文地址"),
    "zh-Hant": ("出處", "第{page}頁", "另有{n}處出處", "您可以選：", "原文地址"),
    "en": ("Source", "page {page}", "{n} more sources", "Choose:", "published at"),
}


def render_citation(citation: Citation, language: str = "zh", *, with_url: bool = True) -> str:
    """File, page, section and row of one source, on one line."""
    _, page, _, _, published = WORDS[language]
    place = citation.place
    parts = [
        citation.file,
        page.format(page=place.page) if place.page else "",
        citation.section,
        f"“{place.text}”" if place.text else "",
        f"{published} {citation.url}" if citation.url and with_url else "",
    ]
    return " · ".join(part for part in parts if part)


def render_sources(answer: Answer) -> str:
    """Where the answer can be checked, a line a place: those whose file the text has not named already."""
    source, _, more, _, _ = WORDS[answer.language]
    lines = list(
        dict.fromkeys(
            render_citation(citation, answer.language)
            for citation in answer.citations
            if citation.file not in answer.text or citation.url
        )
    )
    shown = [f"{source}：{line}" if answer.language != "en" else f"{source}: {line}" for line in lines[:MOST_SOURCES]]
    if len(lines) > MOST_SOURCES:
        shown.append(more.format(n=len(lines) - MOST_SOURCES))
    return "\n".join(shown)


def render_answer(answer: Answer) -> str:
    """Text, choices by number, then sources; doubts stand in the text already."""
    _, _, _, choose, _ = WORDS[answer.language]
    parts = [answer.text]
    if answer.choices:
        parts.append("\n".join([choose, *(f"{n}. {choice.label}" for n, choice in enumerate(answer.choices, 1))]))
    if answer.citations:
        parts.append(render_sources(answer))
    return "\n".join(part for part in parts if part)
