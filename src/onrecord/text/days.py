"""Tell between which days a partial date can lie."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_PART = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
_QUALIFIERS = str.maketrans("", "", "?~%")
_EARLIEST, _LATEST = "0000-01-01", "9999-12-31"

Days = tuple[str, str]


@lru_cache(maxsize=1 << 16)  # a casefile has few dates and asks for them by the million
def days(edtf: str | None) -> Days | None:
    """Return the first and the last day that an EDTF date allows, for comparison as strings.

    ``None`` where there is no date, where its year is unknown, and where it is none of the forms of EDTF
    level 1 that news needs: days, months, years, unknown digits, uncertainty marks and intervals.
    A month's last day is written 31 throughout: only the order of the strings matters.

    >>> days("2023-04")
    ('2023-04-01', '2023-04-31')
    >>> days("2023-04-05/2023-04-07~")
    ('2023-04-05', '2023-04-07')
    >>> days("XXXX-06-12")
    """
    if not edtf:
        return None
    first, slash, last = edtf.translate(_QUALIFIERS).strip().partition("/")
    if not slash:
        return _part(first)
    begin = (_EARLIEST, _EARLIEST) if first in ("", "..") else _part(first)
    end = (_LATEST, _LATEST) if last in ("", "..") else _part(last)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def _part(edtf: str) -> Days | None:
    day_alone, _, _ = edtf.partition("T")
    found = _PART.fullmatch(day_alone)
    if found is None or found[1].startswith("X"):
        return None
    if "X" not in day_alone and found[3]:
        try:
            date.fromisoformat(day_alone)
        except ValueError:
            return None
    year = found[1].replace("X", "0"), found[1].replace("X", "9")
    month, day = _digits(found[2], 12), _digits(found[3], 31)
    if month is None or day is None:
        return None
    return f"{year[0]}-{month[0]}-{day[0]}", f"{year[1]}-{month[1]}-{day[1]}"


@lru_cache(maxsize=1 << 12)
def _digits(pattern: str | None, most: int) -> tuple[str, str] | None:
    shape = re.compile((pattern or "XX").replace("X", "[0-9]"))
    fitting = [f"{n:02}" for n in range(1, most + 1) if shape.fullmatch(f"{n:02}")]
    return (fitting[0], fitting[-1]) if fitting else None
