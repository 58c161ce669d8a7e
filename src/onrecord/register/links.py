"""Tie entries: what an act answers, belongs to, repeats, and what it comes before, after or instead of.

Links go from the entry whose words show them to the other one, which mostly was there first. They are a
function of the entry and of the set of candidates: those that share a key with it and lie within the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from onrecord.model import Entry, EntryKind, EntryLink
from onrecord.register.answering import answering
from onrecord.register.names import name_key
from onrecord.register.orders import orders
from onrecord.register.repeating import repeats
from onrecord.register.responding import responds
from onrecord.register.sameness import content, is_generic
from onrecord.register.wholes import part_of

WINDOW = 120
"""Days that may lie between an act and what it answers or repeats."""
PUT_FORWARD = frozenset(
    {EntryKind.PROPOSAL, EntryKind.DEMAND, EntryKind.OFFER, EntryKind.THREAT, EntryKind.ACCUSATION}
)
"""Kinds that others answer."""
_WORDS = 8
"""Words of a matter that make keys, two at a time."""


def keys(entry: Entry) -> frozenset[str]:
    """Return the keys of an entry; two that are tied share one: an article, who is answered, or two words."""
    out = {f"document {r.act.document}" for r in entry.reports}
    out |= {f"put by {name}" for name in _put_by(entry)}
    for text in {entry.proposition, *(r.act.text for r in entry.reports)}:
        telling = sorted(w for w in content(text).all if not is_generic(w))
        # Long words first: they tell more, and the choice is the same in whichever text they stand.
        chosen = sorted(telling, key=lambda w: (-len(w), w))[:_WORDS]
        out |= {f"words {a} {b}" for a, b in combinations(sorted(chosen), 2)}
    return frozenset(out)


def _put_by(entry: Entry) -> set[str]:
    """Return who put an entry to others, and to whom one answers: an answer may name another issue."""
    names: set[str] = set()
    if entry.kind in PUT_FORWARD:
        names.update(entry.principals, entry.actors)
    for report in entry.reports:
        if answering(report.act) is not None:
            names.update(report.act.towards)
    return {name_key(n) for n in names}


def window(entry: Entry) -> tuple[str, str]:
    """Return the days between which what an entry may be tied to lies, either way; any where it has none.

    One window serves both sides: what an entry may point at, and what may point at it.
    """
    if not entry.first_day or not entry.last_day:
        return date.min.isoformat(), date.max.isoformat()
    return _moved(entry.first_day, -WINDOW), _moved(entry.last_day, WINDOW)


def _moved(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def links_of(source: Entry, candidates: Sequence[Entry]) -> tuple[EntryLink, ...]:
    """Return the links from an entry, whatever the order of the candidates; itself among them is passed over.

    Candidates beyond the window are passed over too, so that more of them change nothing.
    """
    within = {c.id: c for c in candidates if c.id != source.id and _lies_in(c, source)}
    near = [within[i] for i in sorted(within)]
    found = (*responds(source, near), part_of(source, near), repeats(source, near), *orders(source, near))
    links = [link for link in found if link is not None]
    return tuple(sorted(links, key=lambda link: (link.kind, link.target, link.report)))


def _lies_in(candidate: Entry, source: Entry) -> bool:
    """Tell whether an entry lies in the window of another; without days, whether one article has both."""
    if not (source.first_day and candidate.first_day and candidate.last_day):
        here = {r.act.document for r in source.reports}
        return any(r.act.document in here for r in candidate.reports)
    first, last = window(source)
    return first <= candidate.last_day and candidate.first_day <= last
