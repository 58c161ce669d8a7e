"""A session lasts as long as it is used and no longer; its token is kept nowhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import text

from onrecord.errors import UsageError
from onrecord.model.users import Role
from onrecord.store.desk.opening import open_desk
from onrecord.store.desk.records import TokenKind
from onrecord.store.desk.store import DeskStore
from onrecord.store.desk.tokens import MOST


class Turned(Protocol):
    """A clock that a test turns."""

    time: datetime

    def __call__(self) -> datetime: ...

    def turn(self, **by: float) -> None: ...


@pytest.fixture
def staffed(desk: DeskStore) -> DeskStore:
    desk.accounts.add("Ada", Role.ADMIN, "one")
    desk.accounts.add("Bo", Role.READER, "two")
    return desk


def test_a_token_leads_to_its_session(staffed: DeskStore) -> None:
    token, other = (staffed.sessions.begin(name, "192.0.2.7", "Browser/1") for name in ("ada", "Bo"))
    found = staffed.sessions.of(token)
    assert found is not None
    assert (found.account.name, found.account.role, found.address) == ("Ada", Role.ADMIN, "192.0.2.7")
    assert token != other
    assert len(token) >= 43
    for wrong in ("", token[:-1], token.swapcase(), "\ud800", "'; DROP TABLE desk_users; --"):
        assert staffed.sessions.of(wrong) is None


def test_a_session_is_over_when_it_is_not_used_and_in_any_case_after_a_month(
    staffed: DeskStore, clock: Turned
) -> None:
    token = staffed.sessions.begin("Ada", "", "")
    for _ in range(66):
        clock.turn(hours=11)
        assert (staffed.sessions.of(token) is not None) == (_ < 65)
    token = staffed.sessions.begin("Ada", "", "")
    clock.turn(hours=12)
    assert staffed.sessions.of(token) is None
    assert staffed.sessions.all() == []


def test_a_session_can_be_ended(staffed: DeskStore) -> None:
    one, two, three = (staffed.sessions.begin("Ada", "", f"browser {n}") for n in range(3))
    four = staffed.sessions.begin("Bo", "", "")
    staffed.sessions.end(one)
    assert staffed.sessions.of(one) is None
    second = next(each.id for each in staffed.sessions.all("ada") if each.browser == "browser 1")
    assert not staffed.sessions.end_one(second, "Bo")
    assert staffed.sessions.of(two)
    assert staffed.sessions.end_one(second, "Ada")
    assert staffed.sessions.of(two) is None
    assert staffed.sessions.end_all("Ada", but=three) == 0
    assert staffed.sessions.end_all("Ada") == 1
    assert staffed.sessions.of(four)
    assert [each.account.name for each in staffed.sessions.all()] == ["Bo"]


def test_a_role_that_changes_holds_at_once(staffed: DeskStore) -> None:
    token = staffed.sessions.begin("Bo", "", "")
    staffed.accounts.set_role("Bo", Role.REVIEWER)
    session = staffed.sessions.of(token)
    assert session is not None
    assert session.account.role == Role.REVIEWER


def test_tokens_open_what_they_are_for_and_can_be_withdrawn(staffed: DeskStore) -> None:
    feed = staffed.tokens.make("Ada", TokenKind.FEED, "Reader on the phone")
    found = staffed.tokens.of(feed, TokenKind.FEED)
    assert found is not None
    assert (found.account.name, found.name, found.used) == ("Ada", "Reader on the phone", None)
    assert staffed.tokens.of(feed, TokenKind.API) is None
    assert staffed.tokens.all("ada")[0].used is not None
    assert not staffed.tokens.withdraw("Bo", found.id)
    assert staffed.tokens.withdraw("Ada", found.id)
    assert staffed.tokens.of(feed, TokenKind.FEED) is None


def test_tokens_are_not_without_number(staffed: DeskStore) -> None:
    for number in range(MOST):
        staffed.tokens.make("Ada", TokenKind.API, str(number))
    with pytest.raises(UsageError, match=f"has {MOST} tokens already; withdraw one"):
        staffed.tokens.make("Ada", TokenKind.API, "one more")
    with pytest.raises(UsageError, match="there is no account 'Cy'"):
        staffed.tokens.make("Cy", TokenKind.API, "none")


def test_no_token_stands_in_the_file(tmp_path: Path) -> None:
    location = tmp_path / "talks.db"
    with open_desk(str(location)) as desk:
        desk.accounts.add("Ada", Role.ADMIN, "one")
        tokens = [desk.sessions.begin("Ada", "", ""), desk.tokens.make("Ada", TokenKind.API, "mine")]
        with desk.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert not any(token.encode() in kept for token in tokens)
