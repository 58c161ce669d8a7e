"""Decide what may leave the desk: hold, publish, withdraw, correct, show a reply, hide a name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import UsageError
from onrecord.model import Entry, Release, ReleaseKind
from onrecord.model.users import Role
from onrecord.store.publishing import holding
from onrecord.views.published import deciding
from onrecord.views.published.leaving import policy
from onrecord.views.published.log import lines
from onrecord.views.published.policy import Out, Policy
from onrecord.views.wordings import proposition_of
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import TO, shown
from onrecord.web.safety import needs, noted

router = APIRouter(include_in_schema=False)
MAY, MAY_PUBLISH = needs(Role.REVIEWER), needs(Role.ADMIN)

Text = Annotated[str, Form(max_length=deciding.LONGEST)]
Name = Annotated[str, Form(max_length=400)]
Id = Annotated[str, Form(max_length=64)]

_AT_DESK = "hold|reply"
_OUT = "publish|withdraw|correct"
_REVIEWERS = (ReleaseKind.HOLD, ReleaseKind.REPLY)
_STATES = {
    Out.HELD: "held back",
    Out.DELAYED: "has to wait",
    Out.WITHDRAWN: "withdrawn",
    Out.UNCONFIRMED: "not confirmed: it goes out only where unconfirmed entries do too (--all)",
    None: "may leave the desk",
}
_LATEST = 200


@router.get("/publishing", dependencies=[MAY])
def page(request: Request, desk: FromDesk, entry: Annotated[str, Query(max_length=64)] = "") -> HTMLResponse:
    """Show what was decided on publication, and what can be decided on an entry."""
    rules = _rules(desk)
    found = _entry(desk, entry.strip()) if entry.strip() else None
    every = lines(desk.casefile.releases())[::-1]
    return shown(
        request, "publishing.html.j2", title="Publishing", lines=every[:_LATEST], more=len(every[_LATEST:]),
        entry=found, what=proposition_of(found) if found else "", wanted=entry,
        state=_STATES[rules.out(found, confirmed_alone=True)] if found else "",
        decided=rules.decided(found.id) if found else None, issues=desk.codebook().issues,
        admin=request.state.user.role is Role.ADMIN, reviewers=_REVIEWERS,
    )  # fmt: skip


@router.post("/publishing/{kind}", dependencies=[MAY])
def at_desk(
    request: Request, desk: FromDesk, kind: Annotated[str, Path(pattern=f"^({_AT_DESK})$")], entry: Id,
    reason: Text = "", text: Text = "", who: Name = "", day: Annotated[str, Form(max_length=32)] = "",
) -> RedirectResponse:  # fmt: skip
    """Keep a decision that a reviewer may make: hold an entry back, show a reply on it."""
    return _on_entry(request, desk, ReleaseKind(kind), entry, reason, text=text, who=who, day=day)


@router.post("/publishing/entry/{kind}", dependencies=[MAY_PUBLISH])
def out(
    request: Request, desk: FromDesk, kind: Annotated[str, Path(pattern=f"^({_OUT})$")], entry: Id,
    reason: Text = "",
) -> RedirectResponse:  # fmt: skip
    """Keep a decision that readers see: publish, withdraw, correct."""
    return _on_entry(request, desk, ReleaseKind(kind), entry, reason)


@router.post("/publishing/hide/person", dependencies=[MAY_PUBLISH])
def hide_person(
    request: Request, desk: FromDesk, name: Name, reason: Text = "", entry: Id = ""
) -> RedirectResponse:
    """Keep that a private person is not to be named, in one entry or everywhere."""
    only = _entry(desk, entry.strip()) if entry.strip() else None
    return _kept(request, desk, deciding.hide_person(name, request.state.user.name, reason, only), only)


@router.post("/publishing/hide/sources", dependencies=[MAY_PUBLISH])
def hide_sources(request: Request, desk: FromDesk, reason: Text = "", entry: Id = "") -> RedirectResponse:
    """Keep that nothing may lead to unnamed sources, of one entry or of all."""
    only = _entry(desk, entry.strip()) if entry.strip() else None
    return _kept(request, desk, deciding.hide_sources(request.state.user.name, reason, only), only)


@router.post("/publishing/wait/delay", dependencies=[MAY_PUBLISH])
def wait(
    request: Request, desk: FromDesk, name: Name, days: Annotated[int, Form()], reason: Text = ""
) -> RedirectResponse:
    """Keep that entries of an issue or kind wait some days."""
    issues = [each.id for each in desk.codebook().issues]
    made = deciding.delay(name, days, request.state.user.name, reason, issues=issues)
    return _kept(request, desk, made, None)


@router.post("/publishing/decision/end", dependencies=[MAY])
def end(request: Request, desk: FromDesk, decision: Id, reason: Text = "") -> RedirectResponse:
    """Keep that an earlier decision does not hold any more; a reviewer ends holds and replies alone."""
    every = desk.casefile.releases()
    made = deciding.ended(every, decision, request.state.user.name, reason)
    before = next(each for each in holding(every) if each.id == made.undoes)
    if before.kind not in _REVIEWERS and request.state.user.role is not Role.ADMIN:
        raise UsageError("only an administrator may end this decision", None, "ask one")
    return _kept(request, desk, made, None)


def _on_entry(
    request: Request, desk: Desk, kind: ReleaseKind, entry: str, reason: str, **more: str
) -> RedirectResponse:
    found = _entry(desk, entry.strip())
    return _kept(
        request, desk, deciding.on_entry(kind, found, request.state.user.name, reason, **more), found
    )


def _kept(request: Request, desk: Desk, made: Release, entry: Entry | None) -> RedirectResponse:
    """Append a decision and lead back to where it is listed."""
    with desk.writing() as casefile:
        casefile.add_releases([made])
    noted(request, f"publishing: {made.kind.value}", on_what=made.entry or made.name)
    return RedirectResponse(TO.page("publishing", entry=entry.id if entry else None), 303)


def _entry(desk: Desk, wanted: str) -> Entry:
    try:
        return desk.casefile.entry(wanted)
    except UsageError as error:
        raise NotFoundError(error.what, None, "the register has the ids of all entries") from None


def _rules(desk: Desk) -> Policy:
    rules: Policy = desk.kept("publishing", (), lambda: policy(desk.casefile))
    return rules
