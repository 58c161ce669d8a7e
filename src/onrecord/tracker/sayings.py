"""Take an entry apart into what its reports say at a time: each is held against a tracker by itself.

An entry of the register covers a pledge from rumour to ratification. Reports of one origin, of one party and
of one day say one thing, however many outlets print it; the next step, or another origin, is another saying.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.model import Entry, EntryKind, RecordKind, Report, ReportedAct
from onrecord.tracker.steps import BACK, further, status_of_act


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the sayings of entries by the last day on which they may lie, undated ones last.

    "In April" comes after what was reported of a day in April.
    """
    found = [saying for entry in entries for saying in sayings(entry)]
    return sorted(found, key=lambda each: (not each.last_day, each.last_day or "", each.id, each.places))


def sayings(entry: Entry) -> Iterator[Entry]:
    """Yield an entry once for each thing that its reports say, with those reports alone.

    Its status is the furthest that they carry; all keep the id of the entry.
    """
    groups: dict[tuple[object, ...], list[Report]] = {}
    for report in entry.reports:
        act = report.act
        back = status_of_act(act) in BACK or act.kind is EntryKind.DENIAL
        key = (report.origin, act.first_day, frozenset(act.principals), back)
        groups.setdefault(key, []).append(report)
    for reports in groups.values():
        yield _saying(entry, reports)


def _saying(entry: Entry, reports: list[Report]) -> Entry:
    best = further(reports)
    acts = [best.act, *(report.act for report in reports if report is not best)]
    return replace(
        entry,
        kind=best.act.kind,
        proposition=entry.proposition if best is entry.reports[0] else best.act.text,
        actors=_union(act.actors for act in acts),
        principals=best.act.principals,
        towards=_union(act.towards for act in acts),
        issues=_union(act.issues for act in acts),
        status=status_of_act(best.act) if is_pledge(acts) else "",
        reports=(best, *(report for report in reports if report is not best)),
        origins=tuple(dict.fromkeys(report.origin for report in reports)),
        first_day=best.act.first_day,
        last_day=best.act.last_day,
    )


def is_pledge(acts: Iterable[ReportedAct]) -> bool:
    """Tell whether one of several acts is a commitment, not a statement alone."""
    return any(act.record_kind is RecordKind.COMMITMENT for act in acts)


def _union(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for one in several for each in one))
