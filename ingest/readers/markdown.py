"""Markdown, as conversion programs write it.

A run of pipe rows is a table when a rule stands in it or its rows are of one width; a pipe row torn out of its table
stays a line of text, since the words around it say more than its place. Tables written in HTML are read as HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ingest.document import Block, Box, Document, Table, Text
from ingest.readers.decoding import decode
from ingest.readers.folded import unfold
from ingest.readers.grid import Numbering
from ingest.readers.raised import lower_alone, raise_signs
from ingest.readers.struck import STROKE, left_of_prose, strike, without_struck, without_struck_beside

_RULE = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)*\|?\s*$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_DELETED = re.compile(r"<(del|s|strike)\b[^>]*>.*?</\1\s*>", re.I | re.S)
_FORMULA = re.compile(r"\$([^$\n]{1,40})\$")
_FIGURE = r"[\d\s,.，％%+件条元/-]*\d[\d\s,.，％%+件条元/-]*"
_STRUCK = re.compile(
    rf"~~({_FIGURE})~~|(?<!~)~(\d[\d,.]*)~(?!~)|<(?:del|s|strike)\b[^>]*>({_FIGURE})</(?:del|s|strike)\s*>|"
    rf"\$?\\(?:[bxh]?cancel|sout|xout|st)\s*\{{({_FIGURE})\}}\$?",
    re.I,
)
_STYLED = re.compile(rf"<(\w+)\s([^<>]{{1,300}})>({_FIGURE})</\1\s*>", re.I)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:["']([^"']*)["']|([^\s"'>]+))""")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\((?:[^()]|\([^)]*\))*\)")
_RAISED = re.compile(
    r"<su[pb]\b[^>]*>(.*?)</su[pb]\s*>|\$\s*\^\s*\{?([^{}$]{1,8})\}?\s*\$|(?<=\d)\[?\^\{?([\d*]{1,3})(?:\]|\}|\^)?",
    re.I,
)
_STRONG = re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_HTML_TABLE = re.compile(r"<table\b", re.I)
_MAX_LINES = 500_000


def read(data: bytes, name: str) -> Document:
    """Headings, paragraphs and tables of a Markdown file."""
    text = decode(data, name)
    metadata, text = _front_matter(text)
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    text = _FORMULA.sub(lambda match: _plain_formula(match[0], match[1]), text)
    if "<ins" in text.lower():  # a deletion beside an insertion is a tracked change; alone it is a conversion's slip
        text = _DELETED.sub("", text)
    blocks = tuple(_blocks(text, name))
    title = next((block.text for block in blocks if isinstance(block, Text) and block.heading), "")
    return Document(name=name, format="markdown", blocks=blocks, title=title, metadata=metadata)


def _plain_formula(whole: str, inner: str) -> str:
    """A figure that a recognition program took for a formula: $1{,}204$, $\\mathbf{12}$."""
    bare = re.sub(r"\\(?:mathbf|mathrm|text|boldsymbol|mathit)\s*\{([^{}]*)\}", r"\1", inner)
    bare = _STRUCK.sub(lambda match: strike(next(filter(None, match.groups()), "")), bare)
    bare = re.sub(r"(?<=\d)\s*\^\s*\{?(\d{1,2})\}?\s*$", lambda match: raise_signs(match[1]), bare)
    bare = re.sub(r"\\[,;!: ]|[{}\\]", "", bare).strip()
    return (
        bare
        if re.fullmatch(rf"[{STROKE}\d\s,.%+/—–⁰¹²³⁴⁵⁶⁷⁸⁹-]{{1,20}}", bare) and not re.search(r"\d\s+\d", bare)
        else whole
    )


def _front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    match = re.match(r"---\n(.{0,4000}?)\n---\n", text, re.S)
    if not match or "|" in match[1]:
        return (), text
    pairs = (line.split(":", 1) for line in match[1].split("\n") if ":" in line)
    return tuple((key.strip(), value.strip().strip("\"'")) for key, value in pairs), text[match.end() :]


def _blocks(text: str, name: str) -> Iterator[Block]:
    numbering = Numbering()
    rows: list[str] = []
    lines = unfold(text.split("\n")[:_MAX_LINES])
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _HTML_TABLE.search(line):
            yield from _rows_to_blocks(rows, numbering)
            rows = []
            taken, open_tables = [line], _opened(line)
            while at < len(lines) and open_tables > 0:
                taken.append(lines[at])
                open_tables += _opened(lines[at])
                at += 1
            yield from _html_blocks("\n".join(taken), numbering, name)
        elif _is_row(line, rows):
            rows.append(line)
        elif rows and line.strip() and _torn(rows[-1]) and "|" in line:
            rows[-1] += "<br>" + line  # a line end inside a cell
        else:
            yield from _rows_to_blocks(rows, numbering)
            rows = []
            yield from _line_to_blocks(line)
    yield from _rows_to_blocks(rows, numbering)


