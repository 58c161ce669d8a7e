"""Find dates in words and figures and write them as EDTF (ISO 8601-2), as far as the text carries them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.model import Span

_EDTF = re.compile(r"(\d{4}|XXXX|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?$")


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a date as it stands in a text and as EDTF."""

    edtf: str
    span: Span


@cache
def months() -> dict[str, int]:
    """Return the names and short forms of the months in lower case, each with its number."""
    rows = files("onrecord.text").joinpath("data/months.txt").read_text(encoding="utf-8").splitlines()
    names = [row.split() for row in rows if row.strip() and not row.startswith("#")]
    return {name: i for i, row in enumerate(names, 1) for name in row}


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(months(), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"""
        (?<![\w.])(?:
          (?P<iso>(?P<iy>{year})-(?P<im>\d\d)(?:-(?P<id>\d\d))?)(?:T[\d:.+Z-]*)?
        | (?P<sy>{year})[/.](?P<sm>\d\d?)[/.](?P<sd>\d\d?)
        | (?P<ed>\d\d?)\.\s?(?P<em>\d\d?)\.\s?(?P<ey>{year})
        | (?P<ua>\d\d?)/(?P<ub>\d\d?)/(?P<uy>{year})
        | (?P<dd>\d\d?)(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<dm>{month})\b\.?,?(?:\s+(?P<dy>{year})\b)?
        | (?P<mm>{month})\b\.?\s*(?P<md>\d\d?)(?:st|nd|rd|th)?(?![\d:%])(?:(?:,|\s)\s*(?P<my>{year})\b)?
        | (?P<nm>{month})\b\.?,?\s+(?P<ny>{year})
        )(?![\d])""",
        re.VERBOSE | re.IGNORECASE,
    )


def dates(text: str) -> Iterator[Found]:
    """Yield the dates of a text in order; a day without its year has the year XXXX.

    >>> [d.edtf for d in dates("Moscow, Nov.17; 25 May 2014, 30.09.2015, April 2014")]
    ['XXXX-11-17', '2014-05-25', '2015-09-30', '2014-04']
    """
    for m in _pattern().finditer(text):
        edtf = _edtf(m)
        if edtf:
            yield Found(edtf, Span(m.start(), m.end()))


def first_date(text: str) -> Found | None:
    """Return the first date of a text that says its year, else its first one."""
    found = list(dates(text))
    return next((d for d in found if not d.edtf.startswith("X")), found[0] if found else None)


def to_edtf(stated: str) -> str | None:
    """Return what somebody states as a date as EDTF, or ``None`` where it is none.

    >>> to_edtf("2023-04"), to_edtf("12 June 2031"), to_edtf("2031-06-12T08:00:00Z"), to_edtf("soon")
    ('2023-04', '2031-06-12', '2031-06-12', None)
    """
    stated = stated.strip()
    m = _EDTF.match(stated)
    if m:
        month = m.group(2)
        return stated if (month in (None, "XX") or 1 <= int(month) <= 12) and _day_fits(m) else None
    found = first_date(stated)
    return found.edtf if found else None


def _day_fits(m: re.Match[str]) -> bool:
    year, month, day = m.groups()
    if day in (None, "XX") or month == "XX":
        return day in (None, "XX") or 1 <= int(day) <= 31
    return _valid(int(year) if year.isdigit() else 2024, int(month), int(day))


def _edtf(m: re.Match[str]) -> str | None:
    """Write a match as EDTF; a date that does not exist is none."""
    g = m.groupdict()
    month = g["dm"] or g["mm"] or g["nm"]
    if month and not month[0].isupper():  # "he may 12 times"
        return None
    if g["iso"]:
        return _write(g["iy"], g["im"], g["id"])
    if g["sy"]:
        return _write(g["sy"], g["sm"], g["sd"])
    if g["ey"]:
        return _write(g["ey"], g["em"], g["ed"])
    if g["uy"]:
        return _slashed(g["ua"], g["ub"], g["uy"])
    if g["dm"]:
        return _write(g["dy"], str(months()[g["dm"].lower()]), g["dd"])
    if g["mm"]:
        return _write(g["my"], str(months()[g["mm"].lower()]), g["md"])
    return _write(g["ny"], str(months()[g["nm"].lower()]), None)


def _slashed(a: str, b: str, year: str) -> str | None:
    """Read 12/05/2014: British or American order is known only where one of the two is over twelve."""
    if int(a) > 12 or a == b:
        return _write(year, b, a)
    return _write(year, a, b) if int(b) > 12 else year


def _write(year: str | None, month: str, day: str | None) -> str | None:
    if day is None:
        return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else None
    if not _valid(int(year or 2024), int(month), int(day)):
        return None
    return f"{year or 'XXXX'}-{int(month):02d}-{int(day):02d}"


def _valid(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
