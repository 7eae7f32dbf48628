"""What there is to read: the files named, those in the folders named, and the members of ZIP archives.

A file is called by its path below the folder that was named, a member by its archive's name and its own. Members are
unpacked one at a time, never more than a limit, and only when their turn comes. An archive within an archive is opened,
one within that is not.
"""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO

from ingest.readers import claims
from report.errors import ReportError, TooLarge, UnreadableFile

LARGEST = 200 * 1024 * 1024  # bytes of one member, unpacked
MOST = 20_000  # members of one archive
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, KeyError, ValueError)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or why it cannot be."""

    name: str
    path: Path
    members: tuple[str, ...] = ()  # of the archive at `path`, or of an archive in it
    error: ReportError | None = None

    def unpack(self, folder: Path) -> Path:
        """The file itself, or a copy of the member in this folder; raises a `ReportError` where there is none."""
        if not self.members:
            return self.path
        target = folder / f"member{PurePosixPath(self.name).suffix}"
        at = self.path
        try:
            for depth, member in enumerate(self.members):
                to = target if depth == len(self.members) - 1 else folder / f"archive{depth}"
                with zipfile.ZipFile(at) as archive, archive.open(member) as packed, to.open("wb") as out:
                    shutil.copyfileobj(_Bounded(packed, self.name), out, 1 << 20)
                at = to
        except _BROKEN as error:
            raise _damaged(self.name) from error
        return target


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything to read, in order, and how many files were of kinds that nobody reads."""

    sources: tuple[Source, ...]
    passed_over: int = 0


class _Bounded:
    """A stream that refuses to become larger than a report can be."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self._packed, self._name, self._size = packed, name, 0

    def read(self, size: int = -1) -> bytes:
        found = self._packed.read(size)
        self._size += len(found)
        if self._size > LARGEST:
            raise TooLarge(name=self._name, limit=f"{LARGEST >> 20} MB")
        return found


def list_inputs(paths: Iterable[Path], besides: Sequence[Path] = ()) -> Inputs:
    """The files behind these paths; folders whole, in the order of their names, without the folders `besides`."""
    sources: list[Source] = []
    passed_over = 0
    for path in paths:
        if path.is_dir():
            for file in _walk(path, {folder.resolve() for folder in besides}):
                if claims(file) and not _is_hidden(file.name):
                    found, skipped = _open_archive(file, file.relative_to(path).as_posix())
                    sources += found
                    passed_over += skipped
                else:
                    passed_over += 1
        elif path.exists():
            found, skipped = _open_archive(path, path.name)
            sources += found
            passed_over += skipped
        else:
            error = UnreadableFile(name=path.name, why="没有这个文件", why_en="there is no such file")
            sources.append(Source(path.name, path, error=error))
    return Inputs(tuple(sources), passed_over)


def _walk(folder: Path, besides: set[Path]) -> Iterator[Path]:
    found: list[Path] = []
    for at, folders, files in os.walk(folder):
        here = Path(at)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() not in besides]
        found += [here / name for name in files]
    return iter(sorted(found, key=lambda file: file.relative_to(folder).as_posix()))


def _is_hidden(name: str) -> bool:
    """Files that programs leave beside documents: .DS_Store, ~$report.docx."""
    return name.startswith((".", "~$"))


def _open_archive(file: Path, name: str) -> tuple[list[Source], int]:
    """The members of a ZIP; the file itself where it is none, whatever it is called."""
    if file.suffix.lower() != ".zip":
        return [Source(name, file)], 0
    try:
        with zipfile.ZipFile(file) as archive:
            if "[Content_Types].xml" in archive.namelist():
                return [Source(name, file)], 0  # an office file; the reader says what it is
            sources, skipped = _list_members(archive, Source(name, file))
    except TooLarge as error:
        return [Source(name, file, error=error)], 0
    except _BROKEN:
        return [Source(name, file)], 0
    return sorted(sources, key=lambda source: source.name), skipped


def _list_members(archive: zipfile.ZipFile, outer: Source) -> tuple[list[Source], int]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST:
        raise TooLarge(name=outer.name, limit=f"{MOST}")
    sources: list[Source] = []
    passed_over = 0
    for member in members:
        source = _member(outer, member)
        if not _wanted(member):
            passed_over += 1
        elif source.error is None and source.name.lower().endswith(".zip"):
            found, skipped = _open_inner(archive, source)
            sources += found
            passed_over += skipped
        else:
            sources.append(source)
    return sources, passed_over


def _open_inner(archive: zipfile.ZipFile, source: Source) -> tuple[list[Source], int]:
    if len(source.members) > 1:
        error = UnreadableFile(name=source.name, why="压缩包套得太深，请先解开", why_en="archives nest too deep")
        return [replace(source, error=error)], 0
    try:
        with TemporaryFile() as unpacked:
            with archive.open(source.members[-1]) as packed:
                shutil.copyfileobj(_Bounded(packed, source.name), unpacked, 1 << 20)
            with zipfile.ZipFile(unpacked) as inner:
                return _list_members(inner, source)
    except TooLarge as error:
        return [replace(source, error=error)], 0
    except _BROKEN:
        return [replace(source, error=_damaged(source.name))], 0


def _wanted(member: zipfile.ZipInfo) -> bool:
    label = PurePosixPath(_label(member))
    return claims(Path(label.name)) and not _is_hidden(label.name) and "__MACOSX" not in label.parts


def _member(outer: Source, member: zipfile.ZipInfo) -> Source:
    name = f"{outer.name}/{_label(member)}"
    error: ReportError | None = None
    if member.flag_bits & 1:
        error = UnreadableFile(name=name, why="压缩包设有密码", why_en="the archive is encrypted")
    elif member.file_size > LARGEST:
        error = TooLarge(name=name, limit=f"{LARGEST >> 20} MB")
    return Source(name, outer.path, (*outer.members, member.filename), error)


def _label(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Chinese Windows write theirs in GBK and do not say so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(parts)


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(name=name, why="压缩包已损坏", why_en="the archive is damaged")
