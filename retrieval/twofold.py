"""Two questions in one: 2023年申请最多的单位，它的结转率是多少. The first finds a body, the second asks about it."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.question import Answer

_OF_THE_FIRST = re.compile(
    r"^(?P<first>.{4,80}?最(?:多|少|高|低|大|小)的?(?:那?一?(?:个|家))?(?:单位|部门|机关|局|机构)(?:是(?:谁|哪一?[个家](?:单位)?))?)"
    r"\s*[,，。;；?？]?\s*(?P<second>(?:它|其|该单位|该局|那个单位|这个单位|这家单位|这家)(?:的)?[^,，]{2,40})$"
)
_OF_THE_FIRST_EN = re.compile(
    r"^(?P<first>(?:which|what) .{4,100}? (?:most|fewest|highest|lowest|largest|least) .{2,80}?)\s*[,?;]\s*"
    r"(?:and )?(?P<second>(?:what|how) .{0,40}\b(?:its|it|that (?:agency|body|bureau|one))\b.{0,60})$",
    re.I,
)

_POINTS = re.compile(r"^(?:其|该单位|该局|那个单位|这个单位|这家单位|这家)")


def split_twofold(text: str) -> tuple[str, str] | None:
    """The question that finds a body and the one about it; None where the text is one question."""
    match = _OF_THE_FIRST.match(text.strip()) or _OF_THE_FIRST_EN.match(text.strip())
    return (match["first"], _POINTS.sub("它", match["second"])) if match else None


def join(first: Answer, second: Answer) -> Answer:
    """The answer about the body, after the line that says which body it is."""
    shift = len(first.citations)
    figures = tuple(
        replace(figure, citations=tuple(place + shift for place in figure.citations)) for figure in second.figures
    )
    found = next((line for line in first.text.split("\n") if line.startswith("1. ")), "")
    head = first.text.split("\n")[0]
    return replace(
        second,
        text="\n".join(line for line in (second.text, head, found) if line),
        figures=(*figures, *first.figures[:1]),
        citations=(*first.citations, *second.citations),
        notes=(*second.notes, *first.notes),
    )
