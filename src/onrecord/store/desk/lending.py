"""Lend connections to a desk's database, and say in plain words what the database objects to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from onrecord.store.lending import explain

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Lender:
    """Hold the database of a desk and the clock that it goes by."""

    engine: Engine
    location: str
    clock: Clock = utc_now

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that only looks."""
        with self._explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection that alone may write; all of it is kept or, on any error, nothing."""
        with self._explained(), self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    def now(self) -> datetime:
        """Return the time as it is kept: UTC, without its zone, to the microsecond."""
        return self.clock().astimezone(UTC).replace(tzinfo=None)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explain(error, self.engine, self.location) from error


def aware(at: datetime) -> datetime:
    """Return a kept time with its zone."""
    return at.replace(tzinfo=UTC)


def aware_or_none(at: datetime | None) -> datetime | None:
    """Return a kept time, where there is one, with its zone."""
    return None if at is None else aware(at)
