"""Read how far a pledge has come from the words that its keeper uses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz, process

from onrecord.model import UNDECIDED, CommitmentStatus, EntryKind
from onrecord.tracker.words import listed, plain

_ALIKE = 90  # of 100: a slip of the pen in a word of seven letters passes, another word does not
_SHORT = 5  # letters below which a slip makes another word ("on", "off")


def status_of(words: str, own: Mapping[str, str] | None = None) -> str:
    """Return the ``CommitmentStatus`` that a keeper's word means, ``UNDECIDED`` where it is not known.

    ``own`` are the keeper's words by which the table's mapping decides, each with its status.

    >>> status_of("Promised"), status_of("prom."), status_of("ratifed"), status_of("amber")
    ('pledged', 'pledged', 'ratified', 'undecided')
    >>> status_of("amber", {"amber": "suspended"})
    'suspended'
    """
    wanted = plain(words)
    if not wanted:
        return UNDECIDED
    mine = {plain(word): status for word, status in (own or {}).items()}
    if wanted in mine:
        return mine[wanted]
    known = _known()
    if wanted in known:
        return known[wanted]
    if words.strip().endswith(".") and len(wanted) >= 3:
        meant = {status for word, status in known.items() if word.startswith(wanted)}
        return meant.pop() if len(meant) == 1 else UNDECIDED
    if len(wanted) < _SHORT:
        return UNDECIDED
    long = [word for word in known if len(word) >= _SHORT]
    close = process.extract(wanted, long, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=4)
    meant = {known[word] for word, _, _ in close}
    return meant.pop() if len(meant) == 1 else UNDECIDED


def kind_of(status: str) -> EntryKind:
    """Return what kind of entry a row of this status is.

    >>> kind_of("refused").value, kind_of("signed").value
    ('refusal', 'commitment')
    """
    return {
        CommitmentStatus.REFUSED.value: EntryKind.REFUSAL,
        CommitmentStatus.CONSIDERED.value: EntryKind.OFFER,
        CommitmentStatus.PROPOSED.value: EntryKind.OFFER,
    }.get(status, EntryKind.COMMITMENT)


@cache
def _known() -> dict[str, str]:
    return {word: status for status, words in listed("statuses").items() for word in words} | {
        status.value: status.value for status in CommitmentStatus
    }
