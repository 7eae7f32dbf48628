"""The lines around what a citation quotes, as a text or the prose of a document has them.

A row of the form may be one line or several, a value on each. It is read again to see which characters print the
figure; where they cannot be told, the row alone is boxed, and of a sentence the words are underlined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_font, wrap
from ingest.document import Document
from report.form import Cell
from report.numbers import normalise

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.extract.printed import Printed

AROUND = 5  # lines
ABOVE = 8  # lines that a label may stand above its first figure
MOST = 40  # lines that one paragraph is broken into
WIDE, SIDE = 1_080, 20  # pixels
SIZE, LINE, BETWEEN = 24, 34, 8
RED, BLUE, INK = (204, 51, 34), (47, 111, 171), (31, 41, 51)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The lines that print a row or a paragraph, and the characters of the figure on one of them."""

    first: int
    last: int
    line: int = -1
    start: int = 0
    end: int = 0


def draw_lines(document: Document, citation: Mapping[str, Any], column: int | None, cell: Cell | None) -> Image:
    """The lines of the row or paragraph quoted, those around it, and the figure boxed or the sentence underlined."""
    from PIL import Image, ImageDraw

    from ingest.extract.printed import document_text

    font = chinese_font(SIZE)
    lines = document_text(document).split("\n")
    quoted = find_quoted(document, lines, citation, column, cell)
    shown = _shown(lines, quoted)
    narrow = {n: _narrowed(lines[n]) for n in shown}
    texts = {
        n: wrap(narrow[n][0], WIDE - 2 * SIDE, font, MOST if quoted.first <= n <= quoted.last else 8) for n in shown
    }
    tops, top = {}, 10
    for n, text in texts.items():
        tops[n] = top
        top += (text.count("\n") + 1) * LINE + BETWEEN
    picture = Image.new("RGB", (WIDE, top + 10), "white")
    draw = ImageDraw.Draw(picture)
    for n, text in texts.items():
        for number, line in enumerate(text.split("\n")):
            draw.text((SIDE, tops[n] + LINE * number + 2), line, font=font, fill=INK)
    bottom = tops[quoted.last] + (texts[quoted.last].count("\n") + 1) * LINE + 4
    draw.rectangle((8, tops[quoted.first] - 2, WIDE - 8, bottom), outline=BLUE, width=3)
    if not (citation.get("locator") or {}).get("row") and quoted.line < 0:
        for number, left, right in _sentence(texts[quoted.first], citation, font):
            under = tops[quoted.first] + LINE * number + LINE - 1
            draw.line((SIDE + left, under, SIDE + right, under), fill=RED, width=3)
    if quoted.line >= 0:
        moved = narrow[quoted.line][1]
        span = moved[quoted.start], moved[quoted.end - 1] + 1
        left, number, right = _where(texts[quoted.line], span, font)
        above = tops[quoted.line] + LINE * number
        draw.rectangle((SIDE - 6 + left, above, SIDE + 6 + right, above + LINE + 2), outline=RED, width=4)
    return picture


def _shown(lines: Sequence[str], quoted: Quoted) -> list[int]:
    """The lines of a row and those around it, less those that hold nothing or a bar."""
    filled = [n for n, line in enumerate(lines) if line.strip(" \t\u3000|") or n in (quoted.first, quoted.last)]
    first, last = bisect_left(filled, quoted.first), bisect_left(filled, quoted.last)
    return filled[max(first - AROUND, 0) : last + AROUND + 1]


def find_quoted(
    document: Document, lines: Sequence[str], citation: Mapping[str, Any], column: int | None, cell: Cell | None
) -> Quoted:
    """The row of the form that is quoted, as the document is read; else the line that is most like the quote."""
    from ingest.extract.printed import find_printed

    printed = find_printed(document)
    row = {each: one for each, one in printed.items() if _is_quoted(one, citation)}
    if row:
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        numbers = [bisect_right(starts, one.start) - 1 for one in row.values()]
        first, last = _with_label(lines, min(numbers), citation), max(numbers)
        in_column = [one for one in row.values() if column and one.reading.place.column == column]
        chosen = (row.get(cell) if cell is not None else None) or (in_column[0] if len(in_column) == 1 else None)
        if last - first > 30:  # columns beside each other, not a row
            first = last = numbers[0]
        if chosen is None:
            return Quoted(first, last)
        at = bisect_right(starts, chosen.start) - 1
        return Quoted(min(first, at), max(last, at), at, chosen.start - starts[at], chosen.end - starts[at])
    at = _likest(lines, citation)
    return Quoted(at, at)


def _is_quoted(printed: Printed, citation: Mapping[str, Any]) -> bool:
    place, told = printed.reading.place, citation.get("locator") or {}
    named = (place.table, place.row, place.text) == (told.get("table"), told.get("row"), told.get("text"))
    return named and printed.reading.quote == citation.get("quote")


def _with_label(lines: Sequence[str], first: int, citation: Mapping[str, Any]) -> int:
    """The line where the label of a row begins, on the line of its first figure or not far above it."""
    label = normalise((citation.get("locator") or {}).get("text") or "")[:6]
    above = range(first, max(first - ABOVE, -1), -1)
    return next((at for at in above if label and label in normalise(lines[at])), first)


def _likest(lines: Sequence[str], citation: Mapping[str, Any]) -> int:
    quote = [normalise(piece) for piece in (citation.get("quote") or "").split() if piece.strip()]
    label = normalise((citation.get("locator") or {}).get("text") or "")[:20]
    plain = [normalise(line) for line in lines]
    scores = [sum(piece in line for piece in quote) + 3 * (label != "" and label in line) for line in plain]
    return scores.index(max(scores)) if scores else 0


def _narrowed(line: str) -> tuple[str, list[int]]:
    """A line with its tabs and wide gaps made short, and where each of its characters stands then."""
    text, moved = "", []
    for at, sign in enumerate(line):
        moved.append(len(text))
        if sign == "\t":
            text += "    "
        elif not (sign in " \u3000" and re.fullmatch(r"[ \u3000]{4}", line[at - 4 : at] if at >= 4 else "")):
            text += sign
    return text, moved


def _sentence(wrapped: str, citation: Mapping[str, Any], font: Any) -> Iterator[tuple[int, float, float]]:
    """Line, left and right end of each part of a quoted sentence in a paragraph, once it is wrapped."""
    lines = wrapped.split("\n")
    signs = [(n, at) for n, line in enumerate(lines) for at, sign in enumerate(line) for _ in normalise(sign)]
    quote = normalise(citation.get("quote") or "")
    start = normalise(wrapped).find(quote) if quote else -1
    found = signs[start : start + len(quote)] if start >= 0 else []
    for number, line in enumerate(lines):
        own = [at for n, at in found if n == number]
        if own and len(found) < len(signs):  # a paragraph quoted as a whole is boxed
            yield number, font.getlength(line[: own[0]]), font.getlength(line[: own[-1] + 1])


def _where(wrapped: str, span: tuple[int, int], font: Any) -> tuple[float, int, float]:
    """Left end, line and right end of a stretch of text, once it is wrapped."""
    start, end = span
    for number, line in enumerate(wrapped.split("\n")):
        if start < len(line):
            return font.getlength(line[:start]), number, font.getlength(line[:end])
        start, end = start - len(line), end - len(line)
    return 0.0, 0, 0.0
