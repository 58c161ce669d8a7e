"""Answer with what follows from the register: positions, conflicts, proposals, pledges, gaps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onrecord.api.asking import Day, Several, day, several
from onrecord.api.records import Records, table
from onrecord.errors import UsageError
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter

if TYPE_CHECKING:
    import pyarrow as pa


class Shown(Records):
    """Answer from an open casefile. Names are whole and as the register has them."""

    def positions(
        self,
        *,
        as_of: Day = None,
        holder: Several = None,
        subject: Several = None,
        history: bool = False,
        every: bool = False,
    ) -> pa.Table:
        """Return where holders stand: the positions that held on a day, or the latest known ones.

        As ``onrecord show positions``, without ``subject`` those on issues alone, without people whose state
        has what they said among its own unless ``holder`` names them, and without those who took no side.

        Args:
            as_of: the day.
            holder: states, organisations or people.
            subject: ids of issues, or of entries that are answered.
            history: those that were replaced too; of no day.
            every: those too that are left out unless asked for.
        """
        from onrecord.model import SubjectKind
        from onrecord.views.positions.standing import standings, usual

        about = None if every or subject else SubjectKind.ISSUE
        where = PositionFilter(several(holder), several(subject), about, day(as_of))
        found = standings(self._store, where, history=history)
        found = found if every else usual(found, people=holder is not None)
        return self._shown("positions", found, as_of)

    def points(
        self, *, holder: Several = None, subject: Several = None, since: Day = None, until: Day = None
    ) -> pa.Table:
        """Return what positions follow from: all that entries put on record of where holders stand."""
        where = PointFilter(several(holder), several(subject), day_from=day(since), day_until=day(until))
        return self._shown("points", self._store.points(where))

    def shifts(
        self, *, holder: Several = None, subject: Several = None, since: Day = None, until: Day = None
    ) -> pa.Table:
        """Return changes of position, each with the words before and after."""
        from onrecord.views.positions.shifts import shifts

        where = PositionFilter(
            several(holder), several(subject), since_from=day(since), since_until=day(until)
        )
        return self._shown("shifts", shifts(self._store, where))

    def matrix(self, *, as_of: Day = None, actor: Several = None, issue: Several = None) -> pa.Table:
        """Return actors against issues, a row for each cell; where nothing is on record, "silent"."""
        from onrecord.views.positions.matrix import matrix

        found = matrix(self._store, day(as_of), several(actor), several(issue))
        cells = (cell for each in found.actors for cell in found.row(each))
        return self._shown("matrix", cells, as_of)

    def conflicts(
        self,
        *,
        kind: Several = None,
        issue: Several = None,
        actor: str | None = None,
        text: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> pa.Table:
        """Return what reports disagree on, each with all its sides; none is chosen."""
        from onrecord.views.conflicts.disputes import disputes

        where = ConflictFilter(
            kinds=several(kind), issues=several(issue), text=text, date_from=day(since), date_until=day(until)
        )
        return self._shown("conflicts", disputes(self._store, where, actor))

    def proposals(
        self,
        *,
        as_of: Day = None,
        issue: Several = None,
        actor: str | None = None,
        since: Day = None,
        until: Day = None,
        answered: bool | None = None,
    ) -> pa.Table:
        """Return what was put forward, each with who accepted, rejected or conditioned it, or is silent."""
        from onrecord.views.proposals.proposals import ProposalFilter, proposals

        where = ProposalFilter(
            issues=several(issue), actor=actor, since=day(since), until=day(until), as_of=day(as_of),
            answered=answered,
        )  # fmt: skip
        return self._shown("proposals", proposals(self._store, where), as_of)

    def calendar(
        self,
        *,
        kind: Several = None,
        actor: str | None = None,
        since: Day = None,
        until: Day = None,
        planned: bool = False,
        undated: bool = False,
    ) -> pa.Table:
        """Return happenings, past and planned, merged over their reports."""
        from onrecord.views.calendar.calendar import CalendarFilter, calendar

        where = CalendarFilter(day(since), day(until), several(kind), actor, planned, undated)
        return self._shown("calendar", calendar(self._store, where))

    def pledges(
        self,
        *,
        as_of: Day = None,
        party: Several = None,
        beneficiary: Several = None,
        measure: Several = None,
        overdue: bool = False,
        offers: bool = True,
    ) -> pa.Table:
        """Return what was pledged against what was delivered, a row for each undertaking and measure."""
        from onrecord.views.packages.pledges import PledgeFilter, pledges

        if overdue and as_of is None:
            raise UsageError("overdue needs a day to hold it against", None, "give as_of")
        where = PledgeFilter(
            several(party), several(beneficiary), several(measure), day(as_of), overdue, offers
        )
        return self._shown("pledges", pledges(self._store, where), as_of)

    def deadlines(
        self,
        *,
        as_of: Day = None,
        party: Several = None,
        beneficiary: Several = None,
        since: Day = None,
        until: Day = None,
    ) -> pa.Table:
        """Return what is due or expected by when; without ``as_of`` nothing is held against a day."""
        from onrecord.views.packages.deadlines import DeadlineFilter, deadlines

        where = DeadlineFilter(several(party), several(beneficiary), day(since), day(until), day(as_of))
        return self._shown("deadlines", deadlines(self._store, where), as_of)

    def gaps(self, for_: str, *, as_of: Day = None, against: str | None = None) -> pa.Table:
        """Return, measure by measure, what is asked for somebody, who stands behind it, and what is missing.

        Args:
            for_: for whom, by the name that the register has.
            as_of: what was done or reported by this day.
            against: id of a package of the casefile's codebook.

        Raises:
            UsageError: the codebook has no such package.
        """
        from onrecord.views.books import used_by
        from onrecord.views.packages.gaps import gaps

        book = used_by(self._store)
        packages = {package.id: package for package in book.packages}
        if against is not None and against not in packages:
            known = ", ".join(packages) or "none"
            raise UsageError(
                f"there is no package {against!r} in its codebook {book.name!r}", self._store.location,
                f"there are {known}",
            )  # fmt: skip
        board = gaps(self._store, book, for_, day(as_of), packages[against] if against else None)
        return self._shown("gaps", ((line, board) for line in board.lines), as_of)

    def _shown(self, name: str, rows: Iterable[Any], as_of: Day = None) -> pa.Table:
        from onrecord.views.looking import Looked
        from onrecord.views.tables import TABLES

        how, look, on = TABLES[name], Looked(self._store), day(as_of)
        return table((how.record(row, look, on) for row in rows), how.schema())
