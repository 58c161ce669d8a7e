"""Hold parameters that several operations of the API take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Path, Query

from onrecord.store.filters import known_day
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.standing import asked as names

LONGEST = 200
"""Characters of a name or of words."""
_DATE = 40  # characters of the longest form of a date

Issue = Annotated[list[str] | None, Query(description="Ids of issues of the codebook.")]
Actor = Annotated[
    str | None, Query(max_length=LONGEST, description="Part of the name of who does it or answers for it.")
]
Outlet = Annotated[str | None, Query(max_length=LONGEST, description="Part of the outlet's name.")]
Text = Annotated[str | None, Query(max_length=LONGEST, description="Part of the content, whatever its case.")]
Since = Annotated[
    str | None,
    Query(max_length=_DATE, description="Published on or after this day (EDTF: 2031-05-02, 2031-05)."),
]
Until = Annotated[str | None, Query(max_length=_DATE, description="Published on or before this day (EDTF).")]
Day = Annotated[str | None, Query(max_length=_DATE, description="A day, month or year (EDTF).")]
AsOf = Annotated[str | None, Query(max_length=_DATE, description="As things stood on this day (EDTF).")]
Holder = Annotated[
    list[str] | None, Query(description="Whole names of actors, or codes, as the register has them.")
]
Beneficiary = Annotated[list[str] | None, Query(description="Whole names of for whom it is.")]
InDocument = Annotated[str | None, Query(max_length=64, description="Id of the article.")]
EntryId = Annotated[
    str, Path(max_length=64, description="Id of the entry, one that it once had, or the beginning of it.")
]
DocumentId = Annotated[str, Path(max_length=64, description="Id of the article, or the beginning of it.")]


def issues_asked(desk: FromDesk, issue: Issue = None) -> tuple[str, ...]:
    """Return the issues that are asked for.

    Raises:
        NotFoundError: there is no such issue.
    """
    return names.known_issues(desk, issue or ())


FromIssues = Annotated[tuple[str, ...], Depends(issues_asked)]
"""The issues that are asked for (``issue``), as a parameter of a route."""


def whole_names(desk: Desk, given: Iterable[str] | None) -> tuple[str, ...]:
    """Return what the register calls those who are named.

    Raises:
        NotFoundError: nobody is called so.
    """
    return tuple(dict.fromkeys(names.party(desk, each.strip()) for each in given or () if each.strip()))


def day(given: str | None) -> str | None:
    """Return a day as EDTF.

    Raises:
        UsageError: it is none, or has no year.
    """
    return known_day(given) if given else None


def several(given: Iterable[str] | None) -> tuple[str, ...]:
    """Return the values of a parameter, each once.

    >>> several(None), several(["a", "b", "a"])
    ((), ('a', 'b'))
    """
    return tuple(dict.fromkeys(str(each) for each in given or ()))
