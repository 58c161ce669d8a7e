"""Give programs names, decisions and work; take decisions and articles from them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from onrecord.errors import UsageError
from onrecord.model import RecordKind
from onrecord.model.users import Role, User
from onrecord.store.desk.jobs import Job, Outcome
from onrecord.store.fold import fold
from onrecord.store.reviews import review_json
from onrecord.web.api import models
from onrecord.web.api.answering import FromPaging, cursor_at
from onrecord.web.api.asking import Text
from onrecord.web.api.describing import typed
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.jobs.receiving import Received
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.reviewing.deciding import Asked, ChangedError, Made, decide, found, token, undo
from onrecord.web.reviewing.meaning import means_of
from onrecord.web.routes.add import put, receive
from onrecord.web.routes.jobs import foreman_of
from onrecord.web.safety import csrf_holds, needs, noted

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore
    from onrecord.web.api.answering import Paging

router = APIRouter(prefix="/api/v1")
NAMES: Any = {"tags": ["names"]}
DESK: Any = {"tags": ["desk"]}
REVIEWER = needs(Role.REVIEWER)
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/actors", response_model=models.ActorLines, responses=typed("Actors."), **NAMES)
def list_actors(desk: FromDesk, asked: FromPaging, text: Text = None) -> Any:
    """List who is on record, those with the most acts first."""
    from onrecord.web.standing.who import who_of

    who = who_of(desk)
    found_ = desk.casefile.actors_counted()
    if text:
        found_ = tuple(e for e in found_ if fold(text) in fold(e[0]) or fold(text) in fold(who.called(e[0])))
    rows = [
        models.ActorLine(name=name, called=who.called(name), kind=who.kind(name), entries=count)
        for name, count in found_[asked.offset : asked.offset + asked.limit]
    ]
    return models.ActorLines(items=rows, **_list(found_, asked))


@router.get("/issues", response_model=models.IssueLines, responses=typed("Issues."), **NAMES)
def list_issues(desk: FromDesk, asked: FromPaging) -> Any:
    """List the issues of the codebook, and how many acts are on each."""
    counted = dict(desk.casefile.names_counted("issues"))
    found_ = desk.codebook().issues
    rows = [
        models.IssueLine(
            id=each.id, label=each.label, description=each.description, entries=counted.get(each.id, 0)
        )
        for each in found_[asked.offset : asked.offset + asked.limit]
    ]
    return models.IssueLines(items=rows, **_list(found_, asked))


@router.get("/sources", response_model=models.OutletLines, responses=typed("Outlets."), **NAMES)
def list_sources(desk: FromDesk, asked: FromPaging) -> Any:
    """List outlets, those with the most articles first, and how much of theirs was taken from others."""
    found_ = desk.casefile.outlets_counted()
    rows = [
        models.OutletLine(
            outlet=each.outlet or None, documents=each.pages, taken=each.taken, shared=each.shared,
            statements=each.statements, unnamed=each.unnamed, placeholders=each.placeholders,
        )
        for each in found_[asked.offset : asked.offset + asked.limit]
    ]  # fmt: skip
    return models.OutletLines(items=rows, **_list(found_, asked))


@router.get("/reviews", response_model=models.Decisions, responses=typed("Decisions."), **DESK)
def list_reviews(desk: FromDesk, asked: FromPaging) -> Any:
    """List what people decided on records, the oldest first, what was undone too."""
    every = desk.casefile.all_reviews()
    rows = [
        models.Decision(**review_json(each.review))
        for each in islice(every, asked.offset, asked.offset + asked.limit)
    ]
    return models.Decisions(items=rows, **_list(every, asked))


@router.get(
    "/records/{kind}/{document}/{record}",
    response_model=models.SeenRecord,
    responses=typed("The record."),
    **DESK,
)
def show_record(desk: FromDesk, kind: RecordKind, document: str, record: str) -> Any:
    """Return a record as people decided on it, with what a decision on it is to be given."""
    from onrecord.review.snapshot import to_json

    each = found(desk.view(), desk.casefile.document(document).id, kind, record)
    if each is None:
        raise NotFoundError(
            f"there is no {kind.value} {record!r} in this article", None, "read the article anew"
        )
    return models.SeenRecord(
        kind=kind,
        document=document,
        record=to_json(each.record),
        review=each.mark.state.value,
        seen=token(each),
    )


@router.post(
    "/reviews", response_model=models.Kept, status_code=201, dependencies=[REVIEWER],
    responses=typed("What was decided."), **DESK,
)  # fmt: skip
def decide_on(request: Request, desk: FromDesk, body: models.ToDecide) -> Any:
    """Decide on a record, as the role of reviewer; the register follows within seconds."""
    user: User = request.state.user
    with desk.writing() as casefile:
        if body.decision == "undo":
            taken = undo(casefile, user.name, body.review, anybodys=user.role.may(Role.ADMIN))
            kept = models.Kept(review=taken.id, told="taken back")
        else:
            made = _decided(casefile, user, _asked(desk, body), desk)
            kept = models.Kept(review=made.review.id, told=made.remark or f"kept: {body.decision}")
    noted(request, f"decided: {body.decision}", f"{body.kind or ''} {body.record or body.review}".strip())
    put_in_step(request, user)
    return kept


@router.post(
    "/add", response_model=models.JobLine, status_code=202,
    dependencies=[needs(Role.REVIEWER, form=False)], responses=typed("The job that adds it."), **DESK,
    openapi_extra={"requestBody": {"required": True, "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/ToAdd"}},
        "multipart/form-data": {"schema": {"type": "object", "properties": {
            "files": {"type": "array", "items": {"type": "string"}},
            "outlet": {"type": "string"}, "date": {"type": "string"},
        }}},
    }}},
)  # fmt: skip
async def add(request: Request, desk: FromDesk) -> Any:
    """Add one text (JSON), or files (multipart/form-data); answers with the job that reads them."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await receive(request)
        return await run_sync(_added, request, desk, form)
    if not csrf_holds(request, request.headers.get("x-csrf-token")):
        raise HTTPException(403, "Give a token of your account, or X-CSRF-Token of a page.")
    try:
        given = models.ToAdd.model_validate_json(await request.body())
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    return await run_sync(_added_text, request, desk, given)


