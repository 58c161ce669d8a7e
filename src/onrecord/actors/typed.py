"""Take the name of an actor as a person types it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from onrecord.actors.base import Base
from onrecord.actors.resolve import Context, resolve


def forms(base: Base, known: Iterable[str], fold: Callable[[str], str]) -> Callable[[str], str]:
    """Return what gives the form of an actor that a person types: a name that is known, else as read.

    A name that nothing is known of is taken as it is typed.

    Args:
        base: facts about actors.
        known: names that records give actors.
        fold: makes names alike that differ in case and accents alone.
    """
    shown = {fold(name): name for name in known}

    def form(typed: str) -> str:
        found = shown.get(fold(typed))
        if found is not None or base.code_known(typed) or re.match("(anon|group):", typed):
            return found or typed
        return resolve(typed, Context(base)).form or typed

    return form
