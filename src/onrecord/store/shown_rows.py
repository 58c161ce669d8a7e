"""Turn points, positions, facts and conflicts into rows and rows into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onrecord.model import Conflict, Fact, Point, Position, Side
from onrecord.store.codec import codec
from onrecord.store.fold import fold
from onrecord.store.quick import quick
from onrecord.store.register_rows import issue_list
from onrecord.store.schema_base import UNDATED
from onrecord.text.days import days

Row = Mapping[Any, Any]
Values = dict[str, Any]

_POINT = quick(Point)
_POSITION = quick(Position)
_FACT = codec(Fact)
_CONFLICT = codec(Conflict)


def point_values(point: Point) -> Values:
    """Return the row of a point."""
    return {
        "entry": point.entry,
        "holder": point.holder,
        "subject": point.subject,
        "about": point.about.value,
        "first_day": point.first_day or UNDATED,
        "last_day": point.last_day or UNDATED,
        "voice": point.voice.value,
        "stance": point.stance,
        "counts": point.counts,
        "record": point.record,
        "document": point.document,
        "body": _POINT.to_json(point),
    }


def point_of(body: str) -> Point:
    """Make a point of the text that its row holds of it."""
    return _POINT.of(body)


def position_values(position: Position, number: int) -> Values:
    """Return the row of a position, which is this one of those of a holder on a subject."""
    return {
        "holder": position.holder,
        "subject": position.subject,
        "about": position.about.value,
        "number": number,
        "stance": position.stance,
        "since": position.since,
        "until": position.until,
        "shifted": position.before is not None,
        "opening": position.opening.entry,
        "latest": position.latest.entry,
        "entries": " ".join(position.entries),
        "body": _POSITION.to_json(position),
    }


def position_of(body: str) -> Position:
    """Make a position of the text that its row holds of it."""
    return _POSITION.of(body)


def fact_values(key: int, fact: Fact) -> Values:
    """Return the row of a fact of a document."""
    return {"document_key": key, "id": fact.id, "body": _FACT.to_json(fact)}


def fact_of(row: Row) -> Fact:
    """Make a fact of its row."""
    return _FACT.of(row["body"])


def conflict_values(conflict: Conflict) -> Values:
    """Return the row of a conflict; which entries report its sides is looked up when it is read."""
    sides = (conflict.left, conflict.right)
    bare = replace(conflict, left=_bare(conflict.left), right=_bare(conflict.right))
    reported = [bounds for each in sides if (bounds := days(each.published)) is not None]
    texts = [conflict.subject, *(each.value for each in sides)]
    texts += [" ".join(piece.exact for piece in each.quote) for each in sides]
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "by": conflict.by,
        "subject": conflict.subject,
        "why": conflict.why,
        "first_day": conflict.first_day or UNDATED,
        "last_day": conflict.last_day or UNDATED,
        "reported_first_day": max((first for first, _ in reported), default=None),
        "reported_last_day": max((last for _, last in reported), default=None),
        "issue_list": issue_list(conflict.issues),
        "text_folded": "\n".join(dict.fromkeys(map(fold, texts))),
        "body": _CONFLICT.to_json(bare),
    }


def _bare(side: Side) -> Side:
    return replace(side, entry=None)


def side_values(conflict: Conflict) -> Iterator[Values]:
    """Return the rows by which the sides of a conflict are looked up."""
    for number, side in enumerate((conflict.left, conflict.right)):
        yield {"conflict": conflict.id, "side": number, "record": side.record, "document": side.document}


def conflict_of(row: Row, entries: Mapping[str, str]) -> Conflict:
    """Make a conflict of its row; ``entries`` has the id of the entry that reports each record."""
    held = _CONFLICT.of(row["body"])
    left, right = (replace(each, entry=entries.get(each.record)) for each in (held.left, held.right))
    return replace(held, left=left, right=right)
