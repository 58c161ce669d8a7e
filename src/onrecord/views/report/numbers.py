"""Lead each number of a page to what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

_ENTRY = "e-"


class Numbers:
    """Give anchors for the entries that numbers and marks stand for, and keep the lists that these need.

    One entry is led to where it stands in the page; several to a list of them, which the page has at its end.
    """

    def __init__(self) -> None:
        self.lists: dict[str, tuple[str, ...]] = {}
        self.asked: dict[str, None] = {}  # ids of all entries that something leads to, in order

    def anchor(self, ids: Sequence[str]) -> str:
        """Return the anchor of some entries, without the mark before it; "" for none."""
        kept = tuple(dict.fromkeys(ids))
        self.asked.update(dict.fromkeys(kept))
        if len(kept) == 1:
            return _ENTRY + kept[0]
        if not kept:
            return ""
        name = f"n-{sha256(' '.join(kept).encode()).hexdigest()[:12]}"
        self.lists[name] = kept
        return name

    def leads(self, ids: Sequence[str]) -> str:
        """Return the address of some entries within the page, as pictures ask for it."""
        return f"#{self.anchor(ids)}"

    def missing(self, shown: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the entries that something leads to and that were not shown, in order."""
        held = set(shown)
        return tuple(each for each in self.asked if each not in held)
