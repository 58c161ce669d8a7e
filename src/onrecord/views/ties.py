"""Say in words how one entry is tied to another, from either end."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import EntryLinkKind

TIES: Mapping[EntryLinkKind, tuple[str, str]] = {
    EntryLinkKind.RESPONDS_TO: ("responds to", "is answered by"),
    EntryLinkKind.PART_OF: ("is part of", "has as a part"),
    EntryLinkKind.REPEATS: ("repeats", "is repeated by"),
    EntryLinkKind.BEFORE: ("is to come before", "is to come after"),
    EntryLinkKind.AFTER: ("is to come after", "is to come before"),
    EntryLinkKind.INSTEAD_OF: ("is instead of", "is to be replaced by"),
    EntryLinkKind.IN_EXCHANGE_FOR: ("is in exchange for", "is to be had for"),
}
"""How the source of a link is tied to its target, and the target to the source."""

_ANSWERS: Mapping[str, tuple[str, str]] = {
    "accepted": ("accepts", "is accepted by"),
    "rejected": ("rejects", "is rejected by"),
    "conditioned": ("sets a condition for", "is put under a condition by"),
    "denied": ("denies", "is denied by"),
}


def linked(kind: EntryLinkKind, answer: str | None, *, outwards: bool) -> str:
    """Say how an entry is tied to another: as the source of the link, or as its target.

    >>> linked(EntryLinkKind.RESPONDS_TO, "denied", outwards=False)
    'is denied by'
    """
    told = _ANSWERS.get(answer or "", TIES[kind])
    return told[0] if outwards else told[1]
