"""Keep acts, clusters with their entries, and links; find them by keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, or_, select

from onrecord.model import Cluster, Entry, EntryLink, ReportedAct
from onrecord.store import schema as t
from onrecord.store.facet_rows import facet_values
from onrecord.store.lending import portions
from onrecord.store.quick import text_of
from onrecord.store.register_rows import (
    act_of,
    act_values,
    by_place,
    cluster_of,
    cluster_values,
    due_values,
    entry_of,
    entry_values,
    link_of,
    link_values,
    name_values,
    report_values,
)

ENTRY = select(t.entries.c.id, t.entries.c.cluster, text_of(t.entries.c.body))
"""The rows that entries are made of."""


def put_acts(
    connection: Connection, key: int, acts: Sequence[ReportedAct], keys: Mapping[str, Collection[str]]
) -> None:
    """Keep the acts of a document in place of its earlier ones, with the keys of each, by record."""
    connection.execute(delete(t.acts).where(t.acts.c.document_key == key))
    if not acts:
        return
    made = insert(t.acts).returning(t.acts.c.key, sort_by_parameter_order=True)
    numbers = connection.scalars(made, [act_values(key, each) for each in acts]).all()
    _insert(
        connection,
        t.act_keys,
        (
            {"key": name, "act": number}
            for number, act in zip(numbers, acts, strict=True)
            for name in sorted(set(keys.get(act.record, ())))
        ),
    )


def acts(connection: Connection, keys: Collection[int]) -> tuple[ReportedAct, ...]:
    """Return the acts of documents by their keys, by place."""
    return by_place(
        act_of(row)
        for some in portions(sorted(keys))
        for row in connection.execute(select(t.acts).where(t.acts.c.document_key.in_(some))).mappings()
    )


def acts_with(connection: Connection, keys: Collection[str]) -> dict[str, tuple[ReportedAct, ...]]:
    """Return the acts that have each key, by place; keys that none has are left out."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for some in portions(sorted(set(keys))):
        query = select(t.act_keys.c.key, t.act_keys.c.act).where(t.act_keys.c.key.in_(some))
        for name, number in connection.execute(query):
            numbers[name].append(number)
    found = {
        row["key"]: act_of(row)
        for some in portions(sorted({number for held in numbers.values() for number in held}))
        for row in connection.execute(select(t.acts).where(t.acts.c.key.in_(some))).mappings()
    }
    return {name: by_place(found[number] for number in held) for name, held in sorted(numbers.items())}


def clusters(connection: Connection, records: Collection[str]) -> list[Cluster]:
    """Return the clusters that hold the act of any of these records, by id."""
    ids = {
        cluster
        for some in portions(sorted(set(records)))
        for cluster in connection.scalars(
            select(t.cluster_acts.c.cluster).where(t.cluster_acts.c.record.in_(some))
        )
    }
    return list(_clusters(connection, ids))


def _clusters(connection: Connection, ids: Collection[str]) -> Iterator[Cluster]:
    columns, clusters = t.entries.c, t.clusters.c
    named = select(clusters.id, text_of(clusters.acts), clusters.ties)
    for some in portions(sorted(ids)):
        query = ENTRY.where(columns.cluster.in_(some)).order_by(columns.cluster, columns.position)
        belonging: dict[str, list[Entry]] = defaultdict(list)
        for row in connection.execute(query):
            belonging[row.cluster].append(entry_of(row.body))
        found = connection.execute(named.where(clusters.id.in_(some)).order_by(clusters.id))
        for each in found.mappings():
            yield cluster_of(each, belonging[each["id"]])


def put_clusters(
    connection: Connection,
    gone: Collection[str],
    made: Sequence[Cluster],
    keys: Mapping[str, Collection[str]],
) -> None:
    """Keep clusters with their entries, after forgetting others with theirs and the links from these."""
    for some in portions(sorted({*gone, *(each.id for each in made)})):
        connection.execute(delete(t.clusters).where(t.clusters.c.id.in_(some)))
    _insert(connection, t.clusters, (cluster_values(each) for each in made))
    _insert(
        connection,
        t.cluster_acts,
        (
            {"record": record, "cluster": each.id}
            for each in made
            for record in sorted({act.record for act in each.acts})
        ),
    )
    placed = [(entry, each, at) for each in made for at, entry in enumerate(each.entries)]
    _insert(connection, t.entries, (entry_values(*each) for each in placed))
    for table, rows_of in (
        (t.entry_reports, report_values),
        (t.entry_names, name_values),
        (t.entry_facets, facet_values),
        (t.entry_dues, due_values),
    ):
        _insert(connection, table, (row for entry, *_ in placed for row in rows_of(entry)))
    _insert(
        connection,
        t.entry_keys,
        (
            {"key": name, "entry": entry.id}
            for entry, *_ in placed
            for name in sorted(set(keys.get(entry.id, ())))
        ),
    )
    _keep_ids(connection, [entry for entry, *_ in placed])


def _keep_ids(connection: Connection, entries: Iterable[Entry]) -> None:
    """Append the ids of entries, with the places that they name, so that they are found ever after."""
    new = {each.id: each.places[0] for each in entries if each.reports}
    for some in portions(sorted(new)):
        for known in connection.scalars(select(t.entry_ids.c.id).where(t.entry_ids.c.id.in_(some))):
            del new[known]
    values = ({"id": id, "digest": p.digest, "start": p.start, "end": p.end} for id, p in new.items())
    _insert(connection, t.entry_ids, values)


def entry_ids_with(
    connection: Connection, keys: Collection[str], first_day: str, last_day: str
) -> tuple[str, ...]:
    """Return the ids of the entries that have one of the keys and may lie between two days, in order."""
    columns, held = t.entries.c, t.entry_keys.c
    between = or_(
        columns.first_day.is_(None), and_(columns.first_day <= last_day, columns.last_day >= first_day)
    )
    found: set[str] = set()
    for some in portions(sorted(set(keys))):
        having = select(held.entry).where(held.key.in_(some))
        found.update(connection.scalars(select(columns.id).where(between, columns.id.in_(having))))
    return tuple(sorted(found))


def entries_by_id(connection: Connection, ids: Collection[str]) -> list[Entry]:
    """Return the entries of these ids, by id."""
    return [
        entry_of(row.body)
        for some in portions(sorted(set(ids)))
        for row in connection.execute(ENTRY.where(t.entries.c.id.in_(some)).order_by(t.entries.c.id))
    ]


def put_links(connection: Connection, sources: Collection[str], links: Sequence[EntryLink]) -> None:
    """Keep the links from these entries in place of earlier ones."""
    for some in portions(sorted({*sources, *(each.source for each in links)})):
        connection.execute(delete(t.entry_links).where(t.entry_links.c.source.in_(some)))
    _insert(connection, t.entry_links, map(link_values, links))


def links(connection: Connection, entry_id: str) -> tuple[EntryLink, ...]:
    """Return the links from and to an entry, by source, target and kind."""
    held = t.entry_links.c
    query = select(t.entry_links).where(or_(held.source == entry_id, held.target == entry_id))
    found = connection.execute(query.order_by(held.source, held.target, held.kind, held.key))
    return tuple(map(link_of, found.mappings()))


def _insert(connection: Connection, table: Table, values: Iterable[dict[str, Any]]) -> None:
    if held := list(values):
        connection.execute(insert(table), held)
