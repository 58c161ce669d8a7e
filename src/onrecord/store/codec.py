"""Turn frozen records into plain JSON and JSON into them, by the types that their fields name.

A record becomes an object without the fields that hold their default, so that a field added later has its
default in what was kept before; the small ones that come by the hundred thousand become lists. A type that
JSON has no form for is refused when the codec is made, not when a record is kept.
"""

from __future__ import annotations

import types
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from itertools import starmap
from operator import attrgetter
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.model import Evidence, Place, Span, Tie

T = TypeVar("T")
Way = Callable[[Any], Any]

_AS_LISTS = (Evidence, Place, Span, Tie)
_PLAIN = (str, int, float, bool, types.NoneType)


class Codec(Generic[T]):
    """Turn records of one class into JSON and back."""

    def __init__(self, kind: type[T], without: tuple[str, ...] = (), named: bool = False) -> None:
        self._kind = kind
        hints = get_type_hints(kind)
        held = [each for each in fields(kind) if each.name not in without]  # type: ignore[arg-type]
        self._names = tuple(each.name for each in held)
        self._get = _getter(self._names)
        ways = {name: _ways(hints[name], f"{kind.__name__}.{name}", named) for name in self._names}
        self._out = {name: there for name, (there, _) in ways.items() if there is not None}
        self._in = {name: back for name, (_, back) in ways.items() if back is not None}
        self._defaults = {
            each.name: each.default if each.default_factory is MISSING else each.default_factory()
            for each in held
            if each.default is not MISSING or each.default_factory is not MISSING
        }

    def to_json(self, record: T) -> dict[str, Any]:
        """Return a record as an object of JSON."""
        out = dict(zip(self._names, self._get(record), strict=True))
        for name, default in self._defaults.items():
            if out[name] == default:
                del out[name]
        for name, way in self._out.items():
            if name in out:
                out[name] = way(out[name])
        return out

    def of(self, held: Mapping[str, Any], **others: Any) -> T:
        """Return the record of an object of JSON, with the fields that the codec leaves out given.

        Raises:
            TypeError: fields are missing, or there are some that the record does not have.
            ValueError: a value is none of its field's.
        """
        values = {**held, **others}
        for name, way in self._in.items():
            if name in values:
                values[name] = way(values[name])
        return self._kind(**values)


def codec(kind: type[T], *without: str, named: bool = False) -> Codec[T]:
    """Return what turns records of a class into JSON and back, but for some fields.

    ``named``: the small ones too as objects with named fields, not as lists.

    >>> from onrecord.model import Place, Step
    >>> held = codec(Step).to_json(Step("done", "allocated", None, 2))
    >>> held
    {'ladder': 'done', 'status': 'allocated', 'on': None, 'report': 2}
    >>> codec(Step).of(held)
    Step(ladder='done', status='allocated', on=None, report=2)
    """
    made: Codec[T] = _made(kind, *without, named=named)  # type: ignore[arg-type]  # a class is hashable
    return made


@cache
def _made(kind: type[Any], *without: str, named: bool) -> Codec[Any]:
    return Codec(kind, without, named)


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda record: (get(record),)


def _ways(hint: Any, where: str, named: bool) -> tuple[Way | None, Way | None]:
    """Return the ways of a value to JSON and back; ``None`` where the value is its own form.

    Raises:
        TypeError: there is no way for this type.
    """
    if hint in _PLAIN:
        return None, None
    if hint is bytes:
        return lambda value: b64encode(value).decode(), b64decode
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return _optional(parts, where, named)
    if origin is tuple:
        return _tuple(parts, where, named)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(parts, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str, hint
    if hint in _AS_LISTS and not named:
        return _listed(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        inner = codec(hint, named=named)
        return inner.to_json, inner.of
    raise TypeError(f"{where}: {hint} has no form in JSON")


def _listed(kind: Any) -> tuple[Way, Way]:
    get = _getter(tuple(each.name for each in fields(kind)))
    return lambda record: list(get(record)), lambda held: kind(*held)


def _optional(parts: tuple[Any, ...], where: str, named: bool) -> tuple[Way | None, Way | None]:
    wanted = [each for each in parts if each is not types.NoneType]
    if all(each in _PLAIN for each in wanted):
        return None, None
    if len(wanted) != 1:
        raise TypeError(f"{where}: one of {wanted} cannot be told from the others in JSON")
    there, back = _ways(wanted[0], where, named)
    return _unless_none(there), _unless_none(back)


def _unless_none(way: Way | None) -> Way | None:
    return None if way is None else lambda value: None if value is None else way(value)


def _tuple(parts: tuple[Any, ...], where: str, named: bool) -> tuple[Way, Way]:
    if len(parts) == 2 and parts[1] is ...:
        there, back = _ways(parts[0], where, named)
        if (
            there is not None and parts[0] in _AS_LISTS and not named
        ):  # mostly evidence: no call more than it takes
            kind: Any = parts[0]
            return lambda value: list(map(there, value)), lambda held: tuple(starmap(kind, held))
        return (
            list if there is None else lambda value: [there(each) for each in value],
            tuple if back is None else lambda held: tuple([back(each) for each in held]),
        )
    ways = [_ways(each, where, named) for each in parts]

    def apply(value: Any, at: int) -> list[Any]:
        return [each if way[at] is None else way[at](each) for way, each in zip(ways, value, strict=True)]  # type: ignore[misc]

    return lambda value: apply(value, 0), lambda held: tuple(apply(held, 1))


def _mapping(parts: tuple[Any, ...], where: str) -> tuple[Way, Way | None]:
    if parts[0] is not str or _ways(parts[1], where, False) != (None, None):
        raise TypeError(f"{where}: only texts and numbers by name have a form in JSON")
    return dict, None
