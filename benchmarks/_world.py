"""Give the facts of an invented world to the base of actors, as its user would bring them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.actors.base import Base, shipped
from onrecord.actors.facts import Facts, Holder, Organisation, State
from onrecord.actors.loading import read_table


def from_tables(folder: Path) -> Base:
    """Return the base with the tables of a folder laid over it."""
    tables = sorted(folder.glob("*.csv"), key=lambda path: path.name)
    return shipped().with_facts(sum((read_table(p.read_bytes(), p.name) for p in tables), start=Facts()))


def from_key(world: Mapping[str, Any]) -> Base:
    """Return the base with what the ``world`` of a key says of states, organisations and people."""
    where = "key.yaml"
    states = tuple(
        State(
            s["code"],
            s["name"],
            (),
            _words(s, "demonym", "demonyms"),
            _words(s, "capital", "seat"),
            None,
            where,
        )
        for s in world.get("states", ())
    )
    organisations = tuple(
        Organisation(o["name"], o["name"], tuple(o.get("also", ())), "organisation", None, None, None, where)
        for o in world.get("organisations", ())
    )
    known = {s.code for s in states} | {o.id for o in organisations}
    holders = []
    for p in world.get("people", ()):
        office = shipped().office(_office(str(p.get("role", ""))))
        if office is not None and p.get("affiliation") in known:
            others = tuple(v for v in p.get("variants", ()) if v != p["name"])
            holders.append(
                Holder(p["name"], others, office.id, p["affiliation"], None, None, None, None, where)
            )
    return shipped().with_facts(Facts(states=states, organisations=organisations, holders=_one_each(holders)))


def _words(record: Mapping[str, Any], *fields: str) -> tuple[str, ...]:
    out: list[str] = []
    for field in fields:
        value = record.get(field)
        out += [value] if isinstance(value, str) else list(value or ())
    return tuple(dict.fromkeys(out))


def _office(role: str) -> str:
    """Return the words that the base knows: "spokesman of the foreign ministry" is a spokesman.

    What a title means in one state alone is said as whoever brings the facts in would say it.
    """
    first = role.split(" of the ")[0].split(" and ")[0].removeprefix("the ")
    return _MEANT.get(first, first)


_MEANT = {"secretary of state": "foreign minister", "military spokesman": "spokesman"}
"""Titles whose office the base knows by the state alone."""


def _one_each(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    """Leave out a second holder of an office that one person holds at a time."""
    taken: dict[tuple[str, str], Holder] = {}
    out = []
    for holder in holders:
        office = next(o for o in shipped().facts.offices if o.id == holder.office)
        if office.single and (holder.office, holder.of) in taken:
            continue
        taken[holder.office, holder.of] = holder
        out.append(holder)
    return tuple(out)
