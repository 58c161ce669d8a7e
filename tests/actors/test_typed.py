"""What a person types is taken as a name that is known before it is read as a text would be."""

from __future__ import annotations

import pytest

from onrecord.actors.base import Base
from onrecord.actors.typed import forms


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("ann sand", "Ann Sand"),  # as records have it
        ("XAA", "XAA"),
        ("group: 26 nations", "group: 26 nations"),
        ("anon: a diplomat", "anon: a diplomat"),
        ("Nobody Inparticular", "Nobody Inparticular"),
    ],
)
def test_a_name_is_taken_as_it_is_known(invented_states: Base, typed: str, form: str) -> None:
    assert forms(invented_states, ["Ann Sand"], str.casefold)(typed) == form


def test_a_state_is_taken_by_any_of_its_names(invented_states: Base) -> None:
    form = forms(invented_states, (), str.casefold)
    assert form("Varnia") == "XAA"
    assert forms(invented_states, ["Varnia"], str.casefold)("Varnia") == "Varnia"
