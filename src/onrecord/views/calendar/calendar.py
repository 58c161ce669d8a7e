"""Set out what happens when: meetings, votes and attacks, planned and past, one line for each happening.

A line says what was planned and what happened, who tells it, and the numbers as each report gives them. Days
that are not told stay open: "../2031-06-12" is by the day of the page that reports it. Most of what has no
day is background ("the war in the valley"): it is left out unless asked for, but for harm told with numbers
and for two named who come together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from onrecord.model import Claim, ClaimProperty, Entry, EntryKind, EventStatus, Report, ReportedAct
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter
from onrecord.store.record_filters import ClaimFilter
from onrecord.text.days import days
from onrecord.views.calendar import happenings
from onrecord.views.calendar.happenings import Draft, Kinds, kinds_known
from onrecord.views.cards import Quoted, claim_quoted, quoted
from onrecord.views.confirmed import is_confirmed
from onrecord.views.counted import Counted
from onrecord.views.looking import Looked

_UNDATED = "9999-99-99"
_WISHES = {
    EntryKind.DEMAND: "demand of",
    EntryKind.PROPOSAL: "proposal of",
    EntryKind.REFUSAL: "refusal of",
    EntryKind.DENIAL: "denial of",
    EntryKind.THREAT: "threat of",
}
"""Kinds of statements in which a happening is not settled."""
_CHUNK = 200
_WORDS = 200  # characters of a quote from which a longer one says no more
_UNNAMED = ("group:", "anon:")
_DECADE = re.compile(r"group: (?:the )?\d{3,4}s?")


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """Choose happenings; empty and ``None`` choose all. Dates are EDTF and inclusive."""

    date_from: str | None = None
    date_until: str | None = None
    kinds: tuple[str, ...] = ()  # values of EventKind; empty: meetings and attacks
    actor: str | None = None  # part of the name of a participant, or of the state or body behind it
    planned: bool = False  # those alone that no report says have happened
    undated: bool = False  # those too whose day no text tells
    told_by: str | None = None  # ISO day: those alone that a page of this day or earlier tells


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold what one report says of a happening."""

    entry: str | None  # id; None: an outlet's own dating, which is a claim
    kind: str
    status: EventStatus  # as it can be: what is told before its day is planned
    quoted: Quoted
    date: str | None  # EDTF, in the report; None: it does not say
    place: str | None
    numbers: tuple[str, ...]  # in its words
    dated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one happening.

    ``date`` is EDTF; "../D" is by the day D of the page that tells it, "D/.." after it, "" not told at all.
    ``certain`` says that a text gives the day, or the days from and until.
    """

    id: str  # the least of its entries', else of the claim
    entries: Counted
    claims: Counted
    kind: str
    date: str
    first_day: str | None
    last_day: str | None
    certain: bool
    status: EventStatus  # happened where any report says so
    participants: tuple[str, ...]
    principals: tuple[str, ...]
    places: tuple[str, ...]
    tellings: tuple[Telling, ...]  # by date of publication
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    notes: tuple[str, ...]
    confirmed: bool
    conflicts: Counted = field(default_factory=Counted)  # ids of conflicts that a report of it takes part in

    @property
    def planned(self) -> tuple[Telling, ...]:
        """Return the reports that tell it as planned."""
        return tuple(each for each in self.tellings if each.status is EventStatus.PLANNED)

    @property
    def happened(self) -> tuple[Telling, ...]:
        """Return the reports that say it has happened."""
        return tuple(each for each in self.tellings if each.status is EventStatus.HAPPENED)

    @property
    def best(self) -> Telling:
        """Return the report whose words stand for it: of what happened before what was planned."""
        body = [t for t in self.tellings if t.entry is not None] or list(self.tellings)
        first = {r: i for i, r in enumerate(self.entries.ids)}
        return min(
            body,
            key=lambda t: (
                t.status is EventStatus.PLANNED,
                t.kind != self.kind,
                first.get(t.entry or "", 0),
                -min(len(t.quoted.words), _WORDS),
            ),
        )


def calendar(
    casefile: CasefileView, where: CalendarFilter | None = None, left_out: list[str] | None = None
) -> Iterator[Line]:
    """Stream happenings by their first day; those without any day last, where they are asked for.

    ``left_out`` takes the ids of those that have no day in a text and were not asked for.
    """
    dropped = left_out if left_out is not None else []
    wanted, known, look = where or CalendarFilter(), kinds_known(), Looked(casefile)
    chosen = wanted.kinds or (*known.meetings, *known.harm)
    claims = _claims(casefile, wanted, known, chosen)
    drafts = happenings.joined(_entries(casefile, wanted, chosen), claims, known, chosen)
    if wanted.told_by is not None:
        drafts = (each for each in drafts if _is_told_by(each, wanted.told_by))
    while some := list(islice(drafts, _CHUNK)):
        look.look_ahead(casefile, _pages(some))
        lines = [line for draft in some if (line := _line(draft, look, wanted, dropped)) is not None]
        yield from _with_conflicts(casefile, _with_wishes(casefile, lines))


def _is_told_by(draft: Draft, day: str) -> bool:
    """Tell whether a page of a day, or of an earlier one, tells a happening."""
    published = [r.act.published for each in draft.entries for r in each.reports]
    published += [words.published for _, _, words in draft.claims]
    return any((on := days(each)) is not None and on[0] <= day for each in published)


def _pages(drafts: Sequence[Draft]) -> list[str]:
    """Return the ids of the documents that report happenings, and of those that reports began with."""
    reports = [report for draft in drafts for entry in draft.entries for report in entry.reports]
    return [report.act.document for report in reports]


def _entries(casefile: CasefileView, where: CalendarFilter, chosen: Sequence[str]) -> Iterator[Entry]:
    return casefile.entries(
        EntryFilter(
            kinds=(EntryKind.EVENT.value,),
            issues=tuple(f"event:{kind}" for kind in chosen),
            actor=where.actor,
            date_from=where.date_from,
            date_until=where.date_until,
        )
    )


def _claims(
    casefile: CasefileView, where: CalendarFilter, known: Kinds, chosen: Sequence[str]
) -> list[tuple[Claim, str, Quoted]]:
    """Return the outlets' own datings by day, with kind and words; none where an actor is asked for."""
    if where.actor is not None:
        return []  # a dating names no participants
    found = []
    dated = ClaimFilter(
        properties=(ClaimProperty.DATE.value,), value_from=where.date_from, value_until=where.date_until
    )
    for row in casefile.claims(dated):
        kind = known.of_subject(row.record.subject)
        if kind in chosen and days(row.record.value) is not None:
            found.append((row.record, str(kind), claim_quoted(row.record, row.document)))
    return sorted(found, key=lambda each: (each[0].value, each[0].id))


