"""Find the codebook that a casefile is read with."""

from __future__ import annotations

from typing import Protocol

from onrecord.codebook.packs import parse, shipped, shipped_names
from onrecord.codebook.records import Codebook

SETTING = "codebook"
"""The casefile's setting: the text of a codebook, or the name of one that comes along."""


class Asked(Protocol):
    """Be asked for a setting; a casefile does."""

    @property
    def location(self) -> str:
        """Return where it lies."""
        ...

    def setting(self, name: str) -> str | None:
        """Return a setting."""
        ...


def used_by(casefile: Asked) -> Codebook:
    """Return the codebook that a casefile is read with: the default one unless it keeps another."""
    kept = casefile.setting(SETTING)
    if kept is None:
        return shipped()
    return shipped(kept) if kept in shipped_names() else parse(kept, f"{casefile.location}, its codebook")
