"""Keep points, positions, facts and conflicts; find them as those who derive them ask."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from onrecord.model import Conflict, Fact, Pair, Point, Position
from onrecord.store import schema as t
from onrecord.store.lending import portions
from onrecord.store.quick import text_of
from onrecord.store.shown_rows import (
    conflict_values,
    fact_of,
    fact_values,
    point_of,
    point_values,
    position_values,
    side_values,
)

_PAIRS = 50  # looked up in one query
_BODY = text_of(t.points.c.body)
_LOOKED_UP = 2000  # keys that are looked up at a time


def points_of_entries(connection: Connection, entries: Collection[str]) -> list[Point]:
    """Return the points of entries, by entry, then as they were put."""
    columns = t.points.c
    return [
        point_of(body)
        for some in portions(sorted(set(entries)))
        for body in connection.scalars(
            select(_BODY).where(columns.entry.in_(some)).order_by(columns.entry, columns.key)
        )
    ]


def put_points(connection: Connection, entries: Collection[str], points: Sequence[Point]) -> None:
    """Keep the points of entries in place of all that these had."""
    for some in portions(sorted({*entries, *(each.entry for each in points)})):
        connection.execute(delete(t.points).where(t.points.c.entry.in_(some)))
    _insert(connection, t.points, [point_values(each) for each in points])


def points_on(connection: Connection, pairs: Collection[Pair]) -> dict[Pair, tuple[Point, ...]]:
    """Return the points of each holder on each subject, by day, undated last, then by entry.

    Pairs that have none are left out.
    """
    found: dict[Pair, list[Point]] = defaultdict(list)
    columns = t.points.c
    for some in portions(sorted(set(pairs)), _PAIRS):
        query = select(_BODY).where(or_(*(_is(t.points, each) for each in some)))
        ordered = query.order_by(columns.first_day, columns.last_day, columns.entry, columns.key)
        for point in map(point_of, connection.scalars(ordered)):
            found[point.holder, point.subject].append(point)
    return {pair: tuple(held) for pair, held in sorted(found.items())}


def _is(table: Table, pair: Pair) -> ColumnElement[bool]:
    return and_(table.c.holder == pair[0], table.c.subject == pair[1])


def put_positions(connection: Connection, pairs: Collection[Pair], positions: Sequence[Position]) -> None:
    """Keep the positions of holders on subjects in place of all that these had."""
    held: dict[Pair, list[Position]] = {pair: [] for pair in sorted(set(pairs))}
    for each in positions:
        held.setdefault((each.holder, each.subject), []).append(each)
    if not held:
        return
    columns = t.positions.c
    mine = columns.holder == bindparam("of_holder"), columns.subject == bindparam("of_subject")
    gone = [{"of_holder": holder, "of_subject": subject} for holder, subject in held]
    connection.execute(delete(t.positions).where(*mine), gone)
    values = (
        position_values(each, number)
        for found in held.values()
        for number, each in enumerate(sorted(found, key=lambda each: each.since))
    )
    _insert(connection, t.positions, list(values))


def facts_of_documents(connection: Connection, document_keys: Collection[int]) -> list[Fact]:
    """Return the facts of documents by their keys, by document and id."""
    facts = [
        fact_of(row)
        for some in portions(sorted(document_keys))
        for row in connection.execute(select(t.facts).where(t.facts.c.document_key.in_(some))).mappings()
    ]
    return sorted(facts, key=_by_document)


def _by_document(fact: Fact) -> tuple[str, str]:
    return fact.document, fact.id


def put_facts(
    connection: Connection, key: int, facts: Sequence[Fact], keys: Mapping[str, Collection[str]]
) -> None:
    """Keep the facts of a document in place of its earlier ones, with the keys of each, by id."""
    connection.execute(delete(t.facts).where(t.facts.c.document_key == key))
    if not facts:
        return
    made = insert(t.facts).returning(t.facts.c.key, sort_by_parameter_order=True)
    numbers = connection.scalars(made, [fact_values(key, each) for each in facts]).all()
    held = [
        {"key": name, "fact": number}
        for number, fact in zip(numbers, facts, strict=True)
        for name in sorted(set(keys.get(fact.id, ())))
    ]
    _insert(connection, t.fact_keys, held)


def facts_with(connection: Connection, keys: Collection[str], limit: int) -> dict[str, tuple[Fact, ...]]:
    """Return the facts that have each key, by document and id; keys of none, or of too many, are left out."""
    numbers = _facts_with(connection, keys, limit)
    wanted = sorted(set(chain.from_iterable(numbers.values())))
    found = {
        row["key"]: fact_of(row)
        for some in portions(wanted)
        for row in connection.execute(select(t.facts).where(t.facts.c.key.in_(some))).mappings()
    }
    return {
        name: tuple(sorted((found[each] for each in held), key=_by_document))
        for name, held in sorted(numbers.items())
    }


def _facts_with(connection: Connection, keys: Collection[str], limit: int) -> dict[str, list[int]]:
    """Return the numbers of the facts that have each key; of one of many no more are read than tell."""
    is_sqlite = connection.dialect.name == "sqlite"
    query = _FEW_SQLITE if is_sqlite else _FEW
    held = t.fact_keys.c
    found: dict[str, list[int]] = defaultdict(list)
    for some in portions(sorted(set(keys)), _LOOKED_UP):
        given = {"wanted": json.dumps(some) if is_sqlite else list(some), "most": limit + 1, "limit": limit}
        few = connection.scalars(query, given).all()
        for these in portions(few):
            for name, number in connection.execute(
                select(held.key, held.fact).where(held.key.in_(these)).order_by(held.key, held.fact)
            ):
                found[name].append(number)
    return found


def _few(is_sqlite: bool) -> Select[Any]:
    """Select, of the keys that are given, those that some facts have, but no more than ``limit``."""
    if is_sqlite:
        wanted = func.json_each(bindparam("wanted")).table_valued("value", name="wanted")
    else:
        given = func.unnest(bindparam("wanted", type_=ARRAY(Text)))
        wanted = given.table_valued("value", name="wanted").render_derived()
    held = t.fact_keys.c
    some = select(literal(1)).where(held.key == wanted.c.value).limit(bindparam("most")).correlate(wanted)
    number = select(func.count()).select_from(some.subquery()).correlate(wanted).scalar_subquery()
    return select(wanted.c.value).where(number.between(1, bindparam("limit")))


_FEW, _FEW_SQLITE = _few(False), _few(True)


def put_conflicts(
    connection: Connection, records: Collection[str], made: Sequence[Conflict], by: str
) -> None:
    """Keep conflicts made one way, after forgetting all so made with a side with one of these records."""
    conflicts, sides = t.conflicts.c, t.conflict_sides.c
    for some in portions(sorted(set(records))):
        about = select(sides.conflict).where(sides.record.in_(some))
        connection.execute(delete(t.conflicts).where(conflicts.id.in_(about), conflicts["by"] == by))
    new = {each.id: each for each in made}
    for some in portions(sorted(new)):
        connection.execute(delete(t.conflicts).where(conflicts.id.in_(some)))
    _insert(connection, t.conflicts, [conflict_values(each) for each in new.values()])
    _insert(connection, t.conflict_sides, [row for each in new.values() for row in side_values(each)])


def _insert(connection: Connection, table: Table, values: Sequence[dict[str, Any]]) -> None:
    if values:
        connection.execute(insert(table), values)
