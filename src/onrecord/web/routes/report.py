"""Make a report: what the register shows as one page that needs nothing else, to keep and to hand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.model.users import Role, User
from onrecord.web.api.asking import day
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.naming import all_named
from onrecord.web.pages import shown
from onrecord.web.safety import needs, noted

router = APIRouter(include_in_schema=False)
_LATEST = 5
Typed = Annotated[str, Form(max_length=300)]


@router.get("/report")
def report_page(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show what a report can be of."""
    return _page(request, desk, {})


@router.post("/report", dependencies=[needs(Role.READER)])
def make(
    request: Request,
    desk: FromDesk,
    since: Typed = "",
    until: Typed = "",
    actor: Typed = "",
    beneficiaries: Typed = "",
    title: Typed = "",
    confirmed: Typed = "",
    issue: Annotated[list[str] | None, Form()] = None,
    package: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Have a report made, to be fetched when it is done."""
    told = {
        "since": since, "until": until, "actor": actor, "beneficiaries": beneficiaries, "title": title,
        "confirmed": confirmed, "issue": issue or [], "package": package or [],
    }  # fmt: skip
    try:
        choice = _choice(desk, told)
    except UsageError as error:
        return _page(request, desk, told, error.told)
    user: User = request.state.user
    job = foreman_of(request).put("report", user.name, f"Make the report “{choice['title']}”", choice)
    noted(request, "had a report made", choice["title"])
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _choice(desk: Desk, told: Mapping[str, object]) -> dict[str, object]:
    """Return what a report is asked to show, as a job keeps it.

    Raises:
        UsageError: a day, an issue, a package or a name is not known.
    """
    book = desk.codebook()
    issues, packages = _chosen(told["issue"]), _chosen(told["package"])
    known = {package.id for package in book.packages}
    for wanted, there, what in ((issues, set(book.ids), "issue"), (packages, known, "package")):
        if missing := [each for each in wanted if each not in there]:
            raise UsageError(f"there is no {what} {missing[0]!r}", None, "choose from the list")
    whom = str(told["beneficiaries"])
    return {
        "since": day(str(told["since"]).strip()),
        "until": day(str(told["until"]).strip()),
        "issues": issues,
        "actor": str(told["actor"]).strip() or None,
        "confirmed": bool(told["confirmed"]),
        "beneficiaries": list(all_named(desk, (whom,))) if whom.strip() else [],
        "packages": packages,
        "title": " ".join(str(told["title"]).split()) or f"What is on record: {desk.name}",
    }


def _chosen(given: object) -> list[str]:
    return [str(each) for each in given] if isinstance(given, list) else []


def _page(
    request: Request, desk: Desk, told: Mapping[str, object], problem: str | None = None
) -> HTMLResponse:
    book = desk.codebook()
    counted = dict(desk.casefile.names_counted("issues"))
    made = [each for each in foreman_of(request).jobs.latest(100) if each.kind == "report"][:_LATEST]
    return shown(
        request,
        "report_form.html.j2",
        title="Report",
        status=400 if problem else 200,
        problem=problem,
        told=told,
        issues=[issue for issue in book.issues if counted.get(issue.id)],
        packages=book.packages,
        jobs=made,
    )
