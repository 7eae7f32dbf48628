"""HTML, from a site's content system or out of an office program.

What a reader of the page does not read is dropped: scripts, styles, navigation. Everything else keeps its order. A
table may be built of `div`s; a site's style sheet then says so, or its regularity does. The tree is walked with a
stack of our own, so that no depth of nesting is too deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.document import Block, Document, Text
from ingest.readers.decoding import decode
from ingest.readers.grid import Cell, Numbering, Rows, rows_to_blocks
from ingest.readers.raised import lower_alone, raise_signs
from ingest.readers.struck import STROKE, left_of_prose, strike
from report.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "map",
        "select",
        "nav",
        "rt",
        "rp",
        "button",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "caption",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_MAX_DEPTH = 2000  # no page that a person made nests deeper
_NEIGHBOUR = re.compile(
    r"[【\[<]?\s*(上一[篇条页]|下一[篇条页]|前一篇|后一篇)"
)  # links to other pages, whose titles mislead
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""", re.I)


def read(data: bytes, name: str) -> Document:
    """The article of a page, with its title and meta tags."""
    declared = _META.search(data[:20_000]) or _XML.search(data[:200])
    text = decode(data, name, declared[1].decode("ascii", "ignore") if declared else None)
    root = _parse(text, name)
    blocks = tuple(_blocks(root, Numbering()))
    title = " ".join(_first_text(root, "title").split())
    return Document(name=name, format="html", blocks=blocks, title=title, metadata=tuple(_metadata(root)))


def blocks_of_markup(text: str, name: str, numbering: Numbering) -> Iterator[Block]:
    """The blocks of a piece of HTML that stands in another format."""
    yield from _blocks(_parse(text, name), numbering)


