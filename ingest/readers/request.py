"""What passes between a process that wants a file read and the worker that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked: read this, and hand the document to `then` if it is named ("module:function")."""

    name: str
    path: str = ""
    data: bytes | None = None
    suffix: str = ""
    then: str = ""
    private: bool = False  # neither its name nor its words may be logged


@dataclass(frozen=True, slots=True)
class Reply:
    """What it answers: a value, an error for the user, pages to be recognised, or a bug."""

    value: Any = None
    error: str = ""
    values: tuple[tuple[str, object], ...] = ()
    scanned: int = 0
    trace: str = ""


class NeedsRecognition(Exception):
    """Pages of the file are pictures; a worker for recognition has to read it."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        super().__init__(f"{pages} pages to recognise")
