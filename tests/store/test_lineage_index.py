"""Hold every lineage index to one contract: keys, who holds them, and likenesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import CasefileError
from onrecord.lineage.memory import MemoryIndex
from onrecord.model import (
    DerivationKind,
    Document,
    Evidence,
    Likeness,
    LineageIndex,
    Material,
    Reading,
    SentenceVector,
    Span,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]

LAST, FIRST = 2**63 - 1, -(2**63)


@dataclass
class Filled:
    """Hold an index with five documents, by their ids in order, and where they are kept."""

    index: LineageIndex
    ids: list[str]
    casefile: CasefileStore | None


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path: Path, make_page: MakePage, make_reading: MakeReading
) -> Iterator[Filled]:
    pages = [make_page(f"Page {n} says no, said Ada Quill.") for n in range(5)]
    location = ":memory:" if request.param == "memory" else str(tmp_path / "onrecord.db")
    if request.param == "postgresql":
        location = request.getfixturevalue("new_postgres")()
    if request.param == "memory":
        documents = [replace(page.document, id=f"{n:016x}") for n, page in enumerate(pages)]
        yield Filled(
            MemoryIndex(of(each, make_reading) for each in documents), [d.id for d in documents], None
        )
        return
    with open_casefile(location, create=True) as casefile:
        added = [each.document for each in casefile.add_documents(pages)]
        for each in added:
            casefile.put_reading(replace(make_reading(each), sentences=VECTORS))
        yield Filled(casefile, sorted(each.id for each in added), casefile)


VECTORS = (
    SentenceVector(Span(0, 7), bytes(range(128))),
    SentenceVector(Span(8, 12), bytes(range(128, 256))),
)


def of(document: Document, make_reading: MakeReading) -> Material:
    return Material(document, VECTORS, make_reading(document).mentions)


def likeness(a: str, b: str, kind: DerivationKind | None = DerivationKind.REWRITE) -> Likeness:
    here, there = Evidence(1, 3, "ag", "P", "e "), Evidence(0, 2, "Pa", "", "ge")
    measures = {"shared": 0.5, "order": 1 / 3}
    return Likeness(a, b, kind, ((here, there),), measures, credit_in_b=(there, here))


def test_keys_come_back_and_the_later_hold(filled: Filled) -> None:
    index, (a, b, *_) = filled.index, filled.ids
    index.put_keys(a, {1, FIRST, LAST, 0})
    index.put_keys(b, [7, 7])
    assert index.keys([b, a, "f" * 16]) == {a: {1, FIRST, LAST, 0}, b: {7}}
    index.put_keys(a, {1, 2})
    assert index.keys([a]) == {a: {1, 2}}
    assert index.holders([FIRST, 1, 2], 5) == {1: (a,), 2: (a,)}
    index.put_keys(a, ())
    assert index.keys([a, b]) == {b: {7}}
    assert index.holders([1, 7], 5) == {7: (b,)}


def test_holders_come_in_order_and_one_more_than_the_limit_at_most(filled: Filled) -> None:
    index, ids = filled.index, filled.ids
    for number, each in enumerate(reversed(ids)):
        index.put_keys(each, {-1, number, LAST})
    assert index.holders([-1, LAST, 2], 9) == {-1: tuple(ids), LAST: tuple(ids), 2: (ids[2],)}
    assert index.holders([-1, 0], 1) == {-1: tuple(ids[:2]), 0: (ids[4],)}
    assert index.holders([-1], 0) == {-1: (ids[0],)}
    assert index.holders([-1], 4) == {-1: tuple(ids)}
    assert index.holders([], 3) == {}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    puts=st.lists(st.tuples(st.integers(0, 4), st.frozensets(st.integers(-3, 3))), max_size=8),
    limit=st.integers(0, 5),
)
def test_an_index_answers_as_plain_sets_do(
    filled: Filled, puts: list[tuple[int, frozenset[int]]], limit: int
) -> None:
    held: dict[str, frozenset[int]] = {}
    for each in filled.ids:
        filled.index.put_keys(each, ())
    for number, keys in puts:
        filled.index.put_keys(filled.ids[number], keys)
        held[filled.ids[number]] = keys
    assert filled.index.keys(filled.ids) == {name: keys for name, keys in held.items() if keys}
    expected = {
        key: tuple(sorted(name for name, keys in held.items() if key in keys))[: limit + 1]
        for key in range(-3, 4)
        if any(key in keys for keys in held.values())
    }
    assert filled.index.holders(range(-3, 4), limit) == expected


def test_more_keys_than_a_query_takes_are_found(filled: Filled) -> None:
    many = range(-6000, 6000)
    filled.index.put_keys(filled.ids[3], many)
    assert filled.index.holders(many, 1) == dict.fromkeys(many, (filled.ids[3],))


def test_likenesses_come_back_in_order(filled: Filled) -> None:
    index, (a, b, c, d, _) = filled.index, filled.ids
    index.put_likenesses([likeness(b, c), likeness(a, c, None), likeness(a, b)], [])
    assert index.likenesses([c]) == [likeness(a, c, None), likeness(b, c)]
    assert index.likenesses([b, a]) == [likeness(a, b), likeness(a, c, None), likeness(b, c)]
    assert index.likenesses([d]) == []
    index.put_likenesses([likeness(a, c, DerivationKind.COPY)], [(a, b), (c, d)])
    assert index.likenesses([a, b, c]) == [likeness(a, c, DerivationKind.COPY), likeness(b, c)]


def test_a_document_comes_with_what_reading_gave_it(filled: Filled) -> None:
    found = filled.index.material([filled.ids[1], "f" * 16, filled.ids[0]])
    assert sorted(found) == filled.ids[:2]
    material = found[filled.ids[0]]
    assert material.document.id == filled.ids[0]
    assert material.sentences == VECTORS
    assert [each.span for each in material.mentions] == [Span(1, 3), Span(0, 1)]
    assert (material.previous, material.newest) == (None, True)
    if filled.casefile is not None:
        assert material.document == filled.casefile.document(filled.ids[0])


@pytest.mark.parametrize("filled", ["sqlite", "postgresql"], indirect=True)
def test_what_is_not_in_the_casefile_is_refused(filled: Filled) -> None:
    with pytest.raises(CasefileError, match="has no document 0123"):
        filled.index.put_keys("0123", {1})
    with pytest.raises(CasefileError, match="has no document f"):
        filled.index.put_likenesses([likeness(filled.ids[0], "f" * 16)], [])
    filled.index.put_likenesses([], [(filled.ids[0], "f" * 16)])  # nothing to forget
