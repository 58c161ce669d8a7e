"""Give the form of an actor that a person types: a name of the casefile, else as articles are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.actors.base import Base

_MARKED = re.compile("(anon|group):")


def form_of(base: Base, shown: Mapping[str, str], fold: Callable[[str], str]) -> Callable[[str], str]:
    """Return what gives the form of a typed name; one that nothing is known of is taken as it is typed.

    Args:
        base: facts about actors.
        shown: the names that a casefile shows, by their folded spelling.
        fold: folds a spelling.
    """
    from onrecord.actors.resolve import Context, resolve

    def form(typed: str) -> str:
        known = shown.get(fold(typed))
        if known is not None or base.code_known(typed) or _MARKED.match(typed):
            return known or typed
        return resolve(typed, Context(base)).form or typed

    return form