def _line(draft: Draft, look: Looked, where: CalendarFilter, left_out: list[str]) -> Line | None:
    """Make the line of a draft; ``None`` where it was not asked for."""
    tellings = [_telling(entry, report, look) for entry in draft.entries for report in entry.reports]
    tellings += [_claimed(*each) for each in draft.claims]
    tellings.sort(key=lambda t: (_first(t.quoted.published), t.quoted.document, t.quoted.record))
    is_past = any(each.status is EventStatus.HAPPENED for each in tellings)
    status = EventStatus.HAPPENED if is_past else EventStatus.PLANNED
    date, first, last, certain = happenings.day_told(draft, status)
    if where.planned and is_past:
        return None
    if not (certain or where.undated or (first is not None and _is_told(draft, tellings))):
        left_out.append(_id(draft))
        return None
    entries = draft.entries
    return Line(
        id=_id(draft),
        entries=Counted.of(each.id for each in entries),
        claims=Counted.of(claim.id for claim, *_ in draft.claims),
        kind=draft.kind,
        date=date,
        first_day=first,
        last_day=last,
        certain=certain,
        status=status,
        participants=_participants(entries, tellings),
        principals=_each(name for entry in entries for name in entry.principals),
        places=_each(t.place for t in tellings if t.place),
        tellings=tuple(tellings),
        origins=_each(origin for entry in entries for origin in entry.origins),
        outlets=_each(t.quoted.outlet for t in tellings if t.quoted.outlet),
        notes=_notes(entries),
        confirmed=any(map(is_confirmed, entries)),
    )


