"""Say what a route needs: a role, and for what changes something the token of a form of this app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.model.users import Role, User
from onrecord.web.safety.tokens import FIELD, HEADER, SAFE, csrf_holds

STALE = "The form is older than this visit, or came from elsewhere. Go back, load the page anew and repeat."


@dataclass(frozen=True, slots=True)
class Needs:
    """Check the role and, of what changes something, the token; a dependency of routes."""

    role: Role | None  # none: whoever it is, signed in or not
    form: bool  # the token may stand in the form; else the route itself looks at what is sent

    async def __call__(self, request: Request) -> User | None:
        """Return who asks.

        Raises:
            HTTPException: they may not (403).
        """
        user: User | None = getattr(request.state, "user", None)
        if self.role is not None and (user is None or not user.role.may(self.role)):
            raise HTTPException(403, f"It takes the role of {self.role.value}; an admin can give it.")
        if request.method not in SAFE and (self.form or HEADER in request.headers):
            token: object = request.headers.get(HEADER)
            if self.form:
                form = await request.form()
                token = form.get(FIELD) if token is None else token
                if any(isinstance(value, str) and "\0" in value for value in form.values()):
                    raise HTTPException(400, "The form holds a character that stands in no text.")
            if not csrf_holds(request, token):
                raise HTTPException(403, STALE)
        return user


def needs(role: Role | None, *, form: bool = True) -> Any:
    """Return the dependency of a route that takes a role; every route that changes something has one.

    Args:
        role: at least this one; none for what anybody may do, as signing in.
        form: false for a route that reads what is sent itself, piece by piece: it asks ``csrf_holds`` itself
            before anything else, and a token in the header is checked all the same.
    """
    return Depends(Needs(role, form))


def noted(request: Request, what: str, on_what: object = "") -> None:
    """Say in plain words what is done, for the log of who did what; no secrets."""
    request.state.noted = (what, str(on_what))


def all_routes(routes: Iterable[object]) -> Iterator[APIRoute]:
    """Yield every route of an app, those of the routers that it includes too.

    Raises:
        RuntimeError: there is what cannot be looked into, as another app that is mounted.
    """
    for route in routes:
        included = getattr(route, "original_router", None)  # newer versions of FastAPI keep routers apart
        if included is not None:
            yield from all_routes(included.routes)
        elif isinstance(route, APIRoute):
            yield route
        else:
            raise RuntimeError(f"{route!r} is no route that can be guarded")


def unguarded(app: FastAPI) -> list[str]:
    """Return the routes that change something and say nothing of what they need."""
    return sorted(
        f"{method} {route.path}"
        for route in all_routes(app.routes)
        for method in (route.methods or set()) - SAFE
        if not any(isinstance(each.call, Needs) for each in _all(route.dependant))
    )


def _all(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for each in dependant.dependencies:
        yield from _all(each)
