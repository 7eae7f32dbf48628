"""What the language model costs: calls, tokens, milliseconds, and how often what it wrote was used.

Counted here for whoever shows it; `listen` hands every count on as it is made. Nothing tells who asked or what.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

WORDED, FILLED = "worded", "filled"
BLOCKED, TIMEOUT, GONE, LIMITED, REFUSED, MALFORMED, RESTING = (
    "blocked",
    "timeout",
    "gone",
    "limited",
    "refused",
    "malformed",
    "resting",
)


@dataclass(frozen=True, slots=True)
class Spent:
    """One answer's share of the model."""

    task: str  # understanding, answering, drafting
    outcome: str  # worded, filled, blocked, timeout, gone, limited, refused, malformed, resting
    milliseconds: int
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


class Usage:
    """The counts of a process."""

    def __init__(self) -> None:
        self.outcomes: Counter[tuple[str, str]] = Counter()  # (task, outcome) → answers
        self.calls = self.tokens_in = self.tokens_out = self.milliseconds = 0
        self._listeners: list[Callable[[Spent], object]] = []
        self._turn = threading.Lock()

    def listen(self, listener: Callable[[Spent], object]) -> None:
        """Calls the listener with every `Spent` from now on."""
        self._listeners.append(listener)

    def add(self, spent: Spent) -> None:
        """Counts one answer."""
        with self._turn:
            self.outcomes[spent.task, spent.outcome] += 1
            self.calls += spent.calls
            self.tokens_in += spent.tokens_in
            self.tokens_out += spent.tokens_out
            self.milliseconds += spent.milliseconds
        for listener in self._listeners:
            listener(spent)

    def line(self) -> str:
        """For `wenbao status`."""
        told = sum(self.outcomes.values())
        return f"{told} answers, {self.calls} calls, {self.tokens_in}+{self.tokens_out} tokens, {self.milliseconds} ms"


def tokens_of(message: Any) -> tuple[int, int]:
    """What a message of the model says that it took: tokens read, tokens written."""
    told = getattr(message, "usage_metadata", None) or {}
    return int(told.get("input_tokens") or 0), int(told.get("output_tokens") or 0)
