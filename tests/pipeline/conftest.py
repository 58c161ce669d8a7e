"""Articles with their readings, made once, and what a casefile holds of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.actors.base import Base, shipped
from onrecord.actors.loading import read_table
from onrecord.encoder.session import Encoder
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import RawPage, Reading
from onrecord.reader import Reader
from onrecord.store.interface import CasefileStore, CasefileView, NewPage

EXAMPLES = Path(__file__).parents[2] / "examples"


Put = Callable[[CasefileStore, Iterable["Read"]], None]
Held = Callable[[CasefileView], dict[str, Sequence[str]]]


@dataclass(frozen=True)
class Read:
    """A page and what reading it gave."""

    page: NewPage
    reading: Reading


def facts() -> Base:
    """Return the shipped base with the facts about the examples' world."""
    base = shipped()
    for name in ("states", "organisations", "holders"):
        path = EXAMPLES / "actors" / f"{name}.csv"
        base = base.with_facts(read_table(path.read_bytes(), path.name))
    return base


@pytest.fixture(scope="session")
def base() -> Base:
    return facts()


@pytest.fixture(scope="session")
def articles(encoder: Encoder, base: Base) -> list[Read]:
    """Return the examples, each read once."""
    reader = Reader(base=base)
    reader.__dict__["encoder"] = encoder
    raw = [page for page in pages([str(EXAMPLES / "articles")]) if isinstance(page, RawPage)]
    documents = [to_document(page) for page in raw]
    readings = reader.read(documents)
    return [
        Read(NewPage(document, page.raw, page.given), reading)
        for page, document, reading in zip(raw, documents, readings, strict=True)
    ]


@pytest.fixture(scope="session")
def put() -> Put:
    """Give a function that adds pages with the readings that they have."""
    return _put


@pytest.fixture(scope="session")
def held() -> Held:
    """Give a function that returns all that a casefile holds of lineage and register."""
    return _held


def _put(casefile: CasefileStore, found: Iterable[Read]) -> None:
    for each in found:
        outcome = casefile.add_documents([each.page])[0]
        assert outcome.document.id == each.page.document.id, "its readings name the id that it had alone"
        casefile.put_reading(each.reading)


def _held(casefile: CasefileView) -> dict[str, Sequence[str]]:
    entries = list(casefile.entries())
    return {
        "entries": [repr(each) for each in entries],
        "links": [repr(link) for each in entries for link in casefile.entry_links(each.id)],
        "derivations": [repr(each) for each in casefile.derivations()],
        "stories": [repr(each) for each in casefile.stories()],
    }
