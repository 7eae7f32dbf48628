"""What a page's styles say: which elements are hidden, are navigation, or make a table without `<table>`.

A style sheet names tables plainly (`display: table-row`, a CSS grid). Where none does, regularity is the evidence:
an element whose children all hold several short pieces each is a table, its children are the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.unseen import is_struck, is_unseen, is_white

if TYPE_CHECKING:
    from lxml.etree import _Element

_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SELECTOR = re.compile(r"(?:^|[\s>])([a-z0-9]*)(?:[.#]([\w-]+))?$", re.I)
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
_MAX_SHEET = 300_000


@dataclass(slots=True)
class Styles:
    """The declarations of a page by class or id, and what was concluded for each element."""

    sheet: dict[str, dict[str, str]]
    roles: dict[_Element, str] = field(default_factory=dict)
    shows_all: bool = False
    believes_sheet: bool = True  # what classes and attributes hide counts as hidden

    @classmethod
    def read(cls, root: _Element) -> Styles:
        """The style sheets that stand in the page itself."""
        sheet: dict[str, dict[str, str]] = {}
        text = "".join(style.text or "" for style in root.iter("style"))[:_MAX_SHEET]
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        text = re.sub(r"@media[^{]*print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
        for selectors, body in _RULE.findall(text):
            declared = _declarations(body)
            for selector in selectors.split(","):
                match = _SELECTOR.search(selector.strip())
                if match and match[2] and declared:
                    sheet.setdefault(match[2], {}).update(declared)
        return cls(sheet)

    def style(self, element: _Element) -> dict[str, str]:
        """The declarations that hold for an element."""
        declared: dict[str, str] = {}
        if self.sheet:
            for word in [*(element.get("class") or "").split(), element.get("id") or ""]:
                declared.update(self.sheet.get(word, {}))
        if inline := element.get("style"):
            declared.update(_declarations(inline))
        return declared

    def hides_by_sheet(self) -> bool:
        """Whether the sheet hides anything: what it hides, a script may uncover."""
        return any(is_unseen(declared) for declared in self.sheet.values())

    def is_hidden(self, element: _Element) -> bool:
        """Whether nobody sees the element, as far as it says so itself, or as the sheet says while it is believed."""
        if self.shows_all:
            return False
        if (inline := element.get("style")) is not None:
            declared = _declarations(inline)
            if is_unseen(declared) or (is_white(declared) and self._hides_digits(element)):
                return True
        if element.tag == "font" and is_white({}, element.get("color") or "") and self._hides_digits(element):
            return True
        if not self.believes_sheet or (self.sheet and not element.get("class") and not element.get("id")):
            return element.get("hidden") is not None and self.believes_sheet
        return element.get("hidden") is not None or is_unseen(self.style(element))

    def is_struck(self, element: _Element) -> bool:
        """Whether a line is drawn through the words of an element."""
        if element.tag in ("del", "s", "strike"):
            return True
        styled = element.get("style") or (self.sheet and (element.get("class") or element.get("id")))
        return bool(styled) and is_struck(str(element.tag), self.style(element))

    def _hides_digits(self, element: _Element) -> bool:
        """Whether white words are digits on white ground: heads are white on a colour."""
        if not re.fullmatch(r"[\d\s,.]{1,12}", "".join(str(text) for text in element.itertext())):
            return False
        holders = (element, *element.iterancestors())
        return not any(
            holder.get("bgcolor") or any(key.startswith("background") for key in self.style(holder))
            for holder in holders
        )

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


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {key.strip().lower(): value.strip().lower().removesuffix("!important").strip() for key, value in pairs}


def _grid_span(declared: dict[str, str], axis: str) -> int:
    value = declared.get(axis) or declared.get(axis + "-end", "")
    if match := re.search(r"span\s+(\d+)", value):
        return int(match[1])
    if match := re.fullmatch(r"(\d+)\s*/\s*(\d+)", value):
        return max(1, int(match[2]) - int(match[1]))
    return 0


def _number(value: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(\d{1,4})", value or "")
    return int(match[1]) if match else otherwise


def _bare(element: _Element) -> str:
    return "".join("".join(str(text) for text in element.itertext()).split())


def _undated(text: str) -> str:
    """Without the dates that stand beside the links of a list."""
    return re.sub(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\s", "", text)


def _holds_no_prose(element: _Element) -> bool:
    return not any(len(_bare(part)) > 120 for part in element.iter("p"))