def _parse(text: str, name: str) -> _Element:
    from lxml import etree

    # A declaration of encoding would be believed over the characters that we hand in.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text, count=1).replace("\x00", "")
    parser = etree.HTMLParser(huge_tree=True, no_network=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(name=name, why="网页内容已损坏", why_en="the page is damaged") from error
    if root is None:
        raise UnreadableFile(name=name, why="网页里没有内容", why_en="the page holds nothing")
    _close_cells(root)
    deep = text.count("<") > _MAX_DEPTH and _too_deep(root)
    if deep or any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnreadableFile(name=name, why="网页的层次嵌套过深", why_en="the page nests its elements too deep")
    return root


def _close_cells(root: _Element) -> None:
    """Cells and rows side by side that were never closed, and so lie in one another, as a browser puts them."""
    for element in list(root.iter("td", "th", "tr")):
        holder = element.getparent()
        while holder is not None and holder.tag not in ("td", "th", "tr", "table", "body"):
            holder = holder.getparent()
        cell = element.tag != "tr"
        if holder is None or holder.tag in ("table", "body") or (cell and holder.tag == "tr"):
            continue
        if not cell and holder.tag != "tr":  # a row inside a cell: behind that cell's row
            row = holder.getparent()
            holder = row if row is not None and row.tag == "tr" else holder
        holder.addnext(element)


def _too_deep(root: _Element) -> bool:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            return True
    return False


def _first_text(root: _Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return "".join(str(text) for text in found.itertext()) if found is not None else ""


def _metadata(root: _Element) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        key, value = meta.get("name") or meta.get("property") or "", meta.get("content") or ""
        if key and value.strip():
            yield key, value.strip()
    for element in root.iter("div", "p", "ul", "span", "td", "nav"):
        marks = f"{element.get('class', '')} {element.get('id', '')}".lower()
        if re.search(r"crumb|location|position|weizhi|dqwz", marks):
            text = " ".join("".join(str(text) for text in element.itertext()).split())
            if 0 < len(text) < 300:
                yield "breadcrumb", text


def _blocks(root: _Element, numbering: Numbering) -> Iterator[Block]:
    from ingest.readers.divs import Styles

    styles = Styles.read(root)
    content = _Walk(styles).content(root)
    if styles.hides_by_sheet() or any(True for _ in root.iterfind(".//*[@hidden]")):
        styles.believes_sheet = False
        whole = _Walk(styles).content(root)
        # A fold that a script opens holds the better half of the page; a word for machines does not.
        content = whole if _length(whole) > 1.6 * _length(content) + 200 else content
    if _length(content) < 30:
        styles.shows_all = True  # a page that a script uncovers
        whole = _Walk(styles).content(root)
        content = whole if _length(whole) > 2 * _length(content) else content
    for part in content:
        if isinstance(part, Text):
            yield part
        else:
            yield from rows_to_blocks(part, numbering)


def _length(content: list[Text | Rows]) -> int:
    """Characters of text; a table counts as many."""
    return sum(len(part.text) if isinstance(part, Text) else 1000 for part in content)


class _Walk:
    """One walk over a page: a stack of open places, each a paragraph being filled and what came before it."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.found: list[list[Text | Rows]] = [[]]  # a list for each open cell, the page's own at the bottom
        self.words: list[str] = []
        self.tables: list[Rows] = []
        self.heading = 0
        self.kept = 0  # depth of <pre>
        self.raised = 0  # depth of <sup>
        self.struck: list[bool] = []  # for each open element, whether it strikes out what it holds

    def content(self, root: _Element) -> list[Text | Rows]:
        """The paragraphs and tables below `root`, in reading order."""
        # An entry is an element to open, or what is to be done when one closes.
        waiting: list[tuple[_Element, str]] = [(root, "open")]
        while waiting:
            element, event = waiting.pop()
            if event == "tail":
                self.say(element.tail)
            elif event == "open":
                role = self.open(element)
                if role != "drop":
                    waiting.append((element, "close:" + role))
                    for child in reversed(element):
                        waiting.append((child, "tail"))
                        if isinstance(child.tag, str):
                            waiting.append((child, "open"))
            else:
                self.close(element, event.removeprefix("close:"))
        self.flush()
        return self.found[0]

    def open(self, element: _Element) -> str:
        """What an element is, and what changes on entering it."""
        tag = element.tag
        if tag in _DROPPED or self.styles.is_hidden(element) or self.styles.is_navigation(element):
            return "drop"
        strikes = self.styles.is_struck(element)
        role = self.styles.role(element, inside_table=bool(self.tables))
        if role == "table":
            self.flush()
            self.tables.append(Rows())
        elif role == "row" and self.tables:
            self.flush()
            self.tables[-1].rows.append([])
        elif role == "cell" and self.tables:
            self.flush()
            self.found.append([])
        elif tag in _BLOCKS:
            self.flush()
            role = "block"
            if tag in _HEADINGS:
                self.heading += 1
            self.kept += tag == "pre"
        elif tag == "br":
            role = "inline"
            if self.heading and not self.tables:
                self.words.append("\n")
            else:
                self.flush()
        else:
            role = "inline"
            if tag in ("sup", "sub") or "vertical-align:super" in (element.get("style") or "").replace(" ", ""):
                role = "raised"
                self.raised += 1
            if tag == "input" and (element.get("type") or "text") == "text":
                self.say(element.get("value"))
        self.struck.append(strikes)
        self.say(element.text)
        return role

    def close(self, element: _Element, role: str) -> None:
        """What changes on leaving an element."""
        self.raised -= role == "raised"
        self.struck.pop()
        if role in ("inline", "raised"):
            return
        self.flush()
        if role == "block":
            self.heading -= element.tag in _HEADINGS
            self.kept -= element.tag == "pre"
        elif role == "cell" and self.tables:
            content = self.found.pop()
            colspan, rowspan = self.styles.spans(element)
            if not self.tables[-1].rows:
                self.tables[-1].rows.append([])
            self.tables[-1].rows[-1].append(Cell(content, colspan, rowspan))
        elif role == "table":
            table = self.tables.pop()
            columns = self.styles.columns(element)
            self.found[-1].append(_wrapped(table, columns) if columns else table)

    def say(self, text: str | None) -> None:
        """Words of the open paragraph."""
        if text:
            text = raise_signs(text) if self.raised else text
            text = text if self.kept else _BLANKS.sub(" ", text)
            self.words.append(strike(text) if True in self.struck else text)

    def flush(self) -> None:
        """Ends the open paragraph."""
        if not self.words:
            return
        text = lower_alone("".join(self.words).replace("\xa0", " ").replace("\u200b", ""))
        self.words.clear()
        if STROKE in text and len(self.found) == 1:
            text = left_of_prose(text)
        for line in [text] if self.heading else text.split("\n"):
            bare = line.strip()
            if bare and not _NEIGHBOUR.match(bare):
                kept = line.rstrip() if self.kept else bare
                self.found[-1].append(Text(kept, heading=self.heading > 0 and len(self.found) == 1))


def _wrapped(table: Rows, columns: int) -> Rows:
    """A grid whose cells follow one another without rows, cut into rows of `columns`."""
    cells = list(table.cells())
    rows: list[list[Cell]] = []
    free: list[int] = []  # places of each coming row that are still free
    at = 0
    for cell in cells:
        while at >= len(free) or free[at] <= 0:
            if at < len(free):
                at += 1
            else:
                free.append(columns)
        while len(free) < at + cell.rowspan:
            free.append(columns)
        for below in range(at, at + cell.rowspan):
            free[below] -= cell.colspan
        while len(rows) <= at:
            rows.append([])
        rows[at].append(cell)
    return Rows(rows)


if TYPE_CHECKING:
    from ingest.readers.divs import Styles
