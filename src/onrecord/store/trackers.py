"""Keep trackers: bring a file in, read it back, append decisions on findings."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from onrecord.errors import UsageError
from onrecord.model import (
    FindingKind,
    Place,
    TrackerAction,
    TrackerDecision,
    TrackerFile,
    TrackerRow,
)
from onrecord.store.lending import Lender
from onrecord.store.schema_tracker import tracker_decisions, tracker_files, tracker_rows

_TUPLES = ("cells", "principals", "people", "towards", "issues")
_OWN = ("id", "tracker", "action", "by", "at", "place")
"""The fields of a decision that have columns of their own."""


class TrackerReading(Lender):
    """Answer what a casefile is asked about trackers; see ``TrackerView`` for each method."""

    def trackers(self) -> tuple[TrackerFile, ...]:
        """Return the newest file of every tracker, in the order in which they first came."""
        with self._connection() as connection:
            newest = select(func.max(tracker_files.c.key)).group_by(tracker_files.c.name)
            first = func.min(tracker_files.c.key)
            order = select(tracker_files.c.name).group_by(tracker_files.c.name).order_by(first)
            names = list(connection.scalars(order))
            found = connection.execute(
                select(tracker_files).where(tracker_files.c.key.in_(newest))
            ).mappings()
            files = {row["name"]: _file(row, _versions(connection, row["name"])) for row in found}
        return tuple(files[name] for name in names)

    def tracker(self, name: str | None = None) -> TrackerFile:
        """Return the newest file of a tracker; without a name the only one there is.

        Raises ``UsageError`` where there is none, or several and no name.
        """
        found = self.trackers()
        if not found:
            raise UsageError("holds no tracker", self.location, "bring one in: onrecord tracker import FILE")
        names = ", ".join(each.name for each in found)
        if name is None and len(found) > 1:
            raise UsageError("holds several trackers", self.location, f"name one with --tracker: {names}")
        for each in found:
            if name is None or each.name == name:
                return each
        raise UsageError(f"has no tracker {name!r}", self.location, f"its trackers are: {names}")

    def tracker_rows(self, name: str) -> tuple[TrackerRow, ...]:
        """Return the rows of a tracker in the order of its table."""
        query = select(tracker_rows.c.body).where(tracker_rows.c.tracker == name)
        with self._connection() as connection:
            return tuple(_row(body) for body in connection.scalars(query.order_by(tracker_rows.c.number)))

    def tracker_decisions(self, name: str) -> tuple[TrackerDecision, ...]:
        """Return every decision on findings of a tracker, the oldest first, undone ones too."""
        query = select(tracker_decisions).where(tracker_decisions.c.tracker == name)
        query = query.order_by(tracker_decisions.c.at, tracker_decisions.c.key)
        with self._connection() as connection:
            return tuple(_decision(row) for row in connection.execute(query).mappings())


class TrackerWriting(Lender):
    """Keep what a casefile is told about trackers; see ``TrackerWriter`` for each method."""

    def put_tracker(self, file: TrackerFile, rows: Sequence[TrackerRow]) -> TrackerFile:
        """Keep a tracker in place of the one of its name, whose files and decisions stay; return it.

        The very file with the very mapping is not kept twice.
        """
        with self._writing() as connection:
            last = select(tracker_files).where(tracker_files.c.name == file.name)
            held = connection.execute(last.order_by(tracker_files.c.key.desc()).limit(1)).mappings().first()
            if held is None or (held["digest"], held["mapping"]) != (file.digest, file.mapping):
                connection.execute(insert(tracker_files).values(_file_values(file)))
            connection.execute(delete(tracker_rows).where(tracker_rows.c.tracker == file.name))
            if rows:
                connection.execute(insert(tracker_rows), [_row_values(row) for row in rows])
            return replace(file, version=_versions(connection, file.name))

    def add_tracker_decisions(self, decisions: Iterable[TrackerDecision]) -> tuple[TrackerDecision, ...]:
        """Append those decisions that are not there yet, all or, where it raises, none; return these."""
        kept = []
        with self._writing() as connection:
            for each in decisions:
                if not each.by.strip():
                    raise UsageError(
                        "a decision needs somebody who makes it", None, "say who you are with --by"
                    )
                known = select(tracker_decisions.c.key).where(tracker_decisions.c.id == each.id)
                if connection.execute(known).first() is None:
                    connection.execute(insert(tracker_decisions).values(_decision_values(each)))
                    kept.append(each)
        return tuple(kept)


def sealed(decision: TrackerDecision) -> TrackerDecision:
    """Return a decision with the id that its content gives it."""
    held = asdict(decision) | {"id": "", "at": decision.at.astimezone(UTC).isoformat()}
    written = json.dumps(held, sort_keys=True, ensure_ascii=False, default=str)
    return replace(decision, id=hashlib.sha256(written.encode()).hexdigest()[:32])


def _versions(connection: Connection, name: str) -> int:
    query = select(func.count()).select_from(tracker_files).where(tracker_files.c.name == name)
    return int(connection.scalar(query) or 0)


def _file(row: Mapping[Any, Any], version: int) -> TrackerFile:
    return TrackerFile(
        row["name"], row["digest"], zlib.decompress(row["content"]), row["mapping"], row["by"],
        row["at"].replace(tzinfo=UTC), version,
    )  # fmt: skip


def _file_values(file: TrackerFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "digest": file.digest,
        "content": zlib.compress(file.content),
        "mapping": file.mapping,
        "by": file.by,
        "at": file.at.astimezone(UTC).replace(tzinfo=None),
    }


def _row_values(row: TrackerRow) -> dict[str, Any]:
    return {"tracker": row.tracker, "number": row.number, "row_key": row.key, "body": asdict(row)}


def _row(body: Mapping[str, Any]) -> TrackerRow:
    lists = {name: tuple(body[name]) for name in _TUPLES}
    amounts = tuple((unit, least, most) for unit, least, most in body["amounts"])
    return TrackerRow(**{**body, **lists, "amounts": amounts})


def _decision_values(each: TrackerDecision) -> dict[str, Any]:
    body = {name: value for name, value in asdict(each).items() if name not in _OWN}
    return {
        "id": each.id,
        "tracker": each.tracker,
        "action": each.action.value,
        "by": each.by,
        "at": each.at.astimezone(UTC).replace(tzinfo=None),
        "digest": each.place.digest,
        "start": each.place.start,
        "end": each.place.end,
        "body": body,
    }


def _decision(row: Mapping[Any, Any]) -> TrackerDecision:
    body = row["body"]
    return TrackerDecision(
        id=row["id"],
        tracker=row["tracker"],
        action=TrackerAction(row["action"]),
        by=row["by"],
        at=row["at"].replace(tzinfo=UTC),
        place=Place(row["digest"], row["start"], row["end"]),
        places=tuple(Place(**each) for each in body["places"]),
        kind=FindingKind(body["kind"]),
        rows=tuple(body["rows"]),
        becomes=body["becomes"],
        values=body["values"],
        citation=body["citation"],
        note=body["note"],
        undoes=body["undoes"],
    )
