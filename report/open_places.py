"""Places of a draft that are still to be filled in: 【待填】, 【待填：全年主动公开多少条】, ××件.

What stands there is a note to the writer, not the report's words: no check reads it, and every one is listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from report.facts import Paragraph, Report

_NOTE = re.compile(r"【\s*待填[^【】]*】")
_PLACE = re.compile(
    r"【\s*待填\s*(?:[：:]\s*(?P<what>[^【】]*))?】|待填|[×Xx]{2,}(?=[件条次份项个家场期名人年月日%万元])"
)
_SHOWN = 30  # characters of what belongs there


def open_places(report: Report) -> Mapping[int, tuple[str, ...]]:
    """By section, what belongs in each place that is still open; empty where the draft does not say."""
    found: dict[int, tuple[str, ...]] = {}
    for section in report.sections:
        text = "\n".join(paragraph.text for paragraph in section.paragraphs)
        places = tuple(_short(match["what"] or "") for match in _PLACE.finditer(text))
        if places:
            found[section.number] = found.get(section.number, ()) + places
    return found


def without_notes(report: Report) -> Report:
    """The report as its words stand so far: notes of what is to be filled in, and figures in them, left out."""
    if not any(_NOTE.search(p.text) for section in report.sections for p in section.paragraphs):
        return report
    sections = tuple(
        replace(section, paragraphs=tuple(_plain(paragraph) for paragraph in section.paragraphs))
        for section in report.sections
    )
    notes = "".join(
        note for section in report.sections for p in section.paragraphs for note in _NOTE.findall(_bare(p.text))
    )
    told = tuple(one for one in report.statements if _bare(one.sentence).rstrip("。；") not in notes)
    return replace(report, sections=sections, statements=told)


def without_note(text: str) -> str:
    """A text less its notes of what is to be filled in."""
    return _NOTE.sub("", text) if "待填" in text else text


def _plain(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, text=without_note(paragraph.text))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _short(what: str) -> str:
    words = re.split("[，：；。]", what.strip())[0]
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
