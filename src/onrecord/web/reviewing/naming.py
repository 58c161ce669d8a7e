"""Say what actors are called on the pages where people decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.views.citing.citation import person
from onrecord.web.standing.who import who_of

if TYPE_CHECKING:
    from onrecord.web.desk import Desk


def caller_of(desk: Desk) -> Callable[[str], str]:
    """Return what gives the name of an actor as a sentence has it: of a code the state's name."""
    who = who_of(desk)
    return lambda name: who.called(name) or person(name)
