"""Keep who is signed in: the hash of what a browser holds, for as long as it is used."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from onrecord.errors import UsageError
from onrecord.store.desk import schema as t
from onrecord.store.desk.accounts import account_of, fold_name
from onrecord.store.desk.lending import Lender, aware
from onrecord.store.desk.records import Session

IDLE = timedelta(hours=12)
"""How long a session lasts that nobody uses."""

LONGEST = timedelta(days=30)
"""How long a session lasts at all."""

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a session is used: a page that only looks seldom writes."""

_KEPT = 300  # characters of what a browser calls itself


def hash_of(token: str) -> str:
    """Return what is kept of a token; tokens are long and random, so that one pass of SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sessions:
    """Hold the sessions of a desk."""

    _lender: Lender

    def begin(self, name: str, address: str, browser: str) -> str:
        """Begin a session of an account and return its token, which is kept nowhere else.

        Raises:
            UsageError: no such account may sign in.
        """
        token, now = secrets.token_urlsafe(32), self._lender.now()
        with self._lender.writing() as connection:
            connection.execute(delete(t.sessions).where(~_lasts(now)))
            may = select(t.users.c.key).where(
                t.users.c.folded == fold_name(name), t.users.c.disabled.is_(None)
            )
            key = connection.scalar(may)
            if key is None:
                raise UsageError(f"no account {name!r} may sign in", None, "ask an admin")
            values = {"hash": hash_of(token), "id": secrets.token_hex(8), "user_key": key}
            seen = {"began": now, "seen": now, "address": address, "browser": browser[:_KEPT]}
            connection.execute(insert(t.sessions).values(**values, **seen))
        return token

    def of(self, token: str) -> Session | None:
        """Return the session of a token, unless it is over or its account may not sign in; note its use."""
        now, hashed = self._lender.now(), hash_of(token)
        with self._lender.reading() as connection:
            row = connection.execute(_SELECT.where(t.sessions.c.hash == hashed, _lasts(now))).first()
        if row is None:
            return None
        if now - row.seen >= SEEN_EVERY:
            with self._lender.writing() as connection:
                connection.execute(update(t.sessions).where(t.sessions.c.hash == hashed).values(seen=now))
        return _session(row)

    def all(self, name: str | None = None) -> list[Session]:
        """Return the sessions that last, of one account or of all, the last used first."""
        query = _SELECT.where(_lasts(self._lender.now())).order_by(t.sessions.c.seen.desc(), t.sessions.c.id)
        if name is not None:
            query = query.where(t.users.c.folded == fold_name(name))
        with self._lender.reading() as connection:
            return [_session(row) for row in connection.execute(query)]

    def end(self, token: str) -> None:
        """End the session of a token, where there is one."""
        with self._lender.writing() as connection:
            connection.execute(delete(t.sessions).where(t.sessions.c.hash == hash_of(token)))

    def end_one(self, session_id: str, name: str | None = None) -> bool:
        """End a session by its id, of one account where it is named, and tell whether there was one."""
        condition = t.sessions.c.id == session_id
        with self._lender.writing() as connection:
            return bool(connection.execute(delete(t.sessions).where(condition, _owned(name))).rowcount)

    def end_all(self, name: str, but: str | None = None) -> int:
        """End every session of an account, but the one of a token where it is given; count them."""
        condition = t.sessions.c.hash != hash_of(but or "")
        with self._lender.writing() as connection:
            return connection.execute(delete(t.sessions).where(condition, _owned(name))).rowcount


_SELECT = (
    select(t.sessions, t.users.c.name, t.users.c.role, t.users.c.made, t.users.c.disabled)
    .join(t.users, t.users.c.key == t.sessions.c.user_key)
    .where(t.users.c.disabled.is_(None))
)


def _owned(name: str | None) -> ColumnElement[bool]:
    owners = select(t.users.c.key)
    if name is not None:
        owners = owners.where(t.users.c.folded == fold_name(name))
    return t.sessions.c.user_key.in_(owners)


def _lasts(now: datetime) -> ColumnElement[bool]:
    return (t.sessions.c.seen > now - IDLE) & (t.sessions.c.began > now - LONGEST)


def _session(row: Row[Any]) -> Session:
    return Session(row.id, account_of(row), aware(row.began), aware(row.seen), row.address, row.browser)
