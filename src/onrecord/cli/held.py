"""Leave out of what a command writes what is held back, withdrawn or has to wait, and say how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from onrecord.cli.screen import counted

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView
    from onrecord.store.interface import CasefileStore

Command = TypeVar("Command", bound=Callable[..., Any])


def with_held_option(command: Command) -> Command:
    """Put the option on a command that takes along what is kept back."""
    return click.option(
        "--with-held", is_flag=True, help="Also what is held back, withdrawn or has to wait at the desk."
    )(command)


def leaving(casefile: CasefileStore, with_held: bool) -> CasefileStore:
    """Return a casefile as it may leave the desk; say on stderr how many entries are not in it."""
    from onrecord.views.published import leaving as view

    if with_held:
        return casefile
    kept, number = view.leaving(casefile)
    if number:
        what = counted(number, "entry is", "entries are")
        click.echo(f"{what} held back and left out (--with-held takes them along).", err=True)
    return kept


def reviewed_leaving(reviewed: ReviewedView, with_held: bool) -> ReviewedView:
    """Return records after review as they may leave the desk."""
    casefile = cast("CasefileStore", reviewed.casefile)
    kept = leaving(casefile, with_held)
    return reviewed if kept is casefile else cast("ReviewedView", _Kept(reviewed, kept))


class _Kept:
    """Ask for records after review, and pass over those of entries that are kept back."""

    def __init__(self, reviewed: ReviewedView, casefile: CasefileStore) -> None:
        self._reviewed = reviewed
        self.casefile = casefile
        self._records: frozenset[str] = getattr(casefile, "records", frozenset())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reviewed, name)

    def statements(self, *where: Any) -> Iterator[Any]:
        return (row for row in self._reviewed.statements(*where) if row.statement.id not in self._records)

    def commitments(self, *where: Any) -> Iterator[Any]:
        return (row for row in self._reviewed.commitments(*where) if row.record.id not in self._records)

    def events(self, *where: Any) -> Iterator[Any]:
        return (row for row in self._reviewed.events(*where) if row.record.id not in self._records)
