"""A file becomes a `Document`: one reader a format.

The suffix says what a file claims to be, its first bytes what it is; where the two differ the bytes win, since offices
rename files more often than programs write wrong ones.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.document import Document
from ingest.readers.content import find_format
from report.errors import TooLarge, UnreadableFile

Reader = Callable[[bytes, str], Document]

# Which module reads a format; each has `read(data, name)`, imported when the first such file comes.
READERS = {
    "text": "text",
    "markdown": "markdown",
    "html": "web",
    "mhtml": "mhtml",
    "docx": "word",
    "pdf": "pdf",
    "xlsx": "sheet",
    "xls": "old_sheet",
    "doc": "old_word",
    "image": "scan",
}
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".et": "xls",
    ".doc": "doc",
    ".wps": "doc",
    ".rtf": "doc",
    ".odt": "doc",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
    ".zip": "zip",
}
_MAX_BYTES = 200 * 1024 * 1024
_MAX_TEXT = 16 * 1024 * 1024  # a report has some hundred kilobytes; a page may carry its pictures within


def claims(path: Path) -> bool:
    """Whether the suffix of a file is one that is read here."""
    return path.suffix.lower() in SUFFIXES


def read_document(path: Path, name: str | None = None) -> Document:
    """The text and tables of a file; raises a `ReportError` where it cannot be read.

    Runs in the process of the caller: `ingest.readers.guard` runs it in another, within limits of time and memory.
    """
    name = name or path.name
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise TooLarge(name=name, limit="200 MB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name=name, why="文件读不出来", why_en="the file cannot be opened") from error
    return bytes_to_document(data, name, path.suffix)


def bytes_to_document(data: bytes, name: str, suffix: str) -> Document:
    """The document in some bytes; `suffix` is what their file was called."""
    if not data:
        raise UnreadableFile(name=name, why="文件是空的", why_en="the file is empty")
    found = find_format(data, SUFFIXES.get(suffix.lower(), ""))
    if found is None or found not in READERS:
        raise UnreadableFile(
            name=name, why="内容不是能读的格式", why_en="its content is in no format that is read here"
        )
    if found in ("text", "markdown", "html") and len(data) > _MAX_TEXT * (3 if found == "html" else 1):
        raise TooLarge(name=name, limit="48 MB" if found == "html" else "16 MB")
    reader: Reader = import_module(f"ingest.readers.{READERS[found]}").read
    return reader(data, name)
