"""Say in words what a digest holds: titles, numbers and notes, the same in Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from onrecord.model import EntryKind, EventKind
from onrecord.views.calendar.calendar import Line
from onrecord.views.calendar.ics import summary
from onrecord.views.cards import Card
from onrecord.views.counted import Counted
from onrecord.views.digest.changes import Moved
from onrecord.views.digest.digest import Digest, Group
from onrecord.views.positions.shifts import Shift
from onrecord.views.wordings import counted

SECTIONS = {
    "changed": "Changed",
    "contradicted": "Contradicted",
    "denied": "Denied",
    "withdrawn": "Taken back",
    "answered": "Answered",
    "upcoming": "Upcoming",
    "new": "New on record",
    "sources": "Sources",
}
"""Titles of the sections, by the anchor of each."""

EMPTY = (
    "Nothing was added to the record in these days. Add pages with `onrecord add`, choose an earlier --since,"
    " or give dates to pages that have none with `onrecord documents edit ID --date`."
)
_FULL = 12
"""Entries of a kind that are told with their words; the others follow in a line each."""
_BRIEF = frozenset({EntryKind.CLAIM, EntryKind.UNDECIDED})
"""Kinds of which each is told in a line."""
_LINE = 160  # characters
_TITLES = {
    "proposal": "Proposals", "refusal": "Refusals", "denial": "Denials", "support": "Support voiced",
    "event": "Happenings", "undecided": "Said, act undecided",
}  # fmt: skip


def title(found: Digest) -> str:
    """Return the title: the days it is of."""
    window = found.window
    return f"On record, {window.first}" + ("" if window.first == window.last else f" to {window.last}")


def lede(found: Digest) -> str:
    """Say from what it is made."""
    outlets = len({each.outlet for each in found.sources if each.outlet})
    pages = counted(found.documents.number, "page")
    return f"{pages} from {counted(outlets, 'named outlet')}, {origins(found)}."


def origins(found: Digest) -> str:
    """Say how many beginnings the reports go back to."""
    return counted(found.origins.number, "origin")


def notes(found: Digest) -> Iterator[str]:
    """Yield what to beware of."""
    if found.unconfirmed:
        told = counted(found.unconfirmed.number, "new entry", "new entries")
        yield f"{told} marked ◌: read by the machine and confirmed by no person yet."
    if found.undated:
        is_one = found.undated.number == 1
        told = "has no date and is" if is_one else "have no date and are"
        yield f"{counted(found.undated.number, 'page')} of the casefile {told} in no window."


def counts(found: Digest) -> list[tuple[str, Counted]]:
    """Return the numbers at the head, each with the section that lists what it counts."""
    return [
        ("changed", found.changed),
        ("contradicted", found.contradicted),
        ("denied", found.denied),
        ("withdrawn", found.withdrawn),
        ("answered", found.answered),
        ("upcoming", found.upcoming),
        ("new", found.new),
        ("sources", found.documents),
    ]


def split(group: Group) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Return the entries of a group that are told in full, and those told in a line."""
    full = [card for card in group.cards if group.kind not in _BRIEF and card.issues != EventKind.OTHER][
        :_FULL
    ]
    kept = {card.id for card in full}
    return tuple(full), tuple(card for card in group.cards if card.id not in kept)


def brief(card: Card) -> str:
    """Return the words of the best report, cut to a line."""
    return shorten(card.quotes[0].words, _LINE, placeholder=" …")


def kind_title(kind: str) -> str:
    """Return the title of a kind of entries.

    >>> kind_title("offer"), kind_title("event")
    ('Offers', 'Happenings')
    """
    return _TITLES.get(kind, f"{kind.capitalize()}s")


def shifted(shift: Shift) -> str:
    """Say what changed: "against → for, since 2031-06-20"; where the stance stayed, what of it did not."""
    stances = dict.fromkeys((str(shift.before.stance), str(shift.after.stance)))
    others = [each for each in shift.changed if each != "stance"]
    return " ".join([" → ".join(stances), *([f"(another {' and '.join(others)})"] if others else [])]) + (
        f", since {shift.on}"
    )


def step(moved: Moved) -> str:
    """Say which step was taken: "pledged → withdrawn, 2031-07-08"."""
    before = f"{moved.before} → " if moved.before else ""
    return f"{before}{moved.after}, {moved.on or 'undated'}"


def happening(line: Line) -> str:
    """Return a happening in a few words, with where and whether it is planned."""
    where = f", {'; '.join(line.places)}" if line.places else ""
    return f"{summary(line)}{where} [{line.status.value}]"
