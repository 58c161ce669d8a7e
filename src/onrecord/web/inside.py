"""Keep redirects within the app."""

from __future__ import annotations

from urllib.parse import urlsplit


def inside(address: str, otherwise: str = "/") -> str:
    r"""Return an address of a page of this app, or another one where it leads elsewhere.

    >>> inside("/register?actor=Orlin"), inside("//evil.example/x"), inside("/\\evil.example"), inside("a")
    ('/register?actor=Orlin', '/', '/', '/')
    """
    if not address.isprintable() or "\\" in address or not address.isascii():
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    here = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return address if here else otherwise
