"""Tell whether two facts are of one day, as far as their texts say."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import Fact
from onrecord.register.when import ordinal

MOST_DAYS = 3
"""Days that a fact may be spread over and still be compared as of a day."""
NEAR_DAYS = 3
"""Days between two pages over which a state of things that no words date is taken to last."""
_YEARLESS = re.compile(r"XXXX-(\d\d-\d\d)")


def day_keys(fact: Fact) -> tuple[str, ...]:
    """Return month and day of each day of a fact; ``undated`` for none, nothing where they are too many."""
    bounds = bounds_of(fact)
    if bounds is not None:
        first, last = bounds
        if last - first >= MOST_DAYS:
            return ()
        return tuple(f"{date.fromordinal(n):%m-%d}" for n in range(first, last + 1))
    yearless = month_day(fact)
    return (yearless,) if yearless else ("undated",)


def windows(fact: Fact) -> tuple[str, ...]:
    """Return two stretches of days around a fact that no words date: those of near days share one."""
    bounds = None if fact.dated else bounds_of(fact)
    if bounds is None:
        return ()
    first = bounds[0] // NEAR_DAYS
    return f"{first}", f"{first + 1}"


def published_windows(fact: Fact) -> tuple[str, ...]:
    """Return two stretches of days around the day of a page: pages of near days share one."""
    try:
        first = date.fromisoformat(fact.published or "").toordinal() // (NEAR_DAYS + 1)
    except ValueError:
        return (fact.published[5:],) if fact.published else ()
    return f"{first}", f"{first + 1}"


def bounds_of(fact: Fact) -> tuple[int, int] | None:
    """Return the first and the last day of a fact as numbers; ``None`` where the year is not known.

    A day that the text gives without its year is not taken for that of publication.
    """
    if month_day(fact) or fact.first_day is None or fact.last_day is None:
        return None
    return ordinal(fact.first_day), ordinal(fact.last_day)


def month_day(fact: Fact) -> str | None:
    """Return month and day of a fact of which the year is not known."""
    m = _YEARLESS.fullmatch(fact.edtf or "")
    return m[1] if m else None


def one_day(a: Fact, b: Fact) -> bool:
    """Tell whether two facts are of the same day or days: of known ones that have a day in common."""
    left, right = set(day_keys(a)), set(day_keys(b))
    if not left & right or "undated" in left | right:
        return False
    x, y = bounds_of(a), bounds_of(b)
    return x is None or y is None or max(x[0], y[0]) <= min(x[1], y[1])


def undated(a: Fact, b: Fact) -> bool:
    """Tell whether neither text, nor its page, says when."""
    return day_keys(a) == day_keys(b) == ("undated",)


def published_together(a: Fact, b: Fact, days: int = 0) -> bool:
    """Tell whether two pages are of one day, or within some days of each other; one may lack its year."""
    left, right = a.published or "", b.published or ""
    if left[5:] == right[5:] and len(left) == len(right) == 10 and "XXXX" in (left[:4], right[:4]):
        return True
    try:
        return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) <= days
    except ValueError:
        return False


def day_words(a: Fact, b: Fact) -> str:
    """Return the day that two facts are of as a reader has it, with its year where one of them tells it."""
    for fact in (a, b):
        if fact.first_day and fact.last_day and not month_day(fact):
            one = fact.first_day == fact.last_day
            return fact.first_day if one else f"{fact.first_day} to {fact.last_day}"
    return month_day(a) or month_day(b) or "a day that is not told"
