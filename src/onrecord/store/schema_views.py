"""Make the views and the full-text search that people see who open the file with Datasette or other tools.

The program itself uses none of them. They are in ``data/views.sql`` and ``data/search.sql``, for SQLite
alone, and are made anew whenever a casefile is brought up to date: no migration has to know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection

from onrecord.store.schema import metadata

_NAMED = re.compile(r"CREATE (?:VIRTUAL )?(VIEW|TABLE|TRIGGER) (\w+)")
_PARTS = ("", "_data", "_idx", "_docsize", "_config", "_content")
"""Endings of the tables that a full-text search consists of."""

_END = re.compile(r";\n(?:\n|\Z)")  # a trigger has further semicolons, but no empty line


@cache
def statements(name: str) -> tuple[str, ...]:
    """Return the statements of a file of SQL.

    >>> [each.split()[2] for each in statements("search") if "VIRTUAL" in each]
    ['TABLE', 'TABLE']
    """
    text = (files("onrecord.store") / "data" / f"{name}.sql").read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return tuple(each.strip() for each in _END.split(f"{code}\n") if each.strip())


def named(*sources: str) -> Iterator[tuple[str, str]]:
    """Yield kind and name of what files of SQL make.

    >>> list(named("views"))[:2]
    [('VIEW', 'document_list'), ('VIEW', 'register')]
    """
    for each in (each for source in sources for each in statements(source)):
        if found := _NAMED.match(each):
            yield found[1], found[2]


def drop(connection: Connection) -> None:
    """Take views and search away, where they are, before tables are changed."""
    if connection.dialect.name != "sqlite":
        return
    for kind, name in reversed(list(named("views", "search"))):
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")


def make(connection: Connection) -> None:
    """Make views and, where SQLite has FTS5, the search over what is there."""
    if connection.dialect.name != "sqlite":
        return
    for each in statements("views"):
        connection.exec_driver_sql(each)
    if not _has_fts5(connection):
        return
    for each in statements("search"):
        connection.exec_driver_sql(each)
    for kind, name in named("search"):
        if kind == "TABLE":
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


def _has_fts5(connection: Connection) -> bool:
    query = "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'"
    return bool(connection.exec_driver_sql(query).scalar())


def behind_views() -> tuple[str, ...]:
    """Return the names of tables that nobody has to look at beside the views, those of the search too."""
    search = [name for kind, name in named("search") if kind == "TABLE"]
    parts = [f"{name}{end}" for name in search for end in _PARTS]
    views = [name for kind, name in named("search") if kind == "VIEW"]
    return ("alembic_version", *sorted(metadata.tables), *parts, *views)
