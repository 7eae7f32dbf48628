"""An office file's archive written anew with some parts changed: order, names and times of the others are kept."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping

from report.errors import TooLarge, UnreadableFile

_MOST = 256 * 1024 * 1024  # bytes unpacked, pictures and all


def rewrite(archive: zipfile.ZipFile, changed: Mapping[str, bytes], name: str) -> bytes:
    """The archive's bytes with these parts in the place of those of the same name, or added at the end."""
    buffer = io.BytesIO()
    spent = 0
    waiting = dict(changed)
    try:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for info in archive.infolist():
                part = waiting.pop(info.filename, None)
                if part is None:
                    with archive.open(info) as stream:
                        part = stream.read(_MOST - spent + 1)
                spent += len(part)
                if spent > _MOST:
                    raise TooLarge(name=name, limit="256 MB")
                made.writestr(copy.copy(info), part)
            for part_name, part in waiting.items():
                made.writestr(zipfile.ZipInfo(part_name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(name=name, why="文件已损坏或不完整", why_en="it is damaged or cut off") from error
    return buffer.getvalue()