def _id(draft: Draft) -> str:
    return min(each.id for each in draft.entries) if draft.entries else draft.claims[0][0].id


def _is_told(draft: Draft, tellings: Sequence[Telling]) -> bool:
    """Tell whether what no text dates is news: harm with numbers, or two named who come together."""
    if draft.kind in kinds_known().harm:
        return any(each.numbers for each in tellings)
    named = {name for entry in draft.entries for name in entry.actors if not name.startswith(_UNNAMED)}
    return draft.kind in kinds_known().meetings and len(named) > 1


def _participants(entries: Sequence[Entry], tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Return who takes part; where it is, and a decade that was counted for people, are nobody."""
    places = {fold(each.place) for each in tellings if each.place}
    names = _each(name for entry in entries for name in entry.actors)
    return tuple(name for name in names if fold(name) not in places and not _DECADE.fullmatch(name))


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _notes(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return what to beware of: what is said of one entry alone does not hold for a line of several."""
    if len(entries) == 1:
        return entries[0].notes
    shared = [note for note in (entries[0].notes if entries else ()) if all(note in e.notes for e in entries)]
    return tuple(shared)


def _first(published: str | None) -> str:
    found = days(published)
    return found[0] if found else _UNDATED


def _telling(entry: Entry, report: Report, look: Looked) -> Telling:
    act = report.act
    kinds = [issue.removeprefix("event:") for issue in act.issues]
    return Telling(
        entry=entry.id,
        kind=kinds[0] if kinds else "",
        status=happenings.status_of(act, entry),
        quoted=quoted(report, look),
        date=act.due,
        place=act.place_name,
        numbers=tuple(" ".join(piece.exact.split()) for piece in act.quantity_text),
        dated=act.dated,
    )


def _claimed(claim: Claim, kind: str, words: Quoted) -> Telling:
    told, on = days(words.published), days(claim.value)
    is_ahead = bool(told and on and told[1] < on[0])
    return Telling(
        entry=None,
        kind=kind,
        status=EventStatus.PLANNED if is_ahead else EventStatus.HAPPENED,
        quoted=words,
        date=claim.value,
        place=None,
        numbers=(),
        dated=True,
    )


def _with_wishes(casefile: CasefileView, lines: Sequence[Line]) -> list[Line]:
    """Return lines with a note where what is planned is but what somebody wants or refuses."""
    pages = {t.quoted.document for line in lines if not line.happened for t in line.tellings}
    said: dict[str, list[ReportedAct]] = {}
    records: dict[str, ReportedAct] = {}
    for act in casefile.acts(pages) if pages else ():
        records[act.record] = act
        if act.kind in _WISHES:
            said.setdefault(act.document, []).append(act)
    out = []
    for line in lines:
        wishes = [
            wish
            for t in line.tellings
            if not line.happened and (own := records.get(t.quoted.record)) is not None
            for wish in said.get(t.quoted.document, ())
            if _holds(wish, own)
        ]
        notes = _each(f"told as a {_WISHES[w.kind]} {'; '.join(w.actors) or 'somebody'}" for w in wishes)
        settled = len({w.document for w in wishes}) < len({t.quoted.document for t in line.tellings})
        out.append(line if settled or not notes else replace(line, notes=(*line.notes, *notes)))
    return out


def _holds(wish: ReportedAct, act: ReportedAct) -> bool:
    """Tell whether the words that name a happening stand in the content of a wish."""
    named = act.trigger or act.quote[0]
    return any(piece.start <= named.start and named.end <= piece.end for piece in wish.quote)


def _with_conflicts(casefile: CasefileView, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines with the conflicts that their reports take part in."""
    ids = [i for line in lines for i in line.entries.ids]
    found: dict[str, list[str]] = {}
    for conflict in casefile.conflicts(ConflictFilter(entries=tuple(ids))) if ids else ():
        for side in (conflict.left, conflict.right):
            if side.entry is not None:
                found.setdefault(side.entry, []).append(conflict.id)
    for line in lines:
        against = Counted.of(c for i in line.entries.ids for c in found.get(i, ()))
        yield replace(line, conflicts=against) if against else line
