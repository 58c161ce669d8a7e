"""Keep judgements: rows that are appended, each with an id that its content gives it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from onrecord.errors import UsageError
from onrecord.model import Judgement, JudgementKind, Place
from onrecord.store import schema as t
from onrecord.store.register_rows import judgement_of, judgement_values
from onrecord.store.rows import storable

ID_LENGTH = 32
"""Hexadecimal digits of a judgement's id."""


def holding(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that hold: those that no other undoes, without those that undo."""
    every = tuple(judgements)
    undone = {each.undoes for each in every}
    return tuple(each for each in every if each.undoes is None and each.id not in undone)


def judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Return every judgement, the oldest first."""
    found = map(judgement_of, connection.execute(select(t.judgements)).mappings())
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def judge(
    connection: Connection, kind: JudgementKind, left: Place, right: Place, by: str, note: str | None
) -> Judgement:
    """Append what a person decided on two places."""
    if left == right:
        raise UsageError("a judgement is on two places, and these are one")
    kept = Judgement("", kind, left, right, _name(by), datetime.now(UTC), storable(note) if note else None)
    return _append(connection, kept)


def undo(connection: Connection, wanted: str, by: str) -> Judgement:
    """Append that a judgement, by its id or a prefix of one id only, does not hold any more."""
    every = judgements(connection)
    found = [each for each in every if wanted and each.undoes is None and each.id.startswith(wanted.lower())]
    if not found:
        raise UsageError(f"there is no judgement {wanted!r}", None, "give the id of one that was made")
    if len(found) > 1:
        several = ", ".join(each.id for each in found[:3])
        raise UsageError(f"several judgements begin with {wanted!r} ({several})", None, "give more of the id")
    (undone,) = found
    if undone not in holding(every):
        raise UsageError(f"judgement {undone.id} is undone already")
    made = replace(undone, by=_name(by), at=datetime.now(UTC), note=None, undoes=undone.id)
    return _append(connection, made)


def keep(connection: Connection, given: Sequence[Judgement]) -> list[Judgement]:
    """Append the judgements that are not there yet; return these."""
    known = set(connection.scalars(select(t.judgements.c.id)))
    new = {each.id: each for each in given if each.id not in known}
    for each in new.values():
        _name(each.by)
        if sealed(each).id != each.id:
            raise UsageError(f"judgement {each.id} is not what it was when it was made", None, "leave it out")
        connection.execute(insert(t.judgements).values(judgement_values(each)))
    return list(new.values())


def sealed(judgement: Judgement) -> Judgement:
    """Return a judgement with the id that its content gives it: the same in every casefile."""
    values = judgement_values(judgement) | {"at": judgement.at.astimezone(UTC).isoformat()}
    content = {name: value for name, value in values.items() if name != "id"}
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return replace(judgement, id=hashlib.sha256(written.encode()).hexdigest()[:ID_LENGTH])


def _append(connection: Connection, judgement: Judgement) -> Judgement:
    made = sealed(judgement)
    connection.execute(insert(t.judgements).values(judgement_values(made)))
    return made


def _name(by: str) -> str:
    name = storable(by.strip())
    if not name:
        raise UsageError("a decision needs somebody who makes it", None, "say who you are with --by")
    return name
