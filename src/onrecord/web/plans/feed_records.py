"""Hold what a feed tells: one thing that changed, with its words and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from onrecord.text.days import days

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When what has no date was published."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold words, and where they stand."""

    words: str
    before: str  # what a reader has to know of them: "now", "Harbour Post says"
    source: str  # "Harbour Post, 2031-05-02"; "": not told
    link: str  # within the app
    url: str | None  # of the page itself


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one thing that changed."""

    key: str  # what makes it the same thing tomorrow: "entry/ab12", "entry/ab12/decided/signed/2031-09-17"
    kind: str  # new, step, shift, conflict, correction or withdrawal
    title: str
    link: str  # within the app
    updated: datetime  # UTC
    published: datetime
    topics: tuple[str, ...]
    passages: tuple[Passage, ...]
    note: str = ""


def told_at(edtf: str | None) -> datetime:
    """Return the beginning of the last day that a date allows; of no date the beginning of 1970.

    >>> told_at("2031-05-02").isoformat(), told_at("2031-02").isoformat(), told_at(None).year
    ('2031-05-02T00:00:00+00:00', '2031-02-28T00:00:00+00:00', 1970)
    """
    span = days(edtf)
    if span is None:
        return EPOCH
    for end in (span[1], *(f"{span[1][:8]}{last}" for last in (30, 29, 28))):
        try:
            return datetime.combine(date.fromisoformat(end), time(), UTC)
        except ValueError:  # a month is written with 31 days throughout
            continue
    return EPOCH
