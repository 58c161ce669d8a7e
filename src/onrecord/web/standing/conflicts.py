"""Set out what reports disagree on: the list of conflicts, and every side of one; none is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import ConflictKind
from onrecord.store.filters import day_bounds
from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.views.cards import span
from onrecord.views.conflicts.disputes import Dispute, Told, disputes
from onrecord.views.entries import origin_line
from onrecord.views.looking import Asked, Looked
from onrecord.views.report.words import Run, marked
from onrecord.views.wordings import document_name
from onrecord.web.register_page import Row
from onrecord.web.standing.rows import rows
from onrecord.web.standing.signs import plain

KINDS: Mapping[str, str] = {
    ConflictKind.CONTROL.value: "who holds a place",
    ConflictKind.NUMBER.value: "numbers",
    ConflictKind.DATE.value: "dates",
    ConflictKind.PLACE.value: "places",
    ConflictKind.ATTRIBUTION.value: "who said or asked for it",
    ConflictKind.MEMBERSHIP.value: "who belongs to it",
    ConflictKind.HEADLINE.value: "a headline that its own body does not carry",
    ConflictKind.STRENGTH.value: "how firm an act is",
    ConflictKind.SCOPE.value: "how much an act comes to",
    ConflictKind.CONDITION.value: "the condition of an act",
    ConflictKind.APPROVAL.value: "who has to approve an act",
}
"""In what reports differ."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold a conflict with the names by which it is found."""

    dispute: Dispute
    names: frozenset[str]  # who asserts a side, acts, or is acted towards
    words: str  # folded: subject, why, values and quotes


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold which conflicts are asked for; "" and empty choose all."""

    kinds: tuple[str, ...] = ()
    actor: str = ""  # part of a name
    issue: str = ""
    since: str = ""  # EDTF
    until: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReportShown:
    """Hold one report on a side: its words, who it has them from, where they stand."""

    runs: tuple[Run, ...]
    by: str  # who asserts it; "": the outlet itself, or not told
    source: str
    url: str | None
    document: str
    at: tuple[int, int] | None
    entry: str | None
    origin: str  # where it began, if that is elsewhere


@dataclass(frozen=True, slots=True)
class SideShown:
    """Hold one side of a conflict."""

    value: str
    reports: tuple[ReportShown, ...]
    origins: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """Hold a conflict as its page shows it."""

    id: str
    ids: tuple[str, ...]  # of the pairs of reports that it is made of
    kind: str
    about: str  # what the kind means
    subject: str
    why: str
    day: str
    issues: tuple[tuple[str, str], ...]  # id and label
    confidence: float
    sides: tuple[SideShown, ...]
    entries: tuple[Row, ...]


def listed(casefile: CasefileView) -> tuple[Listed, ...]:
    """Return all conflicts of a casefile, the latest first, undated last: dear, so it is to be kept."""
    found = list(disputes(casefile))
    ids = {entry for each in found for entry in each.entries.ids}
    names = {e.id: (*e.actors, *e.principals, *e.towards) for e in casefile.entries_by_id(ids)} if ids else {}
    dated = [each for each in found if each.first_day]
    ordered = [*reversed(dated), *(each for each in found if not each.first_day)]
    return tuple(Listed(each, _names(each, names), _words(each)) for each in ordered)


def _names(found: Dispute, names: Mapping[str, Sequence[str]]) -> frozenset[str]:
    sides = (told.side for stand in found.stands for told in stand.reports)
    told = {side.asserted_by for side in sides if side.asserted_by}
    return frozenset(told | {name for entry in found.entries.ids for name in names.get(entry, ())})


def _words(found: Dispute) -> str:
    quotes = (piece.exact for stand in found.stands for told in stand.reports for piece in told.side.quote)
    return fold(" ".join((found.subject, found.why, *(stand.value for stand in found.stands), *quotes)))


def chosen(found: Iterable[Listed], where: Choice) -> tuple[Listed, ...]:
    """Return the conflicts that are asked for.

    Raises:
        UsageError: a date is none.
    """
    since = day_bounds(where.since)[0] if where.since else ""
    until = day_bounds(where.until)[1] if where.until else ""
    actor, text = fold(where.actor), fold(where.text)

    def fits(each: Listed) -> bool:
        d = each.dispute
        first, last = d.first_day or "", d.last_day or d.first_day or ""
        return (
            (not where.kinds or d.kind in where.kinds)
            and (not where.issue or where.issue in d.issues)
            and (not actor or any(actor in fold(name) for name in each.names) or actor in fold(d.subject))
            and (not text or text in each.words)
            and (not since or last >= since)
            and (not until or (bool(first) and first <= until))
        )

    return tuple(each for each in found if fits(each))


def with_actor(found: Iterable[Listed], name: str) -> tuple[Listed, ...]:
    """Return the conflicts that somebody takes part in, by their whole name."""
    return tuple(each for each in found if name in each.names)


def found_by(found: Iterable[Listed], wanted: str) -> Listed | None:
    """Return the conflict that an id of it or of one of its pairs names, or the beginning of one."""
    exact = [each for each in found if wanted == each.dispute.id or wanted in each.dispute.conflicts.ids]
    if exact or len(wanted) < 6:
        return exact[0] if exact else None
    near = [each for each in found if any(id.startswith(wanted) for id in each.dispute.conflicts.ids)]
    return near[0] if len(near) == 1 else None


def conflict_shown(casefile: CasefileView, found: Dispute, labels: Mapping[str, str]) -> ConflictShown:
    """Return a conflict as its page shows it, every report of every side in its own words."""
    entries = casefile.entries_by_id(found.entries.ids) if found.entries else ()
    look = Looked(casefile)
    documents = [told.side.document for stand in found.stands for told in stand.reports]
    look.look_ahead(casefile, documents)
    return ConflictShown(
        id=found.id,
        ids=found.conflicts.ids,
        kind=found.kind,
        about=KINDS.get(found.kind, found.kind),
        subject=found.subject,
        why=found.why,
        day=span(found.first_day, found.last_day) or "undated",
        issues=tuple((each, labels.get(each, plain(each))) for each in found.issues),
        confidence=found.confidence,
        sides=tuple(
            SideShown(
                stand.value,
                tuple(_report(told, look) for told in stand.reports),
                stand.origins.number,
                stand.outlets,
            )
            for stand in found.stands
        ),
        entries=rows(entries, labels),
    )


def _report(told: Told, look: Asked) -> ReportShown:
    side = told.side
    document = look.summary(side.document)
    bounds = [(piece.start, piece.end) for piece in side.quote]
    return ReportShown(
        runs=marked([("quote", side.quote)]),
        by=side.asserted_by if side.asserted_by and side.asserted_by != side.outlet else "",
        source=document_name(document),
        url=document.url,
        document=side.document,
        at=(min(start for start, _ in bounds), max(end for _, end in bounds)) if bounds else None,
        entry=side.entry,
        origin="" if told.origin == side.document else origin_line(told.origin, look),
    )
