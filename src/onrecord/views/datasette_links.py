"""Let ids in Datasette's tables of a casefile lead to the rows that they name; a plugin that it finds itself.

It does nothing for databases whose metadata do not ask for it: see ``views.datasette.metadata``.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from markupsafe import Markup

from onrecord.views.datasette import PLUGIN


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """Return a cell that holds an id as a link; ``None`` leaves a cell to Datasette."""
    links = (datasette.plugin_config(PLUGIN, database=database) or {}).get("links", {})
    to = links.get(f"{table}.{column}")
    if to is None or not isinstance(value, str):
        return None
    view, key = to
    address = f"{datasette.urls.table(database, view)}?{quote(key)}__exact={quote(value)}"
    return Markup('<a href="{}">{}</a>').format(address, value)
