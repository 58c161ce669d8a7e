"""Keep what is dear to make until the casefile changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

T = TypeVar("T")

MANY = 512
"""Things that are kept at most; the longest unused goes first."""
PATIENCE = 20.0
"""How many times the seconds it took to make, and how many seconds at most, a thing is shown after another
program changed the casefile: while a batch is being added it changes every second, and fifty readers must
not make everything anew each time."""


@dataclass(slots=True)
class _Made:
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: object = None
    revision: int | None = None  # None: not made yet
    at: float = 0.0
    took: float = 0.0


class Kept:
    """Keep made things by name and parameters; one thread makes each, others wait for it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._made: OrderedDict[Hashable, _Made] = OrderedDict()
        self._guard = threading.Lock()
        self._changed_here = 0.0

    def get(self, key: Hashable, revision: int, make: Callable[[], T]) -> T:
        """Return what is kept, or make it: where the casefile has another revision than it was made at.

        What another program changed may be shown up to ``PATIENCE`` later; what was changed here is not.
        """
        with self._guard:
            kept = self._made.setdefault(key, _Made())
            self._made.move_to_end(key)
            while len(self._made) > MANY:
                self._made.popitem(last=False)
        with kept.lock:
            if not self._holds(kept, revision):
                began = self._clock()
                kept.value, kept.revision, kept.at = make(), revision, began
                kept.took = self._clock() - began
            return cast(T, kept.value)

    def at_hand(self, key: Hashable, revision: int) -> bool:
        """Tell whether a thing would be shown without being made."""
        with self._guard:
            kept = self._made.get(key)
        return kept is not None and self._holds(kept, revision)

    def changed(self) -> None:
        """Have what was made before now made anew where the revision is another: a person wants to see it."""
        self._changed_here = self._clock()

    def _holds(self, kept: _Made, revision: int) -> bool:
        if kept.revision is None or kept.revision == revision:
            return kept.revision is not None
        age = self._clock() - kept.at
        return kept.at > self._changed_here and age < min(PATIENCE, PATIENCE * kept.took)
