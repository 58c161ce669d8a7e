"""Turn an entry into the rows by which a register is counted and paged: narrow ones, all in one table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from onrecord.model import UNDECIDED, Entry
from onrecord.store.register_rows import number_of
from onrecord.text.days import days

FACETS = ("kind", "status", "origins", "confidence", "reviewed", "year")
"""What is counted together, in the order in which ``facets`` of a row has it, between tabs."""

ORIGINS = ("1", "2", "3-5", "6+")
BANDS = ("0-0.25", "0.25-0.5", "0.5-0.75", "0.75-1")

LEAST_OF_ORIGINS = (1, 2, 3, 6)
LEAST_OF_BANDS = (0.0, 0.25, 0.5, 0.75)


def origins_of(count: int) -> str:
    """Return how a number of origins is counted.

    >>> [origins_of(each) for each in (0, 1, 2, 3, 5, 6, 40)]
    ['1', '1', '2', '3-5', '3-5', '6+', '6+']
    """
    return ORIGINS[bisect_right(LEAST_OF_ORIGINS[1:], count)]


def band_of(confidence: float) -> str:
    """Return how a confidence is counted.

    >>> [band_of(each) for each in (0, 0.249, 0.25, 0.75, 1)]
    ['0-0.25', '0-0.25', '0.25-0.5', '0.75-1', '0.75-1']
    """
    return BANDS[bisect_right(LEAST_OF_BANDS[1:], confidence)]


def facet_values(entry: Entry) -> Iterator[dict[str, Any]]:
    """Return the rows of an entry: its own, one for each who does it, each issue or for having none."""
    shared = _shared(entry)
    who, issues = (*entry.actors, *entry.principals), entry.issues or (UNDECIDED,)
    for role, names in (("", ("",)), ("who", who), ("issues", issues)):
        for name in dict.fromkeys(names):
            yield {"role": role, "name": name, **shared}


def _shared(entry: Entry) -> dict[str, Any]:
    reported, moved = days(entry.first_reported), days(entry.last_reported)
    confidence = max((1.0 if r.act.reviewed else r.act.confidence for r in entry.reports), default=0.0)
    reviewed = any(report.act.reviewed for report in entry.reports)
    return {
        "entry": entry.id,
        "facets": "\t".join(
            (
                entry.kind.value,
                str(entry.status),
                origins_of(len(entry.origins)),
                band_of(confidence),
                "yes" if reviewed else "no",
                (entry.first_day or "")[:4],
            )
        ),
        "kind": entry.kind.value,
        "status": str(entry.status),
        "first_day": entry.first_day,
        "last_day": entry.last_day,
        "moved_last_day": moved[1] if moved else None,
        "origins": len(entry.origins),
        "reports": len(entry.reports),
        "confidence": confidence,
        "reviewed": reviewed,
        "reported_first_day": reported[0] if reported else None,
        "reported_last_day": reported[1] if reported else None,
        "moved_first_day": moved[0] if moved else None,
        "number": number_of(entry.id),
    }
