"""Make a page from a template: what its frame says, and what it shows, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import HTMLResponse

from onrecord import __version__
from onrecord.views import pages as view_pages
from onrecord.web.addresses import Served
from onrecord.web.desk import desk_of
from onrecord.web.jobs.note import work_under_way
from onrecord.web.saying_days import day_time, day_words, with_days

if TYPE_CHECKING:
    from jinja2 import Environment

    from onrecord.model.users import User

THEMES = ("auto", "light", "dark")
TO = Served()


@dataclass(frozen=True, slots=True)
class Room:
    """Hold a line of the navigation: the name of a page and what it is called."""

    page: str
    name: str


ROOMS: Sequence[tuple[str, Sequence[Room]]] = (
    (
        "Record",
        (
            Room("register", "Register"),
            Room("shifts", "Shifts"),
            Room("conflicts", "Conflicts"),
            Room("proposals", "Proposals"),
            Room("calendar", "Calendar"),
            Room("deadlines", "Deadlines"),
        ),
    ),
    (
        "Positions",
        (
            Room("actors", "Actors"),
            Room("issues", "Issues"),
            Room("matrix", "Matrix"),
            Room("unity", "Unity"),
            Room("packages", "Packages"),
        ),
    ),
    ("Coverage", (Room("documents", "Articles"), Room("sources", "Sources"), Room("digest", "Digest"))),
    (
        "Desk",
        (
            Room("review", "Review"),
            Room("tracker", "Tracker"),
            Room("add", "Add"),
            Room("publishing", "Publishing"),
        ),
    ),
)
"""The pages of the masthead, in groups."""


@cache
def templates() -> Environment:
    """Return the templates of the app, and those that it shares with reports."""
    from jinja2 import ChoiceLoader, PackageLoader

    loader = ChoiceLoader(
        [PackageLoader("onrecord.web", "templates"), PackageLoader("onrecord.views", "templates")]
    )
    made = view_pages.environment(loader)
    made.auto_reload = False
    made.filters.update(with_days=with_days, day_words=day_words, day_time=day_time)
    made.globals.update(rooms=ROOMS, version=__version__)
    return made


def shown(
    request: Request, template: str, *, title: str, status: int = 200, **values: object
) -> HTMLResponse:
    """Return a page.

    Args:
        request: whom it is for.
        template: of ``web/templates``; it extends ``shell.html.j2``.
        title: of the page, its one heading of the first order.
        status: of the response.
        values: what the template shows.

    Raises:
        jinja2.UndefinedError: the template asks for what it was not given.
    """
    page = templates().get_template(template)
    return HTMLResponse(page.render(framed(request, title) | values), status)


def framed(request: Request, title: str) -> dict[str, object]:
    """Return what the frame of every page is given."""
    user: User | None = request.state.user  # None: somebody who is to sign in
    csrf: str = request.state.csrf
    theme = request.cookies.get("theme", "auto")
    return {
        "request": request,
        "title": title,
        "to": TO,
        "user": user,
        "csrf_token": csrf,
        "theme": theme if theme in THEMES else "auto",
        "here": request.url.path,
        "again": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "casefile": desk_of(request).name,
        "work": work_under_way(request),
    }
