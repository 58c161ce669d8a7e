"""Bring in facts about actors, offices and names of states: as ``onrecord actors import``."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.actors.files import amounts, checked, facts_in
from onrecord.errors import OnrecordError, UsageError
from onrecord.model.users import Role
from onrecord.store.rows import storable
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.pages import TO, shown
from onrecord.web.safety import needs, noted

if TYPE_CHECKING:
    from onrecord.store.decisions import ActorFile

router = APIRouter(include_in_schema=False, prefix="/actors")
MAY = needs(Role.REVIEWER)
LARGEST = 20_000_000
"""Bytes of a file of facts."""


@router.get("/facts")
def page(request: Request, desk: FromDesk, brought: str = "") -> HTMLResponse:
    """List the files of facts that were brought in, with a form for another."""
    return _page(request, desk, brought=brought[:200])


@router.post("/facts", dependencies=[MAY])
async def bring_in(request: Request, desk: FromDesk, file: UploadFile) -> Response:
    """Keep a file of facts and have what was read before read again with it."""
    content = await file.read(LARGEST + 1)
    name = PurePath(storable(file.filename or "").replace("\\", "/")).name
    try:
        if len(content) > LARGEST:
            raise UsageError(f"the file has more than {LARGEST // 1_000_000} MB", None, "split it")
        is_new = await run_in_threadpool(_keep, desk, request.state.user.name, name, content)
    except OnrecordError as error:
        return await run_in_threadpool(_page, request, desk, error=error)
    noted(request, "facts about actors brought in", name)
    if is_new and desk.casefile.counts().documents:
        foreman_of(request).put("reread", request.state.user.name)
    return RedirectResponse(TO.page("actors/facts", brought=name if is_new else "again"), 303)


def _keep(desk: Desk, by: str, name: str, content: bytes) -> bool:
    """Keep a file of facts; tell whether it was not there already."""
    files = desk.casefile.actor_files()
    if any(each.content == content for each in files):
        return False
    checked(files, name, content)
    with desk.writing() as casefile:
        casefile.import_actors(name, content, by)
    return True


def _page(
    request: Request, desk: Desk, *, brought: str = "", error: OnrecordError | None = None
) -> HTMLResponse:
    files = desk.casefile.actor_files()
    return shown(
        request, "actor_facts.html.j2", title="Facts about actors", status=422 if error else 200, error=error,
        brought=brought, files=[(each, _amounts(each)) for each in files],
        may=request.state.user.role.may(Role.REVIEWER), read=desk.casefile.counts().documents,
    )  # fmt: skip


def _amounts(file: ActorFile) -> str:
    return ", ".join(amounts(facts_in(file.name, file.content)))
