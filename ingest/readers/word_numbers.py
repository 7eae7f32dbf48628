"""The numbers that Word prints in front of paragraphs by itself: 一、 （二） 3.

They are nowhere in the text, yet a section's heading is told by them. A counter runs for each list and level; a
level that is counted on starts the deeper ones again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.package import child, tag, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographTraditional",
        "koreanDigital2",
        "japaneseDigitalTenThousand",
    ]
)
_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Level:
    """One level of a list."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class ListNumbers:
    """The lists of a document and how far each has counted."""

    styles_part: _Element | None
    numbering_part: _Element | None
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list
    abstract: dict[str, str] = field(default_factory=dict)  # list → what it counts with
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    style_lists: dict[str, tuple[str, int]] = field(default_factory=dict)  # style → list and level
    style_headings: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._read_lists()
        self._read_styles()

    def label(self, properties: Mapping[str, _Element]) -> str:
        """The number in front of a paragraph with these properties, counted on; empty where it has none."""
        if not properties:
            return ""
        numbered = properties.get("numPr")
        style = value(properties.get("pStyle")) or ""
        number, depth = self.style_lists.get(style, ("", 0))
        if numbered is not None:
            number = value(child(numbered, "numId")) or number
            depth = _integer(value(child(numbered, "ilvl")), depth)
        levels = self.levels.get(number)
        if not levels or number == "0" or depth not in levels:
            return ""
        counter = self.counters.setdefault(self.abstract[number], {})
        counter[depth] = counter.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counter if level > depth]:
            del counter[deeper]
        if levels[depth].format in ("bullet", "none"):
            return ""

        def print_level(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at, Level())
            return print_number(counter.get(at, level.start), level.format)

        return re.sub(r"%([1-9])", print_level, levels[depth].text)

    def is_heading(self, properties: Mapping[str, _Element]) -> bool:
        """Whether a paragraph with these properties is marked as a heading, by its style or by its outline level."""
        if not properties:
            return False
        outline = value(properties.get("outlineLvl"))
        if outline is not None and outline.isdigit():
            return int(outline) < 9
        return value(properties.get("pStyle")) in self.style_headings

    def _read_lists(self) -> None:
        if self.numbering_part is None:
            return
        patterns: dict[str, dict[int, Level]] = {}
        for item in self.numbering_part:
            if tag(item) == "abstractNum":
                patterns[value(item, "abstractNumId") or ""] = {
                    _integer(value(level, "ilvl"), 0): Level(
                        value(child(level, "numFmt")) or "decimal",
                        value(child(level, "lvlText")) or "",
                        _integer(value(child(level, "start")), 1),
                    )
                    for level in item
                    if tag(level) == "lvl"
                }
        for item in self.numbering_part:
            if tag(item) != "num":
                continue
            number = value(item, "numId") or ""
            pattern = value(child(item, "abstractNumId")) or ""
            self.levels[number] = dict(patterns.get(pattern, {}))
            self.abstract[number] = pattern
            for override in (inner for inner in item if tag(inner) == "lvlOverride"):
                depth = _integer(value(override, "ilvl"), 0)
                start = value(child(override, "startOverride"))
                if start is not None and depth in self.levels[number]:
                    level = self.levels[number][depth]
                    self.levels[number][depth] = Level(level.format, level.text, _integer(start, level.start))
                    self.abstract[number] = f"{pattern}/{number}"  # it counts by itself

    def _read_styles(self) -> None:
        based: dict[str, str] = {}
        for style in self.styles_part if self.styles_part is not None else ():
            if tag(style) != "style" or value(style, "type") not in (None, "paragraph"):
                continue
            key = value(style, "styleId") or ""
            name = (value(child(style, "name")) or "").lower()
            properties = child(style, "pPr")
            outline = value(child(properties, "outlineLvl"))
            if re.match(r"(heading|标题)\s*\d|title$|subtitle$|标题$", name) or (outline or "9") in "012345678":
                self.style_headings.add(key)
            based[key] = value(child(style, "basedOn")) or ""
            numbered = child(properties, "numPr")
            if numbered is not None:
                number = value(child(numbered, "numId")) or ""
                self.style_lists[key] = (number, _integer(value(child(numbered, "ilvl")), 0))
        for key in based:
            parent, seen = based[key], {key}
            while parent and parent not in seen and key not in self.style_lists:
                if parent in self.style_lists:
                    self.style_lists[key] = self.style_lists[parent]
                seen.add(parent)
                parent = based.get(parent, "")


def print_number(number: int, form: str) -> str:
    """A number as a list prints it."""
    if form in _CHINESE:
        return _chinese(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + number - 1)
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if form == "lowerRoman" else roman
    if form.startswith("decimalFullWidth"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _chinese(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    pairs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    result = ""
    for size, letters in pairs:
        while number >= size and number < 400:
            result += letters
            number -= size
    return result


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else otherwise
