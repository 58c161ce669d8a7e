"""Put the parts of a desk together."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from onrecord.store.desk import schema as t
from onrecord.store.desk.accounts import Accounts
from onrecord.store.desk.attempts import Attempts
from onrecord.store.desk.audit import Audit
from onrecord.store.desk.filters import Filters
from onrecord.store.desk.jobs import JobStore
from onrecord.store.desk.lending import Clock, Lender
from onrecord.store.desk.sessions import Sessions
from onrecord.store.desk.tokens import Tokens
from onrecord.store.desk.visits import Visits


@dataclass(frozen=True, slots=True)
class DeskStore:
    """Hold the desk of one casefile; usable by several threads."""

    engine: Engine
    location: str
    id: str  # tells the cookies of two desks on one machine apart
    secret: bytes  # what tokens of forms are made with
    accounts: Accounts
    sessions: Sessions
    tokens: Tokens
    attempts: Attempts
    audit: Audit
    visits: Visits
    filters: Filters
    jobs: JobStore

    @classmethod
    def opened(cls, engine: Engine, location: str, clock: Clock) -> Self:
        """Return the desk of a database that holds one of this form."""
        lender = Lender(engine, location, clock)
        with lender.reading() as connection:
            row = connection.execute(select(t.about)).one()
        return cls(
            engine, location, row.id, bytes.fromhex(row.secret), Accounts(lender), Sessions(lender),
            Tokens(lender), Attempts(lender), Audit(lender), Visits(lender), Filters(lender),
            JobStore(lender),
        )  # fmt: skip

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
