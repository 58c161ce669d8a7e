"""Put the app together: the desk, what guards it, and a router for each area."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from onrecord import __version__
from onrecord.store.desk.opening import open_desk
from onrecord.web import routes
from onrecord.web.desk import Desk
from onrecord.web.errors import tell_errors
from onrecord.web.jobs.foreman import Foreman
from onrecord.web.jobs.note import Noting
from onrecord.web.reviewing.waiting import queue_of
from onrecord.web.safety import Guarded, protect
from onrecord.web.timing import Timed
from onrecord.web.warming import Warming

if TYPE_CHECKING:
    from onrecord.web.settings import Settings


def make_app(settings: Settings) -> FastAPI:
    """Return the web app of a casefile; the casefile is made where there is none.

    Raises:
        CasefileError: it cannot be opened.
    """
    app = Guarded(
        title="onrecord",
        version=__version__,
        description="Who said what, as news coverage has it, with the words it rests on.",
        openapi_url=None,  # routes/api*.py describe their own part
        docs_url=None,  # both ask for scripts from elsewhere
        redoc_url=None,
        lifespan=_life,
    )
    app.state.settings = settings
    app.state.desk = Desk(settings)
    app.state.desk_store = open_desk(settings.location)
    app.state.foreman = Foreman(settings.location, app.state.desk_store.jobs, works=settings.works)
    app.state.noting = Noting(app.state.desk_store.jobs)
    tell_errors(app)
    app.router.routes.extend(_routes())
    protect(app, settings)
    app.add_middleware(Timed)  # the last to be added is the first that is asked
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Return the routes of all areas; they hold nothing of an app.

    Made once in a process: FastAPI takes them apart when first asked for, for a quarter of a second.
    """
    every = APIRouter()
    for router in routers():
        every.include_router(router)
    return tuple(every.routes)


def routers() -> list[APIRouter]:
    """Return the router of each module of ``web/routes``: each area brings its own addresses."""
    found = sorted(each.name for each in iter_modules(routes.__path__))
    return [import_module(f"{routes.__name__}.{name}").router for name in found]


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    warming = Warming(app.state.desk, then=queue_of(app.state.desk).begin)
    app.state.foreman.start()
    if app.state.settings.works:
        warming.start()
    try:
        yield
    finally:
        warming.stop()
        app.state.foreman.stop()
        app.state.desk.close()
        app.state.desk_store.close()
