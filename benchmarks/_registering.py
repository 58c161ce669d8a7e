"""Read articles, trace what derives from what, and make the register of them, without any casefile."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from onrecord.actors.base import Base, shipped
from onrecord.cli.progress import progress
from onrecord.errors import PageError
from onrecord.intake.pages import pages
from onrecord.lineage.memory import MemoryIndex
from onrecord.lineage.update import update as trace
from onrecord.model import Derivation, Document, Entry, Evidence, Likeness, Material, Reading, ReportedAct
from onrecord.pipeline import code
from onrecord.reader import Reader
from onrecord.register.acts import acts_of
from onrecord.register.context import Context
from onrecord.register.memory import MemoryRegister
from onrecord.register.update import rebuild

Records = Mapping[str, tuple[Document, Reading]]


@dataclass(frozen=True)
class Register:
    """Hold the register of a folder: everything by the name of the page."""

    read: Records
    derivations: Sequence[Derivation]
    likenesses: Sequence[Likeness]
    acts: Mapping[str, Sequence[ReportedAct]]  # by name
    entries: Sequence[Entry]
    index: MemoryRegister = field(repr=False)

    @cached_property
    def entry_of(self) -> Mapping[str, Entry]:
        """Return the entry of each record: of a statement that a commitment carries, the commitment's."""
        out: dict[str, Entry] = {}
        for entry in self.entries:
            for report in entry.reports:
                out[report.act.record] = entry
                if report.act.statement and report.act.act:
                    out.setdefault(report.act.statement, entry)
        return out

    @cached_property
    def by_quote(self) -> Mapping[tuple[str, str, str], Sequence[str]]:
        """Return the ids of records by name, kind and digest of the quote."""
        out: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for name, (_, reading) in self.read.items():
            for kind in ("statement", "commitment", "event"):
                for record in getattr(reading, f"{kind}s"):
                    out[name, kind, quote_digest(record.quote)].append(record.id)
        return out

    def context(self) -> Context:
        """Return what is known around all documents."""
        return context_of(self.read, self.derivations, self.likenesses)


def quote_digest(quote: Sequence[Evidence]) -> str:
    """Return the digest by which a list of pairs names a quote."""
    pieces = [re.sub(r"\s+", " ", e.exact) for e in quote]
    return hashlib.sha256("\n".join(pieces).encode()).hexdigest()[:16]


def read_articles(files: Sequence[Path], base: Base | None = None, what: str = "Reading") -> Records:
    """Read articles; raise ``SystemExit`` where one cannot be read."""
    out: dict[str, tuple[Document, Reading]] = {}
    with progress(what, "articles", len(files), printing=True) as track:
        for result in code(pages([str(path) for path in files]), Reader(threads=1, base=base)):
            if isinstance(result, PageError):
                raise SystemExit(str(result))
            page, document, reading = result
            out[page.name] = (document, reading)
            track.step(page.name)
    return out


def traced(read: Records) -> tuple[Sequence[Derivation], Sequence[Likeness]]:
    """Return the derivations among documents that were read, and all that is alike in them."""
    index = MemoryIndex([Material(d, reading.sentences, reading.mentions) for d, reading in read.values()])
    ids = [d.id for d, _ in read.values()]
    return trace(index, ids).derivations, index.likenesses(ids)


def context_of(
    read: Records, derivations: Sequence[Derivation], likenesses: Sequence[Likeness] = ()
) -> Context:
    """Return what is known around documents."""
    by_derived: dict[str, list[Derivation]] = defaultdict(list)
    for d in derivations:
        by_derived[d.derived].append(d)
    alike = {(x.a, x.b): x for x in likenesses}
    return Context({d.id: d for d, _ in read.values()}, by_derived, alike)


def register_of(read: Records, base: Base | None = None) -> Register:
    """Return the register of what was read."""
    derivations, likenesses = traced(read)
    context = context_of(read, derivations, likenesses)
    known = (base or shipped()).answers_for
    acts = {name: acts_of(document, reading, known) for name, (document, reading) in read.items()}
    index = MemoryRegister()
    change = rebuild(index, {read[name][0].id: a for name, a in acts.items()}, lambda ids: context)
    return Register(read, derivations, likenesses, acts, change.made, index)
