"""Serve pictures of positions: to a script that puts them into a page, else as files of their own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import TO
from onrecord.web.pictures import alone, inline
from onrecord.web.saying import saying
from onrecord.web.standing import asked, drawing
from onrecord.web.standing.blocs import bloc_asked

router = APIRouter(include_in_schema=False)

_APART = {"Vary": "HX-Request"}


@router.get("/pictures/timeline.svg")
def timeline(request: Request, desk: FromDesk) -> Response:
    """Draw positions over time, of actors or on issues."""
    params = asked.holders(desk, request), asked.issues(desk, request), asked.day(request)
    say, view = saying(desk), desk.view()
    made = partial(drawing.timeline, view, say.issues, lead, say.called, *params)
    return answer(request, desk, ("timeline", params), made)


@router.get("/pictures/matrix.svg")
def matrix(request: Request, desk: FromDesk) -> Response:
    """Draw who stands where."""
    params = asked.holders(desk, request), asked.issues(desk, request), asked.day(request)
    made = partial(drawing.matrix, desk.view(), saying(desk).issues, lead, *params)
    return answer(request, desk, ("matrix", params), made)


@router.get("/pictures/unity.svg")
def unity(request: Request, desk: FromDesk) -> Response:
    """Draw where the members of a bloc stand on an issue."""
    day = asked.day(request)
    bloc, issues = bloc_asked(desk, request, day), asked.issues(desk, request)
    if bloc is None or not issues:
        raise NotFoundError("there is no picture without a bloc and an issue", None, "name both")
    params = bloc.name, bloc.members, issues[0], day
    labels = saying(desk).issues
    return answer(request, desk, ("unity", params), lambda: drawing.unity(desk.view(), labels, lead, *params))


def lead(ids: Sequence[str]) -> str:
    """Return where a mark leads: to the first entry that it stands for."""
    return TO.entry(ids[0])


def answer(request: Request, desk: Desk, params: Hashable, made: Callable[[], bytes]) -> Response:
    """Return a picture, kept until the casefile changes: for within a page if a script asks, else whole."""
    svg = desk.kept("picture", params, made)
    if request.headers.get("HX-Request") == "true":
        return HTMLResponse(inline(svg), headers=_APART)
    return Response(alone(svg), media_type="image/svg+xml", headers=_APART)
