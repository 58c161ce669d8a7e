"""Hold that pages added in any order, any number of times, give the same documents."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Given
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import AddKind, DocumentFilter, NewPage

MakePage = Callable[..., NewPage]
ALL = DocumentFilter(all_versions=True)
Key = tuple[str, str | None, str | None]

KEYS = st.tuples(
    st.sampled_from(["One text.", "Two texts.", "Une page."]),
    st.sampled_from([None, "https://a.example/1", "https://b.example/1"]),
    st.sampled_from([None, "/a.txt", "/b.txt", "/t.csv#3"]),
)


@st.composite
def two_orders(draw: st.DrawFn) -> tuple[list[Key], list[Key]]:
    keys = draw(st.lists(KEYS, max_size=7))
    repeats = draw(st.lists(st.sampled_from(keys), max_size=4)) if keys else []
    return keys, draw(st.permutations(keys + repeats))


@cache
def empty_casefile() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        open_casefile(str(path), create=True).close()
        return path.read_bytes()


def outcome(pages: Sequence[NewPage], batch: int) -> list[tuple[str, str, str | None]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        path.write_bytes(empty_casefile())
        with open_casefile(str(path)) as casefile:
            for at in range(0, len(pages), batch):
                casefile.add_documents(pages[at : at + batch])
            documents = list(casefile.documents(ALL))
            again = casefile.add_documents(pages)
            assert {each.kind for each in again} <= {AddKind.UNCHANGED}
            assert list(casefile.documents(ALL)) == documents
        return [(each.id, each.digest, each.url) for each in documents]


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=two_orders(), batch=st.integers(1, 4))
def test_the_order_of_adding_makes_no_difference(
    make_page: MakePage, orders: tuple[list[Key], list[Key]], batch: int
) -> None:
    first, second = (
        [make_page(text, path=path, given=Given(url=url)) for text, url, path in keys] for keys in orders
    )
    assert outcome(first, 50) == outcome(second, batch)
