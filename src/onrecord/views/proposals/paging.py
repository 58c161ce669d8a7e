"""Show proposals page by page, those put forward last first, without looking through all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Answer, Entry
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.filters import day_bounds
from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.views.doubt import doubt_of
from onrecord.views.proposals.asking import Asking
from onrecord.views.proposals.proposals import (
    PUT,
    Proposal,
    ProposalFilter,
    is_put,
    laid_out,
    may_be_put,
    wanted_entries,
)
from onrecord.views.proposals.threads import Gathered, gathered, sourced

PAGE = 30
"""Proposals of a page."""
_ROUNDS = 6
"""How often further entries are looked through for a page that is not full; then the next page goes on."""


@dataclass(frozen=True, slots=True)
class Paged:
    """Hold a page of proposals.

    ``start`` and ``next`` count entries: several are one proposal, and some are left out.
    """

    proposals: tuple[Proposal, ...]
    start: int
    next: int | None  # None: there are no more
    entries: int  # that were looked through, or still are to be


def candidates(casefile: CasefileView, where: ProposalFilter) -> tuple[str, ...]:
    """Return the ids of the entries that pages go through, those of the newest acts first, undated last.

    ``where.answered`` has to be decided.
    """
    heads = list(casefile.entry_heads(wanted_entries(where, answered=bool(where.answered))))
    heads.sort(key=lambda head: (head.first_day or "", head.id), reverse=True)
    return tuple(head.id for head in heads)


def paged(
    casefile: CasefileView, where: ProposalFilter, ids: Sequence[str], start: int = 0, most: int = PAGE
) -> Paged:
    """Return proposals from an entry on, by the day on which they were last put forward, undated last.

    Args:
        casefile: what is asked.
        where: what is looked for.
        ids: ``candidates`` for it; several pages go through the same.
        start: entries that pages before have gone through.
        most: proposals of a page; a few more where one look gives them.
    """
    wanted = wanted_entries(where, answered=bool(where.answered))
    asking, at = Asking(casefile), start
    found: list[Proposal] = []
    for _ in range(_ROUNDS):
        some = ids[at : at + most]
        entries = {each.id: each for each in casefile.entries_by_id(some)}
        at += len(some)
        found += _of(asking, [entries[each] for each in some if each in entries], where, wanted)
        if at >= len(ids) or len(found) >= most:
            break
    return Paged(tuple(found), start, at if at < len(ids) else None, len(ids))


def _of(
    asking: Asking, entries: Sequence[Entry], where: ProposalFilter, wanted: EntryFilter
) -> Iterator[Proposal]:
    """Yield the proposals that entries stand for: each at the last of its entries that fits."""
    fitting = [each for each in entries if _counts(each, where)]
    threads = sourced(asking.casefile, gathered(asking.casefile, fitting, PUT, whole=False))
    asking.look_ahead(threads)
    here = {each.id for each in fitting}
    for thread in threads:
        fits = (each for each in _members(thread) if _fits(each, thread, where, wanted))
        last = max(fits, key=_newest, default=None)
        if last is not None and last.id not in here:
            continue  # it stands on another page
        made = laid_out(thread, asking, where.as_of)
        if bool(made.parties) is not bool(where.answered) or (where.open and not made.is_open):
            continue
        if made.parties or where.every or is_put(made):
            yield made


def _members(thread: Gathered) -> tuple[Entry, ...]:
    return *thread.versions, *thread.parts


def _newest(entry: Entry) -> tuple[str, str]:
    return entry.first_day or "", entry.id


def _counts(entry: Entry, where: ProposalFilter) -> bool:
    return may_be_put(entry) and (where.every or not doubt_of(entry))


def _fits(entry: Entry, thread: Gathered, where: ProposalFilter, wanted: EntryFilter) -> bool:
    """Tell whether the store gives an entry for a filter: it is one of those that pages go through."""
    answered = any(e.target == entry.id and e.answer is not Answer.DENIED for e in thread.answers)
    if not _counts(entry, where) or answered is not wanted.answered:
        return False
    if wanted.kinds and entry.kind.value not in wanted.kinds:
        return False
    if wanted.issues and not {*wanted.issues} & {*(entry.issues or ("undecided",))}:
        return False
    names = (*entry.actors, *entry.principals)
    if wanted.actor is not None and not any(fold(wanted.actor) in fold(name) for name in names):
        return False
    return _in_period(entry, wanted)


def _in_period(entry: Entry, wanted: EntryFilter) -> bool:
    if wanted.date_from is not None and not (
        entry.last_day and entry.last_day >= day_bounds(wanted.date_from)[0]
    ):
        return False
    return wanted.date_until is None or bool(
        entry.first_day and entry.first_day <= day_bounds(wanted.date_until)[1]
    )
