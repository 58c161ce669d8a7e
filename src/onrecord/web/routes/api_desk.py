"""Give programs names, decisions and work; take decisions and articles from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from onrecord.errors import UsageError
from onrecord.model import RecordKind
from onrecord.model.users import Role, User
from onrecord.review.snapshot import to_json
from onrecord.store.desk.jobs import Job, Outcome
from onrecord.store.fold import fold
from onrecord.store.reviews import review_json
from onrecord.web.adding_form import put, receive
from onrecord.web.api import models
from onrecord.web.api.answering import FromPaging, answer, casefile_for, cursor_at
from onrecord.web.api.asking import DocumentId, Text
from onrecord.web.api.components import ref
from onrecord.web.api.describing import api_router, tagged, wrong
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.jobs.receiving import Received
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.reviewing.deciding import Asked, ChangedError, Made, decide, found, token, undo
from onrecord.web.reviewing.meaning import means_of
from onrecord.web.safety import csrf_holds, needs, noted
from onrecord.web.standing.asked import counted
from onrecord.web.standing.who import who_of

if TYPE_CHECKING:
    from onrecord.review.effective import EffectiveRecord
    from onrecord.store.interface import CasefileStore
    from onrecord.web.api.answering import Paging

router = api_router()
NAMES: Any = {"tags": ["names"]}
DESK: Any = {"tags": ["desk"]}
REVIEWER = needs(Role.REVIEWER)
RecordId = Annotated[str, Path(max_length=64, description="Id of the record.")]
Kind = Annotated[RecordKind, Path(description="Kind of the record.")]
Number = Annotated[int, Path(ge=1, le=2**53, description="Number of the job.")]
L = TypeVar("L", bound=models.Listed)
T = TypeVar("T")


@router.get("/actors", response_model=models.ActorLines, responses=tagged("Actors."), **NAMES)
def list_actors(request: Request, desk: FromDesk, asked: FromPaging, text: Text = None) -> Response:
    """List who is on record, those with the most acts first."""

    def made() -> models.ActorLines:
        who, wanted = who_of(desk), fold(text or "")
        every = [
            (name, count)
            for name, count in counted(desk)
            if not wanted or wanted in fold(name) or wanted in fold(who.called(name))
        ]
        rows = [
            models.ActorLine(name=name, called=who.called(name), kind=who.kind(name), entries=count)
            for name, count in _of_page(every, asked)
        ]
        return _listed(models.ActorLines, rows, len(every), asked, revision=desk.revision())

    return answer(request, desk, made)


@router.get("/issues", response_model=models.IssueLines, responses=tagged("Issues."), **NAMES)
def list_issues(request: Request, desk: FromDesk, asked: FromPaging) -> Response:
    """List the issues of the codebook, and how many acts are on each."""

    def made() -> models.IssueLines:
        entries = dict(desk.casefile.names_counted("issues"))
        every = desk.codebook().issues
        rows = [
            models.IssueLine(
                id=each.id, label=each.label, description=each.description, entries=entries.get(each.id, 0)
            )
            for each in _of_page(every, asked)
        ]
        return _listed(models.IssueLines, rows, len(every), asked, revision=desk.revision())

    return answer(request, desk, made)


@router.get("/sources", response_model=models.OutletLines, responses=tagged("Outlets."), **NAMES)
def list_sources(request: Request, desk: FromDesk, asked: FromPaging) -> Response:
    """List outlets, those with the most articles first, and how much of theirs was taken from others."""

    def made() -> models.OutletLines:
        every = desk.casefile.outlets_counted()
        rows = [
            models.OutletLine(
                outlet=each.outlet or None, documents=each.pages, taken=each.taken, shared=each.shared,
                statements=each.statements, unnamed=each.unnamed, placeholders=each.placeholders,
            )
            for each in _of_page(every, asked)
        ]  # fmt: skip
        return _listed(models.OutletLines, rows, len(every), asked, revision=desk.revision())

    return answer(request, desk, made)


@router.get("/reviews", response_model=models.Decisions, responses=tagged("Decisions."), **DESK)
def list_reviews(request: Request, desk: FromDesk, asked: FromPaging) -> Response:
    """List what people decided on records, the oldest first, what was undone too."""

    def made() -> models.Decisions:
        every = casefile_for(request, desk).all_reviews()
        rows = [models.Decision(**review_json(each.review)) for each in _of_page(every, asked)]
        return _listed(models.Decisions, rows, len(every), asked, revision=desk.revision())

    return answer(request, desk, made)


@router.get("/records/{kind}/{document}/{record}", dependencies=[REVIEWER], **DESK)
def show_record(desk: FromDesk, kind: Kind, document: DocumentId, record: RecordId) -> models.SeenRecord:
    """Return a record as people decided on it, with what a decision on it is to be given; for reviewers."""
    name, each = _record(desk, document, kind, record)
    return models.SeenRecord(
        kind=kind, document=name, record=to_json(each.record), review=each.mark.state.value, seen=token(each)
    )


@router.post("/reviews", status_code=201, dependencies=[REVIEWER], responses=wrong(409), **DESK)
def decide_on(request: Request, desk: FromDesk, body: models.ToDecide) -> models.Kept:
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
    dependencies=[needs(Role.REVIEWER, form=False)], responses=wrong(413), **DESK,
    openapi_extra={"requestBody": {"required": True, "content": {
        "application/json": {"schema": ref("ToAdd")},
        "multipart/form-data": {"schema": ref("FilesToAdd")},
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


@router.get("/jobs", **DESK)
def list_jobs(request: Request, asked: FromPaging) -> models.JobLines:
    """List work, the latest first."""
    jobs = foreman_of(request).jobs
    rows = [_job(request, each) for each in jobs.latest(asked.offset + asked.limit)[asked.offset :]]
    return _listed(models.JobLines, rows, jobs.count(), asked)


@router.get("/jobs/{number}", **DESK)
def show_job(request: Request, number: Number) -> models.JobLine:
    """Return how far a job is."""
    return _job(request, foreman_of(request).jobs.job(number))


@router.get("/jobs/{number}/items", **DESK)
def list_items(
    request: Request,
    asked: FromPaging,
    number: Number,
    outcome: Annotated[Outcome | None, Query(description="What came of them; else all.")] = None,
) -> models.JobItemLines:
    """List what came of each page of a job."""
    jobs = foreman_of(request).jobs
    jobs.job(number)
    counts = jobs.outcomes(number)
    total = sum(counts.values()) if outcome is None else counts.get(outcome, 0)
    found = jobs.items(number, outcome=outcome, offset=asked.offset, limit=asked.limit)
    rows = [models.JobItemLine.model_validate(each, from_attributes=True) for each in found]
    return _listed(models.JobItemLines, rows, total, asked)


@router.post("/jobs/{number}/stop", dependencies=[REVIEWER], **DESK)
def stop_job(request: Request, number: Number) -> models.JobLine:
    """Stop a job; what was done is kept."""
    job = foreman_of(request).stop_job(number)
    noted(request, "stopped work", job.about)
    return _job(request, job)


def _record(desk: Desk, document: str, kind: RecordKind, record: str) -> tuple[str, EffectiveRecord]:
    """Return the whole id of an article, and a record of it as people decided on it."""
    name = desk.casefile.document(document).id
    each = found(desk.view(), name, kind, record)
    if each is None:
        what = f"there is no {kind.value} {record!r} in this article"
        raise NotFoundError(what, None, "read the article anew")
    return name, each


def _decided(casefile: CasefileStore, user: User, asked: Asked, desk: Desk) -> Made:
    try:
        return decide(casefile, user.name, asked, means_of(desk))
    except ChangedError as error:
        raise HTTPException(409, error.told) from error


def _asked(desk: Desk, body: models.ToDecide) -> Asked:
    if body.kind is None:
        raise UsageError("a decision is on a record of some kind", None, "give kind, document and record")
    seen = body.seen or token(_record(desk, body.document, body.kind, body.record)[1])
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


def _of_page(every: Sequence[T], asked: Paging) -> Sequence[T]:
    return every[asked.offset : asked.offset + asked.limit]


def _listed(kind: type[L], rows: Sequence[Any], total: int, asked: Paging, **more: Any) -> L:
    """Return a page of a list that is ``total`` long."""
    after = asked.offset + asked.limit
    following = cursor_at(after) if after < total else None
    return kind.model_validate({"items": rows, "total": total, "next": following} | more)
