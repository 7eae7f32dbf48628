"""Sections of a report written by the model: asked for in the chat (第五部分帮我写一段), or for the file.

What was written lies with the report that is being drafted, and is printed as long as every figure in it is still what
it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from report.form import Cell
from report.numbers import render
from retrieval.answering import wording
from retrieval.answering.prose import Opened
from retrieval.drafting.draft import Draft
from retrieval.drafting.outline import Words
from retrieval.drafting.work import Work
from retrieval.fluent.drafting import Drafted, render_parts
from retrieval.fluent.guest import Fluent, noted
from retrieval.fluent.material import Material, basis_lines, make_material
from retrieval.fluent.shown import FIGURE
from retrieval.question import Answer
from retrieval.store import Store
from retrieval.understanding.script import find_language, to_simplified

if TYPE_CHECKING:
    from retrieval.conversation import Conversation

_NUMBER = re.compile(
    r"第?\s*([一五六156])\s*(?:部分|节|块)|(?<![第\d一二三四五六七八九十])([一五六])、"
    r"|\bsections? (one|five|six|[156])\b",
    re.I,
)
_NAMED = (
    (1, re.compile(r"总体情况|general situation", re.I)),
    (
        5,
        re.compile(
            r"(?:主要|存在的?)问题(?:[及和、与]?改进)?|问题[及和与](?:改进|整改)|problems and improvements", re.I
        ),
    ),
    (6, re.compile(r"其他(?:需要报告的)?事项|other matters", re.I)),
)
_WRITE = re.compile(
    r"(?:帮|替|给|为)(?:我们?|咱们?)?(?:把.{0,24})?(?:写|拟|起草|撰写|编|代笔)|(?:写|拟|起草|撰写|扩写|改写|润色|整理)(?:成)?(?:一|几|两|个|出|好|成|完整)*(?:段|篇|稿|段落|文字|初稿|正文)"
    r"|(?:请|来|先|就|直接)(?:写|起草|撰写|拟)|(?:写|起草|撰写|拟)(?:一下|出来)|成段(?:写|地)|^(?:写|起草|撰写|拟写?)(?:一?下)?第"
    r"|^(?:请|请你)?(?:帮|替|给|为)[^，。？?]{2,30}(?:写|起草|撰写|拟)|\b(?:write|draft|compose)\b(?! to)",
    re.I,
)
_ADVICE = re.compile(
    r"怎么|如何|怎样|咋|什么|哪|吗|别人|别的|其他单位|兄弟单位|例子|范例|提纲|要求|多少"
    r"|\bhow\b|\bwhat\b|\bothers?\b(?! matters)|example",
    re.I,
)
_ASIDE = re.compile(
    r"^[^，,。；;：:\n]*(?:第?[一五六156]\s*(?:部分|节|块)|总体情况|问题|事项|[一五六]、)[^，,。；;：:\n]*[，,。；;：:\n]?"
    r"|^[^,.;:\n]*\b(?:write|draft|compose)\b[^,.;:\n]*[,.;:\n]?",
    re.I,
)
_KEYS = {"一": 1, "五": 5, "六": 6, "1": 1, "5": 5, "6": 6, "one": 1, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Asked:
    """A section that is to be written, and what was told of the year beside it."""

    number: int
    told: str


def asked_section(text: str) -> Asked | None:
    """第五部分帮我写一段，今年办了3期培训; None where something else is asked, how it is written for one."""
    plain = to_simplified(text).strip()
    head = re.split(r"[，,。；;：:\n]", plain)
    first = head[0] if len(head[0]) > 3 or len(head) == 1 else "".join(head[:2])
    if not _WRITE.search(first) and not _WRITE.search(plain[:40]):
        return None
    if _ADVICE.search(first):
        return None
    found = _NUMBER.search(plain[:60])
    number = _KEYS[next(group for group in found.groups() if group).lower()] if found else None
    number = number or next((n for n, pattern in _NAMED if pattern.search(plain[:60])), None)
    if number is None:
        return None
    told = _ASIDE.sub("", plain, count=1).strip()
    asks = len(told) < 12 and _WRITE.search(told)
    return Asked(number, "" if asks or told == plain else told)


def section_turn(talk: Conversation, model: Fluent, work: Work, asked: Asked, text: str) -> Iterator[str | Answer]:
    """A section for the report that is being written: what has passed so far, then the answer."""
    language = find_language(text)
    before = talk.desk.work
    heard = talk.desk.hear(asked.told) if before is not None and asked.told else None
    work = talk.desk.work or work
    material = make_material(
        work.draft(talk.store),
        asked.number,
        talk.store,
        talk.passages,
        talk.today,
        asked=text,
        told=asked.told,
        language=language,
    )
    drafted = Drafted()
    for made in model.write_section(material):
        if isinstance(made, Drafted):
            drafted = made
        else:
            yield wording.render(made, "zh")
    if drafted.parts and before is not None:
        words, resting = {asked.number: drafted.parts}, {asked.number: figures_told(material, drafted)}
        talk.desk.keep(replace(work, words={**work.words, **words}, resting={**work.resting, **resting}))
    noted_first = before is not None and work.given != before.given
    answer = _answer(material, drafted, text, saved=before is not None)
    yield replace(answer, text=f"{heard.text}\n\n{answer.text}") if heard is not None and noted_first else answer


def _answer(material: Material, drafted: Drafted, text: str, *, saved: bool) -> Answer:
    """The paragraphs first, then what they rest on, then the outline; the outline alone where none was written."""
    outline = replace(material.outline, question=text, private=True)
    steps = (*outline.steps, *drafted.steps)
    if not drafted.parts:
        plain = replace(outline, steps=steps)
        return noted(plain, drafted.note) if drafted.note else plain
    name, year = material.draft.agency.name, material.draft.year
    english = material.language == "en"
    head = (
        f"A draft of section {material.number} of {name}'s report for {year}; 【待填】 is for you to fill in, "
        "and every statement for you to confirm:"
        if english
        else f"{name}{year}年报告第{'一二三四五六'[material.number - 1]}部分的草稿，【待填】处请补，每句话请核实："
    )
    lines = [head, "", render_parts(drafted.parts)]
    basis = basis_lines(material, drafted.rests_on)
    if basis:
        lines += ["", "It rests on:" if english else "所依据的：", *(f"- {line}" for line in basis)]
    if saved:
        lines += ["", "“Write it” puts it into the DOCX." if english else "说“写出来”，这段文字会写进 DOCX。"]
    lines += ["", "The outline:" if english else "提纲和参考：", outline.text]
    return replace(outline, kind="draft", text=wording.render("\n".join(lines), material.language), steps=steps)


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a file, and what to say of them."""

    words: Words
    note: str = ""


