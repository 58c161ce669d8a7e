"""Tell what the pages of a window of time add: new, changed, contradicted, withdrawn, answered, upcoming.

Each number is a ``Counted``: what it counts is listed. What was published in the window counts, whenever it
was done; pages without a date are in no window, and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.model import EntryKind, SubjectKind
from onrecord.store.interface import CasefileView, DocumentFilter, DocumentSummary
from onrecord.store.interface_shown import PositionFilter
from onrecord.views.calendar.calendar import Line
from onrecord.views.cards import Card, card_of
from onrecord.views.conflicts.disputes import Dispute
from onrecord.views.counted import Counted
from onrecord.views.digest import ahead as digest_ahead
from onrecord.views.digest import answers as digest_answers
from onrecord.views.digest import changes as digest_changes
from onrecord.views.digest.answers import Answered
from onrecord.views.digest.changes import Found, Gained, Moved
from onrecord.views.digest.window import DigestFilter, Window, window_of
from onrecord.views.looking import Looked
from onrecord.views.packages.deadlines import Deadline
from onrecord.views.positions.shifts import Shift, shifts
from onrecord.views.wordings import proposition_of

_ORDER = (
    EntryKind.COMMITMENT, EntryKind.PROPOSAL, EntryKind.OFFER, EntryKind.DEMAND, EntryKind.ACCEPTANCE,
    EntryKind.REFUSAL, EntryKind.THREAT, EntryKind.DENIAL, EntryKind.ACCUSATION, EntryKind.WARNING,
    EntryKind.SUPPORT, EntryKind.EVENT, EntryKind.CLAIM, EntryKind.UNDECIDED,
)  # fmt: skip
"""In which order kinds are told: what binds before what is merely said."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the new entries of one kind: those with the most origins first."""

    kind: str
    counted: Counted  # entry ids
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what one outlet published in the window."""

    outlet: str  # "": the page names none
    documents: Counted  # document ids
    entries: Counted  # that it reports
    began: Counted  # entries of which it is an origin


@dataclass(frozen=True, slots=True)
class Digest:
    """Hold what a window of time adds to the record.

    ``documents``, ``undated`` and ``origins`` count documents (origins also outlets without a page here),
    ``contradicted`` disputes by the id of a conflict of each, everything else entries.
    """

    window: Window
    documents: Counted
    undated: Counted
    origins: Counted
    sources: tuple[Source, ...]
    new: Counted
    groups: tuple[Group, ...]
    changed: Counted  # entries of shifts, of steps and of new origins
    shifts: tuple[Shift, ...]
    subjects: Mapping[str, str]  # what shifts are on, in words
    moved: tuple[Moved, ...]
    gained: tuple[Gained, ...]
    contradicted: Counted
    disputes: tuple[Dispute, ...]
    denied: Counted
    denials: tuple[Card, ...]
    withdrawn: Counted
    taken_back: tuple[Moved, ...]
    answered: Counted  # entries that answer
    proposals: tuple[Answered, ...]
    upcoming: Counted  # one entry of each happening and deadline, or an outlet's claim
    calendar: tuple[Line, ...]
    deadlines: tuple[Deadline, ...]
    unconfirmed: Counted  # of the new entries those that no person confirmed

    @property
    def is_empty(self) -> bool:
        """Tell whether the window adds nothing and nothing lies ahead of it."""
        return not (self.new or self.changed or self.contradicted or self.withdrawn or self.upcoming)


def digest(casefile: CasefileView, where: DigestFilter) -> Digest:
    """Return what the pages of a window add.

    Raises:
        UsageError: the window ends before it begins.
    """
    pages = list(casefile.summaries(DocumentFilter(date_from=where.since, date_until=where.until)))
    window = window_of(where, pages)
    if window.last < window.first:
        raise UsageError(f"the window ends on {window.last}, before it begins on {window.first}")
    look = Looked(casefile)
    found = digest_changes.found(casefile, where, window, look, [each.id for each in pages])
    shifted = _shifts(casefile, where, window)
    disputes = tuple(digest_answers.contradicted(casefile, where, window))
    denials = tuple(card_of(each, look) for each in found.new if each.kind is EntryKind.DENIAL)
    proposals = tuple(digest_answers.answered(casefile, found, window))
    calendar = tuple(digest_ahead.calendar_ahead(casefile, where, window))
    deadlines = tuple(digest_ahead.deadlines_ahead(casefile, where, window, calendar))
    new = Counted.of(each.id for each in found.new)
    groups = tuple(_groups(found, look))
    return Digest(
        window=window,
        documents=Counted.of(each.id for each in pages),
        undated=Counted.of(_undated(casefile)),
        origins=Counted.of(origin for entry in found.touched for origin in found.origins[entry.id]),
        sources=tuple(_sources(pages, found)),
        new=new,
        groups=groups,
        changed=Counted.of(
            (
                *(each.after.entry for each in shifted),
                *(each.card.id for each in found.moved),
                *(each.card.id for each in found.gained),
            )
        ),
        shifts=shifted,
        subjects=_subjects(casefile, shifted),
        moved=found.moved,
        gained=found.gained,
        contradicted=Counted.of(each.id for each in disputes),
        disputes=disputes,
        denied=Counted.of(each.id for each in denials),
        denials=denials,
        withdrawn=Counted.of(each.card.id for each in found.withdrawn),
        taken_back=found.withdrawn,
        answered=Counted.of(reply.entry for each in proposals for reply in each.new),
        proposals=proposals,
        upcoming=Counted.of(
            (*(line.id for line in calendar), *((each.entries.ids or each.records)[0] for each in deadlines))
        ),
        calendar=calendar,
        deadlines=deadlines,
        unconfirmed=Counted.of(g.id for group in groups for g in group.cards if not g.confirmed),
    )  # fmt: skip


def _undated(casefile: CasefileView) -> list[str]:
    """Return the ids of the pages that have no day on which they could lie."""
    return [each.id for each in casefile.summaries(DocumentFilter(undated=True))]


def _groups(found: Found, look: Looked) -> list[Group]:
    out = []
    for kind in _ORDER:
        own = [entry for entry in found.new if entry.kind is kind]
        own.sort(key=lambda e: (-len(e.origins), e.first_day or "9999", e.id))
        if own:
            cards = tuple(card_of(each, look) for each in own)
            out.append(Group(kind.value, Counted.of(each.id for each in own), cards))
    return out


def _shifts(casefile: CasefileView, where: DigestFilter, window: Window) -> tuple[Shift, ...]:
    """Return the shifts that began in the window."""
    wanted = PositionFilter(since_from=window.first, since_until=window.last, subjects=where.issues)
    return tuple(
        each
        for each in shifts(casefile, wanted)
        if where.names(*each.holders, *each.after.speakers) and (each.after.reviewed or not where.confirmed)
    )


def _subjects(casefile: CasefileView, found: Sequence[Shift]) -> dict[str, str]:
    """Return what shifts are on, in words: an issue, or what somebody put forward."""
    put = sorted({each.subject for each in found if each.about is SubjectKind.PROPOSITION})
    told = {entry.id: f"“{proposition_of(entry)}”" for entry in casefile.entries_by_id(put)}
    return {each.subject: told.get(each.subject, each.subject.replace("_", " ")) for each in found}


def _sources(pages: Sequence[DocumentSummary], found: Found) -> list[Source]:
    """Return the outlets of the window, those with the most pages first."""
    documents: dict[str, list[str]] = {}
    for page in pages:
        documents.setdefault(page.outlet or "", []).append(page.id)
    out = []
    for outlet, ids in documents.items():
        own = set(ids)
        reports = [(e, r) for e in found.touched for r in e.reports if r.act.document in own]
        out.append(
            Source(
                outlet,
                Counted.of(ids),
                Counted.of(entry.id for entry, _ in reports),
                Counted.of(entry.id for entry, report in reports if report.origin in own),
            )
        )
    return sorted(out, key=lambda s: (-s.documents.number, s.outlet))
