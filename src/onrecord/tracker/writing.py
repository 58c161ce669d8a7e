"""Write what was accepted back into a tracker, in its own columns; every other cell stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from onrecord.tracker.accepted import Change, Citation
from onrecord.tracker.dates import DAY_FIRST, date_of
from onrecord.tracker.mapping import CITATION, TableMapping
from onrecord.tracker.words import plain

_DATED = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y",
    "%Y/%m/%d", "%d-%m-%Y", "%d-%b-%Y", "%d/%m/%y", "%d.%m.%y",
)  # fmt: skip
_MONTH_FIRST = ("%m/%d/%Y",)
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def like_others(day: str, others: Iterable[str], order: str | None) -> str:
    """Write an ISO day as the other cells of a column are written.

    >>> like_others("2031-04-22", ["4 Feb 2031"], None), like_others("2031-04-22", ["27.02.2031"], None)
    ('22 Apr 2031', '22.04.2031')
    """
    if not _DAY.match(day):
        return day
    when = date.fromisoformat(day)
    for other in others:
        for form in _DATED:
            if form in _MONTH_FIRST and order == DAY_FIRST:
                continue
            if _is_written(other.strip(), form) and date_of(other, order) is not None:
                written = when.strftime(form)
                bare = not re.match(r"0\d", other.strip())
                return (
                    re.sub(r"^0", "", written) if bare and form.startswith(("%d ", "%b", "%B")) else written
                )
    return day


def _is_written(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def citation_columns(header: Sequence[str], mapping: TableMapping) -> dict[str, int]:
    """Return the column of each part of a citation; those that the table lacks come behind its last one."""
    places: dict[str, int] = {}
    last = max((at for at, name in enumerate(header) if name.strip()), default=-1)
    last = max(last, *mapping.columns.values())
    for part in CITATION:
        wanted = plain(mapping.citation.get(part, part))
        found = next((at for at, name in enumerate(header) if plain(name) == wanted), None)
        if found is None:
            last += 1
            found = last
        places[part] = found
    return places


def cells_of(change: Change, places: dict[str, int], held: Sequence[str]) -> dict[int, str]:
    """Return the citation cells of a row: one line for each source, those that stand there first.

    :param held: the cells of the row as they are.
    """

    def cell(part: str) -> str:
        return held[places[part]] if places[part] < len(held) else ""

    new = [each for each in change.citations if not _stands(each, cell("address"), cell("quote"))]
    if not new:
        return {}
    before = max((len(cell(part).splitlines()) for part in CITATION), default=0)
    found = {}
    for part in CITATION:
        lines = cell(part).splitlines()
        lines += [""] * (before - len(lines))
        lines += [each.get(part, "") for each in new]
        found[places[part]] = "\n".join(lines)
    return found


def _stands(citation: Citation, addresses: str, quotes: str) -> bool:
    quote = citation.get("quote", "")
    return (
        bool(quote) and quote in quotes.splitlines() and citation.get("address", "") in addresses.splitlines()
    )
