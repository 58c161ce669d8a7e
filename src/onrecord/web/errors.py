"""Answer what went wrong with a page that says what, where and what to do next."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from onrecord.errors import CasefileError, OnrecordError, UsageError
from onrecord.web.pages import shown

LOG = logging.getLogger("onrecord.web")
_NOTHING = ("there is no ", "there are no ", "no ")
_COMMAND = "`onrecord "
_LISTS = {
    "entry": ("register", "To the register"),
    "document": ("documents", "To the list of articles"),
    "actor": ("actors", "To the list of actors"),
    "issue": ("issues", "To the list of issues"),
    "conflict": ("conflicts", "To the list of conflicts"),
    "proposal": ("proposals", "To the list of proposals"),
    "package": ("packages", "To the list of packages"),
    "story": ("documents", "To the list of articles"),
    "unity": ("unity", "To the list of blocs"),
    "jobs": ("jobs", "To the list of what is under way"),
    "tracker": ("tracker", "To the list of trackers"),
}
"""Where whoever asked for one of these finds what there is: the page, and what a link calls it."""
_SAID = {
    400: "This cannot be done as it was asked.",
    403: "This is for somebody with another role.",
    404: "There is no such page.",
    405: "This page cannot be asked in this way.",
    413: "This is more than is taken at once.",
    429: "This was tried too often.",
    503: "The casefile cannot be used just now.",
}


class NotFoundError(UsageError):
    """Report that what an address names is not there."""


def tell_errors(app: FastAPI) -> None:
    """Have the app answer errors with pages, and below ``/api`` with problems as RFC 9457 has them."""

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, OnrecordError)
        return problem(request, status_of(error), error.what, error.remedy)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        told, remedy = str(error.detail) if error.detail != _phrase(error.status_code) else "", None
        if error.status_code == 404 and _is_program(request):
            told = told or f"there is no {request.url.path[:100]}"
            remedy = "/api/openapi.json lists what there is"
        return problem(request, error.status_code, told, remedy, dict(error.headers or {}))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        told = "; ".join(f"{_named(each['loc'])}: {each['msg']}" for each in error.errors())
        return problem(request, 400, told, None)

    async def unforeseen(request: Request, error: Exception) -> Response:
        LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
        told = "Something went wrong in onrecord itself; the log of the server says what."
        return problem(request, 500, told, None)

    app.add_exception_handler(OnrecordError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unforeseen)


def status_of(error: OnrecordError) -> int:
    """Return the status that tells what kind of error it is.

    >>> status_of(UsageError("there is no entry 'x'")), status_of(UsageError("'x' is no date"))
    (404, 400)
    """
    if isinstance(error, CasefileError):
        return 503
    if isinstance(error, NotFoundError) or error.what.startswith(_NOTHING):
        return 404
    return 400


def problem(
    request: Request, status: int, told: str, remedy: str | None, headers: dict[str, str] | None = None
) -> Response:
    """Return a page, or for programs a record, that says what went wrong."""
    title = _SAID.get(status, _phrase(status))
    if _is_program(request):
        phrase = _phrase(status)  # the title of problems of no type of their own, by the RFC
        record: dict[str, Any] = {"type": "about:blank", "title": phrase, "status": status}
        record["detail"] = told or title
        if remedy:
            record["remedy"] = remedy
        return JSONResponse(record, status, headers, media_type="application/problem+json")
    if not hasattr(request.state, "user"):  # stopped before it was known who asks
        return Response(f"{title} {told}".strip() + "\n", status, headers, media_type="text/plain")
    # Who reads a page is at no terminal: where a remedy names a command, the list stands in its place.
    values = {
        "told": _sentence(told),
        "remedy": _sentence(remedy) if remedy and _COMMAND not in remedy else "",
        "listed": _LISTS.get(request.url.path.split("/")[1]),
    }
    page = shown(request, "error.html.j2", title=title, status=status, **values)
    page.headers.update(headers or {})
    return page


def _is_program(request: Request) -> bool:
    """Tell whether it is the API that is asked: what asks it is no browser."""
    return request.url.path.startswith("/api/")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase


def _sentence(told: str) -> str:
    """Return the words of an error as a page says them.

    >>> _sentence("there is no package 'x'"), _sentence("Done."), _sentence("")
    ("There is no package 'x'.", 'Done.', '')
    """
    ended = told if told.endswith((".", "!", "?", ":")) or not told else f"{told}."
    return ended[:1].upper() + ended[1:]


def _named(where: Sequence[int | str]) -> str:
    """Return the name of the parameter that is at fault; of a list its number stands behind it."""
    return next((each for each in reversed(where) if isinstance(each, str)), "request")
