"""What a page's styles say: which elements are hidden, are navigation, or make a table without `<table>`.

A style sheet names tables plainly (`display: table-row`, a CSS grid). Where none does, regularity is the evidence:
an element whose children all hold several short pieces each is a table, its children are the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.style_sheet import StyleSheet, declarations
from ingest.readers.unseen import (
    UNSEEN_NAMES,
    WHITE,
    Colour,
    ground_colour,
    is_struck,
    is_thin,
    is_unseen,
    words_colour,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {
    "table": "table",
    "inline-table": "table",
    "table-row": "row",
    "table-cell": "cell",
    "grid": "table",
    "inline-grid": "table",
}
_TAGS = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_GROUPS = frozenset(["thead", "tbody", "tfoot"])
_HOLDERS = frozenset(["div", "section", "ul", "ol", "dl", "article", "main", "form"])
_PIECES = frozenset(["div", "span", "li", "dd", "dt", "p", "b", "strong", "em", "i", "label"])
_SHORT = 110  # characters in a cell of a div table
_NOTHING: Mapping[str, str] = {}


@dataclass(slots=True)
class Styles:
    """The declarations of a page by class or id, and what was concluded for each element."""

    sheet: StyleSheet
    roles: dict[_Element, str] = field(default_factory=dict)
    shows_all: bool = False
    believes_sheet: bool = True  # what classes and attributes hide counts as hidden

    @classmethod
    def read(cls, root: _Element) -> Styles:
        """The style sheets that stand in the page itself."""
        return cls(StyleSheet.read(root))

    def style(self, element: _Element) -> Mapping[str, str]:
        """The declarations that hold for an element."""
        inline = element.get("style")
        if not self.sheet.says_of(element):
            return declarations(inline) if inline else _NOTHING
        declared = self.sheet.declared(element)
        if inline:
            declared.update(declarations(inline))
        return declared

    def hides_by_sheet(self) -> bool:
        """Whether the sheet hides anything: what it hides, a script may uncover."""
        return self.sheet.hides()

    def is_hidden(self, element: _Element) -> bool:
        """Whether nobody sees the element, as far as it says so itself, or as the sheet says while it is believed."""
        if self.shows_all:
            return False
        if (inline := element.get("style")) is not None and is_unseen(declarations(inline)):
            return True
        if not self.believes_sheet:
            return False
        return element.get("hidden") is not None or (self.sheet.says_of(element) and is_unseen(self.style(element)))

    def is_struck(self, element: _Element) -> bool:
        """Whether a line is drawn through the words of an element, or they are digits that are hard to see."""
        if element.tag in ("del", "s", "strike"):
            return True
        attribute = element.get("color") or ""
        named = element.get("class")
        if not attribute and not named and element.get("style") is None and not self.sheet.says_of(element):
            return False
        declared = self.style(element)
        if is_struck("", declared):
            return True
        colour = words_colour(declared, attribute) if attribute or "color" in "".join(declared) else None
        faint = colour is not None or is_thin(declared) or (named and self._is_named_unseen(named))
        if not faint or not self._is_digits(element):
            return False
        return colour is None or colour.cover <= 0.05 or colour.is_like(self._ground(element))

    def _is_named_unseen(self, names: str) -> bool:
        """Whether a class that is hidden by custom, and of which no sheet in the page says more, is among the names."""
        return any(name in UNSEEN_NAMES and name not in self.sheet.rules for name in names.split())

    def _is_digits(self, element: _Element) -> bool:
        """Whether an element holds a figure, and nothing of it has a colour of its own."""
        if not re.fullmatch(r"[\d\s,.]{1,12}", "".join(str(text) for text in element.itertext())):
            return False
        return not any(
            words_colour(self.style(part), part.get("color") or "") for part in element.iter() if part is not element
        )

    def _ground(self, element: _Element) -> Colour:
        for holder in (element, *element.iterancestors()):
            if found := ground_colour(self.style(holder), holder.get("bgcolor") or ""):
                return found
        return WHITE

    def is_navigation(self, element: _Element) -> bool:
        """Whether an element is a list of links to other pages."""
        if element.tag not in ("ul", "ol", "div", "dl", "td"):
            return False
        links = sum(1 for _ in element.iter("a"))
        least = 2 if element.tag in ("ul", "ol", "dl") else 3
        if links < least or any(True for _ in element.iter("table")):
            return False
        every = _undated(_bare(element))
        if len(every) > 5000 or not _holds_no_prose(element):
            return False
        linked = sum(len(_undated(_bare(link))) for link in element.iter("a"))
        return linked >= 0.7 * len(every)

    def role(self, element: _Element, *, inside_table: bool) -> str:
        """table, row, cell, or empty."""
        tag = str(element.tag)
        if tag in _TAGS:
            return _TAGS[tag] if tag == "table" or inside_table else ""
        if element in self.roles:
            return self.roles[element]
        declared = self.style(element)
        display = declared.get("display", "")
        role = _ROLES.get(display, "")
        if display.endswith("grid"):
            columns = self.columns(element)
            if columns < 2:
                return ""
            self._mark(element, "cell")
        elif role in ("row", "cell") and not inside_table:
            return ""
        elif not role and tag in _HOLDERS and self._is_regular(element):
            role = "table"
        return role

    def spans(self, element: _Element) -> tuple[int, int]:
        """Columns and rows that a cell covers."""
        colspan, rowspan = _number(element.get("colspan"), 1), _number(element.get("rowspan"), 1)
        if element.tag not in ("td", "th"):
            declared = self.style(element)
            colspan = _grid_span(declared, "grid-column") or _number(element.get("data-colspan"), colspan)
            rowspan = _grid_span(declared, "grid-row") or _number(element.get("data-rowspan"), rowspan)
        return max(1, colspan), rowspan

    def columns(self, element: _Element) -> int:
        """How many columns a CSS grid says it has; 0 for anything else."""
        if element.tag == "table":
            return 0
        template = self.style(element).get("grid-template-columns", "")
        template = re.sub(
            r"repeat\(\s*(\d+)\s*,([^()]*(?:\([^()]*\)[^()]*)*)\)",
            lambda match: (match[2] + " ") * min(int(match[1]), 100),
            template,
        )
        return len(re.sub(r"\([^()]*\)", "", template).split())

    def _is_regular(self, element: _Element) -> bool:
        """Rows of several short pieces each, as `div`s that stand for a table have them."""
        rows = [row for row in element if isinstance(row.tag, str)]
        if len(rows) < 2 or len(rows) > 2000 or (element.text or "").strip():
            return False
        widths = []
        for row in rows:
            if row.tag not in ("div", "ul", "ol", "dl", "li", "p", "section") or (row.tail or "").strip():
                return False
            if (width := self._row_width(row)) == 0:
                return False
            widths.append(width)
        if max(widths) < 2 or sum(width >= 2 for width in widths) < max(2, len(widths) // 2):
            return False
        for row in rows:
            self.roles[row] = "row"
            self._mark(row, "cell")
        return True

    def _row_width(self, row: _Element) -> int:
        """The pieces of a row of short pieces; 0 where it is no such row."""
        if (row.text or "").strip():
            return 0
        pieces = [piece for piece in row if isinstance(piece.tag, str) and piece.tag != "br"]
        named = bool(re.search(r"\b(tr|row|line|hang|cells?)\b", (row.get("class") or "").lower()))
        for piece in pieces:
            if piece.tag not in _PIECES or (piece.tail or "").strip() or len(_bare(piece)) > _SHORT:
                return 0
            if piece.tag not in ("div", "li", "dd", "dt") and not (named or self._looks_like_cell(piece)):
                return 0
            if any(True for _ in piece.iter("a", "table")):
                return 0
        return len(pieces)

    def _looks_like_cell(self, piece: _Element) -> bool:
        marks = (piece.get("class") or "").lower()
        declared = self.style(piece)
        return bool(re.search(r"\b(td|th|cell|col\w*)\b", marks)) or "width" in declared or "float" in declared

    def _mark(self, element: _Element, role: str) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self.roles[child] = role


def _grid_span(declared: Mapping[str, str], axis: str) -> int:
    value = declared.get(axis) or declared.get(axis + "-end", "")
    if match := re.search(r"span\s+(\d+)", value):
        return int(match[1])
    if match := re.fullmatch(r"(\d+)\s*/\s*(\d+)", value):
        return max(1, int(match[2]) - int(match[1]))
    return 0


_WHOLE = re.compile(r"\s*(\d{1,4})")


def _number(value: str | None, otherwise: int) -> int:
    match = _WHOLE.match(value) if value else None
    return int(match[1]) if match else otherwise


def _bare(element: _Element) -> str:
    return "".join("".join(str(text) for text in element.itertext()).split())


def _undated(text: str) -> str:
    """Without the dates that stand beside the links of a list."""
    return re.sub(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\s", "", text)


def _holds_no_prose(element: _Element) -> bool:
    return not any(len(_bare(part)) > 120 for part in element.iter("p"))
