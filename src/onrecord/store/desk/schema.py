"""Lay out the tables of a desk: accounts, sessions, the log of who did what, what people keep, and work.

Their names begin with ``desk_``: on PostgreSQL they stand in the casefile's own database. Times are UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

FORM = 1
"""The form that this version of the program makes and works with."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _user() -> Column[int]:
    owner = ForeignKey("desk_users.key", ondelete="CASCADE")
    return Column("user_key", Integer, owner, nullable=False, index=True)


about = Table(
    "desk_about",
    metadata,
    Column("form", Integer, nullable=False),
    Column("id", String(16), nullable=False),  # tells the cookies of two desks on one machine apart
    Column("secret", String(64), nullable=False),  # what tokens of forms are made with
)

users = Table(
    "desk_users",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),  # an argon2id hash, with its parameters and salt
    Column("made", DateTime, nullable=False),
    Column("disabled", DateTime),  # since when; null: may sign in
)

sessions = Table(
    "desk_sessions",
    metadata,
    Column("hash", String(64), primary_key=True),  # of the token: the token itself is with the browser alone
    Column("id", String(16), nullable=False, unique=True),  # what a session is named by where it is ended
    _user(),
    Column("began", DateTime, nullable=False),
    Column("seen", DateTime, nullable=False),
    Column("address", Text, nullable=False),
    Column("browser", Text, nullable=False),
)

tokens = Table(
    "desk_tokens",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    _user(),
    Column("kind", String(16), nullable=False),  # a TokenKind
    Column("name", Text, nullable=False),  # what its owner calls it
    Column("made", DateTime, nullable=False),
    Column("used", DateTime),
)

attempts = Table(
    "desk_attempts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    # Hashes, not names: people type passwords into the field for the name.
    Column("account", String(64), nullable=False),
    Column("address", Text, nullable=False),
    Index("ix_desk_attempts_account_at", "account", "at"),
    Index("ix_desk_attempts_address_at", "address", "at"),
)

audit = Table(
    "desk_audit",
    metadata,
    Column("key", Integer, primary_key=True),  # the order in which it happened
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),  # the name as it was then; empty: nobody was signed in
    Column("what", String(64), nullable=False),
    Column("on_what", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("done", Boolean, nullable=False),  # or refused
    Index("ix_desk_audit_who_key", "who", "key"),
    Index("ix_desk_audit_what_key", "what", "key"),
)

visits = Table(
    "desk_visits",
    metadata,
    Column("who", Text, primary_key=True),  # a name, folded: the person at the machine has no account
    Column("began", DateTime, nullable=False),
    Column("seen", DateTime, nullable=False),
    Column("before", DateTime),  # when the visit before this one ended
)

filters = Table(
    "desk_filters",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("owner", Text, nullable=False),  # folded, as in visits
    Column("name", Text, nullable=False),
    Column("page", String(32), nullable=False),  # the page that it is a filter of
    Column("query", Text, nullable=False),  # of its address, without the question mark
    Column("made", DateTime, nullable=False),
    Index("ix_desk_filters_owner_page", "owner", "page"),
)

jobs = Table(
    "desk_jobs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("request", JSON, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("began", DateTime),
    Column("ended", DateTime),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer),
    Column("doing", Text, nullable=False, default=""),
    Column("result", JSON, nullable=False),
    Column("problem", Text),
    Column("stopping", Boolean, nullable=False, default=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("worker", Text),  # "machine pid": who does it
    Column("beat", DateTime),  # when the worker was last heard of
    sqlite_autoincrement=True,  # the number of a job that was forgotten is not given to another
)

job_items = Table(
    "desk_job_items",
    metadata,
    Column("job", Integer, ForeignKey("desk_jobs.number", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("why", Text, nullable=False),
    Column("document", String(32)),
    Column("statements", Integer, nullable=False),
    Index("ix_desk_job_items_job_outcome", "job", "outcome", "number"),
)
