"""Look after the accounts, and read the log of who did what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.model.users import Role, User
from onrecord.store.desk.accounts import checked_name
from onrecord.web.pages import shown
from onrecord.web.safety import needs, noted, passwords
from onrecord.web.safety.desks import FromDeskStore

router = APIRouter(include_in_schema=False)
Given = Annotated[str, Form(max_length=2_000)]
Chosen = Annotated[Role, Form()]

LINES = 50
"""Lines of the log on one page."""


@router.get("/accounts", dependencies=[needs(Role.ADMIN)])
def accounts_page(request: Request, desk: FromDeskStore) -> HTMLResponse:
    """Show who may sign in, and as what."""
    return _accounts(request, desk)


@router.post("/accounts/add", dependencies=[needs(Role.ADMIN)])
def add(
    request: Request, desk: FromDeskStore, role: Chosen, name: Given = "", new: Given = "", again: Given = ""
) -> Response:
    """Make an account; the first is an admin's, since somebody has to look after the others."""
    noted(request, "account made")
    try:
        tidy = checked_name(name)
        noted(request, "account made", f"{tidy}, {role.value}")
        if role is not Role.ADMIN and not desk.accounts.admins():
            raise UsageError("the first account is an admin's", None, "make it with that role")
        account = desk.accounts.add(tidy, role, passwords.hashed(_twice(new, again, tidy)))
    except UsageError as error:
        return _accounts(request, desk, told=str(error), name=name, role=role)
    noted(request, "account made", f"{account.name}, {role.value}")
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/role", dependencies=[needs(Role.ADMIN)])
def set_role(request: Request, desk: FromDeskStore, role: Chosen, name: Given) -> Response:
    """Change what somebody may do."""
    noted(request, f"role {role.value}", _known(desk, name))
    return _done(request, desk, lambda: desk.accounts.set_role(name, role))


@router.post("/accounts/password", dependencies=[needs(Role.ADMIN)])
def set_password(
    request: Request, desk: FromDeskStore, name: Given, new: Given = "", again: Given = ""
) -> Response:
    """Give somebody who has forgotten it another password."""
    noted(request, "password changed", _known(desk, name))
    return _done(
        request, desk, lambda: desk.accounts.set_password(name, passwords.hashed(_twice(new, again, name)))
    )


@router.post("/accounts/shut", dependencies=[needs(Role.ADMIN)])
def shut(request: Request, desk: FromDeskStore, name: Given) -> Response:
    """Let somebody sign in no more."""
    noted(request, "account shut", _known(desk, name))
    return _done(request, desk, lambda: desk.accounts.disable(name))


@router.post("/accounts/open", dependencies=[needs(Role.ADMIN)])
def open_(request: Request, desk: FromDeskStore, name: Given) -> Response:
    """Let somebody sign in again."""
    noted(request, "account opened", _known(desk, name))
    return _done(request, desk, lambda: desk.accounts.enable(name))


@router.post("/accounts/sessions", dependencies=[needs(Role.ADMIN)])
def end_sessions(request: Request, desk: FromDeskStore, name: Given) -> Response:
    """End all that somebody has open."""
    noted(request, "sessions ended", _known(desk, name))
    return _done(request, desk, lambda: desk.sessions.end_all(name))


@router.get("/audit", dependencies=[needs(Role.ADMIN)])
def audit(
    request: Request,
    desk: FromDeskStore,
    who: str = "",
    what: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Show who did what, the latest first."""
    total = desk.audit.count(who or None, what or None)
    lines = desk.audit.lines(who or None, what or None, offset=(page - 1) * LINES, limit=LINES)
    return shown(
        request, "audit.html.j2", title="Who did what", lines=lines, total=total, who=who, what=what,
        page=page, pages=max(1, -(-total // LINES)), deeds=desk.audit.deeds(), people=desk.audit.people(),
    )  # fmt: skip


def _done(request: Request, desk: FromDeskStore, change: Callable[[], object]) -> Response:
    try:
        change()
    except UsageError as error:
        return _accounts(request, desk, told=str(error))
    return RedirectResponse("/accounts", 303)


def _accounts(
    request: Request, desk: FromDeskStore, *, told: str = "", name: str = "", role: Role = Role.READER
) -> HTMLResponse:
    user: User = request.state.user
    accounts = desk.accounts.all()
    return shown(
        request, "accounts.html.j2", title="Accounts", status=400 if told else 200, told=told, name=name,
        role=role if accounts else Role.ADMIN, roles=list(Role), accounts=accounts,
        sessions=desk.sessions.all(), shortest=passwords.SHORTEST, me=user.name,
    )  # fmt: skip


def _known(desk: FromDeskStore, name: str) -> str:
    account = desk.accounts.get(name)
    return account.name if account is not None else "an account that is not there"


def _twice(new: str, again: str, name: str) -> str:
    if new != again:
        raise UsageError("the two passwords differ", None, "type it again")
    return passwords.checked(new, name)
