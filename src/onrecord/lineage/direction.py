"""Tell of two documents that share a text which one was there first: by credit, by dates, by content."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from onrecord.lineage.measures import fitted
from onrecord.lineage.prepared import Prepared

Mask = npt.NDArray[np.bool_]

_COPIED = 0.5  # part of a text from which it is a copy, whose gaps mean something
_FEW = 5  # words of a gap that mean little

CLEAR = 0.2
"""How far content must speak for one way (0 for neither, 1 for a, -1 for b) to say anything."""


def content_measures(a: Prepared, b: Prepared, in_a: Mask, in_b: Mask) -> dict[str, float]:
    """Return by how much ``a`` rather than ``b`` looks like the source; exchanged, each changes its sign.

    A source has more numbers and longer sentences, tells more with each word and quotes more; what was
    taken over is a larger part of the text that took it. A copy leaves out words between those that it
    takes, and adds its furniture before and after them.

    Args:
        a: a document.
        b: one that shares text or facts with it.
        in_a: for each word of ``a`` whether it stands in ``b`` too, in a run of words.
        in_b: likewise of ``b``.
    """
    taken_a, taken_b = (float(mask.mean()) if len(mask) else 0.0 for mask in (in_a, in_b))
    copied = max(taken_a, taken_b) >= _COPIED
    return {
        "omitted": math.log((_gaps(in_a) + _FEW) / (_gaps(in_b) + _FEW)) if copied else 0.0,
        "numbers": math.log((_long_numbers(a) + 1) / (_long_numbers(b) + 1)),
        "sentence_length": _sentence_length(a) - _sentence_length(b),
        "telling": _telling(a) - _telling(b),
        "quoted": _quoted(a) - _quoted(b),
        "taken": taken_b - taken_a,
    }


def _gaps(taken: Mask) -> int:
    """Return how many words stand between the first and the last that were taken over, and were not."""
    places = np.flatnonzero(taken)
    return int((~taken[places[0] : places[-1]]).sum()) if len(places) else 0


def _quoted(p: Prepared) -> float:
    return float(p.quoted.mean()) if len(p.words) else 0.0


def _long_numbers(p: Prepared) -> int:
    return sum(len(n) > 1 for n in p.numbers)


def _sentence_length(p: Prepared) -> float:
    return math.log((len(p.words) + 1) / max(len(p.sentences), 1))


def _telling(p: Prepared) -> float:
    return sum(p.stems.values()) / max(len(p.stems), 1)


def by_content(a: Prepared, b: Prepared, in_a: Mask, in_b: Mask) -> float:
    """Return the chance, by content alone, that ``a`` is the source of ``b``."""
    return fitted("direction").chance(content_measures(a, b, in_a, in_b))


def by_dates(a: Prepared, b: Prepared) -> int:
    """Return 1 where ``a`` was published on an earlier day than ``b``, -1 where later, else 0.

    Dates that may be of the same day decide nothing.
    """
    one, other = a.days, b.days
    if one is None or other is None:
        return 0
    return int(one[1] < other[0]) - int(other[1] < one[0])


def days_apart(a: Prepared, b: Prepared) -> int | None:
    """Return how many days lie at least between two publications; ``None`` where a date is not known."""
    one, other = a.days, b.days
    if one is None or other is None:
        return None
    return max(_number(one[0]) - _number(other[1]), _number(other[0]) - _number(one[1]), 0)


def _number(day: str) -> int:
    """Return a day's number; months are taken for 31 days long, which a few days' distance survives."""
    year, month, day_of_month = (int(part) for part in day.split("-"))
    return (year * 12 + month) * 31 + day_of_month


def decide(measures: Mapping[str, float]) -> tuple[int, str]:
    """Return 1 where a is the source, -1 where b is, and by what: credit, dates, content or undecided.

    Undecided are two texts that look alike: the likelier way then, or the order of ids.
    """
    if measures["credit_direction"]:
        return int(measures["credit_direction"]), "credit"
    if measures["dates_direction"]:
        return int(measures["dates_direction"]), "dates"
    lead = measures["content_direction"]
    return (1 if lead >= 0 else -1), "content" if abs(lead) >= CLEAR else "undecided"
