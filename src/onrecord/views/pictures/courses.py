"""Make a time line of positions and of what is on the calendar: the most active lanes, the others counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from onrecord.model import EventStatus, Point, Position, SubjectKind
from onrecord.text.days import days
from onrecord.views.calendar.calendar import Line
from onrecord.views.pictures.scale import to_date
from onrecord.views.pictures.timeline import Bar, Course, Happening, Lane
from onrecord.views.wordings import counted

LANES = 24
"""Lanes of one picture."""
HAPPENINGS = 60
"""Happenings of one picture; they are bundled where they stand close."""
_FEW, _SHORT = 20, 60  # positions, days: fewer are all shown
_WORDS = 60  # characters of a condition


def course_of(
    positions: Iterable[Position],
    happenings: Sequence[Happening],
    labels: Mapping[str, str],
    as_of: str,
    since: str | None = None,
    until: str | None = None,
    by_issue: bool = False,
    most: int = LANES,
) -> Course:
    """Return the lanes of actors on issues, those with the most entries and shifts.

    Args:
        positions: on issues; those that began after the day are left out.
        happenings: what stands below the lanes.
        labels: what issues are called, by id.
        as_of: ISO day on which the time line is seen.
        since: EDTF, the first day that is shown.
        until: EDTF, the last day that is shown.
        by_issue: lanes of one issue stand together, else those of one actor.
        most: lanes that are shown.
    """
    first, last = _bounds(since, 0), _bounds(until, 1)
    held: dict[tuple[str, str], list[Position]] = {}
    for each in positions:
        if each.about == SubjectKind.ISSUE and _within(each, as_of, first, last):
            held.setdefault((each.holder, each.subject), []).append(each)
    if first is None:
        every = [each for found in held.values() for each in found]
        first = _usual([each.since for each in every], as_of)
        if first is None and every:
            first = _apart(
                min(min(p.opening.first_day or p.since, p.since) for p in every), happenings, as_of
            )
        early = {
            pair for pair, found in held.items() if first and all(_ends(p, as_of) < first for p in found)
        }
        before = len(early), sum(1 for each in happenings if first and each.last < first)
        held = {pair: found for pair, found in held.items() if pair not in early}
    else:
        before = 0, 0
    pairs = sorted(held, key=lambda pair: (-_weight(held[pair]), pair))
    shown = _together(pairs[:most], held, int(by_issue))
    lanes = tuple(_lane(pair, held[pair], labels, as_of, by_issue) for pair in shown)
    fits = [
        each for each in happenings if (not first or each.last >= first) and (not last or each.first <= last)
    ]
    kept = sorted(fits, key=lambda each: (-len(each.entries), each.first))[:HAPPENINGS]
    kept.sort(key=lambda each: (each.sort, each.first, each.entries))
    left = [_left([held[pair] for pair in pairs[most:]], len(fits) - len(kept)), _earlier(before, first)]
    return Course(lanes, tuple(kept), as_of, first, last, " ".join(filter(None, left)))


def _ends(position: Position, as_of: str) -> str:
    return position.until or as_of


def _usual(begun: Sequence[str], as_of: str) -> str | None:
    """Return a first day where a few old positions would press all others together; else ``None``."""
    ordered = sorted(begun)
    if len(ordered) < _FEW:
        return None
    usual = ordered[len(ordered) // 20]
    whole = (to_date(as_of) - to_date(ordered[0])).days
    return usual if whole > 2 * max(_SHORT, (to_date(as_of) - to_date(usual)).days) else None


def _apart(begun: str, happenings: Sequence[Happening], as_of: str) -> str | None:
    """Return a first day where happenings lie long before all positions; else ``None``."""
    day = to_date(begun)
    margin = timedelta(max(14, (to_date(as_of) - day).days // 8))
    early = (day - margin).isoformat() if day - date.min > margin else begun
    return early if any(each.last < early for each in happenings) else None


def _earlier(before: tuple[int, int], first: str | None) -> str:
    lanes, happenings = before
    parts = [counted(lanes, "lane")] if lanes else []
    parts += [counted(happenings, "happening")] if happenings else []
    return f"Before {first}, seen with --since: {' and '.join(parts)}." if parts else ""


def _together(
    pairs: Sequence[tuple[str, str]], held: Mapping[tuple[str, str], Sequence[Position]], by: int
) -> list[tuple[str, str]]:
    """Put the lanes of one actor, or of one issue, below one another: where there is most to see above."""
    weight: dict[str, int] = {}
    for pair in pairs:
        weight[pair[by]] = weight.get(pair[by], 0) + _weight(held[pair])
    return sorted(pairs, key=lambda pair: (-weight[pair[by]], pair[by], -_weight(held[pair]), pair))


def _bounds(edtf: str | None, which: int) -> str | None:
    found = days(edtf) if edtf else None
    return found[which] if found else None


def _within(position: Position, as_of: str, first: str | None, last: str | None) -> bool:
    ends = _ends(position, as_of)
    begins = min(as_of, last) if last else as_of
    return position.since <= begins and (first is None or ends >= first)


def _weight(positions: Sequence[Position]) -> int:
    """Return how much there is to see in a lane: a shift counts as much as three entries."""
    return sum(len(each.entries) + (3 if each.before else 0) for each in positions)


def _left(lanes: Sequence[Sequence[Position]], happenings: int) -> str:
    parts = []
    if lanes:
        parts.append(f"{counted(len(lanes), 'lane')} with {counted(sum(map(len, lanes)), 'position')}")
    if happenings:
        parts.append(counted(happenings, "happening"))
    return f"Left out, having fewer entries: {' and '.join(parts)}." if parts else ""


def _lane(
    pair: tuple[str, str],
    positions: Sequence[Position],
    labels: Mapping[str, str],
    as_of: str,
    by_issue: bool,
) -> Lane:
    holder, issue = pair[0], labels.get(pair[1], pair[1].replace("_", " "))
    names = (issue, holder) if by_issue else (holder, issue)
    bars = [_bar(each, as_of) for each in sorted(positions, key=lambda one: one.since)]
    parted = [replace(bar, apart=not after.shift) for bar, after in pairwise(bars)]
    return Lane(*names, (*parted, *bars[-1:]))


def _bar(position: Position, as_of: str) -> Bar:
    opening, latest = position.opening, position.latest
    since = position.since
    ended = position.until if position.until and position.until <= as_of else None
    said = max(since, min(latest.last_day or since, ended or as_of))
    words = shortly(opening.order or opening.condition)
    bar = Bar(position.stance, min(opening.first_day or since, since), since, said, ended, (), words)
    entries = [each for each in (position.before, opening, latest) if each is not None]
    ids = tuple(dict.fromkeys([*(each.entry for each in entries), *position.entries]))
    before = position.before
    return replace(bar, entries=ids, shift=change_words(before, opening, position.changed) if before else "")


def change_words(before: Point, after: Point, changed: Sequence[str]) -> str:
    """Return what a shift changed, in short words: before → after."""
    if before.stance == after.stance:
        return f"{_told(before, changed)} → {_told(after, changed)}"
    under = shortly(after.order or after.condition)
    return f"{before.stance} → {after.stance}{f': {under}' if under else ''}"


def _told(point: Point, changed: Sequence[str]) -> str:
    if "order" in changed:
        return shortly(point.order) or "no order"
    return shortly(point.condition) or "no condition"


def shortly(words: str) -> str:
    """Return the beginning of a condition or an order, in plain words."""
    plain = " ".join(words.replace("_", " ").split())
    return plain if len(plain) <= _WORDS else f"{plain[:_WORDS].rstrip()}…"


def happenings_of(lines: Iterable[Line], harm: Collection[str]) -> tuple[Happening, ...]:
    """Return what a calendar holds for the lanes below the others; what has no day, or no entry, is left out.

    Args:
        lines: of the calendar.
        harm: kinds that stand on the lane of attacks.
    """
    return tuple(
        Happening(
            sort="attacks" if line.kind in harm else "meetings",
            what=_what(line),
            first=line.first_day or line.last_day or "",
            last=line.last_day or line.first_day or "",
            planned=line.status is EventStatus.PLANNED,
            entries=line.entries.ids,
        )
        for line in lines
        if (line.first_day or line.last_day) and line.entries
    )


def _what(line: Line) -> str:
    named = [each.removeprefix("group: ") for each in line.principals or line.participants]
    who = f" {', '.join(named[:3])}{' and others' if len(named) > 3 else ''}" if named else ""
    where = f" in {line.places[0]}" if line.places else ""
    return f"{line.kind.replace('_', ' ')}{where}{':' + who if who else ''}"
