"""Comparing two documents, with readings by the shipped model: the examples and what is planted in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from onrecord.lineage.compare import compare
from onrecord.lineage.memory import MemoryIndex
from onrecord.lineage.update import update
from onrecord.model import DerivationKind, Material, Reading
from onrecord.store.interface import NewPage

WIRE = "2031-02-04-ridgeway-montfaire.txt"


@pytest.fixture(scope="module")
def materials(examples_read: Sequence[tuple[NewPage, Reading]]) -> dict[str, Material]:
    """Return the example pages with their readings, by file name."""
    return {
        page.document.name: Material(page.document, reading.sentences, reading.mentions)
        for page, reading in examples_read
    }


@pytest.mark.parametrize(
    ("source", "derived", "kind", "credited"),
    [
        (WIRE, "2031-02-04-tidewater-post-montfaire.txt", "copy", True),
        (WIRE, "2031-02-05-grauhavn-ledger-peacekeepers.txt", "rewrite", True),
        (WIRE, "newsbraid-guarantees.txt", "rewrite", False),
        ("2031-03-04-harbour-courier-guarantees.html", "eastline-digest-diplomats.txt", None, True),
        ("eastline-digest-diplomats.txt", "2031-03-06-sarnholt-gazette-diplomats.txt", "cites", True),
    ],
)
def test_planted_derivations_are_found(
    materials: dict[str, Material], source: str, derived: str, kind: str | None, credited: bool
) -> None:
    index = MemoryIndex(materials.values())
    change = update(index, [m.document.id for m in materials.values()])
    ends = materials[source].document.id, materials[derived].document.id
    (found,) = [d for d in change.derivations if (d.source, d.derived) == ends]
    assert kind in (None, found.kind.value)
    assert found.credited is credited
    for passage in found.passages:
        assert passage.source.holds(materials[source].document.text)
        assert passage.derived.holds(materials[derived].document.text)
    assert all(e.holds(materials[derived].document.text) for e in found.credit)


def test_the_order_of_two_makes_no_difference(materials: dict[str, Material]) -> None:
    one, other = materials[WIRE], materials["newsbraid-guarantees.txt"]
    assert compare(one, other) == compare(other, one)


def test_unrelated_pages_have_nothing_in_common(materials: dict[str, Material]) -> None:
    assert compare(materials[WIRE], materials["union-square-sanctions.txt"]) is None


def test_a_quote_from_one_press_conference_is_no_takeover(make: Any) -> None:
    quote = "“We have opened a door by the width of a hand and will see who walks through it,” she said."
    one = make(
        "a", f"Rain fell on the lake of Ossen. {quote} The waiters took the sandwiches back.\nEnd of it."
    )
    other = make(
        "b", f"Wheat futures fell by three percent. {quote} Campaigners blocked the pier.\nThat is all."
    )
    found = compare(one, other)
    assert found is None or found.kind is None


def test_background_of_one_outlet_and_teasers_are_no_takeover(make: Any) -> None:
    title = "River States reach a compromise on the grain toll after a night without sleep"
    one = make("a", "Leaders met for nine hours. Barges pay nothing for a year.", "Post", headline=title)
    other = make(
        "b", f"A hurricane tore the roof off the hall.\nDivers rescued a dog.\nRead on: {title}", "Wire"
    )
    found = compare(one, other)
    assert found is None or found.kind is None


def test_a_passage_in_an_essay_is_a_partial_takeover(make: Any) -> None:
    passage = (
        "Each time the two armies have agreed to let the repair crews through for one day and not for two."
    )
    one = make(
        "a", f"The pumps fell silent in Kelm. {passage} Amberg keeps the permits in a box.\nLorries came."
    )
    own = " ".join(f"Seamen of port w{n}x like a tale about valve w{n}y." for n in range(12))
    other = make("b", f"{own} {passage} {own[:200]}.\nBack issues at the kiosk.")
    found = compare(one, replace(other))
    assert found is not None
    assert found.kind is DerivationKind.PARTIAL
    assert any(passage[:-1] in x.exact for pair in found.passages for x in pair)


PARAGRAPHS = [
    "The ferry council of Tarn agreed on Monday to close the northern pier for two winters, its head said.",
    '"Nobody has asked the fishermen," said Ada Quill, who has moored there since the war.',
    "Repairs are to cost 14 million crowns. The pier was built in 1911 and has been patched four times.",
]


@pytest.mark.parametrize("paragraphs", [PARAGRAPHS, PARAGRAPHS[:2], [" ".join(PARAGRAPHS)]])
def test_a_reprint_word_for_word_is_a_copy(make: Any, paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    found = compare(make("a", text, "Tarn Observer"), make("b", text, "Lake Mail"))
    assert found is not None
    assert found.kind is DerivationKind.COPY
    other = compare(
        make("a", f"Pier closed\n{text}", "Tarn Observer"), make("b", f"Winter\n{text}", "Lake Mail")
    )
    assert other is not None
    assert other.kind is DerivationKind.COPY
