"""Count who speaks, is spoken to, relays and is spoken for in a casefile, and whom other records name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model import UNDECIDED, SpeakerRole, Statement
from onrecord.store.decisions import Decision
from onrecord.store.interface import StatementRow
from onrecord.store.record_kinds import FoundRecord, is_certain, names_in
from onrecord.views.parts import Record

KINDS = ("person", "state", "organisation", "outlet", "anon", "group", UNDECIDED)
"""What an actor can be; unnamed people are ``anon``, counted or lumped ones ``group``."""

_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who", "which", "you"})
_COLLECTIVE = {
    SpeakerRole.STATE: "state",
    SpeakerRole.ORGANISATION: "organisation",
    SpeakerRole.OUTLET: "outlet",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what a base of facts says of an actor."""

    kind: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Hold an actor with the number of statements in which it has each part."""

    name: str
    kind: str  # one of KINDS
    said: int
    addressed: int
    relayed: int
    spoken_for: int  # somebody else says something for it
    documents: int
    affiliations: tuple[tuple[str, int], ...]  # whom it spoke for, the most frequent first
    seen: tuple[str, ...]  # other names and the words that name it, the most frequent first
    wikidata: str | None = None
    records: int = 0  # commitments, events and claims that name it

    @property
    def all(self) -> int:
        """Return in how many places of statements, and in how many other records, the actor stands."""
        return self.said + self.addressed + self.relayed + self.spoken_for + self.records


@dataclass(slots=True)
class _Tally:
    said: int = 0
    addressed: int = 0
    relayed: int = 0
    spoken_for: int = 0
    records: int = 0
    documents: set[str] = field(default_factory=set)
    affiliations: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)


def actors(
    rows: Iterable[StatementRow],
    names: Mapping[str, str],
    look_up: Callable[[str], Known | None],
    records: Iterable[FoundRecord] = (),
) -> list[Actor]:
    """Return the actors of statements and other records, who stands in the most places first.

    Args:
        rows: the statements.
        names: each name that the machine found with the name decided for it.
        look_up: tells what a base of facts says of a name.
        records: the commitments, events and claims.
    """
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for row in rows:
        _count(tallies, row.statement)
    for record in records:
        for name in {name for _, _, name in names_in(record)} if is_certain(record) else ():
            tallies[name].records += 1
            tallies[name].documents.add(record.document_id)
    for found, decided in names.items():
        if found != decided and decided in tallies:
            tallies[decided].seen[found] += 1
    return sorted(
        (_actor(name, tally, look_up(name)) for name, tally in tallies.items()),
        key=lambda actor: (-actor.all, actor.name),
    )


def _count(tallies: dict[str, _Tally], statement: Statement) -> None:
    for name in statement.speakers:
        tally = tallies[name]
        tally.said += 1
        if statement.affiliation:
            tally.affiliations[statement.affiliation] += 1
    for name in statement.addressees:
        tallies[name].addressed += 1
    for name in statement.via:
        tallies[name].relayed += 1
    if statement.affiliation and statement.affiliation not in statement.speakers:
        tallies[statement.affiliation].spoken_for += 1
    named = {*statement.speakers, *statement.addressees, *statement.via, statement.affiliation or ""}
    for name in named - {""}:
        tallies[name].documents.add(statement.document_id)
    if len(statement.speakers) == 1:
        _note_speaker(tallies[statement.speakers[0]], statement)


def _note_speaker(tally: _Tally, statement: Statement) -> None:
    """Note by which words the one speaker of a statement is named, and in what capacity."""
    for piece in (*statement.speaker_mentions, *statement.speaker_text):
        words = " ".join(piece.exact.split())
        if words.casefold() not in _PRONOUNS:
            tally.seen[words] += 1
    if statement.speaker_role is not None:
        tally.kinds[_COLLECTIVE.get(statement.speaker_role, "person")] += 1


def _actor(name: str, tally: _Tally, known: Known | None) -> Actor:
    return Actor(
        name=name,
        kind=_kind(name, tally, known),
        said=tally.said,
        addressed=tally.addressed,
        relayed=tally.relayed,
        spoken_for=tally.spoken_for,
        documents=len(tally.documents),
        affiliations=tuple(_ranked(tally.affiliations)),
        seen=tuple(words for words, _ in _ranked(tally.seen) if words != name),
        wikidata=known.wikidata if known else None,
        records=tally.records,
    )


def _kind(name: str, tally: _Tally, known: Known | None) -> str:
    """Return what an actor is: by its form, by the base, else as what it mostly speaks."""
    form = name.partition(":")[0]
    if form in ("anon", "group") and ":" in name:
        return form
    if known is not None:
        return known.kind
    return _ranked(tally.kinds)[0][0] if tally.kinds else UNDECIDED


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def actor_record(actor: Actor) -> Record:
    """Return an actor as ``--json`` prints it."""
    return {
        "name": actor.name,
        "kind": actor.kind,
        "wikidata": actor.wikidata,
        "said": actor.said,
        "addressed": actor.addressed,
        "relayed": actor.relayed,
        "spoken_for": actor.spoken_for,
        "documents": actor.documents,
        "affiliations": dict(actor.affiliations),
        "seen": list(actor.seen),
        "records": actor.records,
    }


def actor_cells(actor: Actor) -> dict[str, str]:
    """Return an actor as one row of text for a spreadsheet."""
    cells = actor_record(actor) | {
        "wikidata": actor.wikidata or "",
        "affiliations": "; ".join(name for name, _ in actor.affiliations),
        "seen": "; ".join(actor.seen),
    }
    return {name: str(value) for name, value in cells.items()}


ACTOR_COLUMNS = (
    "name",
    "kind",
    "wikidata",
    "said",
    "addressed",
    "relayed",
    "spoken_for",
    "documents",
    "affiliations",
    "seen",
    "records",
)


def decision_record(decision: Decision) -> Record:
    """Return a decision as ``--json`` prints it."""
    return {
        "number": decision.number,
        "kind": decision.kind.value,
        "names": list(decision.names),
        "into": decision.into,
        "document": decision.document,
        "statement": [[span.start, span.end] for span in decision.statement],
        "by": decision.by,
        "at": decision.at.isoformat(),
        "undoes": decision.undoes,
        "undone": decision.undone,
    }
