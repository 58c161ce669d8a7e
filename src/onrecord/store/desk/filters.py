"""Keep filters under names: the query of an address, for the one who saved it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from onrecord.errors import UsageError
from onrecord.store.desk import schema as t
from onrecord.store.desk.accounts import fold_name
from onrecord.store.desk.lending import Lender, aware
from onrecord.store.desk.records import SavedFilter

MOST = 200
"""Filters that one person may keep."""

_LONGEST_NAME, _LONGEST_QUERY = 80, 4_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Hold the filters of a desk."""

    _lender: Lender

    def save(self, owner: str, name: str, query: str, page: str = "register") -> None:
        """Keep a filter; one of the same name and page is replaced.

        Raises:
            UsageError: it has no name, is too long, or its owner keeps too many.
        """
        name, c = " ".join(name.split()), t.filters.c
        if not name or len(name) > _LONGEST_NAME or len(query) > _LONGEST_QUERY:
            what = f"a filter has a name of at most {_LONGEST_NAME} and a query of at most {_LONGEST_QUERY}"
            raise UsageError(f"{what} characters", None, "shorten it")
        mine = (c.owner == fold_name(owner)) & (c.page == page)
        with self._lender.writing() as connection:
            same = connection.scalar(select(c.key).where(mine, c.name == name))
            if same is not None:
                connection.execute(update(t.filters).where(c.key == same).values(query=query))
                return
            held = connection.scalars(select(c.key).where(c.owner == fold_name(owner))).all()
            if len(held) >= MOST:
                raise UsageError(f"you keep {MOST} filters already", None, "delete one that is not used")
            values = {"owner": fold_name(owner), "name": name, "page": page, "query": query}
            connection.execute(insert(t.filters).values(**values, made=self._lender.now()))

    def all(self, owner: str, page: str = "register") -> list[SavedFilter]:
        """Return somebody's filters of a page, by name."""
        c = t.filters.c
        query = select(t.filters).where(c.owner == fold_name(owner), c.page == page).order_by(c.name)
        with self._lender.reading() as connection:
            rows = connection.execute(query).all()
        return [SavedFilter(row.key, row.name, row.page, row.query, aware(row.made)) for row in rows]

    def delete(self, owner: str, number: int) -> bool:
        """Delete one of somebody's filters, by its number, and tell whether there was one."""
        mine = (t.filters.c.owner == fold_name(owner)) & (t.filters.c.key == number)
        with self._lender.writing() as connection:
            return bool(connection.execute(delete(t.filters).where(mine)).rowcount)
