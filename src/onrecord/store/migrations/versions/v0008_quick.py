"""Keep entries, points and positions each in one piece that is read in one step; find claims by their days.

An entry holds its reports with their acts; its cluster names them there. Evidence and places are objects.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.text.days import days

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_CHUNK = 500
_EVIDENCE = ("start", "end", "exact", "prefix", "suffix")
_UNDATED = "9999-99-99"


def upgrade() -> None:
    """Bring what is kept into its new form."""
    _add_days_of_claims()
    _convert("clusters", "id", ("id", "acts"), _cluster)
    _convert("points", "key", _POINT, _point)
    _convert("positions", "key", _POSITION, _position)
    op.create_index("ix_entries_reported_last_day", "entries", ["reported_last_day"], unique=False)


def _convert(
    table: str, key: str, columns: tuple[str, ...], change: Callable[[Mapping[Any, Any]], None]
) -> None:
    """Give every row to a function, some at a time, in the order of its key."""
    connection = op.get_bind()
    named = ", ".join(f'"{each}"' for each in columns)
    query = sa.text(f'SELECT {named} FROM {table} WHERE "{key}" > :last ORDER BY "{key}" LIMIT {_CHUNK}')
    last: Any = "" if key == "id" else -1
    while found := connection.execute(query, {"last": last}).mappings().all():
        for row in found:
            change(row)
        last = found[-1][key]


def _add_days_of_claims() -> None:
    for column in ("value_first_day", "value_last_day"):
        op.add_column("claims", sa.Column(column, sa.String(length=10), nullable=True))
    op.create_index("ix_claims_value_last_day", "claims", ["value_last_day"], unique=False)
    connection = op.get_bind()
    dates = sa.text("SELECT document_key, position, value FROM claims WHERE property = 'date'")
    found = [
        {"document": key, "position": position, "first": bounds[0], "last": bounds[1]}
        for key, position, value in connection.execute(dates).all()
        if (bounds := days(value))
    ]
    if found:
        update = (
            "UPDATE claims SET value_first_day = :first, value_last_day = :last"
            " WHERE document_key = :document AND position = :position"
        )
        connection.execute(sa.text(update), found)


def _cluster(row: Mapping[Any, Any]) -> None:
    """Put the acts of a cluster into the reports of its entries."""
    connection = op.get_bind()
    acts, held = _loaded(row["acts"]), dict[int, list[int]]()
    query = sa.text("SELECT id, position, body FROM entries WHERE cluster = :id ORDER BY position")
    entries = connection.execute(query, {"id": row["id"]}).all()
    for place, (entry_id, _, body) in enumerate(entries):
        old = _loaded(body)
        reports = []
        for number, (act, report) in enumerate(old["reports"]):
            if isinstance(act, int):
                held[act] = [place, number]
                act = acts[act]
            reports.append(_named({"act": act, **report}))
        update = sa.text("UPDATE entries SET body = :body WHERE id = :id")
        new = {**_named(old["entry"]), "reports": reports}
        connection.execute(update, {"id": entry_id, "body": _dumped(new)})
    new_acts = [held.get(number) or _named(act) for number, act in enumerate(acts)]
    update = sa.text("UPDATE clusters SET acts = :acts WHERE id = :id")
    connection.execute(update, {"id": row["id"], "acts": _dumped(new_acts)})


def _named(held: Any) -> Any:
    """Return JSON with evidence and places as objects."""
    if isinstance(held, dict):
        return {
            key: dict(zip(("digest", "start", "end"), value, strict=True))
            if key == "place"
            else _named(value)
            for key, value in held.items()
        }
    if isinstance(held, list):
        if len(held) == 5 and [type(each) for each in held] == [int, int, str, str, str]:
            return dict(zip(_EVIDENCE, held, strict=True))
        return [_named(each) for each in held]
    return held


_PLAIN = ("entry", "holder", "subject", "about", "voice", "stance", "counts", "record", "document")
_POINT = ("key", *_PLAIN, "first_day", "last_day", "body")


def _point(row: Mapping[Any, Any]) -> None:
    flat = {name: row[name] for name in _PLAIN}
    flat["counts"] = bool(flat["counts"])
    times = {name: None if row[name] == _UNDATED else row[name] for name in ("first_day", "last_day")}
    _keep("points", row["key"], {**_loaded(row["body"]), **flat, **times})


_HELD = ("holder", "subject", "about", "stance", "since", "until")
_POSITION = ("key", *_HELD, "entries", "body")


def _position(row: Mapping[Any, Any]) -> None:
    body = _loaded(row["body"])
    points = body["points"]
    made = {
        **body["rest"],
        **{name: row[name] for name in _HELD},
        "opening": points[0],
        "latest": points[body["latest"]],
        "entries": row["entries"].split(),
        "before": None if body["before"] is None else points[body["before"]],
        "others": [points[each] for each in body["others"]],
    }
    _keep("positions", row["key"], made)


def _keep(table: str, key: int, body: Any) -> None:
    update = sa.text(f"UPDATE {table} SET body = :body WHERE key = :key")
    op.get_bind().execute(update, {"key": key, "body": _dumped(body)})


def _loaded(held: Any) -> Any:
    """Return what a column of JSON holds: SQLite gives its text."""
    return json.loads(held) if isinstance(held, str) else held


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
