"""Look documents and earlier ids of entries up, each once."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from onrecord.model import Document
from onrecord.store.interface import DocumentSummary

_AT_HAND = 4_096  # summaries kept
_TEXTS = 64  # documents kept with their text


class Asked(Protocol):
    """Be asked for what a view needs besides what it is given; a casefile does."""

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what a list shows of a document."""
        ...

    def document(self, document_id: str) -> Document:
        """Return a document with its text."""
        ...

    def entry_aliases(self, entry_id: str) -> tuple[str, ...]:
        """Return the other ids that an entry once had."""
        ...


class Looked:
    """Ask a casefile, keeping the answers at hand; see ``Asked``."""

    def __init__(self, casefile: Asked) -> None:
        self.summary = lru_cache(maxsize=_AT_HAND)(casefile.summary)
        self.document = lru_cache(maxsize=_TEXTS)(casefile.document)
        self.entry_aliases = casefile.entry_aliases
