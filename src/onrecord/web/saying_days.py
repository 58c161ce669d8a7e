"""Write days, months, years and periods as a person writes them."""

from __future__ import annotations

import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PART = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-([0-3]\d))?)?([?~%]?)")
_DOUBTS = {"": "", "?": "?", "~": " (about)", "%": " (about)?"}
UNDATED = "undated"


def day_words(edtf: str | None) -> str:
    """Return a date in EDTF as a person writes it; one of a form that news does not need as it stands.

    >>> day_words("2031-05-02"), day_words("2031-05"), day_words("2031"), day_words(None)
    ('2 May 2031', 'May 2031', '2031', 'undated')
    >>> day_words("2031-05-30/2031-06-02"), day_words("2031-05-02/2031-05-04"), day_words("../2031-06")
    ('30 May – 2 Jun 2031', '2 – 4 May 2031', 'until Jun 2031')
    >>> day_words("2031-05-02/.."), day_words("2031-05~"), day_words("203X")
    ('since 2 May 2031', 'May 2031 (about)', '203X')
    """
    if not edtf or edtf == UNDATED:
        return UNDATED
    first, slash, last = edtf.partition("/")
    if not slash:
        return _day(first)
    if first in ("", ".."):
        return f"until {_day(last)}"
    if last in ("", ".."):
        return f"since {_day(first)}"
    return _between(first, last)


def _day(edtf: str) -> str:
    found = _PART.fullmatch(edtf)
    if found is None:
        return edtf
    year, month, day, doubt = found.groups()
    parts = [str(int(day))] if day else []
    parts += [_MONTHS[int(month) - 1]] if month else []
    return f"{' '.join([*parts, year])}{_DOUBTS[doubt]}"


def _between(first: str, last: str) -> str:
    """Write a period, what both its ends have in common once."""
    begin, end = _day(first).split(" "), _day(last).split(" ")
    if len(begin) == len(end):
        while len(begin) > 1 and begin[-1] == end[-1]:
            begin.pop()
            end.pop()
    return f"{' '.join(begin)} – {_day(last)}"
