"""Keep the log of who did what: lines are appended, never changed, never deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, insert, select

from onrecord.store.desk import schema as t
from onrecord.store.desk.lending import Lender, aware
from onrecord.store.desk.records import Noted

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Audit:
    """Hold the log of a desk. No secret is to be given to it."""

    _lender: Lender

    def note(self, who: str, what: str, on_what: str = "", address: str = "", *, done: bool = True) -> None:
        """Append a line; ``done`` is false for what was refused."""
        values = {"who": who[:_LONGEST], "what": what[:64], "on_what": on_what[:_LONGEST]}
        with self._lender.writing() as connection:
            connection.execute(
                insert(t.audit).values(**values, at=self._lender.now(), address=address[:100], done=done)
            )

    def lines(
        self, who: str | None = None, what: str | None = None, *, offset: int = 0, limit: int = 50
    ) -> list[Noted]:
        """Return lines, the newest first: of one person, or of one kind of deed."""
        query = select(t.audit).where(*_chosen(who, what)).order_by(t.audit.c.key.desc())
        with self._lender.reading() as connection:
            rows = connection.execute(query.offset(offset).limit(limit)).all()
        return [
            Noted(row.key, aware(row.at), row.who, row.what, row.on_what, row.address, row.done)
            for row in rows
        ]

    def count(self, who: str | None = None, what: str | None = None) -> int:
        """Count the lines of one person, or of one kind of deed."""
        with self._lender.reading() as connection:
            query = select(func.count()).select_from(t.audit).where(*_chosen(who, what))
            return connection.scalar(query) or 0

    def deeds(self) -> list[str]:
        """Return what kinds of deeds there are, in the order of the alphabet."""
        with self._lender.reading() as connection:
            return list(connection.scalars(select(t.audit.c.what).distinct().order_by(t.audit.c.what)))

    def people(self) -> list[str]:
        """Return who did anything, in the order of the alphabet."""
        with self._lender.reading() as connection:
            names = connection.scalars(select(t.audit.c.who).distinct().order_by(t.audit.c.who))
            return [name for name in names if name]


def _chosen(who: str | None, what: str | None) -> list[ColumnElement[bool]]:
    conditions = [] if who is None else [t.audit.c.who == who]
    return conditions if what is None else [*conditions, t.audit.c.what == what]
