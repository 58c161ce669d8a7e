"""Decide who is who: merge names, rename an actor, say that a name is somebody else's in one article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import UsageError
from onrecord.model.users import Role
from onrecord.store.fold import fold
from onrecord.store.interface import EntryFilter
from onrecord.store.rows import storable
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import TO, shown
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.reviewing.meaning import names_of
from onrecord.web.safety import needs, noted
from onrecord.web.saying import saying

router = APIRouter(include_in_schema=False)
MAY = needs(Role.REVIEWER)
Name = Annotated[str, Form(max_length=400)]
_FEW = 12


@dataclass(frozen=True, slots=True)
class Touched:
    """Hold what a decision on an actor would touch."""

    name: str
    entries: int
    documents: tuple[tuple[str, str, int], ...]  # id, title, how many entries; the most first
    more: int


@router.get("/actor/{name:path}/decide", dependencies=[MAY])
def page(
    request: Request, desk: FromDesk, name: str, other: Annotated[str, Query(max_length=400)] = ""
) -> HTMLResponse:
    """Show what can be decided about an actor, and what it would touch."""
    known = _known(desk, name)
    touched = _touched(desk, known)
    also = _touched(desk, _known(desk, other)) if other else None
    return shown(
        request, "actor_decide.html.j2", title="Who is who", name=known, touched=touched, also=also,
        called=saying(desk).called, alike=_alike(desk, known), review_names=TO.page("review/names"),
    )  # fmt: skip


@router.post("/actors/merge", dependencies=[MAY])
def merge(request: Request, desk: FromDesk, name: Name, other: Name) -> RedirectResponse:
    """Keep the decision that two names are one actor, called by the first."""
    with desk.writing() as casefile:
        casefile.merge_actors([storable(name), storable(other)], request.state.user.name)
    return _done(request, f"actors merged: {name}, {other}")


@router.post("/actors/rename", dependencies=[MAY])
def rename(request: Request, desk: FromDesk, name: Name, new: Name) -> RedirectResponse:
    """Keep the decision what an actor is called."""
    if not new.strip():
        raise UsageError("an actor needs a name")
    with desk.writing() as casefile:
        casefile.rename_actor(storable(name), storable(new.strip()), request.state.user.name)
    return _done(request, f"actor renamed: {name}, {new}")


@router.post("/actors/split", dependencies=[MAY])
def split(
    request: Request, desk: FromDesk, name: Name, new: Name, document: Name = "", statement: Name = ""
) -> RedirectResponse:
    """Keep the decision that a name is somebody else's in one article or statement."""
    where = [each for each in (document.strip(), statement.strip()) if each]
    if len(where) != 1:
        raise UsageError("say in which article, or in which statement", None, "give one id")
    if not new.strip():
        raise UsageError("an actor needs a name")
    with desk.writing() as casefile:
        casefile.split_actor(
            storable(name), storable(new.strip()), request.state.user.name,
            document=document.strip() or None, statement=statement.strip() or None,
        )  # fmt: skip
    return _done(request, f"actor split: {name}, {new}")


@router.post("/actors/undo", dependencies=[MAY])
def undo(request: Request, desk: FromDesk) -> RedirectResponse:
    """Take the latest decision on actors back."""
    with desk.writing() as casefile:
        casefile.undo_decision(request.state.user.name)
    return _done(request, "decision on actors undone")


def _done(request: Request, what: str) -> RedirectResponse:
    noted(request, what)
    put_in_step(request, request.state.user)
    return RedirectResponse(TO.page("review/log", of="actors", made="last"), 303)


def _known(desk: Desk, name: str) -> str:
    """Return an actor as the casefile calls it.

    Raises:
        NotFoundError: nobody is called so.
    """
    names = names_of(desk)
    if name in names:
        return name
    found = [each for each in names if fold(each) == fold(name)]
    now = desk.casefile.names_decided().get(name)
    if now is not None:
        return now
    if len(found) != 1:
        raise NotFoundError(f"there is no actor {name!r}", None, "the page of actors lists them")
    return found[0]


def _touched(desk: Desk, name: str) -> Touched:
    entries = list(desk.casefile.entries(EntryFilter(actors=(name,))))
    told = Counter(report.act.document for each in entries for report in each.reports)
    pages = desk.casefile.summaries_by_id([document for document, _ in told.most_common(_FEW)])
    documents = tuple(
        (document, pages[document].title or pages[document].name, number)
        for document, number in told.most_common(_FEW)
        if document in pages
    )
    return Touched(name, len(entries), documents, max(0, len(told) - _FEW))


def _alike(desk: Desk, name: str) -> list[str]:
    """Return names that look like one, the likest first."""
    from rapidfuzz import fuzz, process

    others = [each for each in names_of(desk) if each != name]
    found = process.extract(
        name, others, scorer=fuzz.token_set_ratio, processor=fold, limit=6, score_cutoff=70
    )
    return [each for each, _, _ in found]
