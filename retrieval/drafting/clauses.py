"""A message cut as its writer meant it: clauses, and in each the numbers and the names of cells.

What is heard is prepared first: everyday words become the form's (没结 is 尚未审结); figures of dates, articles and
list numbers are masked, positions stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from report.form import Cell, unit
from report.numbers import NotAFigure, read_chinese, read_figure
from retrieval.understanding.phrases import Phrase, find_phrases
from retrieval.understanding.script import to_simplified

_NUMBER = re.compile(
    r"(?P<figure>(?<![\d.])\d[\d,]*(?:\.\d+)?(?<![,.]))\s*(?P<ten>万(?!元)|千(?!元))?\s*"
    r"(?P<unit>万元|亿元|元|件|份|宗|条|项|个|次|起|例|家|人)?"
    r"|(?P<han>[零〇一二两三四五六七八九十百千]+)\s*(?P<han_unit>件|份|宗|条|项|次|起|例)"
    r"|(?P<none>零|〇|没有|无)(?=[,。;、)\n]|$)"
)
_MASKED = re.compile(
    r"20\d\d\s*年度?|第[一二三四五六\d]+部分|第?二十条(?:第?\([一五六八]\)项)?|\([一二三四五六七八]\)"
    r"|(?:^|(?<=[\s,。;:)]))[1-8][.、](?=[属其危保本没补信重要无申])|(?:^|(?<=[,。;\n]))\s*[一二三四五六]、"
    r"|第\s*\d+"
)
_TAKEN_BACK = re.compile(
    r"(?:不是|并非|不为|,?\s*\bnot(?= \d))\s*\d[\d,]*\s*[件条份项]?(?!\s*(?:held|processed))"
    r"|\d[\d,]*\s*[件条份项]?(?=\s*(?:改[成为到]|更正为|应改为|变成))",
    re.I,
)
_EVERYDAY = (
    (re.compile(r"复议(?:和|与|、|及)?诉讼"), "复议和诉讼"),
    (re.compile(r"(?:还|尚)*没(?:有)?(?:办|审)?结(?=$|[,。;、)的了\n])"), "尚未审结"),
    (
        re.compile(
            r"(?:一|1)[件份宗条个起](?P<what>[^,。;0-9]{0,6}?)(?:都|也)(?:没有?|未)(?:收到|接到|发生|有)?(?:过)?(?P<more>申请)?"
        ),
        r"没有收到\g<what>\g<more>",
    ),
    (re.compile(r"(收到|接到)(了|的|有|共|总共|一共|合计)*(?=\s*\d[\d,]*\s*[件份宗])"), r"\1\2申请"),
    (re.compile(r"(?:^|(?<=[,。;\s]))办(?:了|完|完了)(?=\s*\d[\d,]*\s*[件份宗])"), "办结"),
    (re.compile(r"\(七\)\s*总计"), "办理结果总计"),
    (re.compile(r"(\d[\d,]*)\s+((?:new )?(?:applications?|requests?))", re.I), r"received applications \1"),
    (re.compile(r"\breconsiderations\b", re.I), "reconsideration"),
)
_BREAK = re.compile(r"[,，。;；\n()]|\.\s|\.$")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it was typed; None where it cannot be read."""

    start: int
    end: int
    value: Decimal | None
    printed: str
    unit: str

    @property
    def none(self) -> bool:
        """Whether it was a word: 没有."""
        return self.printed in ("没有", "无")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two breaks, with what it names and what it counts, in order."""

    start: int
    end: int
    phrases: tuple[Phrase, ...]
    numbers: tuple[Number, ...]

    @property
    def counts_first(self) -> bool:
        """Whether its numbers stand before what they count: 8件予以公开2件部分公开."""
        named = self.named
        return bool(self.numbers and named) and named[0].start >= self.numbers[0].end

    @property
    def named(self) -> tuple[Phrase, ...]:
        """What it names, without words that name no row for certain."""
        return tuple(phrase for phrase in self.phrases if not phrase.weak)

    def after(self, number: Number) -> list[Phrase]:
        """What stands between a number and the next."""
        following = next((other.start for other in self.numbers if other.start > number.start), self.end)
        return [phrase for phrase in self.named if number.end <= phrase.start < following]


def plain_words(text: str) -> str:
    """The message in simplified script, full width and everyday words taken for the form's."""
    words = to_simplified(unicodedata.normalize("NFKC", text)).strip()
    for pattern, by in _EVERYDAY:
        words = pattern.sub(by, words)
    return words


def masked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with stretches that are to be overheard, positions kept."""
    return pattern.sub(lambda match: "\ue010" * len(match[0]), text)


def without_numbering(words: str) -> str:
    """The words without years, numbers of parts and of lists, and figures that are taken back at once."""
    return masked(masked(words, _MASKED), _TAKEN_BACK)


def find_named(text: str) -> tuple[Phrase, ...]:
    """Rows and columns, in order."""
    found = [phrase for phrase in find_phrases(text) if phrase.kind in ("row", "column")]
    return tuple(sorted(found, key=lambda phrase: (phrase.start, phrase.end)))


def find_numbers(text: str, phrases: Sequence[Phrase]) -> tuple[Number, ...]:
    """Numbers outside of names: 没有现成信息 is no number."""
    spans = [(phrase.start, phrase.end) for phrase in phrases]
    return tuple(n for n in _numbers(text) if not any(a < n.end and n.start < b for a, b in spans))


def cut_clauses(
    text: str, phrases: Sequence[Phrase], numbers: Sequence[Number], marks: Sequence[int] = ()
) -> tuple[Clause, ...]:
    """The clauses in order; names and numbers are never cut; 、, a colon and marks cut only behind a number."""
    spans = [(p.start, p.end) for p in phrases] + [(n.start, n.end) for n in numbers]
    breaks = [m.end() for m in _BREAK.finditer(text) if not any(a <= m.start() < b for a, b in spans)]
    breaks += [
        m.end()
        for m in re.finditer(r"[、:]|[里中](?=\s*[\d,自企商科社法律其])", text)
        if any(n.end <= m.start() and not _BREAK.search(text[n.end : m.start()]) for n in numbers)
    ]
    breaks += [mark for mark in marks if any(n.end <= mark and not _BREAK.search(text[n.end : mark]) for n in numbers)]
    edges = [0, *sorted(set(breaks)), len(text)]
    return tuple(
        Clause(
            start,
            end,
            tuple(phrase for phrase in phrases if start <= phrase.start < end),
            tuple(number for number in numbers if start <= number.start < end),
        )
        for start, end in pairwise(edges)
        if start < end
    )


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        if match["none"]:
            yield Number(match.start(), match.end(), Decimal(0), match[0], "")
        elif match["han"]:
            said = read_chinese(match["han"])
            yield Number(match.start(), match.end(), None if said is None else Decimal(said), match[0], "")
        else:
            factor = {"万": 10_000, "千": 1_000}.get(match["ten"] or "", 1)
            value = Decimal(match["figure"].replace(",", "")) * factor
            yield Number(match.start(), match.end(), value, match[0], match["unit"] or "")


def value_for(number: Number, cell: Cell) -> Decimal | None:
    """The figure in the cell's own unit; None for money among counts, or a part of a whole."""
    if number.value is None:
        return None
    money = number.unit in ("元", "万元", "亿元")
    if unit(cell) == "万元":
        try:
            return read_figure(f"{number.value}{number.unit if money else ''}", "万元")
        except NotAFigure:
            return None
    whole = number.value == number.value.to_integral_value()
    return number.value if whole and not money else None
