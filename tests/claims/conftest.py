"""An invented corner of the world: two states, an alliance, an armed group, four places."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from onrecord.actors.base import Base, shipped
from onrecord.actors.facts import Facts
from onrecord.actors.loading import read_table
from onrecord.claims import claims
from onrecord.coding.said_on import day_of
from onrecord.coding.surroundings import Surroundings
from onrecord.model import (
    Claim,
    Document,
    Mention,
    MentionKind,
    Piece,
    Span,
    Statement,
    Zone,
)
from onrecord.reading.speakers import cast_speakers

STATES = """\
code,name,other_names,demonyms,metonyms,wikidata
XAA,Ostria,,Ostrian|Ostrians,,
XBB,Velmark,,Velmarkian|Velmarkians,,
"""
ORGANISATIONS = """\
id,name,other_names,kind,part_of,state,wikidata
Coast League,Coast League,,alliance,,,
SLF,Saltland Liberation Front,,armed group,,,
"""
PLACES = ("Lom", "Tolle", "Karsa", "Brod", "Ostria", "Velmark")
Claiming = Callable[..., tuple[Claim, ...]]


@pytest.fixture(scope="session")
def base() -> Base:
    """Return the shipped base with the invented facts laid over it."""
    facts = Facts()
    for name, content in (("states.csv", STATES), ("organisations.csv", ORGANISATIONS)):
        facts += read_table(content.encode(), name)
    return shipped().with_facts(facts)


def article(text: str, zones: tuple[Zone, ...] = ()) -> Document:
    """Make a document of a text."""
    return Document(
        id="d", digest="", name="a.txt", media_type="text/plain", source_text=text, text=text,
        pieces=(Piece(0, 0, len(text)),) if text else (), zones=zones, furniture=(), title=None,
        outlet="Lom Courier", byline=None, published="2034-05-10", language="en", url=None, path=None,
    )  # fmt: skip


def named(text: str) -> list[Mention]:
    """Mark the invented places where they are named."""
    places = re.finditer(rf"\b(?:{'|'.join(PLACES)})\b", text)
    return [Mention(Span(m.start(), m.end()), MentionKind.PLACE, 0.9) for m in places]


@pytest.fixture
def claiming(base: Base) -> Claiming:
    """Return a function of a text that gives its claims."""

    def made(
        text: str, statements: tuple[Statement, ...] = (), zones: tuple[Zone, ...] = ()
    ) -> tuple[Claim, ...]:
        document, mentions = article(text, zones), named(text)
        around = Surroundings(text, cast_speakers(text, [], mentions, None), base, day_of(document))
        return claims(document, statements, around, mentions)

    return made
