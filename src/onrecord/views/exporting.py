"""Say how the rows of one kind are written, as JSON, JSON lines, CSV or Parquet; the same wherever from."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, TextIO, TypeAlias, TypeVar, cast

from onrecord.views import schemas_register
from onrecord.views.ahead import looked_ahead
from onrecord.views.confirmed import confirmed
from onrecord.views.looking import AskedMany, Looked

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.model import Entry, EntryLink
    from onrecord.store.entry_filters import EntryFilter
    from onrecord.views.parts import Record

Row = TypeVar("Row")

FORMS = ("csv", "json", "jsonl", "parquet")
"""Forms that take one kind of rows."""

_AT_HAND = 4_096  # entries kept that links lead to


@dataclass(frozen=True, slots=True)
class Written(Generic[Row]):
    """Say how one kind of records is written in each form."""

    record: Callable[[Row], Record]
    cells: Callable[[Row], dict[str, str]]
    columns: Sequence[str]
    schema: Callable[[], pa.Schema]

    def write(self, rows: Iterable[Row], form: str, out: IO[bytes]) -> int:
        """Write the rows; return how many."""
        from onrecord.views import export as views

        if form == "parquet":
            return views.write_parquet(map(self.record, rows), self.schema(), out)
        if form == "jsonl":
            return views.write_jsonl(map(self.record, rows), text_into(out))
        if form == "json":
            return views.write_json(map(self.record, rows), text_into(out))
        return views.write_csv(map(self.cells, rows), self.columns, text_into(out))


Exported: TypeAlias = tuple[Iterable[Any], Written[Any]]
"""Rows, and how they are written."""


class Register(AskedMany, Protocol):
    """Be asked for entries and what ties them; a casefile is."""

    def entries(self, where: EntryFilter = ...) -> Iterator[Entry]:
        """Stream entries."""
        ...

    def entry(self, entry_id: str) -> Entry:
        """Return one entry."""
        ...

    def entry_links(self, entry_id: str) -> tuple[EntryLink, ...]:
        """Return the links from and to an entry."""
        ...


def chosen(casefile: Register, where: EntryFilter) -> Iterable[Entry]:
    """Return entries; where the filter leaves out what nobody confirmed, as confirmed reports have them."""
    found = casefile.entries(where)
    if where.unreviewed:
        return found
    return (kept for each in found if (kept := confirmed(each)) is not None)


def entries(casefile: Register, found: Iterable[Entry]) -> Exported:
    """Return entries, and how they are written."""
    from onrecord.views.entries import ENTRY_COLUMNS, entry_cells, entry_record

    look = Looked(casefile)
    how: Written[Any] = Written(
        lambda each: entry_record(each, look),
        lambda each: entry_cells(each, look),
        ENTRY_COLUMNS,
        schemas_register.entry_schema,
    )
    return looked_ahead(casefile, look, found), how


def reports(casefile: Register, found: Iterable[Entry]) -> Exported:
    """Return the reports of entries one by one, and how they are written."""
    from onrecord.views.entries import REPORT_COLUMNS, report_cells, report_row

    look = Looked(casefile)
    rows = (
        (entry, number, look.summary(report.act.document))
        for entry in looked_ahead(casefile, look, found)
        for number, report in enumerate(entry.reports, 1)
    )
    how: Written[Any] = Written(
        lambda row: report_row(*row),
        lambda row: report_cells(*row),
        REPORT_COLUMNS,
        schemas_register.report_schema,
    )
    return rows, how


def links(casefile: Register, found: Iterable[Entry]) -> Exported:
    """Return the links from entries, and how they are written."""
    from onrecord.views.entries import LINK_COLUMNS, link_cells, link_record

    known = lru_cache(maxsize=_AT_HAND)(casefile.entry)
    rows = (
        (link, {link.source: entry, link.target: known(link.target)})
        for entry in found
        for link in casefile.entry_links(entry.id)
        if link.source == entry.id
    )
    how: Written[Any] = Written(
        lambda row: link_record(*row),
        lambda row: link_cells(*row),
        LINK_COLUMNS,
        schemas_register.link_schema,
    )
    return rows, how


def text_into(out: IO[bytes]) -> TextIO:
    """Write UTF-8 into a binary stream; unlike a ``TextIOWrapper`` it neither buffers nor closes it."""
    return cast(TextIO, codecs.getwriter("utf-8")(out))
