"""Hold parameters that several operations of the API take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Query

from onrecord.errors import UsageError
from onrecord.views.spells import stated

Issue = Annotated[list[str] | None, Query(description="Ids of issues of the codebook.")]
Actor = Annotated[str | None, Query(description="Part of the name of who does it or answers for it.")]
Outlet = Annotated[str | None, Query(description="Part of the outlet's name.")]
Text = Annotated[str | None, Query(max_length=200, description="Part of the content, whatever its case.")]
Since = Annotated[
    str | None, Query(description="Published on or after this day (EDTF: 2031-05-02, 2031-05).")
]
Until = Annotated[str | None, Query(description="Published on or before this day (EDTF).")]
Day = Annotated[str | None, Query(description="A day, month or year (EDTF).")]
AsOf = Annotated[str | None, Query(description="As things stood on this day (EDTF).")]
Holder = Annotated[list[str] | None, Query(description="Whole names of actors, as the register has them.")]


def day(given: str | None) -> str | None:
    """Return a day as EDTF.

    Raises:
        UsageError: it is none.
    """
    if not given:
        return None
    written = stated(given)
    if written is None:
        raise UsageError(f"{given[:40]!r} is no date", None, "write it as 2031-05-02, 2031-05 or 2031")
    return written


def several(given: Iterable[str] | None) -> tuple[str, ...]:
    """Return the values of a parameter; issues are written small.

    >>> several(None), several(["a", "b", "a"])
    ((), ('a', 'b'))
    """
    return tuple(dict.fromkeys(str(each) for each in given or ()))