def figures_told(material: Material, drafted: Drafted) -> dict[str, str]:
    """The figures that a section rests on, by year and cell."""
    told = {}
    for piece in (material.shown.pieces[number] for number in drafted.rests_on):
        for year in piece.years if piece.kind == FIGURE else ():
            cell = Cell.parse(piece.about[0])
            told[f"{year}:{cell.key}"] = _printed(material.draft, year, cell)
    return told


def words_that_hold(work: Work, draft: Draft) -> dict[int, tuple[tuple[str, str], ...]]:
    """What was written before, of sections whose every figure is still what it was."""
    return {
        number: parts
        for number, parts in work.words.items()
        if all(
            _printed(draft, int(year), Cell.parse(key)) == value
            for year, _, key, value in ((*told.partition(":"), value) for told, value in work.resting[number].items())
        )
    }


def _printed(draft: Draft, year: int, cell: Cell) -> str:
    value = draft.value(cell) if year == draft.year else draft.last_year(cell)
    return "" if value is None else render(value)


def write_words(
    model: Fluent,
    draft: Draft,
    numbers: Iterable[int],
    store: Store,
    passages: Opened,
    today: date,
    *,
    told: str = "",
    language: str = "zh",
) -> Written:
    """The paragraphs of these sections, those that the model could write."""
    materials = [make_material(draft, n, store, passages, today, told=told, language=language) for n in numbers]
    if not materials:
        return Written({})
    with ThreadPoolExecutor(len(materials)) as pool:
        made = list(pool.map(lambda material: _last(model, material), materials))
    words = {material.number: drafted.parts for material, drafted in zip(materials, made, strict=True) if drafted.parts}
    return Written(words, next((drafted.note for drafted in made if drafted.note), ""))


def _last(model: Fluent, material: Material) -> Drafted:
    *_, last = model.write_section(material)
    return last if isinstance(last, Drafted) else Drafted()
