"""Take what people pass as filters: one value or several, days as text or as dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeAlias

from onrecord.errors import UsageError
from onrecord.views.spells import stated

Several: TypeAlias = "str | Iterable[str] | None"
"""One value, several, or ``None`` for all."""

Day: TypeAlias = "str | date | None"
"""A day, month or year: EDTF (``"2031-05"``), a usual form where it is plain, or a date."""


def several(given: Several) -> tuple[str, ...]:
    """Return values as a tuple.

    >>> several("offer"), several(["offer", "demand"]), several(None)
    (('offer',), ('offer', 'demand'), ())
    """
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(map(str, given))


def day(given: Day) -> str | None:
    """Return a day as EDTF.

    >>> day(date(2031, 5, 3)), day("2031-05"), day("3 May 2031"), day(None)
    ('2031-05-03', '2031-05', '2031-05-03', None)

    Raises:
        UsageError: it is none.
    """
    if given is None:
        return None
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    written = stated(given)
    if written is None:
        raise UsageError(f"{given!r} is no date", None, "write it as 2031-05-02, 2031-05 or 2031")
    return written
