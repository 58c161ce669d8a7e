"""Keep decisions on actors: rows that are appended, and the folded names of statements in step with them."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import Connection, Text, insert, select, union
from sqlalchemy import cast as sql_cast

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Span
from onrecord.store import rows
from onrecord.store import schema as t
from onrecord.store.decisions import ActorFile, Decision, DecisionKind
from onrecord.store.fold import fold
from onrecord.store.in_step import bring_in_step, records_of, statements_of
from onrecord.store.naming import Naming, Rule
from onrecord.store.record_kinds import names_in
from onrecord.store.record_rows import ABOUT

_LIST = "`onrecord actors list` lists them"


def decisions(connection: Connection) -> tuple[Decision, ...]:
    """Return every decision, the oldest first."""
    query = select(t.decisions, t.documents.c.id).outerjoin_from(
        t.decisions, t.documents, t.documents.c.key == t.decisions.c.document_key
    )
    found = connection.execute(query.order_by(t.decisions.c.key)).mappings().all()
    undone = {row["undoes"] for row in found}
    return tuple(
        Decision(
            number=row[t.decisions.c.key],
            kind=DecisionKind(row["kind"]),
            names=tuple(row["names"]),
            into=row["into"],
            document=row["id"],
            statement=tuple(Span(*each) for each in row["spans"] or ()),
            by=row["by"],
            at=row["at"].replace(tzinfo=UTC),
            undoes=row["undoes"],
            undone=row[t.decisions.c.key] in undone,
        )
        for row in found
    )


def naming(connection: Connection) -> Naming:
    """Return how actors are named by the decisions that hold."""
    mine, undoing = t.decisions, t.decisions.alias()
    undone = select(undoing.c.key).where(undoing.c.undoes == mine.c.key).exists()
    query = select(mine).where(mine.c.into.is_not(None), ~undone).order_by(mine.c.key)
    return Naming(
        Rule(
            DecisionKind(row["kind"]),
            frozenset(row["names"]),
            row["into"],
            row["document_key"],
            tuple(Span(*each) for each in row["spans"] or ()),
        )
        for row in connection.execute(query).mappings()
    )


def actor_names(connection: Connection, decided: Naming) -> dict[str, str]:
    """Return every name that the machine gave an actor, each with the name decided for it everywhere."""
    written = sql_cast(t.statements.c.via, Text)  # PostgreSQL cannot compare JSON, only what is written
    relayed = map(json.loads, connection.scalars(select(written).where(written != "[]").distinct()))
    named = connection.scalars(
        union(
            select(t.speakers.c.name),
            select(t.addressees.c.name),
            select(t.statements.c.affiliation).where(t.statements.c.affiliation.is_not(None)),
            select(t.record_actors.c.name).where(t.record_actors.c.role != ABOUT),
        )
    )
    found = {*named, *(name for via in relayed for name in via)}
    return {name: decided.everywhere.get(name, name) for name in sorted(found)}


def actor_files(connection: Connection) -> tuple[ActorFile, ...]:
    """Return the imported files that hold, the oldest first."""
    held = {each.number: each for each in decisions(connection) if not each.undone}
    query = select(t.actor_files).order_by(t.actor_files.c.decision)
    return tuple(
        ActorFile(row["name"], zlib.decompress(row["content"]), decision.by, decision.at)
        for row in connection.execute(query).mappings()
        if (decision := held.get(row["decision"])) is not None
    )


def merge(connection: Connection, names: Sequence[str], by: str) -> Decision:
    """Decide that several names are one actor, who is called by the first."""
    known = _Known(connection)
    first, *others = (known.find(name) for name in names)
    if not others:
        raise UsageError("it takes two actors to merge", None, "name the one that holds, then the others")
    twice = next((name for n, name in enumerate(others) if name in (first, *others[:n])), None)
    if twice is not None:
        raise UsageError(f"{twice!r} cannot be merged with itself")
    return _decide(connection, DecisionKind.MERGE, others, first, by)


def rename(connection: Connection, name: str, new: str, by: str) -> Decision:
    """Decide what an actor is called."""
    known = _Known(connection)
    old, new = known.find(name), _clean(new)
    if new == old:
        raise UsageError(f"{old!r} is called so already")
    if new in known.shown:
        raise UsageError(f"{new!r} is another actor", None, "merge the two instead")
    return _decide(connection, DecisionKind.RENAME, [old], new, by)


def split(connection: Connection, name: str, new: str, by: str, key: int, statement: str | None) -> Decision:
    """Decide that a name means somebody else in the document of a key, or in one statement of it."""
    new = _clean(new)
    decided = naming(connection)
    held = [
        each
        for each in statements_of(connection, [key], decided)[key]
        if statement is None or each.id == statement
    ]
    named = {n for s in held for n in (*s.speakers, *s.addressees, *s.via, s.affiliation) if n}
    if statement is None:
        named |= {name for record in records_of(connection, key, decided) for _, _, name in names_in(record)}
    old = _like(named, name)
    if old is None:
        place = "nothing in that document names" if statement is None else "that statement does not name"
        raise UsageError(f"{place} {name!r}", None, _LIST)
    if new == old:
        raise UsageError(f"{old!r} is called so already")
    content = [[each.start, each.end] for each in held[0].quote] if statement is not None else None
    return _decide(connection, DecisionKind.SPLIT, [old], new, by, key, content)


def keep_file(connection: Connection, name: str, content: bytes, by: str) -> Decision:
    """Keep a file of facts about actors as it is."""
    decision = _decide(connection, DecisionKind.IMPORT, [rows.storable(name)], None, by)
    values = {"decision": decision.number, "name": rows.storable(name), "content": rows.packed(content)}
    connection.execute(insert(t.actor_files).values(values))
    return decision


def undo(connection: Connection, by: str) -> Decision:
    """Undo the latest decision that holds.

    Always the latest: each was made in view of those before it, and is as sound as it was once those after it
    are gone.
    """
    holding = [each for each in decisions(connection) if each.kind != DecisionKind.UNDO and not each.undone]
    if not holding:
        raise UsageError("there is no decision to undo")
    return _decide(connection, DecisionKind.UNDO, holding[-1].names, None, by, undoes=holding[-1].number)


def document_of_statement(connection: Connection, wanted: str) -> tuple[int, str]:
    """Return the key of the document and the id of the statement with this id or beginning of an id."""
    ids = t.statements.c
    for condition in (ids.id == wanted, ids.id.startswith(wanted.lower(), autoescape=True)):
        found = connection.execute(
            select(ids.document_key, ids.id).where(condition).distinct().limit(4)
        ).all()
        if len(found) == 1:
            return found[0][0], found[0][1]
        if found and wanted:
            raise UsageError(f"several statements begin with {wanted!r}", None, "give more of the id")
    raise UsageError(
        f"there is no statement {wanted!r}", None, "`onrecord show statements --csv` has their ids"
    )


class _Known:
    """Find actors by the names that they are shown by."""

    def __init__(self, connection: Connection) -> None:
        decided = naming(connection)
        self.names = actor_names(connection, decided)
        self.shown = {*self.names.values(), *_exceptional(decided)}

    def find(self, name: str) -> str:
        """Return the shown name that is this one, but for case and accents where it is unique so."""
        if name in self.shown:
            return name
        folded = fold(name)
        alike = sorted(each for each in self.shown if fold(each) == folded)
        if len(alike) == 1:
            return alike[0]
        if alike:
            raise UsageError(f"{name!r} may be any of {', '.join(map(repr, alike))}", None, "spell it so")
        now = next((now for old, now in self.names.items() if fold(old) == folded), None)
        if now is not None:
            what = f"{name!r} is {now!r} already, by an earlier decision"
            raise UsageError(what, None, f"name {now!r}, or take that back with `onrecord actors undo`")
        raise UsageError(f"there is no actor {name!r}", None, _LIST)


def _exceptional(decided: Naming) -> Iterator[str]:
    """Yield the names that hold in some document or statement alone."""
    for number, rule in enumerate(decided.rules):
        if rule.document_key is not None:
            later = [each for each in decided.rules[number + 1 :] if each.document_key is None]
            yield Naming(later).everywhere.get(rule.into, rule.into)


def _like(named: set[str], name: str) -> str | None:
    """Return the one of some names that is this one, but for case and accents where it is unique so."""
    if name in named:
        return name
    alike = [each for each in named if fold(each) == fold(name)]
    return alike[0] if len(alike) == 1 else None


def _clean(name: str) -> str:
    """Return a name to be given; raise where it is none."""
    clean = " ".join(rows.storable(name).split())
    if not clean or not any(character.isalnum() for character in clean):
        raise UsageError(f"{name!r} is no name", None, "an actor has to be called something")
    if any(unicodedata.category(character) == "Cc" for character in clean):
        raise UsageError(f"{name!r} is no name", None, "leave control characters out")
    if fold(clean) == UNDECIDED:
        raise UsageError(f"{name!r} is no name", None, "it stands for what nobody has decided")
    return clean


def _decide(
    connection: Connection,
    kind: DecisionKind,
    names: Sequence[str],
    into: str | None,
    by: str,
    document_key: int | None = None,
    spans: Sequence[Sequence[int]] | None = None,
    undoes: int | None = None,
) -> Decision:
    """Append a decision, and bring the names that filters look in in step."""
    if not by.strip():
        raise UsageError("a decision needs somebody who makes it", None, "say who you are with --by")
    before = naming(connection)
    values = {
        "kind": kind.value,
        "names": list(names),
        "into": into,
        "document_key": document_key,
        "spans": [list(each) for each in spans] if spans else None,
        "undoes": undoes,
        "by": rows.storable(by.strip()),
        "at": datetime.now(UTC).replace(tzinfo=None),
    }
    key = cast("tuple[int]", connection.execute(insert(t.decisions).values(values)).inserted_primary_key)[0]
    bring_in_step(connection, before, naming(connection))
    return next(each for each in decisions(connection) if each.number == key)
