"""`wenbao feedback`: what users reported wrong, each with the answer that it is about and how that came to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.store.people import Feedback


def feedback_to_json(one: Feedback) -> dict[str, object]:
    """One line of `feedback --json`; who reported it is not told."""
    return {"id": one.id, "at": one.at.isoformat(timespec="seconds"), "words": one.words, "answer": one.answer}


def feedback_lines(one: Feedback) -> str:
    """The complaint, the question, the reply, its sources and its steps."""
    lines = [f"#{one.id} {one.at:%Y-%m-%d %H:%M} UTC  {one.words}"]
    if one.answer is None:
        return "\n".join([*lines, "  （那条回答已删除 · the answer is gone）", ""])
    lines += [f"  问 · asked    {one.answer['question']}"]
    lines += [f"  答 · answered {line}" for line in one.answer["text"].splitlines()]
    for citation in one.answer["citations"]:
        place = citation["locator"]
        page = f"p.{place['page']} " if place.get("page") else ""
        lines.append(f"  出处 · source {citation['file']} {citation['section']} {page}{place.get('text') or ''}")
    lines += [f"  步骤 · step   {step}" for step in one.answer.get("steps", ())]
    return "\n".join([*lines, ""])
