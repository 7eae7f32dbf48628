"""PDFium's functions as they are called for every character: without letting go of the interpreter's lock.

Each call is shorter than handing the lock over would take, and there are five to a character. Handles are numbers
here, and numbers that PDFium tells are written side by side.
"""

from __future__ import annotations

import ctypes
from typing import Any


class Calls:
    """The functions and constants of PDFium's bindings, each made ready when it is first asked for."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._raw, name)
        if hasattr(found, "argtypes"):
            kinds = (_plain(kind) for kind in (found.restype, *found.argtypes))
            found = ctypes.PYFUNCTYPE(*kinds)(address(found))
        setattr(self, name, found)
        return found


def _plain(kind: Any) -> Any:
    """A pointer to anything as a number."""
    return ctypes.c_void_p if isinstance(kind, type) and issubclass(kind, ctypes._Pointer) else kind


def address(item: Any) -> int:
    """Where something of PDFium's lies: its handle as a number."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


class Told:
    """Numbers that PDFium writes: `at` is where each goes, `read()` what was written."""

    def __init__(self, kind: Any, count: int) -> None:
        self._numbers = (kind * count)()
        start = ctypes.addressof(self._numbers)
        self.at = tuple(start + index * ctypes.sizeof(kind) for index in range(count))

    def read(self) -> list[Any]:
        """The numbers, in their order."""
        found: list[Any] = self._numbers[:]
        return found
