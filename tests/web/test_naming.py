"""Names in addresses are taken as people type them, and nobody is guessed."""

from __future__ import annotations

from typing import cast

import pytest
from fastapi.testclient import TestClient

from onrecord.web.desk import Desk
from onrecord.web.errors import NotFoundError
from onrecord.web.naming import all_named, is_on_record, named


@pytest.fixture(scope="module")
def desk(looked_at: TestClient) -> Desk:
    return cast(Desk, looked_at.app.state.desk)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("XVM", "XVM"),
        ("Velmora", "XVM"),
        ("  velmora ", "XVM"),
        ("Skerrin", "XSK"),
        ("Meridian Alliance",) * 2,
    ],
)
def test_codes_and_names_lead_to_what_the_register_has(desk: Desk, typed: str, name: str) -> None:
    assert named(desk, typed) == name
    assert is_on_record(desk.casefile, name)


def test_several_stand_between_commas_each_once(desk: Desk) -> None:
    assert all_named(desk, ["XSK, Velmora", "Skerrin", " ,"]) == ("XSK", "XVM")
    assert all_named(desk, []) == ()


@pytest.mark.parametrize("typed", ["Nobody Inparticular", "", "x" * 5000])
def test_nobody_is_guessed(desk: Desk, typed: str) -> None:
    with pytest.raises(NotFoundError) as told:
        named(desk, typed)
    assert told.value.remedy


def test_who_is_near_is_named(desk: Desk) -> None:
    with pytest.raises(NotFoundError) as told:
        named(desk, "Meridien Aliance")
    assert "Meridian Alliance" in str(told.value.remedy)
