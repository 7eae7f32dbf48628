"""Marks put between the bytes of XML parts: what was there stays as it was, byte for byte.

A parser that writes a part anew would change its quoting, its empty elements, its declarations. So the parser only
tells where elements begin and end, and the marks go in there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_NAME = re.compile(rb"</?([^\s/>]+)")
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORDS_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_LINK_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
AUTHOR, INITIALS = "问报", "问报"


class _Offsets:
    """Where each element begins and ends, in document order."""

    def __init__(self, data: bytes) -> None:
        if b"<!DOCTYPE" in data[:5000]:
            raise expat.ExpatError("a document type has no place here")
        self.start: list[int] = []
        self.end: list[int] = []  # of the closing tag; of an element without one, of its only tag
        self.name: list[str] = []
        self.parent: list[int] = []
        open_elements: list[int] = []
        parser = expat.ParserCreate()

        def begin(name: str, _: dict[str, str]) -> None:
            self.parent.append(open_elements[-1] if open_elements else -1)
            open_elements.append(len(self.start))
            self.start.append(parser.CurrentByteIndex)
            self.end.append(0)
            self.name.append(name)

        def finish(_: str) -> None:
            self.end[open_elements.pop()] = parser.CurrentByteIndex

        parser.StartElementHandler, parser.EndElementHandler = begin, finish
        parser.Parse(data, True)


def add_anchors(document: bytes, anchors: Iterable[tuple[int, int, int]]) -> bytes:
    """The main text with a comment's range for each (id, first paragraph, last paragraph)."""
    document = _as_utf8(document)
    offsets = _Offsets(document)
    namespace = _WORDS_STRICT if is_strict(document) else _WORDS
    opening: dict[int, list[bytes]] = defaultdict(list)
    closing: dict[int, list[bytes]] = defaultdict(list)
    for number, first, last in anchors:
        prefix, _, _ = offsets.name[first].rpartition(":")
        w, declared = (f"{prefix}:", "") if prefix else ("w:", f' xmlns:w="{namespace}"')
        opening[first].append(f'<{w}commentRangeStart{declared} {w}id="{number}"/>'.encode())
        closing[last].append(
            f'<{w}commentRangeEnd{declared} {w}id="{number}"/>'
            f'<{w}r{declared}><{w}commentReference {w}id="{number}"/></{w}r>'.encode()
        )
    pieces: list[tuple[int, int, bytes]] = []  # from, to, what stands there now
    for at in opening.keys() | closing.keys():
        pieces += _into_paragraph(document, offsets, at, b"".join(opening[at]), b"".join(closing[at]))
    return _spliced(document, pieces)


def is_strict(document: bytes) -> bool:
    """Whether a file is of the strict kind, whose namespaces differ."""
    return b"purl.oclc.org/ooxml" in document[:20_000]


def _into_paragraph(
    document: bytes, offsets: _Offsets, at: int, before: bytes, behind: bytes
) -> list[tuple[int, int, bytes]]:
    start = _tag_at(document, offsets.start[at])
    if start[0].endswith(b"/>"):
        name = _NAME.match(start[0])
        assert name is not None
        return [(start.end() - 2, start.end(), b">" + before + behind + b"</" + name[1] + b">")]
    inside = start.end()
    following = at + 1
    if following < len(offsets.start) and offsets.parent[following] == at and _local(offsets.name[following]) == "pPr":
        inside = _tag_at(document, offsets.end[following]).end()
    return [(inside, inside, before), (offsets.end[at], offsets.end[at], behind)]


def _tag_at(data: bytes, at: int) -> re.Match[bytes]:
    found = _TAG.match(data, at)
    assert found is not None, "the parser and the bytes disagree"
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _spliced(data: bytes, pieces: Sequence[tuple[int, int, bytes]]) -> bytes:
    made: list[bytes] = []
    last = 0
    for start, stop, new in sorted(pieces, key=lambda piece: piece[:2]):
        made += [data[last:start], new]
        last = stop
    return b"".join([*made, data[last:]])


def _as_utf8(data: bytes) -> bytes:
    """Word writes UTF-8; what is written otherwise is told anew in it."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    text = data.decode("utf-16")
    return re.sub(r"""(<\?xml[^>]*encoding=)["'][^"']*["']""", r'\1"UTF-8"', text, count=1).encode()


def highest_id(part: bytes) -> int:
    """The highest number that a comment has so far; -1 where there is none."""
    found = re.findall(rb"""<[^<>]*?:comment(?:RangeStart|RangeEnd|Reference)?\s[^<>]*?:id=["'](\d+)["']""", part)
    return max(map(int, found), default=-1)


def add_remarks(known: bytes | None, remarks: Iterable[tuple[int, str]], *, strict: bool) -> bytes:
    """The part with the comments' words, the known ones kept."""
    namespace = _WORDS_STRICT if strict else _WORDS
    if known is None:
        known = _DECLARED + f'<w:comments xmlns:w="{namespace}"/>'.encode()
    made = "".join(
        f'<w:comment xmlns:w="{namespace}" w:id="{number}" w:author={quoteattr(AUTHOR)} '
        f"w:initials={quoteattr(INITIALS)}>"
        f'<w:p><w:r><w:t xml:space="preserve">{escape(_printable(text))}</w:t></w:r></w:p></w:comment>'
        for number, text in remarks
    )
    return _appended(_as_utf8(known), made.encode())


def _printable(text: str) -> str:
    return re.sub("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]", "", text)


def remark_part(links: bytes | None, folder: str) -> str:
    """The part of the comments that a file has already; empty where it has none."""
    for attributes in _relationships(links):
        if attributes.get("Type") in (_LINK, _LINK_STRICT) and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            return target[1:] if target.startswith("/") else f"{folder}/{target}"
    return ""


def _relationships(links: bytes | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if links is not None and b"<!DOCTYPE" not in links[:5000]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: (
            found.append(attributes) if _local(name) == "Relationship" else None
        )
        parser.Parse(links, True)
    return found


def add_relationship(links: bytes | None, target: str, *, strict: bool) -> bytes:
    """The main text's relationships with one to the comments."""
    taken = {attributes.get("Id") for attributes in _relationships(links)}
    name = next(f"rIdNotes{n}" for n in range(1, 10_000) if f"rIdNotes{n}" not in taken)
    if links is None:
        links = _DECLARED + f'<Relationships xmlns="{_LINKS}"/>'.encode()
    kind = _LINK_STRICT if strict else _LINK
    return _appended(
        _as_utf8(links),
        f'<Relationship xmlns="{_LINKS}" Id="{name}" Type="{kind}" Target={quoteattr(target)}/>'.encode(),
    )


def add_type(types: bytes, part: str) -> bytes:
    """The list of content types with that of the comments."""
    if f'"/{part}"'.encode() in types:
        return types
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    new = f'<Override xmlns="{namespace}" PartName={quoteattr("/" + part)} ContentType="{_TYPE}"/>'
    return _appended(_as_utf8(types), new.encode())


def _appended(data: bytes, new: bytes) -> bytes:
    """An XML part with something more before the end of its outermost element."""
    offsets = _Offsets(data)
    start, end = _tag_at(data, offsets.start[0]), offsets.end[0]
    if start[0].endswith(b"/>"):
        name = _NAME.match(start[0])
        assert name is not None
        return data[: start.end() - 2] + b">" + new + b"</" + name[1] + b">" + data[start.end() :]
    return data[:end] + new + data[end:]
