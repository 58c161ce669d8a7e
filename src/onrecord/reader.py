"""Read documents: one pass of the encoder, then statements, commitments and events with all their fields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from onrecord.actors.base import Base, shipped
from onrecord.claims.claims import claims
from onrecord.codebook import packs
from onrecord.codebook.records import Codebook
from onrecord.coding.arguments import WORTH, Fillers, Phrase, phrases_near, worth_asking
from onrecord.coding.coder import Knowledge, statements
from onrecord.coding.meaning import issue_vectors
from onrecord.coding.said_on import day_of
from onrecord.coding.surroundings import Surroundings
from onrecord.commitments.commitments import Article as ForCommitments
from onrecord.commitments.commitments import commitments
from onrecord.commitments.drafts import CommitmentDraft, drafts
from onrecord.encoder.session import Encoder, Read
from onrecord.encoder.vectors import in_bytes
from onrecord.events.calendar import Calendar
from onrecord.events.drafts import drafts as events_of
from onrecord.events.events import Article as ForEvents
from onrecord.events.events import events
from onrecord.events.place import Places
from onrecord.events.reported_by import Told
from onrecord.model import Document, Reading, SentenceVector, Span, Statement
from onrecord.reading.statements import likely_drafts

RULES = "5"
"""Version of the code that turns spans into records; raise it with every change of what it gives."""

ROOMS = tuple(
    f"onrecord.{room}" for room in ("actors", "claims", "coding", "commitments", "events", "reading", "text")
)


@cache
def rules() -> str:
    """Return the version of the rules with the digest of their word lists, facts and weights.

    It is part of the model's name, so that a casefile knows which readings an older version made.
    """
    total = hashlib.sha256()
    for room in ROOMS:
        for entry in sorted(files(room).joinpath("data").iterdir(), key=lambda e: e.name):
            total.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return f"{RULES}.{total.hexdigest()[:6]}"


class Reader:
    """Read documents with the shipped model; model and base load at the first document.

    ``codebook`` names the issues, the shipped security pack unless given; ``base`` knows the actors.
    ``encoder`` is one that another reader has loaded.
    """

    def __init__(
        self,
        threads: int | None = None,
        codebook: Codebook | None = None,
        base: Base | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        self._threads, self._codebook, self._base = threads, codebook, base
        self._encoder = encoder

    @cached_property
    def encoder(self) -> Encoder:
        """Load the encoder once."""
        return self._encoder or Encoder(self._threads)

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
            if d.is_read:
                out.append(reading(d, next(found), self.known, self.model))
            else:
                out.append(Reading(d.id, self.model, (), ()))
        return out


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold what statements, commitments and events of one document have in common."""

    statements: tuple[Statement, ...]
    near: list[tuple[Phrase, ...]]  # of each trigger
    fillers: Fillers


def gathered(document: Document, read: Read, known: Knowledge, least: float = WORTH) -> Gathered:
    """Code a document's statements, and name whom the phrases near its likely triggers mean."""
    text = document.text
    near = phrases_near(text, read.triggers, read.mentions, least)
    asked = worth_asking(read.triggers, near)
    drafted = likely_drafts(document, read.attributions, read.mentions, asked)
    around = Surroundings(text, drafted.casting, known.base, day_of(document))
    made = statements(document, drafted, read.marks, read.vectors, known, around)
    return Gathered(made, near, Fillers(text, around, dict(zip(asked, drafted.casting.phrases, strict=True))))


def reading(document: Document, read: Read, known: Knowledge, model: str) -> Reading:
    """Return everything that one document puts on record."""
    g = gathered(document, read, known)
    around, mentions = g.fillers.around, read.mentions
    calendar = Calendar(document.text, day_of(document))
    places = Places(document.text, mentions, known.base)
    drafted = drafts_of(document, read, g, known)
    happened = events_of(document, read.triggers, g.near, g.fillers, g.statements)
    told = tuple(_told(s) for s in g.statements)
    return Reading(
        document.id,
        model,
        g.statements,
        tuple(mentions),
        commitments=commitments(ForCommitments(document, around, mentions, calendar.anchor), drafted),
        events=events(ForEvents(document, around, calendar, places, told), happened),
        claims=claims(document, g.statements, around, mentions),
        sentences=tuple(SentenceVector(span, in_bytes(vector)) for span, vector in read.vectors),
    )


def _told(s: Statement) -> Told:
    content, source = (tuple(Span(e.start, e.end) for e in part) for part in (s.quote, s.speaker_text))
    return Told(content, s.speakers, source)


def drafts_of(
    document: Document, read: Read, g: Gathered, known: Knowledge, least: float = WORTH
) -> list[CommitmentDraft]:
    """Return the drafts of a document's commitments."""
    return drafts(
        document,
        read.triggers,
        g.near,
        g.fillers,
        g.statements,
        read.vectors,
        known.codebook,
        known.centres,
        least,
    )
