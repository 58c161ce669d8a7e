"""Take the name of a state or organisation as a person types it; say what is near where none is meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore


def actor_named(casefile: CasefileStore, typed: str) -> str:
    """Return what the register calls somebody who is named by code, name or an acronym.

    :raises UsageError: where nothing in the casefile is called so, with names that are near.
    """
    from onrecord.cli import bases
    from onrecord.store.entry_filters import EntryFilter
    from onrecord.store.fold import fold

    form = bases.forms(casefile)(typed)
    for where in (EntryFilter(beneficiaries=(form,)), EntryFilter(principals=(form,))):
        for entry in casefile.entries(where):
            if form in (*entry.towards, *entry.principals, *entry.actors):
                return form
    base = bases.base_of(casefile.actor_files())
    if base.code_known(form) or base.organisation(form) is not None:
        return form  # known, and silent
    names = {fold(state.name): state.name for state in base.facts.states}
    names |= {fold(name): name for name in casefile.actor_names().values()}
    close = [names[each] for each in get_close_matches(fold(typed), names, n=3, cutoff=0.6)]
    raise UsageError(
        f"nobody in the register is called {typed!r}",
        casefile.location,
        f"is it {' or '.join(map(repr, close))}?" if close else "`onrecord actors list` shows who is there",
    )


def one_of(typed: str, known: Iterable[str], what: str, *, where: str | None = None) -> str:
    """Return a name that is known as it is typed; raise with those that are near.

    >>> one_of("coalition", ["coalition", "treaty"], "package")
    'coalition'
    """
    names = list(known)
    if typed in names:
        return typed
    close = get_close_matches(typed, names, n=3, cutoff=0.5)
    told = f"is it {' or '.join(map(repr, close))}?" if close else f"there are {', '.join(names) or 'none'}"
    raise UsageError(f"there is no {what} {typed!r}", where, told)
