"""Keep tokens: what opens the feeds or the JSON API for programs that cannot sign in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from onrecord.errors import UsageError
from onrecord.store.desk import schema as t
from onrecord.store.desk.accounts import account_of, fold_name
from onrecord.store.desk.lending import Lender, aware, aware_or_none
from onrecord.store.desk.records import Token, TokenKind
from onrecord.store.desk.sessions import hash_of

USED_EVERY = timedelta(hours=1)
"""How often it is written down that a token is used."""

MOST = 50
"""Tokens that one account may have."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold the tokens of a desk."""

    _lender: Lender

    def make(self, owner: str, kind: TokenKind, name: str) -> str:
        """Make a token and return it: it is kept nowhere else.

        Raises:
            UsageError: there is no such account, or it has too many.
        """
        token = f"onrecord_{kind.value}_{secrets.token_urlsafe(32)}"
        with self._lender.writing() as connection:
            key = connection.scalar(select(t.users.c.key).where(t.users.c.folded == fold_name(owner)))
            if key is None:
                raise UsageError(f"there is no account {owner!r}", None, "tokens belong to accounts")
            held = connection.scalars(select(t.tokens.c.id).where(t.tokens.c.user_key == key)).all()
            if len(held) >= MOST:
                raise UsageError(
                    f"{owner!r} has {MOST} tokens already", None, "withdraw one that is not used"
                )
            values = {"hash": hash_of(token), "id": secrets.token_hex(8), "user_key": key, "kind": kind.value}
            connection.execute(insert(t.tokens).values(**values, name=name[:100], made=self._lender.now()))
        return token

    def of(self, token: str, kind: TokenKind) -> Token | None:
        """Return what is known of a token of a kind, unless it is withdrawn or its owner may not sign in."""
        now, hashed = self._lender.now(), hash_of(token)
        condition = (t.tokens.c.hash == hashed) & (t.tokens.c.kind == kind.value)
        with self._lender.reading() as connection:
            row = connection.execute(_SELECT.where(condition, t.users.c.disabled.is_(None))).first()
        if row is None:
            return None
        if row.used is None or now - row.used >= USED_EVERY:
            with self._lender.writing() as connection:
                connection.execute(update(t.tokens).where(t.tokens.c.hash == hashed).values(used=now))
        return _token(row)

    def all(self, owner: str) -> list[Token]:
        """Return the tokens of an account, the newest first."""
        query = _SELECT.where(t.users.c.folded == fold_name(owner))
        with self._lender.reading() as connection:
            rows = connection.execute(query.order_by(t.tokens.c.made.desc(), t.tokens.c.id))
            return [_token(row) for row in rows]

    def withdraw(self, owner: str, token_id: str) -> bool:
        """Withdraw a token of an account and tell whether there was one."""
        owned = select(t.users.c.key).where(t.users.c.folded == fold_name(owner))
        query = delete(t.tokens).where(t.tokens.c.id == token_id, t.tokens.c.user_key.in_(owned))
        with self._lender.writing() as connection:
            return bool(connection.execute(query).rowcount)


_SELECT = select(
    t.tokens.c.id,
    t.tokens.c.kind,
    t.tokens.c.name.label("called"),
    t.tokens.c.made.label("made_at"),
    t.tokens.c.used,
    t.users.c.name,
    t.users.c.role,
    t.users.c.made,
    t.users.c.disabled,
).join(t.users, t.users.c.key == t.tokens.c.user_key)


def _token(row: Any) -> Token:
    kind, made = TokenKind(row.kind), aware(row.made_at)
    return Token(row.id, account_of(row), kind, row.called, made, aware_or_none(row.used))
