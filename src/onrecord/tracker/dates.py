"""Read the dates of a hand-kept table as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.text.dates import to_edtf

DAY_FIRST, MONTH_FIRST = "day first", "month first"

_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$")
_QUARTER = re.compile(r"(?:q([1-4])|([1-4])\.? ?(?:q|quarter))[ /-]*(\d{4})$|(\d{4})[ /-]*q([1-4])$", re.I)
_LOWER = re.compile(r"\b[a-z]{3,9}\b")
_YEAR = re.compile(r"(?:by |end of |end |in |mid-?|early |late )?(20\d\d)$", re.I)


def date_of(words: str, order: str | None = None) -> str | None:
    """Return a cell that is a date as EDTF; ``None`` where it is none, or its parts may stand either way.

    :param order: of day and month where both are numbers, ``DAY_FIRST`` or ``MONTH_FIRST``.

    >>> date_of("4 Feb 2031"), date_of("04/02/2031", DAY_FIRST), date_of("Q3 2031"), date_of("soon")
    ('2031-02-04', '2031-02-04', '2031-07/2031-09', None)
    """
    text = words.strip()
    if not text or len(text) > 40:
        return None
    slashed = _SLASHED.match(text)
    if slashed:
        return _slashed(int(slashed[1]), int(slashed[3]), slashed[4], order)
    quarter = _QUARTER.match(text)
    if quarter:
        number = int(quarter[1] or quarter[2] or quarter[5])
        year = quarter[3] or quarter[4]
        return f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}"
    year_alone = _YEAR.match(text)
    if year_alone:
        return year_alone[1]
    return to_edtf(_LOWER.sub(lambda found: found[0].capitalize(), text))


def _slashed(first: int, second: int, year: str, order: str | None) -> str | None:
    whole = year if len(year) == 4 else f"20{year}"
    if first > 12 or order == DAY_FIRST:
        first, second = second, first
    elif second <= 12 and first != second and order is None:
        return whole
    return to_edtf(f"{whole}-{first:02}-{second:02}")


def order_of(cells: Iterable[str]) -> str | None:
    """Return in what order a column writes day and month, where one of its cells tells.

    >>> order_of(["04/02/2031", "27/02/2031"])
    'day first'
    """
    for cell in cells:
        found = _SLASHED.match(cell.strip())
        if found and int(found[1]) > 12 >= int(found[3]):
            return DAY_FIRST
        if found and int(found[3]) > 12 >= int(found[1]):
            return MONTH_FIRST
    return None
