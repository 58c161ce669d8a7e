"""Count failed attempts to sign in, by account and by address; a restart forgets none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from onrecord.store.desk import schema as t
from onrecord.store.desk.lending import Lender

WINDOW = timedelta(minutes=15)
"""How long a failed attempt counts."""

PAIR, ACCOUNT, ADDRESS = 5, 30, 30
"""Failures within the window after which one has to wait: of an account from one address, from all, and of
an address with all accounts. The account's own is the higher: else anybody could shut anybody out."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Hold the failed attempts of a desk; accounts come as hashes."""

    _lender: Lender

    def begin(self, account: str, address: str) -> timedelta:
        """Count an attempt as failed until it succeeds, and return how long to wait where it is one too many.

        It is counted before the password is looked at: many at once are no way around the limit.
        """
        now, c = self._lender.now(), t.attempts.c
        by_account, by_address = c.account == account, c.address == address
        with self._lender.writing() as connection:
            connection.execute(delete(t.attempts).where(c.at <= now - WINDOW))
            wait = max(
                _wait(connection, now, by_account & by_address, PAIR),
                _wait(connection, now, by_account, ACCOUNT),
                _wait(connection, now, by_address, ADDRESS),
            )
            if not wait:
                connection.execute(insert(t.attempts).values(at=now, account=account, address=address))
        return wait

    def succeeded(self, account: str, address: str) -> None:
        """Forget the failures of an account from an address."""
        columns = t.attempts.c
        with self._lender.writing() as connection:
            connection.execute(
                delete(t.attempts).where(columns.account == account, columns.address == address)
            )


def _wait(connection: Connection, now: datetime, condition: ColumnElement[bool], most: int) -> timedelta:
    """Return how long it takes until fewer than ``most`` failures count."""
    at = t.attempts.c.at
    query = select(at).where(condition, at > now - WINDOW).order_by(at.desc()).offset(most - 1).limit(1)
    oldest = connection.scalar(query)
    return timedelta() if oldest is None else max(timedelta(), oldest + WINDOW - now)
