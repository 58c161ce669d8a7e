"""Turn proposals with their answers into plain records: what ``--json`` prints and exports hold.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Position
from onrecord.views.cards import Card, Quoted
from onrecord.views.parts import Record
from onrecord.views.proposals.proposals import Party, Proposal, Reply


def proposal_record(found: Proposal) -> Record:
    """Return a proposal with its versions, parts and answers."""
    return {
        "id": found.id,
        "kind": found.card.kind,
        "proposition": found.card.what,
        "actors": list(found.actors),
        "principals": list(found.principals),
        "issues": list(found.issues),
        "day": found.card.day,
        "first_day": found.first_day,
        "last_day": found.last_day,
        "open": found.is_open,
        "withdrawn": found.is_withdrawn,
        "versions": [card_record(each) for each in found.versions],
        "parts": [card_record(each) for each in found.parts],
        "parties": [_party(each) for each in found.parties],
        "silent": list(found.silent),
        "unheard": list(found.unheard),
        "unnamed": list(found.unnamed),
    }


def card_record(card: Card) -> Record:
    """Return an entry as a page shows it."""
    return {
        "entry": card.id,
        "kind": card.kind,
        "who": card.who,
        "towards": card.towards,
        "proposition": card.what,
        "day": card.day,
        "status": card.status,
        "notes": list(card.notes),
        "confirmed": card.confirmed,
        "reports": [quoted_record(each) for each in card.quotes],
    }


def quoted_record(quoted: Quoted) -> Record:
    """Return the words of a report with where they stand."""
    return {
        "record": quoted.record,
        "document": quoted.document,
        "outlet": quoted.outlet,
        "published": quoted.published,
        "url": quoted.url,
        "speaker": quoted.speaker,
        "voice": quoted.voice,
        "cue": quoted.cue,
        "words": quoted.words,
        "condition": quoted.condition,
        "origin": quoted.origin,
        "reviewed": quoted.reviewed,
    }


def _party(party: Party) -> Record:
    return {
        "party": party.name,
        "latest": party.latest.value if party.latest else None,
        "replies": [reply_record(each) for each in party.replies],
        "later": [_later(each) for each in party.later],
    }


def reply_record(reply: Reply) -> Record:
    """Return one answer with the report that carries it."""
    return {
        "entry": reply.entry,
        "answers": reply.answers,
        "of_part": reply.of_part,
        "answer": reply.answer.value,
        "by": reply.by,
        "voice": reply.voice,
        "day": reply.day,
        "first_day": reply.first_day,
        "last_day": reply.last_day,
        "condition": reply.condition,
        "tied_by": reply.shown,
        "confidence": reply.confidence,
        "origins": list(reply.origins),
        "outlets": list(reply.outlets),
        "notes": list(reply.notes),
        "confirmed": reply.confirmed,
        "report": quoted_record(reply.quoted),
    }


def _later(position: Position) -> Record:
    return {
        "subject": position.subject,
        "stance": position.stance,
        "since": position.since,
        "entry": position.opening.entry,
        "words": position.opening.words,
    }


def proposal_cells(found: Proposal) -> dict[str, str]:
    """Return a proposal as one row of text for a spreadsheet."""
    best = found.card.quotes[0]
    return {
        "id": found.id,
        "kind": found.card.kind,
        "day": found.card.day,
        "actors": "; ".join(found.actors),
        "principals": "; ".join(found.principals),
        "proposition": found.card.what,
        "issues": "; ".join(found.issues),
        "open": str(found.is_open).lower(),
        "accepted": _of(found.parties, "accepted"),
        "conditioned": _of(found.parties, "conditioned"),
        "rejected": _of(found.parties, "rejected"),
        "answers": "; ".join(answer_line(each) for each in found.parties),
        "silent": "; ".join(found.silent),
        "unheard": "; ".join(found.unheard),
        "unnamed": "; ".join(found.unnamed),
        "versions": "; ".join(each.id for each in found.versions),
        "parts": "; ".join(each.id for each in found.parts),
        "entries": "; ".join(dict.fromkeys(r.entry for p in found.parties for r in p.replies)),
        "quote": best.words,
        "outlet": best.outlet or "",
        "published": best.published or "",
        "url": best.url or "",
        "document": best.document,
    }


def _of(parties: Iterable[Party], answer: str) -> str:
    return "; ".join(each.name for each in parties if each.latest == answer)


def answer_line(party: Party) -> str:
    """Return the answers of a party on one line, in the order of time."""
    told = (f"{r.answer.value}{' of a part' if r.of_part else ''} {r.day}" for r in party.replies)
    return f"{party.name or 'undecided'}: {', '.join(dict.fromkeys(told))}"


PROPOSAL_COLUMNS = (
    "id", "kind", "day", "actors", "principals", "proposition", "issues", "open", "accepted", "conditioned",
    "rejected", "answers", "silent", "unheard", "unnamed", "versions", "parts", "entries", "quote", "outlet",
    "published", "url", "document",
)  # fmt: skip
