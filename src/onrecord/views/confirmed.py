"""Leave of entries what a person confirmed: accepted, corrected or added."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from onrecord.model import Entry, Report
from onrecord.text.days import days

T = TypeVar("T")


def is_confirmed(entry: Entry) -> bool:
    """Tell whether a person confirmed any report of an entry."""
    return any(report.act.reviewed for report in entry.reports)


def confirmed(entry: Entry) -> Entry | None:
    """Return an entry as its confirmed reports alone have it; ``None`` where there are none.

    It keeps its id. What only other reports say (actors, issues, steps, origins) is left out.
    """
    kept = [(at, report) for at, report in enumerate(entry.reports) if report.act.reviewed]
    if len(kept) == len(entry.reports):
        return entry
    if not kept:
        return None
    reports = tuple(report for _, report in kept)
    acts = [report.act for report in reports]
    best = acts[0]
    number = {old: new for new, (old, _) in enumerate(kept)}
    day = _one_of((entry.first_day, entry.last_day), [(a.first_day, a.last_day) for a in acts])
    reported = _reported(reports)
    return replace(
        entry,
        proposition=entry.proposition if kept[0][0] == 0 else best.text,
        kind=_one_of(entry.kind, [act.kind for act in acts]),
        actors=_told(entry.actors, [act.actors for act in acts]),
        principals=_told(entry.principals, [act.principals for act in acts]),
        towards=_told(entry.towards, [act.towards for act in acts]),
        issues=_told(entry.issues, [act.issues for act in acts]),
        stance=_one_of(entry.stance, [act.stance for act in acts]),
        status=_one_of(entry.status, [act.status for act in acts]) if entry.status else "",
        reports=reports,
        origins=_origins(entry, reports),
        first_reported=reported[0] if reported else None,
        last_reported=reported[-1] if reported else None,
        first_day=day[0],
        last_day=day[1],
        steps=tuple(
            replace(step, report=number[step.report]) for step in entry.steps if step.report in number
        ),
    )


def _one_of(held: T, told: list[T]) -> T:
    """Return what the entry has where a kept report says so too, else what the first of them says."""
    return held if held in told else told[0]


def _told(held: tuple[str, ...], told: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the values of an entry that kept reports give; where there are none, those of the first."""
    return tuple(each for each in held if any(each in some for some in told)) or told[0]


def _origins(entry: Entry, reports: tuple[Report, ...]) -> tuple[str, ...]:
    mine = {report.origin for report in reports}
    return tuple(each for each in entry.origins if each in mine) or tuple(
        dict.fromkeys(report.origin for report in reports[:1])
    )


def _reported(reports: tuple[Report, ...]) -> list[str]:
    told = sorted({report.act.published for report in reports if report.act.published})
    dated = sorted((each for each in told if days(each)), key=lambda each: (days(each), each))
    return dated or told
