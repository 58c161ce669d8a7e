"""Read the parameters of an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.store.filters import known_day

if TYPE_CHECKING:
    from fastapi import Request

Given = Mapping[str, Sequence[str]]
"""The values of parameters by name; empty ones are left out."""

MOST = 200
"""Characters of one value, and values of one address, that are read."""


def parameters(request: Request) -> Given:
    """Return the parameters of an address: forms send empty ones, which mean nothing."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items()[:MOST]:
        if value.strip():
            found.setdefault(name, []).append(value.strip()[:MOST])
    return found


def one(given: Given, name: str) -> str | None:
    """Return the value of a parameter that stands once.

    >>> one({"as_of": ["2031"]}, "as_of"), one({}, "as_of")
    ('2031', None)
    """
    return next(iter(given.get(name, ())), None)


def day(given: Given, name: str) -> str | None:
    """Return a date that a parameter gives, as EDTF.

    Raises:
        UsageError: it is no date, or has no year.
    """
    typed = one(given, name)
    return None if typed is None else known_day(typed)


def choice(given: Given, name: str, known: Sequence[str]) -> str | None:
    """Return a value that has to be one of some.

    Raises:
        UsageError: it is none of them.
    """
    typed = one(given, name)
    if typed is not None and typed not in known:
        raise UsageError(f"{name}={typed!r} is not known", None, f"it is one of {', '.join(known)}")
    return typed


def number(given: Given, name: str, least: int = 1) -> int:
    """Return a number that a parameter gives: ``least`` where it does not stand.

    Raises:
        UsageError: it is none, or less.

    >>> number({"page": ["3"]}, "page"), number({}, "page")
    (3, 1)
    """
    typed = one(given, name)
    if typed is None:
        return least
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 7 or int(typed) < least:
        raise UsageError(f"{name}={typed!r} is no number from {least} on", None, "follow a link of the page")
    return int(typed)
