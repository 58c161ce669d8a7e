"""Write what a page shows for other programs: the entries that an address chooses, or a table as a whole.

The rows and the way in which they are written are those of ``onrecord export``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast

from onrecord.errors import UsageError
from onrecord.model import RecordKind, SubjectKind
from onrecord.review.view import ReviewedView
from onrecord.views import exporting
from onrecord.views.exporting import Exported, Written
from onrecord.views.published.leaving import leaving
from onrecord.web.choosing import Chosen, Query, chosen

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore

BY_REGISTER = ("entries", "reports", "links")
"""Kinds that are chosen as the register is."""
WHOLE = {"xlsx": "the register and all that belongs to it as a workbook", "jsonld": "as linked data"}
"""Forms that take everything of the entries that are chosen."""
TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonld": "application/ld+json",
}
"""Media types of the forms."""
MANY = 2_000
"""Rows beyond which an export is made beside the app, and fetched when it is done."""

Step: TypeAlias = Callable[[str], None]
_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say what is to be written: which kind in which form, and of which entries."""

    what: str
    form: str
    choice: Chosen

    @property
    def by_register(self) -> bool:
        """Tell whether the choice of the register decides what is written."""
        return self.form in WHOLE or self.what in BY_REGISTER

    @property
    def name(self) -> str:
        """Return what the file is called."""
        return f"onrecord-register.{self.form}" if self.form in WHOLE else f"onrecord-{self.what}.{self.form}"

    def record(self) -> dict[str, Any]:
        """Return it as a job keeps it."""
        return {"what": self.what, "form": self.form, "choice": self.choice.choice()}


def wanted(what: str, form: str, query: Query) -> Wanted:
    """Return what parameters ask for.

    Raises:
        UsageError: there is no such kind or form, or a filter that is not understood.
    """
    if form not in TYPES:
        raise UsageError(f"{form!r} is no form that is written", None, f"choose {', '.join(TYPES)}")
    if form not in WHOLE and what not in KINDS:
        raise UsageError(f"{what!r} is nothing that is written", None, f"choose {', '.join(KINDS)}")
    choice = chosen((name, value) for name, values in query.items() for value in values)
    if choice.problems:
        raise UsageError(" ".join(choice.problems), None, "mend the filters on the page of the register")
    return Wanted(what, form, choice)


def write(view: ReviewedView, wanted: Wanted, out: IO[bytes], step: Step = lambda _: None) -> int:
    """Write what is wanted; return how many rows or entries. What is held back at the desk is left out."""
    view, _ = leaving(
        view
    )  # of reviewed records: made of the others alone, what was added would be there again
    casefile = cast("CasefileStore", view)
    if wanted.form in WHOLE:
        return _whole(casefile, wanted, out, step)
    if wanted.what in BY_REGISTER:
        found = exporting.chosen(casefile, wanted.choice.filter())
        given: Exported = getattr(exporting, wanted.what)(casefile, found)
    else:
        given = KINDS[wanted.what](view, casefile)
    rows, how = given
    return how.write(_stepping(rows, step), wanted.form, out)


def in_blocks(made: Callable[[IO[bytes]], object]) -> tuple[int, Iterator[bytes]]:
    """Write into a file without a name; return its size, and its content block by block.

    An error while it is made is an error of the request: half a file is never sent.
    """
    held = TemporaryFile()  # noqa: SIM115 - closed when the last block is read
    try:
        made(held)
    except BaseException:
        held.close()
        raise
    size = held.tell()
    held.seek(0)

    def blocks() -> Iterator[bytes]:
        with held:
            while block := held.read(_BLOCK):
                yield block

    return size, blocks()


def _whole(casefile: CasefileStore, wanted: Wanted, out: IO[bytes], step: Step) -> int:
    where = wanted.choice.filter()
    if wanted.form == "jsonld":
        from onrecord.views.linked.whole import write_jsonld

        return write_jsonld(casefile, exporting.text_into(out), where, step=step)
    from onrecord.views import books
    from onrecord.views.citing.citation import casefile_name
    from onrecord.views.xlsx.whole import write_workbook

    name = casefile_name(casefile.location)
    count, _ = write_workbook(casefile, out, books.used_by(casefile), where, name=name, step=step)
    return count


def _stepping(rows: Iterable[Any], step: Step) -> Iterator[Any]:
    for row in rows:
        step("")
        yield row


_Rows: TypeAlias = "Callable[[CasefileStore], Iterable[Any]]"


