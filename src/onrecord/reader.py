"""Read documents: one pass of the encoder, then statements with all their fields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files

from onrecord.actors.base import Base, shipped
from onrecord.codebook import packs
from onrecord.codebook.records import Codebook
from onrecord.coding.coder import Knowledge, statements
from onrecord.coding.meaning import issue_vectors
from onrecord.encoder.session import Encoder
from onrecord.model import Document, Reading
from onrecord.reading.statements import likely_drafts

RULES = "3"
"""Version of the code that turns spans into statements; raise it with every change of what it gives."""


@cache
def rules() -> str:
    """Return the version of the rules with the digest of their word lists, facts and weights.

    It is part of the model's name, so that a casefile knows which readings an older version made.
    """
    total = hashlib.sha256()
    for room in ("onrecord.actors", "onrecord.coding", "onrecord.reading", "onrecord.text"):
        for entry in sorted(files(room).joinpath("data").iterdir(), key=lambda e: e.name):
            total.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return f"{RULES}.{total.hexdigest()[:6]}"


class Reader:
    """Read documents with the shipped model; model and base load at the first document.

    ``codebook`` names the issues, the shipped security pack unless given; ``base`` knows the actors.
    """

    def __init__(
        self, threads: int | None = None, codebook: Codebook | None = None, base: Base | None = None
    ) -> None:
        self._threads, self._codebook, self._base = threads, codebook, base

    @cached_property
    def encoder(self) -> Encoder:
        """Load the encoder once."""
        return Encoder(self._threads)

    @cached_property
    def codebook(self) -> Codebook:
        """Return the codebook in use."""
        return self._codebook or packs.shipped()

    @cached_property
    def base(self) -> Base:
        """Return the base of actors in use."""
        return self._base or shipped()

    @cached_property
    def known(self) -> Knowledge:
        """Return what documents are coded with."""
        return Knowledge(self.codebook, issue_vectors(self.codebook, self.encoder).centres(), self.base)

    @property
    def model(self) -> str:
        """Return name and digest of the weights, and the versions of the rules, the codebook and the base."""
        own = f" actors {self._base.digest}" if self._base else ""
        issues = f"{self.codebook.name} {self.codebook.digest[:6]}"
        return f"{self.encoder.name} rules {rules()} codebook {issues}{own}"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Return each document's reading, in order; one that is not to be read has an empty one."""
        found = iter(self.encoder.read([d.text for d in documents if d.is_read]))
        out = []
        for d in documents:
            if not d.is_read:
                out.append(Reading(d.id, self.model, (), ()))
                continue
            read = next(found)
            drafted = likely_drafts(d, read.attributions, read.mentions)
            made = statements(d, drafted, read.marks, read.vectors, self.known)
            out.append(Reading(d.id, self.model, made, tuple(read.mentions)))
        return out
