"""Sign in and out, and look after one's own account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.model.users import Role, User
from onrecord.store.desk.records import TokenKind
from onrecord.web.inside import inside
from onrecord.web.pages import THEMES, TO, shown, templates
from onrecord.web.safety import needs, noted, passwords
from onrecord.web.safety.desks import FromDeskStore
from onrecord.web.safety.signing import Refused, sign_in
from onrecord.web.safety.who import new_mark, set_cookie

router = APIRouter(include_in_schema=False)
Given = Annotated[str, Form(max_length=2_000)]

_WRONG = "There is no such account with this password."


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    """Ask for name and password."""
    if hasattr(request.state, "user"):
        return RedirectResponse(inside(next), 303)
    return _login(request, next)


@router.post("/login", dependencies=[needs(None)])
def login(
    request: Request, desk: FromDeskStore, name: Given = "", password: Given = "", next: Given = "/"
) -> Response:
    """Begin a session; the browser gets another cookie than it had before."""
    browser = request.headers.get("user-agent", "")
    outcome = sign_in(desk, name, password, request.state.address, browser)
    if isinstance(outcome, Refused):
        whose = outcome.account or "an account that is not there"  # it may be a password that was typed there
        request.state.tried = not outcome.wait
        noted(request, "signing in too often" if outcome.wait else "signing in", whose)
        if not outcome.wait:
            return _login(request, next, name=name, told=_WRONG, status=401)
        minutes = -(-int(outcome.wait.total_seconds()) // 60)
        told = f"This was tried too often. Try again in {minutes} {'minute' if minutes == 1 else 'minutes'}."
        answer = _login(request, next, name=name, told=told, status=429)
        answer.headers["Retry-After"] = str(int(outcome.wait.total_seconds()) + 1)
        return answer
    request.state.noted_who = outcome.name
    noted(request, "signed in", outcome.name)
    went = RedirectResponse(inside(next), 303)
    set_cookie(went, outcome.token, desk, request.app.state.settings)
    return went


@router.post("/logout", dependencies=[needs(Role.READER)])
def logout(request: Request, desk: FromDeskStore) -> RedirectResponse:
    """End the session of this browser."""
    noted(request, "signed out", request.state.user.name)
    desk.sessions.end(request.state.cookie)
    went = RedirectResponse("/login", 303, {"Clear-Site-Data": '"cache"'})
    set_cookie(went, new_mark(), desk, request.app.state.settings)
    return went


@router.get("/account")
def account_page(request: Request, desk: FromDeskStore) -> HTMLResponse:
    """Show one's own account: password, browsers that are signed in, tokens."""
    return _account(request, desk)


@router.post("/account/password", dependencies=[needs(Role.READER)])
def password(
    request: Request, desk: FromDeskStore, old: Given = "", new: Given = "", again: Given = ""
) -> Response:
    """Change one's own password; every session but a new one ends."""
    user = _own(request)
    noted(request, "password changed", user.name)
    address, browser = request.state.address, request.headers.get("user-agent", "")
    try:
        if new != again:
            raise UsageError("the two new passwords differ", None, "type it again")
        checked = passwords.checked(new, user.name)
        held = sign_in(desk, user.name, old, address, browser)
        if isinstance(held, Refused):
            raise UsageError("the old password is not the one of this account", None, "type it again")
    except UsageError as error:
        return _account(request, desk, told=str(error), status=400)
    desk.accounts.set_password(user.name, passwords.hashed(checked))
    went = RedirectResponse("/account", 303)
    set_cookie(went, desk.sessions.begin(user.name, address, browser), desk, request.app.state.settings)
    return went


@router.post("/account/sessions", dependencies=[needs(Role.READER)])
def end_sessions(request: Request, desk: FromDeskStore, session: Given = "") -> RedirectResponse:
    """End one of one's own sessions by its id, or all the others."""
    user = _own(request)
    noted(request, "sessions ended", user.name)
    if session:
        desk.sessions.end_one(session, user.name)
    else:
        desk.sessions.end_all(user.name, but=request.state.cookie)
    return RedirectResponse("/account", 303)


@router.post("/account/tokens", dependencies=[needs(Role.READER)])
def make_token(
    request: Request, desk: FromDeskStore, kind: Annotated[TokenKind, Form()], name: Given = ""
) -> HTMLResponse:
    """Make a token and show it, this once."""
    user = _own(request)
    noted(request, "token made", f"{user.name}, {kind.value}")
    try:
        token = desk.tokens.make(user.name, kind, " ".join(name.split()) or kind.value)
    except UsageError as error:
        return _account(request, desk, told=str(error), status=400)
    return _account(request, desk, token=token)


@router.post("/account/tokens/withdraw", dependencies=[needs(Role.READER)])
def withdraw_token(request: Request, desk: FromDeskStore, token: Given = "") -> RedirectResponse:
    """Withdraw one of one's own tokens by its id."""
    user = _own(request)
    noted(request, "token withdrawn", user.name)
    desk.tokens.withdraw(user.name, token)
    return RedirectResponse("/account", 303)


def _own(request: Request) -> User:
    user: User = request.state.user
    if not user.account:
        raise UsageError("nobody signs in to this casefile", None, "make accounts with `onrecord users add`")
    return user


def _account(
    request: Request, desk: FromDeskStore, *, told: str = "", token: str = "", status: int = 200
) -> HTMLResponse:
    user: User = request.state.user
    return shown(
        request, "account.html.j2", title="Your account", status=status, told=told, token=token,
        sessions=desk.sessions.all(user.name) if user.account else [],
        tokens=desk.tokens.all(user.name) if user.account else [],
        this=request.state.session, shortest=passwords.SHORTEST,
    )  # fmt: skip


def _login(request: Request, next: str, *, name: str = "", told: str = "", status: int = 200) -> HTMLResponse:
    """Return the page to sign in, which shows nothing of the casefile, not even its name."""
    theme = request.cookies.get("theme", "auto")
    page = templates().get_template("login.html.j2").render(
        to=TO, csrf_token=request.state.csrf, theme=theme if theme in THEMES else "auto",
        next=inside(next), name=name, told=told,
    )  # fmt: skip
    return HTMLResponse(page, status)