def _table(name: str, rows: _Rows) -> Callable[[ReviewedView, CasefileStore], Exported]:
    """Return what gives a table that follows from the register, as its page shows it without a filter."""

    def exported(view: ReviewedView, casefile: CasefileStore) -> Exported:
        from onrecord.views.looking import Looked
        from onrecord.views.tables import TABLES

        table, look = TABLES[name], Looked(casefile)
        cells = table.cells
        assert cells is not None
        how: Written[Any] = Written(
            lambda row: table.record(row, look, None),
            lambda row: cells(row, look),
            table.columns,
            table.schema,
        )
        return rows(casefile), how

    return exported


def _positions(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.views.positions.standing import standings, usual

    return usual(standings(casefile, PositionFilter(about=SubjectKind.ISSUE), history=False), people=False)


def _shifts(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.views.positions.shifts import shifts

    return shifts(casefile, PositionFilter())


def _conflicts(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.store.interface_shown import ConflictFilter
    from onrecord.views.conflicts.disputes import disputes

    return disputes(casefile, ConflictFilter(), None)


def _proposals(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.views.proposals.proposals import ProposalFilter, proposals

    return proposals(casefile, ProposalFilter())


def _calendar(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.views.calendar.calendar import CalendarFilter, calendar

    return calendar(casefile, CalendarFilter(undated=True))


def _pledges(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.views.packages.pledges import PledgeFilter, pledges

    return pledges(casefile, PledgeFilter())


def _deadlines(casefile: CasefileStore) -> Iterable[Any]:
    from onrecord.views.packages.deadlines import DeadlineFilter, deadlines

    return deadlines(casefile, DeadlineFilter())


def _statements(view: ReviewedView, casefile: CasefileStore) -> Exported:
    from onrecord.views import records, schemas
    from onrecord.views.places import placed

    how: Written[Any] = Written(
        records.statement_record, records.statement_cells, records.STATEMENT_COLUMNS, schemas.statement_schema
    )
    return placed(view.statements(), view.document), _reviewed(how, view, RecordKind.STATEMENT)


def _found(kind: RecordKind) -> Callable[[ReviewedView, CasefileStore], Exported]:
    def exported(view: ReviewedView, casefile: CasefileStore) -> Exported:
        from onrecord.views import found, schemas
        from onrecord.views.places import placed_records

        name = kind.value
        how: Written[Any] = Written(
            getattr(found, f"{name}_record"),
            getattr(found, f"{name}_cells"),
            getattr(found, f"{name.upper()}_COLUMNS"),
            getattr(schemas, f"{name}_schema"),
        )
        rows = placed_records(getattr(view, f"{name}s")(), view.document)
        return rows, _reviewed(how, view, kind)

    return exported


def _documents(view: ReviewedView, casefile: CasefileStore) -> Exported:
    from onrecord.views import records, schemas

    how: Written[Any] = Written(
        records.document_record, records.document_cells, records.DOCUMENT_COLUMNS, schemas.document_schema
    )
    return view.summaries(), how


def _reviewed(how: Written[Any], view: ReviewedView, kind: RecordKind) -> Written[Any]:
    from onrecord.review.marking import COLUMNS, marks_of, with_marks

    def record(row: Any) -> dict[str, Any]:
        return how.record(row) | marks_of(view, kind, row)

    def cells(row: Any) -> dict[str, str]:
        return how.cells(row) | {name: value or "" for name, value in marks_of(view, kind, row).items()}

    return Written(record, cells, (*how.columns, *COLUMNS), lambda: with_marks(how.schema()))


KINDS: Mapping[str, Callable[[ReviewedView, CasefileStore], Exported]] = {
    "entries": lambda view, casefile: exporting.entries(casefile, casefile.entries()),
    "reports": lambda view, casefile: exporting.reports(casefile, casefile.entries()),
    "links": lambda view, casefile: exporting.links(casefile, casefile.entries()),
    "positions": _table("positions", _positions),
    "shifts": _table("shifts", _shifts),
    "conflicts": _table("conflicts", _conflicts),
    "proposals": _table("proposals", _proposals),
    "calendar": _table("calendar", _calendar),
    "pledges": _table("pledges", _pledges),
    "deadlines": _table("deadlines", _deadlines),
    "statements": _statements,
    "commitments": _found(RecordKind.COMMITMENT),
    "events": _found(RecordKind.EVENT),
    "claims": _found(RecordKind.CLAIM),
    "documents": _documents,
}
"""What gives each kind; those of the register as a whole."""
