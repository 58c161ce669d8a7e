"""Tell by when something is due, and whether that day has passed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import ReportedAct
from onrecord.text.days import days

# "within thirty days of ratification" is reckoned from another day than that of the article.
_FROM_ANOTHER = re.compile(r"\s*(?:of|after|from|following|upon|once|when|before)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,.;:\n]|\s(?:and|or|but)\b")
_RECKONED = re.compile(r"\b(?:within|in|over|during)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Due:
    """Hold by when something is to be done, as one report has it."""

    edtf: str | None  # None: the words reckon from a day that they do not give
    last: str | None  # the last day by which it is due; None: from a day on, or no day
    words: str
    record: str
    document: str


def due_of(act: ReportedAct) -> Due | None:
    """Return by when an act is to be done; ``None`` where it does not say."""
    if not act.due:
        return None
    said = " ".join(piece.exact for piece in act.due_text)
    after = act.due_text[-1].suffix if act.due_text else ""
    if _RECKONED.match(said) and _FROM_ANOTHER.match(after):
        clause = _CLAUSE.split(after, maxsplit=1)[0].rstrip()
        return Due(None, None, f"{said}{clause}", act.record, act.document)
    return Due(act.due, last_day(act.due), said, act.record, act.document)


def last_day(edtf: str) -> str | None:
    """Return the last day on which it may be done; ``None`` where it is to be done from or until a day.

    >>> last_day("2031-09"), last_day("2031-01/.."), last_day("../2031-06-12")
    ('2031-09-31', None, None)
    """
    found = days(edtf)
    return None if found is None or ".." in edtf else found[1]


def is_past(last: str | None, as_of: str | None) -> bool | None:
    """Tell whether the last day has passed as of a day; ``None`` where either is not known."""
    bound = days(as_of)
    return None if last is None or bound is None else last < bound[0]
