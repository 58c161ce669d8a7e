"""Find the bloc that an address asks for: an organisation with its members, or any group that is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.web.errors import NotFoundError
from onrecord.web.standing import asked
from onrecord.web.standing.who import Bloc, Who, who_of

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a bloc, and who belongs to it on the day."""

    name: str
    called: str
    members: tuple[str, ...]
    given: bool  # its members were named, not looked up


def bloc_asked(desk: Desk, request: Request, day: str | None) -> Asked | None:
    """Return the bloc of an address (``bloc``, ``members``); ``None`` where none is asked for.

    Raises:
        NotFoundError: nothing is called so, or the facts name no members of it.
    """
    typed, who = asked.one(request, "bloc"), who_of(desk)
    parts = [part.strip() for each in asked.many(request, "members") for part in each.split(",")]
    named = tuple(dict.fromkeys(asked.party(desk, part) for part in parts if part))[: asked.MOST]
    if named:
        return Asked(typed or "The members named", who.called(typed) if typed else "", named, True)
    if not typed:
        return None
    organisation = who.base.organisation(typed)
    if organisation is None:
        told = "choose one of the list, or name its members with commas between"
        raise NotFoundError(f"there is no bloc {typed!r} among the facts about actors", None, told)
    members = who.base.members(organisation.id, day)
    if not members:
        when = f" on {day}" if day else ""
        told = "name them with commas between, or bring in a table of members (`onrecord actors import`)"
        raise NotFoundError(f"there are no members of {typed!r} among the facts{when}", None, told)
    return Asked(organisation.id, organisation.name, members, False)


def on_record(desk: Desk, who: Who) -> tuple[Bloc, ...]:
    """Return the blocs of which at least two members act on record, those with most such members first."""
    names = {name for name, _ in asked.counted(desk)}
    found = (replace(bloc, acting=sum(each in names for each in bloc.members)) for bloc in who.blocs())
    kept = (bloc for bloc in found if bloc.acting > 1)
    return tuple(sorted(kept, key=lambda bloc: (-bloc.acting, bloc.called)))
