"""`wenbao draft --words`: sections 一, 五 and 六 in paragraphs, by the language model that is set.

The figures of a draft are somebody's own: they go to a model of another machine only after a yes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from report.errors import UnusableSetting
from retrieval.drafting.errors import CannotRead
from retrieval.drafting.outline import Words

if TYPE_CHECKING:
    from bot.parts import Parts
    from retrieval.drafting.draft import Draft

_LONGEST = 4_000  # characters of notes


def words_by_model(
    parts: Parts, notes: Path | None, agreed: Callable[[str], bool], say: Callable[[str], object]
) -> Callable[[Draft], Words]:
    """What writes the paragraphs of a draft; `notes` tells of the year, `agreed` asks whoever sits there."""
    settings = parts.settings
    if parts.fluent is None:
        raise UnusableSetting(
            setting="WENBAO_CHAT_MODEL",
            why="没有设置语言模型，写不了段落；去掉 --words，第一、五、六部分就是提纲",
            why_en="no language model is set; without --words sections 1, 5 and 6 are outlines",
        )
    told = _read(notes) if notes is not None else ""

    def write(draft: Draft) -> Words:
        from retrieval.fluent.material import SECTIONS
        from retrieval.fluent.sections import write_words

        assert parts.fluent is not None
        where = urlsplit(settings.chat_url).netloc.rpartition("@")[2] or settings.chat_model.partition(":")[0]
        question = (
            f"草稿的数字和所记的文字将发往 {where}，同意吗？ · the draft's figures and notes go to {where}; agreed?"
        )
        if not settings.chat_is_local and not agreed(question):
            say("没有发送，第一、五、六部分是提纲 · nothing was sent; sections 1, 5 and 6 are outlines")
            return {}
        made = write_words(
            parts.fluent, draft, SECTIONS, parts.store, lambda: parts.passages, settings.today, told=told
        )
        if made.note:
            say(made.note)
        missing = "、".join("一二三四五六"[number - 1] for number in SECTIONS if number not in made.words)
        if missing:
            say(f"第{missing}部分没有写成，留提纲 · not written, the outline stands: {missing}")
        if made.words:
            say("文字由语言模型起草，请逐句核实 · worded by a language model; confirm every sentence")
        return made.words

    return write


def _read(notes: Path) -> str:
    try:
        return notes.read_text(encoding="utf-8-sig")[:_LONGEST]
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(path=notes) from error
