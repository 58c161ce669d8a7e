"""Show shifts and disputes: sides beside one another, each with the words of its reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from onrecord.model import Entry, Point
from onrecord.views.cards import span
from onrecord.views.conflicts.disputes import Dispute
from onrecord.views.conflicts.disputes import Told as DisputeTold
from onrecord.views.entries import origin_line
from onrecord.views.looking import Asked
from onrecord.views.pictures.courses import change_words
from onrecord.views.positions.shifts import Shift
from onrecord.views.report.words import Run, marked, runs
from onrecord.views.wordings import document_name


@dataclass(frozen=True, slots=True)
class ReportOf:
    """Hold one report on a side: its words, and where they stand."""

    runs: tuple[Run, ...]
    by: str
    source: str
    url: str | None
    document: str
    entry: str | None
    origin: str = ""  # where it began, if that is elsewhere


@dataclass(frozen=True, slots=True)
class SideShown:
    """Hold one side: what it says and who reports it, the earliest first."""

    name: str  # "before", "after"; "" of a dispute
    value: str
    day: str
    reports: tuple[ReportOf, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Hold sides that stand against one another: before and after a shift, or values that reports give."""

    id: str
    anchors: tuple[str, ...]  # further ids by which others lead to it
    head: str
    kind: str
    why: str
    day: str
    sides: tuple[SideShown, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the pages that the sides stand in."""
        return tuple(dict.fromkeys(report.document for side in self.sides for report in side.reports))


def shifts(
    found: Iterable[Shift], entries: Mapping[str, Entry], labels: Mapping[str, str], look: Asked
) -> Iterator[Opposed]:
    """Yield shifts with what was said before and after.

    Args:
        found: shifts on issues or on what was proposed.
        entries: by id, those of their points, and what was proposed, among them.
        labels: what issues are called, by id.
        look: tells what documents are.
    """
    for each in found:
        told = " ".join((*each.holders, each.subject, each.on, each.after.record))
        subject = entries[each.subject].proposition if each.subject in entries else ""
        yield Opposed(
            id=f"s-{sha256(told.encode()).hexdigest()[:12]}",
            anchors=(),
            head=f"{', '.join(each.holders)} on {subject or labels.get(each.subject, _plain(each.subject))}",
            kind=", ".join(each.changed),
            why=change_words(each.before, each.after, each.changed),
            day=each.on,
            sides=(
                _of_point("before", each.before, entries, look),
                _of_point("after", each.after, entries, look),
            ),
        )


def _of_point(name: str, point: Point, entries: Mapping[str, Entry], look: Asked) -> SideShown:
    document = look.summary(point.document)
    entry = entries.get(point.entry)
    report = next((r for r in entry.reports if r.act.record == point.record), None) if entry else None
    told = [point.stance, _plain(point.order) or (f"if {point.condition}" if point.condition else "")]
    words = ReportOf(
        runs=runs(report) if report else (Run(point.words, "quote"),),
        by="; ".join(point.speakers),
        source=document_name(document),
        url=document.url,
        document=document.id,
        entry=point.entry,
    )
    return SideShown(name, ", ".join(filter(None, told)), span(point.first_day, point.last_day), (words,))


def disputes(found: Iterable[Dispute], look: Asked) -> Iterator[Opposed]:
    """Yield disputes with the words of every report of every side; none is chosen."""
    for each in found:
        names = [f"c-{conflict}" for conflict in dict.fromkeys((each.id, *each.conflicts.ids))]
        yield Opposed(
            id=names[0],
            anchors=tuple(names[1:]),
            head=each.subject,
            kind=each.kind,
            why=each.why,
            day=span(each.first_day, each.last_day),
            sides=tuple(
                SideShown("", stand.value, "", tuple(_of_side(told, look) for told in stand.reports))
                for stand in each.stands
            ),
        )


def _of_side(told: DisputeTold, look: Asked) -> ReportOf:
    side = told.side
    document = look.summary(side.document)
    return ReportOf(
        runs=marked([("quote", side.quote)]),
        by=side.asserted_by or "",
        source=document_name(document),
        url=document.url,
        document=document.id,
        entry=side.entry,
        origin="" if told.origin == side.document else origin_line(told.origin, look),
    )


def _plain(value: str) -> str:
    return value.replace("_", " ")
