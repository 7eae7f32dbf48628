"""A ZIP of reports: its members one by one, each to be read like a file of its own.

A member that is too large, or whose suffix no reader claims, is passed over; an archive within an archive is opened
once more and no further.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.readers import claims
from report.errors import TooLarge, UnreadableFile

_MAX_MEMBERS = 5000
_MAX_MEMBER = 100 * 1024 * 1024
_MAX_TOTAL = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; `name` is `archive.zip/folder/file`."""

    name: str
    suffix: str
    data: bytes


def is_archive(path: Path) -> bool:
    """Whether a file is to be taken as an archive of reports; an office file, a ZIP too, is none."""
    if path.suffix.lower() != ".zip":
        return False
    from ingest.readers.content import find_format

    try:
        with path.open("rb") as stream:
            if not stream.read(4).startswith(b"PK"):
                return False
        return find_format(path.read_bytes(), "zip") == "zip"
    except OSError:
        return False


def read_members(path: Path, name: str | None = None) -> Iterator[Member]:
    """The reports in an archive, in the order of their names; raises a `ReportError` where it cannot be opened."""
    name = name or path.name
    yield from _members(path.read_bytes(), name, nested=False)


def _members(data: bytes, name: str, *, nested: bool) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(
            name=name, why="压缩包已损坏或不完整", why_en="the archive is damaged or cut off"
        ) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MAX_MEMBERS:
        raise TooLarge(name=name, limit=f"{_MAX_MEMBERS} 个文件")
    total = 0
    for info in sorted(infos, key=_printed_name):
        inner = _printed_name(info)
        parts = PurePosixPath(inner).parts
        if any(part.startswith((".", "__MACOSX", "~$")) for part in parts) or not claims(Path(inner)):
            continue
        content = _content(archive, info, name)
        total += len(content)
        if total > _MAX_TOTAL:
            raise TooLarge(name=name, limit="2 GB")
        suffix = Path(inner).suffix.lower()
        if suffix == ".zip":
            if not nested:
                yield from _members(content, f"{name}/{inner}", nested=True)
            continue
        yield Member(f"{name}/{inner}", suffix, content)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """A member's bytes, no further than the limit; a member that cannot be read is empty, and is told as such."""
    try:
        with archive.open(info) as stream:
            data = stream.read(_MAX_MEMBER + 1)
    except RuntimeError as error:
        raise UnreadableFile(name=name, why="压缩包加了密码", why_en="the archive needs a password") from error
    except Exception:
        return b""
    return data if len(data) <= _MAX_MEMBER else b""


def _printed_name(info: zipfile.ZipInfo) -> str:
    """A member's name: older programs write it in GBK and do not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
