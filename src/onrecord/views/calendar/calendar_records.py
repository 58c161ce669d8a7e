"""Turn the lines of a calendar into plain records: what ``--json`` prints and exports hold.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import EventKind
from onrecord.views.calendar.calendar import Line, Telling
from onrecord.views.calendar.happenings import kinds_known
from onrecord.views.parts import Record
from onrecord.views.proposals.proposal_records import quoted_record


def calendar_record(line: Line) -> Record:
    """Return a happening with every report of it."""
    return {
        "id": line.id,
        "entries": list(line.entries.ids),
        "claims": list(line.claims.ids),
        "kind": line.kind,
        "date": line.date,
        "first_day": line.first_day,
        "last_day": line.last_day,
        "certain": line.certain,
        "status": line.status.value,
        "participants": list(line.participants),
        "principals": list(line.principals),
        "places": list(line.places),
        "origins": list(line.origins),
        "outlets": list(line.outlets),
        "notes": list(line.notes),
        "confirmed": line.confirmed,
        "conflicts": list(line.conflicts.ids),
        "reports": [_telling(each) for each in line.tellings],
    }


def _telling(told: Telling) -> Record:
    return {
        "entry": told.entry,
        "kind": told.kind,
        "status": told.status.value,
        "date": told.date,
        "dated": told.dated,
        "place": told.place,
        "numbers": list(told.numbers),
        **quoted_record(told.quoted),
    }


def calendar_cells(line: Line) -> dict[str, str]:
    """Return a happening as one row of text for a spreadsheet."""
    return {
        "id": line.id,
        "date": line.date,
        "certain": str(line.certain).lower(),
        "kind": line.kind,
        "status": line.status.value,
        "participants": "; ".join(line.participants),
        "places": "; ".join(line.places),
        "numbers": "; ".join(numbers(line)),
        "planned_by": "; ".join(sources(line.planned)),
        "happened_by": "; ".join(sources(line.happened)),
        "origins": str(len(line.origins)),
        "notes": "; ".join(line.notes),
        "conflicts": "; ".join(line.conflicts.ids),
        "quote": line.best.quoted.words,
        "url": line.best.quoted.url or "",
        "entries": "; ".join(line.entries.ids),
        "claims": "; ".join(line.claims.ids),
    }


def sources(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Return outlet and day of the pages that tell something, each once."""
    return tuple(dict.fromkeys(each.quoted.source for each in tellings))


def numbers(line: Line) -> Iterator[str]:
    """Yield the numbers as each page gives them, never put together: "RNA, 2031-06-12: seven soldiers".

    Those of harm and of votes: "two members" of a meeting count nothing that happened.
    """
    if line.kind not in (*kinds_known().harm, EventKind.VOTE):
        return
    pages: dict[str, dict[str, None]] = {}
    for each in line.tellings:
        if each.numbers:
            pages.setdefault(each.quoted.source, {}).update(dict.fromkeys(each.numbers))
    for source, words in pages.items():
        yield f"{source}: {', '.join(words)}"


CALENDAR_COLUMNS = (
    "id", "date", "certain", "kind", "status", "participants", "places", "numbers", "planned_by",
    "happened_by", "origins", "notes", "conflicts", "quote", "url", "entries", "claims",
)  # fmt: skip
