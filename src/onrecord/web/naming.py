"""Take the names of parties in an address: a code, a name or an acronym, as a person types it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from onrecord.store.entry_filters import EntryFilter
from onrecord.store.fold import fold
from onrecord.web.errors import NotFoundError

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileView
    from onrecord.web.desk import Desk

_LONGEST = 200
"""Characters of a name that are looked at."""


def named(desk: Desk, typed: str) -> str:
    """Return what the register calls somebody who is named by code, name or an acronym.

    Raises:
        NotFoundError: nobody on record is called so; its remedy names who is near.
    """
    wanted = " ".join(typed[:_LONGEST].split())
    if is_on_record(desk.casefile, wanted):
        return wanted
    for form in desk.kept("forms of names", (), lambda: _forms(desk.casefile)):
        if is_on_record(desk.casefile, found := form(wanted)):
            return found
    names = desk.kept("names on record", (), lambda: _names(desk.casefile))
    if fold(wanted) in names:
        return names[fold(wanted)]
    if next(iter(desk.casefile.entry_heads(EntryFilter(actors=(wanted,)))), None) is not None:
        return wanted  # who acts in the name of others alone
    near = _near(wanted, names)
    told = f"is it {' or '.join(near)}?" if near else "the page of actors lists who is there"
    raise NotFoundError(f"nobody on record is called {wanted!r}", None, told)


def all_named(desk: Desk, typed: Iterable[str]) -> tuple[str, ...]:
    """Return what the register calls several, each once; commas stand between names too.

    Raises:
        NotFoundError: one of them is not on record.
    """
    parts = (part for each in typed for part in each.split(","))
    return tuple(dict.fromkeys(named(desk, part) for part in parts if part.strip()))


def is_on_record(casefile: CasefileView, name: str) -> bool:
    """Tell whether something on record is by somebody, or towards them."""
    if not name:
        return False
    filters = (EntryFilter(principals=(name,)), EntryFilter(beneficiaries=(name,)))
    return any(next(casefile.entry_heads(where), None) is not None for where in filters)


def _forms(casefile: CasefileView) -> Sequence[Callable[[str], str]]:
    """Return what gives the form of a name: first by the names of the casefile, then by the facts alone.

    A mention that was not resolved has a state's own name too, and nothing on record.
    """
    from onrecord.actors.files import base_of
    from onrecord.actors.typed import forms

    base = base_of(casefile.actor_files())
    return forms(base, casefile.actor_names().values(), fold), forms(base, (), fold)


def _names(casefile: CasefileView) -> dict[str, str]:
    """Return the names that are on record, by how they are found; states by their own names too."""
    from onrecord.actors.files import base_of

    held = {name for role in ("towards", "principals") for name, _ in casefile.names_counted(role)}
    states = base_of(casefile.actor_files()).facts.states
    found = {fold(state.name): state.code for state in states if state.code in held}
    return found | {fold(name): name for name in held}


def _near(typed: str, names: dict[str, str]) -> list[str]:
    near = get_close_matches(fold(typed), names, n=3, cutoff=0.6)
    return list(dict.fromkeys(names[each] for each in near))
