"""Hand out exactly what the register shows, and tables as a whole, in forms for other programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from onrecord.model.users import Role, User
from onrecord.web.choosing import Chosen, chosen
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.exporting import MANY, TYPES, WHOLE, Wanted, in_blocks, wanted, write
from onrecord.web.exports_page import OF_REGISTER, ROWS, TABLES
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.pages import shown
from onrecord.web.safety import needs, noted
from onrecord.web.safety.downloads import attachment

router = APIRouter(include_in_schema=False)


@router.get("/export")
def export(
    request: Request,
    desk: FromDesk,
    to: Annotated[str, Query(max_length=20)] = "",
    what: Annotated[str, Query(max_length=20)] = "entries",
) -> Response:
    """Show what can be taken along, or hand it out where a form is named."""
    choice = chosen(request.query_params.multi_items())
    if not to:
        return _page(request, desk, choice)
    asked = wanted(what, to, _query(request))
    if _size(desk, asked) > MANY:
        return _page(request, desk, choice, asked)
    size, blocks = in_blocks(lambda out: write(desk.view(), asked, out))
    headers = {"Content-Disposition": attachment(asked.name), "Content-Length": str(size)}
    return StreamingResponse(blocks, media_type=TYPES[asked.form], headers=headers)


@router.post("/export", dependencies=[needs(Role.READER)])
def prepare(
    request: Request,
    to: Annotated[str, Form(max_length=20)],
    what: Annotated[str, Form(max_length=20)] = "entries",
) -> RedirectResponse:
    """Have something large written beside the app, to be fetched when it is done."""
    asked = wanted(what, to, _query(request))
    user: User = request.state.user
    name = asked.name if not asked.by_register else f"{asked.name} ({asked.choice.in_a_line()})"
    job = foreman_of(request).put("export", user.name, f"Write {name}", asked.record())
    noted(request, "had an export written", asked.name)
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _query(request: Request) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in ("to", "what", "page", "sort"):
            found.setdefault(name, []).append(value)
    return found


def _size(desk: Desk, asked: Wanted) -> int:
    """Return about how many rows there will be, by what is quick to count."""
    if asked.by_register:
        return desk.casefile.entries_page(asked.choice.filter(), limit=1).total
    counts = desk.casefile.counts()
    told: int = getattr(counts, asked.what, counts.statements)
    return told


def _page(request: Request, desk: Desk, choice: Chosen, large: Wanted | None = None) -> HTMLResponse:
    total = 0 if choice.problems else desk.casefile.entries_page(choice.filter(), limit=1).total
    labels = {issue.id: issue.label for issue in desk.codebook().issues}
    return shown(
        request,
        "export.html.j2",
        title="Take along",
        choice=choice,
        chips=() if choice.problems else choice.chips(labels),
        total=total,
        many=MANY,
        large=large,
        of_register=OF_REGISTER,
        tables=TABLES,
        rows=ROWS,
        whole=WHOLE,
        status=400 if choice.problems else 200,
    )
