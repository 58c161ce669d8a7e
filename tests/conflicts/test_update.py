"""Facts and conflicts are a function of the set of documents and entries, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.actors.base import Base
from onrecord.conflicts import keys as keys_of
from onrecord.conflicts import update as updating
from onrecord.conflicts.memory import MemoryConflicts
from onrecord.model import Document, Reading

MakePage = Callable[..., Any]
SENTENCES = (
    "Brod is held by Ostrian troops.",
    "Brod is under Velmarkian control.",
    "Brod was captured by Velmark at dawn.",
    "Fourteen people were killed in Brod on Thursday.",
    "Sixty people were killed in Brod on Thursday.",
    "The Coast League counts 21 members.",
    "The Coast League is now 24 countries strong.",
    "Nothing happened.",
)
OUTLETS = tuple(f"Outlet {n}" for n in range(7))


def page(make_page: MakePage, which: tuple[int, int]) -> tuple[Document, Reading]:
    sentence, outlet = which
    made: tuple[Document, Reading] = make_page(SENTENCES[sentence], outlet=OUTLETS[outlet])
    return made


pages = st.lists(
    st.tuples(st.integers(0, len(SENTENCES) - 1), st.integers(0, len(OUTLETS) - 1)), unique=True, max_size=9
)


def whole(read: Sequence[tuple[Document, Reading]], base: Base) -> tuple[Any, ...]:
    index = MemoryConflicts()
    updating.update(index, {d.id: (d, r) for d, r in read}, (), (), base)
    return index.conflicts()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=pages, gone=st.sets(st.integers(0, 8)), cuts=st.sets(st.integers(1, 8)), limit=st.integers(1, 4)
)
def test_step_by_step_is_as_all_at_once(
    chosen: list[tuple[int, int]], gone: set[int], cuts: set[int], limit: int, make_page: MakePage,
    base: Base, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(updating, "LIMIT", limit)
    read = [page(make_page, which) for which in chosen]
    index = MemoryConflicts()
    bounds = [0, *sorted(cut for cut in cuts if cut < len(read)), len(read)]
    for first, last in pairwise(bounds):
        updating.update(index, {d.id: (d, r) for d, r in read[first:last]}, (), (), base)
    leaving = [d.id for n, (d, _) in enumerate(read) if n in gone]
    updating.update(index, dict.fromkeys(leaving), (), (), base)
    left = [(d, r) for d, r in read if d.id not in leaving]
    assert index.conflicts() == whole(left, base)


def test_a_page_read_anew_takes_the_place_of_what_it_said(make_page: MakePage, base: Base) -> None:
    one = make_page("Brod is held by Ostrian troops.")
    other = make_page("Brod is under Velmarkian control.", outlet="Valley Times")
    index = MemoryConflicts()
    updating.update(index, {d.id: (d, r) for d, r in (one, other)}, (), (), base)
    assert len(index.conflicts()) == 1
    document, _ = other
    updating.update(index, {document.id: (document, Reading(document.id, "test", (), ()))}, (), (), base)
    assert len(index.conflicts()) == 1  # the words are there still
    updating.update(index, {document.id: None}, (), (), base)
    assert index.conflicts() == ()


def test_a_key_that_many_hold_tells_nothing(
    make_page: MakePage, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "LIMIT", 2)
    read = [page(make_page, (n % 2, n)) for n in range(3)]
    assert len(whole(read[:2], base)) == 1
    assert whole(read, base) == ()


def test_keys_hold_the_day_and_what_it_is_of(make_page: MakePage, facts: Callable[[Any], Any]) -> None:
    (fact,) = facts(make_page("Brod is held by Ostrian troops."))
    assert "control brod 05-11" in keys_of.keys(fact)
    (undated,) = facts(make_page("Brod is held by Ostrian troops.", published=None))
    assert keys_of.keys(undated) == {"control brod undated"}
