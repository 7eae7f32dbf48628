"""What a file is, from its first bytes."""

from __future__ import annotations

import io
import re
import zipfile

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|table|div|meta|script|title|article|p|h[1-6]|span|!--|center|font|style)\b",
    re.I,
)
_TEXTUAL = frozenset(["text", "markdown", "html"])


def find_format(data: bytes, claimed: str) -> str | None:
    """The format that the bytes are in; `claimed` is what the suffix says, and decides between kinds of text."""
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_in_archive(data)
    if head.startswith(_OLE):
        return _find_in_compound(data, claimed)
    if head.startswith(b"{\\rtf"):
        return "doc"
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image" if claimed != "text" or not head.startswith(b"BM") else claimed
    return _find_in_text(data, claimed)


def _find_in_archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return "docx" if b"word/" in data[:100_000] else None
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "doc"  # OpenDocument: LibreOffice reads it
    return "zip" if not any(name == "[Content_Types].xml" for name in names) else None


def _find_in_compound(data: bytes, claimed: str) -> str:
    """Old Word and old Excel share a container; the names of their streams stand in it as UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return "xls"
    return claimed if claimed in ("doc", "xls") else "doc"


def _find_in_text(data: bytes, claimed: str) -> str | None:
    head = data[:200_000]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"(?:MIME-Version|From|Subject|Content-Type|Date)\s*:", start[:100], re.I) and b"multipart" in head:
        return "mhtml"
    if claimed in ("text", "markdown"):
        # Text may quote a tag; a page starts with one.
        whole = re.match(rb"<(!doctype\s+html|html)\b", start[:200], re.I)
        return "html" if whole else claimed
    if claimed == "html" or _HTML.search(start[:20_000]):
        return "html"
    if claimed in ("docx", "xlsx", "pdf", "image", "zip"):
        return None
    return "text" if b"\x00" not in start[:4096] else None
