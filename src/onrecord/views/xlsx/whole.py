"""Write the register as one workbook, a row at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import IO

from onrecord.codebook.records import Codebook
from onrecord.model import Basis, Entry, Position, SubjectKind
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView, DocumentFilter
from onrecord.store.interface_shown import PositionFilter
from onrecord.views.ahead import looked_ahead
from onrecord.views.calendar.calendar import calendar
from onrecord.views.confirmed import confirmed, is_confirmed
from onrecord.views.conflicts.disputes import Dispute, disputes
from onrecord.views.looking import Looked
from onrecord.views.positions.shifts import shifts
from onrecord.views.positions.standing import people_apart, whole
from onrecord.views.proposals.proposals import proposals
from onrecord.views.wordings import proposition_of
from onrecord.views.xlsx import front, register, shown
from onrecord.views.xlsx.book import At, Book, Sheet

_AT_HAND = 4_096  # entries kept that positions are about
_TABLES = {
    "Register": register.REGISTER,
    "Reports": register.REPORTS,
    "Positions": shown.POSITIONS,
    "Shifts": shown.SHIFTS,
    "Conflicts": shown.CONFLICTS,
    "Commitments": register.COMMITMENTS,
    "Proposals": shown.PROPOSALS,
    "Calendar": shown.CALENDAR,
    "Documents": front.DOCUMENTS,
    "Codebook": front.CODEBOOK,
}


def write_workbook(
    casefile: CasefileView,
    out: IO[bytes],
    codebook: Codebook,
    where: EntryFilter,
    *,
    name: str,
    confirmed_only: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[int, tuple[str, ...]]:
    """Write the entries that a filter chooses with all that belongs to them.

    Args:
        casefile: what is asked.
        out: where the workbook is written.
        codebook: the one that the casefile is read with.
        where: chooses entries; positions and conflicts come along where they lead to one of these.
        name: what the casefile is called.
        confirmed_only: leave out what no person confirmed.
        step: is told of each entry.

    Returns:
        How many entries were written, and what has to be said about the workbook.
    """
    with Book(out, f"What is on record: {name}") as book:
        writer = _Writer(casefile, book, codebook, where, name, confirmed_only, step)
        writer.write()
    return writer.tables["Register"].rows, tuple(book.said())


class _Writer:
    """Write the sheets of one workbook."""

    def __init__(
        self,
        casefile: CasefileView,
        book: Book,
        codebook: Codebook,
        where: EntryFilter,
        name: str,
        confirmed_only: bool,
        step: Callable[[str], None],
    ) -> None:
        self._casefile, self._book, self._codebook, self._where = casefile, book, codebook, where
        self._confirmed_only, self._step = confirmed_only, step
        self._told = front.Told(name, front.chosen_line(where), confirmed_only)
        self._look = Looked(casefile)
        self._readme = book.sheet("Read me", front.README, table=False)
        self.tables: dict[str, Sheet] = {
            title: book.sheet(title, columns) for title, columns in _TABLES.items()
        }
        self._rows: dict[str, At] = {}  # of entries in the register
        self._everything = where in (EntryFilter(), EntryFilter(unreviewed=False))
        self._records: set[str] = set()  # that are confirmed, where these alone are written
        self._entry = lru_cache(maxsize=_AT_HAND)(casefile.entry)

    def write(self) -> None:
        documents = self._documents()
        for entry in looked_ahead(self._casefile, self._look, self._entries()):
            self._step(entry.id)
            self._put(entry, documents)
        self._positions()
        self._conflicts()
        self._proposals()
        self._calendar()
        front.put_codebook(self.tables["Codebook"], self._codebook)
        front.put_readme(self._readme, self._told, self.tables, list(self._book.said()))

    def _entries(self) -> Iterator[Entry]:
        for entry in self._casefile.entries(self._where):
            kept = confirmed(entry) if self._confirmed_only else entry
            if kept is not None:
                yield kept

    def _documents(self) -> dict[str, At]:
        """Write the documents; those alone that report a chosen entry, where only some are chosen."""
        cited = Counter(report.act.document for entry in self._entries() for report in entry.reports)
        rows = {}
        for page in self._casefile.summaries(DocumentFilter()):
            if (self._everything and not self._confirmed_only) or cited[page.id]:
                self._told.document(page)
                cells = front.document_cells(page, cited[page.id])
                rows[page.id] = self.tables["Documents"].add(cells)
        return rows

    def _put(self, entry: Entry, documents: dict[str, At]) -> None:
        """Write an entry into every sheet that it belongs to."""
        table, reports = self.tables["Register"], self.tables["Reports"]
        self._told.confirmed += is_confirmed(entry)
        here = self._rows[entry.id] = table.add(register.register_cells(entry, reports.next(), self._look))
        for number in range(len(entry.reports)):
            reports.add(register.report_cells(entry, number, here, self._look, documents))
        if self._confirmed_only:
            self._records.update(report.act.record for report in entry.reports)
        if register.is_undertaking(entry):
            self.tables["Commitments"].add(register.commitment_cells(entry, here, self._look))

    def _positions(self) -> None:
        where = self._rows.get
        coming = self._casefile.positions(PositionFilter())
        for _, group in groupby(coming, key=lambda each: (each.about, each.subject)):
            held = list(group)
            if not _is_taken(held):
                continue
            apart = {(each.holder, each.position.since) for each in people_apart(map(whole, held))}
            for position in held:
                fits = any(each in self._rows for each in position.entries)
                if fits and (position.opening.reviewed or not self._confirmed_only):
                    own = (position.holder, position.since) in apart
                    cells = shown.position_cells(position, own, where, self._named)
                    self.tables["Positions"].add(cells)
        for shift in shifts(self._casefile):
            fits = any(each in self._rows for each in shift.entries.ids)
            if fits and (not self._confirmed_only or (shift.before.reviewed and shift.after.reviewed)):
                self.tables["Shifts"].add(shown.shift_cells(shift, where, self._named))

    def _named(self, entry_id: str) -> str:
        return proposition_of(self._entry(entry_id))

    def _conflicts(self) -> None:
        for dispute in disputes(self._casefile):
            if self._fits(dispute):
                cells = shown.conflict_cells(dispute, self._rows.get, self._look)
                self.tables["Conflicts"].add(cells)

    def _fits(self, dispute: Dispute) -> bool:
        """Tell whether a conflict is written: where not everything is, its sides lead to what is."""
        records = (told.side.record for stand in dispute.stands for told in stand.reports)
        if self._confirmed_only and not self._records.issuperset(records):
            return False
        return self._everything or any(each in self._rows for each in dispute.entries.ids)

    def _proposals(self) -> None:
        for proposal in proposals(self._casefile):
            if proposal.id in self._rows and (proposal.card.confirmed or not self._confirmed_only):
                for row in shown.proposal_rows(proposal, self._rows.get):
                    if row.get("Confirmed") is not False or not self._confirmed_only:
                        self.tables["Proposals"].add(row)

    def _calendar(self) -> None:
        for line in calendar(self._casefile):
            fits = self._everything or any(each in self._rows for each in line.entries.ids)
            if fits and (line.confirmed or not self._confirmed_only):
                self.tables["Calendar"].add(shown.calendar_cells(line, self._rows.get))


def _is_taken(held: Sequence[Position]) -> bool:
    """Tell whether positions on one subject say more than that somebody is for their own proposal."""
    return held[0].about is SubjectKind.ISSUE or any(each.opening.basis is Basis.ANSWER for each in held)
