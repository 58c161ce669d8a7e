"""Keep when somebody was here last: for what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select, update

from onrecord.store.desk import schema as t
from onrecord.store.desk.accounts import fold_name
from onrecord.store.desk.lending import Lender, aware, aware_or_none
from onrecord.store.desk.records import Visit

PAUSE = timedelta(minutes=30)
"""After so long without a page, the next one is of another visit."""

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a visit goes on."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Hold the visits of a desk: the present one of each person, and when the one before it ended."""

    _lender: Lender

    def here(self, name: str) -> Visit:
        """Note that somebody is here, and return their visit."""
        who, now, c = fold_name(name), self._lender.now(), t.visits.c
        with self._lender.reading() as connection:
            row = connection.execute(select(t.visits).where(c.who == who)).first()
        if row is not None and now - row.seen < SEEN_EVERY:
            return Visit(aware(row.began), aware_or_none(row.before))
        with self._lender.writing() as connection:
            row = connection.execute(select(t.visits).where(c.who == who)).first()
            if row is None:
                began, before = now, None
                connection.execute(insert(t.visits).values(who=who, began=now, seen=now, before=None))
            else:
                goes_on = now - row.seen < PAUSE
                began, before = (row.began, row.before) if goes_on else (now, row.seen)
                changed = {"began": began, "before": before, "seen": max(now, row.seen)}
                connection.execute(update(t.visits).where(c.who == who).values(changed))
        return Visit(aware(began), aware_or_none(before))

    def of(self, name: str) -> Visit | None:
        """Return somebody's visit as it was noted last."""
        with self._lender.reading() as connection:
            row = connection.execute(select(t.visits).where(t.visits.c.who == fold_name(name))).first()
        return None if row is None else Visit(aware(row.began), aware_or_none(row.before))
