"""Find what changed last, as far as parameters of the register choose it: for the feed of changes.

New entries, steps that they took, shifts of positions, conflicts, and what people put right. What leaves the
desk later, or never, is not here: the casefile that is asked is one as it may leave.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from onrecord.errors import UsageError
from onrecord.model import Entry, Release, ReleaseKind, SubjectKind
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter, PositionFilter
from onrecord.store.publishing import holding
from onrecord.views.cards import quoted
from onrecord.views.confirmed import is_confirmed
from onrecord.views.conflicts.disputes import Dispute, disputes
from onrecord.views.digest.words import shifted
from onrecord.views.entries import step_words
from onrecord.views.looking import Looked
from onrecord.views.positions.shifts import Shift, shifts
from onrecord.views.spans import joined_quote
from onrecord.views.wordings import proposition_of
from onrecord.web.addresses import Addresses
from onrecord.web.choosing import Chosen
from onrecord.web.plans.feed_records import EPOCH, Change, Passage, told_at

ENTRIES = 60
"""Entries that a feed has, those reported last."""
MOST = 100
"""Changes that a feed has."""
_OF_PARTIES = frozenset(("name", "actor", "issue"))
"""Parameters that choose shifts and conflicts as well as entries; others are of entries alone."""
_TITLE = 140  # characters
_TOLD = 3  # reports of an entry


@dataclass(frozen=True, slots=True)
class Asking:
    """Hold what changes are found and told with."""

    casefile: CasefileView  # as it may leave the desk
    look: Looked
    to: Addresses
    called: Callable[[str], str]
    issue: Callable[[str], str]  # what an issue is called
    read_at: Callable[[Collection[str]], Mapping[str, datetime]] = lambda _: {}  # when articles were read

    def names(self, names: Sequence[str]) -> str:
        """Return names as pages have them."""
        return ", ".join(map(self.called, names)) or "somebody undecided"


def changes(asking: Asking, chosen: Chosen) -> tuple[Change, ...]:
    """Return what changed last, the latest first."""
    where = chosen.filter()
    entries = _latest(asking.casefile, where)
    asking.look.look_ahead(asking.casefile, list(_documents(entries)))
    found = [change for entry in entries for change in _of_entry(asking, entry)]
    if {name for name, _ in chosen.values} <= _OF_PARTIES:
        since = min((each.updated for each in found if each.updated > EPOCH), default=EPOCH)
        found += _shifts(asking, where, since)
        found += _conflicts(asking, where, since)
    found += _decisions(asking, where)
    found = _told_when_read(asking, entries, found)
    found.sort(key=lambda each: (each.updated, each.key), reverse=True)
    return tuple(found[:MOST])


def _latest(casefile: CasefileView, where: EntryFilter) -> list[Entry]:
    """Return the entries reported last; ``entries_by_id`` leaves out those that are kept back."""
    page = casefile.entries_page(where, EntrySort.LATEST, 0, ENTRIES)
    kept = {each.id: each for each in casefile.entries_by_id([each.id for each in page.entries])}
    return [kept[each.id] for each in page.entries if each.id in kept]


def _told_when_read(asking: Asking, entries: Sequence[Entry], found: Sequence[Change]) -> list[Change]:
    """Date what no article gives a day by when the first of its articles was read, where that is known."""
    undated = {each.key for each in found if each.updated == EPOCH}
    pages = {
        f"entry/{each.id}": [report.act.document for report in each.reports]
        for each in entries
        if f"entry/{each.id}" in undated
    }
    known = asking.read_at({page for some in pages.values() for page in some}) if pages else {}
    read = {
        key: min((known[each] for each in some if each in known), default=EPOCH)
        for key, some in pages.items()
    }
    return [
        replace(each, updated=read[each.key], published=read[each.key]) if each.key in read else each
        for each in found
    ]


def _documents(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the documents of the reports that are told."""
    for entry in entries:
        told = {*range(len(entry.reports))[:_TOLD], *(step.report for step in entry.steps)}
        yield from (entry.reports[number].act.document for number in sorted(told))


def _of_entry(asking: Asking, entry: Entry) -> Iterator[Change]:
    """Yield that an entry is on record, and the steps that later pages tell of."""
    first = told_at(entry.first_reported)
    towards = f" → {asking.names(entry.towards)}" if entry.towards else ""
    who = f"{asking.names(entry.actors)}{towards}"
    status = f", {_plain(str(entry.status))}" if entry.status else ""
    topics = (entry.kind.value, *entry.issues)
    link = asking.to.entry(entry.id)
    yield Change(
        key=f"entry/{entry.id}",
        kind="new",
        title=_short(f"{who}: {entry.kind.value}{status}: “{proposition_of(entry)}”"),
        link=link,
        updated=max(first, told_at(entry.last_reported)),
        published=first,
        topics=topics,
        passages=tuple(_reported(asking, entry, number) for number in range(len(entry.reports))[:_TOLD]),
        note="; ".join((*entry.notes, *_unconfirmed(entry))),
    )
    for step in entry.steps:
        told = told_at(entry.reports[step.report].act.published)
        if told <= first:
            continue
        yield Change(
            key=f"entry/{entry.id}/{step.ladder}/{step.status}/{step.on or ''}",
            kind="step",
            title=_short(f"{who}: now {_plain(step.status)}: “{proposition_of(entry)}”"),
            link=link,
            updated=told,
            published=told,
            topics=topics,
            passages=(_reported(asking, entry, step.report),),
            note="; ".join(
                (f"carried by “{joined_quote(step_words(entry, step), ' … ')}”", *_unconfirmed(entry))
            ),
        )