@router.get("/jobs", response_model=models.JobLines, responses=typed("Jobs."), **DESK)
def list_jobs(request: Request, asked: FromPaging) -> Any:
    """List work, the latest first."""
    jobs = foreman_of(request).jobs
    found_ = jobs.latest(asked.offset + asked.limit + 1)[asked.offset :]
    more = cursor_at(asked.offset + asked.limit) if len(found_) > asked.limit else None
    rows = [_job(request, each) for each in found_[: asked.limit]]
    return models.JobLines(items=rows, total=jobs.count(), next=more)


@router.get("/jobs/{number}", response_model=models.JobLine, responses=typed("The job."), **DESK)
def show_job(request: Request, number: Number) -> Any:
    """Return how far a job is."""
    return _job(request, foreman_of(request).jobs.job(number))


@router.get("/jobs/{number}/items", response_model=models.JobItemLines, responses=typed("Pages."), **DESK)
def list_items(
    request: Request, asked: FromPaging, number: Number, outcome: Annotated[Outcome | None, Query()] = None
) -> Any:
    """List what came of each page of a job."""
    jobs = foreman_of(request).jobs
    jobs.job(number)
    found_ = jobs.items(number, outcome=outcome, offset=asked.offset, limit=asked.limit + 1)
    more = cursor_at(asked.offset + asked.limit) if len(found_) > asked.limit else None
    counts = jobs.outcomes(number)
    rows = [
        models.JobItemLine(**{name: getattr(each, name) for name in models.JobItemLine.model_fields})
        for each in found_[: asked.limit]
    ]
    total = sum(counts.values()) if outcome is None else counts.get(outcome, 0)
    return models.JobItemLines(items=rows, total=total, next=more)


@router.post(
    "/jobs/{number}/stop",
    response_model=models.JobLine,
    dependencies=[REVIEWER],
    responses=typed("The job."),
    **DESK,
)
def stop_job(request: Request, number: Number) -> Any:
    """Stop a job; what was done is kept."""
    job = foreman_of(request).stop_job(number)
    noted(request, "stopped work", job.about)
    return _job(request, job)


def _decided(casefile: CasefileStore, user: User, asked: Asked, desk: Desk) -> Made:
    try:
        return decide(casefile, user.name, asked, means_of(desk))
    except ChangedError as error:
        raise HTTPException(409, f"{error.what}; {error.remedy}" if error.remedy else error.what) from error


def _asked(desk: Desk, body: models.ToDecide) -> Asked:
    if body.kind is None:
        raise UsageError("a decision is on a record of some kind", None, "give kind, document and record")
    seen = body.seen
    if not seen:
        each = found(desk.view(), desk.casefile.document(body.document).id, body.kind, body.record)
        if each is None:
            raise NotFoundError(f"there is no {body.kind.value} {body.record!r} in this article")
        seen = token(each)
    return Asked(
        body.document, body.kind, body.record, body.decision, seen, body.note, body.field, body.value
    )


def _added(request: Request, desk: Desk, form: Received) -> Any:
    job, problems = put(request, desk, form)
    if job is None:
        raise UsageError(" ".join(problems))
    return _job(request, job)


def _added_text(request: Request, desk: Desk, given: models.ToAdd) -> Any:
    fields = {name: value or "" for name, value in given.model_dump().items() if name != "published"}
    spool = foreman_of(request).spool
    return _added(request, desk, Received(spool.new(), fields | {"date": given.published or ""}))


def _job(request: Request, job: Job) -> models.JobLine:
    outcomes = foreman_of(request).jobs.outcomes(job.number)
    told = {
        name: getattr(job, name) for name in models.JobLine.model_fields if name not in ("outcomes", "result")
    }
    result = {name: value for name, value in job.result.items() if name not in ("token", "outcomes")}
    return models.JobLine(**told, outcomes={each.value: n for each, n in outcomes.items()}, result=result)


def _list(every: Sequence[object], asked: Paging) -> dict[str, Any]:
    after = asked.offset + asked.limit
    return {"total": len(every), "next": cursor_at(after) if after < len(every) else None}
