"""Turn a digest into a plain record: what ``--to json`` writes.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from onrecord.views.calendar.calendar_records import calendar_record
from onrecord.views.conflicts.dispute_records import dispute_record
from onrecord.views.counted import Counted
from onrecord.views.digest.answers import Answered
from onrecord.views.digest.changes import Gained, Moved
from onrecord.views.digest.digest import Digest, Group, Source
from onrecord.views.looking import Asked
from onrecord.views.packages.deadlines import Deadline
from onrecord.views.parts import Record
from onrecord.views.positions.position_records import shift_record
from onrecord.views.proposals.proposal_records import card_record, quoted_record, reply_record


def digest_record(found: Digest, look: Asked) -> Record:
    """Return a digest; each number stands with the ids that it counts."""
    return {
        "since": found.window.first,
        "until": found.window.last,
        "ahead_until": found.window.ahead,
        "counts": {name: _counted(each) for name, each in _numbers(found)},
        "sources": [_source(each) for each in found.sources],
        "new": [_group(each) for each in found.groups],
        "shifts": [shift_record(each, look) for each in found.shifts],
        "moved": [_moved(each) for each in found.moved],
        "further_origins": [_gained(each) for each in found.gained],
        "disputes": [dispute_record(each, look) for each in found.disputes],
        "denials": [card_record(each) for each in found.denials],
        "taken_back": [_moved(each) for each in found.taken_back],
        "answered": [_answered(each) for each in found.proposals],
        "calendar": [calendar_record(each) for each in found.calendar],
        "deadlines": [_deadline(each) for each in found.deadlines],
    }


def _numbers(found: Digest) -> list[tuple[str, Counted]]:
    return [
        ("documents", found.documents),
        ("undated", found.undated),
        ("origins", found.origins),
        ("new", found.new),
        ("unconfirmed", found.unconfirmed),
        ("changed", found.changed),
        ("contradicted", found.contradicted),
        ("denied", found.denied),
        ("withdrawn", found.withdrawn),
        ("answered", found.answered),
        ("upcoming", found.upcoming),
    ]


def _counted(counted: Counted) -> Record:
    return {"number": counted.number, "ids": list(counted.ids)}


def _source(source: Source) -> Record:
    return {
        "outlet": source.outlet or None,
        "documents": _counted(source.documents),
        "entries": _counted(source.entries),
        "began": _counted(source.began),
    }


def _group(group: Group) -> Record:
    cards = [card_record(each) for each in group.cards]
    return {"kind": group.kind, **_counted(group.counted), "entries": cards}


def _moved(moved: Moved) -> Record:
    return {
        "entry": moved.card.id,
        "who": moved.card.who,
        "towards": moved.card.towards,
        "proposition": moved.card.what,
        "before": moved.before or None,
        "after": moved.after,
        "on": moved.on,
        "words": moved.words,
        "confirmed": moved.card.confirmed,
        "report": quoted_record(moved.quoted),
    }


def _gained(gained: Gained) -> Record:
    return {
        "entry": gained.card.id,
        "who": gained.card.who,
        "proposition": gained.card.what,
        "origins": list(gained.origins),
        "reports": [quoted_record(each) for each in gained.quotes],
    }


def _answered(each: Answered) -> Record:
    return {
        "proposal": each.proposal.id,
        "who": each.proposal.card.who,
        "proposition": each.proposal.card.what,
        "replies": [{"party": reply.party, **reply_record(reply)} for reply in each.new],
        "earlier": [{"party": reply.party, **reply_record(reply)} for reply in each.earlier],
        "silent": list(each.proposal.silent),
    }


def _deadline(deadline: Deadline) -> Record:
    return {
        "due": deadline.due,
        "parties": list(deadline.parties),
        "towards": list(deadline.towards),
        "issues": list(deadline.issues),
        "what": deadline.what,
        "words": deadline.words,
        "entries": list(deadline.entries.ids),
        "records": list(deadline.records),
        "documents": list(deadline.documents.ids),
    }
