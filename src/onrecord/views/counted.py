"""Hold a number together with what it counts, so that whoever sees it can follow it to the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """Hold the ids of what was counted, each once, in order: entries, or conflicts where the name says so."""

    ids: tuple[str, ...] = ()

    @classmethod
    def of(cls, ids: Iterable[str]) -> Counted:
        """Count ids, each once.

        >>> Counted.of(["a", "b", "a"]).number
        2
        """
        return cls(tuple(dict.fromkeys(ids)))

    @property
    def number(self) -> int:
        """Return how many there are."""
        return len(self.ids)

    def __bool__(self) -> bool:
        return bool(self.ids)
