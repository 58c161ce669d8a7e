"""Places are told apart by their names."""

from __future__ import annotations

import pytest

from onrecord.conflicts.places import bare_place, place_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the river town of Brod", "brod"),
        ("Brod’s", "brod"),
        ("the Karsa region", "karsa region"),
        ("the bridge of Tolle", "tolle bridge"),
        ("Upper Tolle", "upper tolle"),
        ("Vesk Pass", "vesk pass"),
    ],
)
def test_a_town_is_its_name_and_a_site_is_not_its_town(name: str, key: str) -> None:
    assert place_key(name) == key


def test_what_happens_at_a_site_happens_at_its_town() -> None:
    assert bare_place("tolle bridge") == "tolle"
    assert bare_place("vesk") == "vesk"
