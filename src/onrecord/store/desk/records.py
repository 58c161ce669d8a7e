"""Say what a desk holds: records that are handed out and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.model.users import Role


@dataclass(frozen=True, slots=True)
class Account:
    """Hold one account; the hash of its password is asked for apart."""

    name: str
    role: Role
    made: datetime  # UTC, as all times here
    disabled: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Hold one browser that is signed in."""

    id: str
    account: Account
    began: datetime
    seen: datetime
    address: str
    browser: str


class TokenKind(StrEnum):
    """What a token opens, without signing in."""

    FEED = "feed"  # the feeds, for programs that keep an address alone
    API = "api"  # the JSON API, as its owner may use it


@dataclass(frozen=True, slots=True)
class Token:
    """Hold what is known of a token; the token itself was shown once."""

    id: str
    account: Account
    kind: TokenKind
    name: str
    made: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Noted:
    """Hold one line of the log: who did what, on what, from where."""

    number: int
    at: datetime
    who: str
    what: str
    on_what: str
    address: str
    done: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """Hold when somebody's present visit began, and when the one before it ended."""

    began: datetime
    before: datetime | None


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """Hold a filter that somebody keeps: the query of an address under a name."""

    number: int
    name: str
    page: str
    query: str
    made: datetime
