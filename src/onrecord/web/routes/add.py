"""Take what is to be added: files, or a text that was pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.codebook.packs import DEFAULT, shipped_names
from onrecord.model.users import Role, User
from onrecord.web.adding_form import about, checked
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.jobs.receiving import PASTED, Most, Received, received
from onrecord.web.jobs.spool import KINDS
from onrecord.web.pages import shown
from onrecord.web.safety import csrf_holds, needs, noted

if TYPE_CHECKING:
    from onrecord.store.desk.jobs import Job
    from onrecord.web.jobs.foreman import Foreman
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


async def receive(request: Request) -> Received:
    """Receive a form with files; also for the API."""
    settings: Settings = request.app.state.settings
    foreman: Foreman = request.app.state.foreman
    most = Most(settings.max_files, settings.max_upload)
    in_header = request.headers.get("x-csrf-token")

    def may(token: str | None) -> bool:
        return csrf_holds(request, in_header or token)

    return await received(request, foreman.spool, most, may)


def put(request: Request, desk: Desk, form: Received) -> tuple[Job | None, tuple[str, ...]]:
    """Have what was sent read; return the job, or what is to be put right."""
    foreman: Foreman = request.app.state.foreman
    user: User = request.state.user
    made = checked(foreman.spool, form, is_empty=not desk.casefile.counts().versions)
    if made.adding is None:
        foreman.spool.drop(form.token)
        return None, made.problems
    told = about(made.adding)
    noted(request, "added pages", told)
    return foreman.put("add", user.name, told, made.adding.record()), ()


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
    foreman: Foreman = request.app.state.foreman
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
        jobs=foreman.jobs.latest(_LATEST),
    )
