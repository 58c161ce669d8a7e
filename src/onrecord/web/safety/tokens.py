"""Tell a request that a page of this app sent from one that another page had a browser send.

Three things have to hold for a request that changes something: the browser says that it comes from this app
(``Sec-Fetch-Site``, else ``Origin``), the cookie is there, which is not sent along from elsewhere
(``SameSite``), and it carries a token that only somebody who sees the pages of that cookie knows.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

FIELD, HEADER = "csrf", "X-CSRF-Token"
"""Where forms and scripts put the token."""


def token_of(secret: bytes, cookie: str) -> str:
    """Return the token that belongs to the value of a cookie."""
    return hmac.new(secret, f"csrf {cookie}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def csrf_holds(request: Request, token: object) -> bool:
    """Tell whether a token is the one of the request's cookie; requests with a bearer token need none."""
    request.state.checked = True
    if request.state.bearer:
        return True
    known: str = request.state.csrf
    return isinstance(token, str) and hmac.compare_digest(known.encode(), token.encode("utf-8", "replace"))


def from_here(headers: Headers) -> bool:
    """Tell whether a browser says that a page of this app sent the request, or says nothing of it.

    >>> from_here(Headers({"host": "desk.example", "origin": "https://desk.example"}))
    True
    >>> from_here(Headers({"host": "desk.example", "origin": "https://evil.example"}))
    False
    >>> from_here(Headers({"host": "desk.example", "sec-fetch-site": "same-site"}))
    False
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == headers.get("host", "").lower()
