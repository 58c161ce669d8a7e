"""Keep likenesses, derivations and stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from onrecord.errors import UsageError
from onrecord.model import Derivation, Likeness, Story
from onrecord.store import loading
from onrecord.store import schema as t
from onrecord.store.lending import ids_of, portions
from onrecord.store.lineage_rows import derivation_of, derivation_values, likeness_of, likeness_values

_CHUNK = 200


def put_likenesses(
    connection: Connection,
    found: Sequence[Likeness],
    gone: Collection[tuple[str, str]],
    keys: Mapping[str, int],
) -> None:
    """Keep likenesses in place of earlier ones of the same two, after forgetting some pairs."""
    held = t.likenesses.c
    pairs = {(keys[a], keys[b]) for a, b in (*gone, *((each.a, each.b) for each in found))}
    mine = held.a_key == bindparam("old_a"), held.b_key == bindparam("old_b")
    if pairs:
        old = [{"old_a": a, "old_b": b} for a, b in sorted(pairs)]
        connection.execute(delete(t.likenesses).where(*mine), old)
    if found:
        made = {(each.a, each.b): likeness_values(each, keys[each.a], keys[each.b]) for each in found}
        connection.execute(insert(t.likenesses), list(made.values()))


def likenesses(connection: Connection, keys: Collection[int]) -> list[Likeness]:
    """Return the likenesses in which any of the documents takes part, in the order of (a, b)."""
    held = t.likenesses.c
    found = {
        (row["a_key"], row["b_key"]): row
        for some in portions(sorted(keys))
        for column in (held.a_key, held.b_key)
        for row in connection.execute(select(t.likenesses).where(column.in_(some))).mappings()
    }
    ids = ids_of(connection, {key for pair in found for key in pair})
    made = (likeness_of(row, ids[a], ids[b]) for (a, b), row in found.items())
    return sorted(made, key=lambda each: (each.a, each.b))


def put_derivations(
    connection: Connection, derived: Collection[int], found: Sequence[Derivation], keys: Mapping[str, int]
) -> None:
    """Keep the derivations of some derived documents in place of all that they had."""
    for some in portions(sorted(derived)):
        connection.execute(delete(t.derivations).where(t.derivations.c.derived_key.in_(some)))
    if found:
        connection.execute(
            insert(t.derivations),
            [
                derivation_values(each, keys[each.derived], keys[each.source] if each.source else None)
                for each in found
            ],
        )


def derivations(connection: Connection, keys: Collection[int] | None) -> tuple[Derivation, ...]:
    """Return the derivations in which any of the documents takes part, or all of them."""
    held = t.derivations.c
    if keys is None:
        queries = [select(t.derivations)]
    else:
        queries = [
            select(t.derivations).where(column.in_(some))
            for some in portions(sorted(keys))
            for column in (held.derived_key, held.source_key)
        ]
    found = by_key(connection, *queries)
    return tuple(sorted(found.values(), key=_in_order))


def by_key(connection: Connection, *queries: Select[Any]) -> dict[int, Derivation]:
    """Return the derivations whose rows queries find, by key."""
    found = {row["key"]: row for query in queries for row in connection.execute(query).mappings()}
    concerned = {row[name] for row in found.values() for name in ("derived_key", "source_key")}
    ids = ids_of(connection, concerned - {None})
    return {
        key: derivation_of(row, ids[row["derived_key"]], ids.get(row["source_key"], ""))
        for key, row in found.items()
    }


def _in_order(each: Derivation) -> tuple[str, ...]:
    return each.derived, each.source, each.outlet or "", each.kind.value


def put_stories(
    connection: Connection, gone: Collection[str], made: Sequence[Story], keys: Mapping[str, int]
) -> None:
    """Keep stories after forgetting others."""
    for some in portions(sorted({*gone, *(each.id for each in made)})):
        connection.execute(delete(t.stories).where(t.stories.c.id.in_(some)))
    if made:
        connection.execute(
            insert(t.stories),
            [{"id": each.id, "first_day": each.first_day, "last_day": each.last_day} for each in made],
        )
    rows = [
        {"story": each.id, "position": position, "document_key": keys[document_id]}
        for each in made
        for position, document_id in enumerate(each.documents)
    ]
    if rows:
        connection.execute(insert(t.story_documents), rows)


def stories(connection: Connection, *conditions: Any) -> Iterator[Story]:
    """Stream stories that meet conditions by their first day, undated last, then by id."""
    columns, members = t.stories.c, t.story_documents.c
    query = select(t.stories).where(*conditions).order_by(columns.first_day.asc().nulls_last(), columns.id)
    for chunk in loading.chunks(connection, query, _CHUNK):
        belonging = (
            select(members.story, t.documents.c.id)
            .join(t.documents, t.documents.c.key == members.document_key)
            .where(members.story.in_([row["id"] for row in chunk]))
            .order_by(members.story, members.position)
        )
        held: dict[str, list[str]] = defaultdict(list)
        for story, document_id in connection.execute(belonging):
            held[story].append(document_id)
        for row in chunk:
            yield Story(row["id"], tuple(held[row["id"]]), row["first_day"], row["last_day"])


def story(connection: Connection, wanted: str, location: str, find: Callable[[], tuple[int, str]]) -> Story:
    """Return the story with an id or beginning of one, or the one of the document that ``find`` finds."""
    columns = t.stories.c
    for condition in (columns.id == wanted, columns.id.startswith(wanted.lower(), autoescape=True)):
        found = [*stories(connection, condition)] if wanted else []
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(each.id for each in found[:3])
            remedy = "give more of the id"
            raise UsageError(f"several stories begin with {wanted!r} ({several})", location, remedy)
    try:
        key, document_id = find()
    except UsageError:
        remedy = "`onrecord show stories` lists them"
        raise UsageError(f"there is no story and no document {wanted!r}", location, remedy) from None
    mine = select(t.story_documents.c.story).where(t.story_documents.c.document_key == key)
    for each in stories(connection, columns.id.in_(mine)):
        return each
    raise UsageError(f"document {document_id} belongs to no story yet", location, "run `onrecord reread`")
