"""Write days, months, years and periods as a person writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PART = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-([0-3]\d))?)?([?~%]?)")
_WHOLE = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-[0-3]\d\b")
_DOUBTS = {"": "", "?": "?", "~": " (about)", "%": " (about)?"}
UNDATED = "undated"


@lru_cache(maxsize=8_192)  # a page has the same days many times
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


@lru_cache(maxsize=8_192)
def day_time(edtf: str | None) -> Markup:
    """Return a date in EDTF as an element that tells programs the day too, where HTML can write it.

    >>> str(day_time("2031-05-02")), str(day_time("2031-05~"))
    ('<time datetime="2031-05-02">2 May 2031</time>', '<span class="time">May 2031 (about)</span>')
    """
    if edtf is not None and _PART.fullmatch(edtf) and edtf[-1].isdigit():
        return Markup('<time datetime="{}">{}</time>').format(edtf, day_words(edtf))
    return Markup('<span class="time">{}</span>').format(day_words(edtf))


def with_days(text: str) -> str:
    """Return the name of a page with its day as a person writes it.

    >>> with_days("Buna Times, 2031-05-02"), with_days("Buna Times, undated")
    ('Buna Times, 2 May 2031', 'Buna Times, undated')
    """
    return _WHOLE.sub(lambda found: _day(found.group()), text)


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
