"""Turn decisions on publication into plain records and lines, for the desk and for the public log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import About, Release, ReleaseKind
from onrecord.store.publishing import holding
from onrecord.views.parts import Record


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one decision as the desk lists it."""

    release: Release
    holds: bool
    told: str


def lines(every: Iterable[Release]) -> tuple[Line, ...]:
    """Return every decision, the oldest first, with whether it holds and what it is in words."""
    given = tuple(every)
    in_force = {each.id for each in holding(given)}
    return tuple(Line(each, each.id in in_force, told(each)) for each in given)


def told(release: Release) -> str:
    """Say what was decided.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2031, 4, 5, tzinfo=UTC)
    >>> told(Release("", ReleaseKind.DELAY, About.ISSUE, "Bo", at, name="ceasefire", days=3))
    'entries on ceasefire wait 3 days'
    """
    where = f"entry {release.entry}" if release.entry else "all entries"
    if release.undoes is not None:
        return f"decision {release.undoes[:8]} ended"
    if release.about is About.PERSON:
        return f"{release.name} is not named in {where}"
    if release.about is About.SOURCES:
        return f"unnamed sources of {where} are protected"
    if release.kind is ReleaseKind.DELAY:
        of = "on" if release.about is About.ISSUE else "of kind"
        return f"entries {of} {release.name} wait {release.days} {'day' if release.days == 1 else 'days'}"
    said = {
        ReleaseKind.HOLD: "held back",
        ReleaseKind.PUBLISH: "published",
        ReleaseKind.WITHDRAW: "withdrawn",
        ReleaseKind.CORRECT: "corrected",
        ReleaseKind.REPLY: f"reply of {release.who}",
    }
    return (
        f"{where} {said[release.kind]}"
        if release.kind is not ReleaseKind.REPLY
        else f"{said[release.kind]} on {where}"
    )


def release_record(line: Line) -> Record:
    """Return a decision as a plain record, all of it: for the desk alone."""
    each = line.release
    return {
        "id": each.id,
        "kind": each.kind.value,
        "about": each.about.value,
        "entry": each.entry,
        "name": each.name or None,
        "by": each.by,
        "at": _time(each.at),
        "reason": each.reason or None,
        "text": each.text or None,
        "who": each.who or None,
        "day": each.day,
        "days": each.days or None,
        "undoes": each.undoes,
        "holds": line.holds,
    }


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
