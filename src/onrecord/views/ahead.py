"""Look up the documents of many entries at once while they stream by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.model import Entry
from onrecord.views.looking import AskedMany, Looked
from onrecord.views.wordings import OUTLET

_AT_ONCE = 200  # entries


def looked_ahead(casefile: AskedMany, look: Looked, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries; what ``look`` is asked about the documents that report them is known by then.

    One question for some hundred entries takes the place of one for each document.
    """
    coming = iter(entries)
    while some := list(islice(coming, _AT_ONCE)):
        look.look_ahead(casefile, list(dict.fromkeys(each for entry in some for each in _documents(entry))))
        yield from some


def _documents(entry: Entry) -> Iterator[str]:
    for report in entry.reports:
        yield report.act.document
        if not report.origin.startswith(OUTLET):
            yield report.origin
    yield from (origin for origin in entry.origins if not origin.startswith(OUTLET))
