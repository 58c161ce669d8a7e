"""An invented corner of the world, and pages of it whose only records are the places that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest

from onrecord.actors.base import Base, shipped
from onrecord.actors.facts import Facts
from onrecord.actors.loading import read_table
from onrecord.conflicts.facts import facts_of
from onrecord.conflicts.pairs import compare
from onrecord.model import (
    Conflict,
    Document,
    Fact,
    Mention,
    MentionKind,
    Piece,
    Reading,
    Span,
    Zone,
    ZoneKind,
)

STATES = """\
code,name,other_names,demonyms,metonyms,wikidata
XQA,Ostria,,Ostrian|Ostrians,Lurn,
XQB,Velmark,,Velmarkian|Velmarkians,Tarnow,
XQC,Sundria,,Sundrian|Sundrians,Belport,
"""
ORGANISATIONS = """\
id,name,other_names,kind,part_of,state,wikidata
Coast League,Coast League,,alliance,,,
River Union,River Union,,bloc,,,
"""
PLACES = (
    "Brod",
    "Brodino",
    "Tolle",
    "Karsa",
    "Upper Tolle",
    "Lurn",
    "Tarnow",
    "Belport",
    "Port Anse",
    "Vesk Pass",
)

Page = tuple[Document, Reading]
MakePage = Callable[..., Page]
InConflict = Callable[[Page, Page], list[Conflict]]


@pytest.fixture(scope="session")
def base() -> Base:
    """Return the shipped base with the invented facts laid over it."""
    facts = Facts()
    for name, content in (("states.csv", STATES), ("organisations.csv", ORGANISATIONS)):
        facts += read_table(content.encode(), name)
    return shipped().with_facts(facts)


def _mentions(text: str) -> list[Mention]:
    """Mark the places of the list, the longest first."""
    found: dict[int, Mention] = {}
    for name in sorted(PLACES, key=len, reverse=True):
        for m in re.finditer(rf"\b{name}\b", text):
            if not any(o.span.start <= m.start() < o.span.end for o in found.values()):
                found[m.start()] = Mention(Span(m.start(), m.end()), MentionKind.PLACE, 0.9)
    return [found[at] for at in sorted(found)]


def page_of(
    text: str,
    *,
    outlet: str | None = "Harbour Post",
    published: str | None = "2034-05-11",
    title: str | None = None,
    records: Sequence[object] = (),
) -> Page:
    """Return a page; 11 May 2034 is a Thursday."""
    whole = f"{title}\n\n{text}" if title else text
    zones = (Zone(ZoneKind.HEADLINE, Span(0, len(title))),) if title else ()
    digest = sha256(f"{outlet} {published} {whole}".encode()).hexdigest()
    document = Document(
        id=digest[:16], digest=digest, name="a.txt", media_type="text/plain", source_text=whole, text=whole,
        pieces=(Piece(0, 0, len(whole)),), zones=zones, furniture=(), title=title, outlet=outlet, byline=None,
        published=published, language="en", url=None, path=None,
    )  # fmt: skip
    return document, Reading(document.id, "test", (), tuple(_mentions(whole)))


@pytest.fixture
def make_page() -> MakePage:
    """Make a page of a text."""
    return page_of


@pytest.fixture
def facts(base: Base) -> Callable[[Page], tuple[Fact, ...]]:
    """Read the facts of a page."""
    return lambda page: facts_of(*page, base)


@pytest.fixture
def in_conflict(base: Base) -> InConflict:
    """Compare every fact of one page with every fact of another."""

    def find(a: Page, b: Page) -> list[Conflict]:
        left, right = facts_of(*a, base), facts_of(*b, base)
        return [c for x in left for y in right if (c := compare(x, y)) is not None]

    return find
