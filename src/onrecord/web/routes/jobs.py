"""Show long work: what is under way, how far it is, and what came of each page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from onrecord.model.users import Role, User
from onrecord.store.desk.jobs import Job, JobState, Outcome
from onrecord.web.desk import FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.jobs.progress import progress_of
from onrecord.web.pages import shown
from onrecord.web.safety import needs, noted
from onrecord.web.safety.downloads import attachment

router = APIRouter(include_in_schema=False)
PAGE = 50
_JUST = 8  # pages that were done last, shown while the job runs
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/jobs")
def jobs_page(request: Request, before: Annotated[int | None, Query(ge=1, le=2**53)] = None) -> HTMLResponse:
    """List jobs, the latest first."""
    found = foreman_of(request).jobs.latest(PAGE + 1, before)
    more = found[PAGE - 1].number if len(found) > PAGE else None
    running = [progress_of(job) for job in found if not job.is_over]
    over = [job for job in found[:PAGE] if job.is_over]
    return shown(
        request, "jobs.html.j2", title="Work", running=running, jobs=over, more=more, first=before is None
    )


@router.get("/jobs/{number}")
def job_page(
    request: Request,
    desk: FromDesk,
    number: Number,
    outcome: Outcome | None = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Show one job; asked again and again while it runs."""
    foreman = foreman_of(request)
    job = foreman.jobs.job(number)
    if job.is_over and "hx-request" in request.headers:
        return Response(headers={"HX-Refresh": "true"})  # buttons and list are others now
    counts = foreman.jobs.outcomes(number)
    total = sum(counts.values()) if outcome is None else counts.get(outcome, 0)
    if job.is_over:
        items = foreman.jobs.items(number, outcome=outcome, offset=(page - 1) * PAGE, limit=PAGE)
    else:
        items = foreman.jobs.items(number, offset=max(0, total - _JUST), limit=_JUST)
    user: User = request.state.user
    token = str(job.result.get("token", ""))
    return shown(
        request,
        "job.html.j2",
        title=job.about,
        job=job,
        progress=progress_of(job),
        counts=counts,
        items=items,
        outcome=outcome,
        page=page,
        pages=max(1, -(-total // PAGE)),
        refused=job.request.get("refused", ()),
        behind=_behind(desk, job),
        ready=token != "" and foreman.spool.result_path(token) is not None,
        waiting=[each for each in foreman.jobs.open() if each.number != number] if not job.is_over else (),
        may=user.role.may(Role.REVIEWER),
    )


@router.post("/jobs/{number}/stop", dependencies=[needs(Role.REVIEWER)])
def stop(request: Request, number: Number) -> RedirectResponse:
    """Stop a job; what was done is kept."""
    job = foreman_of(request).stop_job(number)
    noted(request, "stopped work", job.about)
    return RedirectResponse(f"/jobs/{number}", 303)


@router.post("/jobs/{number}/resume", dependencies=[needs(Role.REVIEWER)])
def resume(request: Request, number: Number) -> RedirectResponse:
    """Have a job go on that failed or was stopped."""
    job = foreman_of(request).resume(number)
    noted(request, "resumed work", job.about)
    return RedirectResponse(f"/jobs/{number}", 303)


@router.post("/jobs/register", dependencies=[needs(Role.REVIEWER)])
def register(request: Request) -> RedirectResponse:
    """Bring the register into step with what it rests on."""
    user: User = request.state.user
    job = foreman_of(request).put("register", user.name)
    noted(request, "brought the register into step")
    return RedirectResponse(f"/jobs/{job.number}", 303)


@router.post("/jobs/reread", dependencies=[needs(Role.REVIEWER)])
def reread(request: Request) -> RedirectResponse:
    """Read again what an older version, codebook or base of facts has read."""
    user: User = request.state.user
    job = foreman_of(request).put("reread", user.name)
    noted(request, "had articles read again")
    return RedirectResponse(f"/jobs/{job.number}", 303)


@router.get("/jobs/{number}/result")
def result(request: Request, number: Number) -> FileResponse:
    """Hand out what a job made."""
    foreman = foreman_of(request)
    job = foreman.jobs.job(number)
    path = foreman.spool.result_path(job.result["token"]) if "token" in job.result else None
    if path is None:
        remedy = "what was made is kept for a week: make it again"
        raise NotFoundError(f"there is no file of job {number} any more", None, remedy)
    headers = {"Content-Disposition": attachment(job.result["name"])}
    return FileResponse(path, media_type=job.result["type"], headers=headers)


def _behind(desk: FromDesk, job: Job) -> int:
    """Return how many documents the register is behind by after a job that did not end well."""
    if job.kind not in ("add", "reread", "register") or job.state not in (JobState.STOPPED, JobState.FAILED):
        return 0
    from onrecord.model import REGISTER_VERSION

    return len(desk.casefile.out_of_step(REGISTER_VERSION))
