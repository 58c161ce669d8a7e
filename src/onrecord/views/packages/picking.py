"""Pick, of many entries, the few that are worth reading whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onrecord.codebook.packaging import DECIDED, TAKEN_BACK
from onrecord.model import CommitmentStatus, EntryKind
from onrecord.store.entry_filters import EntryHead
from onrecord.text.days import days

MOST = 60
"""Entries of one issue and kind that are read, unless all are asked for."""

_RANK = {
    status.value: rank for rank, status in enumerate((*DECIDED, *TAKEN_BACK[1:], CommitmentStatus.DELIVERED))
}  # what was taken back has to be seen, whatever stands beside it


def picked(
    heads: Iterable[EntryHead], issues: Collection[str], as_of: str | None, most: int | None
) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """Return the ids of the entries to read, and by issue those of the others.

    Of each issue and kind the furthest are read, and of these the last reported. What begins after
    ``as_of`` is neither: it was not there yet.

    Args:
        heads: of the entries that there are.
        issues: that are looked at; none: all.
        as_of: EDTF.
        most: of each issue and kind; ``None``: all.
    """
    bound = days(as_of)
    groups: dict[tuple[str, str], list[EntryHead]] = {}
    for head in heads:
        if bound is not None and head.first_day is not None and head.first_day > bound[1]:
            continue
        for issue in head.issues or ("",):
            if not issues or issue in issues:
                groups.setdefault((issue, _family(head.kind)), []).append(head)
    read: set[str] = set()
    for group in groups.values():
        group.sort(key=_worth, reverse=True)
        read.update(head.id for head in group[:most])
    left: dict[str, list[str]] = {}
    for (issue, _), group in groups.items():
        left.setdefault(issue, []).extend(head.id for head in group if head.id not in read)
    return tuple(sorted(read)), {issue: ids for issue, ids in left.items() if ids}


def _family(kind: str) -> str:
    """Return what is shown together: undertakings of any strength are."""
    undertaken = (EntryKind.COMMITMENT.value, EntryKind.OFFER.value)
    return EntryKind.COMMITMENT.value if kind in undertaken else kind


def _worth(head: EntryHead) -> tuple[int, str, str]:
    return _RANK.get(head.status, -1), head.moved_last_day or "", head.id
