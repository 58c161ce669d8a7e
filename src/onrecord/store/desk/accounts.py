"""Keep the accounts: who may sign in, and as what."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from onrecord.errors import UsageError
from onrecord.model.users import Role
from onrecord.store.desk import schema as t
from onrecord.store.desk.lending import Lender, aware, aware_or_none
from onrecord.store.desk.records import Account

_LONGEST_NAME = 64
_MARKS = frozenset(" .'_@+-")
_LISTS = "`onrecord users list` lists the accounts"


def fold_name(name: str) -> str:
    """Return what two spellings of a user's name have in common.

    >>> fold_name(" Ada  Quill"), fold_name("ＡＤＡ quill")
    ('ada quill', 'ada quill')
    """
    whole = name.encode("utf-8", "replace").decode()  # halves of a pair stand for nothing
    return " ".join(unicodedata.normalize("NFKC", whole).casefold().split())


def checked_name(name: str) -> str:
    """Return a name that an account may have: letters, digits and a few marks, 1 to 64 of them.

    Raises:
        UsageError: it may not.
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    letters = [unicodedata.category(each)[0] in "LMN" or each in _MARKS for each in tidy]
    if not (
        0 < len(tidy) <= _LONGEST_NAME and all(letters) and tidy[0].isalnum() and tidy[-1] not in "-+@'_ "
    ):
        what = "a name has 1 to 64 letters and digits, with spaces, dots, hyphens and @ between them"
        raise UsageError(what, None, "choose another name")
    return tidy


@dataclass(frozen=True, slots=True)
class Accounts:
    """Hold the accounts of a desk."""

    _lender: Lender

    def any(self) -> bool:
        """Tell whether there are accounts: then everybody signs in."""
        with self._lender.reading() as connection:
            return connection.scalar(select(t.users.c.key).limit(1)) is not None

    def admins(self) -> int:
        """Count the admins who may sign in."""
        with self._lender.reading() as connection:
            return _admins(connection)

    def all(self) -> list[Account]:
        """Return every account, by name."""
        with self._lender.reading() as connection:
            return [account_of(row) for row in connection.execute(select(t.users).order_by(t.users.c.folded))]

    def get(self, name: str) -> Account | None:
        """Return the account of a name, however it is spelt."""
        with self._lender.reading() as connection:
            row = connection.execute(select(t.users).where(_named(name))).first()
        return None if row is None else account_of(row)

    def password(self, name: str) -> str | None:
        """Return the hash of the password of an account that may sign in."""
        with self._lender.reading() as connection:
            return connection.scalar(
                select(t.users.c.password).where(_named(name), t.users.c.disabled.is_(None))
            )

    def add(self, name: str, role: Role, password: str) -> Account:
        """Make an account; ``password`` is a hash.

        Raises:
            UsageError: the name is taken, or none that an account may have.
        """
        tidy, now = checked_name(name), self._lender.now()
        with self._lender.writing() as connection:
            if connection.scalar(select(t.users.c.key).where(_named(tidy))) is not None:
                raise UsageError(f"there is an account {tidy!r} already", None, _LISTS)
            values = {"name": tidy, "folded": fold_name(tidy), "role": role.value, "password": password}
            connection.execute(insert(t.users).values(**values, made=now))
        return Account(tidy, role, aware(now))

    def set_role(self, name: str, role: Role) -> Account:
        """Change what somebody may do.

        Raises:
            UsageError: there is no such account, or nobody would be left to look after the accounts.
        """
        return self._changed(name, {"role": role.value})

    def set_password(self, name: str, password: str) -> Account:
        """Change the hash of a password; whoever is signed in by the old one no longer is."""
        return self._changed(name, {"password": password}, ends=True)

    def rehash(self, name: str, password: str) -> None:
        """Keep the same password under a newer kind of hash."""
        self._changed(name, {"password": password})

    def disable(self, name: str) -> Account:
        """Let somebody sign in no more, and end what they have open.

        Raises:
            UsageError: there is no such account, or nobody would be left to look after the accounts.
        """
        return self._changed(name, {"disabled": self._lender.now()}, ends=True)

    def enable(self, name: str) -> Account:
        """Let somebody sign in again."""
        return self._changed(name, {"disabled": None})

    def _changed(self, name: str, values: dict[str, Any], *, ends: bool = False) -> Account:
        with self._lender.writing() as connection:
            done = connection.execute(update(t.users).where(_named(name)).values(values))
            if not done.rowcount:
                raise UsageError(f"there is no account {name!r}", None, _LISTS)
            if {"role", "disabled"} & set(values) and not _admins(connection):
                what = f"{name!r} is the only admin who may sign in"
                raise UsageError(what, None, "make somebody else an admin first")
            row = connection.execute(select(t.users).where(_named(name))).one()
            if ends:
                for table in (t.sessions, t.tokens):
                    connection.execute(table.delete().where(table.c.user_key == row.key))
        return account_of(row)


def account_of(row: Row[Any]) -> Account:
    """Return the account of a row of users."""
    return Account(row.name, Role(row.role), aware(row.made), aware_or_none(row.disabled))


def _named(name: str) -> ColumnElement[bool]:
    return t.users.c.folded == fold_name(name)


def _admins(connection: Connection) -> int:
    may = select(func.count()).where(t.users.c.role == Role.ADMIN.value, t.users.c.disabled.is_(None))
    return connection.scalar(may) or 0
