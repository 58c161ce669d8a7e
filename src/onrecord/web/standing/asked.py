"""Read what an address asks of the pages about positions: whole names, ids, days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.store.filters import known_day
from onrecord.store.fold import fold
from onrecord.web.errors import NotFoundError
from onrecord.web.naming import is_on_record, named
from onrecord.web.standing.who import Who, who_of

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.store.interface_shown import SpokenFor
    from onrecord.web.desk import Desk

MOST, LONGEST = 40, 200
"""Values of one parameter that are read, and characters of each."""


def one(request: Request, name: str) -> str:
    """Return the value of a parameter, without blanks around it; "" where it is not there."""
    return request.query_params.get(name, "")[:LONGEST].strip()


def many(request: Request, name: str) -> tuple[str, ...]:
    """Return the values of a parameter, each once."""
    held = (each[:LONGEST].strip() for each in request.query_params.getlist(name)[:MOST])
    return tuple(dict.fromkeys(each for each in held if each))


def day(request: Request, name: str = "as_of") -> str | None:
    """Return a day in EDTF; ``None`` where none is asked for.

    Raises:
        UsageError: it is no date, or has no year.
    """
    given = one(request, name)
    return known_day(given) if given else None


def number(request: Request, name: str, usual: int, most: int) -> int:
    """Return a number from 1 on; the usual one where it is none."""
    given = one(request, name)
    return min(max(1, int(given)), most) if given.isascii() and given.isdigit() else usual


def holders(desk: Desk, request: Request) -> tuple[str, ...]:
    """Return whole names of actors: those chosen (``actor``), and those typed with commas between (``also``).

    Raises:
        NotFoundError: nobody is called by one of them.
    """
    typed = (part.strip() for part in one(request, "also").split(","))
    return tuple(dict.fromkeys(party(desk, each) for each in (*many(request, "actor"), *typed) if each))[
        :MOST
    ]


def party(desk: Desk, typed: str) -> str:
    """Return what the register calls somebody; a state that the facts know may be silent.

    Raises:
        NotFoundError: nobody is called so.
    """
    return typed if who_of(desk).base.code_known(typed) else holder(desk, typed)


def holder(desk: Desk, typed: str) -> str:
    """Return what the register calls somebody, by name, code or what the code stands for, whatever the case.

    Raises:
        NotFoundError: nobody on record is called so.
    """
    names = desk.kept("who acts", (), lambda: frozenset(name for name, _ in counted(desk)))
    if typed in names or is_on_record(desk.casefile, typed):
        return typed
    return desk.kept("called", (), lambda: _called(names, who_of(desk))).get(fold(typed)) or named(
        desk, typed
    )


def _called(names: Iterable[str], who: Who) -> dict[str, str]:
    """Return the names of the register by what they are called, folded; a name of its own goes before."""
    called = {fold(told): name for name in sorted(names) if (told := who.called(name))}
    return called | {fold(name): name for name in sorted(names)}


def issues(desk: Desk, request: Request) -> tuple[str, ...]:
    """Return ids of issues that the codebook or the records have.

    Raises:
        NotFoundError: there is no such issue.
    """
    return known_issues(desk, many(request, "issue"))


def known_issues(desk: Desk, given: Iterable[str]) -> tuple[str, ...]:
    """Return ids of issues as the codebook or the records have them, whatever their case.

    Raises:
        NotFoundError: there is no such issue.
    """
    wanted = tuple(dict.fromkeys(each.strip().lower() for each in given))
    for each in wanted:
        if not is_issue(desk, each):
            raise NotFoundError(f"there is no issue {each!r}", None, "the page of issues has all of them")
    return wanted


def counted(desk: Desk) -> Sequence[tuple[str, int]]:
    """Return who acts, each with the number of entries, kept: it is dear, and many pages need it."""
    return desk.kept("actors counted", (), desk.casefile.actors_counted)


def spoken_for(desk: Desk) -> Sequence[SpokenFor]:
    """Return who speaks for whom, kept as ``counted`` is."""
    return desk.kept("spoken for", (), desk.casefile.speakers_for)


def is_issue(desk: Desk, id: str) -> bool:
    """Tell whether the codebook has an issue, or any entry."""
    known = desk.kept(
        "issues known",
        (),
        lambda: frozenset((*desk.codebook().ids, *(i for i, _ in desk.casefile.names_counted("issues")))),
    )
    return id in known
