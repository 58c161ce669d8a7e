"""Look documents and earlier ids of entries up, each once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


class AskedMany(Asked, Protocol):
    """Be asked for much at once; a casefile is."""

    def summaries_by_id(self, document_ids: Collection[str]) -> Mapping[str, DocumentSummary]:
        """Return what a list shows of documents, by whole ids."""
        ...


class Looked:
    """Ask a casefile, keeping the answers at hand; see ``Asked``."""

    def __init__(self, casefile: Asked) -> None:
        self._ahead: dict[str, DocumentSummary] = {}
        self._summary = lru_cache(maxsize=_AT_HAND)(casefile.summary)
        self.document = lru_cache(maxsize=_TEXTS)(casefile.document)
        self.entry_aliases = casefile.entry_aliases

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what a list shows of a document."""
        return self._ahead.get(document_id) or self._summary(document_id)

    def look_ahead(self, casefile: AskedMany, document_ids: Collection[str]) -> None:
        """Look many documents up at once, in place of those looked up so before if these are too many."""
        missing = [each for each in dict.fromkeys(document_ids) if each not in self._ahead]
        if len(self._ahead) + len(missing) > _AT_HAND:
            self._ahead.clear()
            missing = list(dict.fromkeys(document_ids))
        if missing:
            self._ahead.update(casefile.summaries_by_id(missing))
