"""An answer as a chat shows it: its words, where they are printed, and the links that lie under the names of files.

Nothing is parsed by Telegram: a link is an entity with its place in the text, counted in UTF-16 units. A file without
a known address is set in the typewriter's letters, or a messenger would take `report.md` for a site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from telegram import MessageEntity
from telegram.constants import MessageLimit

from bot.reply import MOST_SOURCES, WORDS, render_citation
from report.facts import Citation
from retrieval.question import Answer

Links = Mapping[str, str]  # a file's name → where it was published, empty where that is not known
MOST_ENTITIES = 100  # of one message, as Telegram allows
# A site that Telegram can open: it takes neither spaces nor a host without a point.
_SITE = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.ASCII)


def site(citation: Citation) -> str:
    """The address that a report was published at, where a messenger can open it."""
    return citation.url if _SITE.fullmatch(citation.url) else ""


def render_for_chat(answer: Answer) -> str:
    """The text, and the sources that it has not named itself; choices are buttons here."""
    sources = _sources(answer)
    return f"{answer.text}\n{sources}" if sources else answer.text


def _sources(answer: Answer) -> str:
    unnamed = [citation for citation in answer.citations if citation.file not in answer.text]
    by_file = {citation.file: citation for citation in reversed(unnamed)}  # the first of each file stays
    files = list(dict.fromkeys(citation.file for citation in unnamed))
    if not files:
        return ""
    language = answer.language
    source, page, _, _, _ = WORDS[language]
    if len(unnamed) == 1:
        shown = render_citation(by_file[files[0]], language, with_url=False)
    else:
        named = [
            " ".join(filter(None, (file, page.format(page=at) if (at := by_file[file].place.page) else "")))
            for file in files[:MOST_SOURCES]
        ]
        shown = ", ".join(named) if language == "en" else "、".join(named)
        if len(files) > MOST_SOURCES:
            shown += f" and {len(files) - MOST_SOURCES} more" if language == "en" else f"等{len(files)}份"
    return f"{source}: {shown}" if language == "en" else f"{source}：{shown}"


def links_of(answer: Answer) -> Links:
    """The files that an answer rests on, and where they were published."""
    return {citation.file: site(citation) for citation in answer.citations}


def entities_in(text: str, links: Links) -> Sequence[MessageEntity]:
    """The links of one message."""
    return list(_entities(text, links))[:MOST_ENTITIES] if links else []


def _entities(text: str, links: Links) -> Iterator[MessageEntity]:
    # The longer name first: 2023.pdf ends another one.
    names = "|".join(map(re.escape, sorted(links, key=len, reverse=True)))
    for found in re.finditer(names, text):
        kind = MessageEntity.TEXT_LINK if links[found.group()] else MessageEntity.CODE
        yield MessageEntity(kind, units(text[: found.start()]), units(found.group()), url=links[found.group()] or None)


def numbered_parts(text: str, longest: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """The text in parts of Telegram's length, cut at line ends, numbered (1/3) where there are several.

    Telegram counts UTF-16 units; so do we.
    """
    if units(text) <= longest:
        return [text]
    room = longest - 12
    parts: list[str] = []
    part = ""
    for line in text.splitlines(keepends=True):
        rest = line
        while units(rest) > room:
            parts += [part, rest[: room // 2]] if part else [rest[: room // 2]]
            part, rest = "", rest[room // 2 :]
        if units(part) + units(rest) > room:
            parts.append(part)
            part = ""
        part += rest
    parts = [part.rstrip("\n") for part in [*parts, part] if part.strip()]
    return [f"({n}/{len(parts)}) {part}" for n, part in enumerate(parts, 1)]


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
