"""Hold what a phrase is resolved against, and what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.actors.base import Base
from onrecord.actors.spelling import name_key as name_key
from onrecord.actors.spelling import surname_key as surname_key
from onrecord.model import Span

SURE, LIKELY, FAIR, THIN = 0.95, 0.85, 0.7, 0.55
"""How sure a resolution is: by a name, by a rule that rarely errs, by a usual rule, by what is in view."""


class Kind(StrEnum):
    """What a phrase was found to mean."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"  # bodies and places too, by name
    ANON = "anon"
    GROUP = "group"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Introduction:
    """Say what an article makes known of a person: the fullest name, and the words that tell an office."""

    person: str
    words: str = (
        ""  # "the Slovak prime minister", "a spokesman for the interior ministry"; "" where none stand
    )
    span: Span | None = None  # of these words
    in_view: str | None = None  # the state that a bare "the minister" would be of at that place


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what a phrase is seen against: the base, the day, the article's people, the state in view."""

    base: Base
    day: str | None = None  # EDTF, of the article or the statement
    people: Mapping[str, tuple[Introduction, ...]] = field(default_factory=dict)  # see people_by_name
    in_view: str | None = None  # code of the state that a bare "the government" would mean at this place
    depth: int = 0  # how many people's people the look-up has passed ("the aide's aide")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Give who is meant: ``forms`` has several where one phrase means several states; empty: undecided."""

    forms: tuple[str, ...]
    kind: Kind
    affiliation: str | None = None
    confidence: float = 0.0
    reason: str = ""  # why it is undecided

    @property
    def form(self) -> str | None:
        """Return the only or first form."""
        return self.forms[0] if self.forms else None


def undecided(reason: str) -> Resolved:
    """Return a gap with its reason."""
    return Resolved((), Kind.UNDECIDED, None, 0.0, reason)


def people_by_name(found: Iterable[Introduction]) -> dict[str, tuple[Introduction, ...]]:
    """Index introductions by full name and by surname, however spelt; the first person named comes first.

    >>> sorted(people_by_name([Introduction("Vera Marenko", "the premier")]))
    ['marenko', 'vera marenko']
    """
    table: dict[str, dict[Introduction, None]] = {}
    for one in found:
        for key in {name_key(one.person), surname_key(one.person)}:
            table.setdefault(key, {})[one] = None
    return {key: tuple(several) for key, several in table.items()}
