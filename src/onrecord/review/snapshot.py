"""Write records as JSON and make records of it: a review holds the record as it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.model import Claim, Commitment, Event, Reading, RecordKind, Statement

Record: TypeAlias = Statement | Commitment | Event | Claim

TYPES: Mapping[RecordKind, type[Record]] = {
    RecordKind.STATEMENT: Statement,
    RecordKind.COMMITMENT: Commitment,
    RecordKind.EVENT: Event,
    RecordKind.CLAIM: Claim,
}
_LISTS = {
    RecordKind.STATEMENT: "statements",
    RecordKind.COMMITMENT: "commitments",
    RecordKind.EVENT: "events",
    RecordKind.CLAIM: "claims",
}
_R = TypeVar("_R")
_known: dict[str, Mapping[str, Any]] = {}  # resolving the types of fields takes its time: once for each


def kind_of(record: Record) -> RecordKind:
    """Return of which kind a record is."""
    return next(kind for kind, made in TYPES.items() if isinstance(record, made))


def records_of(reading: Reading, kind: RecordKind) -> tuple[Record, ...]:
    """Return the records of one kind that a reading gave, in its order."""
    found: tuple[Record, ...] = getattr(reading, _LISTS[kind])
    return found


def list_name(kind: RecordKind) -> str:
    """Return what a reading and the manual's JSON call the records of a kind.

    >>> list_name(RecordKind.STATEMENT)
    'statements'
    """
    return _LISTS[kind]


def to_json(record: Record) -> dict[str, Any]:
    """Return a record as plain JSON: texts, numbers, lists and objects alone."""
    return {name: plain(getattr(record, name)) for name in _names(type(record))}  # type: ignore[arg-type]  # a class is hashable


def plain(value: Any) -> Any:
    """Return a field's value as plain JSON."""
    if value is None or type(value) in (str, int, float, bool):
        return value  # most of them are
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _names(made: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(made))


def of_json(kind: RecordKind, held: Mapping[str, Any]) -> Record:
    """Make a record of its JSON; fields that it lacks have their defaults.

    Raises:
        ValueError, TypeError, KeyError: it is no record of this kind.
    """
    return _made(TYPES[kind], held)


def value_of(kind: RecordKind, field: str, held: Any) -> Any:
    """Make the value of a record's field of its JSON."""
    return _value(_hints(TYPES[kind])[field], held)


def _made(made: type[_R], held: Mapping[str, Any]) -> _R:
    return made(**{name: _value(hint, held[name]) for name, hint in _hints(made).items() if name in held})


def _hints(made: type[Any]) -> Mapping[str, Any]:
    if made.__name__ not in _known:
        _known[made.__name__] = get_type_hints(made)
    return _known[made.__name__]


def _value(hint: Any, held: Any) -> Any:
    """Make a value of the type that a field has: the few that records use."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if held is None:
            return None
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
        return _value(hint, held)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in held)
    if origin is not None:  # a mapping
        return dict(held)
    if is_dataclass(hint) and isinstance(hint, type):
        return _made(hint, held)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(held)
    if hint is float:
        return float(held)
    if not isinstance(held, hint):
        raise TypeError(f"{held!r} is no {hint.__name__}")
    return held
