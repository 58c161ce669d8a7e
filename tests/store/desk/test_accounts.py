"""Accounts are made, changed and shut; somebody always remains to look after them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model.users import Role
from onrecord.store.desk.accounts import checked_name, fold_name
from onrecord.store.desk.records import TokenKind
from onrecord.store.desk.store import DeskStore


def test_an_account_is_found_however_its_name_is_spelt(desk: DeskStore) -> None:
    assert not desk.accounts.any()
    made = desk.accounts.add("  Ada  Quill ", Role.REVIEWER, "hash")
    assert desk.accounts.get("ada QUILL") == made == desk.accounts.all()[0]
    assert (made.name, made.role, made.disabled) == ("Ada Quill", Role.REVIEWER, None)
    assert made.made.utcoffset() is not None
    assert desk.accounts.password("ADA quill") == "hash"
    assert desk.accounts.any()
    assert desk.accounts.get("Bo") is None
    assert desk.accounts.password("Bo") is None
    with pytest.raises(UsageError, match="there is an account 'ada quill' already"):
        desk.accounts.add("ada quill", Role.READER, "other")


@pytest.mark.parametrize(
    "name",
    ["", " ", "a\nb", "x" * 65, "<b>", "a/../b", ".hidden", "ends ", "a\u202eb", "a\u200bb", "=1+1", "é\x00"],
)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    if name == "ends ":
        assert checked_name(name) == "ends"
    elif name == "a\nb":
        assert checked_name(name) == "a b"
    else:
        with pytest.raises(UsageError, match="choose another name"):
            checked_name(name)


@given(st.text(max_size=80))
def test_a_name_that_is_taken_holds_nothing_that_would_not_show(name: str) -> None:
    try:
        kept = checked_name(name)
    except UsageError:
        return
    assert kept.isprintable()
    assert fold_name(kept) == fold_name(f" {kept} ")
    assert not set(kept) & set('<>"/\\\n\r\0=')


def test_roles_and_passwords_change(desk: DeskStore) -> None:
    desk.accounts.add("Ada", Role.ADMIN, "one")
    desk.accounts.add("Bo", Role.READER, "two")
    assert desk.accounts.set_role("bo", Role.REVIEWER).role == Role.REVIEWER
    desk.accounts.rehash("bo", "three")
    assert desk.accounts.password("Bo") == "three"
    with pytest.raises(UsageError, match="there is no account 'Cy'"):
        desk.accounts.set_role("Cy", Role.READER)


def test_a_new_password_ends_what_the_old_one_opened(desk: DeskStore) -> None:
    desk.accounts.add("Ada", Role.ADMIN, "one")
    session = desk.sessions.begin("Ada", "192.0.2.7", "browser")
    token = desk.tokens.make("Ada", TokenKind.FEED, "reader")
    desk.accounts.rehash("Ada", "same, hashed anew")
    assert desk.sessions.of(session)
    desk.accounts.set_password("Ada", "two")
    assert desk.sessions.of(session) is None
    assert desk.tokens.of(token, TokenKind.FEED) is None


def test_who_is_shut_out_is_out_at_once_and_may_come_back(desk: DeskStore) -> None:
    desk.accounts.add("Ada", Role.ADMIN, "one")
    desk.accounts.add("Bo", Role.READER, "two")
    session = desk.sessions.begin("Bo", "", "")
    assert desk.accounts.disable("Bo").disabled
    assert desk.sessions.of(session) is None
    assert desk.accounts.password("Bo") is None
    with pytest.raises(UsageError, match="no account 'Bo' may sign in"):
        desk.sessions.begin("Bo", "", "")
    assert desk.accounts.enable("Bo").disabled is None
    assert desk.accounts.password("Bo") == "two"
    assert desk.sessions.of(session) is None


def test_the_last_admin_stays(desk: DeskStore) -> None:
    desk.accounts.add("Ada", Role.ADMIN, "one")
    desk.accounts.add("Bo", Role.REVIEWER, "two")
    told = "'Ada' is the only admin who may sign in; make somebody else"
    with pytest.raises(UsageError, match=told):
        desk.accounts.disable("Ada")
    with pytest.raises(UsageError, match=told):
        desk.accounts.set_role("Ada", Role.READER)
    assert desk.accounts.admins() == 1
    desk.accounts.set_role("Bo", Role.ADMIN)
    desk.accounts.disable("Ada")
    assert desk.accounts.admins() == 1
