"""Compare terms and memberships whose ends are partial dates."""

from __future__ import annotations

from functools import lru_cache

from onrecord.text.days import Days, days

_ALWAYS: Days = ("0000-01-01", "9999-12-31")


@lru_cache(maxsize=4096)
def earliest(edtf: str | None) -> str:
    """Return the first day that a date allows; the beginning of time where there is none."""
    return (days(edtf) or _ALWAYS)[0]


@lru_cache(maxsize=4096)
def latest(edtf: str | None) -> str:
    """Return the last day that a date allows; the end of time where there is none."""
    return (days(edtf) or _ALWAYS)[1]


def may_hold(since: str | None, until: str | None, day: str | None) -> bool:
    """Tell whether what lasted from ``since`` to ``until`` (EDTF, ``None``: open) may have held on ``day``.

    The days at both ends count: on the day of a handover both hold the office. A ``day`` that is ``None`` or
    without a year fits every time.

    >>> may_hold("2019-05-20", None, "2019"), may_hold("2014-06-07", "2019-05-20", "2019-06")
    (True, False)
    """
    asked = days(day) or _ALWAYS
    return earliest(since) <= asked[1] and asked[0] <= latest(until)


def overlap(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> bool:
    """Tell whether two times (since, until) share more than the days of their ends, however dates are read.

    >>> overlap(("2010", "2014-02-22"), ("2014-02-22", None)), overlap(("2010", None), ("2014", None))
    (False, True)
    """
    begins = max(latest(first[0]) if first[0] else "", latest(second[0]) if second[0] else "")
    ends = min(earliest(first[1]) if first[1] else "9999", earliest(second[1]) if second[1] else "9999")
    return begins < ends
