"""Say what kind of actor a name is, and what a code stands for, by the facts of the casefile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.actors.files import base_of

if TYPE_CHECKING:
    from onrecord.actors.base import Base
    from onrecord.store.decisions import ActorFile
    from onrecord.web.desk import Desk

KINDS: Mapping[str, str] = {
    "state": "States",
    "organisation": "Organisations",
    "person": "People",
    "group": "Counted groups",
    "unnamed": "Unnamed",
    "outlet": "Outlets",
    "other": "Others",
}
"""What an actor can be, and the heading under which those of a kind are listed."""
SINGULAR: Mapping[str, str] = {
    "state": "state",
    "organisation": "organisation",
    "person": "person",
    "group": "counted group, its members not named",
    "unnamed": "unnamed source",
    "outlet": "outlet",
    "other": "not known to the facts about actors",
}
_INVENTED = re.compile("X[A-Z]{2}")  # the codes that ISO 3166 leaves to its users
_FORMS = {"anon": "unnamed", "group": "group"}


@dataclass(frozen=True, slots=True)
class Bloc:
    """Hold an organisation that has members."""

    name: str  # as the register calls it
    called: str
    members: tuple[str, ...]  # all that ever were
    acting: int = 0  # how many of them act on record


class Who:
    """Look actors up by the names that the register gives them."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.kind = lru_cache(maxsize=8_192)(self._kind)
        self.called = lru_cache(maxsize=8_192)(self._called)

    def _kind(self, name: str) -> str:
        """Return what an actor is: one of ``KINDS``, "other" where the facts do not know it."""
        form = name.partition(":")[0]
        if ":" in name and form in _FORMS:
            return _FORMS[form]
        if self.base.state_record(name) is not None or _INVENTED.fullmatch(name):
            return "state"
        organisation = self.base.organisation(name)
        if organisation is not None:
            return "outlet" if organisation.kind == "outlet" else "organisation"
        if self.base.body(name) is not None:
            return "organisation"
        return "person" if self.base.person(name) else "other"

    def _called(self, name: str) -> str:
        """Return what a code or an acronym stands for; "" where the name says it all."""
        state = self.base.state_record(name)
        if state is not None:
            return state.name if state.name != name else ""
        organisation = self.base.organisation(name)
        told = organisation.name if organisation is not None and organisation.id == name else ""
        return told if told != name else ""

    def full(self, name: str) -> str:
        """Return a name with what it stands for before it: "Velmora (XVM)"."""
        called = self.called(name)
        return f"{called} ({name})" if called else name

    def blocs(self) -> tuple[Bloc, ...]:
        """Return the organisations with at least two members, by name."""
        found = (
            Bloc(each.id, each.name, self.base.members(each.id)) for each in self.base.facts.organisations
        )
        return tuple(sorted((each for each in found if len(each.members) > 1), key=lambda b: b.name))


def who_of(desk: Desk) -> Who:
    """Return what looks actors up: facts brought into the casefile are laid over those of the program."""
    return by_files(desk.kept("actor files", (), lambda: tuple(desk.casefile.actor_files())))


@lru_cache(maxsize=2)
def by_files(files: tuple[ActorFile, ...]) -> Who:
    """Return what looks actors up; reading the facts takes a second, and most changes leave them alone."""
    return Who(base_of(files))
