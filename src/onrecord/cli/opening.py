"""Open what commands work on: the casefile and the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.reading.reader import Reader
    from onrecord.store.interface import CasefileStore


def to_read(location: str) -> CasefileStore:
    """Open a casefile that stays as it is."""
    from onrecord.store.casefile import open_casefile

    return open_casefile(location, read_only=True)


def to_write(location: str, *, create: bool = False) -> CasefileStore:
    """Open a casefile to change it."""
    from onrecord.store.casefile import open_casefile

    return open_casefile(location, create=create)


def reader() -> Reader:
    """Load the model that is part of the package."""
    from onrecord.reading.reader import Reader

    return Reader()
