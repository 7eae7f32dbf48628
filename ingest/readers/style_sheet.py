"""The style sheets that stand in a page: which declarations hold for an element.

A rule is found by the last part of its selector, `.b` of `td.a > .b`; what stands before must be an element around it.
Rules for a tag alone count where they hide or strike out: the rest of them says nothing of what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.readers.unseen import is_struck, is_unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SHEET = 300_000
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SMALL_MEDIA = re.compile(
    r"@media[^{]*(?:print|max-width|max-device|orientation|prefers|handheld)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
)
_PART = re.compile(
    r"(?P<tag>\*|[a-z][a-z0-9]*)?(?P<marks>(?:[.#][\w-]+)*)(?P<place>:(?:nth-child\(\s*\d+\s*\)|first-child|last-child))?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a selector: td.a:nth-child(4)."""

    tag: str
    classes: frozenset[str]
    name: str  # the id
    place: int = 0  # among its siblings; -1 the last

    def fits(self, element: _Element) -> bool:
        """Whether an element is meant."""
        if (self.tag and self.tag != element.tag) or (self.name and element.get("id") != self.name):
            return False
        if self.classes and not self.classes <= set((element.get("class") or "").split()):
            return False
        if not self.place:
            return True
        if self.place < 0:
            return element.getnext() is None
        return sum(1 for _ in element.itersiblings(preceding=True)) == self.place - 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector and its declarations."""

    last: Part
    around: tuple[Part, ...]  # from the innermost outward
    declared: Mapping[str, str]

    def holds(self, element: _Element) -> bool:
        """Whether the rule is for an element."""
        if not self.last.fits(element):
            return False
        wanted = iter(self.around)
        part = next(wanted, None)
        for holder in element.iterancestors() if part else ():
            if part is not None and part.fits(holder):
                part = next(wanted, None)
        return part is None


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page by class, id or tag."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()  # that a rule hides or strikes out by their name

    @classmethod
    def read(cls, root: _Element) -> StyleSheet:
        """All sheets of a page, as far as a screen of common width shows it."""
        text = "".join(style.text or "" for style in root.iter("style"))[:_MAX_SHEET]
        if "{" not in text:
            return cls()
        text = re.sub(r"/\*.*?\*/|<!--|-->", "", text, flags=re.S)
        text = _SMALL_MEDIA.sub("", text)
        rules: dict[str, list[Rule]] = {}
        tags: set[str] = set()
        for selectors, body in _RULE.findall(text):
            declared = declarations(body)
            for selector in selectors.split(",") if declared else ():
                for key, rule in _read_rule(selector, declared):
                    rules.setdefault(key, []).append(rule)
                    if key.startswith("<"):
                        tags.add(key[1:])
        return cls(rules, frozenset(tags))

    def says_of(self, element: _Element) -> bool:
        """Whether any rule may be for an element."""
        return bool(self.rules) and bool(element.get("class") or element.get("id") or element.tag in self.tags)

    def declared(self, element: _Element) -> dict[str, str]:
        """What the rules declare for an element."""
        found: dict[str, str] = {}
        words = [f"<{element.tag}", *(element.get("class") or "").split(), element.get("id") or ""]
        for word in words:
            for rule in self.rules.get(word, ()):
                if rule.holds(element):
                    found.update(rule.declared)
        return found

    def hides(self) -> bool:
        """Whether any rule hides what it is for."""
        return any(is_unseen(rule.declared) for rules in self.rules.values() for rule in rules)


def _read_rule(selector: str, declared: Mapping[str, str]) -> Iterator[tuple[str, Rule]]:
    parts = [_read_part(text) for text in re.sub(r"\s*[>+~]\s*", " ", selector.split("{")[-1].strip()).split()]
    last = parts[-1] if parts else None
    if last is None:
        return
    around = tuple(part for part in reversed(parts[:-1]) if part is not None)
    rule = Rule(last, around, declared)
    if last.name:
        yield last.name, rule
    elif last.classes:
        yield next(iter(sorted(last.classes))), rule
    elif last.tag and last.tag not in ("html", "body") and (is_unseen(declared) or is_struck("", declared)):
        yield "<" + last.tag, rule


def _read_part(text: str) -> Part | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    marks = match["marks"] or ""
    place = match["place"] or ""
    number = re.search(r"\d+", place)
    at = int(number[0]) if number else 1 if "first" in place else -1 if "last" in place else 0
    tag = (match["tag"] or "").lower().strip("*")
    name = next(iter(re.findall(r"#([\w-]+)", marks)), "")
    return Part(tag, frozenset(re.findall(r"\.([\w-]+)", marks)), name, at)


@lru_cache(maxsize=4096)
def declarations(text: str) -> Mapping[str, str]:
    """The declarations of a rule or of a style attribute."""
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {key.strip().lower(): value.strip().lower().removesuffix("!important").strip() for key, value in pairs}
