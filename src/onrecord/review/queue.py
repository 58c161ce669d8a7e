"""Put records in the order in which a person best looks at them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import UNDECIDED, RecordKind
from onrecord.review.fields import FIELDS, is_empty
from onrecord.review.snapshot import Record, kind_of

_NEEDED = {
    RecordKind.STATEMENT: ("speakers", "act", "issues", "stance"),
    RecordKind.COMMITMENT: ("party", "measure", "status"),
    RecordKind.EVENT: ("kind", "status", "participants"),
    RecordKind.CLAIM: ("subject", "value"),
}
"""Fields that every record of a kind has: empty, they are undecided."""


class Order(StrEnum):
    """In which order records are stepped through."""

    DOUBT = "doubt"  # undecided fields first, then the lowest confidence
    RANDOM = "random"  # drawn evenly: what is decided so speaks for all records
    TEXT = "text"  # document by document


@dataclass(frozen=True, slots=True)
class Item:
    """Name a record to be looked at, and say how sure the machine is of it."""

    document: str
    kind: RecordKind
    id: str
    lowest: float  # the lowest confidence of a field that is shown; 1.0: none is known
    is_open: bool  # a field that it should have is undecided


def item(record: Record) -> Item:
    """Return how a record stands in the queue."""
    kind = kind_of(record)
    return Item(record.document_id, kind, record.id, lowest(record), bool(open_fields(record)))


def lowest(record: Record) -> float:
    """Return the lowest confidence of the fields that a person can correct, and of the record itself."""
    useful = {"record", *(each.confidence for each in FIELDS[kind_of(record)])}
    return min((sure for name, sure in record.confidence.items() if name in useful), default=1.0)


def open_fields(record: Record) -> tuple[str, ...]:
    """Return the fields that a record should have and the machine left undecided."""
    kind = kind_of(record)
    values = {each.name: getattr(record, each.name) for each in FIELDS[kind]}
    needed = _NEEDED[kind]
    return tuple(
        name for name, value in values.items() if value == UNDECIDED or (name in needed and is_empty(value))
    )


def queued(items: Iterable[Item], order: Order, *, below: float | None = None, seed: int = 0) -> list[Item]:
    """Return items in an order; of those that are not ``below`` a confidence only what was left open."""
    found = [each for each in items if below is None or each.lowest < below or each.is_open]
    if order is Order.RANDOM:
        drawn = sorted(found, key=_name)
        random.Random(seed).shuffle(drawn)
        return drawn
    if order is Order.DOUBT:
        return sorted(found, key=lambda each: (not each.is_open, each.lowest, *_name(each)))
    return found


def _name(each: Item) -> tuple[str, str, str]:
    return each.document, each.kind.value, each.id


def by_document(items: Iterable[Item]) -> Iterator[tuple[str, int]]:
    """Yield each document of a queue with how many of its records are there."""
    counts: dict[str, int] = {}
    for each in items:
        counts[each.document] = counts.get(each.document, 0) + 1
    yield from counts.items()
