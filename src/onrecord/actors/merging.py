"""Lay one set of facts over another: where both speak, the later one wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from onrecord.actors.facts import Facts, Holder, OfficeRule
from onrecord.actors.indexes import key
from onrecord.actors.periods import earliest, latest, overlap

R = TypeVar("R")


def merged(under: Facts, over: Facts) -> Facts:
    """Return facts in which the lines of ``over`` replace those of ``under`` on the same matter.

    A whole line is replaced: a state, organisation, office, body or doubtful name by its id or name, all
    memberships of one member in one organisation, a rule by state and word. Holders: see ``over_holders``.
    """
    return Facts(
        states=_laid(under.states, over.states, lambda s: s.code),
        organisations=_laid(under.organisations, over.organisations, lambda o: o.id),
        members=_laid(under.members, over.members, lambda m: (m.organisation, m.state)),
        bodies=_laid(under.bodies, over.bodies, lambda b: key(b.name)),
        offices=_laid(under.offices, over.offices, lambda o: o.id),
        rules=_over_rules(under.rules, over.rules),
        holders=over_holders(under.holders, over.holders),
        doubtful=_laid(under.doubtful, over.doubtful, lambda d: key(d.name)),
    )


def _laid(under: Iterable[R], over: tuple[R, ...], matter: Callable[[R], Hashable]) -> tuple[R, ...]:
    ours = {matter(record) for record in over}
    return (*(record for record in under if matter(record) not in ours), *over)


def _over_rules(under: Iterable[OfficeRule], over: tuple[OfficeRule, ...]) -> tuple[OfficeRule, ...]:
    ruled = {(rule.state, key(words)) for rule in over for words in rule.words}
    left = (replace(r, words=tuple(w for w in r.words if (r.state, key(w)) not in ruled)) for r in under)
    return (*(rule for rule in left if rule.words), *over)


def over_holders(under: Iterable[Holder], over: tuple[Holder, ...]) -> tuple[Holder, ...]:
    """Return holders in which those of ``over`` win.

    A term of ``under`` that is still open ends where a later holder of ``over`` begins; any other one that a
    term of ``over`` overlaps, or that is the same person's at the same time, is left out.
    """
    taken: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in over:
        taken[holder.office, holder.of].append(holder)
    kept = (_beside(holder, taken[holder.office, holder.of]) for holder in under)
    return (*(holder for holder in kept if holder is not None), *over)


def _beside(holder: Holder, taken: list[Holder]) -> Holder | None:
    """Return what remains of a term beside others that win, ``None`` where nothing does."""
    if holder.until is None:
        later = [t.since for t in taken if t.since and earliest(t.since) > latest(holder.since or "0000")]
        other = [t.since for t in taken if t.since in later and t.person != holder.person]
        if other:
            holder = replace(holder, until=min(other))
    clash = any(overlap((holder.since, holder.until), (t.since, t.until)) for t in taken)
    same = any(t.person == holder.person and t.since == holder.since for t in taken)
    return None if clash or same else holder
