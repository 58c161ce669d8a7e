"""Say by what typed values are understood: the casefile's codebook, and its names of actors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from onrecord.store.fold import fold
from onrecord.web.reviewing.deciding import Means

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

_MOST = 20


def means_of(desk: Desk) -> Means:
    """Return by what the values of corrections are understood."""
    return Means(desk.codebook().ids, lambda: forms_of(desk))


def forms_of(desk: Desk) -> Callable[[str], str]:
    """Return what gives the form of a typed name of an actor."""

    def make() -> Callable[[str], str]:
        from onrecord.actors.files import base_of
        from onrecord.actors.forms import form_of

        shown = {fold(name): name for name in names_of(desk)}
        return form_of(base_of(desk.casefile.actor_files()), shown, fold)

    return desk.kept("forms of actors", (), make)


def names_of(desk: Desk) -> Sequence[str]:
    """Return the names of all actors, as decided, in the order of the alphabet."""
    return desk.kept("names of actors", (), lambda: sorted({*desk.casefile.actor_names().values()}, key=fold))


def completions(names: Sequence[str], typed: str) -> list[str]:
    """Return names that a typed beginning may mean: those that begin so, then those with a word that does.

    >>> completions(["Ada Quill", "Quarry Union", "XQA"], "qu")
    ['Quarry Union', 'Ada Quill']
    """
    wanted = fold(typed)
    if not wanted:
        return []
    folded = [(fold(name), name) for name in names]
    begun = [name for text, name in folded if text.startswith(wanted)]
    within = [name for text, name in folded if f" {wanted}" in text and not text.startswith(wanted)]
    return (begun + within)[:_MOST]
