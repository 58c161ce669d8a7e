"""Where a text names an outlet."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.lineage.credits import mentions, names, same_outlet

AGENCY = "Corvane Press Agency"


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("OSSEN (CPA) - The talks ended.", AGENCY),
        ("The talks ended, the Corvane agency said.", AGENCY),
        ("According to the corvane press agency the talks ended.", AGENCY),
        ("I take this from the Northmark Ledger.", "The Northmark Ledger"),
        ("A report in Harbour Lines has it all.", "Harbour Lines"),
        ("Agence Meridienne wrote so.", "Agence Méridienne"),
    ],
)
def test_an_outlet_is_named_in_many_forms(make: Any, text: str, outlet: str) -> None:
    found = mentions(make("a", text, "Pellworth Mercury").document, outlet)
    assert len(found) == 1
    assert found[0].holds(text)


def test_short_forms_count_beside_a_full_one(make: Any) -> None:
    text = "The Northmark Ledger was there. The Ledger says so. Nobody else does."
    assert [e.exact for e in mentions(make("a", text).document, "Northmark Ledger")] == [
        "Northmark Ledger",
        "The Ledger",
    ]


def test_a_short_form_alone_does_where_the_texts_are_alike(make: Any) -> None:
    document = make("a", "As the Courier first reported, the talks ended.").document
    assert mentions(document, "Harbour Courier") == ()
    assert [e.exact for e in mentions(document, "Harbour Courier", likely=True)] == ["the Courier"]


def test_a_name_with_a_letter_amiss_is_found_where_the_texts_are_alike(make: Any) -> None:
    document = make("a", 'So transmits the edition "Tarn Vally Observer", in its last number.').document
    assert [e.exact for e in mentions(document, "Tarn Valley Observer", likely=True)] == [
        "Tarn Vally Observer"
    ]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The harbour lines were cut.", "Lines"),
        ("The post was late; the agency knew nothing.", "Lantern Quay Post"),
        ("A cpanel was replaced.", AGENCY),
        ("Livia Ostrand-Maur spoke.", "Ostrand Today"),
        ("Anything.", None),
        ("The Pellworth Mercury says so.", "Pellworth Mercury"),
    ],
)
def test_what_names_no_other_outlet(make: Any, text: str, outlet: str | None) -> None:
    assert mentions(make("a", text, "The Pellworth Mercury").document, outlet, likely=True) == ()


def test_names_are_compared_without_article_and_marks() -> None:
    assert same_outlet("BLAST!", "Blast")
    assert not same_outlet(None, None)
    assert names("Brinmur", "Brinmoor Broadcasting")
    assert not names("Post", "Tidewater Post Office")
