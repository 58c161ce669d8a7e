"""Read documents: one pass of the encoder, then statements with their speakers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files

from onrecord.encoder.session import Encoder
from onrecord.model import Document, Reading
from onrecord.reading.statements import statements

RULES = "2"
"""Version of the code that turns spans into statements; raise it with every change of what it gives."""


@cache
def rules() -> str:
    """Return the version of the rules with the digest of their word lists and weights.

    It is part of the model's name, so that a casefile knows which readings an older version made.
    """
    total = hashlib.sha256()
    for room in ("onrecord.reading", "onrecord.text"):
        for entry in sorted(files(room).joinpath("data").iterdir(), key=lambda e: e.name):
            total.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return f"{RULES}.{total.hexdigest()[:6]}"


class Reader:
    """Read documents with the shipped model; the model loads at the first document."""

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads

    @cached_property
    def encoder(self) -> Encoder:
        """Load the encoder once."""
        return Encoder(self._threads)

    @property
    def model(self) -> str:
        """Return name and digest of the weights, and the version of the rules."""
        return f"{self.encoder.name} rules {rules()}"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Return each document's reading, in order; one that is not to be read has an empty one."""
        wanted = [d for d in documents if d.is_read]
        found = iter(self.encoder.read([d.text for d in wanted]))
        out = []
        for d in documents:
            if not d.is_read:
                out.append(Reading(d.id, self.model, (), ()))
                continue
            attributions, mentions = next(found)
            out.append(Reading(d.id, self.model, statements(d, attributions, mentions), tuple(mentions)))
        return out
