"""Answer with what reading found in documents, as people reviewed it, and with the register itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.api.asking import Day, Several, day, several
from onrecord.model import RecordKind
from onrecord.review.marking import marks_of, with_marks
from onrecord.review.view import ReviewedView
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileStore, DocumentFilter, StatementFilter
from onrecord.store.record_filters import CommitmentFilter, EventFilter

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.model import Entry
    from onrecord.views.parts import Record


def table(records: Iterable[Record], schema: pa.Schema) -> pa.Table:
    """Return records as an Arrow table."""
    import pyarrow as pa

    from onrecord.views.export import batches

    return pa.Table.from_batches(batches(records, schema), schema)


class Records:
    """Answer from an open casefile."""

    def __init__(self, store: CasefileStore) -> None:
        self._store, self._view = store, ReviewedView(store)

    def register(
        self,
        *,
        kind: Several = None,
        status: Several = None,
        issue: Several = None,
        principal: Several = None,
        beneficiary: Several = None,
        actor: str | None = None,
        towards: str | None = None,
        outlet: str | None = None,
        text: str | None = None,
        since: Day = None,
        until: Day = None,
        reported_since: Day = None,
        reported_until: Day = None,
        least_origins: int = 1,
        confirmed: bool = False,
    ) -> pa.Table:
        """Return the register: each act once, with all that reports it.

        Args:
            kind: what kind of act: "offer", "demand", ...
            status: how far a commitment has come, or whether an event has happened.
            issue: ids of the codebook.
            principal: who answers for it, by whole names.
            beneficiary: towards whom it is, by whole names.
            actor: part of the name of who does it, or of who answers for it.
            towards: part of the name of towards whom it is.
            outlet: part of the name of an outlet that reports it.
            text: part of what it is about, or of the words of a report.
            since: done or said on or after this day; until: on or before.
            until: see ``since``.
            reported_since: first reported on or after this day; reported_until: on or before.
            reported_until: see ``reported_since``.
            least_origins: told independently so often.
            confirmed: leave out what no person accepted, corrected or added.
        """
        from onrecord.views.ahead import looked_ahead
        from onrecord.views.entries import entry_record
        from onrecord.views.looking import Looked
        from onrecord.views.schemas_register import entry_schema

        where = EntryFilter(
            kinds=several(kind), statuses=several(status), issues=several(issue),
            principals=several(principal), beneficiaries=several(beneficiary), actor=actor, towards=towards,
            outlet=outlet, text=text, date_from=day(since), date_until=day(until),
            reported_from=day(reported_since), reported_until=day(reported_until),
            least_origins=least_origins, unreviewed=not confirmed,
        )  # fmt: skip
        look = Looked(self._store)
        found = looked_ahead(self._store, look, self._entries(where))
        return table((entry_record(each, look) for each in found), entry_schema())

    def reports(
        self, *, entry: str | None = None, document: str | None = None, confirmed: bool = False
    ) -> pa.Table:
        """Return the reports of entries, one row each: of one entry, of one document, or all."""
        from onrecord.views.ahead import looked_ahead
        from onrecord.views.entries import report_row
        from onrecord.views.looking import Looked
        from onrecord.views.schemas_register import report_schema

        look = Looked(self._store)
        where = EntryFilter(document=document, unreviewed=not confirmed)
        found = [self._store.entry(entry)] if entry is not None else self._entries(where)
        page = self._store.summary(document).id if document is not None else None
        rows = (
            report_row(each, number, look.summary(report.act.document))
            for each in looked_ahead(self._store, look, found)
            for number, report in enumerate(each.reports, 1)
            if page in (None, report.act.document) and (report.act.reviewed or not confirmed)
        )
        return table(rows, report_schema())

    def statements(
        self,
        *,
        speaker: str | None = None,
        affiliation: str | None = None,
        act: Several = None,
        issue: Several = None,
        stance: Several = None,
        role: Several = None,
        outlet: str | None = None,
        text: str | None = None,
        since: Day = None,
        until: Day = None,
        document: str | None = None,
    ) -> pa.Table:
        """Return the statements of documents, as reviewed; ``since`` and ``until`` are of publication."""
        from onrecord.views.places import placed
        from onrecord.views.records import statement_record
        from onrecord.views.schemas import statement_schema

        where = StatementFilter(
            speaker=speaker, affiliation=affiliation, acts=several(act), issues=several(issue),
            stances=several(stance), roles=several(role), outlet=outlet, text=text, date_from=day(since),
            date_until=day(until), document=document,
        )  # fmt: skip
        rows = placed(self._view.statements(where), self._store.document)
        marked = self._marked(rows, statement_record, RecordKind.STATEMENT)
        return table(marked, with_marks(statement_schema()))

    def commitments(
        self,
        *,
        party: str | None = None,
        beneficiary: str | None = None,
        measure: Several = None,
        status: Several = None,
        outlet: str | None = None,
        text: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> pa.Table:
        """Return the commitments of documents, as reviewed; ``since`` and ``until`` are of publication."""
        from onrecord.views.found import commitment_record
        from onrecord.views.places import placed_records
        from onrecord.views.schemas import commitment_schema

        where = CommitmentFilter(
            party=party, beneficiary=beneficiary, measures=several(measure), statuses=several(status),
            outlet=outlet, text=text, date_from=day(since), date_until=day(until),
        )  # fmt: skip
        rows = placed_records(self._view.commitments(where), self._store.document)
        marked = self._marked(rows, commitment_record, RecordKind.COMMITMENT)
        return table(marked, with_marks(commitment_schema()))

    def events(
        self,
        *,
        kind: Several = None,
        status: Several = None,
        participant: str | None = None,
        place: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> pa.Table:
        """Return the events of documents, as reviewed; ``since`` and ``until`` are of the event itself."""
        from onrecord.views.found import event_record
        from onrecord.views.places import placed_records
        from onrecord.views.schemas import event_schema

        where = EventFilter(
            kinds=several(kind), statuses=several(status), participant=participant, place=place,
            event_from=day(since), event_until=day(until),
        )  # fmt: skip
        rows = placed_records(self._view.events(where), self._store.document)
        return table(self._marked(rows, event_record, RecordKind.EVENT), with_marks(event_schema()))

    def documents(
        self, *, outlet: str | None = None, text: str | None = None, since: Day = None, until: Day = None
    ) -> pa.Table:
        """Return the documents by date of publication, the newest version of each address."""
        from onrecord.views.records import document_record
        from onrecord.views.schemas import document_schema

        where = DocumentFilter(outlet=outlet, text=text, date_from=day(since), date_until=day(until))
        return table(map(document_record, self._store.summaries(where)), document_schema())

    def _entries(self, where: EntryFilter) -> Iterator[Entry]:
        from onrecord.views.confirmed import confirmed

        for entry in self._store.entries(where):
            kept = entry if where.unreviewed else confirmed(entry)
            if kept is not None:
                yield kept

    def _marked(
        self, rows: Iterable[Any], made: Callable[[Any], Record], kind: RecordKind
    ) -> Iterator[Record]:
        """Yield records with what people decided about each."""
        return (made(placed) | marks_of(self._view, kind, placed) for placed in rows)
