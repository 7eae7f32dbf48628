"""The bytes that a report was read from, kept under their SHA-256.

They are written before the transaction that speaks of them, whole or not at all: a process that is killed leaves at
most bytes that no report names.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path


def keep_original(data: Path, content: bytes, sha256: str, suffix: str) -> str:
    """Writes the bytes and returns their path below the data folder."""
    suffix = suffix.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", suffix) else ""
    kept = f"originals/{sha256[:2]}/{sha256}{suffix}"
    target = data / kept
    if target.exists() and target.stat().st_size == len(content):
        return kept
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return kept


def drop_original(data: Path, kept: str) -> None:
    """Takes the bytes away; those that are gone already are no fault."""
    if kept:
        (data / kept).unlink(missing_ok=True)
