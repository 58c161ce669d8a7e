"""Open a new desk of each kind that the contract holds for, with a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from onrecord.store.desk.opening import open_desk
from onrecord.store.desk.schema import metadata
from onrecord.store.desk.store import DeskStore


class Clock:
    """Show the time that a test sets."""

    def __init__(self) -> None:
        self.time = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **by: float) -> None:
        """Let time pass."""
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def desk_address(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the location of a casefile that has no desk yet."""
    if request.param == "sqlite":
        return str(tmp_path / "talks.db")
    address: str = request.getfixturevalue("desk_address")
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    metadata.drop_all(engine)
    engine.dispose()
    return address


@pytest.fixture
def desk(location: str, clock: Clock) -> Iterator[DeskStore]:
    with open_desk(location, clock=clock) as opened:
        yield opened
