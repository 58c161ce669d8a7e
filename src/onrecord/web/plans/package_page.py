"""Make the page of a package: for whom, as of when, among whom, and what if."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.codebook.records import Codebook, Package
from onrecord.errors import UsageError
from onrecord.views.packages import gaps as views
from onrecord.views.packages.coalition import among
from onrecord.views.packages.gaps import Board, Supposition
from onrecord.views.packages.picking import MOST
from onrecord.web import naming
from onrecord.web.errors import NotFoundError
from onrecord.web.plans import supposing
from onrecord.web.plans.board import COLUMNS, Table, table
from onrecord.web.plans.parameters import Given, day, one

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

UNDERTAKEN = ("commitment", "offer")
_OFFERED = 60
"""Beneficiaries that a form offers."""
Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what an address asks for, names as the register has them."""

    beneficiary: str
    as_of: str | None = None  # EDTF
    parties: tuple[str, ...] = ()  # the coalition that is looked at; empty: everybody
    steps: tuple[Supposition, ...] = ()
    columns: bool = False  # show every party
    measure: str | None = None  # the one that is shown with all of its records
    everything: bool = False  # read every record, not the furthest and latest of each kind

    def query(self, **changes: object) -> Query:
        """Return the parameters of this view, with some of its fields changed."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        pairs: Iterator[tuple[str, Sequence[str]]] = iter(
            (
                ("for", [asked.beneficiary]),
                ("as_of", [asked.as_of] if asked.as_of else []),
                ("party", asked.parties),
                ("if", [supposing.written(step) for step in asked.steps]),
                ("columns", ["all"] if asked.columns else []),
                ("measure", [asked.measure] if asked.measure else []),
                ("all", ["yes"] if asked.everything else []),
            )
        )
        return {name: list(values) for name, values in pairs if values}

    def without(self, step: Supposition) -> Query:
        """Return the parameters of this view without one of its steps."""
        return self.query(steps=tuple(each for each in self.steps if each != step))


@dataclass(frozen=True, slots=True)
class PackagePage:
    """Hold what the page of a package shows."""

    asked: Asked
    package: Package | None
    board: Board
    table: Table


def package_named(book: Codebook, name: str) -> Package:
    """Return a package of a codebook.

    Raises:
        NotFoundError: it has none of this name.
    """
    for package in book.packages:
        if package.id == name:
            return package
    told = ", ".join(package.id for package in book.packages) or "none"
    raise NotFoundError(f"there is no package {name!r} in the codebook {book.name!r}", None, f"it has {told}")


def beneficiaries(desk: Desk) -> Sequence[tuple[str, int]]:
    """Return for whom most is undertaken, each with the number of entries; counted groups are nobody."""
    found = desk.kept("beneficiaries", (), lambda: desk.casefile.names_counted("towards", UNDERTAKEN))
    named = [(name, number) for name, number in found if not name.startswith(("group:", "anon:"))]
    return named[:_OFFERED]


def asked(desk: Desk, given: Given, measures: Sequence[str]) -> Asked:
    """Return what an address asks for; where it says nothing of whom, of the one for whom most is undertaken.

    Args:
        desk: knows who is on record.
        given: parameters by name.
        measures: that steps may be supposed on.

    Raises:
        UsageError: a date or a step is none.
        NotFoundError: nobody on record is called so.
    """
    whom = one(given, "for")
    if whom is None:
        first = next(iter(beneficiaries(desk)), None)
        name = first[0] if first else ""
    else:
        name = naming.named(desk, whom)
    return Asked(
        name,
        day(given, "as_of"),
        naming.all_named(desk, given.get("party", ())),
        steps(desk, given, measures),
        one(given, "columns") == "all",
        _measure(one(given, "measure"), measures),
        one(given, "all") == "yes",
    )


def steps(desk: Desk, given: Given, measures: Sequence[str]) -> tuple[Supposition, ...]:
    """Return the steps that an address supposes, each once, in order."""
    typed = [each for each in given.get("if", ()) if each.strip()]
    further = _further(given)
    if len(typed) > supposing.MOST:
        raise UsageError(f"supposes {len(typed)} steps", None, f"suppose {supposing.MOST} at most")
    known: dict[str, str] = {}

    def named(name: str) -> str:
        if name not in known:
            known[name] = naming.named(desk, name)
        return known[name]

    found = (supposing.supposition(each, measures, named) for each in (*typed, *further))
    return tuple(dict.fromkeys(found))


def _further(given: Given) -> Iterator[str]:
    """Yield the step that the fields of a form give one by one."""
    who = one(given, "who")
    if who is not None:
        parts = who, one(given, "what") or "", one(given, "status") or "", one(given, "form") or ""
        yield ":".join(filter(None, parts))


def page(desk: Desk, package: Package | None, wanted: Asked, read: views.Read | None = None) -> PackagePage:
    """Return what the page of a package shows; ``None``: all measures on record.

    Args:
        desk: keeps the board.
        package: what to compare with.
        wanted: for whom, as of when, and what if.
        read: what was read for other pages of the same beneficiary and day.
    """
    name = package.id if package else ""
    board = desk.kept("gaps", (name, wanted), lambda: _board(desk, package, wanted, read))
    most = None if wanted.columns else COLUMNS
    return PackagePage(wanted, package, board, table(board, most, wanted.parties, whole=package is not None))


def _board(desk: Desk, package: Package | None, wanted: Asked, read: views.Read | None) -> Board:
    most = None if wanted.everything else MOST
    board = views.gaps(
        desk.view(), desk.codebook(), wanted.beneficiary, wanted.as_of, package, wanted.steps, most, read
    )
    return among(board, wanted.parties)


def measures_of(book: Codebook, package: Package | None) -> tuple[str, ...]:
    """Return the measures that steps may be supposed on."""
    if package is None:
        return book.ids
    issues: Iterable[str] = (issue for need in package.measures for issue in need.issues)
    return tuple(dict.fromkeys((*(need.id for need in package.measures), *issues)))


def _measure(name: str | None, measures: Sequence[str]) -> str | None:
    if name is not None and name not in measures:
        raise NotFoundError(f"there is no measure {name!r} here", None, f"there are {', '.join(measures)}")
    return name
