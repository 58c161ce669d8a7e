"""Tie an act to the first time that the same party did the same: each time is an entry of its own."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Entry, EntryKind, EntryLink, EntryLinkKind
from onrecord.register.same_act import alike
from onrecord.register.sameness import same_proposition
from onrecord.register.when import apart

_LEAST_WORDS = 0.5
_NONE = frozenset({EntryKind.UNDECIDED, EntryKind.EVENT})


def repeats(source: Entry, candidates: Sequence[Entry]) -> EntryLink | None:
    """Return the link to the first time that an act was done; ``None`` where this is the first."""
    found: list[tuple[str, str, float]] = []
    for target in candidates:
        if target.id == source.id or not _earlier(target, source):
            continue
        chance = _again(source, target)
        if chance:
            found.append((target.first_day or "", target.id, chance))
    if not found:
        return None
    _, target_id, chance = min(found)
    best = source.reports[0].act
    return EntryLink(
        source=source.id,
        target=target_id,
        kind=EntryLinkKind.REPEATS,
        answer=None,
        report=best.record,
        evidence=best.quote,
        confidence=round(chance, 3),
        why="the same act of the same party at an earlier time",
    )


def _earlier(target: Entry, source: Entry) -> bool:
    gap = apart((target.first_day, target.last_day), (source.first_day, source.last_day))
    return bool(gap) and str(target.last_day) < str(source.first_day)


def _again(source: Entry, target: Entry) -> float:
    """Return how likely an act is the same again; 0 where it is not."""
    if source.kind in _NONE or source.kind is not target.kind or not source.principals:
        return 0.0
    if set(source.principals) != set(target.principals) or source.issues[:1] != target.issues[:1]:
        return 0.0
    if same_proposition(source.proposition, target.proposition).contained < _LEAST_WORDS:
        return 0.0
    found = alike(source.reports[0].act, target.reports[0].act)
    return found.chance if found.same else 0.0
