"""``onrecord users``: who may sign in to the web app of a casefile."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import as_json
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted, empty_table, one_line, print_rows
from onrecord.errors import CasefileError, UsageError
from onrecord.model.users import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from onrecord.store.desk.records import Account
    from onrecord.store.desk.store import DeskStore

_TERMINAL = "the command line"  # where the log says that it was asked from
_ROLE = click.Choice([role.value for role in Role])


@click.group(short_help="Say who may sign in to the web app.")
def users() -> None:
    """Keep the accounts of a casefile's web app.

    A reader looks at everything; a reviewer decides on records and adds pages too; an admin keeps
    the accounts and decides what is published. As soon as there is one account everybody signs in.
    Accounts stand beside the casefile, in FILE.desk, and do not travel with it.
    """


name_argument = click.argument("name", metavar="NAME")
password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, its first line."
)


@users.command()
@name_argument
@click.argument("role", type=_ROLE, metavar="reader|reviewer|admin")
@db_option
@password_option
def add(name: str, role: str, db: str, password_stdin: bool) -> None:
    """Make an account; the password is asked for twice on the terminal.

    It has at least twelve characters.
    """
    from onrecord.store.desk.accounts import checked_name
    from onrecord.web.safety import passwords

    tidy = checked_name(name)
    with _desk(db) as desk:
        if desk.accounts.get(tidy) is not None:  # said before a password is asked for
            raise UsageError(
                f"there is an account {tidy!r} already", None, "`onrecord users list` lists them"
            )
        if role != Role.ADMIN.value and not desk.accounts.admins():
            raise UsageError("the first account is an admin's", None, "make it with that role")
        account = desk.accounts.add(tidy, Role(role), passwords.hashed(_password(tidy, password_stdin)))
        _note(desk, "account made", f"{account.name}, {role}")
    click.echo(f"{account.name} may sign in as {role}.")


@users.command("list")
@db_option
@as_json
def list_(db: str, form: str | None) -> None:
    """List the accounts, with what each may do."""
    with _desk(db) as desk:
        accounts = desk.accounts.all()
    if form == "json":
        click.echo(json.dumps(list(map(_record, accounts)), ensure_ascii=False, indent=1))
        return
    print_rows(accounts, _table)
    none = "No accounts: the web app is for this machine alone, and nobody signs in."
    click.echo(f"{counted(len(accounts), 'account')}." if accounts else none, err=not accounts)


@users.command()
@name_argument
@click.argument("role", type=_ROLE, metavar="reader|reviewer|admin")
@db_option
def role(name: str, role: str, db: str) -> None:
    """Change what somebody may do; it holds at once."""
    _change(db, lambda desk: desk.accounts.set_role(name, Role(role)), f"role {role}")


@users.command()
@name_argument
@db_option
@password_option
def password(name: str, db: str, password_stdin: bool) -> None:
    """Give an account another password, and end all that it has open."""
    from onrecord.web.safety import passwords

    with _desk(db) as desk:
        account = desk.accounts.get(name)
        if account is None:
            raise UsageError(
                f"there is no account {name!r}", None, "`onrecord users list` lists the accounts"
            )
        desk.accounts.set_password(account.name, passwords.hashed(_password(account.name, password_stdin)))
        _note(desk, "password changed", account.name)
    click.echo(f"{account.name} has another password and signs in anew.")


@users.command()
@name_argument
@db_option
def disable(name: str, db: str) -> None:
    """Let somebody sign in no more, and end all that they have open; what they did stays."""
    _change(db, lambda desk: desk.accounts.disable(name), "account shut")


@users.command()
@name_argument
@db_option
def enable(name: str, db: str) -> None:
    """Let somebody sign in again."""
    _change(db, lambda desk: desk.accounts.enable(name), "account opened")


@users.command()
@name_argument
@click.option("--feeds", is_flag=True, help="For the feeds alone; else for the JSON API.")
@click.option("--label", default="", metavar="TEXT", help="What it is for, to tell it from others.")
@db_option
def token(name: str, feeds: bool, label: str, db: str) -> None:
    """Make a token for a program, and print it, this once.

    The program may do what the owner of the account may, who withdraws it on the page of
    the account.
    """
    from onrecord.store.desk.records import TokenKind

    kind = TokenKind.FEED if feeds else TokenKind.API
    with _desk(db) as desk:
        made = desk.tokens.make(name, kind, " ".join(label.split()) or kind.value)
        _note(desk, "token made", f"{name}, {kind.value}")
    click.echo(made)


def _change(db: str, change: Callable[[DeskStore], Account], what: str) -> None:
    with _desk(db) as desk:
        account = change(desk)
        _note(desk, what, account.name)
    click.echo(_line(account))


@contextmanager
def _desk(db: str) -> Iterator[DeskStore]:
    """Open the desk of a casefile, which has to be there: a name mistyped makes no accounts."""
    from onrecord.store import postgres
    from onrecord.store.desk.opening import open_desk

    if not postgres.is_address(db) and not Path(db).exists():
        remedy = "add pages or start `onrecord serve` to make it, or name another file with --db"
        raise CasefileError("there is no such casefile", db, remedy)
    with open_desk(db) as desk:
        yield desk


def _note(desk: DeskStore, what: str, on_what: str) -> None:
    desk.audit.note(_login(), what, on_what, _TERMINAL)


def _login() -> str:
    """Return the login name; in a container the user may have none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return f"user {os.getuid()}"


def _password(name: str, from_stdin: bool) -> str:
    """Return a password that is good enough, asked for on the terminal or taken from standard input."""
    from onrecord.web.safety import passwords

    if from_stdin:
        return passwords.checked(sys.stdin.readline().rstrip("\r\n"), name)
    if not sys.stdin.isatty():
        raise UsageError("the password is asked for on a terminal", None, "or give it with --password-stdin")
    return passwords.checked(click.prompt("Password", hide_input=True, confirmation_prompt="Again"), name)


def _record(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.role.value,
        "made": account.made.isoformat(),
        "disabled": account.disabled and account.disabled.isoformat(),
    }


def _table(rows: Iterable[Account], columns: int, header: bool) -> Table:
    table = empty_table(header)
    table.add_column("Name", width=max(12, min(40, columns - 42)))
    for title, width in (("Role", 9), ("Since", 10), ("Signs in", 16)):
        table.add_column(title, width=width)
    for row in rows:
        shut = f"not since {row.disabled:%Y-%m-%d}"[:16] if row.disabled else "yes"
        table.add_row(one_line(row.name), row.role.value, f"{row.made:%Y-%m-%d}", shut)
    return table


def _line(account: Account) -> str:
    if account.disabled:
        return f"{account.name} may not sign in."
    return f"{account.name} may sign in as {account.role.value}."
