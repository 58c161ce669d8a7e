"""Articles with their readings, made once, and what a casefile holds of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest

from onrecord.model import Reading
from onrecord.store.interface import CasefileStore, CasefileView, NewPage

Put = Callable[[CasefileStore, Iterable["Read"]], None]
Held = Callable[[CasefileView], dict[str, Sequence[str]]]


@dataclass(frozen=True)
class Read:
    """A page and what reading it gave."""

    page: NewPage
    reading: Reading


@pytest.fixture(scope="session")
def articles(examples_read: Sequence[tuple[NewPage, Reading]]) -> list[Read]:
    """Return those examples that derive from one another or tell of one matter, each read once.

    ``benchmarks/orders.py`` takes all of them.
    """
    early = ("2031-02", "2031-03", "eastline", "newsbraid")
    return [Read(page, reading) for page, reading in examples_read if page.document.name.startswith(early)]


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
