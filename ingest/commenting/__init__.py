"""Remarks on a Word file, put into it as Word's own comments; nothing else in it is touched."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers.expat import ExpatError

from ingest.commenting.anchors import Note, find_anchors
from ingest.commenting.archive import rewrite
from ingest.commenting.splicing import (
    add_anchors,
    add_relationship,
    add_remarks,
    add_type,
    highest_id,
    is_strict,
    remark_part,
)
from ingest.readers.package import Parts
from report.errors import UnreadableFile

__all__ = ["Note", "add_comments", "is_word"]


def is_word(data: bytes) -> bool:
    """Whether these bytes are a DOCX, whatever the file is called."""
    return data[:2] == b"PK" and b"word/document" in data


def add_comments(data: bytes, name: str, notes: Sequence[Note]) -> bytes:
    """The same DOCX with a comment for each note; raises `ReportError` where it is no DOCX that can be read."""
    if not notes:
        return data
    try:
        return _commented(Parts(data, name), notes)
    except (ExpatError, UnicodeDecodeError) as error:
        raise UnreadableFile(name=name, why="文件内容已损坏", why_en="its content is damaged") from error


def _commented(parts: Parts, notes: Sequence[Note]) -> bytes:
    main = parts.find(r"word/document\d*\.xml")
    document = parts.bytes(main) if main else None
    types = parts.bytes("[Content_Types].xml")
    if document is None or types is None:
        raise UnreadableFile(name=parts.name, why="Word文件里没有正文", why_en="the Word file has no main text")
    anchors = find_anchors(parts, main, notes)
    folder, _, file = main.rpartition("/")
    links = f"{folder}/_rels/{file}.rels"
    linked = parts.bytes(links)
    remarks = remark_part(linked, folder)
    known = parts.bytes(remarks) if remarks else None
    first = 1 + max(highest_id(document), highest_id(known or b""))
    numbered = [(first + at, note) for at, note in enumerate(notes)]
    changed = {main: add_anchors(document, [(number, *anchors[at]) for at, (number, _) in enumerate(numbered)])}
    strict = is_strict(document)
    target = remarks or f"{folder}/comments.xml"
    changed[target] = add_remarks(known, [(number, note.text) for number, note in numbered], strict=strict)
    if not remarks:
        changed[links] = add_relationship(linked, target.rpartition("/")[2], strict=strict)
        changed["[Content_Types].xml"] = add_type(types, target)
    return rewrite(parts.archive, changed, parts.name)
