"""Take what is to be added: files, or a text that was pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.codebook.packs import DEFAULT, shipped_names
from onrecord.model.users import Role, User
from onrecord.web.adding_form import put, receive
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.jobs.receiving import PASTED, Received
from onrecord.web.jobs.spool import KINDS
from onrecord.web.pages import shown
from onrecord.web.safety import needs

if TYPE_CHECKING:
    from onrecord.web.settings import Settings

router = APIRouter(include_in_schema=False)
_LATEST = 5  # jobs that the page shows


@router.get("/add")
def add_page(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show how pages are added."""
    return _page(request, desk)


@router.post("/add", dependencies=[needs(Role.REVIEWER, form=False)])
async def add(request: Request, desk: FromDesk) -> Response:
    """Keep what was sent, and have it read."""
    form = await receive(request)
    return await run_sync(_taken, request, desk, form)


def _taken(request: Request, desk: Desk, form: Received) -> Response:
    job, problems = put(request, desk, form)
    if job is None:
        return _page(request, desk, problems, form.fields, status=400)
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _page(
    request: Request,
    desk: Desk,
    problems: tuple[str, ...] = (),
    told: dict[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    user: User = request.state.user
    return shown(
        request,
        "add.html.j2",
        title="Add articles",
        status=status,
        problems=problems,
        told=told or {},
        may=user.role.may(Role.REVIEWER),
        kinds=sorted(KINDS),
        most_files=settings.max_files,
        most_file=settings.max_upload // 1_048_576,
        most_whole=settings.max_request // 1_048_576,
        most_pasted=PASTED,
        is_empty=not desk.casefile.counts().versions,
        codebooks=shipped_names(),
        usual=DEFAULT,
        jobs=foreman_of(request).jobs.latest(_LATEST),
    )
