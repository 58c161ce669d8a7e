"""Find what a window of time adds to single entries: that they are there, a step, a further origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import CommitmentStatus, Entry, EntryKind, EventKind, Report, Step
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.views.cards import Card, Quoted, card_of, quoted
from onrecord.views.confirmed import confirmed
from onrecord.views.digest.window import DigestFilter, Window
from onrecord.views.entries import origin_line, step_words
from onrecord.views.looking import Looked
from onrecord.views.spans import joined_quote

BACK = (CommitmentStatus.WITHDRAWN, CommitmentStatus.SUSPENDED, CommitmentStatus.REFUSED)
"""Statuses that take a commitment back."""


_FEW = 400
"""Pages of a window up to which entries are looked for by the pages that report them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Hold a step that the window tells of, and the one before it on the same ladder."""

    card: Card
    before: str  # "": none on record
    after: str
    on: str | None  # EDTF
    words: str  # that carry the step
    quoted: Quoted


@dataclass(frozen=True, slots=True)
class Gained:
    """Hold the origins that the window adds to an entry that was on record, with the words of each."""

    card: Card
    origins: tuple[str, ...]  # ids, as a report has them
    names: tuple[str, ...]
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Hold the entries that pages of the window report, and what these add; all in the order of days."""

    touched: tuple[Entry, ...]
    new: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    withdrawn: tuple[Moved, ...]
    gained: tuple[Gained, ...]
    origins: Mapping[str, tuple[str, ...]]  # of the reports of the window, by entry


def found(
    casefile: CasefileView, where: DigestFilter, window: Window, look: Looked, pages: Sequence[str]
) -> Found:
    """Return what the pages of a window add to the register; ``pages`` are the ids of all of these."""
    touched = tuple(_touched(casefile, where, window, pages))
    reports = [report.act.document for entry in touched for report in entry.reports]
    look.look_ahead(casefile, [*reports, *(origin for entry in touched for origin in entry.origins)])
    new = tuple(entry for entry in touched if window.holds(entry.first_reported))
    fresh = {entry.id for entry in new}
    steps = [(entry, step) for entry in touched for step in entry.steps if _told_in(entry, step, window)]
    back = [(e, s) for e, s in steps if _is_taken_back(e, s)]
    return Found(
        touched=touched,
        new=new,
        moved=tuple(
            _moved(e, s, look) for e, s in steps if e.id not in fresh and (e, s) not in back
        ),
        withdrawn=tuple(_moved(e, s, look) for e, s in back),
        gained=tuple(g for e in touched if e.id not in fresh and (g := _gained(e, window, look))),
        origins={e.id: tuple(dict.fromkeys(r.origin for r in _inside(e, window))) for e in touched},
    )  # fmt: skip


def _touched(
    casefile: CasefileView, where: DigestFilter, window: Window, pages: Sequence[str]
) -> Iterator[Entry]:
    """Yield the entries that a page of the window reports."""
    if not pages:
        return
    wanted = EntryFilter(
        actor=where.actor,
        issues=where.issues,
        reported_until=window.last,
        moved_from=window.first,
        unreviewed=not where.confirmed,
        # Of a few days most entries were first reported before and last after: their pages tell more.
        documents=tuple(pages) if len(pages) <= _FEW else (),
    )
    for entry in casefile.entries(wanted):
        shown = confirmed(entry) if where.confirmed else entry
        if shown is not None and _inside(shown, window):
            yield shown


def _inside(entry: Entry, window: Window) -> list[Report]:
    return [report for report in entry.reports if window.holds(report.act.published)]


def _told_in(entry: Entry, step: Step, window: Window) -> bool:
    """Tell whether a page of the window tells of a step, and not of one of an earlier time."""
    return window.holds(entry.reports[step.report].act.published) and not window.is_before(step.on)


def _is_taken_back(entry: Entry, step: Step) -> bool:
    """Tell whether a step takes back: a refusal does only where something was undertaken before."""
    if step.status == CommitmentStatus.REFUSED:
        return _before(entry, step) is not None
    return step.status in BACK


def _before(entry: Entry, step: Step) -> Step | None:
    """Return the step before another on its ladder."""
    ladder = [each for each in entry.steps if each.ladder == step.ladder]
    at = ladder.index(step)
    return ladder[at - 1] if at else None


def _moved(entry: Entry, step: Step, look: Looked) -> Moved:
    before = _before(entry, step)
    return Moved(
        card=card_of(entry, look),
        before=before.status.replace("_", " ") if before else "",
        after=step.status.replace("_", " "),
        on=step.on,
        words=joined_quote(step_words(entry, step), " … "),
        quoted=quoted(entry.reports[step.report], look),
    )


def _gained(entry: Entry, window: Window, look: Looked) -> Gained | None:
    """Return the origins that an entry has from pages of the window alone; background has none to show."""
    if entry.kind is EntryKind.EVENT and set(entry.issues) == {f"event:{EventKind.OTHER.value}"}:
        return None
    known = {r.origin for r in entry.reports if window.is_before(r.act.published)}
    added: dict[str, Report] = {}
    for report in _inside(entry, window):
        if report.origin in entry.origins and report.origin not in known:
            added.setdefault(report.origin, report)
    if not known or not added:
        return None
    return Gained(
        card=card_of(entry, look),
        origins=tuple(added),
        names=tuple(origin_line(each, look) for each in added),
        quotes=tuple(quoted(report, look) for report in added.values()),
    )