def _opened(line: str) -> int:
    return line.lower().count("<table") - line.lower().count("</table")


def _html_blocks(text: str, numbering: Numbering, name: str) -> Iterator[Block]:
    from ingest.readers.web import blocks_of_markup

    yield from blocks_of_markup(text, name, numbering)


def _is_row(line: str, rows: list[str]) -> bool:
    bare = line.strip()
    if bare.startswith("|"):
        return len(bare) > 1
    return bool(rows or _bars(bare) > 1) and _bars(bare) > 0 and (bool(rows) or bare.endswith("|") or _bars(bare) > 2)


def _bars(line: str) -> int:
    return line.count("|") - line.count("\\|")


def _torn(row: str) -> bool:
    return row.lstrip().startswith("|") and not row.rstrip().endswith("|")


def _rows_to_blocks(rows: list[str], numbering: Numbering) -> Iterator[Block]:
    """A table, where the rows make one; else each row as the line that it is."""
    rules = _rules(rows)
    starts = [0, *(at - 1 for at in rules if at > 2)]  # a rule further down has the head of another table above it
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        part = [row for at, row in enumerate(rows[start:end], start) if at not in rules]
        yield from _piece_to_blocks(part, numbering, ruled=len(part) < end - start)


def _rules(rows: list[str]) -> list[int]:
    """The rows that part heads from figures; a row of single dashes may as well be one of blank boxes."""
    alike = [at for at, row in enumerate(rows) if _RULE.match(row)]
    plain = [at for at in alike if "---" in rows[at] or ":" in rows[at]]
    return plain or [at for at in alike if at == 1 and 0 not in alike]


def _piece_to_blocks(rows: list[str], numbering: Numbering, *, ruled: bool) -> Iterator[Block]:
    cells = [row_to_cells(row) for row in rows]
    widths = {len(row) for row in cells}
    if not cells:
        return
    if max(widths) < 2 or not (ruled or (len(cells) > 1 and len(widths) == 1)):
        yield from (Text(without_struck_beside(plain(row))) for row in rows)
        return
    boxes = tuple(Box(cell, y, x) for y, row in enumerate(cells) for x, cell in enumerate(row))
    yield Table(boxes, numbering.next())


def row_to_cells(row: str) -> list[str]:
    """The cells of a pipe row, plain."""
    bare = row.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [without_struck(plain(cell)) for cell in re.split(r"(?<!\\)\|", bare)]


def _line_to_blocks(line: str) -> Iterator[Block]:
    if match := _HEADING.match(line):
        if match[2]:
            yield Text(left_of_prose(plain(match[2])), heading=True)
    elif line.strip() and not re.fullmatch(r"\s*([-*_=]\s*){3,}|\s*```.*", line):
        for part in left_of_prose(plain(line)).split("\n"):
            if part.strip():
                yield Text(part)


def _shown(match: re.Match[str]) -> str:
    """A figure in a tag with a look of its own: as it is, struck out, or nothing."""
    from ingest.readers.style_sheet import declarations
    from ingest.readers.unseen import WHITE, ground_colour, is_struck, is_unseen, words_colour

    attributes = {key.lower(): quoted or plain for key, quoted, plain in _ATTRIBUTE.findall(match[2])}
    declared = declarations(attributes.get("style", ""))
    if is_unseen(declared) or "hidden" in match[2].lower().split():
        return ""
    colour = words_colour(declared, attributes.get("color", ""))
    faint = colour is not None and colour.is_like(ground_colour(declared) or WHITE)
    return strike(match[3]) if faint or is_struck(match[1].lower(), declared) else match[3]


def plain(text: str) -> str:
    """A piece of Markdown without its marks: `<br>` a line end, emphasis, links and tags gone."""
    text = _BREAK.sub("\n", text)
    if "~" in text or "<" in text or "\\" in text:  # a struck figure; struck words are a conversion's slip
        text = _STRUCK.sub(lambda match: strike(next(filter(None, match.groups()), "")), text)
        text = _STYLED.sub(_shown, text)
    text = _RAISED.sub(lambda match: raise_signs(match[1] or match[2] or match[3] or ""), text)
    text = _LINK.sub(lambda match: match[1] or "", text)
    text = _TAG.sub("", text)
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
    text = re.sub(r"\*\*|~~", "", text)
    text = re.sub(r"^\s*>\s?", "", text)
    text = _ESCAPED.sub(r"\1", text)
    return lower_alone(html.unescape(text).replace("\xa0", " ").strip())
