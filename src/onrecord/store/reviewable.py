"""Read records as work to review: few columns of many rows, so that a queue of all is quickly made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, func, select

from onrecord.model import UNDECIDED, EntryLinkKind, RecordKind
from onrecord.store import schema as t
from onrecord.store.interface_review import EntryUse, RecordHead, ReviewHead
from onrecord.store.lending import Lender
from onrecord.store.quick import text_of

_CHUNK = 2000


class ReviewableReading(Lender):
    """Answer what a casefile is asked about work to review; see ``ReviewableView`` for each method."""

    def record_heads(self) -> Iterator[RecordHead]:
        """Stream the heads of all records of the newest versions, kind by kind, in no further order."""
        for kind, (query, needed) in _HEADS.items():
            with self._connection() as connection:
                for document, record, confidence, *values in _rows(connection, query):
                    left = tuple(name for name, value in zip(needed, values, strict=True) if _is_open(value))
                    yield RecordHead(kind, document, record, _sure(confidence), left)

    def entry_uses(self) -> Iterator[EntryUse]:
        """Stream what rests on each entry, in no order."""
        with self._connection() as connection:
            resting = _resting(connection)
            reports = select(t.entry_reports.c.entry, func.count()).group_by(t.entry_reports.c.entry)
            told: dict[str, int] = dict(map(tuple, connection.execute(reports)))
            columns = t.entries.c
            query = select(
                columns.id, columns.kind, columns.status, columns.issue_list, columns.origins,
                columns.moved_last_day,
            )  # fmt: skip
            for name, kind, status, issues, origins, last_day in _rows(connection, query):
                yield EntryUse(
                    name, kind, status, tuple(issues.split()), origins, told.get(name, 1), last_day,
                    *resting.get(name, _NOTHING),
                )  # fmt: skip

    def record_entries(self) -> Iterator[tuple[str, str]]:
        """Stream the id of each record that the register reports, with that of its entry."""
        with self._connection() as connection:
            yield from _rows(connection, select(t.entry_reports.c.record, t.entry_reports.c.entry))

    def record_conflicts(self) -> Mapping[str, int]:
        """Return in how many conflicts a record is a side, by its id; those in none are left out."""
        query = select(t.conflict_sides.c.record, func.count()).group_by(t.conflict_sides.c.record)
        with self._connection() as connection:
            return dict(map(tuple, connection.execute(query)))

    def review_heads(self, after: int = 0) -> Iterator[ReviewHead]:
        """Stream the heads of reviews that the casefile got after one with this key, in that order."""
        columns = t.reviews.c
        query = (
            select(
                columns.key, columns.id, columns.at, columns.by, t.documents.c.id, columns.kind,
                columns.action, columns.shown["id"].as_string(), columns.about, columns.undoes, columns.note,
                columns.fields,
            )
            .select_from(t.reviews.outerjoin(t.documents, t.documents.c.key == columns.document_key))
            .where(columns.key > after)
            .order_by(columns.key)
        )  # fmt: skip
        with self._connection() as connection:
            for key, name, at, by, document, kind, action, record, about, undoes, note, fields in _rows(
                connection, query
            ):
                yield ReviewHead(
                    key, name, at.replace(tzinfo=UTC), by, document, RecordKind(kind) if kind else None,
                    action, record, about, undoes, note, tuple(fields or ()),
                )  # fmt: skip


_CONFIDENCE = msgspec.json.Decoder(dict[str, float])


@lru_cache(maxsize=4096)  # most have confidences of their own, but what is made by rule has few
def _sure(text: str) -> Mapping[str, float]:
    return _CONFIDENCE.decode(text)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    result = connection.execute(query, execution_options={"yield_per": _CHUNK})
    for rows in result.partitions():
        yield from rows


def _is_open(value: Any) -> bool:
    return value is None or value in (UNDECIDED, "", [])


def _heads(table: Any, *values: Any) -> Select[Any]:
    """Select the heads of the records of one table, with the values that they should have."""
    columns = table.c
    query = select(t.documents.c.id, columns.id, text_of(columns.confidence), *values)
    return query.join(t.documents, t.documents.c.key == columns.document_key).where(t.documents.c.newest)


def _of_statements() -> Select[Any]:
    """Select the heads of statements with the first speaker and the first issue of each."""
    said = t.statements.c
    query = _heads(t.statements, said.act, said.stance, t.speakers.c.name, t.issues.c.issue)
    for table in (t.speakers, t.issues):
        mine = table.c.document_key == said.document_key, table.c.statement == said.position
        query = query.outerjoin(table, and_(*mine, table.c.position == 0))
    return query


_HEADS: Mapping[RecordKind, tuple[Select[Any], tuple[str, ...]]] = {
    RecordKind.STATEMENT: (_of_statements(), ("act", "stance", "speakers", "issues")),
    RecordKind.COMMITMENT: (
        _heads(t.commitments, t.commitments.c.party, t.commitments.c.measure, t.commitments.c.status),
        ("party", "measure", "status"),
    ),
    RecordKind.EVENT: (
        _heads(t.events, t.events.c.kind, t.events.c.status, t.events.c.participants),
        ("kind", "status", "participants"),
    ),
    RecordKind.CLAIM: (_heads(t.claims, t.claims.c.subject, t.claims.c.value), ("subject", "value")),
}


_RESTING = ("positions", "carries", "shifts", "deadlines", "answers")
_NOTHING = (0,) * len(_RESTING)


def _resting(connection: Connection) -> Mapping[str, Sequence[int]]:
    """Count what rests on each entry, in the order of ``_RESTING``; others are left out."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(_RESTING))
    columns = t.positions.c
    order = columns.subject, columns.holder, columns.about, columns.number
    query = select(*order[:3], columns.shifted, columns.opening, columns.latest, columns.entries)
    before: tuple[Any, ...] = ()
    latest_before = ""
    for *pair, shifted, opening, latest, entries in _rows(connection, query.order_by(*order)):
        ends = {opening, latest}
        for name in ends:
            found[name][0] += 1
        for name in set(entries.split()) - ends:
            found[name][1] += 1
        if shifted:
            found[opening][2] += 1
            if before == tuple(pair):
                found[latest_before][2] += 1
        before, latest_before = tuple(pair), latest
    for name in connection.scalars(select(t.entry_dues.c.entry)):
        found[name][3] += 1
    links = t.entry_links.c
    answered = select(links.target).where(links.kind == EntryLinkKind.RESPONDS_TO.value)
    for name in connection.scalars(answered):
        found[name][4] += 1
    return found
