"""A server that is dead is not asked again for a minute."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

REST = 60.0  # seconds
ENOUGH = 2  # failures in a row


class Breaker:
    """Closed while answers come; open for a minute once they do not."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, rest: float = REST) -> None:
        self._clock = clock
        self._rest = rest
        self._failed = 0
        self._open_until = 0.0
        self._turn = threading.Lock()

    @property
    def resting(self) -> bool:
        """Whether the server is not to be asked now; after the minute it is asked once more."""
        with self._turn:
            return self._clock() < self._open_until

    def succeeded(self) -> None:
        """An answer came."""
        with self._turn:
            self._failed = 0
            self._open_until = 0.0

    def failed(self, *, dead: bool = False) -> None:
        """None came; `dead` where the server cannot be reached at all."""
        with self._turn:
            self._failed += ENOUGH if dead else 1
            if self._failed >= ENOUGH:
                self._open_until = self._clock() + self._rest
