"""Accounts are kept from the command line: what is asked for, what is refused, what is never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.store.desk.opening import open_desk
from onrecord.store.desk.records import TokenKind
from onrecord.web.safety import passwords

Run = Callable[..., Result]
WORDS = "four odd words here"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: cheap)


def test_accounts_are_made_listed_and_changed(run: Run, casefile: Path) -> None:
    def users(*arguments: object, words: str = WORDS) -> Result:
        return run("users", *arguments, "--db", casefile, input=f"{words}\n")

    assert users("list").stdout == ""
    assert "nobody signs in" in users("list").stderr
    made = users("add", "Ada  Quill", "admin", "--password-stdin")
    assert made.stdout == "Ada Quill may sign in as admin.\n"
    assert users("add", "Bo", "reader", "--password-stdin").exit_code == 0
    listed = users("list")
    assert "Ada Quill" in listed.stdout
    assert listed.stdout.endswith("2 accounts.\n")
    records = json.loads(users("list", "--json").stdout)
    assert [(each["name"], each["role"], each["disabled"]) for each in records] == [
        ("Ada Quill", "admin", None), ("Bo", "reader", None),
    ]  # fmt: skip
    assert users("role", "bo", "reviewer").stdout == "Bo may sign in as reviewer.\n"
    assert users("disable", "bo").stdout == "Bo may not sign in.\n"
    assert "not since" in users("list").stdout
    assert users("enable", "bo").stdout == "Bo may sign in as reviewer.\n"
    assert users("password", "BO", "--password-stdin", words="quite other words").exit_code == 0
    with open_desk(str(casefile)) as desk:
        assert passwords.fits(desk.accounts.password("Bo"), "quite other words")
        lines = [(each.what, each.on_what) for each in desk.audit.lines()]
        assert {each.address for each in desk.audit.lines()} == {"the command line"}
    assert lines == [
        ("password changed", "Bo"), ("account opened", "Bo"), ("account shut", "Bo"), ("role reviewer", "Bo"),
        ("account made", "Bo, reader"), ("account made", "Ada Quill, admin"),
    ]  # fmt: skip
    kept = b"".join(each.read_bytes() for each in casefile.parent.glob(f"{casefile.name}.desk*"))
    assert WORDS.encode() not in kept


@pytest.mark.parametrize(
    ("arguments", "words", "told"),
    [
        (("add", "Bo", "reader"), WORDS, "the first account is an admin's"),
        (("add", "Bo", "admin"), "short", "at least 12 characters"),
        (("add", "Bo", "admin"), "", "at least 12 characters"),
        (("add", "<b>", "admin"), WORDS, "choose another name"),
        (("add", "Bo", "owner"), WORDS, "Invalid value"),
        (("role", "Bo", "reader"), WORDS, "there is no account 'Bo'"),
        (("password", "Bo"), WORDS, "there is no account 'Bo'"),
        (("disable", "Bo"), WORDS, "there is no account 'Bo'"),
    ],
)
def test_what_cannot_be_is_said(
    run: Run, casefile: Path, arguments: tuple[str, ...], words: str, told: str
) -> None:
    options = ["--password-stdin"] if arguments[0] in ("add", "password") else []
    result = run("users", *arguments, *options, "--db", casefile, input=f"{words}\n")
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_password_is_asked_for_on_a_terminal_alone(run: Run, casefile: Path) -> None:
    result = run("users", "add", "Ada", "admin", "--db", casefile, input=f"{WORDS}\n{WORDS}\n")
    assert result.exit_code == 2
    assert "the password is asked for on a terminal; or give it with --password-stdin" in result.stderr


def test_a_casefile_that_is_not_there_gets_no_accounts(run: Run, tmp_path: Path) -> None:
    result = run("users", "list", "--db", tmp_path / "mistyped.db")
    assert result.exit_code == 1
    assert "there is no such casefile" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_last_admin_stays(run: Run, casefile: Path) -> None:
    run("users", "add", "Ada", "admin", "--password-stdin", "--db", casefile, input=WORDS)
    for change in (("disable", "Ada"), ("role", "Ada", "reader")):
        result = run("users", *change, "--db", casefile)
        assert result.exit_code == 2
        assert "'Ada' is the only admin who may sign in; make somebody else an admin first" in result.stderr


def test_others_are_not_let_in_before_there_is_an_admin(run: Run, casefile: Path) -> None:
    for options in (["--host", "0.0.0.0"], ["--behind-proxy", "127.0.0.1"]):
        result = run("serve", "--db", casefile, "--port", "0", *options)
        assert result.exit_code == 2
        assert (
            "there is no admin account to sign in with; make one first: onrecord users add NAME"
            in result.stderr
        )


@pytest.mark.parametrize(("options", "kind"), [((), "api"), (("--feeds", "--label", "a reader"), "feed")])
def test_a_token_is_printed_once_and_opens_what_it_is_for(
    run: Run, casefile: Path, options: tuple[str, ...], kind: str
) -> None:
    assert run("users", "token", "Ada", "--db", casefile).exit_code == 2  # no such account
    run("users", "add", "Ada", "admin", "--password-stdin", "--db", casefile, input=f"{WORDS}\n")
    made = run("users", "token", "Ada", *options, "--db", casefile)
    assert made.exit_code == 0, made.stderr
    token = made.stdout.strip()
    with open_desk(str(casefile)) as desk:
        known = desk.tokens.of(token, TokenKind(kind))
        assert known is not None
        assert (known.account.name, known.name) == ("Ada", "a reader" if options else "api")
        other = TokenKind.FEED if kind == "api" else TokenKind.API
        assert desk.tokens.of(token, other) is None
        noted = desk.audit.lines(what="token made")
        assert [(each.on_what, token in each.on_what) for each in noted] == [(f"Ada, {kind}", False)]
