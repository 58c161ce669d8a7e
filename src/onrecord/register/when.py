"""Work with the days between which an act lies, as far as they are known."""

from __future__ import annotations

import re
from datetime import date

from onrecord.text.days import days

_DAY = re.compile(r"[0-9X]{4}-([01][0-9]-[0-3][0-9])")


def act_days(told: str | None, published: str | None) -> tuple[str | None, str | None, bool]:
    """Return the first and the last day of an act, and whether the text itself dates it.

    An act that the text does not date, or dates without the year, is of the day of publication.

    >>> act_days(None, "2031-03-04")
    ('2031-03-04', '2031-03-04', False)
    >>> act_days("2031-02", "2031-03-04")
    ('2031-02-01', '2031-02-28', True)
    """
    known = days(told)
    if known is not None:
        return _real(known[0]), _real(known[1]), True
    known = days(published)
    return (_real(known[0]), _real(known[1]), False) if known is not None else (None, None, False)


def _real(day: str) -> str:
    """Return a day of the calendar: the last day of a month is written as 31 throughout."""
    year, month, number = day.split("-")
    for shorter in range(4):
        last = f"{year}-{month}-{int(number) - shorter:02}"
        try:
            date.fromisoformat(last)
        except ValueError:
            continue
        return last
    return "0001-01-01" if year == "0000" else day


def apart(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> int | None:
    """Return how many days lie at least between two stretches; ``None`` where one is not known.

    >>> apart(("2031-03-01", "2031-03-04"), ("2031-03-09", "2031-03-09"))
    5
    """
    if not (a[0] and a[1] and b[0] and b[1]):
        return None
    gap = max(ordinal(b[0]) - ordinal(a[1]), ordinal(a[0]) - ordinal(b[1]))
    return max(gap, 0)


def month_days(told: str | None) -> tuple[str, ...]:
    """Return month and day of the first day of a date, whatever its year; nothing where it names no day.

    >>> month_days("XXXX-07-08/XXXX-07-09"), month_days("2031-07")
    (('07-08',), ())
    """
    found = _DAY.match(told or "")
    return (found[1],) if found else ()


def ordinal(day: str) -> int:
    """Return the number of a day, for reckoning; the ends of an open interval are far away."""
    return date.fromisoformat(day).toordinal()
