"""Hold that every record comes back from JSON as it was, whatever its fields hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    Derivation,
    Entry,
    EntryLink,
    Evidence,
    Likeness,
    Place,
    Report,
    ReportedAct,
    Step,
    Tie,
)
from onrecord.store.codec import codec

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
FEW = st.text(max_size=5)


def small(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Fill every field of a class, those with defaults too."""
    return st.builds(kind, **{each.name: ... for each in fields(kind)})


st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(str, FEW)


@settings(max_examples=20, deadline=None)
@given(st.one_of(*map(small, (ReportedAct, Likeness, Derivation, EntryLink, Step, Tie, Report))))
def test_a_record_comes_back_as_it_was(record: Any) -> None:
    way = codec(type(record))
    assert way.of(json.loads(json.dumps(way.to_json(record)))) == record


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(small(Entry))
def test_a_field_that_is_left_out_is_given(entry: Entry) -> None:
    way = codec(Entry, "reports")
    held = way.to_json(entry)
    assert "reports" not in held
    assert way.of(json.loads(json.dumps(held)), reports=entry.reports) == entry


def test_what_has_its_default_is_not_written() -> None:
    @dataclass(frozen=True)
    class Small:
        place: Place
        words: tuple[Evidence, ...] = ()
        why: str | None = None
        vector: bytes = b""

    small = Small(Place("d", 1, 2))
    assert codec(Small).to_json(small) == {"place": ["d", 1, 2]}
    assert codec(Small).of({"place": ["d", 1, 2]}) == small
    full = Small(Place("d", 1, 2), (Evidence(1, 2, "a", "", "b"),), "so", b"\x00\xff")
    assert codec(Small).to_json(full)["vector"] == "AP8="
    assert codec(Small).of(codec(Small).to_json(full)) == full


def test_unknown_and_missing_fields_are_refused() -> None:
    with pytest.raises(TypeError, match="unexpected keyword"):
        codec(Step).of({"ladder": "done", "status": "x", "on": None, "report": 0, "more": 1})
    with pytest.raises(TypeError, match="missing"):
        codec(Step).of({"ladder": "done"})
    with pytest.raises(ValueError, match="is not a valid"):
        codec(EntryLink).of(
            {"source": "a", "target": "b", "kind": "?", "answer": None, "report": "", "evidence": []}
        )


@pytest.mark.parametrize("hint", [datetime, set[str], int | Place | str, Mapping[str, Place], list[str]])
def test_a_type_without_a_form_is_refused_at_once(hint: Any) -> None:
    @dataclass(frozen=True)
    class Odd:
        field: int

    Odd.__annotations__["field"] = hint
    with pytest.raises(TypeError, match=r"Odd\.field"):
        codec(Odd)
