"""Find out who asks, and keep the log of what they change."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import CasefileError
from onrecord.model.users import Role, User
from onrecord.store.desk.records import TokenKind
from onrecord.web.safety.limits import bounded
from onrecord.web.safety.refusals import Refusals
from onrecord.web.safety.tokens import SAFE, from_here, token_of

if TYPE_CHECKING:
    from onrecord.store.desk.store import DeskStore
    from onrecord.web.settings import Settings

OPEN = ("/login", "/static/", "/favicon.ico")
"""What is answered before anybody has signed in."""

UNKNOWN_SENDS, READER_SENDS, FIELDS, BODY = 16 * 1024, 128 * 1024, 512 * 1024, 4 * 1024 * 1024
"""Bytes that somebody may send who has not signed in, who may only look, of a form without files, and of
JSON: these are held in memory, where files are not, and to take a form apart takes its time."""

_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Asking:
    """Hold what a request says of who asks."""

    user: User | None
    cookie: str  # what the browser holds: the token of its session, or a mark of no account
    is_new: bool = False  # the browser is to be given it
    session: str | None = None  # the id of the session
    bearer: bool = False  # a program with a token of its own, not a browser


class Knowing:
    """Find out who asks before anything is done, and let nobody else in."""

    def __init__(self, app: ASGIApp, settings: Settings, desk: DeskStore) -> None:
        self._app, self._settings, self._desk = app, settings, desk
        self._refusals = Refusals()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            asking = await run_in_threadpool(self._asking, request)
        except CasefileError as error:
            await PlainTextResponse(f"{error}\n", 503)(scope, receive, send)
            return
        self._tell(scope, request, asking)
        note = request.method not in SAFE
        refused = self._refused(request, asking)
        answering = self._answering(scope, send, asking, note=note, refused=refused is not None)
        if refused is not None:
            await refused(scope, receive, answering)
            return
        try:
            receive = bounded(scope, receive, self._most(request, asking.user))
        except HTTPException as error:
            await _plain(request, error.status_code, error.detail)(scope, receive, answering)
            return
        await self._app(scope, receive, answering)

    def _asking(self, request: Request) -> Asking:
        desk, path = self._desk, request.url.path
        bearer = request.headers.get("authorization", "")
        if path.startswith("/api/") and bearer.lower().startswith(_BEARER):
            token = desk.tokens.of(bearer[len(_BEARER) :].strip(), TokenKind.API)
            user = None if token is None else User(token.account.name, token.account.role)
            return Asking(user, "", bearer=True)
        if path.startswith("/feeds/") and "token" in request.query_params and request.method in SAFE:
            token = desk.tokens.of(request.query_params["token"], TokenKind.FEED)
            # The token is kept by other programs: it opens the feeds as one who looks sees them.
            user = None if token is None else User(token.account.name, Role.READER)
            return Asking(user, "", bearer=True)
        cookie = request.cookies.get(cookie_name(desk, self._settings), "")
        session = desk.sessions.of(cookie) if cookie else None
        if session is not None:
            user = User(session.account.name, session.account.role)
            return Asking(user, cookie, session=session.id)
        needed = self._settings.accounts or desk.accounts.any()
        user_here = None if needed else User(self._settings.by, Role.ADMIN, account=False)
        is_mark = len(cookie) == _MARK_LENGTH and cookie.isascii() and cookie.isalnum()
        return Asking(user_here, cookie if is_mark else new_mark(), is_new=not is_mark)

    def _tell(self, scope: Scope, request: Request, asking: Asking) -> None:
        """Put into the request's state what routes may ask."""
        state = scope.setdefault("state", {})
        state["address"] = address_of(request)
        state["csrf"] = token_of(self._desk.secret, asking.cookie)
        state["session"] = asking.session
        state["bearer"] = asking.bearer
        state["cookie"] = asking.cookie
        if asking.user is not None:
            state["user"] = asking.user

    def _refused(self, request: Request, asking: Asking) -> Response | None:
        """Return the answer to who may not ask; nothing where they may."""
        if request.method not in SAFE and not asking.bearer and not from_here(request.headers):
            return _plain(request, 403, "This was sent by a page that is not of this app.")
        if asking.user is not None or (not asking.bearer and _is_open(request.url.path)):
            return None
        if asking.bearer or request.url.path.startswith("/api/"):
            return _plain(
                request, 401, "The token is not known, or none was given.", {"WWW-Authenticate": "Bearer"}
            )
        if request.url.path.startswith("/feeds/"):
            return _plain(request, 401, "Give the token of your account's page, or sign in.")
        query = f"?{request.url.query}" if request.url.query else ""
        back = request.url.path + query if request.method == "GET" else "/"
        login = "/login" + ("" if back == "/" else f"?{urlencode({'next': back})}")
        if "hx-request" in request.headers:  # else the page to sign in would stand in the middle of another
            return PlainTextResponse("Sign in.\n", 401, {"HX-Redirect": "/login"})
        return RedirectResponse(login, 303)

    def _most(self, request: Request, user: User | None) -> int:
        """Return how many bytes the request may have."""
        if user is None:
            return UNKNOWN_SENDS
        if not user.role.may(Role.REVIEWER):
            return READER_SENDS
        kind = request.headers.get("content-type", "").lower()
        if kind.startswith("multipart/form-data"):
            return self._settings.max_request
        return BODY if kind.startswith("application/json") else FIELDS

    def _answering(self, scope: Scope, send: Send, asking: Asking, *, note: bool, refused: bool) -> Send:
        """Return what sends the answer: it gives the browser its mark, and first notes what was changed."""

        async def answering(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                if asking.is_new and is_page and "set-cookie" not in headers:
                    mark = Response()
                    set_cookie(mark, asking.cookie, self._desk, self._settings)
                    headers.append("set-cookie", mark.headers["set-cookie"])
                if note:
                    done = message["status"] < 400 and not refused
                    _make_sure(scope, done)
                    await run_in_threadpool(self._note, scope, asking, done)
            await send(message)

        return answering

    def _note(self, scope: Scope, asking: Asking, done: bool) -> None:
        state = scope["state"]
        route = getattr(scope.get("route"), "path", None)
        what, on_what = state.get("noted") or (f"{scope['method']} {route or ''}".strip(), scope["path"])
        if not what:  # nothing that concerns others, as the choice of a theme
            return
        who = state.get("noted_who") or (asking.user.name if asking.user else "")
        tried = state.get("tried", False)  # a password was looked at: how often is limited already
        if not done and not tried and (asking.user is None or not state.get("checked")):
            what = self._refusals.told(what, neighbourhood(state["address"]))
        if what:
            self._desk.audit.note(who, what, on_what, state["address"], done=done)


def _make_sure(scope: Scope, done: bool) -> None:
    """Raise where something was changed and nobody looked for the token of a form: a mistake of the app."""
    if done and not scope["state"].get("checked"):
        raise RuntimeError(f"{scope['method']} {scope['path']!r} was answered without a look at its token")


_MARK_LENGTH = 32


def new_mark() -> str:
    """Return what marks a browser that has no session, so that its forms can be told from others'."""
    return secrets.token_hex(_MARK_LENGTH // 2)


def cookie_name(desk: DeskStore, settings: Settings) -> str:
    """Return the name of a desk's cookie: two desks on one machine share a host, but no sessions."""
    return f"{'__Host-' if settings.secure else ''}onrecord-{desk.id}"


def set_cookie(response: Response, value: str, desk: DeskStore, settings: Settings) -> None:
    """Give a browser what it is known by: no script sees it, no other site has it sent along."""
    name = cookie_name(desk, settings)
    response.set_cookie(name, value, path="/", secure=settings.secure, httponly=True, samesite="lax")


def address_of(request: Request) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else ""


def neighbourhood(address: str) -> str:
    """Return what counts as one address where attempts are counted: a whole network of IPv6 is one household.

    >>> neighbourhood("192.0.2.7"), neighbourhood("2001:db8:1:2:3::4"), neighbourhood("unix")
    ('192.0.2.7', '2001:db8:1:2::/64', 'unix')
    """
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(number, ipaddress.IPv6Address):
        mapped = number.ipv4_mapped
        return str(mapped or ipaddress.ip_network((number, 64), strict=False))
    return str(number)


def _is_open(path: str) -> bool:
    return any(path == each or (each.endswith("/") and path.startswith(each)) for each in OPEN)


def _plain(request: Request, status: int, told: str, headers: dict[str, str] | None = None) -> Response:
    if request.url.path.startswith("/api/"):
        record = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": told}
        return JSONResponse(record, status, headers, media_type="application/problem+json")
    return PlainTextResponse(f"{told}\n", status, headers)
