"""Tell whether who asks for a feed has it already: by a mark of what it is made of (RFC 9110, 13.1.2)."""

from __future__ import annotations

from hashlib import sha256

from onrecord import __version__


def mark(revision: int, day: str, *parts: str) -> str:
    """Return the mark of a feed: weak, since it says that the same is told, not by which bytes.

    Args:
        revision: of the casefile.
        day: delays of publication end with it.
        parts: what else it is made of: its kind, its parameters, where the app is served.

    >>> mark(3, "2031-05-02", "atom") == mark(4, "2031-05-02", "atom")
    False
    """
    told = "\n".join((str(revision), day, __version__, *parts))
    return f'W/"{sha256(told.encode()).hexdigest()[:24]}"'


def has(given: str | None, held: str) -> bool:
    """Tell whether a header If-None-Match names a mark.

    >>> has('"x", W/"ab"', 'W/"ab"'), has("*", 'W/"ab"'), has(None, 'W/"ab"'), has('"a"', 'W/"ab"')
    (True, True, False, False)
    """
    if given is None:
        return False
    names = [each.strip().removeprefix("W/") for each in given.split(",")]
    return "*" in names or held.removeprefix("W/") in names
