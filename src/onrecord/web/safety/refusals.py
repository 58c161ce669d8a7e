"""Keep the log from being filled by those who were refused: anybody can be refused as often as they like."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

WINDOW = 3_600.0
"""Seconds for which refusals are counted."""

MOST, MOST_OF_ALL = 60, 1_000
"""Refusals within the window that are noted: of one address, and of all together."""

MORE = "further refusals are not noted"
"""The last line of an address within the window, and that of all."""


class Refusals:
    """Count refusals by address, and say what of each is to be noted."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._began = clock()
        self._counts: Counter[str] = Counter()
        self._all = 0

    def told(self, what: str, address: str) -> str:
        """Return what is to be noted of a refusal; an empty text where nothing is."""
        with self._lock:
            if self._clock() - self._began > WINDOW:
                self._began, self._all = self._clock(), 0
                self._counts.clear()
            if self._all >= MOST_OF_ALL or self._counts[address] >= MOST:
                return ""
            self._all += 1
            self._counts[address] += 1
            last = self._all == MOST_OF_ALL or self._counts[address] == MOST
            return MORE if last else what