def _unconfirmed(entry: Entry) -> tuple[str, ...]:
    """Return the mark of what no person looked at yet."""
    return () if is_confirmed(entry) else ("unconfirmed: read by the machine, and by no person yet",)


def _reported(asking: Asking, entry: Entry, number: int) -> Passage:
    told = quoted(entry.reports[number], asking.look)
    link = asking.to.record(told.document, told.record)
    return Passage(told.words, told.cue, told.source, link, told.url)


def _shifts(asking: Asking, where: EntryFilter, since: datetime) -> Iterator[Change]:
    wanted = PositionFilter(
        subjects=where.issues, about=SubjectKind.ISSUE, since_from=since.date().isoformat(),
        holders=where.actors,
    )  # fmt: skip
    for shift in shifts(asking.casefile, wanted):
        if where.actor is None or any(fold(where.actor) in fold(name) for name in shift.holders):
            yield _shift(asking, shift)


def _shift(asking: Asking, shift: Shift) -> Change:
    on = told_at(shift.on)
    told = f"{asking.names(shift.holders)} on {asking.issue(shift.subject)}: {shifted(shift)}"
    points = (("before", shift.before), ("now", shift.after))
    return Change(
        key=f"shift/{shift.subject}/{shift.on}/{shift.before.record}/{shift.after.record}",
        kind="shift",
        title=_short(told),
        link=asking.to.entry(shift.after.entry),
        updated=on,
        published=on,
        topics=("shift", shift.subject),
        passages=tuple(
            Passage(
                point.words, f"{how}, {point.last_day or 'undated'}, {asking.names(point.speakers)}", "",
                asking.to.record(point.document, point.record), None,
            )
            for how, point in points
        ),
    )  # fmt: skip


def _conflicts(asking: Asking, where: EntryFilter, since: datetime) -> Iterator[Change]:
    wanted = ConflictFilter(issues=where.issues, reported_from=since.date().isoformat())
    for dispute in disputes(asking.casefile, wanted, where.actor):
        if not where.actors or _takes_part(asking, dispute, where.actors):
            yield _conflict(asking, dispute)


def _takes_part(asking: Asking, dispute: Dispute, names: Sequence[str]) -> bool:
    entries = asking.casefile.entries_by_id(dispute.entries.ids)
    return any({*names} & {*entry.actors, *entry.principals} for entry in entries)


def _conflict(asking: Asking, dispute: Dispute) -> Change:
    told = [each for stand in dispute.stands for each in stand.reports[:2]]
    when = [told_at(each.side.published) for stand in dispute.stands for each in stand.reports]
    return Change(
        key=f"conflict/{dispute.id}",
        kind="conflict",
        title=_short(f"Contradiction, {dispute.kind}: {dispute.subject}"),
        link=asking.to.conflict(dispute.id),
        updated=max(when),
        published=max(when),
        topics=("conflict", dispute.kind, *dispute.issues),
        passages=tuple(
            Passage(
                joined_quote(each.side.quote, " … "), "",
                f"{each.side.outlet or 'outlet not named'}, {each.side.published or 'undated'}",
                asking.to.record(each.side.document, each.side.record), None,
            )
            for each in told[:6]
        ),
        note=dispute.why,
    )  # fmt: skip


def _decisions(asking: Asking, where: EntryFilter) -> Iterator[Change]:
    """Yield what people put right or took back of entries that are chosen, with the reason for readers."""
    kinds = (ReleaseKind.CORRECT, ReleaseKind.WITHDRAW)
    held = [each for each in holding(asking.casefile.releases()) if each.kind in kinds and each.entry]
    for release in sorted(held, key=lambda each: each.at)[-MOST:]:
        if release.kind is ReleaseKind.WITHDRAW:
            if where == EntryFilter():
                yield _withdrawn(asking, release)
            continue
        try:
            entry = asking.casefile.entry(str(release.entry))
        except UsageError:  # nothing stands on its words any more, or it is held back
            continue
        if is_of(entry, where):
            yield _corrected(asking, release, entry)


def is_of(entry: Entry, where: EntryFilter) -> bool:
    """Tell whether an entry is chosen by who, on what and which kind; a filter by more says nothing of it."""
    plain = EntryFilter(kinds=where.kinds, actor=where.actor, actors=where.actors, issues=where.issues)
    if where != plain:
        return False
    names = (*entry.actors, *entry.principals)
    return (
        (not where.kinds or entry.kind.value in where.kinds)
        and (not where.issues or bool({*where.issues} & {*entry.issues}))
        and (not where.actors or bool({*where.actors} & {*names}))
        and (where.actor is None or any(fold(where.actor) in fold(name) for name in names))
    )


def _corrected(asking: Asking, release: Release, entry: Entry) -> Change:
    return Change(
        key=f"decision/{release.id}",
        kind="correction",
        title=_short(f"Corrected: {asking.names(entry.actors)}: “{proposition_of(entry)}”"),
        link=asking.to.entry(entry.id),
        updated=release.at,
        published=release.at,
        topics=("correction", entry.kind.value, *entry.issues),
        passages=(_reported(asking, entry, 0),),
        note=release.reason,
    )


def _withdrawn(asking: Asking, release: Release) -> Change:
    """Say that an entry was taken back, and why: its words are not repeated."""
    return Change(
        key=f"decision/{release.id}",
        kind="withdrawal",
        title=f"Withdrawn: entry {release.entry}",
        link=asking.to.entry(str(release.entry)),
        updated=release.at,
        published=release.at,
        topics=("withdrawal",),
        passages=(),
        note=release.reason,
    )


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _short(text: str) -> str:
    """Return a title on one line, cut where it is too long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _TITLE else plain[: _TITLE - 2].rstrip() + " …"
