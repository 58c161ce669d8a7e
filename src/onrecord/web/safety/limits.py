"""Keep requests within bounds: how long an address is, how much is sent, and how slowly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.safety.hosts import Hosts

LONGEST_QUERY = 8_192
"""Characters of a query; a long filter has some hundreds."""

MOST_PARAMETERS = 300

LONGEST_PATH = 2_048

METHODS = ("GET", "HEAD", "POST")
"""What the app is asked by; others are answered before anything looks at them."""

PATIENCE = 30.0
"""Seconds without a byte of what is being sent."""

SLOWEST = 4_096
"""Bytes a second of what is being sent, beyond the first seconds of patience."""


class Bounded:
    """Refuse requests under names of others and addresses out of bounds, before anything is done."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            refused = _misshapen(scope) or self._refused(scope)
            answer = self._app
            if refused is not None:
                answer = PlainTextResponse(refused[1] + "\n", refused[0], _HEADERS.get(refused[0]))
            await answer(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not self._hosts.fit(hosts[0]):
            told = "This app is not known by that name; its owner can give it with --allow-host."
            return HTTPStatus.MISDIRECTED_REQUEST, told
        query: bytes = scope["query_string"]
        too_long = len(query) > LONGEST_QUERY or query.count(b"&") >= MOST_PARAMETERS
        if too_long or len(scope["path"]) > LONGEST_PATH:
            return HTTPStatus.REQUEST_URI_TOO_LONG, "The address is longer than any of this app."
        if "\0" in scope["path"] or b"%00" in query or b"\0" in query:
            return HTTPStatus.BAD_REQUEST, "The address holds a character that stands in no text."
        return None


_HEADERS: Mapping[int, dict[str, str]] = {
    HTTPStatus.METHOD_NOT_ALLOWED: {"Allow": ", ".join(METHODS)},
    HTTPStatus.BAD_REQUEST: {"Connection": "close"},  # what follows may be meant as part of it
}


def _misshapen(scope: Scope) -> tuple[int, str] | None:
    """Return what is wrong with a request that no browser sends; programs may understand it differently."""
    if scope["method"] not in METHODS:
        return HTTPStatus.METHOD_NOT_ALLOWED, "This page cannot be asked in this way."
    if not scope["path"].startswith("/"):
        return HTTPStatus.BAD_REQUEST, "The address does not begin with a slash."
    if {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}:
        return HTTPStatus.BAD_REQUEST, "It says in two ways how long it is."
    return None


def bounded(scope: Scope, receive: Receive, most: int) -> Receive:
    """Return what receives a request's body up to a size, neither more nor too slowly.

    Raises:
        HTTPException: the size that is announced is larger (413). What is returned raises it where more comes
            than is taken, or it comes too slowly (408).
    """
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    if announced.isdigit() and int(announced) > most:
        raise too_large(most)
    began, received, whole = time.monotonic(), 0, False

    async def limited() -> Message:
        nonlocal received, whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "It came too slowly.") from None
        if message["type"] == "http.request":
            received += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if received > most:
                raise too_large(most)
            if not whole and time.monotonic() - began > PATIENCE + received / SLOWEST:
                raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "It came too slowly.")
        return message

    return limited


def too_large(most: int) -> HTTPException:
    """Return the error that says how much is taken."""
    size = f"{most // 1_048_576} MB" if most >= 1_048_576 else f"{most // 1024} kB"
    return HTTPException(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {size} are taken at once; send it in parts."
    )
