"""Write the days between which something lies as one EDTF date, and tell real days from parts of them."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.text.dates import to_edtf


def edtf_of(first: str | None, last: str | None) -> str:
    """Return two ISO days as EDTF: a day, a month or year that they fill, or an interval; "" for none.

    >>> edtf_of("2031-05-03", "2031-05-03"), edtf_of("2031-05-01", "2031-05-31")
    ('2031-05-03', '2031-05')
    >>> edtf_of("2031-01-01", "2031-12-31"), edtf_of("2031-05-03", "2031-05-09"), edtf_of(None, None)
    ('2031', '2031-05-03/2031-05-09', '')
    """
    if not first or not last:
        return f"{first or '..'}/{last or '..'}" if first or last else ""
    if first == last:
        return first
    if first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4]
    if first[:7] == last[:7] and first.endswith("-01") and _ends_month(last):
        return first[:7]
    return f"{first}/{last}"


def _ends_month(day: str) -> bool:
    known = full_day(day)
    return known is not None and known < date.max and (known + timedelta(days=1)).day == 1


def full_day(edtf: str | None) -> date | None:
    """Return the day that an EDTF date names whole; ``None`` for parts, intervals and doubtful days.

    >>> full_day("2031-05-03"), full_day("2031-05"), full_day("2031-05-03~")
    (datetime.date(2031, 5, 3), None, None)
    """
    if not edtf or len(edtf) != len("2031-05-03"):
        return None
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None


def days_after(day: date, number: int) -> date:
    """Return the day so many days after another, or before; the first or last that there is, beyond it.

    Articles may state any year: one of 9999 must not keep the others from being shown.

    >>> days_after(date(9999, 12, 31), 1), days_after(date(1, 1, 5), -7), days_after(date(2031, 6, 30), 14)
    (datetime.date(9999, 12, 31), datetime.date(1, 1, 1), datetime.date(2031, 7, 14))
    """
    return date.fromordinal(min(max(day.toordinal() + number, 1), date.max.toordinal()))


def stated(written: str) -> str | None:
    """Return what somebody writes as a date as EDTF; ``None`` where it is none.

    >>> stated("3 May 2031"), stated("2031-05"), stated("soon")
    ('2031-05-03', '2031-05', None)
    """
    return to_edtf(written)
