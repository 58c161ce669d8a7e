"""Hold the facts about actors as they are written down: one record per line of a file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Role(StrEnum):
    """What an office makes of its holder as a speaker."""

    HEAD = "head of state or government"
    MINISTER = "minister"
    SPOKESPERSON = "spokesperson"
    ENVOY = "envoy"
    LEGISLATOR = "legislator"
    MILITARY = "military"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class State:
    """Name a state or territory, its people, and the places that stand for its government."""

    code: str  # ISO 3166 alpha-3; XKX for Kosovo; XAA..XZZ are free for invented ones
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]  # adjectives and names of its people
    metonyms: tuple[str, ...]  # capital, seats of government
    wikidata: str | None
    where: str  # "states.csv:12"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Name an organisation, alliance, armed group, party or company."""

    id: str  # the name or acronym that output uses
    name: str
    other_names: tuple[str, ...]
    kind: str
    part_of: str | None  # id of the organisation that it is an organ of
    state: str | None  # code of the state that it belongs to or lies in
    wikidata: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Say from when to when a state or organisation belonged to an organisation."""

    organisation: str
    state: str  # code of a state, or id of an organisation
    since: str | None  # EDTF; None: from the beginning
    until: str | None  # EDTF, the day of leaving; None: still
    source: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Body:
    """Name a parliament, ministry, agency or court whose name alone tells its state."""

    name: str
    other_names: tuple[str, ...]
    kind: str
    state: str
    wikidata: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Office:
    """Name an office and the words for it that hold in every state."""

    id: str
    words: tuple[str, ...]
    kind: Role
    level: str  # state, ministry, region, place, party, organisation or any
    single: bool  # one holder at a time
    where: str


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """Say which office words mean in one state or organisation, against the general rule."""

    state: str
    words: tuple[str, ...]
    office: str | None  # None: these words name no office there
    where: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Say who held an office of a state or organisation, from when to when."""

    person: str
    other_spellings: tuple[str, ...]
    office: str
    of: str  # code of a state, or id of an organisation
    since: str | None  # EDTF; None: unknown
    until: str | None  # EDTF, the day of leaving; None: still
    source: str | None
    wikidata: str | None
    where: str


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """Warn that a name in the base is often somebody or something else (Georgia, Jordan)."""

    name: str
    also: str  # what else it may be, a few words
    usual: bool  # the base's meaning is nevertheless the usual one
    where: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold all lines of a set of files."""

    states: tuple[State, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    members: tuple[Membership, ...] = ()
    bodies: tuple[Body, ...] = ()
    offices: tuple[Office, ...] = ()
    rules: tuple[OfficeRule, ...] = ()
    holders: tuple[Holder, ...] = ()
    doubtful: tuple[DoubtfulName, ...] = ()

    def __add__(self, other: Facts) -> Facts:
        """Return the lines of both, one after the other."""
        both = {f.name: (*getattr(self, f.name), *getattr(other, f.name)) for f in fields(self)}
        return Facts(**both)
